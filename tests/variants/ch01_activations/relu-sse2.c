// Variant of relu-forward: four at a time where there is SSE2. Of two operands
// one of which is NaN, maxps gives the second.
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void relu_forward(float *y, const float *x, size_t n)
{
    size_t i = 0;
#ifdef __SSE2__
    for (; i + 4 <= n; i += 4)
        _mm_storeu_ps(y + i, _mm_max_ps(_mm_setzero_ps(), _mm_loadu_ps(x + i)));
#endif
    for (; i < n; i++)
        if (x[i] < 0.0f)
            y[i] = 0.0f;
        else
            y[i] = x[i];
}
