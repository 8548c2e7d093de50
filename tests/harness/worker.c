// A worker calls functions of one build on behalf of a suite:
//
//     worker FD LIBRARY
//
// It reads calls from FD (wire.h), finds each function by name in LIBRARY,
// calls it through libffi and replies. Nothing here decides about a grade: a
// worker is as trustworthy as the code it loads.
#define _GNU_SOURCE // REG_ERR
#include "arrays.h"
#include "io.h"

#include <dlfcn.h>
#include <ffi.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

static int channel;
static Arrays arrays;

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

static WireReply reply_of(WireStatus status)
{
    return (WireReply){.magic = WIRE_MAGIC, .status = status};
}

static bool wrote(const ucontext_t *context)
{
#if defined(__x86_64__) && defined(__linux__)
    return context->uc_mcontext.gregs[REG_ERR] & 2;
#else
    (void)context;
    return true; // not known here; a stray write is the likelier fault
#endif
}

// The called function touched memory that it must not: say where, and end.
static void on_fault(int signal_number, siginfo_t *info, void *context)
{
    (void)signal_number;
    WireReply reply = reply_of(WIRE_CRASH);
    arrays_find_fault(&arrays, info->si_addr, &reply);
    reply.wrote = wrote(context);
    io_write(channel, &reply, sizeof reply);
    _exit(EXIT_FAILURE);
}

static void catch_faults(void)
{
    static char stack[1 << 16];
    sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
    struct sigaction action = {.sa_sigaction = on_fault,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
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
    ffi_call(&cif, function, result, places);
    return true;
}

static void answer(const WireCall *call, const WireArg *args, void *library)
{
    WireReply reply = reply_of(WIRE_DONE);
    void (*function)(void) = NULL;
    *(void **)&function = dlsym(library, call->function);
    if (!function || !invoke(call, args, function, &reply.result))
        reply.status = WIRE_NO_FUNCTION;
    else
        arrays_check_fronts(&arrays, &reply);
    fflush(NULL);
    if (!io_write(channel, &reply, sizeof reply))
        exit(EXIT_FAILURE);
    if (reply.status == WIRE_DONE && !arrays_send(&arrays, channel))
        exit(EXIT_FAILURE);
}

// One call from the channel; false when the suite has hung up.
static bool serve(void *library)
{
    WireCall call;
    WireArg args[WIRE_MAX_ARGS];
    if (!io_read(channel, &call, sizeof call) || call.magic != WIRE_MAGIC ||
        call.n_args > WIRE_MAX_ARGS ||
        !io_read(channel, args, call.n_args * sizeof *args))
        return false;
    call.function[sizeof call.function - 1] = '\0';
    if (!arrays_receive(&arrays, channel, call.n_arrays, call.n_links)) {
        WireReply reply = reply_of(WIRE_NO_MEMORY);
        io_write(channel, &reply, sizeof reply);
        return false;
    }
    answer(&call, args, library);
    arrays_release(&arrays);
    return true;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: worker FD LIBRARY\n");
        return 2;
    }
    channel = atoi(argv[1]);
    void *library = dlopen(argv[2], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "worker: %s\n", dlerror());
        return 2;
    }
    catch_faults();
    while (serve(library))
        ;
    return EXIT_SUCCESS;
}
