// Variant of softmax-rows: maximum and sum in one pass; the sum is scaled anew
// whenever the maximum grows.
static void softmax_row(float *y, const float *x, size_t n)
{
    float max = -INFINITY, sum = 0.0f;
    for (size_t i = 0; i < n; i++) {
        if (x[i] > max) {
            sum = sum * expf(max - x[i]) + 1.0f;
            max = x[i];
        } else {
            sum += expf(x[i] - max);
        }
    }
    for (size_t i = 0; i < n; i++)
        y[i] = expf(x[i] - max) / sum;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t r = 0; r < rows; r++)
        softmax_row(&y[r * cols], &x[r * cols], cols);
}
