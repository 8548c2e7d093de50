// Texts: memory for them, their cleaning, and the escapes of each format.
#include "text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p)
{
    if (p == NULL) {
        fputs("grader: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return p;
}

char *text_format(const char *format, ...)
{
    char *s = NULL;
    size_t n;
    FILE *out = must(open_memstream(&s, &n));
    va_list args;
    va_start(args, format);
    const bool good = vfprintf(out, format, args) >= 0;
    va_end(args);
    return must(fclose(out) == 0 && good ? s : NULL);
}

char *text_copy(const char *s)
{
    return must(strdup(s));
}

void *list_grow(void *list, size_t n, size_t size)
{
    // Room is doubled whenever n is a power of two, so no capacity is kept.
    if ((n & (n - 1)) != 0)
        return list;
    size_t room = n == 0 ? 1 : 2 * n;
    if (room < n || room > SIZE_MAX / size)
        must(NULL);
    return must(realloc(list, room * size));
}

bool text_is_id(const char *s)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789_@+.-";
    size_t n = strspn(s, letters);
    return n >= 1 && n <= 64 && s[n] == '\0' && s[0] != '.' && s[0] != '-';
}

// The code point at s and its length in bytes; U+FFFD and a length of 1, with
// *valid false, where there is none.
static uint32_t code_point(const unsigned char *s, size_t *length, bool *valid)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = s[0] < 0x80             ? 1
               : (s[0] & 0xe0) == 0xc0 ? 2
               : (s[0] & 0xf0) == 0xe0 ? 3
               : (s[0] & 0xf8) == 0xf0 ? 4
                                       : 0;
    *length = 1;
    *valid = n == 1;
    if (n == 1)
        return s[0];
    if (n == 0)
        return 0xfffd;
    uint32_t c = s[0] & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80) // the end, too
            return 0xfffd;
        c = c << 6 | (s[i] & 0x3fu);
    }
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        return 0xfffd;
    *length = n;
    *valid = true;
    return c;
}

bool text_is_utf8(const char *s)
{
    bool valid = true;
    size_t length = 0;
    for (; *s != '\0' && valid; s += length)
        code_point((const unsigned char *)s, &length, &valid);
    return valid;
}

// What could move the cursor, start a line, turn the direction of the text
// around, or hide what a field begins with.
static bool is_control(uint32_t c)
{
    static const struct {
        uint32_t first, last;
    } range[] = {{0x00, 0x1f},     {0x7f, 0x9f},     {0x61c, 0x61c},
                 {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202e},
                 {0x2060, 0x2069}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}};
    for (size_t i = 0; i < sizeof range / sizeof *range; i++)
        if (c >= range[i].first && c <= range[i].last)
            return true;
    return false;
}

char *text_clean(const char *s)
{
    const size_t n = strlen(s);
    if (n > (SIZE_MAX - 1) / 3) // a bad byte becomes three
        must(NULL);
    char *clean = must(malloc(3 * n + 1)), *to = clean;
    for (size_t length; *s != '\0'; s += length) {
        bool valid;
        uint32_t c = code_point((const unsigned char *)s, &length, &valid);
        if (is_control(c)) {
            *to++ = ' ';
        } else if (!valid || (c & 0xfffe) == 0xfffe) {
            memcpy(to, "\xef\xbf\xbd", 3);
            to += 3;
        } else {
            memcpy(to, s, length);
            to += length;
        }
    }
    *to = '\0';
    return clean;
}

// Writes text_clean(s), with escape[i] in place of the byte special[i].
static void put(FILE *out, const char *s, const char *special,
                const char *const *escape)
{
    char *clean = text_clean(s);
    for (const char *c = clean; *c != '\0'; c++) {
        const char *found = strchr(special, *c);
        if (found != NULL)
            fputs(escape[found - special], out);
        else
            putc(*c, out);
    }
    free(clean);
}

void put_text(FILE *out, const char *s)
{
    put(out, s, "", NULL);
}

void put_html(FILE *out, const char *s)
{
    static const char *const escape[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                         "&#39;"};
    put(out, s, "&<>\"'", escape);
}

void put_xml(FILE *out, const char *s)
{
    put_html(out, s);
}

void put_tap(FILE *out, const char *s)
{
    static const char *const escape[] = {"\\\\", "\\#"};
    put(out, s, "\\#", escape);
}

// Spaces in front don't keep every spreadsheet from seeing a formula.
static bool is_formula(const char *s)
{
    static const char *const space[] = {" ", "\u00a0", "\u3000"};
    static const char *const start[] = {"=",      "+",      "-",      "@",
                                        "\uff1d", "\uff0b", "\uff0d", "\uff20"};
    if (strchr("\t\r\n", *s) != NULL && *s != '\0')
        return true;
    char *clean = text_clean(s);
    const char *c = clean;
    for (size_t i = 0; i < sizeof space / sizeof *space; i++)
        if (strncmp(c, space[i], strlen(space[i])) == 0) {
            c += strlen(space[i]);
            i = (size_t)-1; // from the first again
        }
    bool yes = false;
    for (size_t i = 0; i < sizeof start / sizeof *start; i++)
        yes = yes || strncmp(c, start[i], strlen(start[i])) == 0;
    free(clean);
    return yes;
}

void put_csv(FILE *out, const char *s)
{
    static const char *const escape[] = {"\"\""};
    fputs(is_formula(s) ? "\"'" : "\"", out);
    put(out, s, "\"", escape);
    putc('"', out);
}

void put_cents(FILE *out, long cents)
{
    unsigned long size =
        cents < 0 ? 0ul - (unsigned long)cents : (unsigned long)cents;
    fprintf(out, "%s%lu", cents < 0 ? "-" : "", size / 100);
    if (size % 100 != 0)
        fprintf(out, size % 10 == 0 ? ".%lu" : ".%02lu",
                size % 10 == 0 ? size % 100 / 10 : size % 100);
}
