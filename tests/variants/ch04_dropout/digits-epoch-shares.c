// Variant of digits-train-epoch: each batch's share of the mean at once; the
// step by hand.
double digits_train_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                          float lr, Rng *rng)
{
    double mean = 0.0;
    size_t first = 0, rows;
    rng_permutation(rng, mb->order, data->n);
    do {
        rows = minibatch_take(mb, data, first);
        if (rows == 0)
            break;
        digits_forward(net, mb->x, rows, true, rng);
        double loss = digits_backward(net, mb->y, rows);
        mean += loss * ((double)rows / (double)data->n);
        for (size_t i = 0; i < net->n_params; i++)
            net->params[i] -= lr * net->grads[i];
        first += rows;
    } while (first < data->n);
    return mean;
}
