#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "shim.h"
#include "guard.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

static SCREEN *screen;
// Whether the terminal can exchange the colours of text and background; where it cannot, its standout mode stands for it.
static int has_reverse;

const char *unfold_character_set(void) {
    setlocale(LC_CTYPE, "");
    return nl_langinfo(CODESET);
}

int unfold_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

int unfold_terminal_kind(const char *type) {
    int error = 0;
    if (setupterm((char *)type, STDOUT_FILENO, &error) != OK) return error == 1 ? 2 : -1;
    const char *move = tigetstr("cup");
    int kind = move != NULL && move != (char *)-1;
    del_curterm(cur_term);
    return kind;
}

int unfold_terminal_colors(const char *type) {
    int error = 0;
    if (setupterm((char *)type, STDOUT_FILENO, &error) != OK) return -1;
    int colors = tigetnum("colors");
    del_curterm(cur_term);
    return colors;
}

static int is_text(const char *capability) { return capability != NULL && capability != (char *)-1; }

// Whether private sequences of the ANSI kind are understood or at least passed over: the cursor and the colours are set by such.
static int is_modern(void) {
    const char *move = tigetstr("cup");
    const char *color = tigetstr("setaf");
    return is_text(move) && strncmp(move, "\033[%i%p1%d;%p2%dH", 16) == 0 && is_text(color) && strncmp(color, "\033[", 2) == 0 &&
           tigetnum("colors") >= 8;
}

const char *unfold_paste_sequence(int on) {
    const char *text = tigetstr(on ? "BE" : "BD");
    if (is_text(text)) return text;
    return is_modern() ? (on ? "\033[?2004h" : "\033[?2004l") : NULL;
}

static void paste(int on) {
    const char *text = unfold_paste_sequence(on);
    if (text) (void)!write(STDOUT_FILENO, text, strlen(text));
}

// Reports of the mouse: a button that is pressed, in the form that knows no limit of the columns. Only where somebody has asked for them.
static int wants_mouse;

const char *unfold_mouse_sequence(int on) {
    if (!wants_mouse || !is_modern()) return NULL;
    return on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l";
}

static void mouse(int on) {
    const char *text = unfold_mouse_sequence(on);
    if (text) (void)!write(STDOUT_FILENO, text, strlen(text));
}

int unfold_open(int with_mouse) {
    if (screen) return 0;
    wants_mouse = with_mouse;
    // They would freeze the size at what the shell saw.
    unsetenv("LINES");
    unsetenv("COLUMNS");
    unfold_guard_remember();
    screen = newterm(NULL, stdout, stdin);
    if (!screen) return 0;
    if (!unfold_guard_install()) {
        unfold_close();
        return 0;
    }
    cbreak();
    noecho();
    nonl();
    has_reverse = is_text(tigetstr("rev"));
    keypad(stdscr, TRUE);
    paste(1);
    mouse(1);
    return 1;
}

void unfold_close(void) {
    if (!screen) return;
    if (!isendwin()) {
        mouse(0);
        paste(0);
        erase();
        endwin();
    }
    unfold_guard_remove();
    delscreen(screen);
    screen = NULL;
}

int unfold_colors(void) { return screen ? tigetnum("colors") : -1; }

int unfold_start_colors(void) { return has_colors() && start_color() == OK && use_default_colors() == OK; }

int unfold_define_pair(int pair, int foreground, int background) {
    return pair < COLOR_PAIRS && init_extended_pair(pair, foreground, background) == OK;
}

int unfold_ask_background(void) {
    if (!screen || !is_modern()) return 0;
    // The colour behind the text; and what every terminal answers, so that the end of the answers is known.
    static const char question[] = "\033]11;?\033\\\033[c";
    return write(STDOUT_FILENO, question, sizeof question - 1) == (ssize_t)(sizeof question - 1);
}

int unfold_width(void) { return getmaxx(stdscr); }
int unfold_height(void) { return getmaxy(stdscr); }

int unfold_is_drawable(uint32_t scalar) { return iswprint((wint_t)scalar) && wcwidth((wchar_t)scalar) == 1; }

void unfold_put(int row, int column, const struct unfold_cell *cells, int count) {
    cchar_t complex[256];
    while (count > 0) {
        int chunk = count < 256 ? count : 256;
        for (int i = 0; i < chunk; i++) {
            wchar_t text[2] = {(wchar_t)cells[i].scalar, 0};
            attr_t attributes = A_NORMAL;
            if (cells[i].attributes & unfold_bold) attributes |= A_BOLD;
            if (cells[i].attributes & unfold_faint) attributes |= A_DIM;
            if (cells[i].attributes & unfold_underline) attributes |= A_UNDERLINE;
            if (cells[i].attributes & unfold_reverse) attributes |= has_reverse ? A_REVERSE : A_STANDOUT;
            int pair = cells[i].pair;
            // The pair stands apart: inside the attributes only 256 of them have room.
            setcchar(&complex[i], text, attributes, 0, &pair);
        }
        mvadd_wchnstr(row, column, complex, chunk);
        cells += chunk;
        column += chunk;
        count -= chunk;
    }
}

void unfold_erase(int completely) {
    erase();
    if (completely) clearok(curscr, TRUE);
}

void unfold_forget_row(int row) { wredrawln(stdscr, row, 1); }

void unfold_refresh(int row, int column) {
    if (row >= 0) move(row, column);
    curs_set(row >= 0);
    wnoutrefresh(stdscr);
    doupdate();
}

int unfold_read(uint8_t *bytes, int count) {
    ssize_t got = read(STDIN_FILENO, bytes, (size_t)count);
    return got > 0 ? (int)got : 0;
}

const char *unfold_key_sequence(const char *name) {
    const char *text = screen ? tigetstr(name) : NULL;
    // What has padding in it comes without.
    return is_text(text) && strstr(text, "$<") == NULL ? text : NULL;
}

int unfold_decode(const uint8_t *bytes, int count, uint32_t *scalar) {
    mbstate_t state;
    memset(&state, 0, sizeof state);
    wchar_t character = 0;
    size_t length = mbrtowc(&character, (const char *)bytes, (size_t)count, &state);
    if (length == (size_t)-2) return -2;
    if (length == (size_t)-1) return -1;
    *scalar = (uint32_t)character;
    return length == 0 ? 1 : (int)length;
}

int unfold_wait(int milliseconds) {
    struct pollfd waits[2] = {
        {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = unfold_guard_descriptor(), .events = POLLIN}};
    int count = poll(waits, 2, milliseconds);
    // An interrupted wait: the handler has left a byte in the pipe.
    if (count < 0) return unfold_woken_signal;
    int woken = 0;
    if (waits[1].revents) woken |= unfold_woken_signal;
    if (waits[0].revents & (POLLHUP | POLLERR | POLLNVAL)) return woken | unfold_woken_hangup;
    if (waits[0].revents & POLLIN) {
        int bytes = 0;
        // Readable with nothing to read: the other side is gone.
        int is_gone = ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0 || bytes == 0;
        woken |= is_gone ? unfold_woken_hangup : unfold_woken_input;
    }
    return woken;
}

int unfold_take_size(void) {
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
    if (!is_term_resized(size.ws_row, size.ws_col)) return 0;
    return resize_term(size.ws_row, size.ws_col) == OK;
}

void unfold_suspend(void) {
    if (!screen) return;
    mouse(0);
    paste(0);
    endwin();
    unfold_guard_restore_modes();
    unfold_guard_stop();
    unfold_resume();
}

void unfold_resume(void) {
    if (!screen) return;
    if (!isendwin()) endwin();
    // The shell may have given the terminal another size meanwhile.
    unfold_take_size();
    reset_prog_mode();
    keypad(stdscr, TRUE);
    paste(1);
    mouse(1);
    clearok(curscr, TRUE);
}
