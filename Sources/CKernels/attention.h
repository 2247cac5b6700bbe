// Attention over the rows of a memory, which lie b.stride apart from b.origin on, for one sequence alone.

// y[j] = dot(c, u[j]) with u[j] = tanh(b[j] + a), kept in the row of the matrix at step t, for each j < m.rows
static void K(scores)(const struct kernel_instruction *o, double *v, long t) {
    const long width = o->m.columns;
    const double *a = v + AT(a);
    for (long j = 0; j < o->m.rows; j++) {
        const double *key = v + o->b.origin + j * o->b.stride;
        double *u = v + o->m.origin + t * o->m.stride + j * width;
        EACH(width, WRITE(u, K(tanh_lanes)(READ(key) + READ(a))))
        v[AT(y) + j] = K(dot)(u, v + o->c.origin, width);
    }
}

// With d[j] = (1 - u[j] u[j]) (c dy[j]): db[j] += d[j], and da += the sum of all d[j], in the order of matrices.h.
static void K(scores_derivatives)(const struct kernel_instruction *o, const double *v, double *g, long t) {
    const long width = o->m.columns, rows = o->m.rows;
    const double *c = v + o->c.origin, *kept = v + o->m.origin + t * o->m.stride, *dy = g + AT(y);
    double *da = g + AT(a);
    EACH(width, {
        const vec weight = READ(c);
        vec sum = READ(da);
        for (long start = 0; start < rows; start += K(depth)) {
            const long end = rows - start < K(depth) ? rows : start + K(depth);
            vec s[4] = {0};
            for (long j = start; j < end; j += 4)
                _Pragma("unroll") for (int q = 0; q < 4; q++) {
                    if (j + q >= end) continue;
                    const vec u = READ(kept + (j + q) * width);
                    const vec d = FMA(-u, u, K(all)(1.0)) * FMA(weight, K(all)(dy[j + q]), (vec){0});
                    double *key = g + o->b.origin + (j + q) * o->b.stride;
                    WRITE(key, READ(key) + d);
                    s[q] += d;
                }
            sum += (s[0] + s[1]) + (s[2] + s[3]);
        }
        WRITE(da, sum);
    })
}

// y (+)= the sum over j < a's width of a[j] b[j]; the count of rows stands in m.rows.
static void K(mix)(const struct kernel_instruction *o, double *v, long t) {
    K(narrow_row)(v + AT(a), 1, v + o->b.origin, o->b.stride, v + AT(y), o->width, o->m.rows, o->accumulates);
}

// da[j] (+)= dot(b[j], dy); db[j] += a[j] dy
static void K(mix_derivatives)(const struct kernel_instruction *o, const double *v, double *g, long t) {
    K(matrix_product)(g + AT(y), 0, 1, v + o->b.origin, o->b.stride, true, g + AT(a), 0, 1, o->m.rows, o->width, !o->assigns_a);
    K(matrix_product)(v + AT(a), 1, 0, g + AT(y), 0, false, g + o->b.origin, o->b.stride, o->m.rows, o->width, 1, true);
}
