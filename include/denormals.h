// Numbers below 1.2e-38, which floats hold with fewer and fewer digits.
#ifndef DENORMALS_H
#define DENORMALS_H

// From now on this thread, and those that it starts, take them as 0, where the
// processor can. Adam's m and v shrink to such numbers where gradients stay
// away; arithmetic on them is many times slower, and they change no weight.
void denormals_as_zero(void);

#endif
