// The reader of marks, part 1: files as lines, and errors. A file that isn't
// text ends the program with 2; a mistake in a text is reported and counted,
// so that one run shows them all.
#include "marks.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 23 }; // far above any chapter: a wrong file, then

static size_t reports;

size_t n_reports(void)
{
    return reports;
}

void report(const Text *text, size_t line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:", text->path);
    if (line != NO_LINE)
        fprintf(stderr, "%zu:", line + 1);
    fputc(' ', stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    reports++;
}

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("marks: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

void *room_for_one(void *array, size_t n, size_t item_size)
{
    if (n > 0 && (n & (n - 1)) != 0)
        return array;
    void *grown = realloc(array, (n == 0 ? 1 : 2 * n) * item_size);
    if (grown == NULL)
        die("out of memory");
    return grown;
}

// Reads all bytes, an ending 0 behind them, and their number.
static char *read_bytes(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die("%s: can't open it: %s; check the path", path, strerror(errno));
    char *bytes = malloc(MAX_BYTES + 1);
    if (bytes == NULL)
        die("out of memory");
    *n = fread(bytes, 1, MAX_BYTES, file);
    bool broken = ferror(file) != 0;
    int why = errno;
    bool more = fgetc(file) != EOF;
    fclose(file);
    if (broken || more || *n == 0)
        free(bytes);
    if (broken)
        die("%s: can't read it: %s", path, strerror(why));
    if (more)
        die("%s: larger than %d MiB; is it the right file?", path,
            MAX_BYTES >> 20);
    if (*n == 0)
        die("%s: the file is empty; restore or remove it", path);
    char *fitted = realloc(bytes, *n + 1);
    bytes = fitted != NULL ? fitted : bytes;
    bytes[*n] = '\0';
    return bytes;
}

// Ends the line at its last byte that isn't blank. The CR of a CRLF goes too.
static void trim_end(char *start, char *end)
{
    while (end > start && strchr(" \t\r", end[-1]) != NULL)
        end--;
    *end = '\0';
}

static void die_of_nul(const Text *text, const char *nul)
{
    size_t line = 1;
    for (const char *s = text->bytes; s < nul; s++)
        line += *s == '\n';
    text_free(&(Text){.bytes = text->bytes});
    die("%s:%zu: holds a NUL byte; is it a text file?", text->path, line);
}

Text text_read(const char *path)
{
    Text text = {.path = path};
    size_t n;
    text.bytes = read_bytes(path, &n);
    const char *nul = memchr(text.bytes, '\0', n);
    if (nul != NULL)
        die_of_nul(&text, nul);
    char *end = text.bytes + n;
    for (char *s = text.bytes; s < end;) {
        char *stop = memchr(s, '\n', (size_t)(end - s));
        char *next = stop == NULL ? end : stop + 1;
        text.line = room_for_one(text.line, text.n_lines, sizeof *text.line);
        text.line[text.n_lines++] = s;
        trim_end(s, stop == NULL ? end : stop);
        s = next;
    }
    return text;
}

void text_free(Text *text)
{
    free(text->bytes);
    free(text->line);
    *text = (Text){.path = text->path};
}

const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t");
}

bool same_trimmed(const char *a, const char *b)
{
    return strcmp(skip_blanks(a), skip_blanks(b)) == 0;
}

bool starts_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

const char *take_word(const char *s, char out[WORD_SIZE])
{
    s = skip_blanks(s);
    size_t length = strcspn(s, " \t");
    size_t kept = length < WORD_SIZE ? length : WORD_SIZE - 1;
    memcpy(out, s, kept);
    out[kept] = '\0';
    return skip_blanks(s + length);
}

// Levenshtein distance of two words, both shorter than WORD_SIZE.
static size_t edit_distance(const char *a, const char *b)
{
    size_t row[WORD_SIZE];
    size_t nb = strlen(b);
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 0; a[i] != '\0'; i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < nb; j++) {
            size_t best = corner + (a[i] != b[j]);
            corner = row[j + 1];
            best = best < corner + 1 ? best : corner + 1;
            row[j + 1] = best < row[j] + 1 ? best : row[j] + 1;
        }
    }
    return row[nb];
}

void guess_offer(Guess *guess, const char *name)
{
    if (strlen(name) >= WORD_SIZE || strlen(guess->word) >= WORD_SIZE)
        return;
    size_t distance = edit_distance(guess->word, name);
    bool near = distance <= 1 + strlen(guess->word) / 4;
    if (near && (guess->name == NULL || distance < guess->distance)) {
        guess->name = name;
        guess->distance = distance;
    }
}

const char *guess_advice(const Guess *guess, const char *otherwise)
{
    static char advice[WORD_SIZE + 32];
    if (guess->name == NULL)
        return otherwise;
    snprintf(advice, sizeof advice, "; did you mean '%s'?", guess->name);
    return advice;
}
