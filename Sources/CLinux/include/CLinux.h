#ifndef CANVASS_CLINUX_H
#define CANVASS_CLINUX_H
// What the confinement of worker processes, the reading of files and the inbox need of Linux, and what Swift does not import of it: calls with a variable number of arguments,
// calls without a wrapper in the C library, and the macros for control messages. On other systems there is nothing here.
#if defined(__linux__)
#include <linux/filter.h>
#include <linux/prctl.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// prctl(2).
int canvass_prctl(int option, unsigned long argument);

// Sets a resource limit, soft and hard (setrlimit(2)).
enum { canvass_limit_core, canvass_limit_files, canvass_limit_file_size, canvass_limit_data };
int canvass_limit(int which, unsigned long value);

// Landlock (landlock(7)).
struct canvass_landlock_ruleset {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
};
long canvass_landlock_version(void);
long canvass_landlock_create(const struct canvass_landlock_ruleset *ruleset, size_t size);
long canvass_landlock_restrict(int ruleset);

// Installs a filter of system calls in all threads of the process (seccomp(2)).
long canvass_seccomp(const struct sock_filter *filter, unsigned short count);

// Gives a file a name that no other has; EEXIST where it is taken (renameat2(2), RENAME_NOREPLACE).
int canvass_rename_to_new(int from, const char *old_name, int to, const char *new_name);

// A file without a name that lies in memory and is closed in programs that this one starts; -1 where there is no such (memfd_create(2)).
int canvass_memory_file(void);

// Closes all descriptors from one on.
long canvass_close_from(unsigned int first);

// What is open at a descriptor: its kind and rights, as st_mode has them, and its size in bytes; -1 where the system does not tell (fstat(2)). By the call of
// that name, which takes a descriptor and nothing else: glibc 2.33 to 2.38 make fstat of newfstatat(2), which takes paths as well, so that workers have none.
// Here, so that what is compiled without this package's objects has it too (Scripts/fuzz).
static inline int canvass_status(int descriptor, unsigned int *mode, int64_t *size) {
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

// Any call by its number; for the self-test, which must not depend on how the C library does a thing.
long canvass_call(long number, long a, long b, long c, long d);

// Makes a process that ends at once; 0 where that was possible.
int canvass_make_process(void);

// Sends bytes, and with the first of them a descriptor where it is not negative (unix(7), SCM_RIGHTS).
long canvass_send(int socket, const void *bytes, size_t count, int descriptor);

// Gives memory that was freed back to the system, where the C library can and there may be much of it.
void canvass_give_back_memory(void);

// Receives bytes, and the descriptor that came with them; -1 where none did.
long canvass_receive(int socket, void *bytes, size_t count, int *descriptor);
#endif
#endif
