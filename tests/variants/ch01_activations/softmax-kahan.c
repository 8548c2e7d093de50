// Variant of softmax-rows: Kahan's sum, times the reciprocal; the last row
// first.
void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    for (size_t r = rows; r-- > 0;) {
        const float *in = x + r * cols;
        float *out = y + r * cols, max = in[0];
        for (size_t c = 1; c < cols; c++)
            if (in[c] > max)
                max = in[c];
        float sum = 0.0f, lost = 0.0f;
        for (size_t c = 0; c < cols; c++) {
            out[c] = expf(in[c] - max);
            float term = out[c] - lost, next = sum + term;
            lost = (next - sum) - term;
            sum = next;
        }
        float share = 1.0f / sum;
        for (size_t c = 0; c < cols; c++)
            out[c] *= share;
    }
}
