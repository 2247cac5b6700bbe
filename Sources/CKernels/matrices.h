// Matrix kernels. One order of summation for all of them: products are added in groups of four along k,
// (p0 + p1) + (p2 + p3), the groups one after another, and what is left of k one by one. So a vector's product has the same
// bits as the same row of a whole matrix's product.

enum { K(panel) = LANES * TILE_VECTORS, K(depth) = 128, K(chunk) = 64 };

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

// The sum for `rows` rows and `vectors` vectors of y, the last of them `left` elements wide, held in registers:
// y[m][n] = (accumulate ? y[m][n] : 0) + sum over k of x[m * x_row + k * x_column] * a[k][n]
INLINE void K(tile)(int rows, int vectors, long left, const double *x, long x_row, long x_column, const double *a,
                    long a_stride, double *y, long y_stride, long depth, bool accumulate) {
    vec sum[TILE_ROWS][TILE_VECTORS > 4 ? TILE_VECTORS : 4];
#define WIDTH(v) ((v) == vectors - 1 ? left : LANES)
#define A(q, v) K(load)(a + (k + q) * a_stride + (v) * LANES, WIDTH(v))
#define X(m, q) x[(m) * x_row + (k + q) * x_column]
    _Pragma("unroll") for (int m = 0; m < rows; m++)
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            sum[m][v] = accumulate ? K(load)(y + m * y_stride + v * LANES, WIDTH(v)) : (vec){0};
    long k = 0;
    for (; k + 4 <= depth; k += 4)
        _Pragma("unroll") for (int v = 0; v < vectors; v++) {
            vec a0 = A(0, v), a1 = A(1, v), a2 = A(2, v), a3 = A(3, v);
            _Pragma("unroll") for (int m = 0; m < rows; m++)
                sum[m][v] += (a0 * X(m, 0) + a1 * X(m, 1)) + (a2 * X(m, 2) + a3 * X(m, 3));
        }
    for (; k < depth; k++)
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            _Pragma("unroll") for (int m = 0; m < rows; m++) sum[m][v] += A(0, v) * X(m, 0);
    _Pragma("unroll") for (int m = 0; m < rows; m++)
        _Pragma("unroll") for (int v = 0; v < vectors; v++)
            K(store)(y + m * y_stride + v * LANES, sum[m][v], WIDTH(v));
#undef WIDTH
#undef A
#undef X
}

// One row: y[n] = (accumulate ? y[n] : 0) + sum over k of x[k * x_column] * a[k][n]
INLINE void K(narrow_row)(const double *x, long x_column, const double *a, long a_stride, double *y, long n, long depth,
                          bool accumulate) {
    long i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES)
        K(tile)(1, 4, LANES, x, 0, x_column, a + i, a_stride, y + i, 0, depth, accumulate);
    if (i + 2 * LANES <= n) {
        K(tile)(1, 2, LANES, x, 0, x_column, a + i, a_stride, y + i, 0, depth, accumulate);
        i += 2 * LANES;
    }
    if (i + LANES <= n) {
        K(tile)(1, 1, LANES, x, 0, x_column, a + i, a_stride, y + i, 0, depth, accumulate);
        i += LANES;
    }
    if (n - i == LANES / 2)
        K(tile)(1, 1, LANES / 2, x, 0, x_column, a + i, a_stride, y + i, 0, depth, accumulate);
    else if (i < n)
        K(tile)(1, 1, n - i, x, 0, x_column, a + i, a_stride, y + i, 0, depth, accumulate);
}

static void K(row_product)(const double *x, const double *a, long a_stride, double *y, long n, long depth,
                           bool accumulate) {
    K(narrow_row)(x, 1, a, a_stride, y, n, depth, accumulate);
}

// The same with a packed matrix; backwards from its last panel, so that a second product finds in the cache what the first one read
// last.
static void K(packed_row_product)(const double *x, const double *a, double *y, long n, long depth, bool accumulate,
                                  bool backwards) {
    const long whole = n & ~(kernel_panel_columns - 1), rest = n - whole;
    if (rest && backwards) K(narrow_row)(x, 1, a + whole * depth, (rest + 7) & ~7, y + whole, rest, depth, accumulate);
    for (long i = 0; i < whole; i += kernel_panel_columns) {
        const long c = backwards ? whole - kernel_panel_columns - i : i;
        K(narrow_row)(x, 1, a + c * depth, kernel_panel_columns, y + c, kernel_panel_columns, depth, accumulate);
    }
    if (rest && !backwards) K(narrow_row)(x, 1, a + whole * depth, (rest + 7) & ~7, y + whole, rest, depth, accumulate);
}

// A panel of at most K(panel) columns, some rows of x: as they are, or packed in tiles (depth × TILE_ROWS numbers each).
INLINE void K(panel_rows)(const double *x, long x_row, long x_column, const double *packed, const double *a, long a_stride,
                          double *y, long y_stride, long m, long n, long depth, bool accumulate) {
    long r = 0;
    for (; r + TILE_ROWS <= m; r += TILE_ROWS) {
        const double *rows = packed ? packed + r * depth : x + r * x_row;
        const long row = packed ? 1 : x_row, column = packed ? TILE_ROWS : x_column;
        double *out = y + r * y_stride;
        if (n == K(panel)) {
            K(tile)(TILE_ROWS, TILE_VECTORS, LANES, rows, row, column, a, a_stride, out, y_stride, depth, accumulate);
            continue;
        }
        long i = 0;
        for (; i + LANES <= n; i += LANES)
            K(tile)(TILE_ROWS, 1, LANES, rows, row, column, a + i, a_stride, out + i, y_stride, depth, accumulate);
        if (n - i == LANES / 2)
            K(tile)(TILE_ROWS, 1, LANES / 2, rows, row, column, a + i, a_stride, out + i, y_stride, depth, accumulate);
        else if (i < n)
            K(tile)(TILE_ROWS, 1, n - i, rows, row, column, a + i, a_stride, out + i, y_stride, depth, accumulate);
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
