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
    unfold_signal_quit = 64,
};

/// Takes the locale's character set (only that: numbers keep their point) and returns its name.
const char *unfold_character_set(void);

/// Whether standard input and output are both a terminal.
int unfold_is_terminal(void);

/// What terminfo knows of the terminal type: 1 a screen with a movable cursor, 0 one without, 2 paper, -1 nothing or too little.
int unfold_terminal_kind(const char *type);

/// terminfo's number of colours of a terminal type; -1 or less where it says none.
int unfold_terminal_colors(const char *type);

/// Takes the terminal over, with reports of the mouse where `with_mouse` is not 0: 1 done, 0 ncurses could not.
int unfold_open(int with_mouse);

/// Gives the terminal back as it was. Does nothing when it is not taken.
void unfold_close(void);

/// terminfo's number of colours; -1 without.
int unfold_colors(void);

/// Lets pairs be made; 0 where the terminal has no colours.
int unfold_start_colors(void);

/// Defines a pair, -1 for the terminal's own colour; 0 when ncurses refused.
int unfold_define_pair(int pair, int foreground, int background);

/// Asks the terminal for the colour behind the text; 0 where it would not understand. The answers come with the keys.
int unfold_ask_background(void);

int unfold_width(void);
int unfold_height(void);

/// Whether every terminal that has the locale's character set draws the scalar in one column.
int unfold_is_drawable(uint32_t scalar);

/// Puts cells from a place on, without moving the cursor and without wrapping.
void unfold_put(int row, int column, const struct unfold_cell *cells, int count);

/// Empties the screen's cells; with `completely` the next refresh sends every cell again.
void unfold_erase(int completely);

/// Lets the next refresh send every cell of a row.
void unfold_forget_row(int row);

/// Sends what changed, the cursor at a place, or hidden when `row` is negative.
void unfold_refresh(int row, int column);

/// What has been typed, at most `count` bytes; 0 where nothing is there.
int unfold_read(uint8_t *bytes, int count);

/// What the terminal sends for a key, by terminfo's name of it (`kcuu1`); NULL where it has no such key.
const char *unfold_key_sequence(const char *name);

/// The character that some bytes begin with in the locale's character set, and its length; -1 none, -2 it goes on.
int unfold_decode(const uint8_t *bytes, int count, uint32_t *scalar);

/// Takes over the terminal's present size; 1 when it is another one.
int unfold_take_size(void);

/// Waits for input or a signal, at most `milliseconds`, or for ever when negative.
int unfold_wait(int milliseconds);

/// The signals that came, and forgets them.
int unfold_signals(void);

/// Gives the terminal back, stops the process as ^Z does, and takes the terminal again when it goes on.
void unfold_suspend(void);

/// Takes the terminal again after somebody else stopped the process and let it go on.
void unfold_resume(void);

/// Lets a terminal without a screen hand over every key at once, unwritten; again after a stop. 0 where standard input is no terminal.
int unfold_keys_begin(void);

/// Gives the modes back.
void unfold_keys_end(void);

/// Whether a key comes within so many milliseconds, or ever when negative.
int unfold_keys_wait(int milliseconds);

#endif
