// Variant of leaky-relu-forward: the slope lies in (0, 1), so it is the larger
// of x and slope x.
void leaky_relu_forward(float *y, const float *x, size_t n, float slope)
{
    for (size_t i = 0; i < n; i++) {
        float small = slope * x[i];
        y[i] = x[i] > small ? x[i] : small;
    }
}
