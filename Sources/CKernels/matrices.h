// Matrix kernels. One order of summation for all of them, along k:
//
//     for each 128 products, the last ones fewer: s[0..3] = 0; for k in them: s[k % 4] = fma(a[k], x[k], s[k % 4])
//     y = y + ((s[0] + s[1]) + (s[2] + s[3])), or y = that, for the first ones where y does not accumulate
//
// So a vector's product has the same bits as the same row of a whole matrix's product.

enum { K(panel) = LANES * TILE_VECTORS, K(depth) = 128, K(chunk) = 64, K(widest) = TILE_VECTORS > 4 ? TILE_VECTORS : 4 };

// y[c][r] = a[r][c], for r < rows and c < columns: squares of LANES × LANES in registers, by log2(LANES) perfect shuffles.
static void K(transpose)(const double *a, long stride, long rows, long columns, double *y, long y_stride) {
#if LANES == 8
#define LOWER(p, q) __builtin_shufflevector(p, q, 0, 8, 1, 9, 2, 10, 3, 11)
#define UPPER(p, q) __builtin_shufflevector(p, q, 4, 12, 5, 13, 6, 14, 7, 15)
#elif LANES == 4
#define LOWER(p, q) __builtin_shufflevector(p, q, 0, 4, 1, 5)
#define UPPER(p, q) __builtin_shufflevector(p, q, 2, 6, 3, 7)
#else
#define LOWER(p, q) __builtin_shufflevector(p, q, 0, 2)
#define UPPER(p, q) __builtin_shufflevector(p, q, 1, 3)
#endif
    long c = 0;
    for (; c + LANES <= columns; c += LANES) {
        long r = 0;
        for (; r + LANES <= rows; r += LANES) {
            vec v[LANES], w[LANES];
            _Pragma("unroll") for (int i = 0; i < LANES; i++) v[i] = K(load)(a + (r + i) * stride + c, LANES);
            _Pragma("unroll") for (int round = 1; round < LANES; round *= 2) {
                _Pragma("unroll") for (int i = 0; i < LANES / 2; i++) {
                    w[2 * i] = LOWER(v[i], v[i + LANES / 2]);
                    w[2 * i + 1] = UPPER(v[i], v[i + LANES / 2]);
                }
                _Pragma("unroll") for (int i = 0; i < LANES; i++) v[i] = w[i];
            }
            _Pragma("unroll") for (int i = 0; i < LANES; i++) K(store)(y + (c + i) * y_stride + r, v[i], LANES);
        }
        for (; r < rows; r++)
            for (int i = 0; i < LANES; i++) y[(c + i) * y_stride + r] = a[r * stride + c + i];
    }
    for (; c < columns; c++)
        for (long r = 0; r < rows; r++) y[c * y_stride + r] = a[r * stride + c];
#undef LOWER
#undef UPPER
}

// y[m][n] (+)= sum over k of x[m * x_row + k * x_column] * a[k][n] for `rows` rows and `vectors` vectors of y, the last of them `left`
// elements wide; the vectors of a row of a are v_stride apart. Small tiles hold all four sums in registers, large ones take one after
// another: the bits are the same.
INLINE void K(tile)(int rows, int vectors, long left, const double *x, long x_row, long x_column, const double *a,
                    long a_stride, long v_stride, double *y, long y_stride, long depth, bool accumulate) {
    enum { AT_ONCE = LANES == 8 ? 5 : 2 };
#define WIDTH(v) ((v) == vectors - 1 ? left : LANES)
#define A(k, v) K(load_settled)(a + (k) * a_stride + (v) * v_stride, WIDTH(v))
#define X(m, k) K(all)(x[(m) * x_row + (k) * x_column])
#define EACH_VECTOR _Pragma("unroll") for (int m = 0; m < rows; m++) _Pragma("unroll") for (int v = 0; v < vectors; v++)
    vec total[TILE_ROWS][K(widest)];
    long start = 0;
    do {
        const long end = depth - start < K(depth) ? depth : start + K(depth);
        vec sum[4][TILE_ROWS][K(widest)];
        if (rows * vectors <= AT_ONCE) {
            _Pragma("unroll") for (int q = 0; q < 4; q++) EACH_VECTOR sum[q][m][v] = (vec){0};
            long k = start;
            for (; k + 4 <= end; k += 4)
                _Pragma("unroll") for (int q = 0; q < 4; q++)
                    EACH_VECTOR sum[q][m][v] = FMA(A(k + q, v), X(m, k + q), sum[q][m][v]);
            _Pragma("unroll") for (int q = 0; q < 3; q++)
                if (k + q < end) EACH_VECTOR sum[q][m][v] = FMA(A(k + q, v), X(m, k + q), sum[q][m][v]);
        } else {
            for (int q = 0; q < 4; q++) {
                vec one[TILE_ROWS][K(widest)];
                EACH_VECTOR one[m][v] = (vec){0};
                _Pragma("clang loop unroll_count(2)") for (long k = start + q; k < end; k += 4) {
                    vec row[K(widest)];
                    _Pragma("unroll") for (int v = 0; v < vectors; v++) row[v] = A(k, v);
                    EACH_VECTOR one[m][v] = FMA(row[v], X(m, k), one[m][v]);
                }
                EACH_VECTOR sum[q][m][v] = one[m][v];
            }
        }
        EACH_VECTOR {
            const vec part = (sum[0][m][v] + sum[1][m][v]) + (sum[2][m][v] + sum[3][m][v]);
            if (start > 0) total[m][v] += part;
            else total[m][v] = accumulate ? K(load)(y + m * y_stride + v * LANES, WIDTH(v)) + part : part;
        }
        start = end;
    } while (start < depth);
    EACH_VECTOR K(store)(y + m * y_stride + v * LANES, total[m][v], WIDTH(v));
#undef WIDTH
#undef A
#undef X
#undef EACH_VECTOR
}

// One row: y[n] (+)= sum over k of x[k * x_column] * a[k][n]
INLINE void K(narrow_row)(const double *x, long x_column, const double *a, long a_stride, double *y, long n, long depth,
                          bool accumulate) {
#define ROW(vectors, left)                                                                                         \
    K(tile)(1, vectors, left, x, 0, x_column, a + i, a_stride, LANES, y + i, 0, depth, accumulate)
    long i = 0;
#if LANES == 8
    for (; i + 4 * LANES <= n; i += 4 * LANES) ROW(4, LANES);
#endif
    for (; i + 2 * LANES <= n; i += 2 * LANES) ROW(2, LANES);
    if (i + LANES <= n) { ROW(1, LANES); i += LANES; }
    if (n - i == LANES / 2) ROW(1, LANES / 2);
    else if (i < n) ROW(1, n - i);
#undef ROW
}

static void K(row_product)(const double *x, const double *a, long a_stride, double *y, long n, long depth,
                           bool accumulate) {
    K(narrow_row)(x, 1, a, a_stride, y, n, depth, accumulate);
}

// `count` panels of a packed matrix, from column c on.
INLINE void K(panels)(int count, const double *x, const double *a, double *y, long c, long depth, bool accumulate) {
#if LANES == 8
    K(tile)(1, count, LANES, x, 0, 1, a + c * depth, 8, 8 * depth, y + c, 0, depth, accumulate);
#else
    for (int p = 0; p < count; p++)
        for (int i = 0; i < 8; i += 2 * LANES)
            K(tile)(1, 2, LANES, x, 0, 1, a + (c + 8 * p) * depth + i, 8, LANES, y + c + 8 * p + i, 0, depth, accumulate);
#endif
}

// The same with a packed matrix; backwards from its last panels, so that a second product finds in the cache what the first one read
// last.
static void K(packed_row_product)(const double *x, const double *a, double *y, long n, long depth, bool accumulate,
                                  bool backwards) {
    const long whole = n & ~7L, groups = n & ~31L;
    if (n == 8) { K(panels)(1, x, a, y, 0, depth, accumulate); return; }
    if (n == 16) { K(panels)(2, x, a, y, 0, depth, accumulate); return; }
    if (n < 8) { K(narrow_row)(x, 1, a, 8, y, n, depth, accumulate); return; }
    for (int turn = 0; turn < 2; turn++) {
        if (turn == backwards) {
            for (long i = 0; i < groups; i += 32) {
                const long c = backwards ? groups - 32 - i : i;
                K(panels)(4, x, a, y, c, depth, accumulate);
            }
            continue;
        }
        switch ((whole - groups) / 8) {
        case 3: K(panels)(3, x, a, y, groups, depth, accumulate); break;
        case 2: K(panels)(2, x, a, y, groups, depth, accumulate); break;
        case 1: K(panels)(1, x, a, y, groups, depth, accumulate); break;
        }
        if (n > whole) K(narrow_row)(x, 1, a + whole * depth, 8, y + whole, n - whole, depth, accumulate);
    }
}

// The same for m rows of x and y: y[r][n] (+)= sum over k of x[r * x_stride + k] * a[k][n]
static void K(packed_matrix_product)(const double *x, long x_stride, const double *a, double *y, long y_stride, long m, long n,
                                     long depth, bool accumulate) {
    // Short sums are quicker in narrow tiles, as below.
    const bool wide = depth > (LANES == 8 ? 64 : 24);
    const long whole = n & ~7L, in_tiles = m - m % TILE_ROWS;
#define TILES(vectors, column, offset, v_stride)                                                                       for (long r = 0; r < in_tiles; r += TILE_ROWS)                                                                         K(tile)(TILE_ROWS, vectors, LANES, x + r * x_stride, x_stride, 1, a + (column) * depth + (offset), 8, v_stride,                y + r * y_stride + (column) + (offset), y_stride, depth, accumulate)
    long c = 0;
#if LANES == 8
    for (; wide && c + 32 <= whole; c += 32) TILES(4, c, 0, 8 * depth);
#endif
    for (; c < whole; c += 8)
        for (long i = 0; i < 8; i += wide && LANES == 4 ? 8 : LANES) {
            if (wide && LANES == 4) TILES(LANES == 4 ? 2 : 1, c, 0, LANES);
            else TILES(1, c, i, LANES);
        }
#undef TILES
    if (n > whole)
        for (long r = 0; r < in_tiles; r++)
            K(narrow_row)(x + r * x_stride, 1, a + whole * depth, 8, y + r * y_stride + whole, n - whole, depth, accumulate);
    for (long r = in_tiles; r < m; r++) K(packed_row_product)(x + r * x_stride, a, y + r * y_stride, n, depth, accumulate, false);
}

// A panel of at most K(panel) columns, some rows of x: as they are, or packed in tiles (depth × TILE_ROWS numbers each).
INLINE void K(panel_rows)(const double *x, long x_row, long x_column, const double *packed, const double *a, long a_stride,
                          double *y, long y_stride, long m, long n, long depth, bool accumulate) {
    long r = 0;
    for (; r + TILE_ROWS <= m; r += TILE_ROWS) {
        const double *rows = packed ? packed + r * depth : x + r * x_row;
        const long row = packed ? 1 : x_row, column = packed ? TILE_ROWS : x_column;
        double *out = y + r * y_stride;
        // Short sums are quicker in narrow tiles, whose four sums stay in registers.
        if (n == K(panel) && (depth > (LANES == 8 ? 64 : 24) || TILE_VECTORS == 1)) {
            K(tile)(TILE_ROWS, TILE_VECTORS, LANES, rows, row, column, a, a_stride, LANES, out, y_stride, depth, accumulate);
            continue;
        }
        long i = 0;
        // A depth of 8 is common, and unrolled.
        if (depth == 8)
            for (; i + LANES <= n; i += LANES)
                K(tile)(TILE_ROWS, 1, LANES, rows, row, column, a + i, a_stride, LANES, out + i, y_stride, 8, accumulate);
        for (; i + LANES <= n; i += LANES)
            K(tile)(TILE_ROWS, 1, LANES, rows, row, column, a + i, a_stride, LANES, out + i, y_stride, depth, accumulate);
        if (n - i == LANES / 2)
            K(tile)(TILE_ROWS, 1, LANES / 2, rows, row, column, a + i, a_stride, LANES, out + i, y_stride, depth, accumulate);
        else if (i < n)
            K(tile)(TILE_ROWS, 1, n - i, rows, row, column, a + i, a_stride, LANES, out + i, y_stride, depth, accumulate);
    }
    for (; r < m; r++)
        K(narrow_row)(x + r * x_row, x_column, a, a_stride, y + r * y_stride, n, depth, accumulate);
}

// y[r][c] = (accumulate ? y[r][c] : 0) + sum over k of x[r * x_row + k * x_column] * a[k][c], for r < m, c < n, k < depth;
// transposed: a[c][k]. With a y_stride of 0 all rows are the same one, computed in turn.
static void K(matrix_product)(const double *x, long x_row, long x_column, const double *a, long a_stride,
                              bool transposed, double *y, long y_stride, long m, long n, long depth, bool accumulate) {
    if (y_stride == 0 && m > 1) {
        for (long r = 0; r < m; r++)
            K(matrix_product)(x + r * x_row, x_row, x_column, a, a_stride, transposed, y, 0, 1, n, depth, accumulate);
        return;
    }
    if (!transposed && m < TILE_ROWS) {
        for (long r = 0; r < m; r++)
            K(narrow_row)(x + r * x_row, x_column, a, a_stride, y + r * y_stride, n, depth, accumulate);
        return;
    }
    double panel[K(depth) * K(panel)] __attribute__((aligned(64))), tiles[K(depth) * K(chunk)];
    const bool packs_a = transposed || (m > 2 * TILE_ROWS && a_stride > K(panel));
    const bool packs_x = x_row == 1 && x_column > TILE_ROWS && n > LANES;
    const long chunk = packs_x ? K(chunk) : m;
    long k = 0;
    do {
        const long part = depth - k < K(depth) ? depth - k : K(depth);
        for (long r = 0; r < m; r += chunk) {
            const long rows = m - r < chunk ? m - r : chunk;
            const double *xs = x + r * x_row + k * x_column;
            for (long t = 0; packs_x && t + TILE_ROWS <= rows; t += TILE_ROWS)
                for (long j = 0; j < part; j++)
                    __builtin_memcpy(tiles + t * part + j * TILE_ROWS, xs + t + j * x_column, 8 * TILE_ROWS);
            for (long c = 0; c < n; c += K(panel)) {
                const long width = n - c < K(panel) ? n - c : K(panel);
                const double *as = a + k * a_stride + c;
                if (transposed) K(transpose)(a + c * a_stride + k, a_stride, width, part, panel, K(panel));
                else if (packs_a)
                    for (long j = 0; j < part; j++) K(add)(as + j * a_stride, panel + j * K(panel), width, false);
                K(panel_rows)(xs, x_row, x_column, packs_x ? tiles : NULL, packs_a ? panel : as,
                              packs_a ? K(panel) : a_stride, y + r * y_stride + c, y_stride, rows, width, part,
                              accumulate || k > 0);
            }
        }
        k += part;
    } while (k < depth);
}
