// Variant of moments: both sums by Kahan's method, divided at the end.
static double kahan_mean(const float *x, size_t n, double about, int power)
{
    double sum = 0.0, lost = 0.0;
    for (size_t i = 0; i < n; i++) {
        double d = (double)x[i] - about;
        double term = (power == 2 ? d * d : d) - lost;
        double next = sum + term;
        lost = (next - sum) - term;
        sum = next;
    }
    return n > 0 ? sum / (double)n : 0.0;
}

void moments(double *mean, double *variance, const float *x, size_t n)
{
    *mean = kahan_mean(x, n, 0.0, 1);
    *variance = kahan_mean(x, n, *mean, 2);
}
