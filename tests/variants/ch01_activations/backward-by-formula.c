// Variant of activation-backward: the formulas anew, in a switch.
static double slope_of(Activation kind, double x)
{
    double y;
    switch (kind) {
    case ACT_IDENTITY:
        break;
    case ACT_RELU:
        return isnan(x) ? x : x > 0.0;
    case ACT_SIGMOID:
        y = 1.0 / (1.0 + exp(-x));
        return y - y * y;
    case ACT_TANH:
        y = tanh(x);
        return 1.0 - y * y;
    case ACT_LEAKY_RELU:
        return isnan(x) ? x : x > 0.0 ? 1.0 : (double)LEAKY_SLOPE;
    }
    return 1.0;
}

void activation_backward(Activation activation, float *dx, const float *dy,
                         const float *x, size_t n)
{
    for (size_t i = n; i > 0; i--)
        dx[i - 1] =
            (float)(slope_of(activation, (double)x[i - 1]) * (double)dy[i - 1]);
}
