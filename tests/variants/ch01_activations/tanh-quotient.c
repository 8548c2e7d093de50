// Variant of tanh-forward: the quotient of the header, multiplied above and
// below by e^-x for x > 0 and by e^x for the rest.
void tanh_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (x[i] > 0.0f) {
            double e = exp(-2.0 * (double)x[i]);
            y[i] = (float)((1.0 - e) / (1.0 + e));
        } else {
            double e = exp(2.0 * (double)x[i]);
            y[i] = (float)((e - 1.0) / (e + 1.0));
        }
    }
}
