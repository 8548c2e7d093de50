// Passes and epochs of any chapter: see passes.h.
#include "passes.h"
#include "call_internal.h"
#include "reference.h"
#include "suite.h"

#include <math.h>

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
                  .batch = batch,
                  .probes = rng_seed(rng->state, 1)};
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

// Puts central differences at some of block[n], a part of the parameters, into
// their places in want[n_params]; none where a ReLU turns within the step.
static void probe_slopes(float *want, Pass *p, float *block, size_t n,
                         Tolerance t)
{
    size_t at[MAX_PROBES], count = draw_probes(at, n, &p->probes);
    double here = pass_loss(p), doubt;
    want += block - p->net->params;
    for (size_t k = 0; k < count; k++) {
        double slope =
            reference_slope(&doubt, pass_loss, p, block, at[k], here);
        if (doubt <= (t.absolute + t.relative * fabs(slope)) / 2.0)
            want[at[k]] = (float)slope;
    }
}

void check_gradient(const char *function, Pass *p, Tolerance slopes)
{
    const Mlp *net = p->net;
    MlpArrays m;
    Call *c = backward_call(function, p, &m);
    call_both(c);
    expect_number(c, pass_loss(p), (Tolerance){1e-5, 1e-5},
                  "The loss is the mean cross-entropy over the batch.");
    float *want = repeated_f32(net->n_params, 0.0f);
    take_array(want, c, SOLUTION, m.grads);
    for (size_t l = 0; l < net->n_layers; l++) {
        size_t n = net->width[l], units = net->width[l + 1];
        probe_slopes(want, p, net->w[l], n * units, slopes);
        probe_slopes(want, p, net->b[l], units, slopes);
    }
    expect_f32(c, m.grads, want, slopes,
               "The gradient must be the slope of the loss.");
    expect_same(c, (Tolerance){1e-5, 1e-4}, "The solution's gradient.");
}

void check_batch(const char *function, const Pass *p)
{
    MlpArrays m;
    Call *c = backward_call(function, p, &m);
    call_both(c);
    expect_same(c, (Tolerance){1e-5, 1e-4},
                "The loss, and dw and db of every layer, of this batch; all "
                "are 0 where it is empty.");
}

void check_batches(const char *function, const Pass *p)
{
    const size_t batches[] = {p->batch, 1, 0};
    for (size_t i = 0; i < 3; i++) {
        Pass part = *p;
        part.batch = batches[i];
        check_batch(function, &part);
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

// Keeps the student's losses beside the solution's.
static void loss_curve(const Training *student, void (*train)(Training *t))
{
    double epoch[N_EPOCHS];
    Training solution = {.who = SOLUTION};
    train(&solution);
    for (int i = 0; i < N_EPOCHS; i++)
        epoch[i] = i + 1;
    curve_of(words("loss of %s", student->call->function), "epoch", N_EPOCHS,
             epoch, student->loss, solution.loss);
}

void check_falling(void (*train)(Training *t), size_t n_classes)
{
    Training t = {.who = STUDENT};
    train(&t);
    double guessing = log((double)n_classes);
    double first = t.loss[0], last = t.loss[N_EPOCHS - 1];
    bool falls = last < 0.7 * first && last > 0.0;
    bool learns = t.after < 0.7 * guessing;
    // A second training takes its time: only where the figure will be seen.
    if (curves_wanted() && (task_failing() || !falls || !learns))
        loss_curve(&t, train);
    expect_that(t.call, falls, "Training must bring the loss down.",
                "the loss that %d epochs returned went from %.4g to %.4g",
                N_EPOCHS, first, last);
    expect_that(t.call, learns, "Training must bring the loss down.",
                "after %d epochs the loss of the network itself, measured "
                "apart, is %.4g, and guessing has %.4g",
                N_EPOCHS, t.after, guessing);
}
