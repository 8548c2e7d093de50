// Variant of moments: single pass, about the first number instead of 0.
void moments(double *mean, double *variance, const float *x, size_t n)
{
    double sum = 0.0, squares = 0.0;
    *mean = 0.0;
    *variance = 0.0;
    if (n == 0)
        return;
    for (const float *p = x; p < x + n; ++p) {
        double d = (double)*p - (double)*x;
        sum += d;
        squares += d * d;
    }
    *mean = (double)*x + sum / (double)n;
    *variance = (squares - sum * sum / (double)n) / (double)n;
}
