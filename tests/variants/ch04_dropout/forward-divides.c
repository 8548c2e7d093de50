// Variant of dropout-forward: divides by 1 - drop_prob; branches, pointers.
bool dropout_forward(float *y, uint8_t *mask, const float *x, size_t batch,
                     size_t n, float drop_prob, Rng *rng)
{
    const float *end = x + batch * n;
    if (drop_prob != drop_prob || drop_prob < 0.0f || drop_prob > 1.0f)
        return false;
    while (x < end) {
        float in = *x++;
        if (rng_uniform(rng) < drop_prob) {
            *mask++ = 0;
            *y++ = 0.0f;
        } else {
            *mask++ = 1;
            *y++ = in / (1.0f - drop_prob);
        }
    }
    return true;
}
