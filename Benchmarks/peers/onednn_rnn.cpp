// One layer of an LSTM, or of a GRU whose reset gate acts after the product, in oneDNN: float32, forward for training and backward, with
// L = sum of squares / 2 over all outputs. Reads its numbers from a file of floats, then times a pass for every line that it reads.
//
//   onednn_rnn lstm|gru I H T B FILE      FILE: x, targets, W, U, b as oneDNN lays them out, then a sign for each gate

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_map>
#include <vector>

#include "oneapi/dnnl/dnnl.hpp"

using namespace dnnl;
using tag = memory::format_tag;
using type = memory::data_type;
using Arguments = std::unordered_map<int, memory>;

static const engine cpu(engine::kind::cpu, 0);
static stream queue(cpu);

static memory::desc plain(const memory::dims &dims, tag layout) { return memory::desc(dims, type::f32, layout); }
static memory::desc any(const memory::dims &dims) { return memory::desc(dims, type::f32, tag::any); }

static float *floats(const memory &m) { return static_cast<float *>(m.get_data_handle()); }

static memory filled(const memory::desc &layout, const std::vector<float> &values) {
    memory result(layout, cpu);
    std::memcpy(floats(result), values.data(), values.size() * sizeof(float));
    return result;
}

static memory zeros(const memory::desc &layout) {
    memory result(layout, cpu);
    std::memset(floats(result), 0, layout.get_size());
    return result;
}

static memory laid(memory source, const memory::desc &layout) {
    if (source.get_desc() == layout) return source;
    memory result(layout, cpu);
    reorder(source, result).execute(queue, source, result);
    queue.wait();
    return result;
}

struct Problem {
    bool lstm;
    memory::dim inputs, hidden, steps, batch;
    memory::dim gates() const { return lstm ? 4 : 3; }
    memory::dim biases() const { return 4; }
    std::vector<float> x, target, w, u, b, signs;
};

struct Run {
    Problem p;
    primitive forward, backward;
    Arguments forwardArguments, backwardArguments;
    memory output, outputGradient, dw, du, db;
    memory::desc wPlain, uPlain;
    double loss = 0;

    void build() {
        memory::dims xDims = {p.steps, p.batch, p.inputs}, yDims = {p.steps, p.batch, p.hidden};
        memory::dims stateDims = {1, 1, p.batch, p.hidden};
        memory::dims wDims = {1, 1, p.inputs, p.gates(), p.hidden}, uDims = {1, 1, p.hidden, p.gates(), p.hidden};
        memory::dims bDims = {1, 1, p.biases(), p.hidden};
        auto x = plain(xDims, tag::tnc), y = plain(yDims, tag::tnc), state = plain(stateDims, tag::ldnc);
        auto b = plain(bDims, tag::ldgo);
        wPlain = plain(wDims, tag::ldigo);
        uPlain = plain(uDims, tag::ldigo);
        memory wGiven = filled(wPlain, p.w), uGiven = filled(uPlain, p.u), bias = filled(b, p.b);
        memory source = filled(x, p.x), start = zeros(state), startCell = zeros(state);
        output = zeros(y);
        outputGradient = zeros(y);
        auto way = rnn_direction::unidirectional_left2right;
        if (p.lstm) {
            lstm_forward::primitive_desc fd(
                cpu, prop_kind::forward_training, way, x, state, state, any(wDims), any(uDims), b, y, state, state);
            lstm_backward::primitive_desc bd(
                cpu, prop_kind::backward, way, x, state, state, any(wDims), any(uDims), b, y, state, state, x, state,
                state, any(wDims), any(uDims), b, y, state, state, fd);
            forward = lstm_forward(fd);
            backward = lstm_backward(bd);
            connect(fd, bd, source, start, wGiven, uGiven, bias, x, state);
            memory lastCell = zeros(state);
            forwardArguments.insert({{DNNL_ARG_SRC_ITER_C, startCell}, {DNNL_ARG_DST_ITER_C, lastCell}});
            backwardArguments.insert(
                {{DNNL_ARG_SRC_ITER_C, startCell}, {DNNL_ARG_DST_ITER_C, lastCell},
                 {DNNL_ARG_DIFF_SRC_ITER_C, zeros(state)}, {DNNL_ARG_DIFF_DST_ITER_C, zeros(state)}});
        } else {
            lbr_gru_forward::primitive_desc fd(
                cpu, prop_kind::forward_training, way, x, state, any(wDims), any(uDims), b, y, state);
            lbr_gru_backward::primitive_desc bd(
                cpu, prop_kind::backward, way, x, state, any(wDims), any(uDims), b, y, state, x, state, any(wDims),
                any(uDims), b, y, state, fd);
            forward = lbr_gru_forward(fd);
            backward = lbr_gru_backward(bd);
            connect(fd, bd, source, start, wGiven, uGiven, bias, x, state);
        }
    }

    template <typename F, typename B>
    void connect(
        const F &fd, const B &bd, memory source, memory start, memory w, memory u, memory bias, const memory::desc &x,
        const memory::desc &state) {
        memory last = zeros(state), space(fd.workspace_desc(), cpu);
        forwardArguments = {
            {DNNL_ARG_SRC_LAYER, source}, {DNNL_ARG_SRC_ITER, start},
            {DNNL_ARG_WEIGHTS_LAYER, laid(w, fd.weights_layer_desc())},
            {DNNL_ARG_WEIGHTS_ITER, laid(u, fd.weights_iter_desc())}, {DNNL_ARG_BIAS, bias},
            {DNNL_ARG_DST_LAYER, output}, {DNNL_ARG_DST_ITER, last}, {DNNL_ARG_WORKSPACE, space}};
        dw = zeros(bd.diff_weights_layer_desc());
        du = zeros(bd.diff_weights_iter_desc());
        db = zeros(bias.get_desc());
        backwardArguments = {
            {DNNL_ARG_SRC_LAYER, source}, {DNNL_ARG_SRC_ITER, start},
            {DNNL_ARG_WEIGHTS_LAYER, laid(w, bd.weights_layer_desc())},
            {DNNL_ARG_WEIGHTS_ITER, laid(u, bd.weights_iter_desc())}, {DNNL_ARG_BIAS, bias},
            {DNNL_ARG_DST_LAYER, output}, {DNNL_ARG_DST_ITER, last}, {DNNL_ARG_WORKSPACE, space},
            {DNNL_ARG_DIFF_SRC_LAYER, zeros(x)}, {DNNL_ARG_DIFF_SRC_ITER, zeros(state)},
            {DNNL_ARG_DIFF_WEIGHTS_LAYER, dw}, {DNNL_ARG_DIFF_WEIGHTS_ITER, du}, {DNNL_ARG_DIFF_BIAS, db},
            {DNNL_ARG_DIFF_DST_LAYER, outputGradient}, {DNNL_ARG_DIFF_DST_ITER, zeros(state)}};
    }

    void pass() {
        forward.execute(queue, forwardArguments);
        queue.wait();
        const float *y = floats(output);
        float *dy = floats(outputGradient);
        double sum = 0;
        for (size_t i = 0; i < p.target.size(); ++i) {
            float difference = y[i] - p.target[i];
            dy[i] = difference;
            sum += double(difference) * difference;
        }
        loss = sum / 2;
        // Gradients of weights are added to what is there.
        for (memory *m : {&dw, &du, &db}) std::memset(floats(*m), 0, m->get_desc().get_size());
        backward.execute(queue, backwardArguments);
        queue.wait();
    }

    /// The sum of all gradients' entries, each gate with its sign.
    double checksum() {
        double sum = 0;
        for (auto [gradient, layout, rows, gates] :
             {std::tuple(dw, wPlain, p.inputs, p.gates()), std::tuple(du, uPlain, p.hidden, p.gates()),
              std::tuple(db, db.get_desc(), memory::dim(1), p.biases())}) {
            memory entries = laid(gradient, layout);
            const float *g = floats(entries);
            // The fourth bias of an LSTM has its gate's sign, that of a GRU stands alone.
            for (memory::dim i = 0; i < rows; ++i)
                for (memory::dim k = 0; k < gates; ++k)
                    for (memory::dim j = 0; j < p.hidden; ++j) sum += p.signs[k] * *g++;
        }
        return sum;
    }
};

static double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int main(int count, char **arguments) {
    if (count != 7) return 64;
    Run run;
    Problem &p = run.p;
    p.lstm = std::string(arguments[1]) == "lstm";
    p.inputs = std::atol(arguments[2]);
    p.hidden = std::atol(arguments[3]);
    p.steps = std::atol(arguments[4]);
    p.batch = std::atol(arguments[5]);
    std::ifstream file(arguments[6], std::ios::binary);
    auto take = [&](std::vector<float> &values, memory::dim size) {
        values.resize(size);
        file.read(reinterpret_cast<char *>(values.data()), size * sizeof(float));
    };
    take(p.x, p.steps * p.batch * p.inputs);
    take(p.target, p.steps * p.batch * p.hidden);
    take(p.w, p.inputs * p.gates() * p.hidden);
    take(p.u, p.hidden * p.gates() * p.hidden);
    take(p.b, p.biases() * p.hidden);
    take(p.signs, 4);
    if (!file) return 65;
    run.build();
    run.pass();
    std::printf("{\"loss\": %.17g, \"gradient_checksum\": %.17g}\n", run.loss, run.checksum());
    std::fflush(stdout);
    long passes = 1;
    for (;; passes *= 2) {
        double start = seconds();
        for (long i = 0; i < passes; ++i) run.pass();
        if (seconds() - start >= 0.05) break;
    }
    for (std::string line; std::getline(std::cin, line);) {
        double start = seconds();
        for (long i = 0; i < passes; ++i) run.pass();
        double each = (seconds() - start) / passes;
        std::printf("{\"seconds\": %.9g}\n", each);
        std::fflush(stdout);
    }
}
