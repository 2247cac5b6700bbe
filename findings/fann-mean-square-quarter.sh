#!/usr/bin/env bash
# FANN 2.2.0 (libfann2 and libfann-dev 2.2.0+ds-8 of Debian 12), with gcc
#
# The mean square error that FANN reports is a quarter of the mean square of y − d for symmetric outputs (−1 to 1), and
# the mean square itself for outputs from 0 to 1. With the linear error function a step of a symmetric output is half of
# −η ∂L/∂w for L = ½ (y − d)²; the default error function puts ln((1 + e)/(1 − e)) for the error e, which about doubles
# every step. The symmetric sigmoid is tanh(a/2), not tanh(a), at its steepness of ½.
#
# Why a good guess misses: an error named "mean square" is thought to depend on what came out and what was wanted, not
# on the activation's name; a sigmoid, tried first, agrees in all of it. The half is taken of the difference itself, to
# make a span of 2 into one of 1.
#
# For somebody who steps through RNNs: a target error of 0.01 stops at 0.04, two networks with the same outputs are
# ranked by their activations, a hand-computed update is off by 2, and weights moved to a tool with tanh must be halved.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"
apt-get download -qq libfann2=2.2.0+ds-8 libfann-dev=2.2.0+ds-8 2> said || { cat said; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
library=$(find root -name 'libdoublefann.so.2' | head -n 1)
cat > try.c <<'C'
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <doublefann.h>

static struct fann *unit(enum fann_activationfunc_enum f) {  /* one input, one output: y = f(w x + b) with w = 1, b = 0 */
    unsigned sizes[2] = {1, 1};
    struct fann *net = fann_create_standard_array(2, sizes);
    struct fann_connection all[2];
    fann_get_connection_array(net, all);
    all[0].weight = 1, all[1].weight = 0;
    fann_set_weight_array(net, all, 2);
    fann_set_activation_function_output(net, f);
    fann_set_learning_rate(net, 1e-3);
    return net;
}

static double step(enum fann_activationfunc_enum f, enum fann_errorfunc_enum e, double x, double d) {
    struct fann *net = unit(f);
    struct fann_connection all[2];
    fann_set_train_error_function(net, e);
    fann_train(net, &x, &d);
    fann_get_connection_array(net, all);
    fann_destroy(net);
    return (all[0].weight - 1) / 1e-3;
}

int main(void) {
    double x = 1, d = 0.2;
    for (int symmetric = 0; symmetric < 2; symmetric++) {
        enum fann_activationfunc_enum f = symmetric ? FANN_SIGMOID_SYMMETRIC : FANN_SIGMOID;
        struct fann *net = unit(f);
        double y = *fann_run(net, &x), expected = symmetric ? tanh(x / 2) : 1 / (1 + exp(-x));
        fann_reset_MSE(net);
        fann_test(net, &x, &d);
        double mean = (y - d) * (y - d), said = fann_get_MSE(net);
        double slope = (y - d) * (symmetric ? (1 - y * y) / 2 : y * (1 - y));
        double linear = step(f, FANN_ERRORFUNC_LINEAR, x, d), usual = step(f, fann_get_train_error_function(net), x, d);
        printf("%-10s y(1) = %.6f   mean square %.6f, FANN's %.6f (x %.2f)   step/rate %.5f: x %.3f of -dL/dw, by default x %.3f\n",
               symmetric ? "symmetric" : "0 to 1", y, mean, said, said / mean, linear, linear / -slope, usual / -slope);
        assert(fabs(y - expected) < 1e-12);
        assert(fabs(said / mean - (symmetric ? 0.25 : 1)) < 1e-6);
        assert(fabs(linear / -slope - (symmetric ? 0.5 : 1)) < 1e-3);
        assert(fann_get_train_error_function(net) == FANN_ERRORFUNC_TANH && fabs(usual / -slope - linear / -slope) > 0.1);
        fann_destroy(net);
    }
    printf("tanh(1) = %.6f, tanh(1/2) = %.6f\n", tanh(1), tanh(0.5));
    return 0;
}
C
gcc -Wall -Iroot/usr/include try.c -o try "$library" -lm
LD_LIBRARY_PATH=$(dirname "$library") ./try
