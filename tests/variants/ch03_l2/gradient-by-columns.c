// Variant of squared-loss-gradient: one weight after another, in double; the
// factor at the end.
void squared_loss_gradient(float *dw, const float *x, const float *prediction,
                           const float *target, size_t batch, size_t n)
{
    for (size_t j = 0; j < n; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < batch; i++)
            sum += (double)x[i * n + j] *
                   ((double)prediction[i] - (double)target[i]);
        dw[j] = batch > 0 ? (float)(2.0 * sum / (double)batch) : 0.0f;
    }
}
