// The worker's faults: student code that touches what it must not, divides by
// zero, aborts, loops for ever. Each becomes a reply, with the place in the
// student's source where that is known; then the worker ends.
#ifndef FAULTS_H
#define FAULTS_H

#include "arrays.h"

// From now on a fault is told to `channel`, as a reply about these arrays.
// library: the student's build, in which places are looked up.
void faults_catch(int channel, const Arrays *arrays, const char *library);

// Around each call: the reply's serial number, the time it has, and what is
// called: when the time is up, the place is where that begins, since where the
// clock strikes is mere chance.
void faults_begin(uint64_t serial_number, uint32_t milliseconds,
                  void (*function)(void));
void faults_end(void);

// Sends the reply, with the place that is on the stack, and ends the worker.
_Noreturn void faults_tell(WireReply *reply);

// "file.c:12" of the code `back` bytes before address; false where that is none
// of the student's build.
bool faults_line(const void *address, size_t back, char *place, size_t size);

#endif
