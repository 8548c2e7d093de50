// A file as its lines; see edits.h.
#define _POSIX_C_SOURCE 200809L
#include "edits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *line_end(const char *text)
{
    return text + strcspn(text, "\n");
}

void insert(Doc *doc, int at, const char *format, ...)
{
    char text[1200];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    for (const char *line = text; *line != '\0';) {
        if (doc->n == MAX_LINES)
            abort();
        memmove(&doc->line[at + 1], &doc->line[at],
                (size_t)(doc->n - at) * sizeof doc->line[0]);
        doc->line[at++] = strndup(line, (size_t)(line_end(line) - line));
        doc->n++;
        line = line_end(line);
        line += *line == '\n';
    }
}

void cut(Doc *doc, int from, int to)
{
    for (int i = from; i < to; i++)
        free(doc->line[i]);
    memmove(&doc->line[from], &doc->line[to],
            (size_t)(doc->n - to) * sizeof doc->line[0]);
    doc->n -= to - from;
}

void replace(Doc *doc, int at, const char *line)
{
    free(doc->line[at]);
    doc->line[at] = strdup(line);
}

void read_doc(Doc *doc, const char *text)
{
    doc->n = 0;
    while (*text != '\0') {
        doc->line[doc->n++] = strndup(text, (size_t)(line_end(text) - text));
        text = line_end(text) + 1;
    }
}

char *doc_text(const Doc *doc, int from, int to, const char *newline)
{
    size_t n = 1;
    for (int i = from; i < to; i++)
        n += strlen(doc->line[i]) + strlen(newline);
    char *text = malloc(n), *end = text;
    *end = '\0';
    for (int i = from; i < to; i++)
        end += sprintf(end, "%s%s", doc->line[i], newline);
    return text;
}

bool find_span(const Doc *doc, const char *task, Span *span)
{
    char begin[100];
    snprintf(begin, sizeof begin, "// Task %s ", task);
    for (int i = 0; i < doc->n; i++) {
        if (strncmp(doc->line[i], begin, strlen(begin)) != 0)
            continue;
        int open = i, close;
        while (open < doc->n && strcmp(doc->line[open], "{") != 0)
            open++;
        for (close = open; close < doc->n && doc->line[close][0] != '}';)
            close++;
        *span = (Span){i, open, close};
        return close < doc->n;
    }
    return false;
}
