// Variant of activation-backward: one element at a time.
void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        float d;
        activation_derivative(activation, &d, &x[i], 1);
        dx[i] = d * dy[i];
    }
}
