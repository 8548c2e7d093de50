// Variant of cnn-sgd-epoch: a running mean, and the step through pointers.
double cnn_sgd_epoch(Cnn *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    double mean = 0.0;
    size_t seen = 0, rows;
    rng_permutation(rng, mb->order, data->n);
    while ((rows = minibatch_take(mb, data, seen)) != 0) {
        cnn_forward(net, mb->x, rows, true, rng);
        double loss = cnn_backward(net, mb->x, mb->y, rows);
        seen += rows;
        mean += (loss - mean) * (double)rows / (double)seen;
        const float *g = net->grads;
        for (float *p = net->params; p < net->params + net->n_params; p++)
            *p -= lr * *g++;
    }
    return mean;
}
