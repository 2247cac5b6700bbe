// Steps that are one product with a matrix of 8 × 8 or 4 × 4, and at most one function of it, as in a tanh or a linear RNN: the
// matrix stays in registers, and the state goes from step to step in one. The bits are those of the instructions one by one.

// Whether a phase is y (+)= M a, or that and z = g(y), where a is the state of the step before: y or z itself.
INLINE bool K(is_narrow)(const struct kernel_phase *phase, const struct kernel_instruction *product,
                         const struct kernel_instruction *function) {
    const struct kernel_view y = product->y, state = function ? function->y : y;
    return phase->stepwise && phase->rows == 1 && product->kind == kernel_matrix && product->m.columns == product->width &&
           (product->width == LANES || product->width == LANES / 2) && product->first == phase->first && product->last == phase->last &&
           product->a.stride == state.stride && product->a.origin == state.origin - phase->order * state.stride &&
           (!function || (function->kind >= kernel_identity && function->kind <= kernel_relu && function->width == product->width &&
                          function->a.origin == y.origin && function->a.stride == y.stride &&
                          function->first == phase->first && function->last == phase->last));
}

// The sum over k < n of w[k] x[k], as in matrices.h.
INLINE vec K(narrow_sum)(const vec *w, vec x, long n) {
    vec s[4] = {0};
#define TERM(k) if (k < n) s[k % 4] = FMA(w[k], __builtin_shufflevector(x, x, k, k, k, k, k, k, k, k), s[k % 4]);
    TERM(0) TERM(1) TERM(2) TERM(3) TERM(4) TERM(5) TERM(6) TERM(7)
#undef TERM
    return (s[0] + s[1]) + (s[2] + s[3]);
}

// for t in order: y[t] (+)= M state; state = z[t] = g(y[t])
INLINE void K(narrow_steps)(const struct kernel_phase *phase, double *v, long n) {
    const struct kernel_instruction *o = phase->instructions, *function = phase->count > 1 ? o + 1 : NULL;
    vec w[LANES];
    for (long k = 0; k < n; k++) {
        double column[LANES] = {0};
        for (long r = 0; r < n; r++) column[r] = v[o->m.origin + r * o->m.stride + k];
        w[k] = K(load)(column, LANES);
    }
    long t = phase->order > 0 ? phase->first : phase->last;
    vec state = K(load)(v + AT(a), n);
    for (const long end = t + phase->order * (phase->last - phase->first + 1); t != end; t += phase->order) {
        const vec sum = K(narrow_sum)(w, state, n);
        state = o->accumulates ? K(load)(v + AT(y), n) + sum : sum;
        K(store)(v + AT(y), state, n);
        if (!function) continue;
        switch (function->kind) {
        case kernel_tanh: state = K(tanh_lanes)(state); break;
        case kernel_sigmoid: state = K(sigmoid_lanes)(state); break;
        case kernel_relu: state = K(select)(state > 0.0, state, (vec){0}); break;
        default: break;
        }
        K(store)(v + function->y.origin + t * function->y.stride, state, n);
    }
}

// for t in order: dy[t] (+)= g'(z[t]) dz; dz = da[t] (+)= M^T dy[t]
INLINE void K(narrow_steps_back)(const struct kernel_phase *phase, const double *v, double *g, long low, long n) {
    const struct kernel_instruction *o = phase->instructions + phase->count - 1,
                                    *function = phase->count > 1 ? phase->instructions : NULL;
    vec w[LANES];
    for (long k = 0; k < n; k++) w[k] = K(load)(v + o->m.origin + k * o->m.stride, n);
    long t = phase->order > 0 ? low : phase->last;
    const struct kernel_view z = function ? function->y : o->y;
    vec d = K(load)(g + z.origin + t * z.stride, n);
    for (const long end = t + phase->order * (phase->last - low + 1); t != end; t += phase->order) {
        if (function) {
            const vec value = K(load)(v + z.origin + t * z.stride, n), one = K(all)(1.0);
            const bool assigns = function->assigns_a;
            vec slope = one;
            switch (function->kind) {
            case kernel_tanh: slope = FMA(-value, value, one); break;
            case kernel_sigmoid: slope = FMA(-value, value, value); break;
            case kernel_relu: d = K(select)(value > 0.0, d, (vec){0}); break;
            default: break;
            }
            d = assigns ? slope * d : FMA(slope, d, K(load)(g + AT(y), n));
            K(store)(g + AT(y), d, n);
        }
        const vec sum = K(narrow_sum)(w, d, n);
        d = o->assigns_a ? sum : K(load)(g + AT(a), n) + sum;
        K(store)(g + AT(a), d, n);
    }
}

// Runs the phase if it is such a one; false, and nothing is done, if it is not.
static bool K(narrow_forward)(const struct kernel_phase *phase, double *v) {
    if (phase->count > 2 || !K(is_narrow)(phase, phase->instructions, phase->count > 1 ? phase->instructions + 1 : NULL)) return false;
    const long n = phase->instructions->width;
    if (n == LANES) K(narrow_steps)(phase, v, LANES);
    else K(narrow_steps)(phase, v, LANES / 2);
    return true;
}

static bool K(narrow_backward)(const struct kernel_phase *phase, const double *v, double *g, long low) {
    const struct kernel_instruction *product = phase->instructions + phase->count - 1;
    struct kernel_phase forward = *phase;
    forward.order = -phase->order;
    if (phase->count > 2 || !K(is_narrow)(&forward, product, phase->count > 1 ? phase->instructions : NULL)) return false;
    if (low > phase->last) return true;
    if (product->width == LANES) K(narrow_steps_back)(phase, v, g, low, LANES);
    else K(narrow_steps_back)(phase, v, g, low, LANES / 2);
    return true;
}
