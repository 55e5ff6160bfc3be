/* The descriptions of terminals. Apart from the rest because ncurses calls a type of its own `struct term`. */
#include "terminfo.h"
#include <bepboard/str.h>
#include <bepboard/text.h>
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

bool terminfo_starts(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strncmp(s, *list, strlen(*list)) == 0)
            return true;
    return false;
}

const char *terminfo_string(const char *name)
{
    const char *value = tigetstr(name);
    return value && value != (const char *)-1 ? value : NULL;
}

/* Loads the description of a terminal, true if there is one that can place the cursor. */
static bool describes(const char *type, bool *known)
{
    int status = 0;
    *known = setupterm(type, STDOUT_FILENO, &status) == OK || status == 1;
    bool able = *known && terminfo_string("cup");
    if (*known && cur_term)
        del_curterm(cur_term);
    return able;
}

const char *terminfo_choose(char **notice, struct bb_error *err)
{
    static const char *const fallbacks[] = {"xterm-256color", "xterm", "vt100"};
    const char *type = getenv("TERM");
    bool known = false;
    if (!type || !*type) {
        bb_fail(err, BB_E_FAILED,
                "TERM is not set, so the terminal's abilities are unknown; set it (for example "
                "TERM=xterm) or print the board with: bepboard show board");
        return NULL;
    }
    if (describes(type, &known))
        return type;
    if (known || strcmp(type, "dumb") == 0) {
        bb_fail(err, BB_E_FAILED,
                "the terminal (TERM=%s) cannot place the cursor; print the board with: bepboard show board", type);
        return NULL;
    }
    for (size_t i = 0; i < sizeof fallbacks / sizeof *fallbacks; i++) {
        if (!describes(fallbacks[i], &known))
            continue;
        struct bb_str s = {0}, safe = {0};
        bb_text_safe(&safe, type, strnlen(type, 40), false);
        bb_str_addf(&s, "This system does not know TERM=%s; using %s.", bb_str_get(&safe), fallbacks[i]);
        bb_str_finish(&safe);
        *notice = bb_str_take(&s);
        return fallbacks[i];
    }
    bb_fail(err, BB_E_FAILED, "this system has no terminal descriptions (terminfo); install the package ncurses-base");
    return NULL;
}
