// Tries: to write into the instructor's terminal and into pages, by what the
// program prints.
// Task: ch01_activations softmax-rows
// Never: <script>alert
#include <stdio.h>
#include <stdlib.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    (void)y, (void)x, (void)rows, (void)cols;
    printf("\x1b]0;OWNED\a\x1b[2J<script>alert(1)</script>\xff\xfe\r\n");
    fprintf(stderr, "\x1b[31m<img src=x onerror=alert(1)>=HYPERLINK(\"x\")\n");
}
