/* What the screens and sheets of the demonstration say, seen without a terminal: hints, repeats, short forms, twins. */
#include "demo_kit.h"

#include <bepboard/text.h>
#include <bepboard/view.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct gallery {
    void *kit;
    struct demo *demo;
    struct bb_scene desk, room;
    struct bb_view_state state;
    struct bb_grid grid;
    struct bb_str text;
};

static void build_scene(struct demo *d, int64_t engagement, enum bb_audience audience, struct bb_scene *out)
{
    struct bb_data data = {0};
    if (!bb_store_load(d->store, engagement, &data, &d->err))
        fail_msg("%s", d->err.text);
    bb_gate(&data, audience);
    bb_scene_build(out, &data, &d->config.thresholds, &d->config.words, NULL);
}

static int open_gallery(void **state)
{
    struct gallery *g = calloc(1, sizeof *g);
    if (demo_setup(&g->kit) != 0)
        return -1;
    g->demo = g->kit;
    build_scene(g->demo, 0, BB_DESK, &g->desk);
    build_scene(g->demo, 0, BB_ROOM, &g->room);
    bb_view_state_init(&g->state);
    *state = g;
    return 0;
}

static int close_gallery(void **state)
{
    struct gallery *g = *state;
    bb_view_state_finish(&g->state);
    bb_scene_finish(&g->desk);
    bb_scene_finish(&g->room);
    bb_grid_finish(&g->grid);
    bb_str_finish(&g->text);
    demo_teardown(&g->kit);
    free(g);
    return 0;
}

/* The screen as text, with the keys of the configuration. */
static const char *shown(struct gallery *d, const struct bb_scene *scene, int w, int h)
{
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    struct bb_chrome chrome = {.keys = &d->demo->config.keys};
    bb_view_draw(&d->grid, w, h, scene, &d->state, &look, &chrome);
    bb_str_clear(&d->text);
    bb_grid_text_dump(&d->grid, &d->text);
    return bb_str_get(&d->text);
}

static struct bb_list *turn_to(struct gallery *d, const struct bb_scene *scene, const char *sheet)
{
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    int at = bb_sheet_find(sheet);
    assert_true(at >= 0);
    bb_view_turn_to(&d->state, at);
    d->state.lists[BB_LIST_SHEETS + at].built_generation = -1; /* perhaps built for the other scene */
    return bb_view_list(scene, &d->state, &look, (enum bb_list_kind)(BB_LIST_SHEETS + at));
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in\n%s", part, text);
}

static void lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" is in\n%s", part, text);
}

static bool offers(const enum bb_action *list, int n, enum bb_action a)
{
    for (int i = 0; i < n; i++)
        if (list[i] == a)
            return true;
    return false;
}

/* Before the room no sheet offers what would only be refused, and an empty one nothing that needs a row. */
static void hints_before_the_room_are_what_works(void **state)
{
    struct gallery *d = *state;
    enum bb_action out[BB_HINTS_MAX];
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    for (int i = 0; i < n; i++) {
        struct bb_list *l = turn_to(d, &d->room, sheets[i].name);
        shown(d, &d->room, 80, 24);
        int m = bb_view_hints(&d->room, &d->state, false, out);
        bool refused = offers(out, m, BB_ACT_ADD) || offers(out, m, BB_ACT_EDIT) || offers(out, m, BB_ACT_ARITHMETIC);
        bool idle = offers(out, m, BB_ACT_OPEN) || offers(out, m, BB_ACT_FILTER) || offers(out, m, BB_ACT_SORT) ||
                    offers(out, m, BB_ACT_TABLE);
        if (refused || (!l->n && idle))
            fail_msg("%s offers what does nothing before the room", sheets[i].name);
        if (l->n && !offers(out, m, BB_ACT_FILTER))
            fail_msg("%s has rows and offers no filter", sheets[i].name);
    }
}

/* At the desk they are there, and a session that may only look is not offered what changes something. */
static void hints_at_the_desk_follow_what_may_be_done(void **state)
{
    struct gallery *d = *state;
    enum bb_action out[BB_HINTS_MAX];
    turn_to(d, &d->desk, "needs");
    shown(d, &d->desk, 80, 24);
    int n = bb_view_hints(&d->desk, &d->state, false, out);
    assert_true(offers(out, n, BB_ACT_OPEN) && offers(out, n, BB_ACT_ADD) && offers(out, n, BB_ACT_EDIT));
    n = bb_view_hints(&d->desk, &d->state, true, out);
    assert_true(offers(out, n, BB_ACT_OPEN) && offers(out, n, BB_ACT_FILTER));
    assert_false(offers(out, n, BB_ACT_ADD) || offers(out, n, BB_ACT_EDIT) || offers(out, n, BB_ACT_UNDO));
}

/* Where nothing is known yet every sheet says what belongs there, or that it is missing; none shows figures made of
 * nothing. Before the room, where forms stay closed, no key is named that adds. */
static void empty_sheets_teach(void **state)
{
    struct gallery *d = *state;
    struct bb_scene desk = {0}, room = {0};
    struct bb_error err = {0};
    struct bb_change name = {.field = bb_field_find(bb_entity_def(BB_ENGAGEMENT), "name"), .value = "Sparse"};
    int64_t sparse = 0;
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    assert_true(bb_store_save(d->demo->store, BB_ENGAGEMENT, 0, &sparse, &name, 1, "Begin", &err));
    build_scene(d->demo, sparse, BB_DESK, &desk);
    build_scene(d->demo, sparse, BB_ROOM, &room);
    for (int i = 0; i < n; i++) {
        const struct bb_list *l = turn_to(d, &desk, sheets[i].name);
        const char *text = shown(d, &desk, 80, 24);
        lacks(text, " nan");
        lacks(text, "of 0 open actions");
        lacks(text, " 0 of 0 ");
        if (!l->n && sheets[i].entity >= 0)
            has(l->empty, " a adds one.");
        turn_to(d, &room, sheets[i].name);
        lacks(shown(d, &room, 80, 24), "a adds");
    }
    bb_scene_finish(&desk);
    bb_scene_finish(&room);
}

static int times(const char *text, const char *part)
{
    int n = 0;
    for (const char *p = text; (p = strstr(p, part)); p++)
        n++;
    return n;
}

/* What a group of rows shares is said once; each row of the list itself still has it, for files. */
static void what_rows_share_is_said_once(void **state)
{
    struct gallery *d = *state;
    const struct bb_list *l = turn_to(d, &d->desk, "letters");
    int shared = 0;
    for (size_t i = 0; i < l->n; i++)
        shared += strcmp(l->rows[i].cells[0].text, l->rows[0].cells[0].text) == 0;
    assert_true(shared > 2);
    struct bb_str start = {0};
    bb_str_addn(&start, l->rows[0].cells[0].text, 12);
    d->state.lists[bb_view_focused_list(&d->state)].cursor.index = 0;
    int said = times(shown(d, &d->desk, 200, 60), bb_str_get(&start));
    assert_int_equal(said, 1);
    bb_str_finish(&start);
}

/* Where a list is too wide, its selected row stands below it in full. */
static void a_row_that_is_cut_stands_below_in_full(void **state)
{
    struct gallery *d = *state;
    const struct bb_list *l = turn_to(d, &d->desk, "cracks");
    const struct bb_list_row *row = &l->rows[0];
    struct bb_str end = {0};
    d->state.lists[bb_view_focused_list(&d->state)].cursor.index = 0;
    const char *text = shown(d, &d->desk, 80, 24);
    for (int i = 0; i < l->column_n; i++)
        if (l->columns[i].stretch)
            bb_str_add(&end, row->cells[i].text + strlen(row->cells[i].text) - 8);
    has(text, bb_str_get(&end));
    bb_str_finish(&end);
    has(text, "From: ");
}

static void stances_are_whole_words_or_marks_with_a_legend(void **state)
{
    struct gallery *d = *state;
    turn_to(d, &d->desk, "seam");
    const char *text = shown(d, &d->desk, 80, 24);
    has(text, "unaware resistant neutral supportive leading Gap");
    has(text, "Lorenzo Bianchi-Reyes");
    has(text, "C now, D wanted");
    text = shown(d, &d->desk, 60, 20);
    lacks(text, "leadi…");
    has(text, "? unaware, ▼ resistant, ○ neutral");
    has(text, "◆ leading");
}

/* Before a call one wants to know when the last one was. */
static void people_at_eighty_columns_say_when_we_talked(void **state)
{
    struct gallery *d = *state;
    d->state.screen = BB_SCREEN_PEOPLE;
    d->state.sheet[BB_SCREEN_PEOPLE] = -1;
    d->state.focus = BB_PANE_LIST;
    const char *text = shown(d, &d->desk, 80, 24);
    has(text, "Talked");
    has(text, "Unit");
    lacks(text, "Wanted");
    has(shown(d, &d->desk, 200, 60), "Wanted");
}

/* Around each of the 26 people: every name and every kind of tie whole at 80 columns, the figures those of the table.
 */
static void names_of_the_network_are_whole(void **state)
{
    struct gallery *d = *state;
    const struct bb_list *l = turn_to(d, &d->desk, "network");
    const struct bb_table *ties = &d->desk.data.tables[BB_TIE];
    assert_int_equal(l->n, 26);
    for (size_t i = 0; i < l->n; i++) {
        const struct bb_list_row *row = &l->rows[i];
        d->state.lists[bb_view_focused_list(&d->state)].cursor.id = row->id;
        const char *text = shown(d, &d->desk, 80, 24);
        lacks(text, "…");
        has(text, row->cells[0].text);
        for (int c = 2; c < 6; c++)
            has(text, row->cells[c].text);
        for (size_t k = 0; k < ties->n; k++) {
            const struct bb_tie *t = bb_table_at(ties, k);
            if (t->source != row->id && t->target != row->id)
                continue;
            has(text, bb_person_label(bb_data_person(&d->desk.data, t->source == row->id ? t->target : t->source)));
            has(text, t->kind);
        }
    }
}

/* Below the heat map the six tests of the selected audience with what speaks for each; beside the index in short. */
static void convictions_show_what_speaks_for_them(void **state)
{
    struct gallery *d = *state;
    turn_to(d, &d->desk, "beliefs");
    d->state.lists[bb_view_focused_list(&d->state)].cursor = (struct bb_list_cursor){0};
    const char *text = shown(d, &d->desk, 80, 24);
    has(text, "Worth Holds Able  Help  Benef NoEsc");
    has(text, "5 calls for help");
    d->state.zoom = true;
    text = shown(d, &d->desk, 100, 30);
    d->state.zoom = false;
    has(text, "No escape 2026-10-30; 0 of 2 old ways ended");
    has(text, "Direct numbers, 145 days past its end");
    struct bb_list page = {0};
    bb_arithmetic(&d->desk, bb_sheet_find("beliefs"), 110, &page);
    bb_list_filter(&page, "3 calls for help");
    assert_int_equal(page.n, 1);
    bb_list_finish(&page);
}

/* One pane fills the smallest screens: its title says which it is and what leads to the others. */
static void a_pane_that_stands_alone_names_the_next(void **state)
{
    struct gallery *d = *state;
    turn_to(d, &d->desk, "charter");
    d->state.focus = BB_PANE_INDEX;
    has(shown(d, &d->desk, 60, 20), "1 of 2, Tab: Charter");
    d->state.focus = BB_PANE_LIST;
    has(shown(d, &d->desk, 60, 20), "2 of 2, Tab: Lists");
    lacks(shown(d, &d->desk, 80, 24), "2 of 2");
}

static int64_t person_named(const struct gallery *d, const char *name)
{
    const struct bb_table *t = &d->desk.data.tables[BB_PERSON];
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(bb_person_label(bb_table_at(t, i)), name) == 0)
            return ((const struct bb_row *)bb_table_at(t, i))->id;
    fail_msg("no %s", name);
    return 0;
}

/* The first line whose label, or value when it has none, is that. */
static size_t line_of(const struct bb_list *page, const char *text)
{
    for (size_t i = 0; i < page->n; i++)
        if (strcmp(page->rows[i].cells[page->rows[i].cells[0].text[0] ? 0 : 1].text, text) == 0)
            return i;
    fail_msg("no line says %s", text);
    return 0;
}

/* Before a conversation: the opening question, who it is, position and need, the last talk, promises, resistance and
 * what was tried, ties, the stance over time; everything else after that. */
static void the_page_of_a_person_keeps_the_order_of_a_conversation(void **state)
{
    static const char *const order[] = {"Opening question",
                                        "Name",
                                        "Sees themselves as",
                                        "Position",
                                        "Need behind it",
                                        "Last conversation",
                                        "Promised by them",
                                        "Resistance",
                                        "Has influence on",
                                        "Stance",
                                        "Stance over time",
                                        "Seen",
                                        "Key",
                                        "Earlier conversations"};
    struct gallery *d = *state;
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    struct bb_list page = {0};
    bb_page_build(&d->desk, &look, BB_PERSON, person_named(d, "Declan Moriarty"), 80, &page);
    for (size_t i = 1; i < sizeof order / sizeof *order; i++)
        if (line_of(&page, order[i]) <= line_of(&page, order[i - 1]))
            fail_msg("%s stands before %s", order[i], order[i - 1]);
    assert_string_equal(page.rows[line_of(&page, "Stance over time")].cells[1].text,
                        "▄▂▂▂▂▂▂▂▂ 2026-03 to 2026-11, month by month");
    look.glyphs = BB_GLYPH_ASCII;
    bb_page_build(&d->desk, &look, BB_PERSON, person_named(d, "Declan Moriarty"), 80, &page);
    assert_string_equal(page.rows[line_of(&page, "Stance over time")].cells[1].text,
                        "=-------- 2026-03 to 2026-11, month by month");
    bb_page_build(&d->desk, &look, BB_PERSON, person_named(d, "L1 desk"), 80, &page);
    assert_string_equal(page.rows[line_of(&page, "Last conversation") + 1].cells[1].text, "none yet");
    bb_page_build(&d->room, &look, BB_PERSON, person_named(d, "L1 desk"), 80, &page);
    for (size_t i = 0; i < page.n; i++)
        assert_string_not_equal(page.rows[i].cells[0].text, "Last conversation");
    bb_list_finish(&page);
}

/* Below a field of a form its help has one line of 80 columns, on a page a heading has the column of the labels. */
static void texts_of_fields_fit_and_tell_apart(void **state)
{
    enum { HELP = 76, HEADING = 22 };
    (void)state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        for (int i = 0; i < def->field_count; i++) {
            const struct bb_field *f = &def->fields[i];
            if (f->help && bb_text_width(f->help) > HELP)
                fail_msg("the help of %s.%s is too long", def->name, f->name);
            if (f->back && bb_text_width(f->back) > HEADING)
                fail_msg("the heading of %s.%s is too long", def->name, f->name);
            for (int k = 0; k < i && f->kind == BB_REF; k++)
                if (def->fields[k].kind == BB_REF && def->fields[k].ref == f->ref &&
                    (!f->back || !def->fields[k].back || strcmp(f->back, def->fields[k].back) == 0))
                    fail_msg("%s.%s and %s have no headings of their own", def->name, f->name, def->fields[k].name);
        }
    }
}

/* Lines that name a record lead to it: the unit, a conversation, a tie. */
static void lines_of_a_page_lead_to_what_they_name(void **state)
{
    struct gallery *d = *state;
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    struct bb_list page = {0};
    enum bb_entity e;
    int64_t id;
    bb_page_build(&d->desk, &look, BB_PERSON, person_named(d, "Declan Moriarty"), 80, &page);
    assert_false(bb_page_link(&page, line_of(&page, "Name"), &e, &id));
    assert_false(bb_page_link(&page, line_of(&page, "Resistance"), &e, &id));
    assert_true(bb_page_link(&page, line_of(&page, "Unit"), &e, &id));
    assert_int_equal(e, BB_UNIT);
    assert_string_equal(bb_data_unit(&d->desk.data, id)->name, "Support");
    assert_true(bb_page_link(&page, line_of(&page, "Last conversation") + 1, &e, &id));
    assert_int_equal(e, BB_CONVERSATION);
    assert_true(bb_page_link(&page, line_of(&page, "Has influence on") + 1, &e, &id));
    assert_int_equal(e, BB_TIE);
    assert_false(bb_page_link(&page, page.n, &e, &id));
    bb_list_finish(&page);
}

/* What somebody might type for the first word of a text: in capitals, and with accents that it has not. */
static void typed_for(const char *text, char *out, size_t size)
{
    struct bb_str fold = {0}, typed = {0};
    bb_text_fold(&fold, text);
    size_t n = strcspn(bb_str_get(&fold), " ");
    for (size_t i = 0; i < n; i++) {
        char c = bb_str_get(&fold)[i];
        if (c == 'e')
            bb_str_add(&typed, "É");
        else
            bb_str_addc(&typed, (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
    }
    snprintf(out, size, "%s", bb_str_get(&typed));
    bb_str_finish(&fold);
    bb_str_finish(&typed);
}

/* Every list says how many of how many match, whatever case and accents, and what to do where nothing does. */
static void check_filter(struct gallery *d, const char *name)
{
    enum { WIDE = 200, HIGH = 60 };
    struct bb_look look = {.glyphs = BB_GLYPH_BRAILLE};
    shown(d, &d->desk, WIDE, HIGH);
    int kind = bb_view_focused_list(&d->state);
    if (kind < 0)
        return; /* a picture */
    struct bb_list_state *l = &d->state.lists[kind];
    const struct bb_list *list = bb_view_list(&d->desk, &d->state, &look, (enum bb_list_kind)kind);
    size_t total = list->n;
    char expected[256];
    int column = 0;
    while (total && column < list->column_n && !*list->rows[0].cells[column].text)
        column++;
    if (!total || column == list->column_n)
        return;
    typed_for(list->rows[0].cells[column].text, l->filter, sizeof l->filter);
    const char *text = shown(d, &d->desk, WIDE, HIGH);
    snprintf(expected, sizeof expected, "(%zu of %zu match \"%s\")", l->list.n, total, l->filter);
    if (!l->list.n || !strstr(text, expected))
        fail_msg("%s: \"%s\" is not found: %s\n%.4000s", name, l->filter, expected, text);
    snprintf(l->filter, sizeof l->filter, "zzzqqq");
    text = shown(d, &d->desk, WIDE, HIGH);
    snprintf(expected, sizeof expected, "(0 of %zu match \"zzzqqq\")", total);
    if (!strstr(text, expected) || !strstr(text, "Nothing matches the filter; Esc clears it."))
        fail_msg("%s: does not say that nothing matches:\n%s", name, text);
    l->filter[0] = 0;
}

static void every_list_can_be_filtered(void **state)
{
    struct gallery *d = *state;
    int n;
    const struct bb_sheet *sheets = bb_sheets(&n);
    bb_view_state_finish(&d->state); /* it may hold lists of the room */
    bb_view_state_init(&d->state);
    for (int i = 0; i < n; i++) {
        bb_view_turn_to(&d->state, i);
        check_filter(d, sheets[i].name);
    }
    for (int screen = 0; screen < BB_SCREEN_COUNT; screen++) {
        int panes;
        d->state.screen = (enum bb_screen)screen;
        d->state.sheet[screen] = -1;
        const enum bb_pane *pane = bb_screen_panes((enum bb_screen)screen, &panes);
        for (int i = 0; i < panes; i++) {
            d->state.focus = pane[i];
            d->state.zoom = true;
            d->state.table[pane[i]] = true;
            check_filter(d, bb_screen_def((enum bb_screen)screen)->name);
        }
    }
}

/* What a history was of is in the data that the scene held before. */
static void a_scene_made_anew_forgets_of_what_its_history_was(void **state)
{
    struct demo *d = ((struct gallery *)*state)->demo;
    struct bb_scene scene = {0};
    build_scene(d, 0, BB_DESK, &scene);
    scene.history_of = bb_arena_strdup(&scene.data.arena, " since 2026-10-01");
    struct bb_data again = {0};
    bb_scene_build(&scene, &again, &d->config.thresholds, &d->config.words, NULL);
    assert_null(scene.history_of);
    bb_scene_finish(&scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hints_before_the_room_are_what_works),
        cmocka_unit_test(hints_at_the_desk_follow_what_may_be_done),
        cmocka_unit_test(empty_sheets_teach),
        cmocka_unit_test(what_rows_share_is_said_once),
        cmocka_unit_test(a_row_that_is_cut_stands_below_in_full),
        cmocka_unit_test(stances_are_whole_words_or_marks_with_a_legend),
        cmocka_unit_test(people_at_eighty_columns_say_when_we_talked),
        cmocka_unit_test(names_of_the_network_are_whole),
        cmocka_unit_test(convictions_show_what_speaks_for_them),
        cmocka_unit_test(a_pane_that_stands_alone_names_the_next),
        cmocka_unit_test(the_page_of_a_person_keeps_the_order_of_a_conversation),
        cmocka_unit_test(texts_of_fields_fit_and_tell_apart),
        cmocka_unit_test(lines_of_a_page_lead_to_what_they_name),
        cmocka_unit_test(every_list_can_be_filtered),
        cmocka_unit_test(a_scene_made_anew_forgets_of_what_its_history_was),
    };
    bb_text_init();
    return cmocka_run_group_tests(tests, open_gallery, close_gallery);
}
