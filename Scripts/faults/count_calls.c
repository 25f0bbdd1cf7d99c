/* Loaded before the C library (LD_PRELOAD), this counts the calls by which a program changes what is on the disk, over all its threads
   and children, and lets one of them fail: the FAULT_AT-th, in the way that FAULT_KIND names. Where FAULT_READS names a folder, the calls
   that are counted are those by which it reads what is below it, and no others.
     list      none fails; FAULT_LOG gets a line for each call
     kill      the process is killed before the call (SIGKILL)
     enospc, eio, eacces, enfile    the call fails once with this error
     full      from this call on there is no room: whatever needs some fails with ENOSPC
     dead      from this call on the disk is gone: every call fails with EIO
     switch    whatever FAULT_AT, the fsync of the survey's folder behind the renaming of latest fails with EIO
     sigint, sigterm    a process that heeds the signal gets it, and has taken note of it, before its first call from this one on
     twice     the same with two SIGINT, the second when the first has been noted
   FAULT_COUNTER is a file of eight bytes, shared by all processes, with the number of calls so far.
   Calls on standard output and error, on pipes and on what is no file are not counted. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static _Atomic long *counter;
static long at;
static const char *kind = "";
static int log_descriptor = -1;
/* The folder below which reading is counted; NULL where changes are. */
static const char *reads;

__attribute__((constructor)) static void start(void) {
    const char *path = getenv("FAULT_COUNTER"), *log = getenv("FAULT_LOG");
    if (!path) return;
    kind = getenv("FAULT_KIND") ? getenv("FAULT_KIND") : "";
    reads = getenv("FAULT_READS");
    at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
    int (*system_open)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
    int descriptor = system_open(path, O_RDWR | O_CLOEXEC);
    void *shared = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (shared == MAP_FAILED) abort();
    if (log) log_descriptor = system_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    counter = shared;
}

/* Whether this process has a handler for the signal: a worker has none, and what is ignored is none. */
static int heeds(int number) {
    struct sigaction action;
    return !sigaction(number, NULL, &action) && action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN;
}

/* Sends this process a signal that it heeds, and waits until it has been noted, by whatever thread takes it: the handler lets go of the signal. */
static void tell(int number, int is_twice) {
    static _Atomic int is_told;
    if (!heeds(number) || atomic_exchange(&is_told, 1)) return;
    kill(getpid(), number);
    while (heeds(number)) usleep(1000);
    if (!is_twice) return;
    kill(getpid(), number);
    for (;;) pause();
}

/* Whether a call is the first fsync after that by which latest takes its place; it has a name of its own until then. */
static int fails_behind_switch(const char *call, const char *path) {
    static _Atomic int is_switched;
    if (!strncmp(call, "rename", 6) && strstr(path, "/.latest.")) is_switched = 1;
    if (strcmp(call, "fsync") || !atomic_exchange(&is_switched, 0)) return 0;
    errno = EIO;
    return 1;
}

/* Whether a call that is counted shall fail, with errno set. `needs_room` for calls that a full disk refuses. */
static int counted(const char *call, const char *path, int needs_room) {
    if (!counter) return 0;
    long number = atomic_fetch_add(counter, 1) + 1;
    if (log_descriptor >= 0) {
        ssize_t (*system_write)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
        char line[600];
        int length = snprintf(line, sizeof line, "%ld\t%s\t%.500s\n", number, call, path);
        if (system_write(log_descriptor, line, length) < 0) abort();
    }
    if (!strcmp(kind, "switch")) return fails_behind_switch(call, path);
    if (number < at || at == 0) return 0;
    if (!strcmp(kind, "full") && needs_room) { errno = ENOSPC; return 1; }
    if (!strcmp(kind, "dead")) { errno = EIO; return 1; }
    if (!strcmp(kind, "sigint") || !strcmp(kind, "twice")) tell(SIGINT, !strcmp(kind, "twice"));
    if (!strcmp(kind, "sigterm")) tell(SIGTERM, 0);
    if (number > at) return 0;
    if (!strcmp(kind, "kill")) kill(getpid(), SIGKILL);
    if (!strcmp(kind, "enospc")) { errno = ENOSPC; return 1; }
    if (!strcmp(kind, "eio")) { errno = EIO; return 1; }
    if (!strcmp(kind, "eacces")) { errno = EACCES; return 1; }
    if (!strcmp(kind, "enfile")) { errno = ENFILE; return 1; }
    return 0;
}

static int fails(const char *call, const char *path, int needs_room) {
    return !reads && counted(call, path, needs_room);
}

/* The same for a call that reads. */
static int refuses(const char *call, const char *path) {
    return reads && path && !strncmp(path, reads, strlen(reads)) && counted(call, path, 0);
}

/* The file behind a descriptor; NULL where it is none that counts. */
static const char *file(int descriptor) {
    static __thread char name[512];
    static ssize_t (*system_readlink)(const char *, char *, size_t);
    if (!system_readlink) system_readlink = dlsym(RTLD_NEXT, "readlink");
    struct stat status;
    if (!counter || descriptor <= 2 || descriptor == log_descriptor || fstat(descriptor, &status)
        || !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) return NULL;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = system_readlink(link, name, sizeof name - 1);
    name[length < 0 ? 0 : length] = 0;
    return name;
}

/* A path that may be told from a folder that is open. */
static const char *within(int folder, const char *path) {
    static __thread char name[1024];
    const char *place = *path == '/' || folder == AT_FDCWD ? NULL : file(folder);
    if (!place) return path;
    snprintf(name, sizeof name, "%s/%s", place, path);
    return name;
}

#define SYSTEM(name) static __typeof__(name) *system_call; if (!system_call) system_call = dlsym(RTLD_NEXT, #name)
#define ON_FILE(type, name, room, parameters, arguments) \
    type name parameters { \
        SYSTEM(name); \
        const char *path = file(descriptor); \
        if (path && fails(#name, path, room)) return -1; \
        return system_call arguments; \
    }
#define ON_PATH(name, room, parameters, arguments) \
    int name parameters { SYSTEM(name); return fails(#name, path, room) ? -1 : system_call arguments; }

ON_FILE(ssize_t, write, 1, (int descriptor, const void *bytes, size_t count), (descriptor, bytes, count))
ON_FILE(ssize_t, pwrite, 1, (int descriptor, const void *bytes, size_t count, off_t offset), (descriptor, bytes, count, offset))
ON_FILE(ssize_t, pwrite64, 1, (int descriptor, const void *bytes, size_t count, off64_t offset), (descriptor, bytes, count, offset))
ON_FILE(ssize_t, writev, 1, (int descriptor, const struct iovec *parts, int count), (descriptor, parts, count))
ON_FILE(int, fsync, 0, (int descriptor), (descriptor))
ON_FILE(int, fdatasync, 0, (int descriptor), (descriptor))
ON_FILE(int, syncfs, 0, (int descriptor), (descriptor))
ON_FILE(int, ftruncate, 0, (int descriptor, off_t length), (descriptor, length))
ON_FILE(int, ftruncate64, 0, (int descriptor, off64_t length), (descriptor, length))
ON_FILE(int, fallocate, 1, (int descriptor, int mode, off_t offset, off_t length), (descriptor, mode, offset, length))
ON_FILE(int, posix_fallocate, 1, (int descriptor, off_t offset, off_t length), (descriptor, offset, length))
ON_FILE(int, fchmod, 0, (int descriptor, mode_t mode), (descriptor, mode))
ON_PATH(rename, 0, (const char *path, const char *other), (path, other))
ON_PATH(renameat, 0, (int folder, const char *path, int other_folder, const char *other), (folder, path, other_folder, other))
ON_PATH(renameat2, 0, (int folder, const char *path, int other_folder, const char *other, unsigned flags), (folder, path, other_folder, other, flags))
ON_PATH(link, 1, (const char *path, const char *other), (path, other))
ON_PATH(linkat, 1, (int folder, const char *path, int other_folder, const char *other, int flags), (folder, path, other_folder, other, flags))
ON_PATH(unlink, 0, (const char *path), (path))
ON_PATH(unlinkat, 0, (int folder, const char *path, int flags), (folder, path, flags))
ON_PATH(rmdir, 0, (const char *path), (path))
ON_PATH(mkdir, 1, (const char *path, mode_t mode), (path, mode))
ON_PATH(mkdirat, 1, (int folder, const char *path, mode_t mode), (folder, path, mode))
ON_PATH(symlink, 1, (const char *target, const char *path), (target, path))
ON_PATH(symlinkat, 1, (const char *target, int folder, const char *path), (target, folder, path))

/* Opening counts where it makes a file. */
#define MODE(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }
#define MAKES(flags) ((flags) & O_CREAT || ((flags) & O_TMPFILE) == O_TMPFILE)
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        SYSTEM(name); MODE(flags) \
        if (MAKES(flags) ? fails(#name, path, 1) : refuses(#name, path)) return -1; \
        return system_call(path, flags, mode); \
    }
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        SYSTEM(name); MODE(flags) \
        if (MAKES(flags) ? fails(#name, path, 1) : refuses(#name, within(folder, path))) return -1; \
        return system_call(folder, path, flags, mode); \
    }
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

/* What reads. */
#define READS(type, name, failure, parameters, arguments, path) \
    type name parameters { SYSTEM(name); return refuses(#name, path) ? failure : system_call arguments; }
READS(ssize_t, read, -1, (int descriptor, void *bytes, size_t count), (descriptor, bytes, count), file(descriptor))
READS(ssize_t, pread, -1, (int descriptor, void *bytes, size_t count, off_t offset), (descriptor, bytes, count, offset), file(descriptor))
READS(ssize_t, pread64, -1, (int descriptor, void *bytes, size_t count, off64_t offset), (descriptor, bytes, count, offset), file(descriptor))
READS(DIR *, opendir, NULL, (const char *path), (path), path)
READS(struct dirent *, readdir, NULL, (DIR *folder), (folder), file(dirfd(folder)))
READS(struct dirent64 *, readdir64, NULL, (DIR *folder), (folder), file(dirfd(folder)))
READS(int, stat, -1, (const char *path, struct stat *status), (path, status), path)
READS(int, stat64, -1, (const char *path, struct stat64 *status), (path, status), path)
READS(int, lstat, -1, (const char *path, struct stat *status), (path, status), path)
READS(int, lstat64, -1, (const char *path, struct stat64 *status), (path, status), path)
READS(int, fstatat, -1, (int folder, const char *path, struct stat *status, int flags), (folder, path, status, flags), within(folder, path))
READS(int, fstatat64, -1, (int folder, const char *path, struct stat64 *status, int flags), (folder, path, status, flags), within(folder, path))
READS(int, access, -1, (const char *path, int mode), (path, mode), path)
READS(ssize_t, readlink, -1, (const char *path, char *target, size_t size), (path, target, size), path)
