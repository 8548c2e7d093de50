// Variant of digits-accuracy: sample by sample, the largest logit by hand.
static size_t largest_of(const float *z, size_t n)
{
    size_t best = 0;
    for (size_t k = 1; k < n; k++)
        if (z[k] > z[best])
            best = k;
    return best;
}

double digits_accuracy(Mlp *net, const Dataset *data)
{
    double right = 0.0;
    if (data->n == 0)
        return 0.0;
    for (size_t i = 0; i < data->n; i++) {
        digits_forward(net, data->x + i * data->n_features, 1, false, NULL);
        right += largest_of(net->z[1], net->width[2]) == data->y[i];
    }
    return right / (double)data->n;
}
