// A veil over text that nobody should read by accident: hints that have not
// been asked for, worked chapters. It is no secret and no lock: this program,
// which lifts it, lies beside what it covers.
//
//     veil FILE       covers FILE (or -, the standard input)
//     veil -d FILE    lifts the veil; prints nothing if a byte has changed
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEAD = 16 }; // the magic word, then the text's sum in 8 bytes
static const char magic[] = "veiled1\n";

typedef struct {
    unsigned char *byte;
    size_t n;
} Text;

static _Noreturn void stop(const char *path, const char *why)
{
    fprintf(stderr, "veil: %s: %s\n", path, why);
    exit(2);
}

static Text read_all(const char *path)
{
    FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
    if (!file)
        stop(path, strerror(errno));
    Text text = {NULL, 0};
    size_t room = 0, got;
    do {
        if (text.n == room) {
            room = room ? 2 * room : 1 << 16;
            text.byte = realloc(text.byte, room);
            if (!text.byte)
                stop(path, "it is too long for the memory");
        }
        got = fread(text.byte + text.n, 1, room - text.n, file);
        text.n += got;
    } while (got > 0);
    if (ferror(file))
        stop(path, "it can't be read to its end");
    fclose(file);
    return text;
}

// FNV-1a: tells a text from a damaged one.
static uint64_t sum_of(const unsigned char *byte, size_t n)
{
    uint64_t sum = 0xcbf29ce484222325;
    for (size_t i = 0; i < n; i++)
        sum = (sum ^ byte[i]) * 0x100000001b3;
    return sum;
}

// Combines the text with the stream of splitmix64: once veils, twice unveils.
static void turn(unsigned char *byte, size_t n)
{
    uint64_t state = n, z = 0;
    for (size_t i = 0; i < n; i++) {
        if (i % 8 == 0) {
            z = state += 0x9e3779b97f4a7c15;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            z ^= z >> 31;
        }
        byte[i] ^= (unsigned char)(z >> (8 * (i % 8)));
    }
}

static void put(const void *data, size_t n)
{
    if (fwrite(data, 1, n, stdout) != n)
        stop("the output", strerror(errno));
}

static void cover(Text text)
{
    unsigned char sum[8];
    uint64_t s = sum_of(text.byte, text.n);
    for (int i = 0; i < 8; i++)
        sum[i] = (unsigned char)(s >> (8 * i));
    turn(text.byte, text.n);
    put(magic, HEAD - sizeof sum);
    put(sum, sizeof sum);
    put(text.byte, text.n);
}

static void lift(const char *path, Text text)
{
    if (text.n < HEAD || memcmp(text.byte, magic, sizeof magic - 1) != 0)
        stop(path, "it is no veiled file; unpack the release again");
    uint64_t sum = 0;
    for (int i = 0; i < 8; i++)
        sum |= (uint64_t)text.byte[HEAD - 8 + i] << (8 * i);
    turn(text.byte + HEAD, text.n - HEAD);
    if (sum_of(text.byte + HEAD, text.n - HEAD) != sum)
        stop(path, "it is damaged; unpack the release again");
    put(text.byte + HEAD, text.n - HEAD);
}

int main(int argc, char **argv)
{
    int lifting = argc == 3 && !strcmp(argv[1], "-d");
    if (argc != 2 + lifting) {
        fprintf(stderr, "usage: veil [-d] FILE\n");
        return 2;
    }
    const char *path = argv[argc - 1];
    Text text = read_all(path);
    if (lifting)
        lift(path, text);
    else
        cover(text);
    free(text.byte);
    if (fflush(stdout) != 0)
        stop("the output", strerror(errno));
    return 0;
}
