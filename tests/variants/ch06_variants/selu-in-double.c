// Variant of selu-forward, selu-derivative: in double, with branches.
void selu_forward(float *y, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double v = (double)x[i];
        if (!(v > 0.0))
            v = (double)SELU_ALPHA * expm1(v);
        y[i] = (float)(v * (double)SELU_SCALE);
    }
}

void selu_derivative(float *d, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double slope = (double)SELU_SCALE;
        if (!(x[i] > 0.0f))
            slope *= (double)SELU_ALPHA * exp((double)x[i]);
        d[i] = (float)slope;
    }
}
