// What the suites ask alike of a network's passes and of an epoch of training,
// whichever chapter's function it is.
#ifndef PASSES_H
#define PASSES_H

#include "structs.h"

// The arguments batch, training and rng; in evaluation mode rng is NULL.
void arg_mode(Call *c, size_t batch, bool training, Rng rng);

// function(net, x, batch, training, rng).
Call *forward_call(const char *function, const Mlp *net, const float *x,
                   size_t batch, bool training, Rng rng, MlpArrays *m);

// A batch on its way through a network.
typedef struct Pass {
    Mlp *net;
    float *x;        // [batch][width[0]]
    uint8_t *labels; // [batch]
    size_t batch;
    Rng probes; // draws the parameters that are tried one by one
} Pass;

// Normal inputs and random labels; the forward pass is still to be made.
Pass pass_begin(Rng *rng, Mlp *net, size_t batch);

// function(net, labels, batch) after the forward pass; the workspace is not
// compared.
Call *backward_call(const char *function, const Pass *p, MlpArrays *m);

// Makes that call. The loss must be that of the reference under the masks of
// the pass. The gradient must be its slope, by central differences at up to
// MAX_PROBES drawn entries of each w and b, and everywhere the solution's.
void check_gradient(const char *function, Pass *p, Tolerance slopes);

// The same call: loss and gradient are the solution's, 0 for an empty batch.
void check_batch(const char *function, const Pass *p);

// That for all rows of the pass, for the first alone and for none.
void check_batches(const char *function, const Pass *p);

// net, data, mb, lr and rng, as an epoch of SGD takes them. Gradients and
// workspace are not compared.
MlpArrays arg_epoch(Call *c, const Mlp *net, const Dataset *data, size_t batch,
                    float lr, Rng rng);

// Samples and batch: full batches, a short last one, one sample, batches of
// one, all at once.
enum { N_EPOCH_SIZES = 5 };
extern const size_t EPOCH_SIZES[N_EPOCH_SIZES][2];

// Epochs of a test that trains: few calls, each of many small steps.
enum { N_EPOCHS = 12 };

// A training by one build's function, and what came of it.
typedef struct Training {
    int who;               // STUDENT or SOLUTION
    Call *call;            // the last
    double loss[N_EPOCHS]; // as the function reports it
    double after;          // of the network itself at the end, by the reference
} Training;

// train fills in all but who, from the same start whoever it is. The student's
// loss falls and ends below that of guessing one of n_classes. Else, or if an
// earlier test of the task failed, it is kept for a figure beside the
// solution's.
void check_falling(void (*train)(Training *t), size_t n_classes);

#endif
