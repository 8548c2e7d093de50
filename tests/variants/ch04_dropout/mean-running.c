// Variant of dropout-mean: the mean so far moves towards each new output; the
// mask is drawn here.
void dropout_mean(double *mean, const float *x, size_t n, size_t n_masks,
                  float drop_prob, Rng *rng)
{
    double scale = 1.0 / (1.0 - (double)drop_prob);
    for (size_t m = 1; m <= n_masks; m++)
        for (size_t i = 0; i < n; i++) {
            double y = 0.0;
            if (rng_uniform(rng) >= drop_prob)
                y = (double)x[i] * scale;
            mean[i] = m == 1 ? y : mean[i] + (y - mean[i]) / (double)m;
        }
}
