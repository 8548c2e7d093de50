// Variant of sigmoid-derivative: e / (1 + e)^2 with e = e^-|x|, in double.
void sigmoid_derivative(float *d, const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        double e = exp(-fabs((double)x[i]));
        d[i] = (float)(e / ((1.0 + e) * (1.0 + e)));
    }
}
