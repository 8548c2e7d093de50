// Tries: to corrupt what the worker knows: writes over every word of its stack
// and of its data that looks like an array's address or size.
// Task: ch01_activations softmax-rows
// Loses: chapter
#define _GNU_SOURCE
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uintptr_t wanted;

static int change(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size, (void)unused;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        if (h->p_type != PT_LOAD || !(h->p_flags & PF_W))
            continue;
        uintptr_t *word = (uintptr_t *)(info->dlpi_addr + h->p_vaddr);
        for (size_t k = 0; k < h->p_memsz / 8; k++)
            if (word[k] - wanted < 4096)
                word[k] = 0;
    }
    return 0;
}

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)rows, (void)cols;
    wanted = (uintptr_t)x & ~(uintptr_t)4095;
    dl_iterate_phdr(change, NULL);
    wanted = (uintptr_t)y & ~(uintptr_t)4095;
    dl_iterate_phdr(change, NULL);
    uintptr_t *top = (uintptr_t *)environ;
    for (uintptr_t *p = __builtin_frame_address(0); p + 512 < top; p++)
        if (*p - wanted < 4096)
            *p = 0x41414141;
}
