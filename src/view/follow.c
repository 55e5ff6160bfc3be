/* What a session shows, told to those who follow it. */
#include <assert.h>
#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>

static const char *const list_names[] = {
    [BB_LIST_ATTENTION] = "attention", [BB_LIST_4S] = "tree",       [BB_LIST_PEOPLE] = "people",
    [BB_LIST_CURVE] = "points",        [BB_LIST_ORDERS] = "orders", [BB_LIST_UNITS] = "units",
    [BB_LIST_HISTORY] = "history",     [BB_LIST_GROUPS] = "groups", [BB_LIST_INDEX] = "index",
};
static_assert(sizeof list_names / sizeof *list_names == BB_LIST_KIND_COUNT, "every list has its name");

static void add(struct bb_str *out, const char *name, int64_t value)
{
    bb_str_addf(out, "%s %lld\n", name, (long long)value);
}

void bb_view_tell(struct bb_str *out, const struct bb_view_state *s, int64_t engagement)
{
    add(out, "engagement", engagement);
    add(out, "screen", s->screen);
    add(out, "pane", s->focus);
    add(out, "zoom", s->zoom);
    add(out, "table", s->table[BB_PANE_MAP] + 2 * s->table[BB_PANE_CURVE]);
    add(out, "axes", s->axes);
    add(out, "person", s->person);
    add(out, "chosen", s->chosen);
    add(out, "curve", (int64_t)s->curve);
    add(out, "segments", s->segments);
    for (int i = 0; i < BB_LIST_KIND_COUNT; i++)
        add(out, list_names[i], s->lists[i].cursor.id);
    int sheet = bb_view_sheet(s);
    add(out, "sheet", sheet + 1);
    add(out, "row", sheet < 0 ? 0 : s->lists[BB_LIST_SHEETS + sheet].cursor.id);
    add(out, "list", s->table[BB_PANE_LIST]);
}

int64_t bb_view_told(const char *text, const char *name, int64_t missing)
{
    size_t n = strlen(name);
    for (const char *p = text; p && *p; p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL)
        if (strncmp(p, name, n) == 0 && p[n] == ' ')
            return strtoll(p + n + 1, NULL, 10);
    return missing;
}

/* A number that indexes something: what is out of range becomes 0. */
static int within(const char *text, const char *name, int count)
{
    int64_t value = bb_view_told(text, name, 0);
    return value >= 0 && value < count ? (int)value : 0;
}

/* A sheet of another screen would not be shown there. */
static void follow_sheet(struct bb_view_state *s, const char *text)
{
    int n, sheet = -1;
    const struct bb_sheet *sheets = bb_sheets(&n);
    sheet += within(text, "sheet", n + 1);
    s->table[BB_PANE_LIST] = bb_view_told(text, "list", 0) != 0;
    if (sheet >= 0 && sheets[sheet].screen != s->screen)
        return;
    if (sheet >= 0)
        s->lists[BB_LIST_SHEETS + sheet].cursor.id = bb_view_told(text, "row", 0);
    if (sheet >= 0 || (s->screen != BB_SCREEN_PLAN && s->screen != BB_SCREEN_REGISTERS))
        s->sheet[s->screen] = sheet;
}

int64_t bb_view_follow(struct bb_view_state *s, const char *text)
{
    int table = within(text, "table", 4);
    s->screen = (enum bb_screen)within(text, "screen", BB_SCREEN_COUNT);
    s->focus = (enum bb_pane)within(text, "pane", BB_PANE_COUNT);
    s->zoom = bb_view_told(text, "zoom", 0) != 0;
    s->table[BB_PANE_MAP] = table & 1;
    s->table[BB_PANE_CURVE] = table & 2;
    s->axes = (enum bb_map_axes)within(text, "axes", BB_MAP_AXES_COUNT);
    s->person = bb_view_told(text, "person", 0);
    s->chosen = bb_view_told(text, "chosen", 0) != 0;
    s->curve = (size_t)within(text, "curve", 1 << 16);
    s->segments = bb_view_told(text, "segments", 0) != 0;
    for (int i = 0; i < BB_LIST_KIND_COUNT; i++)
        s->lists[i].cursor.id = bb_view_told(text, list_names[i], 0);
    follow_sheet(s, text);
    return bb_view_told(text, "engagement", 0);
}
