// The 8x8 digits: a CSV file of 64 pixels in 0..16 and a class in 0..9 a line.
#include "bytes.h"
#include "dataset.h"

#include <stdlib.h>
#include <string.h>

enum { N_PIXELS = 64, N_CLASSES = 10, MAX_PIXEL = 16, MAX_BYTES = 16 << 20 };
// A line has 65 numbers of at least a digit, each with a comma or line end.
enum { MIN_LINE = 2 * (N_PIXELS + 1) };

// The text up to end as a whole number in 0..max.
static bool parse_number(int *number, const char *text, const char *end,
                         int max)
{
    *number = 0;
    for (const char *p = text; p < end; p++) {
        if (*p < '0' || *p > '9')
            return false;
        *number = 10 * *number + (*p - '0');
        if (*number > max)
            return false;
    }
    return text < end;
}

static const char *find(const char *text, const char *end, char what)
{
    const char *found = memchr(text, what, (size_t)(end - text));
    return found ? found : end;
}

static size_t count_fields(const char *line, const char *end)
{
    size_t n = 1;
    for (const char *p = line; p < end; p++)
        n += *p == ',';
    return n;
}

// Reads sample i from line i + 1, which `end` ends.
static bool read_line(Dataset *data, size_t i, const char *line,
                      const char *end, const char *path, const Reason *reason)
{
    size_t n_fields = count_fields(line, end);
    if (n_fields != N_PIXELS + 1)
        return refuse(reason, path, "line %zu has %zu numbers, not %d", i + 1,
                      n_fields, N_PIXELS + 1);
    for (size_t j = 0; j <= N_PIXELS; j++) {
        const char *field_end = find(line, end, ',');
        int max = j < N_PIXELS ? MAX_PIXEL : N_CLASSES - 1, number;
        if (!parse_number(&number, line, field_end, max))
            return refuse(reason, path,
                          "line %zu, number %zu is not a whole number in 0..%d",
                          i + 1, j + 1, max);
        if (j < N_PIXELS)
            data->x[i * N_PIXELS + j] = (float)number / MAX_PIXEL;
        else
            data->y[i] = (uint8_t)number;
        line = field_end + 1;
    }
    return true;
}

static bool read_lines(Dataset *data, const Bytes *file, const char *path,
                       const Reason *reason)
{
    const char *at = (const char *)file->data, *file_end = at + file->n;
    size_t n = 0;
    while (at < file_end) {
        const char *end = find(at, file_end, '\n');
        if (!read_line(data, n, at, end, path, reason))
            return false;
        n++;
        at = end + 1;
    }
    data->n = n;
    return n > 0 || refuse(reason, path, "empty");
}

bool dataset_read_digits(Dataset *out, const char *path, char *reason,
                         size_t reason_size)
{
    const Reason why = {reason, reason_size,
                        "take the file that came with the workbook"};
    *out = (Dataset){0};
    Bytes file;
    if (!bytes_read(&file, path, MAX_BYTES, &why))
        return false;
    // Room for all whole lines, and for the one that is being read.
    size_t max_lines = file.n / MIN_LINE + 1;
    bool ok = dataset_new(out, max_lines, N_PIXELS, N_CLASSES)
                  ? read_lines(out, &file, path, &why)
                  : refuse_memory(&why, path);
    if (!ok)
        dataset_free(out);
    free(file.data);
    return ok;
}
