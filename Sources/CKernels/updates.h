// Updates of weights by an optimiser, and what a clip does before them (i = 0 … n − 1). No product is fused with a sum here. What is
// read and what is written may be the same arrays.

// to.w[i] = from.w[i] - rate * g[i]
static void K(descend)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate, long n) {
    EACH(n, WRITE(to.w, READ(from.w) - rate * READ(g)))
}

// to.m[i] = momentum * from.m[i] + g[i]; to.w[i] = from.w[i] - rate * to.m[i]
static void K(descend_with_momentum)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate,
                                     double momentum, long n) {
    EACH(n, const vec m = momentum * READ(from.m) + READ(g); WRITE(to.m, m); WRITE(to.w, READ(from.w) - rate * m))
}

// to.v[i] = keep * from.v[i] + share * g[i] * g[i]; to.w[i] = from.w[i] - rate * (g[i] / (sqrt(to.v[i]) + epsilon))
static void K(descend_by_root)(struct kernel_weights from, struct kernel_weights to, const double *g, double rate, double keep,
                               double share, double epsilon, long n) {
    EACH(n, const vec d = READ(g); const vec v = keep * READ(from.v) + share * d * d; WRITE(to.v, v);
         WRITE(to.w, READ(from.w) - rate * (d / (__builtin_elementwise_sqrt(v) + epsilon))))
}

// to.m[i] = beta1 * from.m[i] + (1 - beta1) * g[i]; to.v[i] = beta2 * from.v[i] + (1 - beta2) * g[i] * g[i];
// to.w[i] = from.w[i] - rate * (to.m[i] / lack1 / (sqrt(to.v[i] / lack2) + epsilon))
static void K(descend_by_adam)(struct kernel_weights from, struct kernel_weights to, const double *g,
                               const struct kernel_adam *rule, long n) {
    const struct kernel_adam r = *rule;
    const double share1 = 1 - r.beta1, share2 = 1 - r.beta2;
    EACH(n, const vec d = READ(g); const vec m = r.beta1 * READ(from.m) + share1 * d; WRITE(to.m, m);
         const vec v = r.beta2 * READ(from.v) + share2 * d * d; WRITE(to.v, v);
         const vec root = __builtin_elementwise_sqrt(v / r.lack2) + r.epsilon;
         WRITE(to.w, READ(from.w) - r.rate * (m / r.lack1 / root)))
}

// x[i] = x[i] * factor
static void K(scale)(double *x, double factor, long n) { EACH(n, WRITE(x, READ(x) * factor)) }

// x[i] = x[i] > at ? at : x[i] < -at ? -at : x[i]
static void K(clamp)(double *x, double at, long n) {
    const vec high = K(all)(at), low = K(all)(-at);
    EACH(n, const vec v = READ(x); WRITE(x, K(select)(v > high, high, K(select)(v < low, low, v))))
}
