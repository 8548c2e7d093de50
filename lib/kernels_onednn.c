// The matrix product by oneDNN. What a product of some shape needs is made when
// that shape comes for the first time, and kept: with oneDNN 2.6 a product of
// 64 x 100 x 100 takes 8.1 us then, and 10.6 by dnnl_sgemm, which keeps
// nothing.
#include "kernels.h"

#include "fail.h"

#include <dnnl.h>
#include <string.h>

typedef struct Shape {
    size_t m, n, k;
    bool transpose_a, transpose_b, accumulate;
} Shape;

typedef struct Product {
    Shape shape;
    dnnl_primitive_t primitive; // NULL: none
    dnnl_memory_t a, b, c;
} Product;

// A network of 16 layers has 47 products, and as many for a short last batch.
enum { N_KEPT = 128 };

// Each thread has its own, since it may run one product at a time only.
static _Thread_local struct {
    dnnl_engine_t engine;
    dnnl_stream_t stream;
    Product kept[N_KEPT];
    size_t last; // found or made
    size_t next; // to be made
} own;

const char *kernels_name(void)
{
    return "oneDNN";
}

static void must(dnnl_status_t status)
{
    if (status != dnnl_success)
        fail("oneDNN can't multiply two matrices (status %d); build with "
             "KERNELS=portable",
             (int)status);
}

static void start(void)
{
    must(dnnl_engine_create(&own.engine, dnnl_cpu, 0));
    must(
        dnnl_stream_create(&own.stream, own.engine, dnnl_stream_default_flags));
}

// The layout of a matrix; transposed: stored column by column.
static dnnl_memory_desc_t layout(size_t rows, size_t columns, bool transposed)
{
    dnnl_dims_t dims = {(dnnl_dim_t)rows, (dnnl_dim_t)columns};
    dnnl_dims_t steps = {(dnnl_dim_t)(transposed ? 1 : columns),
                         (dnnl_dim_t)(transposed ? rows : 1)};
    dnnl_memory_desc_t out;
    must(dnnl_memory_desc_init_by_strides(&out, 2, dims, dnnl_f32, steps));
    return out;
}

static dnnl_primitive_t new_primitive(const dnnl_memory_desc_t *a,
                                      const dnnl_memory_desc_t *b,
                                      const dnnl_memory_desc_t *c,
                                      bool accumulate)
{
    dnnl_matmul_desc_t desc;
    dnnl_primitive_desc_t plan;
    dnnl_primitive_attr_t attributes;
    dnnl_post_ops_t afterwards;
    dnnl_primitive_t primitive;
    must(dnnl_primitive_attr_create(&attributes));
    must(dnnl_post_ops_create(&afterwards));
    if (accumulate)
        must(dnnl_post_ops_append_sum(afterwards, 1));
    must(dnnl_primitive_attr_set_post_ops(attributes, afterwards));
    must(dnnl_matmul_desc_init(&desc, a, b, NULL, c));
    must(
        dnnl_primitive_desc_create(&plan, &desc, attributes, own.engine, NULL));
    must(dnnl_primitive_create(&primitive, plan));
    dnnl_primitive_desc_destroy(plan);
    dnnl_post_ops_destroy(afterwards);
    dnnl_primitive_attr_destroy(attributes);
    return primitive;
}

static dnnl_memory_t new_memory(const dnnl_memory_desc_t *layout)
{
    dnnl_memory_t memory;
    must(dnnl_memory_create(&memory, layout, own.engine, DNNL_MEMORY_NONE));
    return memory;
}

static Product product_new(Shape s)
{
    dnnl_memory_desc_t a = layout(s.m, s.k, s.transpose_a);
    dnnl_memory_desc_t b = layout(s.k, s.n, s.transpose_b);
    dnnl_memory_desc_t c = layout(s.m, s.n, false);
    return (Product){s, new_primitive(&a, &b, &c, s.accumulate), new_memory(&a),
                     new_memory(&b), new_memory(&c)};
}

static void product_free(Product *p)
{
    dnnl_primitive_destroy(p->primitive);
    dnnl_memory_destroy(p->a);
    dnnl_memory_destroy(p->b);
    dnnl_memory_destroy(p->c);
}

static bool is_for(const Product *p, Shape s)
{
    const Shape *t = &p->shape;
    return p->primitive && t->m == s.m && t->n == s.n && t->k == s.k &&
           t->transpose_a == s.transpose_a && t->transpose_b == s.transpose_b &&
           t->accumulate == s.accumulate;
}

// Looks from behind the last one on: trainings go round in circles. The one
// that was made first gives way.
static const Product *product_for(Shape s)
{
    for (size_t i = 1; i <= N_KEPT; i++) {
        size_t at = (own.last + i) % N_KEPT;
        if (!is_for(&own.kept[at], s))
            continue;
        own.last = at;
        return &own.kept[at];
    }
    Product *p = &own.kept[own.next];
    product_free(p);
    *p = product_new(s);
    own.last = own.next;
    own.next = (own.next + 1) % N_KEPT;
    return p;
}

static dnnl_exec_arg_t argument(int name, dnnl_memory_t memory,
                                const float *array)
{
    must(dnnl_memory_set_data_handle(memory, (void *)(uintptr_t)array));
    return (dnnl_exec_arg_t){name, memory};
}

void gemm(float *c, const float *a, const float *b, size_t m, size_t n,
          size_t k, bool transpose_a, bool transpose_b, bool accumulate)
{
    if (m == 0 || n == 0)
        return;
    // oneDNN leaves c as it was for an empty sum.
    if (k == 0) {
        if (!accumulate)
            memset(c, 0, m * n * sizeof *c);
        return;
    }
    if (!own.engine)
        start();
    const Product *p =
        product_for((Shape){m, n, k, transpose_a, transpose_b, accumulate});
    dnnl_exec_arg_t args[] = {argument(DNNL_ARG_SRC, p->a, a),
                              argument(DNNL_ARG_WEIGHTS, p->b, b),
                              argument(DNNL_ARG_DST, p->c, c)};
    must(dnnl_primitive_execute(p->primitive, own.stream, 3, args));
}
