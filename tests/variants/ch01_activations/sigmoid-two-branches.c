// Variant of sigmoid-forward: e^-|x|, which never overflows, in both branches.
static float small_exponential(float x)
{
    return expf(-fabsf(x));
}

void sigmoid_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const float e = small_exponential(x[i]);
        y[i] = x[i] >= 0.0f ? 1.0f / (1.0f + e) : e / (1.0f + e);
    }
}
