// Compiles the kernels once for each CPU level and chooses a level when the program starts.
//
// Every level adds in the same order, and rounds a product and a sum together where `FMA` says so and nowhere else, so that all levels
// give the same bits; a CPU without that instruction computes it exactly (fma.h).

#include "kernels.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define JOIN_(a, b) a##_##b
#define JOIN(a, b) JOIN_(a, b)
#define K(name) JOIN(name, LEVEL)
#define INLINE static inline __attribute__((always_inline))

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#include "fma.h"

#define LEVEL sse2
#define LANES 2
#define TILE_VECTORS 1
#define TILE_ROWS 2
#include "level.h"
#undef LEVEL
#undef LANES
#undef TILE_VECTORS
#undef TILE_ROWS

#if defined(__x86_64__)

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define LEVEL avx2
#define LANES 4
#define TILE_VECTORS 2
#define TILE_ROWS 4
#include "level.h"
#undef LEVEL
#undef LANES
#undef TILE_VECTORS
#undef TILE_ROWS
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))), apply_to = function)
#define LEVEL avx512
#define LANES 8
#define TILE_VECTORS 4
#define TILE_ROWS 4
#include "level.h"
#pragma clang attribute pop

static const struct kernel_table *const tables[] = {&table_sse2, &table_avx2, &table_avx512};

int kernel_level_best(void) {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw"))
        return kernel_level_avx512;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? kernel_level_avx2 : kernel_level_sse2;
}

#else

static const struct kernel_table *const tables[] = {&table_sse2};
int kernel_level_best(void) { return kernel_level_sse2; }

#endif

const struct kernel_table *kernel_table_in_use = &table_sse2;

int kernel_level_in_use(void) {
    int level = 0;
    while (tables[level] != kernels()) level++;
    return level;
}

bool kernel_level_use(int level) {
    if (level < kernel_level_sse2 || level > kernel_level_best()) return false;
    __atomic_store_n(&kernel_table_in_use, tables[level], __ATOMIC_RELAXED);
    return true;
}

// UNFOLD_CPU lowers the level; a name that is unknown or beyond this CPU leaves the best level in use.
__attribute__((constructor)) static void choose_level(void) {
    static const char *const names[] = {"sse2", "avx2", "avx512"};
    kernel_level_use(kernel_level_best());
    const char *wanted = getenv("UNFOLD_CPU");
    if (wanted == NULL) return;
    for (int level = kernel_level_sse2; level <= kernel_level_avx512; level++)
        if (strcmp(wanted, names[level]) == 0) kernel_level_use(level);
}
