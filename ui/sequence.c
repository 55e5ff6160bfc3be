/* Control sequences of xterm, the Linux console, rxvt, tmux and their relatives. */
#include "sequence.h"
#include <string.h>

enum { MOD_ALT = 2, MOD_CTRL = 4, ARG_MAX_VALUE = 99999 };

struct letter_key {
    unsigned char letter;
    int32_t key;
};

/* After ESC [ and after ESC O alike. */
static const struct letter_key letters[] = {
    {'A', BB_KEY_UP},   {'B', BB_KEY_DOWN}, {'C', BB_KEY_RIGHT}, {'D', BB_KEY_LEFT}, {'F', BB_KEY_END},
    {'H', BB_KEY_HOME}, {'P', BB_KEY_F1},   {'Q', BB_KEY_F2},    {'R', BB_KEY_F3},   {'S', BB_KEY_F4},
};

/* rxvt: Shift-arrows after ESC [ and Ctrl-arrows after ESC O. */
static const struct letter_key rxvt_csi[] = {
    {'a', BB_KEY_UP}, {'b', BB_KEY_DOWN}, {'c', BB_KEY_RIGHT}, {'d', BB_KEY_LEFT}};
static const struct letter_key rxvt_ss3[] = {
    {'a', BB_KEY_UP}, {'b', BB_KEY_DOWN}, {'c', BB_KEY_WORD_RIGHT}, {'d', BB_KEY_WORD_LEFT}};

/* The number pad in application mode. */
static const struct letter_key keypad[] = {
    {'M', BB_KEY_ENTER}, {'X', '='}, {'j', '*'}, {'k', '+'}, {'l', ','}, {'m', '-'},        {'n', '.'},
    {'o', '/'},          {'p', '0'}, {'q', '1'}, {'r', '2'}, {'s', '3'}, {'t', '4'},        {'u', '5'},
    {'v', '6'},          {'w', '7'}, {'x', '8'}, {'y', '9'}, {'E', '5'}, {'I', BB_KEY_TAB},
};

/* ESC [ number ~ */
static const int32_t numbers[] = {
    [1] = BB_KEY_HOME,      [2] = BB_KEY_INSERT, [3] = BB_KEY_DELETE, [4] = BB_KEY_END,  [5] = BB_KEY_PAGE_UP,
    [6] = BB_KEY_PAGE_DOWN, [7] = BB_KEY_HOME,   [8] = BB_KEY_END,    [11] = BB_KEY_F1,  [12] = BB_KEY_F2,
    [13] = BB_KEY_F3,       [14] = BB_KEY_F4,    [15] = BB_KEY_F5,    [17] = BB_KEY_F6,  [18] = BB_KEY_F7,
    [19] = BB_KEY_F8,       [20] = BB_KEY_F9,    [21] = BB_KEY_F10,   [23] = BB_KEY_F11, [24] = BB_KEY_F12,
};

#define LOOK_UP(table, letter) look_up(table, sizeof(table) / sizeof *(table), letter)

static int32_t look_up(const struct letter_key *table, size_t n, unsigned char letter)
{
    for (size_t i = 0; i < n; i++)
        if (table[i].letter == letter)
            return table[i].key;
    return BB_KEY_NONE;
}

struct csi csi_parse(const unsigned char *s, size_t n)
{
    struct csi c = {.final = (char)s[n - 1]};
    for (size_t i = 0; i + 1 < n; i++) {
        if (s[i] >= '0' && s[i] <= '9') {
            c.n += c.n == 0;
            int *arg = &c.arg[c.n - 1];
            *arg = *arg * 10 + (s[i] - '0');
            *arg = *arg > ARG_MAX_VALUE ? ARG_MAX_VALUE : *arg;
        } else if (s[i] == ';' || s[i] == ':') {
            c.n += c.n == 0;
            if (c.n == CSI_ARGS)
                break;
            c.n++;
        } else if (s[i] >= '<' && s[i] <= '?') {
            c.marker = (char)s[i];
        } else {
            c.middle = (char)s[i];
        }
    }
    return c;
}

/* The second number of a sequence says which of Shift, Alt and Ctrl were held. */
static int modifiers(const struct csi *c, int index)
{
    return c->n > index && c->arg[index] > 0 ? c->arg[index] - 1 : 0;
}

static int32_t with_modifiers(int32_t key, int mods)
{
    if (!(mods & (MOD_ALT | MOD_CTRL)))
        return key;
    return key == BB_KEY_LEFT ? BB_KEY_WORD_LEFT : key == BB_KEY_RIGHT ? BB_KEY_WORD_RIGHT : key;
}

/* A character that the terminal reports by number because a modifier was held. */
static int32_t reported_character(int code, int mods)
{
    if (code <= 0 || code > 0x10FFFF || (mods & MOD_ALT) || (code >= 0x80 && code <= 0x9F) ||
        (code >= 0xD800 && code <= 0xDFFF))
        return BB_KEY_NONE;
    if (code == BB_KEY_TAB && (mods & 1))
        return BB_KEY_BACK_TAB;
    if (!(mods & MOD_CTRL))
        return code;
    int letter = code | 0x20;
    return letter >= 'a' && letter <= 'z'           ? BB_CTRL(letter)
           : code < ' ' || code == BB_KEY_BACKSPACE ? code
                                                    : BB_KEY_NONE;
}

static int32_t numbered_key(const struct csi *c)
{
    int number = c->n ? c->arg[0] : 0;
    if (number == 27 && c->n >= 3 && c->final == '~')
        return reported_character(c->arg[2], modifiers(c, 1));
    size_t count = sizeof numbers / sizeof *numbers;
    return number > 0 && (size_t)number < count ? numbers[number] : BB_KEY_NONE;
}

int32_t csi_key(const struct csi *c)
{
    if (c->marker)
        return BB_KEY_NONE;
    if (c->final == '$' || c->final == '^' || c->final == '@') /* rxvt with Shift, Ctrl, both */
        return c->n == 1 && !c->middle ? numbered_key(c) : BB_KEY_NONE;
    if (c->middle)
        return BB_KEY_NONE;
    if (c->final == '~')
        return numbered_key(c);
    if (c->final == 'u')
        return c->n ? reported_character(c->arg[0], modifiers(c, 1)) : BB_KEY_NONE;
    if (c->final == 'Z')
        return BB_KEY_BACK_TAB;
    if (c->n > 0 && c->arg[0] > 1)
        return BB_KEY_NONE;
    int32_t key = LOOK_UP(letters, (unsigned char)c->final);
    return key ? with_modifiers(key, modifiers(c, 1)) : LOOK_UP(rxvt_csi, (unsigned char)c->final);
}

int32_t ss3_key(unsigned char final)
{
    int32_t key = LOOK_UP(letters, final);
    key = key ? key : LOOK_UP(rxvt_ss3, final);
    return key ? key : LOOK_UP(keypad, final);
}

/* Bits of a mouse report: 0-1 button, 2-4 modifiers, 5 movement, 6 wheel. */
static bool mouse_kind(int code, bool released, struct bb_event *out)
{
    int button = code & 3;
    if (code >= 128 || code < 0)
        return false;
    if (code & 64) {
        out->mouse = button == 0 ? BB_MOUSE_WHEEL_UP : BB_MOUSE_WHEEL_DOWN;
        return button < 2 && !released;
    }
    if (button == 3)
        return false;
    out->button = button;
    out->mouse = released ? BB_MOUSE_RELEASE : code & 32 ? BB_MOUSE_DRAG : BB_MOUSE_PRESS;
    return true;
}

bool csi_mouse(const struct csi *c, struct bb_event *out)
{
    *out = (struct bb_event){.kind = BB_EV_MOUSE, .x = c->arg[1] - 1, .y = c->arg[2] - 1};
    bool whole = c->n == 3 && !c->middle && out->x >= 0 && out->y >= 0;
    return whole && mouse_kind(c->arg[0], c->final == 'm', out);
}

bool x10_mouse(const unsigned char *s, struct bb_event *out)
{
    *out = (struct bb_event){.kind = BB_EV_MOUSE, .x = s[1] - 33, .y = s[2] - 33};
    int code = s[0] - 32;
    if (out->x < 0 || out->y < 0)
        return false;
    if (code >= 0 && (code & 3) == 3 && !(code & ~3)) { /* this protocol does not say which button was released */
        out->mouse = BB_MOUSE_RELEASE;
        return true;
    }
    return mouse_kind(code, false, out);
}
