#ifndef UNFOLD_SHIM_H
#define UNFOLD_SHIM_H

// The part of ncurses that the driver uses, in types that Swift imports: its globals (`stdscr`, `LINES`, `COLORS`) are mutable, which strict
// concurrency refuses, and its macros (`A_BOLD`, `KEY_F`, `getmaxyx`) do not import. One screen at a time, from one thread.

#include <stdint.h>

/// One cell: a scalar value, `unfold_bold` … or-ed, and a colour pair (0: the terminal's own colours).
struct unfold_cell {
    uint32_t scalar;
    int attributes;
    int pair;
};

enum {
    unfold_bold = 1,
    unfold_faint = 2,
    unfold_underline = 4,
    unfold_reverse = 8,
};

/// What `unfold_read` found; up to `unfold_key_function`, which comes with the key's number.
enum unfold_key {
    unfold_key_none,
    unfold_key_character,
    unfold_key_resize,
    unfold_key_enter,
    unfold_key_backspace,
    unfold_key_delete,
    unfold_key_insert,
    unfold_key_tab,
    unfold_key_backtab,
    unfold_key_up,
    unfold_key_down,
    unfold_key_left,
    unfold_key_right,
    unfold_key_home,
    unfold_key_end,
    unfold_key_page_up,
    unfold_key_page_down,
    unfold_key_function,
    unfold_key_other,
};

/// What `unfold_wait` was woken by, or-ed; 0 after the time ran out.
enum {
    unfold_woken_input = 1,
    unfold_woken_signal = 2,
    unfold_woken_hangup = 4,
};

/// Signals that came since `unfold_signals` was last asked, or-ed.
enum {
    unfold_signal_hangup = 1,
    unfold_signal_interrupt = 2,
    unfold_signal_terminate = 4,
    unfold_signal_stop = 8,
    unfold_signal_continue = 16,
    unfold_signal_resize = 32,
};

/// Takes the locale's character set (only that: numbers keep their point) and returns its name.
const char *unfold_character_set(void);

/// Whether standard input and output are both a terminal.
int unfold_is_terminal(void);

/// What terminfo knows of the terminal type: 1 a screen with a movable cursor, 0 one without, -1 nothing.
int unfold_terminal_kind(const char *type);

/// Takes the terminal over: 1 done, 0 ncurses could not.
int unfold_open(void);

/// Gives the terminal back as it was. Does nothing when it is not taken.
void unfold_close(void);

/// terminfo's number of colours; -1 without.
int unfold_colors(void);

/// Lets pairs be made; 0 where the terminal has no colours.
int unfold_start_colors(void);

/// Defines a pair, -1 for the terminal's own colour; 0 when ncurses refused.
int unfold_define_pair(int pair, int foreground, int background);

int unfold_width(void);
int unfold_height(void);

/// Whether every terminal that has the locale's character set draws the scalar in one column.
int unfold_is_drawable(uint32_t scalar);

/// Puts cells from a place on, without moving the cursor and without wrapping.
void unfold_put(int row, int column, const struct unfold_cell *cells, int count);

/// Empties the screen's cells; with `completely` the next refresh sends every cell again.
void unfold_erase(int completely);

/// Sends what changed, the cursor at a place, or hidden when `row` is negative.
void unfold_refresh(int row, int column);

/// The next key, and the character's scalar or the function key's number. With `has_input` it waits a moment for the rest of a key whose
/// first bytes are there.
enum unfold_key unfold_read(int has_input, int *value);

/// Waits for input or a signal, at most `milliseconds`, or for ever when negative.
int unfold_wait(int milliseconds);

/// The signals that came, and forgets them.
int unfold_signals(void);

/// Gives the terminal back, stops the process as ^Z does, and takes the terminal again when it goes on.
void unfold_suspend(void);

/// Takes the terminal again after somebody else stopped the process and let it go on.
void unfold_resume(void);

#endif
