// What the C library does with memory that is given back to it.

#ifndef UNFOLD_FREED_MEMORY_H
#define UNFOLD_FREED_MEMORY_H

// Keeps up to 512 MB of it for the next array, also of arrays up to 32 MB; without glibc nothing happens.
void keep_freed_memory(void);

#endif
