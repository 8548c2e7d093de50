// What a manual mark changes: see mark_pages.h.
#include "mark_pages.h"
#include "export_parts.h"
#include "exports.h"
#include "lock.h"
#include "settings.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

char *score_read(Score *score, Book *b, const Mark *m)
{
    Sheet s;
    char *error = sheet_read(&s, b, m->student, "");
    *score = (Score){.all = s.cents, .all_max = s.max_cents};
    for (size_t i = 0; i < s.n_lines; i++)
        if (!strcmp(s.line[i].name, m->item)) {
            score->there = true;
            score->cents = s.line[i].cents;
            score->max_cents = s.line[i].max_cents;
        }
    sheet_free(&s);
    return error;
}

static void put_share(FILE *out, long cents, long max_cents)
{
    put_cents(out, cents);
    putc('/', out);
    put_cents(out, max_cents);
}

static void put_item(FILE *out, const Score *s)
{
    if (s->there)
        put_share(out, s->cents, s->max_cents);
    else
        fputs("none", out);
}

void score_put(FILE *out, const Mark *m, const Score *before,
               const Score *after)
{
    put_text(out, m->student);
    fputs(": ", out);
    put_text(out, m->item);
    putc(' ', out);
    put_item(out, before);
    fputs(" -> ", out);
    put_item(out, after);
    fputs(", in all ", out);
    put_share(out, before->all, before->all_max);
    fputs(" -> ", out);
    put_share(out, after->all, after->all_max);
}

static char *write_files(Book *b, const char *folder, const char *student,
                         const char *title)
{
    bool written; // asked, so that what is written is this state
    if (!book_is_exported(b, student, &written))
        return text_copy(book_error(b));
    char *error = export_student(b, folder, student, title);
    if (!error) {
        book_set_exported(b, student);
        error = export_class(b, folder, title);
    }
    return error;
}

char *pages_renew(Book *b, const char *path, const char *student,
                  const char *settings)
{
    const char *slash = strrchr(path, '/');
    char *folder =
        slash ? text_format("%.*s", (int)(slash - path), path) : text_copy(".");
    Settings s;
    char *error = NULL;
    if (folder_lock(folder, &error) && settings_read(&s, settings, &error)) {
        error = write_files(b, folder, student, s.title);
        settings_free(&s);
    }
    free(folder);
    return error;
}
