#include "keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *name, *bytes;
} fixed[] = {
    {"Tab", "\t"},          {"BackTab", "\033[Z"},   {"Enter", "\r"},         {"Esc", "\033"},
    {"Backspace", "\177"},  {"Space", " "},          {"PageUp", "\033[5~"},   {"PageDown", "\033[6~"},
    {"Insert", "\033[2~"},  {"Delete", "\033[3~"},   {"F1", "\033OP"},        {"F2", "\033OQ"},
    {"F3", "\033OR"},       {"F4", "\033OS"},        {"F5", "\033[15~"},      {"F6", "\033[17~"},
    {"F7", "\033[18~"},     {"F8", "\033[19~"},      {"F9", "\033[20~"},      {"F10", "\033[21~"},
    {"F11", "\033[23~"},    {"F12", "\033[24~"},     {"C-Left", "\033[1;5D"}, {"C-Right", "\033[1;5C"},
    {"focus-in", "\033[I"}, {"focus-out", "\033[O"},
};

/* These follow the cursor key mode. */
static const struct {
    const char *name;
    char final;
} arrows[] = {{"Up", 'A'}, {"Down", 'B'}, {"Right", 'C'}, {"Left", 'D'}, {"Home", 'H'}, {"End", 'F'}};

static void send_text(struct session *s, const char *text)
{
    session_send(s, text, strlen(text));
}

static bool send_named(struct session *s, const char *name)
{
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (strcasecmp(name, fixed[i].name) == 0) {
            send_text(s, fixed[i].bytes);
            return true;
        }
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
        if (strcasecmp(name, arrows[i].name) == 0) {
            char bytes[] = {'\033', session_mode(s, 1) ? 'O' : '[', arrows[i].final, '\0'};
            send_text(s, bytes);
            return true;
        }
    return false;
}

static void send_paste(struct session *s, const char *text)
{
    bool bracketed = session_mode(s, 2004);
    if (bracketed)
        send_text(s, "\033[200~");
    send_text(s, text);
    if (bracketed)
        send_text(s, "\033[201~");
}

static bool send_hex(struct session *s, const char *digits)
{
    size_t n = strlen(digits);
    if (n % 2)
        return false;
    for (size_t i = 0; i < n; i += 2) {
        unsigned value;
        if (sscanf(digits + i, "%2x", &value) != 1)
            return false;
        char byte = (char)value;
        session_send(s, &byte, 1);
    }
    return true;
}

static void report_mouse(struct session *s, int button, int col, int row, bool release)
{
    char bytes[64];
    if (session_mode(s, 1006))
        snprintf(bytes, sizeof bytes, "\033[<%d;%d;%d%c", button, col, row, release ? 'm' : 'M');
    else
        snprintf(bytes, sizeof bytes, "\033[M%c%c%c", 32 + (release ? 3 : button), 32 + col, 32 + row);
    send_text(s, bytes);
}

/* A mouse that the program has not asked for sends nothing, as on a real terminal. */
static bool send_mouse(struct session *s, const char *word)
{
    static const struct {
        const char *name;
        int button;
    } kinds[] = {{"click:", 0}, {"wheelup:", 64}, {"wheeldown:", 65}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int col, row;
        size_t n = strlen(kinds[i].name);
        if (strncmp(word, kinds[i].name, n) != 0 || sscanf(word + n, "%d:%d", &col, &row) != 2)
            continue;
        if (!session_mode(s, 1000) && !session_mode(s, 1002) && !session_mode(s, 1003))
            return true;
        report_mouse(s, kinds[i].button, col, row, false);
        if (kinds[i].button == 0)
            report_mouse(s, 0, col, row, true);
        return true;
    }
    return false;
}

static size_t characters(const char *word)
{
    size_t n = 0;
    for (; *word; word++)
        n += ((unsigned char)*word & 0xC0) != 0x80;
    return n;
}

static bool send_once(struct session *s, const char *word)
{
    if (strncmp(word, "text:", 5) == 0) {
        send_text(s, word + 5);
        return true;
    }
    if (strncmp(word, "paste:", 6) == 0) {
        send_paste(s, word + 6);
        return true;
    }
    if (strncmp(word, "hex:", 4) == 0)
        return send_hex(s, word + 4);
    if (send_named(s, word) || send_mouse(s, word))
        return true;
    if (strlen(word) == 3 && (word[0] == 'C' || word[0] == 'M') && word[1] == '-') {
        char bytes[] = {'\033', word[2], '\0'};
        if (word[0] == 'C')
            bytes[0] = (char)(word[2] & 0x1F);
        session_send(s, bytes, word[0] == 'C' ? 1 : 2);
        return true;
    }
    if (characters(word) != 1)
        return false;
    send_text(s, word);
    return true;
}

/* Splits the trailing *N off; 1 if there is none. Text and pastes are taken as they are. */
static int take_repeat(char *word)
{
    char *star = strrchr(word, '*'), *end;
    if (!star || star == word || strncmp(word, "text:", 5) == 0 || strncmp(word, "paste:", 6) == 0)
        return 1;
    long n = strtol(star + 1, &end, 10);
    if (end == star + 1 || *end || n < 1)
        return 1;
    *star = '\0';
    return (int)n;
}

bool keys_send(struct session *s, const char *word)
{
    char *name = strdup(word);
    int n = take_repeat(name);
    bool known = true;
    for (int i = 0; known && i < n; i++)
        known = send_once(s, name);
    free(name);
    return known;
}

int keys_pressed(const char *word)
{
    char *name = strdup(word);
    bool text = strncmp(word, "text:", 5) == 0 || strncmp(word, "paste:", 6) == 0;
    int n = text ? 0 : take_repeat(name);
    free(name);
    return n;
}
