// Chapter 6: dropout of whole feature maps, alpha dropout for SELU networks,
// and a convolutional network to try dropout on.
#ifndef CH06_VARIANTS_H
#define CH06_VARIANTS_H

#include "cnn.h"
#include "minibatch.h"

#define SELU_ALPHA 1.6732632423543772f
#define SELU_SCALE 1.0507009873554805f
#define SELU_LOW (-SELU_SCALE * SELU_ALPHA) // what SELU falls to, about -1.758

// Spatial dropout, training mode: whole feature maps are dropped, and kept ones
// scaled by 1 / (1 - drop_prob).
//
//   y          [batch][maps][area] out; may be x itself
//   mask       [batch][maps] out: 1 where a map is kept, 0 where it is dropped
//   x          [batch][maps][area] in
//   drop_prob  in [0, 1]: the chance that a map is dropped, not kept
//   rng        advanced by batch * maps draws of rng_uniform, one a map in the
//              order of the mask: the map is kept if the draw >= drop_prob
//
// A dropped map is exactly 0, whatever x is. Returns false, and writes and
// draws nothing, if drop_prob is outside [0, 1] or NaN.
// Source: Tompson et al. 2015, section 3.2.
bool spatial_dropout_forward(float *y, uint8_t *restrict mask, const float *x,
                             size_t batch, size_t maps, size_t area,
                             float drop_prob, Rng *rng);

// The gradient of spatial_dropout_forward; shapes as above.
//
//   dx    out; may be dy itself
//   mask  in: what spatial_dropout_forward wrote
void spatial_dropout_backward(float *dx, const float *dy,
                              const uint8_t *restrict mask, size_t batch,
                              size_t maps, size_t area, float drop_prob);

// y = SELU_SCALE x where x > 0, else SELU_SCALE SELU_ALPHA (e^x - 1).
// d = SELU_SCALE where x > 0, else SELU_SCALE SELU_ALPHA e^x.
//
//   y, d  [n] out
//   x     [n] in
//
// To a few roundings for every float, also close to 0; NaN in gives NaN out.
// Source: Klambauer et al. 2017.
void selu_forward(float *y, const float *x, size_t n);
void selu_derivative(float *d, const float *x, size_t n);

// Alpha dropout, training mode. A dropped unit takes the value SELU_LOW; then
// the mean and the variance that units of mean 0 and variance 1 have after that
// are taken out of all units, so that they have mean 0 and variance 1 again:
//
//     y = ((mask ? x : SELU_LOW) - mean) / sqrt(v),
//     mean = p SELU_LOW,  v = (1 - p) (1 + p SELU_LOW^2),  p = drop_prob
//
//   y          [n] out; may be x itself
//   mask       [n] out: 1 where kept, 0 where dropped
//   x          [n] in
//   drop_prob  in [0, 1): the chance that a unit is dropped
//   rng        advanced by n draws of rng_uniform; kept if draw >= drop_prob
//
// Returns false, and writes and draws nothing, if drop_prob is outside [0, 1)
// or NaN: with all units dropped there is no variance to set right.
// Source: Klambauer et al. 2017, section 3.
bool alpha_dropout_forward(float *y, uint8_t *mask, const float *x, size_t n,
                           float drop_prob, Rng *restrict rng);

// The gradient of alpha_dropout_forward: dx = mask ? dy / sqrt(v) : 0.
//
//   dx    [n] out; may be dy itself
//   mask  [n] in: what alpha_dropout_forward wrote
void alpha_dropout_backward(float *dx, const float *dy, const uint8_t *mask,
                            size_t n, float drop_prob);

// Mean and variance (divided by n, not n - 1) of numbers, in double and exact
// to many digits even where the mean is large against the spread; 0 and 0 for
// no numbers.
//
//   x  [n] in
void moments(double *mean, double *variance, const float *x, size_t n);

// Forward pass of one stage of a Cnn: convolution, max-pooling, ReLU and, in
// training, spatial dropout with the stage's drop_prob (its masks are drawn
// even if that is 0). Writes z, winner, y and, in training, mask.
//
//   stage  0 or 1
//   x      [batch][in_channels][height][width] in; batch <= max_batch
//   rng    not used in evaluation
void cnn_stage_forward(Cnn *net, size_t stage, const float *x, size_t batch,
                       bool training, Rng *rng);

// Forward pass of the network up to the logits net->z[1]; see cnn.h. In
// training rng gives first the masks of stage 0, then those of stage 1, then
// the mask of the flattened features (net->drop_prob), which changes
// stage[1].y in place; in evaluation mode all dropout is the identity.
//
//   x  [batch][channels][height][width] in; batch <= net->size.max_batch
void cnn_forward(Cnn *net, const float *x, size_t batch, bool training,
                 Rng *rng);

// Backward pass of one stage after cnn_stage_forward in training mode: from
// dy to dw, db and dx. dy is scratch space.
//
//   dx  [batch][in_channels][height][width] out, or NULL if not wanted
//   x   as in the forward pass
void cnn_stage_backward(Cnn *net, size_t stage, float *dx, const float *x,
                        size_t batch);

// Backward pass after cnn_forward in training mode: writes grads, the gradient
// of the mean cross-entropy over the batch; all dz, dy are scratch space.
//
//   x       as in the forward pass
//   labels  [batch] in
//
// Returns the loss.
double cnn_backward(Cnn *net, const float *x, const uint8_t *labels,
                    size_t batch);

// One epoch of mini-batch SGD over data in a new random order (one
// rng_permutation, before anything else is drawn); the last batch may be
// short. Returns the mean training loss of a sample; 0 for no data.
double cnn_sgd_epoch(Cnn *net, const Dataset *data, Minibatch *mb, float lr,
                     Rng *rng);

#endif
