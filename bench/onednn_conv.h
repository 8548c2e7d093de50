// The oneDNN primitives behind conv_forward and conv_backward.
#ifndef ONEDNN_CONV_H
#define ONEDNN_CONV_H

#include "kernels.h"
#include "onednn_op.h"

typedef enum ConvPass {
    CONV_FORWARD,    // y, x, w, b
    CONV_BACKWARD_X, // dx, dy, w
    CONV_BACKWARD_W  // dw, db, dy, x
} ConvPass;

// The Op of a pass, for arrays in the order above; made at the first call.
Op *conv_op(ConvPass pass, ConvShape s);

#endif
