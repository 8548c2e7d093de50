// Variant of leaky-relu-forward: four at a time, then what is left; the factor
// is looked up.
static float leak(float x, const float factor[2])
{
    return x * factor[x > 0.0f];
}

void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
    const float factor[2] = {slope, 1.0f};
    size_t whole = n - n % 4, i;
    for (i = 0; i < whole; i += 4) {
        y[i] = leak(x[i], factor);
        y[i + 1] = leak(x[i + 1], factor);
        y[i + 2] = leak(x[i + 2], factor);
        y[i + 3] = leak(x[i + 3], factor);
    }
    for (; i < n; i++)
        y[i] = leak(x[i], factor);
}
