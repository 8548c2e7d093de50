// Variant of activation-backward: halves, until a piece fits on the stack.
void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    float d[8];
    if (n > 8) {
        size_t half = n / 2;
        activation_backward(activation, dx, dy, x, half);
        activation_backward(activation, dx + half, dy + half, x + half,
                            n - half);
        return;
    }
    activation_derivative(activation, d, x, n);
    for (size_t i = 0; i < n; i++)
        dx[i] = dy[i] * d[i];
}
