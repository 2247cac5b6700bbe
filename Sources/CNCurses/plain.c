#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "shim.h"

#include <signal.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

// Single keys without a screen: the terminal hands over every key at once and does not write it. Whatever ends the process, the modes come back.

static struct termios before;
static volatile sig_atomic_t is_on;

static void give_back(int signal_number) {
    if (is_on) tcsetattr(STDIN_FILENO, TCSANOW, &before);
    is_on = 0;
    // The action is the signal's own again: it ends or stops the process as it would have.
    raise(signal_number);
}

int unfold_keys_begin(void) {
    if (is_on) return 1;
    if (tcgetattr(STDIN_FILENO, &before) != 0) return 0;
    struct termios keys = before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    struct sigaction action = {.sa_handler = give_back, .sa_flags = SA_RESETHAND | SA_NODEFER};
    const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    for (unsigned i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct sigaction now;
        // What whoever started the program ignores stays ignored.
        if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) sigaction(ends[i], &action, NULL);
    }
    is_on = 1;
    return tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
}

void unfold_keys_end(void) {
    if (is_on) tcsetattr(STDIN_FILENO, TCSANOW, &before);
    is_on = 0;
}

int unfold_keys_wait(int milliseconds) {
    fd_set waiting;
    FD_ZERO(&waiting);
    FD_SET(STDIN_FILENO, &waiting);
    struct timeval time = {.tv_sec = milliseconds / 1000, .tv_usec = (milliseconds % 1000) * 1000};
    return select(STDIN_FILENO + 1, &waiting, NULL, NULL, milliseconds < 0 ? NULL : &time) > 0;
}
