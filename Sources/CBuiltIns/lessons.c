#include "builtins.h"

// Every C mode of clang knows #embed; it only says that C23 brought it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char lesson_00_five_minutes[] = {
#embed "../../lessons/00-five-minutes.md"
};
static const unsigned char lesson_01_order_matters[] = {
#embed "../../lessons/01-order-matters.md"
};
static const unsigned char lesson_02_one_cell_unfolded[] = {
#embed "../../lessons/02-one-cell-unfolded.md"
};
static const unsigned char lesson_03_any_net_recurs[] = {
#embed "../../lessons/03-any-net-recurs.md"
};
static const unsigned char lesson_04_five_shapes[] = {
#embed "../../lessons/04-five-shapes.md"
};
static const unsigned char lesson_05_words_and_loss[] = {
#embed "../../lessons/05-words-and-loss.md"
};
static const unsigned char lesson_06_one_layer_back[] = {
#embed "../../lessons/06-one-layer-back.md"
};
static const unsigned char lesson_07_bptt_by_hand[] = {
#embed "../../lessons/07-bptt-by-hand.md"
};
static const unsigned char lesson_08_triangle[] = {
#embed "../../lessons/08-triangle.md"
};
static const unsigned char lesson_09_time_is_depth[] = {
#embed "../../lessons/09-time-is-depth.md"
};
static const unsigned char lesson_10_what_rho_hides[] = {
#embed "../../lessons/10-what-rho-hides.md"
};
static const unsigned char lesson_11_clipping[] = {
#embed "../../lessons/11-clipping.md"
};
static const unsigned char lesson_12_gates[] = {
#embed "../../lessons/12-gates.md"
};
static const unsigned char lesson_13_ugrnn_and_gru[] = {
#embed "../../lessons/13-ugrnn-and-gru.md"
};
static const unsigned char lesson_14_lstm_forward[] = {
#embed "../../lessons/14-lstm-forward.md"
};
static const unsigned char lesson_15_lstm_backward[] = {
#embed "../../lessons/15-lstm-backward.md"
};
static const unsigned char lesson_16_side_by_side[] = {
#embed "../../lessons/16-side-by-side.md"
};
static const unsigned char lesson_17_deep_both_ways[] = {
#embed "../../lessons/17-deep-both-ways.md"
};
static const unsigned char lesson_18_encoder_decoder[] = {
#embed "../../lessons/18-encoder-decoder.md"
};
static const unsigned char lesson_19_attention[] = {
#embed "../../lessons/19-attention.md"
};
static const unsigned char lesson_20_review[] = {
#embed "../../lessons/20-review.md"
};

#define LESSON(name, bytes) {name, bytes, sizeof bytes}

static const built_in_file lessons[] = {
    LESSON("00-five-minutes", lesson_00_five_minutes),
    LESSON("01-order-matters", lesson_01_order_matters),
    LESSON("02-one-cell-unfolded", lesson_02_one_cell_unfolded),
    LESSON("03-any-net-recurs", lesson_03_any_net_recurs),
    LESSON("04-five-shapes", lesson_04_five_shapes),
    LESSON("05-words-and-loss", lesson_05_words_and_loss),
    LESSON("06-one-layer-back", lesson_06_one_layer_back),
    LESSON("07-bptt-by-hand", lesson_07_bptt_by_hand),
    LESSON("08-triangle", lesson_08_triangle),
    LESSON("09-time-is-depth", lesson_09_time_is_depth),
    LESSON("10-what-rho-hides", lesson_10_what_rho_hides),
    LESSON("11-clipping", lesson_11_clipping),
    LESSON("12-gates", lesson_12_gates),
    LESSON("13-ugrnn-and-gru", lesson_13_ugrnn_and_gru),
    LESSON("14-lstm-forward", lesson_14_lstm_forward),
    LESSON("15-lstm-backward", lesson_15_lstm_backward),
    LESSON("16-side-by-side", lesson_16_side_by_side),
    LESSON("17-deep-both-ways", lesson_17_deep_both_ways),
    LESSON("18-encoder-decoder", lesson_18_encoder_decoder),
    LESSON("19-attention", lesson_19_attention),
    LESSON("20-review", lesson_20_review),
};

long built_in_lesson_count(void) { return sizeof lessons / sizeof *lessons; }

built_in_file built_in_lesson(long index) { return lessons[index]; }
