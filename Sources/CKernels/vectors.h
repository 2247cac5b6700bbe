// Element-wise kernels and sums, each below the loop that it equals (i = 0 … n − 1).

// y[i] = value
static void K(fill)(double *y, double value, long n) { EACH(n, WRITE(y, K(all)(value))) }

// y[i] = x[i]
static void K(copy)(const double *x, double *y, long n) { EACH(n, WRITE(y, READ(x))) }

// y[i] = y[i] + x[i]
static void K(add)(const double *x, double *y, long n) { EACH(n, WRITE(y, READ(y) + READ(x))) }

// y[i] = a[i] * b[i], or y[i] = y[i] + a[i] * b[i]
static void K(product)(const double *a, const double *b, double *y, long n, bool accumulate) {
    if (accumulate) {
        EACH(n, WRITE(y, READ(y) + READ(a) * READ(b)))
    } else {
        EACH(n, WRITE(y, READ(a) * READ(b)))
    }
}

// y[i] = g[i] * a[i] + (1 - g[i]) * b[i]
static void K(blend)(const double *g, const double *a, const double *b, double *y, long n) {
    EACH(n, vec gate = READ(g); WRITE(y, gate * READ(a) + (1.0 - gate) * READ(b)))
}

// y[i] = y[i] + (1 - g[i]) * a[i]
static void K(add_complement_product)(const double *g, const double *a, double *y, long n) {
    EACH(n, WRITE(y, READ(y) + (1.0 - READ(g)) * READ(a)))
}

// y[i] = y[i] + (a[i] - b[i]) * c[i]
static void K(add_difference_product)(const double *a, const double *b, const double *c, double *y, long n) {
    EACH(n, WRITE(y, READ(y) + (READ(a) - READ(b)) * READ(c)))
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

// dx[i] = dx[i] + (1 - y[i] * y[i]) * dy[i]
static void K(add_tanh_derivative)(const double *y, const double *dy, double *dx, long n) {
    EACH(n, vec v = READ(y); WRITE(dx, READ(dx) + (1.0 - v * v) * READ(dy)))
}

// dx[i] = dx[i] + y[i] * (1 - y[i]) * dy[i]
static void K(add_sigmoid_derivative)(const double *y, const double *dy, double *dx, long n) {
    EACH(n, vec v = READ(y); WRITE(dx, READ(dx) + v * (1.0 - v) * READ(dy)))
}

// if (y[i] > 0) dx[i] = dx[i] + dy[i]
static void K(add_relu_derivative)(const double *y, const double *dy, double *dx, long n) {
    EACH(n, vec d = READ(dx); WRITE(dx, K(select)(READ(y) > 0.0, d + READ(dy), d)))
}

// sum[i % 8] = sum[i % 8] + a[i] * b[i]; the result is ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)).
// Without b: sum[i % 8] + a[i].
INLINE double K(sum)(const double *a, const double *b, long n) {
    vec partial[8 / LANES] = {0};
    long i = 0;
    for (; i + 8 <= n; i += 8)
        for (int v = 0; v < 8 / LANES; v++) {
            vec x = K(load)(a + i + v * LANES, LANES);
            partial[v] += b ? x * K(load)(b + i + v * LANES, LANES) : x;
        }
    double s[8];
    __builtin_memcpy(s, partial, sizeof s);
    for (int lane = 0; i < n; i++, lane++) s[lane] += b ? a[i] * b[i] : a[i];
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

static double K(dot)(const double *a, const double *b, long n) { return K(sum)(a, b, n); }

// With m the greatest x[i] and s the sum of exp(x[i] - m): y[i] = exp(x[i] - m) / s; the result is m + log(s).
static double K(softmax)(const double *x, double *y, long n) {
    double greatest = -__builtin_inf();
    for (long i = 0; i < n; i++) greatest = x[i] > greatest ? x[i] : greatest;
    { EACH(n, WRITE(y, K(exponential_lanes)(READ(x) - greatest))) }
    double total = K(sum)(y, NULL, n);
    { EACH(n, WRITE(y, READ(y) / total)) }
    return greatest + K(logarithm_lanes)(K(all)(total))[0];
}
