// Checks of dropout layers: see dropouts.h.
#include "dropouts.h"
#include "call_internal.h"
#include "suite.h"

#include <math.h>
#include <string.h>

double inverted_output(double x, bool kept, double drop_prob)
{
    return kept ? x / (1.0 - drop_prob) : 0.0;
}

static size_t numbers(const DropoutLayer *l)
{
    return l->n_mask * l->area;
}

static void arg_sizes(Call *c, const DropoutLayer *l)
{
    for (size_t i = 0; i < 3 && l->size[i].name; i++)
        arg_size(c, l->size[i].name, l->size[i].value);
}

DropoutCall dropout_call(const DropoutLayer *l, const float *x, float drop_prob,
                         Rng rng)
{
    DropoutCall f = {.call = call_begin(l->forward, T_BOOL)};
    f.y = arg_out(f.call, "y", T_F32, numbers(l));
    f.mask = arg_out(f.call, "mask", T_U8, l->n_mask);
    arg_in(f.call, "x", T_F32, x, numbers(l));
    arg_sizes(f.call, l);
    arg_f32(f.call, "drop_prob", drop_prob);
    arg_rng(f.call, "rng", rng);
    return f;
}

static DropoutCall in_place_call(const DropoutLayer *l, const float *x,
                                 float drop_prob, Rng rng)
{
    DropoutCall f = {.call = call_begin(l->forward, T_BOOL)};
    f.y = arg_inout(f.call, "y = x", T_F32, x, numbers(l));
    f.mask = arg_out(f.call, "mask", T_U8, l->n_mask);
    arg_array(f.call, "x", f.y);
    arg_sizes(f.call, l);
    arg_f32(f.call, "drop_prob", drop_prob);
    arg_rng(f.call, "rng", rng);
    return f;
}

Call *dropout_backward_call(const DropoutLayer *l, const float *dy,
                            const uint8_t *mask, float drop_prob, int *dx)
{
    Call *c = call_begin(l->backward, T_VOID);
    *dx = arg_out(c, "dx", T_F32, numbers(l));
    arg_in(c, "dy", T_F32, dy, numbers(l));
    arg_in(c, "mask", T_U8, mask, l->n_mask);
    arg_sizes(c, l);
    arg_f32(c, "drop_prob", drop_prob);
    return c;
}

// The draws are fixed by the generator, so mask and output are known exactly.
static void check_call(const DropoutLayer *l, DropoutCall f, const float *x,
                       float drop_prob, Rng rng, const char *rule)
{
    uint8_t *mask = pool_alloc(l->n_mask);
    float *y = repeated_f32(numbers(l), 0.0f);
    for (size_t i = 0; i < l->n_mask; i++) {
        mask[i] = rng_uniform(&rng) >= drop_prob;
        for (size_t j = i * l->area; j < (i + 1) * l->area; j++)
            y[j] = (float)l->output((double)x[j], mask[i], (double)drop_prob);
    }
    call_both(f.call);
    expect_bool(f.call, true, "This drop_prob is allowed.");
    expect_u8(f.call, f.mask, mask,
              "Its mask is 1, it is kept, if rng_uniform draws >= drop_prob.");
    expect_f32(f.call, f.y, y, l->tolerance, rule);
    expect_same(f.call, l->tolerance, l->draws);
}

void check_dropout(const DropoutLayer *l, float drop_prob, uint64_t stream)
{
    Rng rng = test_rng(stream);
    float *x = normal_f32(&rng, numbers(l));
    check_call(l, dropout_call(l, x, drop_prob, rng), x, drop_prob, rng,
               l->output_rule);
}

void check_dropout_in_place(const DropoutLayer *l, float drop_prob,
                            uint64_t stream)
{
    Rng rng = test_rng(stream);
    float *x = normal_f32(&rng, numbers(l));
    check_call(l, in_place_call(l, x, drop_prob, rng), x, drop_prob, rng,
               "y may be x itself.");
}

void check_dropout_refuses(const DropoutLayer *l, const float *wrong, size_t n,
                           const char *range, uint64_t stream)
{
    check_dropout(l, 0.5f, stream);
    Rng rng = test_rng(stream);
    float *x = normal_f32(&rng, numbers(l));
    for (size_t i = 0; i < n; i++) {
        DropoutCall f = dropout_call(l, x, wrong[i], rng);
        call_both(f.call);
        expect_bool(f.call, false, range);
        expect_same(f.call, EXACT,
                    "A refused call writes nothing and draws nothing.");
    }
}

void check_dropout_backward(const DropoutLayer *l, float drop_prob,
                            uint64_t stream)
{
    static const char rule[] = "The mask of the forward pass counts.";
    Rng rng = test_rng(stream);
    double p = (double)drop_prob;
    float *dy = normal_f32(&rng, numbers(l));
    float *want = repeated_f32(numbers(l), 0.0f);
    uint8_t *mask = random_labels(&rng, l->n_mask, 2);
    // The output is a straight line in x: its slope is any difference.
    double slope = l->output(1.0, true, p) - l->output(0.0, true, p);
    for (size_t i = 0; i < numbers(l); i++)
        want[i] = mask[i / l->area] ? (float)((double)dy[i] * slope) : 0.0f;
    int dx;
    Call *c = dropout_backward_call(l, dy, mask, drop_prob, &dx);
    call_both(c);
    expect_f32(c, dx, want, CLOSE, rule);
    expect_same(c, CLOSE, rule);
}

// The forward pass under a fixed mask.
typedef struct FixedMask {
    const DropoutLayer *layer;
    float drop_prob;
    Rng rng;
} FixedMask;

static const float *fixed_mask_output(void *context, const float *x)
{
    const FixedMask *m = context;
    DropoutCall f = dropout_call(m->layer, x, m->drop_prob, m->rng);
    call_solution(f.call);
    return solution_array(f.call, f.y);
}

void check_dropout_slopes(const DropoutLayer *l, float drop_prob,
                          uint64_t stream)
{
    Rng rng = test_rng(stream);
    size_t n = numbers(l);
    float *x = normal_f32(&rng, n), *dy = normal_f32(&rng, n);
    FixedMask m = {l, drop_prob, rng};
    DropoutCall f = dropout_call(l, x, drop_prob, rng);
    call_solution(f.call);
    float *want = element_slopes(fixed_mask_output, &m, x, n, 0.1f);
    for (size_t i = 0; i < n; i++)
        want[i] *= dy[i]; // the loss is the sum of dy * y
    int dx;
    Call *c = dropout_backward_call(l, dy, solution_array(f.call, f.mask),
                                    drop_prob, &dx);
    call_student(c);
    expect_f32(c, dx, want, (Tolerance){1e-4, 1e-4},
               "dx must be the slope of the loss in x.");
}

// A mask of all the same entries.
static uint8_t *uniform_mask(const DropoutLayer *l, int entry)
{
    uint8_t *mask = pool_alloc(l->n_mask);
    return memset(mask, entry, l->n_mask);
}

// The numbers 0, 1, 2, ...
static float *ladder(size_t n)
{
    float *x = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++)
        x[i] = (float)i;
    return x;
}

void check_dropout_ends(const DropoutLayer *l)
{
    float *x = ladder(numbers(l));
    DropoutCall f = dropout_call(l, x, 0.0f, EXAMPLE_RNG);
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 0 is allowed.");
    expect_f32(f.call, f.y, x, EXACT, "Nothing is dropped: y is x.");
    expect_u8(f.call, f.mask, uniform_mask(l, 1),
              "The mask is 1 for what is kept.");
    f = dropout_call(l, x, 1.0f, EXAMPLE_RNG);
    call_student(f.call);
    expect_bool(f.call, true, "drop_prob = 1 is allowed.");
    expect_f32(f.call, f.y, repeated_f32(numbers(l), 0.0f), EXACT,
               "Everything is dropped: y is 0, and 0 / 0 must not appear.");
    expect_u8(f.call, f.mask, uniform_mask(l, 0),
              "The mask is 0 for what is dropped.");
}

// Where every second number is infinite or no number.
static float *special(size_t n)
{
    static const float values[] = {INFINITY, 3e38f, -INFINITY, 1, NAN, -2};
    float *x = repeated_f32(n, 0.0f);
    for (size_t i = 0; i < n; i++)
        x[i] = values[i % 6];
    return x;
}

void check_dropped_infinity(const DropoutLayer *l)
{
    DropoutCall f = dropout_call(l, special(numbers(l)), 1.0f, EXAMPLE_RNG);
    call_student(f.call);
    expect_f32(f.call, f.y, repeated_f32(numbers(l), 0.0f), EXACT,
               "What is dropped is exactly 0: infinity times 0 is NaN.");
}

void check_dropout_backward_ends(const DropoutLayer *l)
{
    int dx;
    float *dy = special(numbers(l));
    Call *c = dropout_backward_call(l, dy, uniform_mask(l, 1), 0.0f, &dx);
    call_student(c);
    expect_f32(c, dx, dy, EXACT, "drop_prob = 0 lets the gradient through.");
    c = dropout_backward_call(l, dy, uniform_mask(l, 0), 1.0f, &dx);
    call_student(c);
    expect_f32(c, dx, repeated_f32(numbers(l), 0.0f), EXACT,
               "drop_prob = 1 stops the gradient: 0, not NaN.");
}
