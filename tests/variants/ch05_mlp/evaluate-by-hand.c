// Variant of mlp-evaluate: sample by sample, loss and largest logit by hand.
static double log_sum(const float *z, size_t n, float max)
{
    double sum = 0.0;
    for (size_t k = 0; k < n; k++)
        sum += exp((double)z[k] - (double)max);
    return log(sum) + (double)max;
}

void mlp_evaluate(Evaluation *result, Mlp *net, const Dataset *data)
{
    const float *z = net->z[net->n_layers - 1];
    size_t n = net->width[net->n_layers], right = 0;
    double loss = 0.0;
    result->loss = result->accuracy = 0.0;
    if (data->n == 0)
        return;
    for (size_t i = 0; i < data->n; i++) {
        size_t best = 0;
        mlp_forward(net, data->x + i * data->n_features, 1, false, NULL);
        for (size_t k = 1; k < n; k++)
            best = z[k] > z[best] ? k : best;
        right += best == data->y[i];
        loss += log_sum(z, n, z[best]) - (double)z[data->y[i]];
    }
    result->loss = loss / (double)data->n;
    result->accuracy = (double)right / (double)data->n;
}
