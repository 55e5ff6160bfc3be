/* Names of keys in scripts, turned into what a terminal sends. */
#pragma once

#include "session.h"

/* Sends one word of a `keys` line: a character, Up Down Left Right Home End PageUp PageDown Insert Delete Tab BackTab
 * Enter Esc Backspace Space F1..F12, C-x, M-x, text:STRING, paste:STRING, hex:1b5b41, click:COL:ROW,
 * wheelup:COL:ROW, wheeldown:COL:ROW (from 1), focus-in, focus-out; each may be followed by *N. It answers to the modes
 * that the program has set (cursor keys, paste, mouse). False if the word names no key. */
bool keys_send(struct session *s, const char *word);
/* How many keys that was; text and pastes count as none. */
int keys_pressed(const char *word);
