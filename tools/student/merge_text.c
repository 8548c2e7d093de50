// Slices of texts, and texts that grow.
#include "merge.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Slice slice(const char *word)
{
    return (Slice){word, strlen(word)};
}

bool same_bytes(Slice a, Slice b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.at, b.at, a.n) == 0);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_word_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

static size_t skip_space(Slice text, size_t at)
{
    while (at < text.n && is_space(text.at[at]))
        at++;
    return at;
}

// White space tells two words apart; elsewhere it means nothing.
bool same(Slice a, Slice b)
{
    size_t i = skip_space(a, 0), j = skip_space(b, 0);
    while (i < a.n && j < b.n) {
        if (a.at[i] != b.at[j])
            return false;
        size_t next_i = skip_space(a, i + 1), next_j = skip_space(b, j + 1);
        bool gap_i = next_i > i + 1, gap_j = next_j > j + 1;
        if (gap_i != gap_j && next_i < a.n && is_word_char(a.at[i]) &&
            is_word_char(a.at[next_i]))
            return false;
        i = next_i;
        j = next_j;
    }
    return i == a.n && j == b.n;
}

bool is_blank(Slice line)
{
    return skip_space(line, 0) == line.n;
}

bool starts_with(Slice text, const char *word)
{
    size_t n = strlen(word);
    return text.n >= n && memcmp(text.at, word, n) == 0;
}

Slice line_at(Slice text, size_t at)
{
    const char *begin = text.at + at;
    const char *end = memchr(begin, '\n', text.n - at);
    return (Slice){begin,
                   end != NULL ? (size_t)(end - begin) + 1 : text.n - at};
}

void *more(void *at, size_t n, size_t size)
{
    void *larger = realloc(at, (n > 0 ? n : 1) * size);
    if (larger == NULL) {
        fputs("merge: no memory is left; close some programs and try again\n",
              stderr);
        exit(2);
    }
    return larger;
}

void text_add(Text *text, Slice added)
{
    if (added.n == 0)
        return;
    if (text->n + added.n > text->room) {
        text->room = 2 * (text->n + added.n);
        text->at = more(text->at, text->room, 1);
    }
    memcpy(text->at + text->n, added.at, added.n);
    text->n += added.n;
}

void text_line(Text *text, const char *format, ...)
{
    char line[400];
    va_list values;
    va_start(values, format);
    vsnprintf(line, sizeof line, format, values);
    va_end(values);
    text_add(text, slice(line));
    text_add(text, slice("\n"));
}

Slice text_slice(const Text *text)
{
    return (Slice){text->at != NULL ? text->at : "", text->n};
}
