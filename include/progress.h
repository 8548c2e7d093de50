// How far a long run is. A run in plots/ says how many epochs its trainings
// have in all, then tells of each that is over:
//
//     progress_begin(30);
//     for (int epoch = 0; epoch < 30; epoch++) {
//         train(...);
//         progress_step(data.train.n);
//     }
//
// The steps are numbers in memory that the plots program shares with its runs
// and shows on the terminal (lib/experiment_report.c), so a run never waits for
// who shows them and never writes anything itself.
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdatomic.h>
#include <stddef.h>

void progress_begin(size_t epochs);

// One more epoch is over, in which so many samples were seen.
void progress_step(size_t samples);

// For who shows it. All are 0 until progress_begin.
typedef struct Steps {
    atomic_size_t total, done; // epochs
    atomic_size_t samples;     // seen in those done
    atomic_size_t ms;          // milliseconds that they took
} Steps;

// From now on this process tells its steps there; they go nowhere before.
void progress_share(Steps *steps);

#endif
