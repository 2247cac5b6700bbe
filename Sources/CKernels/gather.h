// Products with one-hot rows, as of characters: what meets a 0 is left out, and the bits stay those of matrices.h. (0 times what is not
// finite would be nan: such numbers take the long way.)

// The place of the 1 in a row of zeros; -1 where there is anything else.
INLINE long K(hot)(const double *row, long n) {
    long hot = -1;
    for (long i = 0; i < n; i += LANES) {
        if (i + LANES <= n && __builtin_reduce_or((bits)K(load)(row + i, LANES) << 1) == 0) continue;
        for (long j = i; j < n && j < i + LANES; j++) {
            if (row[j] == 0) continue;
            if (hot >= 0 || row[j] != 1) return -1;
            hot = j;
        }
    }
    return hot;
}

static bool K(are_hot)(const double *rows, long stride, long count, long n) {
    for (long r = 0; r < count; r++)
        if (K(hot)(rows + r * stride, n) < 0) return false;
    return true;
}

static bool K(are_finite)(const double *rows, long stride, long count, long n) {
    if (stride == n) n *= count, count = 1;
    vec sum = {0};
    for (long r = 0; r < count; r++) {
        const double *row = rows + r * stride;
        EACH(n, const vec x = READ(row); sum += x - x)
    }
    return __builtin_reduce_or((bits)sum) == 0;
}

// y[r][c] (+)= sum over k of x[r][k] * a[c][k]: entry hot(x[r]) of every row of a. False, and nothing is done, where it does not fit.
static bool K(gathered_product)(const double *x, long x_stride, const double *a, long a_stride, double *y, long y_stride,
                                long m, long n, long depth, bool accumulate) {
    if (depth < 16 || !K(are_hot)(x, x_stride, m, depth) || !K(are_finite)(a, a_stride, n, depth)) return false;
    for (long r = 0; r < m; r++) {
        const double *column = a + K(hot)(x + r * x_stride, depth);
        double *row = y + r * y_stride;
        for (long c = 0; c < n; c++) row[c] = (accumulate ? row[c] : 0.0) + (0.0 + column[c * a_stride]);
    }
    return true;
}

// y[r][c] = sum over k of x[k][r] * a[k][c]: the rows of x whose a is hot at c. False, and nothing is done, where it does not fit.
static bool K(gathered_sum)(const double *x, long x_stride, const double *a, long a_stride, double *y, long y_stride, long m,
                            long n, long depth) {
    if (n < 16 || !K(are_hot)(a, a_stride, depth, n) || !K(are_finite)(x, x_stride, depth, m)) return false;
    for (long r = 0; r < m; r++) K(fill)(y + r * y_stride, 0, n);
    for (long start = 0; start < depth; start += K(depth)) {
        const long count = depth - start < K(depth) ? depth - start : K(depth);
        long hot[K(depth)];
        for (long k = 0; k < count; k++) hot[k] = K(hot)(a + (start + k) * a_stride, n);
        for (long k = 0; k < count; k++) {
            if (hot[k] < 0) continue;
            const long column = hot[k];
            long rows[K(depth)], found = 0;
            for (long j = k; j < count; j++)
                if (hot[j] == column) { rows[found++] = j; hot[j] = -1; }
            EACH(m, {
                // One term alone is what the four sums come to.
                vec s[4] = {READ(x + (start + k) * x_stride) + (vec){0}};
                if (found > 1) {
                    s[0] = (vec){0};
                    for (long j = 0; j < found; j++) s[rows[j] % 4] += READ(x + (start + rows[j]) * x_stride);
                    s[0] = (s[0] + s[1]) + (s[2] + s[3]);
                }
                double part[LANES];
                K(store)(part, s[0], left);
                for (long r = 0; r < left; r++) y[(i + r) * y_stride + column] += part[r];
            })
        }
    }
    return true;
}
