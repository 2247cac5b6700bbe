// Kernels for vectors and matrices of doubles, with the same bits at every CPU level.
//
// Matrices are row-major; `stride` is the number of elements from row to row. Lengths are counts of elements.
// The loop that a kernel equals stands beside its body in vectors.h and matrices.h.

#ifndef UNFOLD_KERNELS_H
#define UNFOLD_KERNELS_H

#include <stdbool.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Where a derivative goes: added to what is there, or put in its place.
struct kernel_sink {
    double *base;
    bool accumulate;
};

// A row of an arena at step t: from origin + t * stride on.
struct kernel_view {
    long origin, stride;
};

// A matrix in the arena of values, and where its copy and its transpose's copy stand in a workspace, packed; -1 where there is none.
struct kernel_matrix_place {
    long origin, rows, columns, stride, copy, transposed;
};

enum kernel_kind {
    kernel_matrix, kernel_transposed, kernel_add_parameter, kernel_copy, kernel_diagonal, kernel_product, kernel_product_sum,
    kernel_blend, kernel_identity, kernel_tanh, kernel_sigmoid, kernel_relu, kernel_softmax, kernel_scores, kernel_mix
};

// An instruction of a compiled program: it writes y, `width` wide, at the steps from `first` to `last`. What the kinds do is written in
// program.h.
struct kernel_instruction {
    enum kernel_kind kind;
    // Whether y is added to, and which gradients are put in place instead of added.
    bool accumulates, assigns_a, assigns_b, assigns_c, assigns_d, assigns_parameter;
    long width, first, last;
    struct kernel_view y, a, b, c, d;
    struct kernel_matrix_place m;
};

// Instructions that run one after another: each over all its steps, or `stepwise` all of them over `rows` steps at a time, upwards
// (order 1) or downwards (order -1).
struct kernel_phase {
    const struct kernel_instruction *instructions;
    long count;
    bool stepwise;
    long first, last, order, rows;
};

// Weights, and what an optimiser remembers of each: a momentum or mean m, a mean or sum of squares v.
struct kernel_weights {
    double *w;
    double *_Nullable m, *_Nullable v;
};

// Adam's constants; lack1 and lack2 are 1 − beta1^t and 1 − beta2^t at its update t.
struct kernel_adam {
    double rate, beta1, beta2, epsilon, lack1, lack2;
};

// One CPU level's kernels.
struct kernel_table {
    void (*_Nonnull fill)(double *y, double value, long n);
    void (*_Nonnull add)(const double *x, double *y, long n, bool accumulate);
    void (*_Nonnull difference)(const double *a, const double *b, double *y, long n, bool accumulate);
    void (*_Nonnull product)(const double *a, const double *b, double *y, long n, bool accumulate);
    void (*_Nonnull blend)(const double *g, const double *a, const double *b, double *y, long n);
    void (*_Nonnull product_sum)(const double *a, const double *b, const double *c, const double *d, double *y, long n);
    void (*_Nonnull product_derivatives)(const double *dy, const double *a, const double *b, struct kernel_sink da,
                                         struct kernel_sink db, long n);
    void (*_Nonnull product_sum_derivatives)(const double *dy, const double *a, const double *b, const double *c,
                                             const double *d, struct kernel_sink da, struct kernel_sink db,
                                             struct kernel_sink dc, struct kernel_sink dd, long n);
    void (*_Nonnull blend_derivatives)(const double *dy, const double *g, const double *a, const double *b,
                                       struct kernel_sink dg, struct kernel_sink da, struct kernel_sink db, long n);
    void (*_Nonnull exponential)(const double *x, double *y, long n);
    void (*_Nonnull logarithm)(const double *x, double *y, long n);
    void (*_Nonnull tanh)(const double *x, double *y, long n);
    void (*_Nonnull sigmoid)(const double *x, double *y, long n);
    void (*_Nonnull relu)(const double *x, double *y, long n);
    void (*_Nonnull tanh_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate);
    void (*_Nonnull sigmoid_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate);
    void (*_Nonnull relu_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate);
    double (*_Nonnull dot)(const double *a, const double *b, long n);
    double (*_Nonnull squared_distance)(const double *a, const double *b, long n);
    void (*_Nonnull squared_distances)(const double *a, long a_stride, const double *b, long b_stride, long n, double *y,
                                       long rows);
    double (*_Nonnull log_sum_exp)(const double *x, long n);
    void (*_Nonnull softmax)(const double *x, double *y, long n);
    void (*_Nonnull softmax_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate);
    void (*_Nonnull transpose)(const double *a, long stride, long rows, long columns, double *y, long y_stride);
    void (*_Nonnull row_product)(const double *x, const double *a, long a_stride, double *y, long n, long k,
                                 bool accumulate);
    void (*_Nonnull packed_row_product)(const double *x, const double *a, double *y, long n, long k, bool accumulate,
                                        bool backwards);
    void (*_Nonnull matrix_product)(const double *x, long x_row, long x_column, const double *a, long a_stride, bool transposed,
                           double *y, long y_stride, long m, long n, long k, bool accumulate);
    void (*_Nonnull descend)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate, long n);
    void (*_Nonnull descend_with_momentum)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate,
                                           double momentum, long n);
    void (*_Nonnull descend_by_root)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate, double keep,
                                     double share, double epsilon, long n);
    void (*_Nonnull descend_by_adam)(struct kernel_weights from, struct kernel_weights to, const double *g,
                                     const struct kernel_adam *rule, long n);
    void (*_Nonnull scale)(double *x, double factor, long n);
    void (*_Nonnull clamp)(double *x, double at, long n);
    // A phase of a program over an arena of values v, a workspace, and an arena of gradients g; no gradient goes to steps before first.
    void (*_Nonnull run_forward)(const struct kernel_phase *phase, double *v, const double *workspace);
    void (*_Nonnull run_backward)(const struct kernel_phase *phase, const double *v, const double *workspace, double *g,
                                  long first);
    void (*_Nonnull run_parameters)(const struct kernel_instruction *instructions, long count, const double *v, double *g, long first);
};

// n zeros, to be given back to `kernel_free`; NULL where there is no memory.
double *_Nullable kernel_zeros(long n);
void kernel_free(double *numbers);

// Columns of a panel. A packed matrix is stored panel after panel: its rows' parts lie together, each in a cache line.
enum { kernel_panel_columns = 8 };

enum kernel_level { kernel_level_sse2 = 0, kernel_level_avx2 = 1, kernel_level_avx512 = 2 };

// The best level that this CPU has.
int kernel_level_best(void);
// The level in use: at start the best one, or the one that the environment variable UNFOLD_CPU names.
int kernel_level_in_use(void);
// Uses a level from now on; false, and nothing changes, if this CPU does not have it.
bool kernel_level_use(int level);
// The kernels of the level in use. (Swift does not import atomic variables, and reads this one by `kernels` alone.)
extern const struct kernel_table *kernel_table_in_use;
static inline const struct kernel_table *kernels(void) { return __atomic_load_n(&kernel_table_in_use, __ATOMIC_RELAXED); }

#pragma clang assume_nonnull end

#endif
