/* Text that has hurt programs before: each entry belongs into every field, screen, log and report at least once.
 * `n` counts bytes, because some entries hold NUL. Reused by several tests. */
#pragma once

#include <stddef.h>

struct hostile {
    const char *what;
    const char *s;
    size_t n;
};

#define HOSTILE(what_, s_)                                                                                             \
    {                                                                                                                  \
        .what = (what_), .s = (s_), .n = sizeof(s_) - 1                                                                \
    }

static const struct hostile hostile_texts[] = {
    HOSTILE("nothing", ""),
    HOSTILE("plain ASCII", "Orders for Q3"),
    HOSTILE("clear screen", "\033[2J\033[H"),
    HOSTILE("colour", "\033[31mred\033[0m"),
    HOSTILE("window title", "\033]0;owned\007"),
    HOSTILE("clipboard by OSC 52", "\033]52;c;cm0gLXJm\033\\"),
    HOSTILE("hyperlink", "\033]8;;http://example.org\033\\click\033]8;;\033\\"),
    HOSTILE("device control string", "\033P+q544e\033\\"),
    HOSTILE("answerback request", "\033[c\033[6n\005"),
    HOSTILE("alternate screen", "\033[?1049l"),
    HOSTILE("lone ESC at the end", "end\033"),
    HOSTILE("C1 CSI", "\302\23331mred"),
    HOSTILE("C1 OSC", "\302\2350;owned\302\234"),
    HOSTILE("C1 next line", "one\302\205two"),
    HOSTILE("raw C1 byte", "\23331m"),
    HOSTILE("backspace spoof", "rm -rf\b\b\b\b\b\bls"),
    HOSTILE("carriage return spoof", "evil\rgood"),
    HOSTILE("bell, shift out, shift in", "\a\016qqq\017"),
    HOSTILE("tab and newlines", "a\tb\nc\r\nd\v\fe"),
    HOSTILE("NUL inside", "before\0after"),
    HOSTILE("DEL", "a\177b"),
    HOSTILE("right-to-left override", "user\342\200\256nimda"),
    HOSTILE("bidi isolates", "\342\201\246a\342\201\251\342\201\247b\342\201\250"),
    HOSTILE("left-to-right marks", "a\342\200\216b\342\200\217c\330\234d"),
    HOSTILE("zero-width space and joiners", "pay\342\200\213pal\342\200\214x\342\200\215y"),
    HOSTILE("byte order mark", "\357\273\277name"),
    HOSTILE("word joiner and invisible operators", "a\342\201\240b\342\201\241c\342\201\244d"),
    HOSTILE("tag characters", "flag\363\240\201\201\363\240\201\277"),
    HOSTILE("line and paragraph separator", "a\342\200\250b\342\200\251c"),
    HOSTILE("soft hyphen", "co\302\255operate"),
    HOSTILE("hangul fillers", "\343\205\244\341\205\237\341\205\240\357\276\240"),
    HOSTILE("overlong slash", "\300\257etc"),
    HOSTILE("overlong NUL", "\300\200"),
    HOSTILE("surrogate", "\355\240\200x"),
    HOSTILE("above the last code point", "\364\220\200\200"),
    HOSTILE("five-byte form", "\370\210\200\200\200"),
    HOSTILE("cut short", "caf\303"),
    HOSTILE("cut short before a letter", "\342\202B"),
    HOSTILE("continuation bytes only", "\200\277\200\277"),
    HOSTILE("FE and FF", "\376\377"),
    HOSTILE("noncharacters", "\357\277\277\357\277\276\357\267\220"),
    HOSTILE("unassigned", "\363\240\204\200\362\220\200\200"),
    HOSTILE("replacement character itself", "\357\277\275"),
    HOSTILE("mark without base", "\314\201abc"),
    HOSTILE("mark after a newline", "a\n\314\201b"),
    HOSTILE("tower of marks", "Z\314\201\314\202\314\203\314\204\314\205\314\206\314\207\314\210\314\211\314\212!"),
    HOSTILE("decomposed accents", "Zoe\314\210 e\314\201x"),
    HOSTILE("wide characters", "\344\270\255\346\226\207\345\255\227"),
    HOSTILE("full-width Latin", "\357\274\241\357\274\242\357\274\235"),
    HOSTILE("emoji", "\360\237\216\211 \342\235\244\357\270\217"),
    HOSTILE("family joined by ZWJ", "\360\237\221\250\342\200\215\360\237\221\251\342\200\215\360\237\221\247"),
    HOSTILE("skin tone", "\360\237\221\215\360\237\217\275"),
    HOSTILE("flags", "\360\237\207\251\360\237\207\252\360\237\207\253"),
    HOSTILE("Arabic and Hebrew", "\331\205\330\261\330\255\330\250\330\247 \327\251\327\234\327\225\327\235"),
    HOSTILE("Devanagari", "\340\244\225\340\245\215\340\244\267\340\244\277"),
    HOSTILE("Thai", "\340\270\201\340\270\263\340\271\211"),
    HOSTILE("Korean letters", "\341\204\222\341\205\241\341\206\253"),
    HOSTILE("format string", "%s%n%1000000d%*c"),
    HOSTILE("spreadsheet formula", "=cmd|'/c calc'!A1"),
    HOSTILE("markup", "<script>alert(1)</script>&amp;\"'"),
    HOSTILE("SQL", "'); DROP TABLE person; --"),
    HOSTILE("YAML", "*alias: &anchor !tag {a: [b"),
    HOSTILE("path", "../../etc/passwd"),
    HOSTILE("shell", "$(reboot)`reboot`;reboot"),
    HOSTILE("only spaces", "        "),
    HOSTILE("one long word",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
};

enum { HOSTILE_COUNT = sizeof hostile_texts / sizeof *hostile_texts };

#undef HOSTILE
