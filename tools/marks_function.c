// The reader of marks, part 4: the one function in a task. What stands above
// its { may only be comments and the signature, for that goes to the lab as it
// is; what stands between { and } is the answer, and never does.
#include "marks.h"

#include <ctype.h>
#include <string.h>

typedef struct {
    bool in_comment;  // of the kind that may span lines
    int depth;        // of parentheses
    const char *word; // the last identifier outside parentheses
    int word_length;
    const char *misplaced; // the first character that belongs in no signature
} Scan;

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

// Takes one identifier or character; returns where the line goes on.
static const char *scan_token(Scan *scan, Piece *task, const char *s)
{
    if (is_word(*s)) {
        const char *end = s;
        while (is_word(*end))
            end++;
        if (scan->depth == 0) {
            scan->word = s;
            scan->word_length = (int)(end - s);
        }
        return end;
    }
    bool attribute =
        scan->word != NULL && starts_with(scan->word, "__attribute__");
    if (*s == '(' && scan->depth++ == 0 && task->function == NULL &&
        !attribute) {
        task->function = scan->word;
        task->function_length = scan->word_length;
    } else if (*s == ')') {
        scan->depth--;
    } else if (strchr(";{}=#\"", *s) != NULL && scan->misplaced == NULL) {
        scan->misplaced = s;
    }
    return s + 1;
}

static void scan_line(Scan *scan, Piece *task, const char *s)
{
    while (*s != '\0' && (scan->in_comment || !starts_with(s, "//"))) {
        if (scan->in_comment) {
            const char *end = strstr(s, "*/");
            scan->in_comment = end == NULL;
            s = end == NULL ? "" : end + 2;
        } else if (starts_with(s, "/*")) {
            scan->in_comment = true;
            s += 2;
        } else {
            s = scan_token(scan, task, s);
        }
    }
}

void function_read(const Text *text, Piece *task)
{
    Scan scan = {0};
    for (size_t i = task->from; i < task->open; i++) {
        scan_line(&scan, task, text->line[i]);
        if (scan.misplaced != NULL) {
            report(text, i,
                   "'%c' above the { of task '%s': only comments and "
                   "the function's signature may stand there; move the rest "
                   "into a region",
                   *scan.misplaced, task->name);
            return;
        }
    }
    if (task->function == NULL)
        report(text, task->open,
               "no function's name above the { of task '%s'; write its "
               "signature there",
               task->name);
}

void function_measure(const Text *text, const Piece *task)
{
    size_t n = task->close - task->open - 1;
    size_t n_blank = 0;
    for (size_t i = task->open + 1; i < task->close; i++)
        n_blank += *text->line[i] == '\0';
    if (n == n_blank)
        report(text, task->open, "the answer of task '%s' is empty; write it",
               task->name);
    if (n > MAX_BLANK)
        report(text, task->open,
               "the answer of task '%s' has %zu lines, at most %d; move a "
               "part into a region",
               task->name, n, MAX_BLANK);
}
