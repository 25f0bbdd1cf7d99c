#ifndef CANVASS_CTHREADS_H
#define CANVASS_CTHREADS_H
// Threads as the system gives them (pthreads(7)). In C, and without the headers of the C library here: Swift takes their structures for those of the module that
// is the first to have them, and files that do not import that module then lack their members.
#include <stddef.h>

// Starts a thread that nobody waits for by its handle; 0, or the number of the error, such as EAGAIN where there are no more (pthread_create(3)). With 0
// bytes its stack has the usual size.
int canvass_start_thread(size_t stack_bytes, void *(*body)(void *), void *context);
#endif
