#if defined(__linux__)
#define _GNU_SOURCE
#include "CLinux.h"
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

void canvass_give_back_memory(void) {
#if defined(__GLIBC__)
    // A process that has never had more than this (in KiB, getrusage(2)) has let go of little. To give that back takes a call for each piece, and a page fault for
    // each page when it is needed again.
    enum { little = 96 * 1024 };
    struct rusage usage;
    if (getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss < little) return;
    malloc_trim(0);
#endif
}

int canvass_prctl(int option, unsigned long argument) { return prctl(option, argument, 0UL, 0UL, 0UL); }

int canvass_limit(int which, unsigned long value) {
    static const int resources[] = {RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_DATA};
    struct rlimit limit = {value, value};
    return setrlimit(resources[which], &limit);
}

// These numbers are the same on every architecture; older headers do not have them, and the C library has no wrappers.
enum { landlock_create_ruleset = 444, landlock_restrict_self = 446, close_range_ = 436 };

long canvass_landlock_version(void) { return syscall(landlock_create_ruleset, NULL, (size_t)0, 1U); }

long canvass_landlock_create(const struct canvass_landlock_ruleset *ruleset, size_t size) {
    return syscall(landlock_create_ruleset, ruleset, size, 0U);
}

long canvass_landlock_restrict(int ruleset) { return syscall(landlock_restrict_self, ruleset, 0U); }

long canvass_seccomp(const struct sock_filter *filter, unsigned short count) {
    struct sock_fprog program = {count, (struct sock_filter *)filter};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
}

int canvass_rename_to_new(int from, const char *old_name, int to, const char *new_name) {
    enum { no_replace = 1 };
    return (int)syscall(SYS_renameat2, from, old_name, to, new_name, no_replace);
}

int canvass_memory_file(void) {
    enum { close_on_exec = 1 };
    return (int)syscall(SYS_memfd_create, "canvass-notice", close_on_exec);
}

long canvass_close_from(unsigned int first) { return syscall(close_range_, first, ~0U, 0U); }

int canvass_status(int descriptor, unsigned int *mode, int64_t *size) {
    struct stat status;
#if defined(__x86_64__) || defined(__aarch64__)
    // On these the kernel fills the structure that C libraries have.
    long result = syscall(SYS_fstat, descriptor, &status);
#else
    long result = fstat(descriptor, &status);
#endif
    if (result != 0) return -1;
    *mode = status.st_mode;
    *size = status.st_size;
    return 0;
}

long canvass_call(long number, long a, long b, long c, long d) { return syscall(number, a, b, c, d); }

int canvass_make_process(void) {
    long made = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (made == 0) _exit(0);
    if (made < 0) return -1;
    waitpid((pid_t)made, NULL, 0);
    return 0;
}

// Room for the control message that carries one descriptor.
union control {
    struct cmsghdr header;
    char room[CMSG_SPACE(sizeof(int))];
};

long canvass_send(int socket, const void *bytes, size_t count, int descriptor) {
    struct iovec piece = {(void *)bytes, count};
    union control control;
    struct msghdr message = {0};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    if (descriptor >= 0) {
        memset(&control, 0, sizeof control);
        message.msg_control = control.room;
        message.msg_controllen = sizeof control.room;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

long canvass_receive(int socket, void *bytes, size_t count, int *descriptor) {
    struct iovec piece = {bytes, count};
    union control control;
    struct msghdr message = {0};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.room;
    message.msg_controllen = sizeof control.room;
    *descriptor = -1;
    ssize_t got = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0) return got;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(descriptor, CMSG_DATA(header), sizeof(int));
    return got;
}
#else
// An object file of a target must not be empty.
typedef int canvass_nothing;
#endif
