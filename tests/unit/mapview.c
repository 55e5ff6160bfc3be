/* The stakeholder map as a person sees it, on the stakeholders of the demonstration engagement. */
#include "one_queue.h"
#include "sentinel.h"
#include <bepboard/chart_view.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    PEOPLE = sizeof queue_people / sizeof *queue_people,
    TIES = sizeof queue_ties / sizeof *queue_ties,
    UNITS = sizeof queue_units / sizeof *queue_units,
    HIT = 42,
    MARGIN = 3
};

static const struct bb_thresholds thresholds = {.power_high = 4, .interest_high = 4};

struct world {
    struct bb_engagement engagement;
    struct bb_unit units[UNITS];
    struct bb_person people[PEOPLE];
    struct bb_stance_seen stances[PEOPLE];
    struct bb_tie ties[TIES];
    struct bb_data data;
    struct bb_map_layout layout;
    struct bb_map_view view;
};

static void add_person(struct world *w, int i)
{
    w->people[i] = (struct bb_person){.row = {.id = i + 1}, .name = queue_people[i].name, .role = queue_people[i].role};
    struct bb_person *p = &w->people[i];
    p->unit = queue_people[i].unit;
    p->kind = queue_people[i].size ? BB_GROUP : BB_INDIVIDUAL;
    p->size = queue_people[i].size ? queue_people[i].size : BB_NONE;
    p->power = queue_people[i].power;
    p->interest = queue_people[i].interest;
    p->wanted = queue_people[i].wanted;
    p->category = p->champion = BB_NONE;
    w->stances[i] = (struct bb_stance_seen){.row = {.id = i + 1}, .person = i + 1, .stance = queue_people[i].now};
    w->stances[i].on = bb_date_of(bb_day_from_civil(2026, 10, 31));
}

static int setup(void **state)
{
    static struct world w;
    memset(&w, 0, sizeof w);
    w.engagement = (struct bb_engagement){.row = {.id = 1}, .name = "One Queue", .population = 96};
    for (int i = 0; i < UNITS; i++)
        w.units[i] = (struct bb_unit){.row = {.id = i + 1}, .name = queue_units[i], .headcount = i + 2};
    for (int i = 0; i < PEOPLE; i++)
        add_person(&w, i);
    for (int i = 0; i < TIES; i++)
        w.ties[i] = (struct bb_tie){.row = {.id = i + 1},
                                    .source = queue_ties[i].from,
                                    .target = queue_ties[i].to,
                                    .kind = queue_ties[i].kind,
                                    .strength = queue_ties[i].strength};
    w.data = (struct bb_data){.engagement = &w.engagement, .today = bb_day_from_civil(2026, 11, 22), .seq = 1};
    w.data.audience = BB_DESK;
    w.data.people_total = PEOPLE;
    w.data.tables[BB_UNIT] = (struct bb_table){BB_UNIT, UNITS, w.units};
    w.data.tables[BB_PERSON] = (struct bb_table){BB_PERSON, PEOPLE, w.people};
    w.data.tables[BB_STANCE] = (struct bb_table){BB_STANCE, PEOPLE, w.stances};
    w.data.tables[BB_TIE] = (struct bb_table){BB_TIE, TIES, w.ties};
    w.view = (struct bb_map_view){.data = &w.data,
                                  .thresholds = &thresholds,
                                  .focused = true,
                                  .full = true,
                                  .hit = HIT,
                                  .selected = 5,
                                  .layout = &w.layout};
    w.view.look.glyphs = BB_GLYPH_BRAILLE;
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    bb_map_layout_finish(&w->layout);
    return 0;
}

static char *drawn(const struct world *w, int width, int height)
{
    struct bb_grid g = {0};
    struct bb_str s = {0};
    bb_grid_reset(&g, width, height);
    bb_map_draw(&g, (struct bb_rect){0, 0, width, height}, &w->view);
    bb_grid_text_dump(&g, &s);
    bb_grid_finish(&g);
    return bb_str_take(&s);
}

static void assert_shows(const struct world *w, int width, int height, const char *text)
{
    char *screen = drawn(w, width, height);
    if (!strstr(screen, text))
        fail_msg("\"%s\" is not in\n%s", text, screen);
    free(screen);
}

static void a_full_screen_names_nearly_everybody(void **state)
{
    static const char expected[] = "↑ power  → interest  27 people\n"
                                   " │Keep satisfied      Marcus Thistlewood        Ingrid Halvorsen     Key players\n"
                                   "5│      Priya Raghunathan○              ○       ·       ▲  Tomasz Brandt▲\n"
                                   " │                 Fiona McAllister   Gretchen Lindqvist         Declan Moriarty\n"
                                   " │Gerald Ashworth     Lorenzo Bianchi-R…        ·       Camille Verbruggen\n"
                                   "4│       ?               ▼ ?            ▼       ·       ▲               ▼ ▲\n"
                                   " │               Vikram Anand-Shaw              ·      Pieter             ▼Dana\n"
                                   " │························································Jorge Villaseñor······\n"
                                   "3│                         Hal Petrosyan○ Noor El-Amrani▲ ▼     Rosalind▼ ◆\n"
                                   " │                                      Customer user gro…?               ◆\n"
                                   " │                                     Bernadette Okonjo  Hannah Eisenberg\n"
                                   "2│     Engineering squads?              ▲       ·       ▼ ▲  Yuki Tanabe◆ ▼\n"
                                   " │                               Malik Forsythe ·         ▲Elif Kaymak L1 desk\n"
                                   " │                                              ·   Sanjay Oduya\n"
                                   " │                                              ·\n"
                                   "1│                                              ·       ▲Kofi Mensah-Boate…\n"
                                   " │Minimal effort                                ·                  Keep informed\n"
                                   "         1               2              3               4               5\n"
                                   "  ◆ leading  ▲ supportive  ○ neutral  ▼ resistant  ? unaware\n"
                                   "▼ Rosalind Achterberg, Team lead, informal leader (22 y), Support L1\n"
                                   "resistant → supportive   power 3, interest 5  Keep informed\n"
                                   "← Sanjay Oduya (trusted by)  ← Declan Moriarty (line)  → L1 desk (informal lead…\n";
    struct world *w = *state;
    char *screen = drawn(w, 80, 22);
    assert_string_equal(screen, expected);
    free(screen);
    int named = 0;
    for (size_t i = 0; i < w->layout.n; i++)
        named += w->layout.marks[i].at.w > 0 && !w->layout.marks[i].number;
    assert_int_equal(w->layout.n, 27);
    assert_true(named >= 26);
}

static void no_size_writes_outside_the_pane(void **state)
{
    struct world *w = *state;
    struct bb_grid g = {0};
    for (int width = 0; width <= 100; width++)
        for (int height = 0; height <= 40; height++) {
            struct bb_rect r = {MARGIN, MARGIN, width, height};
            w->view.axes = (width + height) % 2 ? BB_MAP_STANCE : BB_MAP_INTEREST;
            w->view.look.glyphs = (enum bb_glyph_level)(width % BB_GLYPH_LEVEL_COUNT);
            w->view.full = height % 3;
            sentinel_reset(&g, 100 + 2 * MARGIN, 40 + 2 * MARGIN);
            bb_map_draw(&g, r, &w->view);
            sentinel_check(&g, r);
        }
    bb_grid_finish(&g);
}

static void a_pane_larger_than_the_grid_is_cut(void **state)
{
    struct world *w = *state;
    struct bb_grid g = {0};
    for (int size = 0; size < 30; size++) {
        struct bb_rect r = {-7, -3, 90, 25};
        bb_grid_reset(&g, size, size);
        bb_map_draw(&g, r, &w->view);
        sentinel_check(&g, (struct bb_rect){0, 0, size, size});
    }
    bb_grid_finish(&g);
}

static void no_two_labels_or_marks_share_a_cell(void **state)
{
    struct world *w = *state;
    for (int width = 4; width < 200; width += 7)
        for (int height = 3; height < 60; height += 5) {
            bb_map_layout_update(&w->layout, &w->view, width, height);
            for (size_t i = 0; i < w->layout.n; i++)
                for (size_t k = 0; k < w->layout.n; k++) {
                    const struct bb_map_mark *a = &w->layout.marks[i], *b = &w->layout.marks[k];
                    assert_false(a->at.w && b->x >= 0 && bb_rect_has(a->at, b->x, b->y));
                    assert_false(i != k && bb_rect_clip(a->at, b->at).w && bb_rect_clip(a->at, b->at).h);
                    assert_false(i != k && a->x >= 0 && a->x == b->x && a->y == b->y);
                }
        }
}

static void a_click_on_a_mark_means_that_person(void **state)
{
    struct world *w = *state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 80, 22);
    bb_map_draw(&g, (struct bb_rect){0, 0, 80, 22}, &w->view);
    for (size_t i = 0; i < w->layout.n; i++) {
        const struct bb_map_mark *m = &w->layout.marks[i];
        const struct bb_hit *hit = bb_grid_hit_at(&g, m->x, m->y);
        assert_non_null(hit);
        assert_int_equal(hit->what, HIT);
        assert_int_equal(hit->id, m->person);
        if (m->at.w)
            assert_int_equal(bb_grid_hit_at(&g, m->at.x, m->at.y)->id, m->person);
    }
    assert_int_equal(g.cursor_x, w->layout.marks[w->view.selected - 1].x);
    assert_int_equal(g.cursor_y, w->layout.marks[w->view.selected - 1].y);
    assert_int_equal(bb_grid_at(&g, g.cursor_x, g.cursor_y)->role, BB_FOCUS);
    bb_grid_finish(&g);
}

/* Declan (4) leads Rosalind (5): his mark stands out while she is selected. */
static void ends_of_the_ties_of_the_selected_stand_out(void **state)
{
    struct world *w = *state;
    struct bb_grid g = {0};
    bb_grid_reset(&g, 80, 22);
    bb_map_draw(&g, (struct bb_rect){0, 0, 80, 22}, &w->view);
    const struct bb_map_mark *declan = &w->layout.marks[3], *ingrid = &w->layout.marks[0];
    assert_int_equal(bb_grid_at(&g, declan->x, declan->y)->role, BB_ACCENT);
    assert_int_equal(bb_grid_at(&g, ingrid->x, ingrid->y)->role, BB_GOOD);
    bb_grid_finish(&g);
}

static void arrows_reach_everybody_on_both_maps(void **state)
{
    struct world *w = *state;
    for (int axes = 0; axes < BB_MAP_AXES_COUNT; axes++) {
        bool seen[PEOPLE + 1] = {false};
        int64_t queue[PEOPLE];
        int n = 0;
        w->view.axes = (enum bb_map_axes)axes;
        bb_map_layout_update(&w->layout, &w->view, 80, 22);
        queue[n++] = bb_map_first(&w->layout);
        seen[queue[0]] = true;
        for (int i = 0; i < n; i++)
            for (int d = 0; d < BB_DIRECTION_COUNT; d++) {
                int64_t next = bb_map_neighbour(&w->layout, queue[i], (enum bb_direction)d);
                if (!seen[next])
                    queue[n++] = next;
                seen[next] = true;
            }
        assert_int_equal(n, PEOPLE);
    }
    assert_int_equal(bb_map_neighbour(&w->layout, 999, BB_GO_UP), bb_map_first(&w->layout));
}

static void moving_the_selection_recomputes_nothing(void **state)
{
    struct world *w = *state;
    free(drawn(w, 80, 22));
    const struct bb_map_mark *before = w->layout.marks;
    w->view.selected = 7;
    w->view.focused = false;
    assert_shows(w, 80, 22, "Yuki Tanabe, Support engineer, Support L2/L3");
    assert_ptr_equal(w->layout.marks, before);
}

static void labels_stay_when_somebody_else_changes(void **state)
{
    struct world *w = *state;
    struct bb_rect before[PEOPLE];
    bb_map_layout_update(&w->layout, &w->view, 80, 22);
    for (int i = 0; i < PEOPLE; i++)
        before[i] = w->layout.marks[i].at;
    w->stances[2].stance = BB_LEADING;
    w->data.seq++;
    bb_map_layout_update(&w->layout, &w->view, 80, 22);
    assert_int_equal(w->layout.marks[2].stance, BB_LEADING);
    for (int i = 0; i < PEOPLE; i++)
        assert_memory_equal(&before[i], &w->layout.marks[i].at, sizeof before[i]);
}

static void a_narrow_map_has_numbers_and_a_key(void **state)
{
    struct world *w = *state;
    assert_shows(w, 40, 36, " 1 Ingrid Halvor");
    assert_shows(w, 40, 36, "Rosalind Achterberg, Team lead");
    for (size_t i = 0; i < w->layout.n; i++)
        assert_int_equal(w->layout.marks[i].number, i + 1);
    char *small = drawn(w, 26, 15);
    assert_null(strstr(small, "Ingrid"));
    assert_non_null(strstr(small, "Rosalind"));
    free(small);
}

static void stances_stand_in_words_on_the_other_axis(void **state)
{
    struct world *w = *state;
    w->view.axes = BB_MAP_STANCE;
    for (int i = 0; i < BB_STANCE_COUNT; i++)
        assert_shows(w, 80, 22, bb_stances.keys[i]);
    w->data.tables[BB_STANCE].n = 20;
    w->data.seq++;
    assert_shows(w, 80, 22, "not seen");
}

static void who_has_no_place_is_counted(void **state)
{
    struct world *w = *state;
    w->people[1].interest = w->people[4].power = BB_NONE;
    assert_shows(w, 80, 22, "2 more without power or interest: e edits them");
    w->view.axes = BB_MAP_STANCE;
    assert_shows(w, 80, 22, "1 more without power: e edits them");
}

static void an_empty_map_says_what_belongs_there(void **state)
{
    struct world *w = *state;
    w->data.tables[BB_PERSON].n = 0;
    w->data.people_total = 125;
    w->data.tables[BB_UNIT].n = 4;
    assert_shows(w, 80, 22, "125 people in 4 units, none placed yet.\ne edits power and interest.");
    w->data.people_total = 0;
    w->view.key_add = "Ins";
    w->layout.valid = false;
    assert_shows(w, 80, 22, "Ins adds the first one;");
}

static void the_room_sees_units_and_nobody(void **state)
{
    struct world *w = *state;
    w->data.audience = BB_ROOM;
    char *screen = drawn(w, 80, 22);
    for (int i = 0; i < PEOPLE; i++)
        assert_null(strstr(screen, queue_people[i].name));
    for (int i = 0; i < UNITS; i++) {
        struct bb_str line = {0};
        bb_str_addf(&line, "  %s\n", queue_units[i]);
        assert_int_equal(strstr(screen, bb_str_get(&line)) != NULL, w->units[i].headcount >= 5);
        bb_str_finish(&line);
    }
    free(screen);
}

#define MAP_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MAP_TEST(a_full_screen_names_nearly_everybody),     MAP_TEST(no_size_writes_outside_the_pane),
        MAP_TEST(a_pane_larger_than_the_grid_is_cut),       MAP_TEST(no_two_labels_or_marks_share_a_cell),
        MAP_TEST(a_click_on_a_mark_means_that_person),      MAP_TEST(ends_of_the_ties_of_the_selected_stand_out),
        MAP_TEST(arrows_reach_everybody_on_both_maps),      MAP_TEST(moving_the_selection_recomputes_nothing),
        MAP_TEST(labels_stay_when_somebody_else_changes),   MAP_TEST(a_narrow_map_has_numbers_and_a_key),
        MAP_TEST(stances_stand_in_words_on_the_other_axis), MAP_TEST(who_has_no_place_is_counted),
        MAP_TEST(an_empty_map_says_what_belongs_there),     MAP_TEST(the_room_sees_units_and_nobody),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
