// Variant of alpha-dropout-forward: the mask first, then the output, in double.
bool alpha_dropout_forward(float *y, uint8_t *mask, const float *x, size_t n,
                           float drop_prob, Rng *rng)
{
    double p = (double)drop_prob, low = (double)SELU_LOW;
    if (!(p >= 0.0) || !(p < 1.0))
        return false;
    for (size_t i = 0; i < n; i++)
        mask[i] = rng_uniform(rng) >= drop_prob;
    double deviation = sqrt((1.0 - p) * (1.0 + p * low * low));
    for (size_t i = 0; i < n; i++) {
        double u = mask[i] != 0 ? (double)x[i] : low;
        y[i] = (float)((u - p * low) / deviation);
    }
    return true;
}
