// Variant of leaky-relu-derivative: relu_derivative first; 0 becomes the slope.
void leaky_relu_derivative(float *d, const float *x, size_t n, float slope)
{
    relu_derivative(d, x, n);
    for (size_t i = 0; i < n; i++)
        if (d[i] == 0.0f)
            d[i] = slope;
}
