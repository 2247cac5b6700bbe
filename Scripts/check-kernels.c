// What every kernel computes of random and hard numbers, as a checksum each; see Scripts/check-levels.

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kernels.h"

enum { steps = 10, region = 8192, arena = 1 << 17, most = 40 };
static double v[arena], w[arena], g[arena];

static uint64_t state;

// SplitMix64
static uint64_t next(void) {
    uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static double number(void) { return (double)(int64_t)next() * 0x1p-62; }

// Every hundredth is hard, where `hard`.
static void draw(double *x, long n, bool hard) {
    static const double numbers[] = {0, -0.0, 1, INFINITY, -INFINITY, NAN, 0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023, 709.7, -745.1, 40, 1e-9};
    for (long i = 0; i < n; i++) x[i] = hard && next() % 100 == 0 ? numbers[next() % (sizeof numbers / sizeof *numbers)] : number();
}

// FNV-1a over the bits; which nan it is, no level promises.
static uint64_t sum;
static void take(const double *x, long n) {
    for (long i = 0; i < n; i++) {
        uint64_t bits = 0x7ff8000000000000;
        if (!isnan(x[i])) memcpy(&bits, x + i, 8);
        for (int byte = 0; byte < 8; byte++, bits >>= 8) sum = (sum ^ (bits & 255)) * 0x100000001b3;
    }
}

static void begin(bool hard) { draw(v, arena, hard), draw(w, arena, hard), draw(g, arena, hard); }
static void end(const char *name) { printf("%s %016llx\n", name, (unsigned long long)sum), sum = 0xcbf29ce484222325; }

// A matrix in panels, or its transpose, as Sources/ExactMath/Views.swift says.
static void pack(const double *m, long rows, long columns, long stride, bool transposed, double *packed) {
    const long height = transposed ? columns : rows, width = transposed ? rows : columns;
    for (long c = 0; c < width; c += kernel_panel_columns)
        for (long r = 0; r < height; r++)
            for (long j = c; j < c + kernel_panel_columns; j++)
                *packed++ = j >= width ? 0 : transposed ? m[j * stride + r] : m[r * stride + j];
}

#define A (v + region)
#define B (v + 2 * region)
#define C (v + 3 * region)
#define D (v + 4 * region)
#define SINK(at) ((struct kernel_sink){g + (at) * region, n & 1})
// Runs a call for vectors of 1 … 70 numbers.
#define VECTORS(name, hard, CALL)                                                                  \
    for (long n = 1; n <= 70; n++) { begin(hard); CALL; take(v, n), take(g, 6 * region), take(w, n); } \
    end(name)

static void vectors(const struct kernel_table *k) {
    VECTORS("fill", true, k->fill(v, w[0], n));
    VECTORS("add", true, k->add(A, v, n, n & 1));
    VECTORS("difference", true, k->difference(A, B, v, n, n & 1));
    VECTORS("product", true, k->product(A, B, v, n, n & 1));
    VECTORS("blend", true, k->blend(A, B, C, v, n));
    VECTORS("product_sum", true, k->product_sum(A, B, C, D, v, n));
    VECTORS("product_derivatives", true, k->product_derivatives(v, A, B, SINK(1), SINK(2), n));
    VECTORS("product_sum_derivatives", true, k->product_sum_derivatives(v, A, B, C, D, SINK(1), SINK(2), SINK(3), SINK(4), n));
    VECTORS("blend_derivatives", true, k->blend_derivatives(v, A, B, C, SINK(1), SINK(2), SINK(3), n));
    VECTORS("exponential", true, k->exponential(A, v, n));
    VECTORS("logarithm", true, k->logarithm(A, v, n));
    VECTORS("tanh", true, k->tanh(A, v, n));
    VECTORS("sigmoid", true, k->sigmoid(A, v, n));
    VECTORS("relu", true, k->relu(A, v, n));
    VECTORS("tanh_derivative", true, k->tanh_derivative(A, B, v, n, n & 1));
    VECTORS("sigmoid_derivative", true, k->sigmoid_derivative(A, B, v, n, n & 1));
    VECTORS("relu_derivative", true, k->relu_derivative(A, B, v, n, n & 1));
    VECTORS("dot", true, v[0] = k->dot(A, B, n));
    VECTORS("squared_distance", true, v[0] = k->squared_distance(A, B, n));
    VECTORS("squared_distances", true, k->squared_distances(A, 70, B, 90, n, v, n));
    VECTORS("log_sum_exp", true, v[0] = k->log_sum_exp(A, n));
    VECTORS("softmax", true, k->softmax(A, v, n));
    VECTORS("softmax_derivative", true, k->softmax_derivative(A, B, v, n, n & 1));
    VECTORS("descend", true, k->descend((struct kernel_weights){A}, (struct kernel_weights){g}, B, 0.1, n));
    VECTORS("descend_with_momentum", true,
            k->descend_with_momentum((struct kernel_weights){A, B}, (struct kernel_weights){g, g + region}, C, 0.1, 0.9, n));
    VECTORS("descend_by_root", true,
            k->descend_by_root((struct kernel_weights){A, A, B}, (struct kernel_weights){g, g, g + region}, C, 0.1, 0.9, 0.1, 1e-8, n));
    const struct kernel_adam rule = {1e-3, 0.9, 0.999, 1e-8, 0.1, 1e-3};
    VECTORS("descend_by_adam", true,
            k->descend_by_adam((struct kernel_weights){A, B, C}, (struct kernel_weights){g, g + region, g + 2 * region}, D, &rule, n));
    VECTORS("scale", true, k->scale(v, 0.3, n));
    VECTORS("clamp", true, k->clamp(v, 0.5, n));
}

static void matrices(const struct kernel_table *k) {
    for (int turn = 0; turn < 200; turn++) {
        const long m = 1 + (long)(next() % most), n = 1 + (long)(next() % most), depth = 1 + (long)(next() % 200);
        begin(turn % 3 == 0);
        k->matrix_product(A, depth, 1, v + 2 * region, depth, true, v, n, m, n, depth, turn & 1), take(v, m * n);
        k->matrix_product(A, 1, m, v + 2 * region, n, false, v, n, m, n, depth, turn & 1), take(v, m * n);
        k->row_product(A, v + 2 * region, n, v, n, depth, turn & 1), take(v, n);
        k->packed_row_product(A, w, v, n, depth, turn & 1, turn & 2), take(v, n);
        k->transpose(A, n, m, n, v, m), take(v, m * n);
    }
    end("matrices");
}

// One instruction of every kind, and two after one another, step by step, in blocks and over all steps at once, forward and back.
static void programs(const struct kernel_table *k) {
    for (int kind = kernel_matrix; kind <= kernel_mix; kind++) {
        for (int turn = 0; turn < 128; turn++) {
            const long n = turn % 4 == 0 ? 8 : turn % 4 == 1 ? 4 : 1 + (long)(next() % most), columns = turn % 4 < 2 ? n : 1 + (long)(next() % most);
            // Rows without gaps between them run as one.
            const long row = turn % 7 == 0 && columns == n ? n : 128;
            const bool packed = turn & 8, stepwise = turn & 16;
            // The step before is read only where steps go one by one.
            const long order = turn & 4 ? 1 : -1, rows = turn & 2 ? 1 : 5;
            const bool own = turn & 32 && stepwise && rows == 1 && columns == n, two = turn % 5 == 0;
            const long y = 5 * region, z = y + 16 * row, state = two ? z : y;
            begin(turn % 3 == 0);
            struct kernel_instruction o[2] = {{.kind = (enum kernel_kind)kind, .accumulates = turn & 1, .assigns_a = next() & 1,
                .assigns_b = next() & 1, .assigns_c = next() & 1, .assigns_d = next() & 1, .assigns_parameter = next() & 1,
                .width = n, .first = 1, .last = steps, .y = {y, row}, .a = {own ? state - order * row : region, row}, .b = {2 * region, row},
                .c = {3 * region, row}, .d = {4 * region, row},
                .m = {6 * region, n, columns, columns, packed ? 0 : -1, packed ? region : -1}}};
            o[1] = o[0], o[1].kind = (enum kernel_kind)(kernel_identity + turn % 5), o[1].y.origin = z, o[1].a = o[0].y;
            if (kind == kernel_transposed) o[0].m.rows = columns, o[0].m.columns = o[0].m.stride = n;
            if (kind == kernel_scores) o[0].m.columns = columns, o[0].m.stride = n * columns;
            if (kind == kernel_mix) o[0].m.rows = columns, o[0].width = n;
            if (kind == kernel_add_parameter || kind == kernel_diagonal) o[0].a = (struct kernel_view){6 * region, 0};
            pack(v + 6 * region, o->m.rows, o->m.columns, o->m.stride, false, w);
            pack(v + 6 * region, o->m.rows, o->m.columns, o->m.stride, true, w + region);
            struct kernel_phase phase = {o, two ? 2 : 1, stepwise, 1, steps, order, rows};
            k->run_forward(&phase, v, w), take(v, arena);
            phase.order = -phase.order;
            k->run_backward(&phase, v, w, g, 3), take(g, arena);
            k->run_parameters(o, phase.count, v, g, 1), take(g, arena);
        }
        char name[20];
        snprintf(name, sizeof name, "instruction %d", kind);
        end(name);
    }
}

int main(void) {
    sum = 0xcbf29ce484222325;
    const struct kernel_table *k = kernels();
    vectors(k), matrices(k), programs(k);
    return 0;
}
