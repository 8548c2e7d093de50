// A oneDNN primitive that takes dense arrays. oneDNN is fast in layouts of its
// own choice; an Op owns the primitive and the reorders to and from dense, so
// that all set-up is done once. One thread at a time may make and run Ops.
#ifndef ONEDNN_OP_H
#define ONEDNN_OP_H

#include <dnnl.h>
#include <stdbool.h>
#include <stddef.h>

enum { OP_MAX_ARGS = 4 };

typedef struct Op {
    dnnl_primitive_t primitive; // NULL: an empty Op
    size_t n_args, n_outputs;   // outputs come first
    struct OpArg {
        int name;            // DNNL_ARG_...
        dnnl_memory_t dense; // the caller's array
        dnnl_memory_t inner; // in oneDNN's layout, or NULL if that is dense
        dnnl_primitive_t reorder; // between the two, or NULL
        size_t inner_size;        // bytes
    } arg[OP_MAX_ARGS];
} Op;

// Ends the program if status is a failure; what: "do this or that".
void onednn_check(dnnl_status_t status, const char *what);

// The processor, as oneDNN wants to have it named.
dnnl_engine_t onednn_engine(void);

// The Op for pd, whose arguments have the given names, outputs first.
Op op_new(dnnl_primitive_desc_t pd, const int *names, size_t n_args,
          size_t n_outputs);

// Runs it on the arrays, in the order of the names. Inputs are only read.
void op_run(Op *op, float *const *arrays);

// Runs it without the reorders, for measurements: in the place of what would be
// reordered stands whatever the memory holds.
void op_run_alone(Op *op, float *const *arrays);

// Frees what it holds and empties it. An empty one is allowed.
void op_free(Op *op);

#endif
