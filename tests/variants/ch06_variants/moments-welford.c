// Variant of moments: Welford's single pass.
void moments(double *mean, double *variance, const float *x, size_t n)
{
    double m = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++) {
        double from_old = (double)x[i] - m;
        m += from_old / (double)(i + 1);
        squares += from_old * ((double)x[i] - m);
    }
    *mean = m;
    *variance = n > 0 ? squares / (double)n : 0.0;
}
