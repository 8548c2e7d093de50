// Variant of penalty-train-epoch: the rows are read where they lie in data, and
// the epoch's squares summed one by one.
double penalty_train_epoch(LinearModel *model, const Dataset *data,
                           Minibatch *mb, float lr, Penalty penalty,
                           float lambda, Rng *rng)
{
    size_t n = model->n;
    double squares = 0.0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t first = 0; first < data->n; first += mb->size) {
        size_t rows = data->n - first < mb->size ? data->n - first : mb->size;
        for (size_t j = 0; j < n; j++)
            model->dw[j] = 0.0f;
        for (size_t k = first; k < first + rows; k++) {
            const float *x = data->x + mb->order[k] * n;
            float y;
            linear_predict(&y, x, model->w, 1, n);
            double error = (double)y - (double)data->target[mb->order[k]];
            squares += error * error;
            for (size_t j = 0; j < n; j++)
                model->dw[j] += (float)(2.0 * error / (double)rows) * x[j];
        }
        sgd_step_penalty(model->w, model->dw, n, n, lr, penalty, lambda);
    }
    return data->n == 0 ? 0.0 : squares / (double)data->n;
}
