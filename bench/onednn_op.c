// See lib/onednn_op.h.
#include "onednn_op.h"

#include "fail.h"

#include <stdlib.h>

void onednn_check(dnnl_status_t status, const char *what)
{
    if (status != dnnl_success)
        fail("oneDNN can't %s (status %d); build with KERNELS=portable", what,
             (int)status);
}

// What every Op shares. The layouts' memory is one block that grows to what
// the hungriest Op needs; each run lays its own arguments out in it.
static struct {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    char *scratch;
    size_t scratch_size;
} shared;

dnnl_engine_t onednn_engine(void)
{
    if (!shared.engine) {
        onednn_check(dnnl_engine_create(&shared.engine, dnnl_cpu, 0), "start");
        onednn_check(dnnl_stream_create(&shared.stream, shared.engine,
                                        dnnl_stream_default_flags),
                     "start");
    }
    return shared.engine;
}

static dnnl_primitive_t new_primitive(dnnl_primitive_desc_t pd)
{
    dnnl_primitive_t primitive;
    onednn_check(dnnl_primitive_create(&primitive, pd), "make its code");
    return primitive;
}

static dnnl_primitive_t new_reorder(const dnnl_memory_desc_t *from,
                                    const dnnl_memory_desc_t *to)
{
    dnnl_engine_t engine = onednn_engine();
    dnnl_primitive_desc_t pd;
    onednn_check(
        dnnl_reorder_primitive_desc_create(&pd, from, engine, to, engine, NULL),
        "reorder an array");
    dnnl_primitive_t reorder = new_primitive(pd);
    dnnl_primitive_desc_destroy(pd);
    return reorder;
}

static dnnl_memory_t new_memory(const dnnl_memory_desc_t *layout)
{
    dnnl_memory_t memory;
    onednn_check(
        dnnl_memory_create(&memory, layout, onednn_engine(), DNNL_MEMORY_NONE),
        "describe an array");
    return memory;
}

static struct OpArg new_arg(const dnnl_memory_desc_t *inner, int name,
                            bool is_output)
{
    dnnl_memory_desc_t dense;
    onednn_check(dnnl_memory_desc_init_by_tag(
                     &dense, inner->ndims, inner->dims, dnnl_f32,
                     inner->ndims == 1 ? dnnl_a : dnnl_abcd),
                 "describe an array");
    struct OpArg arg = {.name = name, .dense = new_memory(&dense)};
    if (dnnl_memory_desc_equal(&dense, inner))
        return arg;
    arg.inner = new_memory(inner);
    arg.inner_size = dnnl_memory_desc_get_size(inner);
    arg.reorder =
        is_output ? new_reorder(inner, &dense) : new_reorder(&dense, inner);
    return arg;
}

Op op_new(dnnl_primitive_desc_t pd, const int *names, size_t n_args,
          size_t n_outputs)
{
    Op op = {.primitive = new_primitive(pd),
             .n_args = n_args,
             .n_outputs = n_outputs};
    for (size_t i = 0; i < n_args; i++)
        op.arg[i] = new_arg(
            dnnl_primitive_desc_query_md(pd, dnnl_query_exec_arg_md, names[i]),
            names[i], i < n_outputs);
    return op;
}

void op_free(Op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        dnnl_memory_destroy(op->arg[i].dense);
        dnnl_memory_destroy(op->arg[i].inner);
        dnnl_primitive_destroy(op->arg[i].reorder);
    }
    dnnl_primitive_destroy(op->primitive);
    *op = (Op){0};
}

// A multiple of a cache line, to which oneDNN's code aligns its accesses.
static size_t whole_lines(size_t bytes)
{
    return (bytes + 63) / 64 * 64;
}

static void lay_out(Op *op, float *const *arrays)
{
    size_t need = 0;
    for (size_t i = 0; i < op->n_args; i++)
        need += whole_lines(op->arg[i].inner_size);
    if (need > shared.scratch_size) {
        free(shared.scratch);
        shared.scratch = aligned_alloc(64, need);
        if (!shared.scratch)
            fail("out of memory for a convolution; use a smaller batch");
        shared.scratch_size = need;
    }
    char *at = shared.scratch;
    for (size_t i = 0; i < op->n_args; i++) {
        struct OpArg *arg = &op->arg[i];
        onednn_check(dnnl_memory_set_data_handle(arg->dense, arrays[i]),
                     "use an array");
        if (arg->inner)
            onednn_check(dnnl_memory_set_data_handle(arg->inner, at),
                         "use an array");
        at += whole_lines(arg->inner_size);
    }
}

static void reorder(const struct OpArg *arg, dnnl_memory_t from,
                    dnnl_memory_t to)
{
    dnnl_exec_arg_t args[] = {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}};
    if (arg->reorder)
        onednn_check(
            dnnl_primitive_execute(arg->reorder, shared.stream, 2, args),
            "reorder an array");
}

static void execute(const Op *op)
{
    dnnl_exec_arg_t args[OP_MAX_ARGS];
    for (size_t i = 0; i < op->n_args; i++) {
        const struct OpArg *arg = &op->arg[i];
        args[i].arg = arg->name;
        args[i].memory = arg->inner ? arg->inner : arg->dense;
    }
    onednn_check(dnnl_primitive_execute(op->primitive, shared.stream,
                                        (int)op->n_args, args),
                 "run");
}

void op_run(Op *op, float *const *arrays)
{
    lay_out(op, arrays);
    for (size_t i = op->n_outputs; i < op->n_args; i++)
        reorder(&op->arg[i], op->arg[i].dense, op->arg[i].inner);
    execute(op);
    for (size_t i = 0; i < op->n_outputs; i++)
        reorder(&op->arg[i], op->arg[i].inner, op->arg[i].dense);
    onednn_check(dnnl_stream_wait(shared.stream), "finish");
}

void op_run_alone(Op *op, float *const *arrays)
{
    lay_out(op, arrays);
    execute(op);
    onednn_check(dnnl_stream_wait(shared.stream), "finish");
}
