#ifndef UNFOLD_GUARD_H
#define UNFOLD_GUARD_H

// What stands between the process and the terminal's state: signals become flags and a byte in a pipe, and a crash gives the
// terminal back before it goes its way.

/// Remembers the terminal's modes and the signals' actions; before ncurses starts.
void unfold_guard_remember(void);

/// Installs the handlers; after ncurses started. 0 when there is no pipe to be had.
int unfold_guard_install(void);

/// Puts the remembered actions and modes back.
void unfold_guard_remove(void);

/// What switches bracketed paste on or off; NULL where the terminal has none.
const char *unfold_paste_sequence(int on);

/// What switches reports of the mouse on or off; NULL where nobody has asked for them, or the terminal has none.
const char *unfold_mouse_sequence(int on);

/// Puts the remembered modes back.
void unfold_guard_restore_modes(void);

/// The end of the pipe that becomes readable when a signal has come.
int unfold_guard_descriptor(void);

/// Stops the process with the signal's own action, and comes back when it goes on.
void unfold_guard_stop(void);

#endif
