// The reader of marks, part 2: one mark, a line that begins with //@ and a
// verb, and the words behind it.
#include "marks.h"

#include <stdlib.h>
#include <string.h>

static const struct {
    const char *word;
    Verb verb;
} verbs[] = {{"task", MARK_TASK}, {"todo", MARK_TODO}, {"hint", MARK_HINT},
             {"stub", MARK_STUB}, {"end", MARK_END},   {"region", MARK_REGION}};

enum { N_VERBS = sizeof verbs / sizeof verbs[0] };

Verb mark_read(const char *line, const char **rest)
{
    const char *s = skip_blanks(line);
    *rest = s;
    if (!starts_with(s, "//@")) {
        const char *word = s + strspn(s, "/ \t");
        bool near = starts_with(s, "//") && *word == '@';
        return near || strstr(s, "//@") != NULL ? MARK_ASKEW : NO_MARK;
    }
    s += 3;
    *rest = s;
    size_t length = strcspn(s, " \t");
    for (size_t i = 0; i < N_VERBS; i++) {
        if (strlen(verbs[i].word) == length &&
            strncmp(verbs[i].word, s, length) == 0) {
            *rest = s + length + (s[length] != '\0');
            return verbs[i].verb;
        }
    }
    return MARK_UNKNOWN;
}

// The text's last character, closing quotes and brackets aside.
static char last_letter(const char *text)
{
    size_t n = strlen(text);
    while (n > 0 && strchr(")]'\"`", text[n - 1]) != NULL)
        n--;
    return n > 0 ? text[n - 1] : '\0';
}

bool mark_goes_on(const Text *text, size_t line)
{
    const char *rest, *next;
    if (line + 1 >= text->n_lines || mark_read(text->line[line], &rest) !=
                                         mark_read(text->line[line + 1], &next))
        return false;
    char last = last_letter(rest);
    return last != '.' && last != '?' && last != '!';
}

int mark_points(const Text *text, size_t i, const char *word, const char *name)
{
    size_t n = strspn(word, "0123456789");
    if (n >= 1 && n <= 3 && word[n] == '\0' && word[0] != '0' &&
        atoi(word) <= MAX_POINTS)
        return atoi(word);
    report(text, i, "task '%s' has %s%s%s; write '//@task %s N', N in 1..%d",
           name, word[0] == '\0' ? "no points" : "'", word,
           word[0] == '\0' ? "" : "' for points", name, MAX_POINTS);
    return 0;
}

bool mark_name_is_good(const Text *text, size_t i, const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t length = strlen(name);
    if (length == 0)
        report(text, i, "the mark has no name; write one of a-z, 0-9 and -");
    else if (length == WORD_SIZE - 1)
        report(text, i, "the name is too long; at most %d letters",
               WORD_SIZE - 2);
    else if (name[strspn(name, letters)] != '\0')
        report(text, i, "bad name '%s'; use a-z, 0-9 and - only", name);
    else
        return true;
    return false;
}

void mark_ends(const Text *text, size_t i, const char *rest)
{
    if (*rest != '\0')
        report(text, i, "stray text '%s' after the mark; remove it", rest);
}

void mark_report_unknown(const Text *text, size_t i, const char *rest)
{
    char word[WORD_SIZE];
    take_word(rest, word);
    Guess guess = {.word = word};
    for (size_t v = 0; v < N_VERBS; v++)
        guess_offer(&guess, verbs[v].word);
    report(text, i, "unknown mark '//@%s'%s", word,
           guess_advice(&guess, "; there are task, todo, hint, stub, region "
                                "and end"));
}
