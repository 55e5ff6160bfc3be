/* Keys: their codes, their names in the configuration, and the decoder of keyboard bytes. No terminal needed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Code points are themselves (1..0x10FFFF, controls as Ctrl-letter: 0x01..0x1A). Special keys follow. */
enum bb_key {
    BB_KEY_NONE = 0,
    BB_KEY_TAB = 0x09,
    BB_KEY_ENTER = 0x0D, /* LF is Ctrl-J and counts as Enter in lists and one-line fields */
    BB_KEY_ESC = 0x1B,
    BB_KEY_BACKSPACE = 0x7F,
    BB_KEY_SPECIAL = 0x110000,
    BB_KEY_UP,
    BB_KEY_DOWN,
    BB_KEY_LEFT,
    BB_KEY_RIGHT,
    BB_KEY_HOME,
    BB_KEY_END,
    BB_KEY_PAGE_UP,
    BB_KEY_PAGE_DOWN,
    BB_KEY_INSERT,
    BB_KEY_DELETE,
    BB_KEY_BACK_TAB,
    BB_KEY_WORD_LEFT,  /* Ctrl-Left, Alt-b */
    BB_KEY_WORD_RIGHT, /* Ctrl-Right, Alt-f */
    BB_KEY_F1,
    BB_KEY_F2,
    BB_KEY_F3,
    BB_KEY_F4,
    BB_KEY_F5,
    BB_KEY_F6,
    BB_KEY_F7,
    BB_KEY_F8,
    BB_KEY_F9,
    BB_KEY_F10,
    BB_KEY_F11,
    BB_KEY_F12,
    BB_KEY_LAST
};
#define BB_CTRL(letter) ((letter)&0x1F)

/* Reads a key name as written in YAML: "a", "G", "?", "space", "tab", "enter", "esc", "up", "pgdn", "ctrl-r",
 * "shift-tab", "f1". BB_KEY_NONE if it is none. */
int32_t bb_key_parse(const char *name);
/* Appends the short name for hints and help ("Ctrl-R", "Space", "↑" or "Up" in ASCII). `size` bytes at out. */
void bb_key_name(int32_t key, bool ascii, char *out, size_t size);

enum bb_event_kind { BB_EV_KEY, BB_EV_PASTE, BB_EV_MOUSE, BB_EV_FOCUS };
enum bb_mouse { BB_MOUSE_PRESS, BB_MOUSE_RELEASE, BB_MOUSE_DRAG, BB_MOUSE_WHEEL_UP, BB_MOUSE_WHEEL_DOWN };
struct bb_event {
    enum bb_event_kind kind;
    int32_t key; /* BB_EV_KEY */
    int x, y;    /* BB_EV_MOUSE: cell, from 0 */
    enum bb_mouse mouse;
    int button;        /* 0 left, 1 middle, 2 right */
    bool focused;      /* BB_EV_FOCUS */
    const char *paste; /* BB_EV_PASTE: valid UTF-8 without ESC and C0 except \n and \t; valid until the next call */
    size_t paste_n;
};

/* Decoder state. It never loses a key: a bad byte costs only itself; unknown CSI, SS3 and OSC sequences are swallowed
 * whole; a sequence longer than 256 bytes is dropped. */
struct bb_decoder;
struct bb_decoder *bb_decoder_create(void);
void bb_decoder_destroy(struct bb_decoder *d);
/* Teaches it what this terminal sends for a key (from terminfo), besides the usual xterm, linux, rxvt sequences. */
void bb_decoder_learn(struct bb_decoder *d, const char *sequence, int32_t key);
/* Gives it n bytes of input. A paste is limited to 1 MiB; the rest of it is dropped. */
void bb_decoder_feed(struct bb_decoder *d, const void *bytes, size_t n);
/* Takes the next complete event; false when there is none. With `flush` (no byte came for the escape delay) a lone ESC
 * or a cut sequence is given out or dropped instead of waited for. */
bool bb_decoder_next(struct bb_decoder *d, bool flush, struct bb_event *out);
/* True while bytes wait for their continuation: call next with flush after the escape delay. */
bool bb_decoder_pending(const struct bb_decoder *d);
