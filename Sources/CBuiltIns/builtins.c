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
static const unsigned char twin_run[] = {
#embed "../../scenes/twin-run.yaml"
};
static const unsigned char adding_by_hand[] = {
#embed "../../scenes/adding-by-hand.yaml"
};

// The scenes of the lessons.
static const unsigned char boss_bag[] = {
#embed "../../scenes/boss-bag.yaml"
};
static const unsigned char boss_bigrams[] = {
#embed "../../scenes/boss-bigrams.yaml"
};
static const unsigned char boss_bigrams_there[] = {
#embed "../../scenes/boss-bigrams-there.yaml"
};
static const unsigned char boss_rnn[] = {
#embed "../../scenes/boss-rnn.yaml"
};
static const unsigned char one_input_one_answer[] = {
#embed "../../scenes/one-input-one-answer.yaml"
};
static const unsigned char tied_words[] = {
#embed "../../scenes/tied-words.yaml"
};
static const unsigned char two_steps_one_weight[] = {
#embed "../../scenes/two-steps-one-weight.yaml"
};
static const unsigned char vanishing_every_input[] = {
#embed "../../scenes/vanishing-every-input.yaml"
};
static const unsigned char saturated[] = {
#embed "../../scenes/saturated.yaml"
};
static const unsigned char non_normal_bump[] = {
#embed "../../scenes/non-normal-bump.yaml"
};
static const unsigned char non_normal_bump_half[] = {
#embed "../../scenes/non-normal-bump-half.yaml"
};
static const unsigned char dead_relu[] = {
#embed "../../scenes/dead-relu.yaml"
};
static const unsigned char exploding_per_parameter[] = {
#embed "../../scenes/exploding-per-parameter.yaml"
};
static const unsigned char exploding_by_value[] = {
#embed "../../scenes/exploding-by-value.yaml"
};
static const unsigned char one_gate[] = {
#embed "../../scenes/one-gate.yaml"
};
static const unsigned char gru_after[] = {
#embed "../../scenes/gru-after.yaml"
};
static const unsigned char gru_before[] = {
#embed "../../scenes/gru-before.yaml"
};
static const unsigned char lstm_peephole[] = {
#embed "../../scenes/lstm-peephole.yaml"
};
static const unsigned char lstm_two_ways[] = {
#embed "../../scenes/lstm-two-ways.yaml"
};
static const unsigned char shortcut[] = {
#embed "../../scenes/shortcut.yaml"
};
static const unsigned char shortcut_off[] = {
#embed "../../scenes/shortcut-off.yaml"
};
static const unsigned char decoder_forced[] = {
#embed "../../scenes/decoder-forced.yaml"
};
static const unsigned char decoder_free[] = {
#embed "../../scenes/decoder-free.yaml"
};
static const unsigned char attention_soft[] = {
#embed "../../scenes/attention-soft.yaml"
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
    SCENE("twin-run", twin_run),
    SCENE("exact-fractions", exact_fractions),
    SCENE("spell-hello", spell_hello),
    SCENE("one-seed-a-spiral", one_seed_a_spiral),
    SCENE("seq2seq-reverses", seq2seq_reverses),
    SCENE("attention-looks-back", attention_looks_back),
    SCENE("deep-both-ways", deep_both_ways),
    SCENE("adding-by-hand", adding_by_hand),
    SCENE("remember-first-bit", remember_first_bit),
    SCENE("boss-bag", boss_bag),
    SCENE("boss-bigrams", boss_bigrams),
    SCENE("boss-bigrams-there", boss_bigrams_there),
    SCENE("boss-rnn", boss_rnn),
    SCENE("one-input-one-answer", one_input_one_answer),
    SCENE("tied-words", tied_words),
    SCENE("two-steps-one-weight", two_steps_one_weight),
    SCENE("vanishing-every-input", vanishing_every_input),
    SCENE("saturated", saturated),
    SCENE("non-normal-bump", non_normal_bump),
    SCENE("non-normal-bump-half", non_normal_bump_half),
    SCENE("dead-relu", dead_relu),
    SCENE("exploding-per-parameter", exploding_per_parameter),
    SCENE("exploding-by-value", exploding_by_value),
    SCENE("one-gate", one_gate),
    SCENE("gru-after", gru_after),
    SCENE("gru-before", gru_before),
    SCENE("lstm-peephole", lstm_peephole),
    SCENE("lstm-two-ways", lstm_two_ways),
    SCENE("shortcut", shortcut),
    SCENE("shortcut-off", shortcut_off),
    SCENE("decoder-forced", decoder_forced),
    SCENE("decoder-free", decoder_free),
    SCENE("attention-soft", attention_soft),
};

long built_in_scene_count(void) { return sizeof scenes / sizeof *scenes; }

built_in_file built_in_scene(long index) { return scenes[index]; }
