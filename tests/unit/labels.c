#include <bepboard/compass.h>
#include <bepboard/labels.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 60 };

static uint32_t dice_state;

static int dice(int sides)
{
    dice_state = dice_state * 1664525u + 1013904223u;
    return (int)(dice_state >> 8) % sides;
}

struct scene {
    struct bb_rect area;
    size_t n;
    struct bb_mark marks[MOST];
    struct bb_label labels[MOST];
};

/* People on a 5 x 5 grid of scores, names of 8 to 18 columns with a short form of 4 to 9. */
static void throw_scene(struct scene *s, struct bb_rect area, size_t n)
{
    memset(s, 0, sizeof *s);
    s->area = area;
    s->n = n;
    for (size_t i = 0; i < n; i++) {
        int column = dice(5), row = dice(5);
        struct bb_rect place = {area.x + column * area.w / 5, area.y + row * area.h / 5, area.w / 5, area.h / 5};
        s->marks[i] = (struct bb_mark){(int64_t)i + 1, place.x + place.w / 2, place.y + place.h / 2, place};
    }
    bb_marks_spread(s->marks, n, area);
    for (size_t i = 0; i < n; i++)
        s->labels[i] = (struct bb_label){.id = s->marks[i].id,
                                         .x = s->marks[i].x,
                                         .y = s->marks[i].y,
                                         .width = 8 + dice(11),
                                         .brief = 4 + dice(6),
                                         .candidate = BB_LABEL_NONE};
}

static size_t place(struct scene *s)
{
    return bb_labels_place(s->labels, s->n, &(struct bb_label_field){.area = s->area, .seed = 7});
}

static bool touch(struct bb_rect a, struct bb_rect b)
{
    struct bb_rect c = bb_rect_clip(a, b);
    return c.w > 0 && c.h > 0;
}

static void assert_sound(const struct scene *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct bb_label *a = &s->labels[i];
        assert_true(s->marks[i].x < 0 || bb_rect_has(s->area, s->marks[i].x, s->marks[i].y));
        if (a->at.w)
            assert_true(touch(a->at, s->area) && bb_rect_clip(a->at, s->area).w == a->at.w);
        for (size_t k = 0; k < s->n; k++) {
            const struct bb_mark *m = &s->marks[k];
            if (a->at.w && m->x >= 0)
                assert_false(bb_rect_has(a->at, m->x, m->y));
            if (k == i)
                continue;
            assert_true(m->x < 0 || m->x != s->marks[i].x || m->y != s->marks[i].y);
            if (a->at.w && s->labels[k].at.w)
                assert_false(touch(a->at, s->labels[k].at));
        }
    }
}

static void nothing_overlaps_whatever_the_size(void **state)
{
    (void)state;
    struct scene s;
    dice_state = 1;
    for (int w = 0; w < 100; w += 1 + w / 10)
        for (int h = 0; h < 40; h += 1 + h / 8) {
            throw_scene(&s, (struct bb_rect){3, 2, w, h}, (size_t)dice(MOST));
            place(&s);
            assert_sound(&s);
        }
}

static int success(struct bb_rect area, size_t n)
{
    struct scene s;
    size_t placed = 0, rounds = 40;
    dice_state = 20261122;
    for (size_t i = 0; i < rounds; i++) {
        throw_scene(&s, area, n);
        placed += place(&s);
        assert_sound(&s);
    }
    return (int)(placed * 1000 / (rounds * n));
}

static void most_names_find_a_place(void **state)
{
    (void)state;
    struct bb_rect small = {0, 0, 76, 18}, large = {0, 0, 116, 34};
    int rates[] = {success(small, 20), success(small, 30), success(small, 45), success(large, 45)};
    print_message("# per mille placed: %d %d %d %d\n", rates[0], rates[1], rates[2], rates[3]);
    assert_true(rates[0] >= 950);
    assert_true(rates[1] >= 920);
    assert_true(rates[2] >= 800);
    assert_true(rates[3] >= 980);
}

static void labels_do_not_jump_when_nothing_changed(void **state)
{
    (void)state;
    struct scene a, b;
    dice_state = 3;
    for (int round = 0; round < 40; round++) {
        throw_scene(&a, (struct bb_rect){0, 0, 76, 18}, 20);
        size_t placed = place(&a);
        b = a;
        assert_true(place(&b) >= placed);
        for (size_t i = 0; placed == a.n && i < a.n; i++)
            assert_int_equal(a.labels[i].candidate, b.labels[i].candidate);
    }
}

static void the_same_scene_gives_the_same_picture(void **state)
{
    (void)state;
    struct scene a, b;
    dice_state = 5;
    throw_scene(&a, (struct bb_rect){0, 0, 60, 14}, 40);
    b = a;
    assert_int_equal(place(&a), place(&b));
    assert_memory_equal(&a, &b, sizeof a);
}

static void a_heavy_label_is_never_left_out_for_a_light_one(void **state)
{
    (void)state;
    struct bb_label l[2] = {{.id = 1, .x = 0, .y = 0, .width = 5, .candidate = BB_LABEL_NONE},
                            {.id = 2, .x = 7, .y = 0, .width = 5, .weight = 9, .candidate = BB_LABEL_NONE}};
    struct bb_label_field f = {.area = {0, 0, 8, 1}, .seed = 1};
    assert_int_equal(bb_labels_place(l, 2, &f), 1);
    assert_int_equal(l[1].at.w, 5);
}

static void marks_of_one_cell_spread_round_it(void **state)
{
    (void)state;
    struct bb_rect area = {0, 0, 20, 7};
    struct bb_mark m[3] = {{.id = 9, .x = 10, .y = 4, .place = area},
                           {.id = 4, .x = 10, .y = 4, .place = area},
                           {.id = 6, .x = 10, .y = 4, .place = area}};
    bb_marks_spread(m, 3, area);
    assert_int_equal(m[1].x, 10);
    assert_int_equal(m[2].x, 12);
    assert_int_equal(m[2].y, 4);
    assert_int_equal(m[0].x, 12);
    assert_int_equal(m[0].y, 5);
}

static size_t count_reached(const struct bb_compass *c, size_t n, int32_t from)
{
    bool seen[MOST] = {false};
    int32_t queue[MOST];
    size_t head = 0, tail = 0;
    seen[from] = true;
    for (queue[tail++] = from; head < tail; head++)
        for (int d = 0; d < BB_DIRECTION_COUNT; d++) {
            int32_t to = c[queue[head]].to[d];
            assert_true(to >= -1 && to < (int32_t)n);
            if (to >= 0 && !seen[to]) {
                seen[to] = true;
                queue[tail++] = to;
            }
        }
    return tail;
}

static void arrows_lead_to_every_mark_from_every_mark(void **state)
{
    (void)state;
    struct scene s;
    struct bb_place places[MOST];
    struct bb_compass compass[MOST];
    dice_state = 11;
    for (int round = 0; round < 300; round++) {
        size_t n = 0;
        throw_scene(&s, (struct bb_rect){0, 0, 10 + dice(80), 4 + dice(30)}, (size_t)(1 + dice(MOST - 1)));
        for (size_t i = 0; i < s.n; i++)
            if (s.marks[i].x >= 0)
                places[n++] = (struct bb_place){s.marks[i].x, s.marks[i].y};
        bb_compass_build(places, n, compass);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(count_reached(compass, n, (int32_t)i), n);
    }
}

static void an_arrow_goes_where_it_points(void **state)
{
    (void)state;
    struct bb_place p[4] = {{10, 10}, {20, 10}, {12, 10}, {10, 2}};
    struct bb_compass c[4];
    bb_compass_build(p, 4, c);
    assert_int_equal(c[0].to[BB_GO_RIGHT], 2);
    assert_int_equal(c[2].to[BB_GO_RIGHT], 1);
    assert_int_equal(c[0].to[BB_GO_UP], 3);
    assert_int_equal(c[3].to[BB_GO_DOWN], 0);
    assert_int_equal(c[0].to[BB_GO_LEFT], -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps_whatever_the_size),
        cmocka_unit_test(most_names_find_a_place),
        cmocka_unit_test(labels_do_not_jump_when_nothing_changed),
        cmocka_unit_test(the_same_scene_gives_the_same_picture),
        cmocka_unit_test(a_heavy_label_is_never_left_out_for_a_light_one),
        cmocka_unit_test(marks_of_one_cell_spread_round_it),
        cmocka_unit_test(arrows_lead_to_every_mark_from_every_mark),
        cmocka_unit_test(an_arrow_goes_where_it_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
