// Variant of dropout-backward: four at a time where there is SSE2, by bits: an
// and with all ones or none.
#ifdef __SSE2__
#include <emmintrin.h>
#endif

void dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                      size_t batch, size_t n, float drop_prob)
{
    float scale = 1.0f / (1.0f - drop_prob);
    size_t i = 0, all = batch * n;
#ifdef __SSE2__
    for (; i + 4 <= all; i += 4) {
        __m128i keep = _mm_set_epi32(-(mask[i + 3] != 0), -(mask[i + 2] != 0),
                                     -(mask[i + 1] != 0), -(mask[i] != 0));
        __m128 scaled = _mm_mul_ps(_mm_loadu_ps(dy + i), _mm_set1_ps(scale));
        _mm_storeu_ps(dx + i, _mm_and_ps(scaled, _mm_castsi128_ps(keep)));
    }
#endif
    for (; i < all; i++)
        dx[i] = mask[i] ? dy[i] * scale : 0.0f;
}
