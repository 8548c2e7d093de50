// Variant of dead-share: one sample at a time; the dead are counted as they
// wake.
double dead_share(uint8_t *alive, Mlp *net, const Dataset *data)
{
    size_t units = hidden_units(net), awake = 0;
    for (size_t u = 0; u < units; u++)
        alive[u] = 0;
    for (size_t i = 0; i < data->n; i++) {
        size_t u = 0;
        deep_forward(net, &data->x[i * data->n_features], 1);
        for (size_t l = 1; l < net->n_layers; l++)
            for (size_t j = 0; j < net->width[l]; j++, u++)
                if (!alive[u] && net->a[l][j] != 0.0f) {
                    alive[u] = 1;
                    awake++;
                }
    }
    if (units == 0)
        return 0.0;
    return (double)(units - awake) / (double)units;
}
