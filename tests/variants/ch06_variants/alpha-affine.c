// Variant of alpha-dropout-forward, alpha-dropout-backward: a u + b, as the
// authors write it, in float.
static float affine_a(float p)
{
    float q = 1.0f - p;
    return powf(q + SELU_LOW * SELU_LOW * q * p, -0.5f);
}

bool alpha_dropout_forward(float *y, uint8_t *mask, const float *x, size_t n,
                           float drop_prob, Rng *rng)
{
    if (isnan(drop_prob) || drop_prob < 0.0f || drop_prob >= 1.0f)
        return false;
    const float a = affine_a(drop_prob), b = -a * drop_prob * SELU_LOW;
    for (size_t i = 0; i < n; i++) {
        bool kept = rng_uniform(rng) >= drop_prob;
        float u = kept ? x[i] : SELU_LOW;
        mask[i] = kept ? 1 : 0;
        y[i] = a * u + b;
    }
    return true;
}

void alpha_dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                            size_t n, float drop_prob)
{
    const float a = affine_a(drop_prob);
    for (size_t i = 0; i < n; i++) {
        dx[i] = 0.0f;
        if (mask[i])
            dx[i] = a * dy[i];
    }
}
