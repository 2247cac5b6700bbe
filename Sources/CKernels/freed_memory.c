#include "freed_memory.h"

// Defines __GLIBC__ where that is the C library.
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void keep_freed_memory(void) {
#if defined(__GLIBC__)
    // 32 MB is the most that glibc takes here.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}
