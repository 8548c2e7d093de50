// Limits on all processes of a submission together: a cgroup (version 2) for
// each slot, where the machine has the controllers memory and pids and lets us
// use them. Where not, the limits on each process are all there is.
#ifndef CGROUP_H
#define CGROUP_H

#include "course.h"

// Makes them below `root` (/sys/fs/cgroup), as root, or else beside our own
// group in it. Returns their folder, to be freed; NULL if they can't be had.
char *cgroups_open(const char *root, unsigned slots, const Course *c);
// Removes what graders have left in a folder that were killed: groups whose
// grader is no more. cgroups_open does so first.
void cgroups_end_old(const char *parent);
// Ends what is left in them and removes them; frees the folder.
void cgroups_close(char *folder);

// This process, and all that it starts, belong to the slot from now on.
void cgroup_enter(const char *folder, unsigned slot);

#endif
