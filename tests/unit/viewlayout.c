/* Every screen at every size: what is drawn stays inside, every cell holds something that can be shown, and what can be
 * clicked lies where it can be clicked. BB_FULL=1 paints everything at all sizes; BB_SEED replays a run. */
#include <bepboard/config.h>
#include <bepboard/exchange.h>
#include <bepboard/view.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../folder.h"
#include "../seeded.h"

enum { W_MOST = 300, H_MOST = 100, SPARE = 2 * W_MOST, SEEDED_SIZES = 300 };
static const unsigned char untouched = 0x5A;

struct gallery {
    char folder[64];
    struct bb_clock clock;
    struct bb_store *store;
    struct bb_config config;
    struct bb_scene scenes[BB_DESK + 1]; /* the demonstration, by audience */
    struct bb_scene sparse;              /* an engagement with hardly anything in it */
    struct bb_scene none;                /* no engagement at all */
    struct bb_view_state state;
    struct bb_grid grid;
    struct seeded random;
    uint64_t seed;
};

/* One way to look at a scene. */
struct look {
    int w, h;
    const struct bb_scene *scene;
    struct bb_look look;
    struct bb_chrome chrome;
};

static void check(bool ok, const struct bb_error *err)
{
    if (!ok)
        fail_msg("%s", err->text);
}

static void read_history(struct gallery *g, struct bb_scene *scene)
{
    struct bb_txn *list;
    struct bb_error err = {0};
    struct bb_arena *a = &scene->data.arena;
    size_t n;
    check(bb_store_log_query(g->store, &(struct bb_log_query){.limit = 500}, a, &list, &n, &err), &err);
    scene->history = bb_arena_alloc(a, n * sizeof *scene->history);
    scene->history_n = n;
    for (size_t i = 0; i < n; i++)
        scene->history[i] = (struct bb_history_line){.seq = list[i].seq,
                                                     .when = "2026-11-22 12:00",
                                                     .who = list[i].actor,
                                                     .what = list[i].label,
                                                     .changes = list[i].changes,
                                                     .undone = list[i].undone_by != 0};
}

static void read_scene(struct gallery *g, int64_t engagement, enum bb_audience audience, struct bb_scene *out)
{
    struct bb_data data = {0};
    struct bb_error err = {0};
    check(bb_store_load(g->store, engagement, &data, &err), &err);
    bb_gate(&data, audience);
    bb_scene_build(out, &data, &g->config.thresholds, &g->config.words, NULL);
    read_history(g, out);
}

static int64_t add_sparse_engagement(struct gallery *g)
{
    struct bb_error err = {0};
    int64_t id = 0;
    struct bb_change name = {.field = bb_field_find(bb_entity_def(BB_ENGAGEMENT), "name"), .value = "Sparse"};
    check(bb_store_save(g->store, BB_ENGAGEMENT, 0, &id, &name, 1, "Begin", &err), &err);
    return id;
}

static int open_gallery(void **state)
{
    struct gallery *g = calloc(1, sizeof *g);
    struct bb_findings findings = {0};
    struct bb_error err = {0};
    char path[96];
    const char *seed = getenv("BB_SEED");
    assert_true(folder_make(g->folder, sizeof g->folder));
    snprintf(path, sizeof path, "%s/demo.db", g->folder);
    assert_true(bb_clock_fix(&g->clock, "2026-11-22", &err));
    struct bb_store_options o = {.path = path, .create = true, .clock = &g->clock, .actor = "tester"};
    check(bb_store_open(&g->store, &o, &err) && bb_demo_load(g->store, &g->clock, &err), &err);
    assert_true(bb_config_load(&g->config, NULL, BB_CONFIG_DEFAULTS, &findings));
    bb_findings_finish(&findings);
    for (int a = BB_ROOM; a <= BB_DESK; a++)
        read_scene(g, 0, (enum bb_audience)a, &g->scenes[a]);
    read_scene(g, add_sparse_engagement(g), BB_DESK, &g->sparse);
    bb_scene_build(&g->none, &(struct bb_data){0}, &g->config.thresholds, &g->config.words, NULL);
    bb_view_state_init(&g->state);
    g->seed = seed ? strtoull(seed, NULL, 10) : 20261122;
    g->random.state = g->seed * 2654435761U + 1;
    *state = g;
    return 0;
}

static int close_gallery(void **state)
{
    struct gallery *g = *state;
    bb_view_state_finish(&g->state);
    for (int a = BB_ROOM; a <= BB_DESK; a++)
        bb_scene_finish(&g->scenes[a]);
    bb_scene_finish(&g->sparse);
    bb_scene_finish(&g->none);
    bb_grid_finish(&g->grid);
    bb_config_finish(&g->config);
    bb_store_close(g->store);
    folder_leave(g->folder);
    free(g);
    return 0;
}

/* What must hold of every picture. */

#define EXPECT(condition, ...)                                                                                         \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            complain(g, v, __VA_ARGS__);                                                                               \
    } while (0)

static void complain(const struct gallery *g, const struct look *v, const char *what, int x, int y)
{
    const struct bb_view_state *s = &g->state;
    struct bb_str text = {0};
    bb_grid_text_dump(&g->grid, &text);
    fail_msg("%s at %d,%d: %dx%d screen %d focus %d zoom %d table %d,%d axes %d glyphs %d audience %d, seed %llu:\n%s",
             what, x, y, v->w, v->h, s->screen, s->focus, s->zoom, s->table[BB_PANE_MAP], s->table[BB_PANE_CURVE],
             s->axes, v->look.glyphs, v->scene->data.audience, (unsigned long long)g->seed, bb_str_get(&text));
}

/* A cell holds one visible cluster of its own width, or is the right half of its neighbour. */
static void cell_is_sound(const struct gallery *g, const struct look *v, int x, int y)
{
    const struct bb_cell *c = bb_grid_at(&g->grid, x, y);
    EXPECT(memchr(c->s, '\0', sizeof c->s) != NULL, "an unfinished cell", x, y);
    EXPECT(c->role < BB_ROLE_COUNT, "a cell without a role", x, y);
    EXPECT(c->width <= 2, "a cell of an impossible width", x, y);
    if (c->width == 1 && c->s[0] >= 0x20 && c->s[0] < 0x7F && c->s[1] == '\0')
        return;
    if (c->width == 0) {
        EXPECT(c->s[0] == '\0' && x > 0 && c[-1].width == 2, "half of nothing", x, y);
        return;
    }
    EXPECT(c->s[0] != '\0', "a cell that was not set", x, y);
    EXPECT(bb_text_width(c->s) == c->width, "a cell whose text has another width", x, y);
    EXPECT((unsigned char)c->s[0] >= 0x20 && c->s[0] != 0x7F, "a control character", x, y);
    EXPECT(c->width == 1 || (x + 1 < v->w && c[1].width == 0), "a wide cell that is cut", x, y);
}

static void picture_is_sound(const struct gallery *g, const struct look *v)
{
    const struct bb_grid *grid = &g->grid;
    EXPECT(grid->w == v->w && grid->h == v->h, "another size", grid->w, grid->h);
    for (int y = 0; y < v->h; y++)
        for (int x = 0; x < v->w; x++)
            cell_is_sound(g, v, x, y);
    for (size_t i = 0; i < grid->hit_n; i++) {
        struct bb_rect r = grid->hits[i].at;
        EXPECT(r.x >= 0 && r.y >= 0 && r.w >= 0 && r.h >= 0 && r.x + r.w <= v->w && r.y + r.h <= v->h,
               "a place to click outside", r.x, r.y);
    }
    bool nowhere = grid->cursor_x == -1 && grid->cursor_y == -1;
    EXPECT(nowhere || bb_rect_has((struct bb_rect){0, 0, v->w, v->h}, grid->cursor_x, grid->cursor_y),
           "the cursor is outside", grid->cursor_x, grid->cursor_y);
    const unsigned char *after = (const unsigned char *)(grid->cells + (size_t)v->w * (size_t)v->h);
    for (size_t i = 0; i < SPARE * sizeof *grid->cells; i++)
        EXPECT(after[i] == untouched, "something behind the last cell", (int)i, v->h);
}

static void draw(struct gallery *g, struct look *v)
{
    /* The grid keeps its memory: what lies behind the picture's own cells must stay as it is. */
    free(g->grid.cells);
    size_t cells = (size_t)v->w * (size_t)v->h + SPARE;
    g->grid.cells = malloc(cells * sizeof *g->grid.cells);
    memset(g->grid.cells, untouched, cells * sizeof *g->grid.cells);
    g->grid.w = v->w;
    g->grid.h = v->h;
    bb_view_draw(&g->grid, v->w, v->h, v->scene, &g->state, &v->look, &v->chrome);
    picture_is_sound(g, v);
}

/* The ways to look. */

static bool toss(struct gallery *g)
{
    return seeded_next(&g->random) >> 7 & 1;
}

static void vary_state(struct gallery *g, enum bb_screen screen, enum bb_pane focus)
{
    static const char *const filters[] = {"", "", "", "a", "nobody at all", "e\314\201"};
    struct bb_view_state *s = &g->state;
    s->screen = screen;
    s->focus = focus;
    s->zoom = toss(g);
    s->table[BB_PANE_MAP] = toss(g);
    s->table[BB_PANE_CURVE] = toss(g);
    s->axes = (enum bb_map_axes)seeded_below(&g->random, BB_MAP_AXES_COUNT);
    s->segments = toss(g);
    s->curve = seeded_below(&g->random, 6);
    s->person = (int64_t)seeded_below(&g->random, 30);
    s->table[BB_PANE_LIST] = toss(g);
    s->sheet[screen] = bb_sheet_next(screen, (int)seeded_below(&g->random, BB_SHEETS_MAX / 2), 1);
    for (int i = 0; i < BB_LIST_KIND_COUNT + BB_SHEETS_MAX; i++) {
        s->lists[i].sort = (int)seeded_below(&g->random, 6) - 1;
        s->lists[i].descending = toss(g);
        s->lists[i].cursor.index = seeded_below(&g->random, 60);
        strcpy(s->lists[i].filter, filters[seeded_below(&g->random, sizeof filters / sizeof *filters)]);
    }
}

static struct look vary_look(struct gallery *g, const struct bb_scene *scene, int w, int h)
{
    static const char *const messages[] = {NULL, "Saved.",
                                           "数据库已满: nothing was saved; free some space on /var and press r."};
    struct look v = {.w = w, .h = h, .scene = scene};
    v.look.glyphs = (enum bb_glyph_level)seeded_below(&g->random, BB_GLYPH_LEVEL_COUNT);
    v.look.projector = toss(g);
    v.chrome = (struct bb_chrome){.user = toss(g) ? "rosalind" : NULL,
                                  .database = "board.db",
                                  .read_only = toss(g),
                                  .message = messages[seeded_below(&g->random, 3)],
                                  .error = toss(g),
                                  .prompt = toss(g) ? "/ filter as you type: 漢字" : NULL,
                                  .keys = toss(g) ? &g->config.keys : NULL,
                                  .plain = seeded_below(&g->random, 8) == 0};
    return v;
}

/* Each screen of the scene with each of its panes, everything else as it falls. */
static void paint_all(struct gallery *g, const struct bb_scene *scene, int w, int h)
{
    for (int screen = 0; screen < BB_SCREEN_COUNT; screen++) {
        int n;
        const enum bb_pane *panes = bb_screen_panes((enum bb_screen)screen, &n);
        for (int i = 0; i < n; i++) {
            vary_state(g, (enum bb_screen)screen, panes[i]);
            struct look v = vary_look(g, scene, w, h);
            draw(g, &v);
        }
    }
}

static void every_size_has_its_layout(void **state)
{
    struct gallery *g = *state;
    const struct bb_scene *scenes[] = {&g->sparse, &g->none};
    for (int h = 1; h <= H_MOST; h++)
        for (int w = 1; w <= W_MOST; w++) {
            enum bb_screen screen = (enum bb_screen)((w + h) % BB_SCREEN_COUNT);
            int n;
            const enum bb_pane *panes = bb_screen_panes(screen, &n);
            vary_state(g, screen, panes[w % n]);
            struct look v = vary_look(g, scenes[seeded_below(&g->random, 2)], w, h);
            draw(g, &v);
        }
}

static void every_screen_is_sound_at_many_sizes(void **state)
{
    struct gallery *g = *state;
    for (int i = 0; i < SEEDED_SIZES; i++) {
        int w = 1 + (int)seeded_below(&g->random, W_MOST), h = 1 + (int)seeded_below(&g->random, H_MOST);
        paint_all(g, &g->scenes[BB_ROOM + i % BB_DESK], w, h);
    }
}

/* In the quick tests a net over all sizes, in the full ones all of them. */
static void every_screen_is_sound_at_every_size(void **state)
{
    struct gallery *g = *state;
    bool full = getenv("BB_FULL") != NULL;
    for (int h = 1; h <= H_MOST; h += full ? 1 : 7)
        for (int w = 1; w <= W_MOST; w += full ? 1 : 31)
            paint_all(g, &g->scenes[BB_ROOM + (w + h) % BB_DESK], w, h);
}

/* The sizes at which a layout changes, with everything around them. */
static void every_screen_is_sound_where_layouts_change(void **state)
{
    static const struct {
        int w, h;
    } borders[] = {{BB_LEAST_W, BB_LEAST_H}, {BB_FULL_W, BB_FULL_H}, {110, 24}, {80, BB_LEAST_H}};
    struct gallery *g = *state;
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++)
        for (int dy = -2; dy <= 2; dy++)
            for (int dx = -2; dx <= 2; dx++)
                for (int a = BB_ROOM; a <= BB_DESK; a++)
                    paint_all(g, &g->scenes[a], borders[i].w + dx, borders[i].h + dy);
}

static void one_state_survives_every_resize(void **state)
{
    struct gallery *g = *state;
    int n;
    for (int i = 0; i < 2000; i++) {
        if (i % 50 == 0) {
            enum bb_screen screen = (enum bb_screen)seeded_below(&g->random, BB_SCREEN_COUNT);
            vary_state(g, screen, bb_screen_panes(screen, &n)[0]);
        }
        struct look v = vary_look(g, &g->scenes[BB_DESK], 1 + (int)seeded_below(&g->random, 130),
                                  1 + (int)seeded_below(&g->random, 45));
        draw(g, &v);
    }
}

/* What can be exported by a name can be shown by it: as a screen or as a list. */
static void every_kind_has_its_list(void **state)
{
    (void)state;
    for (int e = BB_ENGAGEMENT + 1; e < BB_ENTITY_COUNT; e++) {
        const char *noun = bb_entity_def((enum bb_entity)e)->noun;
        bool shown = e == BB_IMPORT || bb_sheet_find(noun) >= 0;
        for (int s = 0; s < BB_SCREEN_COUNT; s++)
            shown |= strcmp(bb_screen_def((enum bb_screen)s)->name, noun) == 0;
        if (!shown)
            fail_msg("%s are on no list", noun);
    }
}

/* What is this for: two sentences on every screen and every sheet; a name means one of them. */
static void everything_says_what_it_is_for(void **state)
{
    (void)state;
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    for (int i = 0; i < n + BB_SCREEN_COUNT; i++) {
        const char *purpose = i < n ? sheets[i].purpose : bb_screen_def((enum bb_screen)(i - n))->purpose;
        int sentences = 0;
        for (const char *p = purpose; *p; p++)
            sentences += strchr(".?!", *p) && (p[1] == ' ' || p[1] == 0);
        if (sentences < 2)
            fail_msg("\"%s\" is no two sentences", purpose);
        if (i < n) {
            assert_int_equal(bb_sheet_find(sheets[i].name), i);
            assert_int_equal(bb_screen_find(sheets[i].name), -1);
            assert_true(sheets[i].empty && *sheets[i].empty);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_says_what_it_is_for),
        cmocka_unit_test(every_kind_has_its_list),
        cmocka_unit_test(every_size_has_its_layout),
        cmocka_unit_test(every_screen_is_sound_at_many_sizes),
        cmocka_unit_test(every_screen_is_sound_at_every_size),
        cmocka_unit_test(every_screen_is_sound_where_layouts_change),
        cmocka_unit_test(one_state_survives_every_resize),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, open_gallery, close_gallery);
}
