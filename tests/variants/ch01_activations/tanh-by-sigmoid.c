// Variant of tanh-forward: 2 s(2 x) - 1, chunk by chunk through an array.
void tanh_forward(float *y, const float *x, size_t n)
{
    float twice[32];
    size_t filled = 0;
    for (size_t i = 0; i < n; i++) {
        twice[filled++] = 2.0f * x[i];
        if (filled < 32 && i + 1 < n)
            continue;
        float *out = y + (i + 1 - filled);
        sigmoid_forward(out, twice, filled);
        for (size_t k = 0; k < filled; k++)
            out[k] = 2.0f * out[k] - 1.0f;
        filled = 0;
    }
}
