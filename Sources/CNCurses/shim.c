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
#include <sys/ioctl.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>
#include <wctype.h>

static SCREEN *screen;
// Keys are read on a pad: on a window ncurses would refresh it first.
static WINDOW *keys;

enum { rest_of_a_key = 25 };

const char *unfold_character_set(void) {
    setlocale(LC_CTYPE, "");
    return nl_langinfo(CODESET);
}

int unfold_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

int unfold_terminal_kind(const char *type) {
    int error = 0;
    if (setupterm((char *)type, STDOUT_FILENO, &error) != OK) return -1;
    const char *move = tigetstr("cup");
    int kind = move != NULL && move != (char *)-1;
    del_curterm(cur_term);
    return kind;
}

// Not every terminal keeps to the one form of its cursor keys that terminfo names.
static void define_cursor_keys(void) {
    static const struct {
        char last;
        int code;
    } cursor_keys[] = {{'A', KEY_UP}, {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT}, {'H', KEY_HOME}, {'F', KEY_END}};
    for (size_t i = 0; i < sizeof cursor_keys / sizeof *cursor_keys; i++) {
        const char forms[2][4] = {{'\033', '[', cursor_keys[i].last, 0}, {'\033', 'O', cursor_keys[i].last, 0}};
        for (int form = 0; form < 2; form++) {
            if (key_defined(forms[form]) == 0) define_key(forms[form], cursor_keys[i].code);
        }
    }
}

int unfold_open(void) {
    if (screen) return 0;
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
    set_escdelay(rest_of_a_key);
    keys = newpad(1, 1);
    if (!keys) {
        unfold_close();
        return 0;
    }
    keypad(keys, TRUE);
    define_cursor_keys();
    return 1;
}

void unfold_close(void) {
    if (!screen) return;
    if (!isendwin()) {
        erase();
        endwin();
    }
    unfold_guard_remove();
    if (keys) delwin(keys);
    keys = NULL;
    delscreen(screen);
    screen = NULL;
}

int unfold_colors(void) { return screen ? tigetnum("colors") : -1; }

int unfold_start_colors(void) { return has_colors() && start_color() == OK && use_default_colors() == OK; }

int unfold_define_pair(int pair, int foreground, int background) {
    return pair < COLOR_PAIRS && init_extended_pair(pair, foreground, background) == OK;
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
            if (cells[i].attributes & unfold_reverse) attributes |= A_REVERSE;
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

void unfold_refresh(int row, int column) {
    if (row >= 0) move(row, column);
    curs_set(row >= 0);
    wnoutrefresh(stdscr);
    doupdate();
}

static enum unfold_key special(wint_t code, int *value) {
    switch (code) {
    case KEY_RESIZE: return unfold_key_resize;
    case KEY_ENTER: return unfold_key_enter;
    case KEY_BACKSPACE: return unfold_key_backspace;
    case KEY_DC: return unfold_key_delete;
    case KEY_IC: return unfold_key_insert;
    case KEY_BTAB: return unfold_key_backtab;
    case KEY_UP: return unfold_key_up;
    case KEY_DOWN: return unfold_key_down;
    case KEY_LEFT: return unfold_key_left;
    case KEY_RIGHT: return unfold_key_right;
    case KEY_HOME: case KEY_A1: return unfold_key_home;
    case KEY_END: case KEY_C1: return unfold_key_end;
    case KEY_PPAGE: case KEY_A3: return unfold_key_page_up;
    case KEY_NPAGE: case KEY_C3: return unfold_key_page_down;
    default: break;
    }
    if (code > KEY_F0 && code <= KEY_F(63)) {
        *value = (int)(code - KEY_F0);
        return unfold_key_function;
    }
    return unfold_key_other;
}

enum unfold_key unfold_read(int has_input, int *value) {
    wint_t code = 0;
    wtimeout(keys, has_input ? rest_of_a_key : 0);
    int result = wget_wch(keys, &code);
    if (result == ERR) return unfold_key_none;
    *value = (int)code;
    if (result == KEY_CODE_YES) return special(code, value);
    switch (code) {
    case '\r': case '\n': return unfold_key_enter;
    case '\t': return unfold_key_tab;
    case 0x08: case 0x7F: return unfold_key_backspace;
    default: return unfold_key_character;
    }
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

void unfold_suspend(void) {
    if (!screen) return;
    endwin();
    unfold_guard_restore_modes();
    unfold_guard_stop();
    unfold_resume();
}

void unfold_resume(void) {
    if (!screen) return;
    if (!isendwin()) endwin();
    // The shell may have given the terminal another size meanwhile.
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        is_term_resized(size.ws_row, size.ws_col)) {
        resizeterm(size.ws_row, size.ws_col);
    }
    reset_prog_mode();
    clearok(curscr, TRUE);
}
