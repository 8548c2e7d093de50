// What a suite says: call this function with these arguments, in the student's
// build, in the solution's, or in both; then compare.
//
//     Call *c = call_begin("dropout_backward", T_VOID);
//     int dx = arg_out(c, "dx", T_F32, 8);
//     arg_in(c, "dy", T_F32, dy, 8);
//     arg_in(c, "mask", T_U8, mask, 8);
//     arg_size(c, "batch", 2);
//     arg_size(c, "n", 4);
//     arg_f32(c, "drop_prob", 0.5f);
//     call_student(c);
//     expect_f32(c, dx, want, EXACT, "a kept unit's gradient is scaled");
//
// Every failure ends the test with one sentence: the call with its numbers and
// short arrays, the first index that differs, both values, what long inputs
// hold there, the largest error, and the rule that was broken. All that a test
// allocates here is freed when the next test begins.
#ifndef CALL_H
#define CALL_H

#include "wire.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Call Call;

// |got - wanted| <= absolute + relative |wanted|. NaN agrees with NaN alone.
typedef struct Tolerance {
    double absolute, relative;
} Tolerance;

#define EXACT ((Tolerance){0.0, 0.0})
#define CLOSE ((Tolerance){1e-6, 1e-5}) // a few roundings of a float

// A call of the function of that name, with no arguments as yet.
Call *call_begin(const char *function, Type result);

// Numbers, in the order of the parameters.
void arg_bool(Call *c, const char *name, bool value);
void arg_int(Call *c, const char *name, int value);
void arg_size(Call *c, const char *name, size_t value);
void arg_f32(Call *c, const char *name, float value);
void arg_f64(Call *c, const char *name, double value);
void arg_null(Call *c, const char *name);

// What a failure says of the argument that was added last: show() of what it
// points to, or of its value; such as "data->n=12".
void arg_show(Call *c, const char *(*show)(const void *value));

// Words that last until the next test.
const char *words(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

// Arrays. Each returns the array's number, by which it is asked for later. An
// input lies in memory that can't be written; an output begins as a pattern
// that no right answer contains (NaN for floats); an array that goes both ways
// begins as `data`. Data is copied.
int arg_in(Call *c, const char *name, Type type, const void *data, size_t n);
int arg_out(Call *c, const char *name, Type type, size_t n);
int arg_inout(Call *c, const char *name, Type type, const void *data, size_t n);

// The same arrays without being arguments: what a struct points to.
int array_in(Call *c, const char *name, Type type, const void *data, size_t n);
int array_out(Call *c, const char *name, Type type, size_t n);
int array_inout(Call *c, const char *name, Type type, const void *data,
                size_t n);

// Passes an array that was made by array_*.
void arg_array(Call *c, const char *name, int array);

// In the struct that array `from` is, the pointer at byte `offset` shall point
// to element `first` of array `to`.
void array_link(Call *c, int from, size_t offset, int to, size_t first);

// The array's contents after the call are nobody's business: scratch space.
void array_ignore(Call *c, int array);

// Makes the call. The test ends with a sentence if the student's function
// crashes, hangs, is missing, writes into an input or outside an array.
void call_student(Call *c);
void call_solution(Call *c);
void call_both(Call *c);

// The same where one test asks each build in turn. The result as a number; a
// copy of the whole array.
enum { STUDENT, SOLUTION };
void call_one(Call *c, int who);
double returned_number(const Call *c, int who);
void take_array(void *to, const Call *c, int who, int array);

// After call_both: the results and all writable arrays (structs and ignored
// arrays aside) agree.
void expect_same(Call *c, Tolerance tolerance, const char *rule);

// After call_student: array holds `want`; the function returned `want`.
void expect_f32(Call *c, int array, const float *want, Tolerance tolerance,
                const char *rule);
void expect_f64(Call *c, int array, const double *want, Tolerance tolerance,
                const char *rule);
void expect_u8(Call *c, int array, const uint8_t *want, const char *rule);
void expect_bool(Call *c, bool want, const char *rule);
void expect_number(Call *c, double want, Tolerance tolerance, const char *rule);

// Ends the test with the call, the given words and the rule, unless ok.
void expect_that(Call *c, bool ok, const char *rule, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

// After call_both: keeps array y over x for a figure of the student's values
// beside the expected ones, which is drawn if the task loses a test (--curves).
// x: an input; x_label: its name there. To be called before an expectation can
// end the test. Of many points some 200 are kept.
void curve(Call *c, int x, int y, const char *x_label);
// The same for one value after another, such as the loss of each epoch.
void curve_of(const char *title, const char *x_label, size_t n, const double *x,
              const double *student, const double *expected);
// Whether one would be kept: else it need not be worked out.
bool curves_wanted(void);

// What came back: from the student's build, from the solution's; NULL for an
// input. Valid until the next test.
const void *student_array(const Call *c, int array);
const void *solution_array(const Call *c, int array);
double student_result(const Call *c);
double solution_result(const Call *c);

#endif
