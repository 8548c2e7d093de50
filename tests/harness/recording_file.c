// The file of a recording: see recording.h. Whole numbers are little-endian:
//
//   magic[8], version u32, tests u32, checksum of what follows u64, seed u64,
//   checksum of the tasks' names u64; then the calls (recording.c).
#include "recording.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { VERSION = 1, SUMMED = 24, BYTES_MAX = 1 << 24 };
static const char MAGIC[8] = "replies";

static const char *path;
static enum Doing { NOTHING, WRITE, READ } doing;
static struct {
    unsigned char *byte;
    size_t n, room;
    size_t at; // that is read next
} file;
static uint32_t n_tests; // that it says it is of
static uint64_t tasks;   // checksum of their names

void recording_refuse(const char *why)
{
    fprintf(stderr, "suite: %s: %s\n", path, why);
    exit(3);
}

// FNV-1a, on top of the sum of what came before.
static uint64_t checksum(uint64_t sum, const void *data, size_t n)
{
    sum ^= 0xcbf29ce484222325;
    for (const unsigned char *p = data; n > 0; n--)
        sum = (sum ^ *p++) * 0x100000001b3;
    return sum;
}

void recording_task(const char *name)
{
    tasks = checksum(tasks, name, strlen(name));
}

size_t recording_put(uint64_t number, size_t size)
{
    size_t place = file.n;
    for (size_t i = 0; i < size; i++) {
        if (file.n == file.room) {
            file.room = file.room * 2 + 4096;
            file.byte = realloc(file.byte, file.room);
        }
        if (!file.byte || file.n == BYTES_MAX)
            recording_refuse("would be too large");
        file.byte[file.n++] = number >> 8 * i & 255;
    }
    return place;
}

uint64_t recording_get(size_t size)
{
    uint64_t number = 0;
    if (size > file.n - file.at)
        recording_refuse("is damaged: a part is missing");
    for (size_t i = 0; i < size; i++)
        number |= (uint64_t)file.byte[file.at++] << 8 * i;
    return number;
}

void recording_put_over(size_t place, uint64_t number, size_t size)
{
    size_t end = file.n;
    file.n = place;
    recording_put(number, size);
    file.n = end;
}

void recording_put_values(Type type, const void *values, size_t n)
{
    size_t size = type_size(type);
    for (const unsigned char *p = values; n > 0; n--, p += size) {
        uint32_t four;
        uint64_t eight;
        memcpy(&four, p, size == sizeof four ? size : 0);
        memcpy(&eight, p, size == sizeof eight ? size : 0);
        recording_put(size == 8 ? eight : size == 4 ? four : *p, size);
    }
}

void recording_get_values(Type type, void *values, size_t n)
{
    size_t size = type_size(type);
    for (unsigned char *p = values; n > 0; n--, p += size) {
        uint64_t eight = recording_get(size);
        uint32_t four = (uint32_t)eight;
        if (size == sizeof four)
            memcpy(p, &four, size);
        else if (size == sizeof eight)
            memcpy(p, &eight, size);
        else
            *p = (unsigned char)eight;
    }
}

size_t recording_bytes(void)
{
    return file.n - file.at;
}

void recording_skip(size_t n)
{
    if (n > file.n - file.at)
        recording_refuse("is damaged: a part is missing");
    file.at += n;
}

static void put_header(void)
{
    recording_put_values(T_U8, MAGIC, sizeof MAGIC);
    recording_put(VERSION, 4);
    recording_put(0, 4); // the number of tests, once it is known
    recording_put(0, 8); // the checksum
    recording_put(worker_setup.seed, 8);
    recording_put(tasks, 8);
}

static void get_header(void)
{
    if (file.n < SUMMED || memcmp(file.byte, MAGIC, sizeof MAGIC) != 0)
        recording_refuse("is no recording of a solution's replies");
    recording_skip(sizeof MAGIC);
    if (recording_get(4) != VERSION)
        recording_refuse("is a recording for another version of this program");
    n_tests = (uint32_t)recording_get(4);
    if (recording_get(8) != checksum(0, file.byte + SUMMED, file.n - SUMMED))
        recording_refuse("is damaged: its checksum is wrong");
    if (recording_get(8) != worker_setup.seed)
        recording_refuse("was made with another seed (--seed)");
    if (recording_get(8) != tasks)
        recording_refuse("is a recording for another suite");
}

static void use(const char *name, enum Doing purpose)
{
    path = name;
    if (doing != NOTHING)
        recording_refuse("one recording is written or read, not two");
    doing = purpose;
}

void recording_write_to(const char *name)
{
    use(name, WRITE);
}

void recording_read_from(const char *name)
{
    use(name, READ);
}

bool recording_answers(void)
{
    return doing == READ;
}

bool recording_listens(void)
{
    return doing == WRITE;
}

static void read_file(void)
{
    FILE *in = fopen(path, "rb");
    file.byte = malloc(BYTES_MAX);
    if (!in || !file.byte)
        recording_refuse("can't be opened");
    file.n = fread(file.byte, 1, BYTES_MAX, in);
    if (ferror(in) || !feof(in))
        recording_refuse("can't be read, or is too large");
    fclose(in);
}

static void write_file(void)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        recording_refuse("can't be written");
    fwrite(file.byte, 1, file.n, out);
    if (ferror(out) | fclose(out))
        recording_refuse("can't be written: is the disk full?");
}

void recording_begin(void)
{
    if (doing == WRITE)
        put_header();
    if (doing != READ)
        return;
    read_file();
    get_header();
}

void recording_end(int tests, int failed)
{
    if (doing == READ && n_tests != (uint32_t)tests)
        recording_refuse("is of another number of tests: of an older suite?");
    if (doing == WRITE) {
        // The calls after a failure would be missing.
        if (failed > 0)
            recording_refuse("not written: a test fails");
        recording_put_over(sizeof MAGIC + 4, (uint64_t)tests, 4);
        uint64_t sum = checksum(0, file.byte + SUMMED, file.n - SUMMED);
        recording_put_over(SUMMED - 8, sum, 8);
        write_file();
    }
    free(file.byte);
}
