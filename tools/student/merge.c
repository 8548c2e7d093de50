// Three-way merge of one lab file, for `make update`:
//
//     merge BASE MINE THEIRS OUT BESIDE
//
// writes OUT, and BESIDE if something found no place in OUT, and prints what
// became of each task. Status 0; 1 with a conflict; 2: nothing is written.
#include "merge.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int complain(const char *path)
{
    fprintf(stderr, "merge: %s: %s\n", path, strerror(errno));
    return 2;
}

static bool read_text(const char *path, Text *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    char part[4096];
    size_t n;
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        text_add(text, (Slice){part, n});
    bool ok = !ferror(file);
    return fclose(file) == 0 && ok;
}

static bool write_text(const char *path, const Text *text)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return false;
    bool ok = text->n == 0 || fwrite(text->at, text->n, 1, file) == 1;
    return fclose(file) == 0 && ok;
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fputs("merge BASE MINE THEIRS OUT BESIDE\n", stderr);
        return 2;
    }
    Text in[3] = {0};
    Merge m = {0};
    int status = 0;
    for (int i = 0; i < 3 && status == 0; i++)
        if (!read_text(argv[1 + i], &in[i]))
            status = complain(argv[1 + i]);
    if (status == 0) {
        merge_three(&m, text_slice(&in[0]), text_slice(&in[1]),
                    text_slice(&in[2]));
        if (!write_text(argv[4], &m.out))
            status = complain(argv[4]);
        else if (m.beside.n > 0 && !write_text(argv[5], &m.beside))
            status = complain(argv[5]);
        else
            status = m.conflict ? 1 : 0;
        printf("%.*s", (int)m.report.n, text_slice(&m.report).at);
    }
    merge_free(&m);
    for (int i = 0; i < 3; i++)
        free(in[i].at);
    return fflush(stdout) == 0 ? status : 2;
}
