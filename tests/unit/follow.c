/* What a session tells is what a follower shows; whatever else stands there does no harm. */
#include "../seeded.h"

#include <bepboard/view.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void what_is_told_is_followed(void **state)
{
    (void)state;
    struct bb_view_state told, wall;
    struct bb_str text = {0};
    bb_view_state_init(&told);
    bb_view_state_init(&wall);
    told.screen = BB_SCREEN_PEOPLE;
    told.focus = BB_PANE_MAP;
    told.zoom = true;
    told.table[BB_PANE_CURVE] = true;
    told.axes = BB_MAP_STANCE;
    told.person = 17;
    told.curve = 3;
    told.lists[BB_LIST_4S].cursor.id = 4711;
    strcpy(told.lists[BB_LIST_PEOPLE].filter, "secret");
    bb_view_tell(&text, &told, 5);
    assert_null(strstr(bb_str_get(&text), "secret"));
    assert_int_equal(bb_view_follow(&wall, bb_str_get(&text)), 5);
    assert_int_equal(wall.screen, BB_SCREEN_PEOPLE);
    assert_int_equal(wall.focus, BB_PANE_MAP);
    assert_true(wall.zoom);
    assert_false(wall.table[BB_PANE_MAP]);
    assert_true(wall.table[BB_PANE_CURVE]);
    assert_int_equal(wall.axes, BB_MAP_STANCE);
    assert_int_equal(wall.person, 17);
    assert_int_equal(wall.curve, 3);
    assert_int_equal(wall.lists[BB_LIST_4S].cursor.id, 4711);
    bb_str_finish(&text);
    bb_view_state_finish(&told);
    bb_view_state_finish(&wall);
}

static void odd_text_leads_nowhere(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "screen 99\npane -3\naxes 7\ncurve -1\n", "screen\npane x\n",
                                        "zoom 999999999999999999999999\n", "screening 3\n"};
    struct bb_view_state wall;
    bb_view_state_init(&wall);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_int_equal(bb_view_follow(&wall, texts[i]), 0);
        assert_int_equal(wall.screen, BB_SCREEN_BOARD);
        assert_int_equal(wall.focus, BB_PANE_4S);
        assert_int_equal(wall.axes, BB_MAP_INTEREST);
        assert_int_equal(wall.curve, 0);
    }
    bb_view_state_finish(&wall);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told_is_followed),
        cmocka_unit_test(odd_text_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
