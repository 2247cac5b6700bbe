// One CPU level: LEVEL is its name, LANES the doubles in a register; TILE_ROWS × TILE_VECTORS registers hold a matrix tile.

typedef double K(vec) __attribute__((vector_size(8 * LANES)));
typedef double K(loose) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t K(bits) __attribute__((vector_size(8 * LANES)));
#define vec K(vec)
#define bits K(bits)

// The first `left` elements at p (all LANES of them, or the rest of a vector, whose other lanes are 0).
// The rest is read in pieces of 4, 2 and 1: plain moves, so that a later load of the same piece need not wait for memory.
INLINE vec K(load)(const double *p, long left) {
    if (left >= LANES) return *(const K(loose) *)p;
    vec v = {0};
    long at = 0;
#if LANES > 4
    if (left & 4) { __builtin_memcpy(&v, p, 32); at = 4; }
#endif
#if LANES > 2
    if (left & 2) { v[LANES - 4] = p[at]; v[LANES - 3] = p[at + 1]; at += 2; }
#endif
    if (left & 1) v[LANES - 2] = p[at];
    return v;
}

// Writes the lanes that `load` with the same `left` has read.
INLINE void K(store)(double *p, vec v, long left) {
    if (left >= LANES) { *(K(loose) *)p = v; return; }
    long at = 0;
#if LANES > 4
    if (left & 4) { __builtin_memcpy(p, &v, 32); at = 4; }
#endif
#if LANES > 2
    if (left & 2) { p[at] = v[LANES - 4]; p[at + 1] = v[LANES - 3]; at += 2; }
#endif
    if (left & 1) p[at] = v[LANES - 2];
}

INLINE vec K(all)(double value) { return value - (vec){0}; }

// Runs a statement for each vector of n elements, the last one with fewer than LANES: READ(p) is p[i], WRITE(p, v) p[i] = v.
#define EACH(n, STATEMENT)                                                                                         \
    long i = 0;                                                                                                    \
    for (; i + LANES <= (n); i += LANES) { const long left = LANES; STATEMENT; }                                   \
    if (i < (n)) { const long left = (n) - i; STATEMENT; }
#define READ(p) K(load)((p) + i, left)
#define WRITE(p, v) K(store)((p) + i, v, left)

#include "elementary.h"
#include "vectors.h"
#include "matrices.h"

static const struct kernel_table K(table) = {
    .fill = K(fill),
    .add = K(add),
    .difference = K(difference),
    .product = K(product),
    .blend = K(blend),
    .complement_product = K(complement_product),
    .difference_product = K(difference_product),
    .exponential = K(exponential),
    .logarithm = K(logarithm),
    .tanh = K(tanh),
    .sigmoid = K(sigmoid),
    .relu = K(relu),
    .tanh_derivative = K(tanh_derivative),
    .sigmoid_derivative = K(sigmoid_derivative),
    .relu_derivative = K(relu_derivative),
    .dot = K(dot),
    .squared_distance = K(squared_distance),
    .log_sum_exp = K(log_sum_exp),
    .softmax = K(softmax),
    .softmax_derivative = K(softmax_derivative),
    .transpose = K(transpose),
    .matrix_product = K(matrix_product),
};

#undef EACH
#undef READ
#undef WRITE
#undef ADD_OR_ASSIGN
#undef SUM
#undef BLOCK_OF
#undef vec
#undef bits
