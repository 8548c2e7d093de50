// The frame of a chapter's suite (tests/test_STEM.c): it defines suite_tasks,
// which adds one test case a task, named as the mark names it.
//
//     void suite_tasks(Suite *suite)
//     {
//         TCase *t = task(suite, "dropout-forward");
//         tcase_add_test(t, forward_by_hand);
//     }
//
// The program:
//
//     test_STEM --student LIB --solution LIB --worker PROGRAM [--base LIB]
//               [--seed N] [--seconds S] [--printed KIB] [--prints FILE]
//               [--curves FILE] [--tests FILE] [--record FILE] [-- COMMAND ...]
//
// COMMAND, the sandbox, runs the student's worker: "3 LIB BASE" is put behind
// it, and LIB is then a path within the sandbox (BASE too: --inner-base).
// For each task it prints "task <tab> tests passed <tab> tests <tab> first
// failure", and for each test a line in FILE: "task <tab> test <tab> ok", or
// its failure in the place of ok. Exit status: 0 when verdicts were printed,
// whatever they are; 3 when the suite or the solution itself is broken, and
// then no verdict counts.
//
// What the student's code prints goes to stderr, as the suite's own words do,
// or to --prints FILE; no more than --printed KIB of it.
//
// --record FILE writes the solution's replies to FILE, if the student's build
// passes all tests (give the solution's). Where solutions/ is not, --recording
// FILE takes the place of --solution LIB: the verdicts are the same to the
// byte. There are no curves then: they ask the solution for more.
//
// A test "draws" if it asks for test_rng(). Where no drawing test of a task
// passes, none counts: the fixed examples stand in a file that students have,
// and could be answered from a table.
#ifndef SUITE_H
#define SUITE_H

#include "call.h"

#include "rng.h"

#include <check.h>

void suite_tasks(Suite *suite);

TCase *task(Suite *suite, const char *name);

// The seed of this run (--seed, default 1): the only source of randomness.
// Each test takes a stream of its own.
Rng test_rng(uint64_t stream);

// n numbers from [low, high), valid until the next test.
float *random_f32(Rng *rng, size_t n, float low, float high);

// n standard normal numbers.
float *normal_f32(Rng *rng, size_t n);

// n times the same number.
float *repeated_f32(size_t n, float value);

// n classes below n_classes.
uint8_t *random_labels(Rng *rng, size_t n, size_t n_classes);

#endif
