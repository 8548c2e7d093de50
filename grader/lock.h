// One program at a time writes into a folder of results.
#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>

// The lock lasts as long as the process. False: *error, to be freed.
bool folder_lock(const char *folder, char **error);

#endif
