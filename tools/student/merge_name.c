// What an item of C at the top of a file defines: two pieces that define the
// same can't both stand in a file.
#include "merge.h"

#include <string.h>

// Past a comment, a string or one character.
static const char *next(const char *c, const char *end)
{
    if (end - c < 2 || *c != '/' || (c[1] != '/' && c[1] != '*'))
        return c + 1;
    bool block = c[1] == '*';
    for (c += 2; c < end; c++) {
        if (!block && *c == '\n')
            return c;
        if (block && c[0] == '/' && c[-1] == '*')
            return c + 1;
    }
    return end;
}

static bool is_any_of(Slice word, const char *const *list)
{
    for (; *list != NULL; list++)
        if (same_bytes(word, slice(*list)))
            return true;
    return false;
}

static Slice word_at(const char *c, const char *end)
{
    size_t n = 0;
    while (c + n < end && is_word_char(c[n]))
        n++;
    return (Slice){c, n};
}

static Slice macro_name(Slice item)
{
    const char *end = item.at + item.n;
    const char *c = memchr(item.at, '#', item.n);
    Slice word = {0};
    for (int i = 0; c < end && i < 2; i++) {
        while (c < end && !is_word_char(*c))
            c++;
        word = word_at(c, end);
        if (i == 0 && !same_bytes(word, slice("define")))
            return (Slice){0};
        c += word.n;
    }
    return word;
}

// `static float f(...)` defines f if a body follows.
Slice defined_name(Slice item)
{
    static const char *const NONE[] = {"struct", "union", "enum", NULL};
    const char *end = item.at + item.n;
    Slice word = {0};
    bool is_type = false, in_braces = false;
    for (const char *c = item.at; c < end;) {
        if (is_word_char(*c)) {
            word = word_at(c, end);
            is_type = is_type || same_bytes(word, slice("typedef"));
            c += word.n;
            continue;
        }
        if (*c == '#')
            return macro_name((Slice){c, (size_t)(end - c)});
        if (*c == '(' && !is_type)
            return memchr(c, '{', (size_t)(end - c)) ? word : (Slice){0};
        in_braces = (in_braces || *c == '{') && *c != '}';
        bool stops = *c == '=' || *c == '[' || *c == ';' || *c == '{';
        if (stops && !in_braces && is_type && *c == ';')
            return word;
        if (stops && !is_type)
            return is_any_of(word, NONE) ? (Slice){0} : word;
        c = next(c, end);
    }
    return (Slice){0};
}
