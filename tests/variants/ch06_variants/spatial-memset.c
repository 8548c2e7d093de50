// Variant of spatial-dropout-forward: memset for what is dropped; pointers that
// move on; y may be x.
#include <string.h>

bool spatial_dropout_forward(float *y, uint8_t *mask, const float *x,
                             size_t batch, size_t maps, size_t area,
                             float drop_prob, Rng *rng)
{
    if (isnan(drop_prob) || drop_prob < 0.0f || drop_prob > 1.0f)
        return false;
    for (uint8_t *end = mask + batch * maps; mask < end; mask++) {
        *mask = (uint8_t) !(rng_uniform(rng) < drop_prob);
        if (*mask == 0 && area > 0)
            memset(y, 0, area * sizeof *y);
        for (size_t j = 0; *mask != 0 && j < area; j++)
            y[j] = x[j] / (1.0f - drop_prob);
        y += area;
        x += area;
    }
    return true;
}
