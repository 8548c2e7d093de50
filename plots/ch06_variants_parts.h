// The parts of chapter 6's experiments, and what they share.
#ifndef CH06_VARIANTS_PARTS_H
#define CH06_VARIANTS_PARTS_H

#include "experiment.h"

#include "dataset.h"

// With the network of convolutions: ch06_variants_cnn.c.
void cnn_plain(Run *run);
void cnn_dropout(Run *run);
void cnn_spatial(Run *run);
void feature_maps(Run *run);
void cnn_numbers(Numbers *n);

// With SELU and alpha dropout: ch06_variants_selu.c.
void depth(Run *run);
void selu_training(Run *run);
void selu_numbers(Numbers *n);

// The images of the data set, with training set cut down to its first n_train
// (0: all); fails if they can't be read.
DataPair load_images(size_t n_train);

// Fails unless p is there.
void *have_memory(void *p);

// Writes 100 times the mean of a column as a number with that many decimals.
void percent(Numbers *n, const char *name, const Table *t, const char *where,
             const char *column);

#endif
