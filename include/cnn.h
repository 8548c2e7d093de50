// A small convolutional network as plain data, in the manner of mlp.h: two
// stages (convolution 3x3, max-pooling 2, ReLU), then two linear layers. The
// passes themselves are what chapter 6 (and you) write.
#ifndef CNN_H
#define CNN_H

#include "kernels.h"

enum { CNN_KERNEL = 3, CNN_STAGES = 2 };

// One stage, for x [batch][conv.in_channels][conv.height][conv.width]:
//
//     z = maxpool(conv(x)), y = dropout of whole maps(relu(z))
typedef struct CnnStage {
    ConvShape conv;       // with batch = the network's max_batch
    size_t maps;          // feature maps: conv.out_channels
    size_t height, width; // of a map before pooling
    size_t area;     // numbers a map in z and y: (height / 2) * (width / 2)
    float drop_prob; // chance to drop a whole map of y

    float *w;        // [maps][conv.in_channels][3][3], within params
    float *b;        // [maps], within params
    float *dw;       // like w, within grads
    float *db;       // like b, within grads
    float *z;        // [max_batch][maps][height / 2][width / 2] pooled
    float *y;        // like z: after ReLU and dropout
    float *dy;       // like z: dL/dy
    uint8_t *winner; // like z: what conv_pool_forward keeps
    uint8_t *mask;   // [max_batch][maps] 1 where a map was kept
} CnnStage;

// The sizes to choose.
typedef struct CnnSize {
    size_t channels, height, width; // of an image; height, width >= 10
    size_t maps[CNN_STAGES];        // feature maps of each stage
    size_t hidden, n_classes;       // what the linear layers put out
    size_t max_batch;               // rows that the arrays hold
} CnnSize;

// stage[1].y is, read as [max_batch][n_flat], what the linear layers begin
// with, after one more dropout, of single numbers:
//
//     f = dropout(stage[1].y) in place,
//     z[0] = f w[0]^T + b[0],  h = relu(z[0]),  z[1] = h w[1]^T + b[1]
typedef struct Cnn {
    CnnSize size;
    CnnStage stage[CNN_STAGES];
    size_t width[3]; // n_flat, hidden, n_classes
    float drop_prob; // chance to drop a number of f
    uint8_t *mask;   // [max_batch][n_flat] 1 where kept

    size_t n_params;
    float *params; // [n_params] w, b of the stages, then w[0], b[0], w[1], b[1]
    float *grads;  // [n_params] dL/dparams, in the same order

    float *w[2];  // [hidden][n_flat], [n_classes][hidden]
    float *b[2];  // [hidden], [n_classes]
    float *dw[2]; // like w
    float *db[2]; // like b
    float *z[2];  // [max_batch][hidden], [max_batch][n_classes]: the logits
    float *dz[2]; // like z: dL/dz
    float *h;     // [max_batch][hidden]
} Cnn;

// A network with every number 0. Returns NULL if memory runs out; asserts that
// images are large enough and all sizes above 0.
Cnn *cnn_new(CnnSize size);

// NULL is allowed.
void cnn_free(Cnn *net);

// The shape of a stage's convolution for a batch of so many rows.
static inline ConvShape cnn_shape(const CnnStage *stage, size_t batch)
{
    ConvShape shape = stage->conv;
    shape.batch = batch;
    return shape;
}

#endif
