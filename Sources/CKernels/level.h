// One CPU level: LEVEL is its name, LANES the doubles in a register; TILE_ROWS × TILE_VECTORS registers hold a matrix tile.

typedef double K(vec) __attribute__((vector_size(8 * LANES)));
typedef double K(loose) __attribute__((vector_size(8 * LANES), aligned(8), may_alias));
typedef int64_t K(bits) __attribute__((vector_size(8 * LANES)));
#define vec K(vec)
#define bits K(bits)

#if LANES == 8
typedef double K(half) __attribute__((vector_size(32)));
typedef double K(loose_half) __attribute__((vector_size(32), aligned(8), may_alias));
#endif

// The first `left` elements at p: all LANES of them, or the rest of a vector, whose other lanes are 0.
// The rest is read in pieces of 4, 2 and 1, and written in the same pieces: what was written can be read at once.
INLINE vec K(load)(const double *p, long left) {
    if (left >= LANES) return *(const K(loose) *)p;
#if LANES == 8
    const bool four = left & 4, two = left & 2, one = left & 1;
    const K(half) low = four ? *(const K(loose_half) *)p : (K(half)){0};
    if (left == 4) return __builtin_shufflevector(low, (K(half)){0}, 0, 1, 2, 3, 4, 5, 6, 7);
    p += 4 * four;
    const K(half) high = {two ? p[0] : 0, two ? p[1] : 0, one ? p[2 * two] : 0, 0};
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
#elif LANES == 4
    const bool two = left & 2, one = left & 1;
    return (vec){two ? p[0] : 0, two ? p[1] : 0, one ? p[2 * two] : 0, 0};
#else
    return (vec){p[0], 0};
#endif
}

// The same, for memory that was written long ago: a masked read waits for what is still on its way to the cache.
INLINE vec K(load_settled)(const double *p, long left) {
    if (left >= LANES) return *(const K(loose) *)p;
#if LANES == 8
    return (vec)_mm512_maskz_expandloadu_pd((__mmask8)((left & 4 ? 0x0f : 0) | (left & 2 ? 0x30 : 0) | (left & 1 ? 0x40 : 0)), p);
#else
    return K(load)(p, left);
#endif
}

// Writes the lanes that `load` with the same `left` has read.
INLINE void K(store)(double *p, vec v, long left) {
    if (left >= LANES) { *(K(loose) *)p = v; return; }
#if LANES == 8
    if (left & 4) *(K(loose_half) *)p = __builtin_shufflevector(v, v, 0, 1, 2, 3);
    p += left & 4;
#endif
#if LANES > 2
    if (left & 2) { p[0] = v[LANES - 4]; p[1] = v[LANES - 3]; }
    p += left & 2;
    if (left & 1) p[0] = v[LANES - 2];
#else
    p[0] = v[0];
#endif
}

INLINE vec K(all)(double value) { return value - (vec){0}; }

// Runs a statement for each vector of n elements, the last one with fewer than LANES: READ(p) is p[i], WRITE(p, v) p[i] = v.
// Half a vector is common (H = 4, 12, 20 …), and a constant width needs no branches.
#define EACH(n, STATEMENT)                                                                                         \
    long i = 0;                                                                                                    \
    for (; i + LANES <= (n); i += LANES) { const long left = LANES; STATEMENT; }                                   \
    if ((n) - i == LANES / 2) { const long left = LANES / 2; STATEMENT; }                                          \
    else if (i < (n)) { const long left = (n) - i; STATEMENT; }
#define READ(p) K(load)((p) + i, left)
#define WRITE(p, v) K(store)((p) + i, v, left)

// a * b + c, rounded once: an instruction where the level has one.
#if defined(__x86_64__) && LANES == 2
#define FMA(a, b, c) ((vec)exact_fma((pair)(a), (pair)(b), (pair)(c)))
#else
#define FMA(a, b, c) __builtin_elementwise_fma((vec)(a), (vec)(b), (vec)(c))
#endif

#include "elementary.h"
#include "vectors.h"
#include "matrices.h"
#include "program.h"
#include "updates.h"

static const struct kernel_table K(table) = {
    .fill = K(fill),
    .add = K(add),
    .difference = K(difference),
    .product = K(product),
    .blend = K(blend),
    .product_sum = K(product_sum),
    .product_derivatives = K(product_derivatives),
    .product_sum_derivatives = K(product_sum_derivatives),
    .blend_derivatives = K(blend_derivatives),
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
    .squared_distances = K(squared_distances),
    .log_sum_exp = K(log_sum_exp),
    .softmax = K(softmax),
    .softmax_derivative = K(softmax_derivative),
    .transpose = K(transpose),
    .row_product = K(row_product),
    .packed_row_product = K(packed_row_product),
    .matrix_product = K(matrix_product),
    .descend = K(descend),
    .descend_with_momentum = K(descend_with_momentum),
    .descend_by_root = K(descend_by_root),
    .descend_by_adam = K(descend_by_adam),
    .scale = K(scale),
    .clamp = K(clamp),
    .run_forward = K(run_forward),
    .run_backward = K(run_backward),
    .run_parameters = K(run_parameters),
};

#undef EACH
#undef FMA
#undef READ
#undef WRITE
#undef PUT
#undef PUT_PRODUCT
#undef ADD_OR_ASSIGN
#undef SINK
#undef SUM
#undef BLOCK_OF
#undef vec
#undef bits
