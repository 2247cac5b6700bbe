// Element-wise kernels and sums, each below the loop that it equals (i = 0 … n − 1).

// y[i] = value
static void K(fill)(double *y, double value, long n) { EACH(n, WRITE(y, K(all)(value))) }

// Below, `y[i] (+)= value` stands for y[i] = y[i] + value where y accumulates, and y[i] = value otherwise. Where a product and a sum
// meet, they are rounded once, together: fma(a, b, c) is a * b + c.
#define PUT(y, accumulate, value)                                                                                  \
    do {                                                                                                           \
        vec put = (value);                                                                                         \
        if (accumulate) put = READ(y) + put;                                                                       \
        WRITE(y, put);                                                                                             \
    } while (0)
#define ADD_OR_ASSIGN(n, y, value) EACH(n, PUT(y, accumulate, value))
// y[i] (+)= a * b
#define PUT_PRODUCT(y, accumulate, a, b)                                                                           \
    do {                                                                                                           \
        const vec left_factor = (a), right_factor = (b);                                                           \
        WRITE(y, (accumulate) ? FMA(left_factor, right_factor, READ(y)) : left_factor * right_factor);             \
    } while (0)
#define SINK(sink, a, b) PUT_PRODUCT((sink).base, (sink).accumulate, a, b)

// y[i] (+)= x[i]
static void K(add)(const double *x, double *y, long n, bool accumulate) { ADD_OR_ASSIGN(n, y, READ(x)) }

// y[r][i] (+)= x[i], for every row r
static void K(add_to_rows)(const double *x, double *y, long y_stride, long n, long rows, bool accumulate) {
    if (n > 8 * LANES) {
        for (long r = 0; r < rows; r++) K(add)(x, y + r * y_stride, n, accumulate);
        return;
    }
    EACH(n, const vec term = READ(x); for (long r = 0; r < rows; r++) PUT(y + r * y_stride, accumulate, term))
}

// y[i] (+)= a[i] - b[i]
static void K(difference)(const double *a, const double *b, double *y, long n, bool accumulate) {
    ADD_OR_ASSIGN(n, y, READ(a) - READ(b))
}

// y[i] (+)= a[i] * b[i]
static void K(product)(const double *a, const double *b, double *y, long n, bool accumulate) {
    EACH(n, PUT_PRODUCT(y, accumulate, READ(a), READ(b)))
}

// y[i] = fma(g[i], a[i], (1 - g[i]) * b[i])
static void K(blend)(const double *g, const double *a, const double *b, double *y, long n) {
    EACH(n, vec gate = READ(g); WRITE(y, FMA(gate, READ(a), (1.0 - gate) * READ(b))))
}

// y[i] = fma(a[i], b[i], c[i] * d[i])
static void K(product_sum)(const double *a, const double *b, const double *c, const double *d, double *y, long n) {
    EACH(n, WRITE(y, FMA(READ(a), READ(b), READ(c) * READ(d))))
}

// db[i] (+)= dy[i] * a[i]; da[i] (+)= dy[i] * b[i]
INLINE void K(product_derivatives)(const double *dy, const double *a, const double *b, struct kernel_sink da,
                                   struct kernel_sink db, long n) {
    EACH(n, vec d = READ(dy); SINK(db, d, READ(a)); SINK(da, d, READ(b)))
}

// The same for a ⊙ b + c ⊙ d: first db, da, then dd, dc.
INLINE void K(product_sum_derivatives)(const double *dy, const double *a, const double *b, const double *c,
                                       const double *d, struct kernel_sink da, struct kernel_sink db,
                                       struct kernel_sink dc, struct kernel_sink dd, long n) {
    EACH(n, vec e = READ(dy); SINK(db, e, READ(a)); SINK(da, e, READ(b)); SINK(dd, e, READ(c)); SINK(dc, e, READ(d)))
}

// dg[i] (+)= (a[i] - b[i]) * dy[i]; da[i] (+)= g[i] * dy[i]; db[i] (+)= (1 - g[i]) * dy[i]
INLINE void K(blend_derivatives)(const double *dy, const double *g, const double *a, const double *b,
                                 struct kernel_sink dg, struct kernel_sink da, struct kernel_sink db, long n) {
    EACH(n, vec d = READ(dy); vec gate = READ(g); SINK(dg, READ(a) - READ(b), d); SINK(da, gate, d);
         SINK(db, 1.0 - gate, d))
}

// y[i] = exp(x[i])
static void K(exponential)(const double *x, double *y, long n) { EACH(n, WRITE(y, K(exponential_lanes)(READ(x)))) }

// y[i] = log(x[i])
static void K(logarithm)(const double *x, double *y, long n) { EACH(n, WRITE(y, K(logarithm_lanes)(READ(x)))) }

// y[i] = tanh(x[i])
static void K(tanh)(const double *x, double *y, long n) { EACH(n, WRITE(y, K(tanh_lanes)(READ(x)))) }

// y[i] = 1 / (1 + exp(-x[i]))
static void K(sigmoid)(const double *x, double *y, long n) { EACH(n, WRITE(y, K(sigmoid_lanes)(READ(x)))) }

// y[i] = x[i] > 0 ? x[i] : 0
static void K(relu)(const double *x, double *y, long n) {
    EACH(n, vec v = READ(x); WRITE(y, K(select)(v > 0.0, v, (vec){0})))
}

// dx[i] (+)= fma(-y[i], y[i], 1) * dy[i]
static void K(tanh_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate) {
    EACH(n, vec v = READ(y); PUT_PRODUCT(dx, accumulate, FMA(-v, v, K(all)(1.0)), READ(dy)))
}

// dx[i] (+)= fma(-y[i], y[i], y[i]) * dy[i]
static void K(sigmoid_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate) {
    EACH(n, vec v = READ(y); PUT_PRODUCT(dx, accumulate, FMA(-v, v, v), READ(dy)))
}

// dx[i] (+)= y[i] > 0 ? dy[i] : 0
static void K(relu_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate) {
    ADD_OR_ASSIGN(n, dx, K(select)(READ(y) > 0.0, READ(dy), (vec){0}))
}

// Sums are taken in eight parts, s[i % 8] with the term of i, and the result is ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)):
// BLOCK is partial[v] with the LANES terms at i + v * LANES, REST s[lane] with the one term at i.
#define SUM(n, BLOCK, REST)                                                                                        \
    vec partial[8 / LANES] = {0};                                                                                  \
    double s[8];                                                                                                   \
    long i = 0;                                                                                                    \
    for (; i + 8 <= (n); i += 8)                                                                                   \
        for (int v = 0; v < 8 / LANES; v++) partial[v] = BLOCK;                                                    \
    __builtin_memcpy(s, partial, sizeof s);                                                                        \
    for (int lane = 0; i < (n); i++, lane++) s[lane] = REST;                                                       \
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
#define BLOCK_OF(p) K(load)((p) + i + v * LANES, LANES)

// fma(a, b, c) of single numbers
INLINE double K(single_fma)(double a, double b, double c) { return FMA(K(all)(a), K(all)(b), K(all)(c))[0]; }

// the sum of a[i] * b[i]: s = fma(a[i], b[i], s)
static double K(dot)(const double *a, const double *b, long n) {
    SUM(n, FMA(BLOCK_OF(a), BLOCK_OF(b), partial[v]), K(single_fma)(a[i], b[i], s[lane]))
}

// the sum of (a[i] - b[i]) * (a[i] - b[i]): s = fma(a[i] - b[i], a[i] - b[i], s)
static double K(squared_distance)(const double *a, const double *b, long n) {
    SUM(n, FMA(BLOCK_OF(a) - BLOCK_OF(b), BLOCK_OF(a) - BLOCK_OF(b), partial[v]),
        K(single_fma)(a[i] - b[i], a[i] - b[i], s[lane]))
}

// y[r] = the squared distance of rows r of a and b
static void K(squared_distances)(const double *a, long a_stride, const double *b, long b_stride, long n, double *y, long rows) {
    for (long r = 0; r < rows; r++) y[r] = K(squared_distance)(a + r * a_stride, b + r * b_stride, n);
}

// the sum of exp(x[i] - shift)
INLINE double K(exponential_sum)(const double *x, double shift, long n) {
    SUM(n, partial[v] + K(exponential_lanes)(BLOCK_OF(x) - shift),
        s[lane] + K(exponential_lanes)(K(all)(x[i] - shift))[0])
}

// the greatest x[i], which is taken out of exponents so that none overflows; 0 where it is infinite, as an infinity less itself is nan
INLINE double K(shift)(const double *x, long n) {
    double greatest = -__builtin_inf();
    for (long i = 0; i < n; i++) greatest = x[i] > greatest ? x[i] : greatest;
    return __builtin_isinf(greatest) ? 0.0 : greatest;
}

// m + log(sum of exp(x[i] - m)), m the shift of x
static double K(log_sum_exp)(const double *x, long n) {
    const double m = K(shift)(x, n);
    return m + K(logarithm_lanes)(K(all)(K(exponential_sum)(x, m, n)))[0];
}

// y[i] = exp(x[i] - m) / (sum of exp(x[i] - m)), m the shift of x
static void K(softmax)(const double *x, double *y, long n) {
    const double m = K(shift)(x, n), total = K(exponential_sum)(x, m, n);
    EACH(n, WRITE(y, K(exponential_lanes)(READ(x) - m) / total))
}

// dx[i] (+)= y[i] * (dy[i] - (sum of y[j] * dy[j]))
static void K(softmax_derivative)(const double *y, const double *dy, double *dx, long n, bool accumulate) {
    const double mean = K(dot)(y, dy, n);
    EACH(n, PUT_PRODUCT(dx, accumulate, READ(y), READ(dy) - mean))
}
