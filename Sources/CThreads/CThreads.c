#include "CThreads.h"
#include <pthread.h>

int canvass_start_thread(size_t stack_bytes, void *(*body)(void *), void *context) {
    pthread_attr_t attributes;
    int failure = pthread_attr_init(&attributes);
    if (failure) return failure;
    pthread_t thread;
    failure = pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (!failure && stack_bytes) failure = pthread_attr_setstacksize(&attributes, stack_bytes);
    if (!failure) failure = pthread_create(&thread, &attributes, body, context);
    pthread_attr_destroy(&attributes);
    return failure;
}
