// Variant of zero-share: row by row, and what is counted is what isn't zero.
double zero_share(const Mlp *net, size_t batch)
{
    double all = 0.0, others = 0.0;
    for (size_t r = 0; r < batch; r++)
        for (size_t l = net->n_layers - 1; l > 0; l--)
            for (size_t j = 0; j < net->width[l]; j++) {
                all++;
                if (net->a[l][r * net->width[l] + j] != 0.0f)
                    others++;
            }
    if (all == 0.0)
        return 0.0;
    return 1.0 - others / all;
}
