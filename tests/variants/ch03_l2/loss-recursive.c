// Variant of squared-loss: the sum as the sum of two halves.
static double sum_of_squares(const float *y, const float *t, size_t n)
{
    if (n == 0)
        return 0.0;
    if (n == 1)
        return ((double)*y - (double)*t) * ((double)*y - (double)*t);
    return sum_of_squares(y, t, n / 2) +
           sum_of_squares(y + n / 2, t + n / 2, n - n / 2);
}

double squared_loss(const float *prediction, const float *target, size_t batch)
{
    if (batch == 0)
        return 0.0;
    return sum_of_squares(prediction, target, batch) / (double)batch;
}
