// Variant of deep-train-epoch: sums first, divided at the end; the mini-batches
// are cut by hand.
void deep_train_epoch(EpochReport *report, GradStats *stats, Mlp *net,
                      const Dataset *data, Minibatch *mb, float lr, Rng *rng)
{
    double loss = 0.0, zeros = 0.0;
    size_t right = 0, done = 0;
    for (size_t l = 0; l < net->n_layers; l++)
        stats[l].count = stats[l].sum = stats[l].squares = 0.0;
    rng_permutation(rng, mb->order, data->n);
    while (done < data->n) {
        size_t rows = batch_rows(done, data->n, mb->size);
        dataset_gather(mb->x, mb->y, data, mb->order + done, rows);
        deep_forward(net, mb->x, rows);
        right += count_correct(net->z[net->n_layers - 1], mb->y, rows,
                               net->width[net->n_layers]);
        zeros += zero_share(net, rows) * (double)rows;
        loss += deep_backward(net, mb->y, rows) * (double)rows;
        grad_stats_add(stats, net);
        for (size_t l = 0; l < net->n_layers; l++) {
            size_t m = net->width[l + 1];
            sgd_step(net->w[l], net->dw[l], net->width[l] * m, lr);
            sgd_step(net->b[l], net->db[l], m, lr);
        }
        done += rows;
    }
    double n = done > 0 ? (double)done : 1.0;
    report->loss = loss / n;
    report->accuracy = (double)right / n;
    report->zero_share = zeros / n;
}
