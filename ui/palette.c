/* Themes in the colours that a terminal has. */
#include "screen.h"
#include <stdlib.h>

bool palette_unwanted(void)
{
    const char *no_color = getenv("NO_COLOR");
    return no_color && *no_color;
}

int palette_depth(void)
{
    if (palette_unwanted() || !has_colors() || COLORS < 8 || COLOR_PAIRS <= BB_ROLE_COUNT)
        return 0;
    if (COLORS == 256)
        return 256;
    return COLORS >= 16 && COLORS < 256 ? 16 : 8; /* above 256 the numbers mean red, green and blue */
}

static attr_t attributes(unsigned bits)
{
    attr_t a = A_NORMAL;
    a |= bits & BB_ATTR_BOLD ? A_BOLD : 0;
    a |= bits & BB_ATTR_REVERSE ? A_REVERSE : 0;
    a |= bits & BB_ATTR_UNDERLINE ? A_UNDERLINE : 0;
    a |= bits & BB_ATTR_DIM ? A_DIM : 0;
    return a;
}

struct colours {
    int fg, bg;
    attr_t attr;
};

/* A bright colour of the sixteen becomes its plain one at eight, in bold. */
static struct colours choose(const struct bb_style *s, int depth)
{
    struct colours c = {s->fg, s->bg, attributes(s->attr)};
    if (depth == 256)
        return c;
    c.fg = s->fg8;
    c.bg = s->bg8;
    if (depth == 8 && c.fg > 7) {
        c.fg -= 8;
        c.attr |= A_BOLD;
    }
    if (depth == 8 && c.bg > 7)
        c.bg -= 8;
    return c;
}

static struct ink make_ink(const struct term *t, enum bb_role role)
{
    const struct bb_style *s = &t->theme->roles[role];
    if (t->colours == 0)
        return (struct ink){attributes(s->mono), 0};
    struct colours c = choose(s, t->colours);
    struct colours ground = choose(&t->theme->roles[BB_NORMAL], t->colours);
    if (t->theme->own_background) {
        c.fg = c.fg < 0 ? ground.fg : c.fg;
        c.bg = c.bg < 0 ? ground.bg : c.bg;
    }
    if (c.fg < 0 && c.bg < 0)
        return (struct ink){c.attr, 0};
    init_extended_pair(role + 1, c.fg, c.bg);
    return (struct ink){c.attr, (short)(role + 1)};
}

void palette_apply(struct term *t)
{
    for (int role = 0; role < BB_ROLE_COUNT; role++)
        t->inks[role] = make_ink(t, (enum bb_role)role);
    cchar_t ground;
    setcchar(&ground, L" ", A_NORMAL, t->inks[BB_NORMAL].pair, NULL);
    bkgrndset(&ground);
}
