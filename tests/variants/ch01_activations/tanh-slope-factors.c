// Variant of tanh-derivative: (1 - y) (1 + y).
void tanh_derivative(float *d, const float *x, size_t n)
{
    tanh_forward(d, x, n);
    for (float *p = d; p < d + n; p++)
        *p = (1.0f - *p) * (1.0f + *p);
}
