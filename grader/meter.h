// How far a batch is: one line on the terminal, drawn over again; without a
// terminal, a line every ten seconds.
#ifndef METER_H
#define METER_H

#include <stddef.h>

typedef struct Meter {
    size_t total, done;
    double begun, shown; // seconds
} Meter;

void meter_begin(Meter *m, size_t total);
void meter_step(Meter *m); // one more is done

// Since it began.
double meter_seconds(const Meter *m);

// The monotonic clock, in seconds.
double clock_seconds(void);

// Takes the line away, so that something else can be written.
void meter_clear(void);

#endif
