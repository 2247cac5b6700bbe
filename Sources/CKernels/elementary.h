// exp, log, tanh and σ of a vector's lanes: within 2.5 units in the last place, nan in nan out, no table.

#define C(constant) K(all)(constant)

// where m is set (all bits of a lane) a, elsewhere b
INLINE vec K(select)(bits m, vec a, vec b) { return (vec)((m & (bits)a) | (~m & (bits)b)); }

// 2^n for a whole number −1022 ≤ n ≤ 1023: the sum's low bits are n + 1023, shifted to where the exponent stands.
INLINE vec K(power_of_two)(vec n) { return (vec)(((bits)(n + (0x1.8p52 + 1023))) << 52); }

// x = n ln 2 + r with |r| ≤ ln 2 / 2 (Cody and Waite: ln 2 in two parts, n times the first one is exact); the result is
// e^r − 1 = r + r² q(r), q of degree 10 by Chebyshev's interpolation, error 1.4e-18.
INLINE vec K(reduced_exponential)(vec x, vec *n) {
    const double shift = 0x1.8p52;
    *n = FMA(x, C(0x1.71547652b82fep0), C(shift)) - shift;
    vec r = FMA(*n, C(-0x1.a39ef35793c76p-33), FMA(*n, C(-0x1.62e42feep-1), x));
    vec r2 = r * r, r4 = r2 * r2;
    vec low = FMA(FMA(C(0x1.11111111100dcp-7), r, C(0x1.5555555555556p-5)), r2, FMA(C(0x1.5555555555557p-3), r, C(0x1p-1)));
    vec mid = FMA(FMA(C(0x1.71de0231960ebp-19), r, C(0x1.a01a01a6d889cp-16)), r2,
                  FMA(C(0x1.a01a01abe7fe1p-13), r, C(0x1.6c16c16c162d4p-10)));
    vec high = FMA(C(0x1.1f730349868cep-29), r2, FMA(C(0x1.af4de97ca4194p-26), r, C(0x1.27e4db646b17ep-22)));
    return FMA(r2, FMA(FMA(high, r4, mid), r4, low), r);
}

// e^x; 2^n in two factors, so that results below 2^−1022 and above 2^1023 come out right.
INLINE vec K(exponential_lanes)(vec x) {
    x = K(select)(x > 710.0, K(all)(710.0), x);
    x = K(select)(x < -746.0, K(all)(-746.0), x);
    vec n, e = K(reduced_exponential)(x, &n);
    vec half = FMA(n, C(0.5), C(0x1.8p52)) - 0x1.8p52;
    vec scale = K(power_of_two)(half);
    return FMA(scale, e, scale) * K(power_of_two)(n - half);
}

// tanh |x| = (e^2|x| − 1) / (e^2|x| + 1), the numerator formed without its 1; it rounds to 1 long before 2|x| = 40.
INLINE vec K(tanh_lanes)(vec x) {
    const bits sign = (bits)x & INT64_MIN;
    vec a = (vec)((bits)x ^ sign) * 2.0;
    a = K(select)(a > 40.0, K(all)(40.0), a);
    vec n, e = K(reduced_exponential)(a, &n);
    vec scale = K(power_of_two)(n);
    vec numerator = FMA(scale, e, scale - 1.0);
    return (vec)((bits)(numerator / (numerator + 2.0)) | sign);
}

// σ(x) = 1 / (1 + e^−x) for x ≥ 0 and e^x / (1 + e^x) below: the exponential never overflows.
INLINE vec K(sigmoid_lanes)(vec x) {
    vec e = K(exponential_lanes)((vec)((bits)x | INT64_MIN));
    return K(select)(x < 0.0, e, K(all)(1.0)) / (1.0 + e);
}

// log x = k ln 2 + log(1 + f) with √½ ≤ 1 + f < √2, by s = f / (2 + f) and an odd polynomial in s (as in FreeBSD's e_log.c).
INLINE vec K(logarithm_lanes)(vec x) {
    const bits root_half = {0}, lower = root_half + 0x3fe6a09e667f3bcd;
    bits tiny = x < 0x1p-1022;
    vec scaled = K(select)(tiny, x * 0x1p54, x);
    bits raw = (bits)scaled + (0x3ff0000000000000 - lower);
    bits exponent = (bits)((__typeof__((uint64_t __attribute__((vector_size(8 * LANES)))){0}))raw >> 52);
    vec k = (vec)(exponent | 0x4330000000000000) - (0x1p52 + 1023.0);
    k = K(select)(tiny, k - 54.0, k);
    vec f = (vec)((raw & 0x000fffffffffffff) + lower) - 1.0;
    vec s = f / (2.0 + f), z = s * s, w = z * z;
    vec even = w * FMA(w, FMA(w, C(0.1531383769920937332), C(0.2222219843214978396)), C(0.3999999999940941908));
    vec odd = FMA(w, FMA(w, FMA(w, C(0.1479819860511658591), C(0.1818357216161805012)), C(0.2857142874366239149)),
                  C(0.6666666666666735130));
    vec half = 0.5 * f * f;
    vec y = FMA(s, half + FMA(z, odd, even), k * 0x1.a39ef35793c76p-33) - half + f;
    y = FMA(k, C(0x1.62e42feep-1), y);
    y = K(select)(x == 0.0, K(all)(-__builtin_inf()), y);
    y = K(select)(x < 0.0, K(all)(__builtin_nan("")), y);
    return K(select)((x == __builtin_inf()) | (x != x), x, y);
}
#undef C
