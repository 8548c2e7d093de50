// Variant of relu-derivative: from the last element to the first; both
// comparisons fail for NaN.
void relu_derivative(float *d, const float *x, size_t n)
{
    while (n-- > 0) {
        if (x[n] > 0.0f)
            d[n] = 1.0f;
        else if (x[n] <= 0.0f)
            d[n] = 0.0f;
        else
            d[n] = NAN;
    }
}
