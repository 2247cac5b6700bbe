#include "builtins.h"

// Every C mode of clang knows #embed; it only says that C23 brought it.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char lstm_keeps_a_bit[] = {
#embed "../../scenes/lstm-keeps-a-bit.yaml"
};
static const unsigned char gru_resets[] = {
#embed "../../scenes/gru-resets.yaml"
};
static const unsigned char ugrnn_copies[] = {
#embed "../../scenes/ugrnn-copies.yaml"
};
static const unsigned char elman_by_hand[] = {
#embed "../../scenes/elman-by-hand.yaml"
};
static const unsigned char feedforward_parity[] = {
#embed "../../scenes/feedforward-parity.yaml"
};
static const unsigned char vanishing_gradient[] = {
#embed "../../scenes/vanishing-gradient.yaml"
};
static const unsigned char exploding_gradient[] = {
#embed "../../scenes/exploding-gradient.yaml"
};
static const unsigned char quiet_explosion[] = {
#embed "../../scenes/quiet-explosion.yaml"
};
static const unsigned char exact_fractions[] = {
#embed "../../scenes/exact-fractions.yaml"
};
static const unsigned char spell_hello[] = {
#embed "../../scenes/spell-hello.yaml"
};
static const unsigned char one_seed_a_spiral[] = {
#embed "../../scenes/one-seed-a-spiral.yaml"
};
static const unsigned char seq2seq_reverses[] = {
#embed "../../scenes/seq2seq-reverses.yaml"
};
static const unsigned char attention_looks_back[] = {
#embed "../../scenes/attention-looks-back.yaml"
};
static const unsigned char deep_both_ways[] = {
#embed "../../scenes/deep-both-ways.yaml"
};
static const unsigned char remember_first_bit[] = {
#embed "../../scenes/remember-first-bit.yaml"
};

static const unsigned char mingru_averages[] = {
#embed "../../scenes/mingru-averages.yaml"
};

#define SCENE(name, bytes) {name, bytes, sizeof bytes}

// In the order in which they are listed.
static const built_in_file scenes[] = {
    SCENE("lstm-keeps-a-bit", lstm_keeps_a_bit),
    SCENE("gru-resets", gru_resets),
    SCENE("ugrnn-copies", ugrnn_copies),
    SCENE("mingru-averages", mingru_averages),
    SCENE("elman-by-hand", elman_by_hand),
    SCENE("feedforward-parity", feedforward_parity),
    SCENE("vanishing-gradient", vanishing_gradient),
    SCENE("exploding-gradient", exploding_gradient),
    SCENE("quiet-explosion", quiet_explosion),
    SCENE("exact-fractions", exact_fractions),
    SCENE("spell-hello", spell_hello),
    SCENE("one-seed-a-spiral", one_seed_a_spiral),
    SCENE("seq2seq-reverses", seq2seq_reverses),
    SCENE("attention-looks-back", attention_looks_back),
    SCENE("deep-both-ways", deep_both_ways),
    SCENE("remember-first-bit", remember_first_bit),
};

long built_in_scene_count(void) { return sizeof scenes / sizeof *scenes; }

built_in_file built_in_scene(long index) { return scenes[index]; }
