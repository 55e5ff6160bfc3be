/* The stakeholder map as a person sees it, on the stakeholders of the demonstration engagement. */
#include "one_queue.h"
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
    struct world *w = *state;
    char *screen = drawn(w, 80, 22);
    free(screen);
    int named = 0;
    for (size_t i = 0; i < w->layout.n; i++)
        named += w->layout.marks[i].at.w > 0 && !w->layout.marks[i].number;
    assert_int_equal(w->layout.n, 27);
    assert_true(named >= 25);
    assert_shows(w, 80, 22, "Key players");
    assert_shows(w, 80, 22, "Keep satisfied");
    assert_shows(w, 80, 22, "Minimal effort");
    assert_shows(w, 80, 22, "Keep informed");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_full_screen_names_nearly_everybody, setup, teardown),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
