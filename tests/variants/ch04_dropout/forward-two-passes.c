// Variant of dropout-forward: the whole mask first, then the output; sample by
// sample, in double.
static void draw_mask(uint8_t *mask, size_t n, float drop_prob, Rng *rng)
{
    for (size_t i = 0; i < n; i++)
        mask[i] = rng_uniform(rng) < drop_prob ? 0 : 1;
}

bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *rng)
{
    bool allowed = 0.0f <= drop_prob && drop_prob <= 1.0f;
    if (allowed) {
        draw_mask(mask, batch * n, drop_prob, rng);
        for (size_t r = 0; r < batch; r++)
            for (size_t j = 0; j < n; j++) {
                size_t k = r * n + j;
                double kept = (double)x[k] / (1.0 - (double)drop_prob);
                y[k] = mask[k] == 1 ? (float)kept : 0.0f;
            }
    }
    return allowed;
}
