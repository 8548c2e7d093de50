// Variant of linear-predict: the columns outside, the rows inside.
#include <string.h>

void linear_predict(float *restrict y, const float *restrict x,
                    const float *restrict w, size_t batch, size_t n)
{
    if (batch > 0)
        memset(y, 0, batch * sizeof *y);
    for (size_t j = 0; j < n; j++)
        for (size_t i = 0; i < batch; i++)
            y[i] += w[j] * x[i * n + j];
}
