// A worker calls functions of one build on behalf of a suite:
//
//     worker FD LIBRARY [BASE]
//
// It reads calls from FD (wire.h), finds each function by name in LIBRARY,
// calls it through libffi and replies. BASE is loaded before: the worked
// earlier chapters and lib/, which LIBRARY may use. Nothing here decides about
// a grade: a worker is as trustworthy as the code it loads.
#include "arrays.h"
#include "faults.h"
#include "io.h"
#include "sanitised.h"

#include <dlfcn.h>
#ifdef __APPLE__
#include <ffi/ffi.h>
#else
#include <ffi.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int channel;
static Arrays arrays;

// The message behind the call, in memory that is kept and grows.
static struct {
    char *data;
    size_t room;
} message;

static ffi_type *ffi_type_of(uint32_t type)
{
    switch (type) {
    case T_VOID:
        return &ffi_type_void;
    case T_BOOL:
    case T_U8:
        return &ffi_type_uint8;
    case T_INT:
        return &ffi_type_sint32;
    case T_F32:
        return &ffi_type_float;
    case T_F64:
        return &ffi_type_double;
    case T_SIZE:
        return &ffi_type_uint64;
    default:
        return &ffi_type_pointer;
    }
}

// Calls the function; false if its arguments can't be described to libffi.
static bool invoke(const WireCall *call, const WireArg *args,
                   void (*function)(void), uint64_t *result)
{
    ffi_cif cif;
    ffi_type *types[WIRE_MAX_ARGS];
    uint64_t values[WIRE_MAX_ARGS];
    void *places[WIRE_MAX_ARGS];
    for (uint32_t i = 0; i < call->n_args; i++) {
        types[i] = ffi_type_of(args[i].type);
        values[i] = args[i].bits;
        if (args[i].type == T_POINTER)
            values[i] = args[i].array == WIRE_NULL
                            ? 0
                            : (uint64_t)arrays.item[args[i].array].data;
        places[i] = &values[i];
    }
    if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, call->n_args,
                     ffi_type_of(call->result), types) != FFI_OK)
        return false;
    *result = 0;
    sanitised_begin();
    faults_begin(call->serial, call->milliseconds, function);
    ffi_call(&cif, function, result, places);
    faults_end();
    return true;
}

// What no fault has told: a write in front of an array, a leak.
static void check_memory(WireReply *reply)
{
    arrays_check_fronts(&arrays, reply);
    if (reply->status == WIRE_DONE)
        sanitised_end(reply);
}

static bool answer(const WireCall *call, const WireArg *args, void *library)
{
    WireReply reply = {.magic = WIRE_MAGIC, .serial = call->serial};
    reply.status = WIRE_DONE;
    void (*function)(void) = NULL;
    *(void **)&function = dlsym(library, call->function);
    if (!function || !invoke(call, args, function, &reply.result))
        reply.status = WIRE_NO_FUNCTION;
    else
        check_memory(&reply);
    fflush(NULL);
    if (reply.status == WIRE_DONE)
        return arrays_send(&arrays, channel, &reply);
    return io_write(channel, &reply, sizeof reply);
}

// Receives a call; false when the suite has hung up.
static bool receive(WireCall *call)
{
    if (!io_read(channel, call, sizeof *call) || call->magic != WIRE_MAGIC ||
        call->n_args > WIRE_MAX_ARGS)
        return false;
    call->function[sizeof call->function - 1] = '\0';
    if (call->bytes > message.room) {
        free(message.data);
        message.room = call->bytes;
        message.data = malloc(message.room);
    }
    return message.data && io_read(channel, message.data, call->bytes);
}

// The build can't be loaded: says so in answer to the first call. The loader's
// words begin with the path, which is of no use to a student.
static void refuse(const char *library, const char *why)
{
    size_t n = strlen(library);
    if (!strncmp(why, library, n) && !strncmp(why + n, ": ", 2))
        why += n + 2;
    WireReply reply = {.magic = WIRE_MAGIC, .status = WIRE_NO_LIBRARY};
    WireCall call;
    snprintf(reply.text, sizeof reply.text, "%s", why);
    if (receive(&call)) {
        reply.serial = call.serial;
        io_write(channel, &reply, sizeof reply);
    }
}

// One call from the channel; false when the suite has hung up.
static bool serve(void *library)
{
    WireCall call;
    WireArg args[WIRE_MAX_ARGS];
    if (!receive(&call))
        return false;
    size_t args_bytes = call.n_args * sizeof *args;
    if (args_bytes > call.bytes)
        return false;
    if (args_bytes > 0)
        memcpy(args, message.data, args_bytes);
    if (!arrays_take(&arrays, call.n_arrays, call.n_links,
                     message.data + args_bytes, call.bytes - args_bytes)) {
        WireReply reply = {.magic = WIRE_MAGIC, .serial = call.serial};
        reply.status = WIRE_NO_MEMORY;
        io_write(channel, &reply, sizeof reply);
        return false;
    }
    return answer(&call, args, library);
}

int main(int argc, char **argv)
{
    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: worker FD LIBRARY [BASE]\n");
        return 2;
    }
    channel = atoi(argv[1]);
    // What a function has printed before it crashes is worth most.
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    if (argc == 4 && !dlopen(argv[3], RTLD_NOW | RTLD_GLOBAL)) {
        fprintf(stderr, "worker: %s\n", dlerror());
        return 2;
    }
    WireReply ready = {.magic = WIRE_MAGIC, .status = WIRE_READY};
    if (!io_write(channel, &ready, sizeof ready))
        return 2;
    faults_catch(channel, &arrays, argv[2]);
    void *library = dlopen(argv[2], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        refuse(argv[2], dlerror());
        return EXIT_FAILURE;
    }
    while (serve(library))
        ;
    return EXIT_SUCCESS;
}
