/* The names of keys: as the configuration spells them, and as hints and help show them. */
#include <bepboard/key.h>
#include <bepboard/text.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct key_word {
    const char *name;  /* in the configuration, in any case */
    const char *ascii; /* on screen */
    const char *utf8;  /* on screen where arrows can be drawn; NULL = as in ASCII */
    int32_t key;
};

/* The first row of a key is the one that is shown. */
static const struct key_word words[] = {
    {"space", "Space", NULL, ' '},
    {"tab", "Tab", NULL, BB_KEY_TAB},
    {"enter", "Enter", NULL, BB_KEY_ENTER},
    {"return", "Enter", NULL, BB_KEY_ENTER},
    {"esc", "Esc", NULL, BB_KEY_ESC},
    {"escape", "Esc", NULL, BB_KEY_ESC},
    {"backspace", "Backspace", NULL, BB_KEY_BACKSPACE},
    {"up", "Up", "↑", BB_KEY_UP},
    {"down", "Down", "↓", BB_KEY_DOWN},
    {"left", "Left", "←", BB_KEY_LEFT},
    {"right", "Right", "→", BB_KEY_RIGHT},
    {"home", "Home", NULL, BB_KEY_HOME},
    {"end", "End", NULL, BB_KEY_END},
    {"pgup", "PgUp", NULL, BB_KEY_PAGE_UP},
    {"pageup", "PgUp", NULL, BB_KEY_PAGE_UP},
    {"pgdn", "PgDn", NULL, BB_KEY_PAGE_DOWN},
    {"pagedown", "PgDn", NULL, BB_KEY_PAGE_DOWN},
    {"ins", "Ins", NULL, BB_KEY_INSERT},
    {"insert", "Ins", NULL, BB_KEY_INSERT},
    {"del", "Del", NULL, BB_KEY_DELETE},
    {"delete", "Del", NULL, BB_KEY_DELETE},
    {"shift-tab", "Shift-Tab", NULL, BB_KEY_BACK_TAB},
    {"ctrl-left", "Ctrl-Left", "Ctrl-←", BB_KEY_WORD_LEFT},
    {"ctrl-right", "Ctrl-Right", "Ctrl-→", BB_KEY_WORD_RIGHT},
    {"f1", "F1", NULL, BB_KEY_F1},
    {"f2", "F2", NULL, BB_KEY_F2},
    {"f3", "F3", NULL, BB_KEY_F3},
    {"f4", "F4", NULL, BB_KEY_F4},
    {"f5", "F5", NULL, BB_KEY_F5},
    {"f6", "F6", NULL, BB_KEY_F6},
    {"f7", "F7", NULL, BB_KEY_F7},
    {"f8", "F8", NULL, BB_KEY_F8},
    {"f9", "F9", NULL, BB_KEY_F9},
    {"f10", "F10", NULL, BB_KEY_F10},
    {"f11", "F11", NULL, BB_KEY_F11},
    {"f12", "F12", NULL, BB_KEY_F12},
};
enum { WORD_COUNT = sizeof words / sizeof *words };

/* The key that one typed character gives, BB_KEY_NONE if the name is not exactly one visible character. */
static int32_t parse_character(const char *name)
{
    uint32_t cp;
    size_t n = strlen(name);
    size_t used = n ? bb_utf8_decode(name, n, &cp) : 0;
    bool visible = used && used == n && cp > ' ' && cp != BB_KEY_BACKSPACE && (cp < 0x80 || cp > 0x9F);
    return visible ? (int32_t)cp : BB_KEY_NONE;
}

static int32_t parse_control(const char *name)
{
    static const char prefix[] = "ctrl-";
    size_t n = sizeof prefix - 1;
    if (strncasecmp(name, prefix, n) != 0 || strlen(name) != n + 1)
        return BB_KEY_NONE;
    char letter = (char)(name[n] | 0x20);
    return letter >= 'a' && letter <= 'z' ? BB_CTRL(letter) : BB_KEY_NONE;
}

int32_t bb_key_parse(const char *name)
{
    for (int i = 0; name && i < WORD_COUNT; i++)
        if (strcasecmp(words[i].name, name) == 0)
            return words[i].key;
    if (!name)
        return BB_KEY_NONE;
    int32_t control = parse_control(name);
    return control ? control : parse_character(name);
}

void bb_key_name(int32_t key, bool ascii, char *out, size_t size)
{
    for (int i = 0; i < WORD_COUNT; i++) {
        if (words[i].key != key)
            continue;
        snprintf(out, size, "%s", words[i].utf8 && !ascii ? words[i].utf8 : words[i].ascii);
        return;
    }
    if (key > 0 && key < ' ') {
        snprintf(out, size, "Ctrl-%c", key + '@');
        return;
    }
    struct bb_str s = {0};
    if (key > 0 && key < BB_KEY_SPECIAL)
        bb_utf8_encode(&s, (uint32_t)key);
    snprintf(out, size, "%s", bb_str_get(&s));
    bb_str_finish(&s);
}
