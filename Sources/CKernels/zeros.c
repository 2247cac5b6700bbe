// Arrays of zeros of which only a part is touched.

#include "kernels.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

// In front of the numbers: how many bytes are mapped; 0 where they come from the heap.
struct header {
    size_t mapped;
    char fill[64 - sizeof(size_t)];
};

// From so many bytes on, fresh pages cost less than clearing what the heap has at hand.
static const size_t least_mapped = 256 << 10;

double *kernel_zeros(long n) {
    size_t count = n > 0 ? (size_t)n : 1;
    if (count > (SIZE_MAX - sizeof(struct header)) / sizeof(double)) return NULL;
    size_t bytes = sizeof(struct header) + count * sizeof(double);
    struct header *header;
    if (bytes >= least_mapped) {
        header = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (header == MAP_FAILED) return NULL;
        header->mapped = bytes;
    } else {
        header = calloc(1, bytes);
        if (!header) return NULL;
    }
    return (double *)(header + 1);
}

void kernel_free(double *numbers) {
    struct header *header = (struct header *)numbers - 1;
    if (header->mapped) {
        munmap(header, header->mapped);
    } else {
        free(header);
    }
}
