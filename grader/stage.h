// The stage: a folder for what a sandbox sees, made anew for each batch and
// removed after it.
//
//     STAGE/public/        worker, unpack, confine, compile.sh, include/, base/
//     STAGE/slotN/in       the lab files of the submission in hand
//     STAGE/slotN/out      what the compiler makes of them
//     STAGE/slotN/own      the grader's: what student code prints, curves
//
// It lies in TMPDIR, which users without rights in the course's folder can
// reach. Its path is kept in the file FOLDER/.stage, so that the next batch
// removes what a killed one has left.
#ifndef STAGE_H
#define STAGE_H

#include "course.h"

// Sets c->stage, and as root c->first_user: a block of users that no other
// grader on this machine has, since each ends all that its users run. False:
// *error (to be freed).
bool stage_open(Course *c, const char *folder, char **error);
void stage_close(Course *c, const char *folder);

// Empties a slot's folders; in and out become those of the slot's user.
bool stage_clear_slot(const Course *c, unsigned slot, char **error);

// Ends what still runs of the slot's submission, and waits for it.
void stage_end_processes(const Course *c, unsigned slot);
// The same without waiting, for who has other processes as well.
void stage_kill(const Course *c, unsigned slot);

// The user of a slot as root; else 0.
unsigned stage_user(const Course *c, unsigned slot);

#endif
