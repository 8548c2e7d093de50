// Variant of sgd-step: eight at a time, then what is left by a jump back.
void sgd_step(float *restrict w, const float *restrict g, size_t n, float lr)
{
    size_t i = 0;
    while (n - i >= 8) {
        for (int k = 0; k < 8; k++)
            w[i + (size_t)k] -= lr * g[i + (size_t)k];
        i += 8;
    }
rest:
    if (i < n) {
        w[i] = w[i] - lr * g[i];
        i++;
        goto rest;
    }
}
