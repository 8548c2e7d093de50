// The reader of marks, part 7: mutants, wrong answers that a suite must catch.
// A .mut file names a task and the mistake; then each block of '-' lines, found
// once in the task's body, gives way to the '+' lines below it.
#include "marks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Stores what follows "KEY:" on line i; false if the line has another key.
static bool read_key(const Text *text, size_t i, const char *key,
                     const char **value)
{
    const char *s = text->line[i];
    size_t length = strlen(key);
    if (!starts_with(s, key) || s[length] != ':')
        return false;
    if (*value != NULL)
        report(text, i, "a second '%s:'; one is enough", key);
    *value = skip_blanks(s + length + 1);
    if (**value == '\0')
        report(text, i, "nothing after '%s:'; complete the line", key);
    return true;
}

static void add_minus(Mutant *mutant, size_t i, bool joined)
{
    if (!joined) {
        mutant->blocks = room_for_one(mutant->blocks, mutant->n_blocks,
                                      sizeof *mutant->blocks);
        mutant->blocks[mutant->n_blocks++] = (Block){.minus = i};
    }
    mutant->blocks[mutant->n_blocks - 1].n_minus++;
}

// Returns the sign for the next line to join: none if there's no block.
static char add_plus(Mutant *mutant, size_t i, bool joined)
{
    if (!joined) {
        report(&mutant->text, i,
               "'+' without a '-' right above; say which line gives way to it");
        return '\0';
    }
    Block *block = &mutant->blocks[mutant->n_blocks - 1];
    if (block->n_plus++ == 0)
        block->plus = i;
    return '+';
}

// Line k of the '-' lines, or of the '+' lines, without the sign.
static const char *changed(const Mutant *mutant, size_t first, size_t k)
{
    return mutant->text.line[first + k] + 1;
}

static void check_change(const Mutant *mutant, const Block *block)
{
    bool same = block->n_minus == block->n_plus;
    for (size_t k = 0; same && k < block->n_minus; k++)
        same = same_trimmed(changed(mutant, block->minus, k),
                            changed(mutant, block->plus, k));
    if (same)
        report(&mutant->text, block->minus,
               "this block changes nothing; make the '+' lines differ");
}

static void check_complete(const Mutant *mutant)
{
    const Text *text = &mutant->text;
    if (mutant->task == NULL)
        report(text, 0, "no task; begin with a line 'task: NAME'");
    if (mutant->mistake == NULL)
        report(text, 0,
               "no mistake; add a line 'mistake: TEXT' in a reader's words");
    if (mutant->n_blocks == 0)
        report(text, 0,
               "changes nothing; add lines of the answer with '-', then wrong "
               "ones with '+'");
    for (size_t b = 0; b < mutant->n_blocks; b++)
        check_change(mutant, &mutant->blocks[b]);
}

Mutant mutant_parse(const char *path)
{
    Mutant mutant = {.text = text_read(path)};
    const Text *text = &mutant.text;
    char before = '\0'; // the sign of the line above
    for (size_t i = 0; i < text->n_lines; i++) {
        char sign = *text->line[i];
        if (sign == '-')
            add_minus(&mutant, i, before == '-');
        else if (sign == '+')
            sign = add_plus(&mutant, i, before == '-' || before == '+');
        else if (read_key(text, i, "task", &mutant.task))
            mutant.task_line = i;
        else if (sign != '\0' && !read_key(text, i, "mistake", &mutant.mistake))
            report(text, i,
                   "neither 'task:', 'mistake:', '-' nor '+'; see `marks "
                   "--help`");
        before = sign;
    }
    check_complete(&mutant);
    return mutant;
}

void mutant_free(Mutant *mutant)
{
    text_free(&mutant->text);
    free(mutant->blocks);
    *mutant = (Mutant){0};
}

static const Piece *find_task(const Mutant *mutant, const Solution *solution)
{
    Guess guess = {.word = mutant->task};
    for (size_t i = 0; i < solution->n_pieces; i++) {
        const Piece *piece = &solution->pieces[i];
        if (piece->points == 0)
            continue;
        if (strcmp(piece->name, mutant->task) == 0)
            return piece;
        guess_offer(&guess, piece->name);
    }
    report(&mutant->text, mutant->task_line, "%s has no task '%s'%s",
           solution->text.path, mutant->task,
           guess_advice(&guess, "; correct the name"));
    return NULL;
}

static bool stands_at(const Mutant *mutant, const Block *block,
                      const Text *text, size_t i)
{
    for (size_t k = 0; k < block->n_minus; k++)
        if (!same_trimmed(changed(mutant, block->minus, k), text->line[i + k]))
            return false;
    return true;
}

static bool place_block(const Mutant *mutant, Block *block, const Text *text,
                        const Piece *task)
{
    size_t n_found = 0;
    size_t first = task->open + 1;
    for (size_t i = first; i + block->n_minus <= task->close; i++) {
        if (!stands_at(mutant, block, text, i))
            continue;
        if (n_found++ == 1)
            report(&mutant->text, block->minus,
                   "found twice, at lines %zu and %zu of %s; add a line next "
                   "to it",
                   block->at + 1, i + 1, text->path);
        if (n_found == 1)
            block->at = i;
    }
    if (n_found == 0)
        report(&mutant->text, block->minus,
               "not found in the answer of task '%s'; copy the lines from "
               "%s:%zu on",
               task->name, text->path, first + 1);
    return n_found == 1;
}

static bool overlap(const Block *a, const Block *b)
{
    return a->at < b->at + b->n_minus && b->at < a->at + a->n_minus;
}

const Piece *mutant_place(Mutant *mutant, const Solution *solution)
{
    const Piece *task = find_task(mutant, solution);
    bool placed = task != NULL;
    for (size_t b = 0; task != NULL && b < mutant->n_blocks; b++) {
        Block *block = &mutant->blocks[b];
        if (!place_block(mutant, block, &solution->text, task))
            placed = false;
        for (size_t a = 0; placed && a < b; a++) {
            if (!overlap(&mutant->blocks[a], block))
                continue;
            report(&mutant->text, block->minus,
                   "changes lines that the block at line %zu changes too; "
                   "make one block of them",
                   mutant->blocks[a].minus + 1);
            placed = false;
        }
    }
    return placed ? task : NULL;
}

void mutant_print(const Mutant *mutant, const Solution *solution, size_t from,
                  size_t to)
{
    for (size_t i = from; i < to;) {
        const Block *here = NULL;
        for (size_t b = 0; b < mutant->n_blocks; b++)
            if (mutant->blocks[b].at == i)
                here = &mutant->blocks[b];
        if (here == NULL) {
            print_lines(&solution->text, i, i + 1);
            i++;
            continue;
        }
        for (size_t k = 0; k < here->n_plus; k++)
            puts(changed(mutant, here->plus, k));
        i += here->n_minus;
    }
}
