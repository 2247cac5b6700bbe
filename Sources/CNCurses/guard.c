#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "guard.h"
#include "shim.h"

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

struct watched {
    int signal;
    int flag;
};

static const struct watched reported[] = {
    {SIGHUP, unfold_signal_hangup},     {SIGINT, unfold_signal_interrupt},   {SIGTERM, unfold_signal_terminate},
    {SIGTSTP, unfold_signal_stop},      {SIGCONT, unfold_signal_continue},   {SIGWINCH, unfold_signal_resize},
    {SIGQUIT, unfold_signal_quit},
};
static const int fatal[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};

enum { reported_count = sizeof reported / sizeof *reported, fatal_count = sizeof fatal / sizeof *fatal };

static volatile sig_atomic_t came[reported_count];
static struct sigaction reported_before[reported_count];
static struct sigaction fatal_before[fatal_count];
static int wake[2] = {-1, -1};
static struct termios modes;
static int has_modes;
static volatile sig_atomic_t is_installed;
static char farewell[256];
static size_t farewell_length;

static void report(int signal) {
    int saved = errno;
    for (int i = 0; i < reported_count; i++) {
        if (reported[i].signal == signal) came[i] = 1;
    }
    (void)!write(wake[1], "", 1);
    errno = saved;
}

// Leaves the alternate screen, shows the cursor, puts the modes back, and lets the crash take the way it had before: to Swift's
// backtrace or to the end of the process.
static void crash(int signal, siginfo_t *information, void *context) {
    (void)context;
    (void)!write(STDOUT_FILENO, farewell, farewell_length);
    unfold_guard_restore_modes();
    for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
    // A fault comes again by itself when its instruction runs again; what somebody sent has to be sent again.
    int comes_again = information->si_code > 0 && (signal == SIGILL || signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE);
    if (comes_again) return;
    raise(signal);
    // Swift's handler prints its backtrace, puts the default action back and returns: once more, so that the process ends.
    raise(signal);
    _exit(128 + signal);
}

static void say_farewell(const char *text) {
    if (text == NULL || text == (char *)-1) return;
    while (*text && farewell_length < sizeof farewell) {
        // terminfo's padding ($<2>) is an instruction, not text.
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end) {
            text = end + 1;
        } else {
            farewell[farewell_length++] = *text++;
        }
    }
}

static void close_at_exit(void) { unfold_close(); }

void unfold_guard_remember(void) {
    has_modes = tcgetattr(STDIN_FILENO, &modes) == 0;
    for (int i = 0; i < reported_count; i++) sigaction(reported[i].signal, NULL, &reported_before[i]);
    for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], NULL, &fatal_before[i]);
}

int unfold_guard_install(void) {
    if (pipe(wake) != 0) return 0;
    for (int i = 0; i < 2; i++) {
        fcntl(wake[i], F_SETFL, fcntl(wake[i], F_GETFL) | O_NONBLOCK);
        fcntl(wake[i], F_SETFD, FD_CLOEXEC);
    }
    farewell_length = 0;
    const char *capabilities[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
    for (int i = 0; i < 5; i++) say_farewell(tigetstr(capabilities[i]));
    say_farewell(unfold_paste_sequence(0));
    say_farewell(unfold_mouse_sequence(0));

    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = report;
    for (int i = 0; i < reported_count; i++) {
        came[i] = 0;
        // What was ignored on purpose (nohup) stays ignored.
        if (reported_before[i].sa_handler != SIG_IGN) sigaction(reported[i].signal, &action, NULL);
    }
    static char stack[65536];
    stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    stack_t present;
    if (sigaltstack(NULL, &present) == 0 && (present.ss_flags & SS_DISABLE)) sigaltstack(&alternate, NULL);
    action.sa_sigaction = crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &action, NULL);
    static int is_registered;
    if (!is_registered) is_registered = atexit(close_at_exit) == 0;
    is_installed = 1;
    return 1;
}

void unfold_guard_remove(void) {
    if (is_installed) {
        is_installed = 0;
        for (int i = 0; i < reported_count; i++) sigaction(reported[i].signal, &reported_before[i], NULL);
        for (int i = 0; i < fatal_count; i++) sigaction(fatal[i], &fatal_before[i], NULL);
        close(wake[0]);
        close(wake[1]);
        wake[0] = wake[1] = -1;
    }
    unfold_guard_restore_modes();
}

void unfold_guard_restore_modes(void) {
    if (has_modes) tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

int unfold_guard_descriptor(void) { return wake[0]; }

int unfold_signals(void) {
    char bytes[64];
    while (read(wake[0], bytes, sizeof bytes) > 0) {
    }
    int signals = 0;
    for (int i = 0; i < reported_count; i++) {
        if (came[i]) {
            came[i] = 0;
            signals |= reported[i].flag;
        }
    }
    return signals;
}

void unfold_guard_stop(void) {
    struct sigaction ours;
    struct sigaction stop;
    memset(&stop, 0, sizeof stop);
    sigemptyset(&stop.sa_mask);
    stop.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &stop, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, NULL);
    // The continuation is known already.
    for (int i = 0; i < reported_count; i++) {
        if (reported[i].signal == SIGCONT || reported[i].signal == SIGTSTP) came[i] = 0;
    }
}
