// The experiments of chapter 4 with the network (ch04_dropout_net.c).
#ifndef CH04_DROPOUT_PARTS_H
#define CH04_DROPOUT_PARTS_H

#include "experiment.h"

void digits(Run *run);
void gradient(Run *run);
void ensemble(Run *run);
void removal(Run *run);
void modes(Run *run);
void network_numbers(Numbers *n);

#endif
