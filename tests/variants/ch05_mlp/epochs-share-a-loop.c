// Variant of mlp-sgd-epoch, mlp-adam-epoch: one loop for both, with a pointer
// to the step.
typedef struct Stepper {
    Adam *adam;
    float lr;
} Stepper;

static void step_by_sgd(Mlp *net, const Stepper *s)
{
    sgd_step(net->params, net->grads, net->n_params, s->lr);
}

static void step_by_adam(Mlp *net, const Stepper *s)
{
    adam_step(s->adam, net->params, net->grads);
}

static double any_epoch(Mlp *net, const Dataset *data, Minibatch *mb,
                        void (*step)(Mlp *, const Stepper *),
                        const Stepper *stepper, Rng *rng)
{
    double sum = 0.0;
    size_t i = 0;
    rng_permutation(rng, mb->order, data->n);
    for (size_t rows = minibatch_take(mb, data, i); rows > 0;
         rows = minibatch_take(mb, data, i)) {
        mlp_forward(net, mb->x, rows, true, rng);
        sum += (double)rows * mlp_backward(net, mb->y, rows);
        step(net, stepper);
        i += rows;
    }
    return i == 0 ? 0.0 : sum / (double)i;
}

double mlp_sgd_epoch(Mlp *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng)
{
    return any_epoch(net, data, mb, step_by_sgd, &(Stepper){NULL, lr}, rng);
}

double mlp_adam_epoch(Mlp *net, const Dataset *data, Minibatch *mb, Adam *adam,
                      Rng *rng)
{
    return any_epoch(net, data, mb, step_by_adam, &(Stepper){adam, 0.0f}, rng);
}
