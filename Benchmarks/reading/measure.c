// Runs a program and says what the whole process took: wall, user and system time in seconds, peak memory in KiB.
//
//     measure FIGURES [-l LIST] PROGRAM ARGUMENT...
//
// With -l the program is run once for each line of LIST, one after the other, with the line as its last argument; times
// are added up, and the peak is that of the largest process. The figures go to the file FIGURES. A program of its own, as on Linux a child starts with the peak memory of the process that it was forked
// from: beneath Python every small program would seem to need Python's.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct usage {
    double wall, user, system;
    long peak;
};

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

// Gives the exit code; 128 and more for a signal.
static int run(char **command, struct usage *sum) {
    double start = now();
    pid_t child = vfork();
    if (child == 0) {
        execvp(command[0], command);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child) return 126;
    sum->wall += now() - start;
    sum->user += seconds(used.ru_utime);
    sum->system += seconds(used.ru_stime);
    if (used.ru_maxrss > sum->peak) sum->peak = used.ru_maxrss;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
    const char *list = argc > 3 && strcmp(argv[2], "-l") == 0 ? argv[3] : NULL;
    int first = list == NULL ? 2 : 4;
    if (argc <= first) return 64;
    struct usage sum = {0};
    int code = 0;
    if (list == NULL) {
        code = run(argv + first, &sum);
    } else {
        FILE *lines = fopen(list, "re");
        char **command = calloc((size_t)(argc - first) + 2, sizeof *command);
        if (lines == NULL || command == NULL) return 66;
        memcpy(command, argv + first, (size_t)(argc - first) * sizeof *command);
        char line[4096];
        while (code == 0 && fgets(line, sizeof line, lines) != NULL) {
            line[strcspn(line, "\n")] = 0;
            command[argc - first] = line;
            code = run(command, &sum);
        }
    }
    FILE *figures = fopen(argv[1], "we");
    if (figures == NULL) return 73;
    fprintf(figures, "%.6f %.6f %.6f %ld\n", sum.wall, sum.user, sum.system, sum.peak);
    return fclose(figures) == 0 ? code : 74;
}
