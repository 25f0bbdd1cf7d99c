// Makes ThreadSanitizer see Swift's Synchronization.Mutex where two threads want it at once. Preloaded by Scripts/sanitize; Linux, Swift 6.2 and later.
//
// The mutex is taken and let go by atomic operations, which the sanitizer sees, but for the contended case: there the library that Swift comes with, which
// is not instrumented, spins and asks the kernel. Without this, all that stands behind a contended mutex looks unguarded. The two functions of that case
// are stood in for by ones that call them and tell the sanitizer; nothing else is hidden from it, and a race without a lock is still found.
// __tsan_acquire and __tsan_release: compiler-rt, include/sanitizer/tsan_interface.h.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *

__attribute__((weak)) void __tsan_acquire(void *);
__attribute__((weak)) void __tsan_release(void *);

SWIFT void lock_slow(uint32_t thread, SELF self) __asm__(LOCK_SLOW);
SWIFT void unlock_slow(SELF self) __asm__(UNLOCK_SLOW);

SWIFT void lock_slow(uint32_t thread, SELF self) {
    static SWIFT void (*next)(uint32_t, SELF);
    if (!next) next = (SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK_SLOW);
    next(thread, self);
    if (__tsan_acquire) __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF self) {
    static SWIFT void (*next)(SELF);
    if (!next) next = (SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(self);
    next(self);
}
