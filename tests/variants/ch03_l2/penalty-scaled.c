// Variant of l2-penalty: relative to the largest weight, as norms are computed
// that must not overflow.
#include <math.h>

double l2_penalty(const float *w, size_t n)
{
    double largest = 0.0, sum = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, fabs((double)w[i]));
    if (largest == 0.0)
        return 0.0;
    for (size_t i = 0; i < n; i++) {
        double share = (double)w[i] / largest;
        sum += share * share;
    }
    return 0.5 * largest * largest * sum;
}
