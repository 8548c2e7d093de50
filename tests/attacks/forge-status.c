// Tries: to make the suite read where nothing is: replies with the right
// serial number, but statuses, array numbers, places and texts that can't be.
// Task: ch05_mlp generalisation-gap
// Loses: chapter
// Never: <script>OWNED
#define _GNU_SOURCE
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct {
    uint32_t magic, status;
    uint64_t serial, result;
    uint32_t array, wrote;
    int64_t byte;
    uint32_t starving;
    char place[64], text[256];
} reply = {.magic = 0x4b425732};

// The serial number of the call that is being served: the worker keeps it, with
// the function's name behind it, further up this stack.
static uint64_t find_serial(const char *function)
{
    uint64_t serial = 0;
    const char *top = (const char *)environ;
    for (const char *p = __builtin_frame_address(0); p + 128 < top; p += 8)
        if (!strcmp(p, function))
            memcpy(&serial, p - 16, sizeof serial);
    return serial;
}

double generalisation_gap(const double *train, const double *validation,
                          size_t n_epochs, size_t last)
{
    static const uint32_t statuses[] = {4, 5, 2, 9, 10, 0xffffffff};
    (void)train, (void)validation, (void)n_epochs;
    reply.serial = find_serial("generalisation_gap");
    reply.status = statuses[(last + (size_t)getpid()) % 6];
    reply.result = UINT64_MAX;
    reply.array = last % 2 ? UINT32_MAX : 0;
    reply.byte = INT64_MIN;
    // Neither text has an end.
    memset(reply.place, '%', sizeof reply.place);
    for (size_t i = 0; i + 32 <= sizeof reply.text; i += 32)
        memcpy(reply.text + i, "\x1b]0;OWNED\a<script>OWNED</script>\n", 32);
    for (int fd = 3; fd < 16; fd++)
        send(fd, &reply, sizeof reply, MSG_DONTWAIT | MSG_NOSIGNAL);
    _exit(0);
}
