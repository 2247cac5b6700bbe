// A program's instructions, run one after another without coming back to Swift: what the operations' files say in Swift
// (Sources/Recurrence/Operations), for doubles. At step t a row stands at `origin + t * stride`.

#define AT(view) (o->view.origin + t * o->view.stride)

#include "attention.h"
#include "gather.h"
#if LANES == 8
#include "narrow.h"
#endif

// The rows of some steps as one long row, where each instruction's rows follow each other without a gap; otherwise 0.
INLINE long K(whole)(const struct kernel_instruction *o, long rows, bool b, bool c, bool d) {
    const long n = o->width;
    const bool joined = o->y.stride == n && o->a.stride == n && (!b || o->b.stride == n) && (!c || o->c.stride == n) &&
                        (!d || o->d.stride == n);
    return rows == 1 || joined ? n * rows : 0;
}

// Computes y at the steps t … t + rows - 1. A row of one matrix product alone is read from the matrix's copy; products of many
// rows read the matrix.
INLINE void K(forward)(const struct kernel_instruction *o, double *v, const double *workspace, long t, long rows) {
#define EACH_ROW(b, c, d, STATEMENT)                                                                               \
    do {                                                                                                           \
        const long whole = K(whole)(o, rows, b, c, d), n = whole ? whole : o->width;                               \
        for (const long end = whole ? t + 1 : t + rows; t < end; t++) STATEMENT;                                   \
    } while (0)
    switch (o->kind) {
    case kernel_matrix:
        if (rows == 1 && o->m.transposed >= 0)
            K(packed_row_product)(v + AT(a), workspace + o->m.transposed, v + AT(y), o->width, o->m.columns, o->accumulates, t & 1);
        else if (o->m.transposed >= 0 && o->y.stride != 0)
            K(packed_matrix_product)(v + AT(a), o->a.stride, workspace + o->m.transposed, v + AT(y), o->y.stride, rows, o->width,
                                     o->m.columns, o->accumulates);
        else if (rows == 1 || !K(gathered_product)(v + AT(a), o->a.stride, v + o->m.origin, o->m.stride, v + AT(y), o->y.stride, rows,
                                                   o->width, o->m.columns, o->accumulates))
            K(matrix_product)(v + AT(a), o->a.stride, 1, v + o->m.origin, o->m.stride, true, v + AT(y), o->y.stride, rows,
                              o->width, o->m.columns, o->accumulates);
        break;
    case kernel_transposed:
        if (rows == 1 && o->m.copy >= 0)
            K(packed_row_product)(v + AT(a), workspace + o->m.copy, v + AT(y), o->width, o->m.rows, o->accumulates, t & 1);
        else if (o->m.copy >= 0 && o->y.stride != 0)
            K(packed_matrix_product)(v + AT(a), o->a.stride, workspace + o->m.copy, v + AT(y), o->y.stride, rows, o->width, o->m.rows,
                                     o->accumulates);
        else
            for (const long end = t + rows; t < end; t++)
                K(narrow_row)(v + AT(a), 1, v + o->m.origin, o->m.stride, v + AT(y), o->width, o->m.rows, o->accumulates);
        break;
    case kernel_add_parameter: K(add_to_rows)(v + o->a.origin, v + AT(y), o->y.stride, o->width, rows, o->accumulates); break;
    case kernel_copy: EACH_ROW(false, false, false, K(add)(v + AT(a), v + AT(y), n, o->accumulates)); break;
    case kernel_diagonal:
    case kernel_product: EACH_ROW(true, false, false, K(product)(v + AT(a), v + AT(b), v + AT(y), n, o->accumulates)); break;
    case kernel_product_sum:
        EACH_ROW(true, true, true, K(product_sum)(v + AT(a), v + AT(b), v + AT(c), v + AT(d), v + AT(y), n));
        break;
    case kernel_blend: EACH_ROW(true, true, false, K(blend)(v + AT(a), v + AT(b), v + AT(c), v + AT(y), n)); break;
    case kernel_identity: EACH_ROW(false, false, false, K(add)(v + AT(a), v + AT(y), n, false)); break;
    case kernel_tanh: EACH_ROW(false, false, false, K(tanh)(v + AT(a), v + AT(y), n)); break;
    case kernel_sigmoid: EACH_ROW(false, false, false, K(sigmoid)(v + AT(a), v + AT(y), n)); break;
    case kernel_relu: EACH_ROW(false, false, false, K(relu)(v + AT(a), v + AT(y), n)); break;
    case kernel_softmax:
        for (const long end = t + rows; t < end; t++) K(softmax)(v + AT(a), v + AT(y), o->width);
        break;
    case kernel_scores:
        for (const long end = t + rows; t < end; t++) K(scores)(o, v, t);
        break;
    case kernel_mix:
        for (const long end = t + rows; t < end; t++) K(mix)(o, v, t);
        break;
    }
}

// Adds to the gradients of what y was computed from at the steps t … t + rows - 1, parameters left out.
INLINE void K(backward)(const struct kernel_instruction *o, const double *v, const double *workspace, double *g, long t, long rows) {
#define TO(view) ((struct kernel_sink){g + AT(view), !o->assigns_##view})
    switch (o->kind) {
    case kernel_matrix:
        if (rows > 1 && o->a.stride != 0 && o->m.copy >= 0)
            K(packed_matrix_product)(g + AT(y), o->y.stride, workspace + o->m.copy, g + AT(a), o->a.stride, rows, o->m.columns,
                                     o->width, !o->assigns_a);
        else if (rows > 1 && o->a.stride != 0)
            K(matrix_product)(g + AT(y), o->y.stride, 1, v + o->m.origin, o->m.stride, false, g + AT(a), o->a.stride, rows,
                              o->m.columns, o->width, !o->assigns_a);
        else
            for (const long end = t + rows; t < end; t++)
                if (o->m.copy >= 0)
                    K(packed_row_product)(g + AT(y), workspace + o->m.copy, g + AT(a), o->m.columns, o->width, !o->assigns_a, t & 1);
                else
                    K(narrow_row)(g + AT(y), 1, v + o->m.origin, o->m.stride, g + AT(a), o->m.columns, o->width, !o->assigns_a);
        break;
    case kernel_transposed:
        if (rows > 1 && o->a.stride != 0 && o->m.transposed >= 0) {
            K(packed_matrix_product)(g + AT(y), o->y.stride, workspace + o->m.transposed, g + AT(a), o->a.stride, rows, o->m.rows,
                                     o->width, !o->assigns_a);
            break;
        }
        for (const long end = t + rows; t < end; t++)
            if (o->m.transposed >= 0)
                K(packed_row_product)(g + AT(y), workspace + o->m.transposed, g + AT(a), o->m.rows, o->width, !o->assigns_a, t & 1);
            else
                K(matrix_product)(g + AT(y), 0, 1, v + o->m.origin, o->m.stride, true, g + AT(a), 0, 1, o->m.rows, o->width,
                                  !o->assigns_a);
        break;
    case kernel_add_parameter: break;
    case kernel_copy:
    case kernel_identity: EACH_ROW(false, false, false, K(add)(g + AT(y), g + AT(a), n, !o->assigns_a)); break;
    case kernel_diagonal:
        for (const long end = t + rows; t < end; t++)
            K(product)(g + AT(y), v + AT(a), g + AT(b), o->width, !o->assigns_b);
        break;
    case kernel_product:
        EACH_ROW(true, false, false, K(product_derivatives)(g + AT(y), v + AT(a), v + AT(b), TO(a), TO(b), n));
        break;
    case kernel_product_sum:
        EACH_ROW(true, true, true, K(product_sum_derivatives)(g + AT(y), v + AT(a), v + AT(b), v + AT(c), v + AT(d), TO(a), TO(b),
                                                             TO(c), TO(d), n));
        break;
    case kernel_blend:
        EACH_ROW(true, true, false,
                 K(blend_derivatives)(g + AT(y), v + AT(a), v + AT(b), v + AT(c), TO(a), TO(b), TO(c), n));
        break;
    case kernel_tanh: EACH_ROW(false, false, false, K(tanh_derivative)(v + AT(y), g + AT(y), g + AT(a), n, !o->assigns_a)); break;
    case kernel_sigmoid:
        EACH_ROW(false, false, false, K(sigmoid_derivative)(v + AT(y), g + AT(y), g + AT(a), n, !o->assigns_a));
        break;
    case kernel_relu: EACH_ROW(false, false, false, K(relu_derivative)(v + AT(y), g + AT(y), g + AT(a), n, !o->assigns_a)); break;
    case kernel_softmax:
        for (const long end = t + rows; t < end; t++)
            K(softmax_derivative)(v + AT(y), g + AT(y), g + AT(a), o->width, !o->assigns_a);
        break;
    case kernel_scores:
        for (const long end = t + rows; t < end; t++) K(scores_derivatives)(o, v, g, t);
        break;
    case kernel_mix:
        for (const long end = t + rows; t < end; t++) K(mix_derivatives)(o, v, g, t);
        break;
    }
#undef TO
#undef EACH_ROW
}

// The phase's steps, as long as they are not before `first`, in their order: `rows` of them at a time, or all at once for each
// instruction.
#define RUN(from, CALL)                                                                                            \
    const struct kernel_instruction *const end = phase->instructions + phase->count;                               \
    if (!phase->stepwise) {                                                                                        \
        for (const struct kernel_instruction *o = phase->instructions; o < end; o++) {                             \
            const long t = o->first < (from) ? (from) : o->first, rows = o->last - t + 1;                          \
            if (rows > 0) CALL;                                                                                    \
        }                                                                                                          \
        return;                                                                                                    \
    }                                                                                                              \
    const long low = phase->first < (from) ? (from) : phase->first, rows = phase->rows;                            \
    long t = phase->order > 0 ? low : phase->last - rows + 1;                                                      \
    for (long turns = (phase->last - low + 1) / rows; turns > 0; turns--, t += phase->order * rows)                \
        for (const struct kernel_instruction *o = phase->instructions; o < end; o++)                               \
            if (o->first <= t && t <= o->last) CALL;

static void K(run_forward)(const struct kernel_phase *phase, double *v, const double *workspace) {
#if LANES == 8
    if (K(narrow_forward)(phase, v)) return;
#endif
    RUN(LONG_MIN, K(forward)(o, v, workspace, t, rows))
}

static void K(run_backward)(const struct kernel_phase *phase, const double *v, const double *workspace, double *g, long first) {
#if LANES == 8
    if (K(narrow_backward)(phase, v, g, phase->first < first ? first : phase->first)) return;
#endif
    RUN(first, K(backward)(o, v, workspace, g, t, rows))
}
#undef RUN

// The gradients of the parameters that the instructions read, summed over their steps from `first` on.
static void K(run_parameters)(const struct kernel_instruction *instructions, long count, const double *v, double *g, long first) {
    static const double one = 1;
    for (const struct kernel_instruction *o = instructions; o < instructions + count; o++) {
        long t = o->first < first ? first : o->first;
        const long rows = o->last - t + 1;
        if (rows <= 0) continue;
        switch (o->kind) {
        case kernel_matrix:
            if (o->assigns_parameter && K(gathered_sum)(g + AT(y), o->y.stride, v + AT(a), o->a.stride, g + o->m.origin, o->m.stride,
                                                        o->m.rows, o->m.columns, rows))
                break;
            K(matrix_product)(g + AT(y), 1, o->y.stride, v + AT(a), o->a.stride, false, g + o->m.origin, o->m.stride, o->m.rows,
                              o->m.columns, rows, !o->assigns_parameter);
            break;
        case kernel_transposed:
            K(matrix_product)(v + AT(a), 1, o->a.stride, g + AT(y), o->y.stride, false, g + o->m.origin, o->m.stride, o->m.rows,
                              o->m.columns, rows, !o->assigns_parameter);
            break;
        case kernel_add_parameter:
            K(matrix_product)(&one, 1, 0, g + AT(y), o->y.stride, false, g + o->a.origin, o->width, 1, o->width, rows,
                              !o->assigns_parameter);
            break;
        case kernel_diagonal:
            for (; t <= o->last; t++) K(product)(g + AT(y), v + AT(b), g + o->a.origin, o->width, true);
            break;
        case kernel_scores:
            for (; t <= o->last; t++)
                K(narrow_row)(g + AT(y), 1, v + o->m.origin + t * o->m.stride, o->m.columns, g + o->c.origin, o->m.columns, o->m.rows,
                              true);
            break;
        default: break;
        }
    }
}
#undef AT
