// Passes and epochs of any chapter: see passes.h.
#include "passes.h"
#include "call_internal.h"
#include "reference.h"
#include "suite.h"

const size_t EPOCH_SIZES[N_EPOCH_SIZES][2] = {
    {12, 4}, {11, 4}, {1, 4}, {5, 1}, {7, 7}};

void arg_mode(Call *c, size_t batch, bool training, Rng rng)
{
    arg_size(c, "batch", batch);
    arg_bool(c, "training", training);
    if (training)
        arg_rng(c, "rng", rng);
    else
        arg_null(c, "rng");
}

Call *forward_call(const char *function, const Mlp *net, const float *x,
                   size_t batch, bool training, Rng rng, MlpArrays *m)
{
    Call *c = call_begin(function, T_VOID);
    *m = arg_mlp(c, "net", net);
    arg_in(c, "x", T_F32, x, batch * net->width[0]);
    arg_mode(c, batch, training, rng);
    return c;
}

Pass pass_begin(Rng *rng, Mlp *net, size_t batch)
{
    return (Pass){.net = net,
                  .x = normal_f32(rng, batch * net->width[0]),
                  .labels =
                      random_labels(rng, batch, net->width[net->n_layers]),
                  .batch = batch};
}

Call *backward_call(const char *function, const Pass *p, MlpArrays *m)
{
    Call *c = call_begin(function, T_F64);
    *m = arg_mlp(c, "net", p->net);
    arg_in(c, "labels", T_U8, p->labels, p->batch);
    arg_size(c, "batch", p->batch);
    ignore_workspace(c, m, p->net->n_layers);
    return c;
}

static double pass_loss(void *context)
{
    const Pass *p = context;
    return reference_loss(p->net, p->x, p->labels, p->batch, true);
}

void check_gradient(const char *function, Pass *p, Tolerance slopes)
{
    MlpArrays m;
    Call *c = backward_call(function, p, &m);
    call_both(c);
    expect_number(c, pass_loss(p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    // In double a step can be so small that no ReLU turns within it.
    expect_f32(c, m.grads,
               central_differences(pass_loss, p, p->net->params,
                                   p->net->n_params, 1e-6f),
               slopes, "The gradient must be the slope of the loss.");
    expect_same(c, (Tolerance){1e-5, 1e-4}, "The solution's gradient.");
}

void check_batches(const char *function, const Pass *p)
{
    const size_t batches[] = {p->batch, 1, 0};
    for (size_t i = 0; i < 3; i++) {
        Pass part = *p;
        part.batch = batches[i];
        MlpArrays m;
        Call *c = backward_call(function, &part, &m);
        call_both(c);
        expect_same(c, (Tolerance){1e-5, 1e-4},
                    "The loss, and dw and db of every layer, of this batch; "
                    "all are 0 where it is empty.");
    }
}

MlpArrays arg_epoch(Call *c, const Mlp *net, const Dataset *data, size_t batch,
                    float lr, Rng rng)
{
    MlpArrays m = arg_mlp(c, "net", net);
    arg_dataset(c, "data", data);
    arg_minibatch(c, "mb", data, batch);
    arg_f32(c, "lr", lr);
    arg_rng(c, "rng", rng);
    ignore_workspace(c, &m, net->n_layers);
    array_ignore(c, m.grads);
    return m;
}

void take_from_student(void *to, const Call *c, int array)
{
    take_array(to, c, STUDENT, array);
}

void expect_falling(Call *c, const double *loss, int n_epochs)
{
    double first = loss[0], last = loss[n_epochs - 1];
    expect_that(c, last < 0.7 * first && last > 0.0,
                "Training must bring the loss down.",
                "%d epochs took the loss from %.4g to %.4g", n_epochs, first,
                last);
}
