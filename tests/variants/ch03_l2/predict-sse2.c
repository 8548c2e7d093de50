// Variant of linear-predict: four sums side by side where there is SSE2.
#ifdef __SSE2__
#include <emmintrin.h>
#endif

static float dot_product(const float *a, const float *b, size_t n)
{
    float four[4] = {0};
    size_t i = 0;
#ifdef __SSE2__
    __m128 sums = _mm_setzero_ps();
    for (; i + 4 <= n; i += 4)
        sums = _mm_add_ps(sums,
                          _mm_mul_ps(_mm_loadu_ps(a + i), _mm_loadu_ps(b + i)));
    _mm_storeu_ps(four, sums);
#endif
    float sum = (four[0] + four[1]) + (four[2] + four[3]);
    for (; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

void linear_predict(float *y, const float *x, const float *w, size_t batch,
                    size_t n)
{
    for (size_t i = 0; i < batch; i++)
        y[i] = dot_product(x + i * n, w, n);
}
