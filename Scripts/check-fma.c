// Random and hard operands for exact_fma; see Scripts/check-fma.

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fma.h"

static uint64_t state = 1;

// SplitMix64
static uint64_t next(void) {
    uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static double from_bits(uint64_t bits) { double x; memcpy(&x, &bits, 8); return x; }
static uint64_t to_bits(double x) { uint64_t bits; memcpy(&bits, &x, 8); return bits; }

// A number with an exponent between two, and with a significand of random length: short ones make products exact and sums half-way.
static double number(int low, int high) {
    const uint64_t exponent = (uint64_t)(low + 1023 + (int)(next() % (uint64_t)(high - low + 1)));
    const uint64_t kept = UINT64_MAX << next() % 52;
    return from_bits((next() & kept & 0x800fffffffffffff) | exponent << 52);
}

static double special(void) {
    static const double numbers[] = {0, -0.0, 1, -1, INFINITY, -INFINITY, NAN, 0x1p-1074, -0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023,
                                     -0x1.fffffffffffffp1023, 0x1p-52, 0x1.fffffffffffffp-1, 0x1p-900, 0x1p900, 0x1p400, 0x1p-450};
    return numbers[next() % (sizeof numbers / sizeof *numbers)];
}

static void operands(int kind, double *a, double *b, double *c) {
    *a = number(-30, 30), *b = number(-30, 30);
    switch (kind) {
    case 0: *c = number(-60, 60); break;
    case 1: *a = from_bits(next()), *b = from_bits(next()), *c = from_bits(next()); break;
    case 2: *c = -(*a * *b); break;
    case 3: *c = *a * *b * number(-54, -51); break;
    case 4: *c = -(*a * *b) + *a * *b * number(-54, -30); break;
    case 5: *a = number(-540, -400), *b = number(-560, -400), *c = number(-1022, -880); break;
    case 6: *a = number(350, 600), *b = number(350, 600), *c = number(850, 1023); break;
    case 7: *c = number(-1022, -940), *a = number(-460, -440), *b = number(-460, -440); break;
    case 8: *a = special(); if (next() & 1) *b = special(); *c = next() & 1 ? special() : number(-60, 60); break;
    default: *c = 0;
    }
}

int main(int count, char **arguments) {
    const long tries = (count > 1 ? atol(arguments[1]) : 10) * 1000000;
    long wrong = 0;
    for (long i = 0; i < tries; i += 2) {
        pair a, b, c;
        for (int lane = 0; lane < 2; lane++) {
            double x, y, z;
            operands((int)((i + 3 * lane) / 2 % 10), &x, &y, &z);
            a[lane] = x, b[lane] = y, c[lane] = z;
        }
        const pair found = exact_fma(a, b, c);
        for (int lane = 0; lane < 2; lane++) {
            const double expected = fma(a[lane], b[lane], c[lane]);
            if (to_bits(expected) == to_bits(found[lane]) || (isnan(expected) && isnan(found[lane]))) continue;
            if (wrong++ < 5) printf("fma(%a, %a, %a) is %a, not %a\n", a[lane], b[lane], c[lane], expected, found[lane]);
        }
    }
    printf("%ld tries, %ld wrong\n", tries, wrong);
    return wrong != 0;
}
