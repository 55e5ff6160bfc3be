/* Keys: what the decoder makes of bytes, however a line cuts them, and the names of keys and actions. */
#include <bepboard/action.h>
#include <bepboard/key.h>
#include <bepboard/mem.h>
#include <bepboard/str.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Writes one event as a word: "k:61", "paste:3", "press:0@4,5", "focus:1". */
static void describe(struct bb_str *out, const struct bb_event *e)
{
    static const char *const mouse[] = {"press", "release", "drag", "wheel-up", "wheel-down"};
    char name[32];
    if (out->n)
        bb_str_addc(out, ' ');
    switch (e->kind) {
    case BB_EV_KEY:
        bb_key_name(e->key, true, name, sizeof name);
        bb_str_add(out, name);
        break;
    case BB_EV_PASTE:
        bb_str_addf(out, "paste:%zu", e->paste_n);
        assert_int_equal(strlen(e->paste), e->paste_n);
        break;
    case BB_EV_MOUSE:
        bb_str_addf(out, "%s:%d@%d,%d", mouse[e->mouse], e->button, e->x, e->y);
        break;
    case BB_EV_FOCUS:
        bb_str_addf(out, "focus:%d", e->focused);
        break;
    }
}

static void drain(struct bb_decoder *d, bool flush, struct bb_str *out)
{
    struct bb_event e;
    while (bb_decoder_next(d, flush, &e))
        describe(out, &e);
}

/* All events of some bytes that arrive in two parts, the second after `split` bytes, and then silence. */
static char *decode_split(const char *bytes, size_t n, size_t split)
{
    struct bb_decoder *d = bb_decoder_create();
    struct bb_str out = {0};
    bb_decoder_feed(d, bytes, split);
    drain(d, false, &out);
    bb_decoder_feed(d, bytes + split, n - split);
    drain(d, false, &out);
    drain(d, true, &out);
    assert_false(bb_decoder_pending(d));
    bb_decoder_destroy(d);
    return bb_str_take(&out);
}

static void expect(const char *bytes, const char *events)
{
    size_t n = strlen(bytes);
    for (size_t split = 0; split <= n; split++) {
        char *got = decode_split(bytes, n, split);
        assert_string_equal(got, events);
        free(got);
    }
}

static void every_split_of_a_sequence_gives_the_same_keys(void **state)
{
    (void)state;
    static const struct {
        const char *bytes, *events;
    } cases[] = {
        {"a", "a"},
        {"aZ?", "a Z ?"},
        {"ä", "ä"},
        {"中x", "中 x"},
        {"𝄞", "𝄞"},
        {"\r", "Enter"},
        {"\n", "Ctrl-J"},
        {"\t", "Tab"},
        {"\x7f", "Backspace"},
        {"\x12", "Ctrl-R"},
        {"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
        {"\033OA\033OB\033OC\033OD", "Up Down Right Left"},
        {"\033[H\033[F\033OH\033OF", "Home End Home End"},
        {"\033[1~\033[4~\033[7~\033[8~", "Home End Home End"},
        {"\033[2~\033[3~\033[5~\033[6~", "Ins Del PgUp PgDn"},
        {"\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4"},
        {"\033[[A\033[[B\033[[C\033[[D\033[[E", "F1 F2 F3 F4 F5"},
        {"\033[11~\033[15~\033[17~\033[21~\033[23~\033[24~", "F1 F5 F6 F10 F11 F12"},
        {"\033[1;5D\033[1;5C\033[1;3D\033[1;3C", "Ctrl-Left Ctrl-Right Ctrl-Left Ctrl-Right"},
        {"\033[1;2D\033[1;2C\033[1;5A\033[1;2H", "Left Right Up Home"},
        {"\033[5;5~\033[3;2~", "PgUp Del"},
        {"\033[1;2P", "F1"},
        {"\033[a\033[d\033Oc\033Od", "Up Left Ctrl-Right Ctrl-Left"},
        {"\033[3$\033[3^\033[7@", "Del Del Home"},
        {"\033[Z", "Shift-Tab"},
        {"\033b\033f", "Ctrl-Left Ctrl-Right"},
        {"\033\033[A", "Up"},
        {"\033[27;5;114~\033[114;5u\033[9;2u\033[97u", "Ctrl-R Ctrl-R Shift-Tab a"},
        {"\033OM\033Ok\033Oq", "Enter + 1"},
        {"\033xa", "a"},
        {"\033äa", "a"},
        {"\033\r", "Esc Enter"},
        {"\033", "Esc"},
        {"\033\033", "Esc Esc"},
        {"\033[99~a", "a"},
        {"\033[?2026;2$ya", "a"},
        {"\033[24;80Ra", "a"},
        {"\033[?62;4ca", "a"},
        {"\033]11;rgb:0000/0000/0000\033\\a", "a"},
        {"\033]0;title\aa", "a"},
        {"\033P1$r0m\033\\a", "a"},
        {"\033_Gi=1;OK\033\\a", "a"},
        {"\033[I\033[O", "focus:1 focus:0"},
        {"\033[<0;5;6M\033[<0;5;6m", "press:0@4,5 release:0@4,5"},
        {"\033[<2;300;200M\033[<32;1;1M", "press:2@299,199 drag:0@0,0"},
        {"\033[<64;5;6M\033[<65;5;6M", "wheel-up:0@4,5 wheel-down:0@4,5"},
        {"\033[<66;5;6M\033[<35;5;6M\033[<0;0;6M\033[<0;5Ma", "a"},
        {"\033[M !!a", "press:0@0,0 a"},
        {"\033[200~ab\033[201~c", "paste:2 c"},
        {"\033[200~\033[201~", "paste:0"},
        {"\xff"
         "a",
         "a"},
        {"\xe4\xb8"
         "a",
         "a"},
        {"\xc2\x9b"
         "a",
         "a"},
        {"\xed\xa0\x80"
         "a",
         "a"},
        {"\xc0\x80\xf5"
         "a",
         "a"},
        {"\033[1\033[A", "Up"},
        {"\033[1\ra", "Enter a"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].bytes, cases[i].events);
}

static void a_stray_byte_costs_no_key(void **state)
{
    (void)state;
    char bytes[300];
    memset(bytes, 'k', sizeof bytes);
    bytes[0] = (char)0xFF;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    bb_decoder_feed(d, bytes, sizeof bytes);
    int keys = 0;
    while (bb_decoder_next(d, false, &e))
        keys += e.kind == BB_EV_KEY && e.key == 'k';
    assert_int_equal(keys, 299);
    assert_false(bb_decoder_pending(d));
    bb_decoder_destroy(d);
}

static void a_nul_byte_is_no_key(void **state)
{
    (void)state;
    char *got = decode_split("a\0b", 3, 1);
    assert_string_equal(got, "a b");
    free(got);
}

static void escape_waits_for_silence(void **state)
{
    (void)state;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    bb_decoder_feed(d, "\033", 1);
    assert_false(bb_decoder_next(d, false, &e));
    assert_true(bb_decoder_pending(d));
    assert_true(bb_decoder_next(d, true, &e));
    assert_int_equal(e.key, BB_KEY_ESC);
    assert_false(bb_decoder_pending(d));
    bb_decoder_destroy(d);
}

static void an_endless_sequence_is_dropped(void **state)
{
    (void)state;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_str out = {0};
    bb_decoder_feed(d, "\033[", 2);
    for (int i = 0; i < 1000; i++) {
        bb_decoder_feed(d, "1;", 2);
        drain(d, false, &out);
    }
    bb_decoder_feed(d, "Aq", 2);
    drain(d, false, &out);
    assert_string_equal(bb_str_get(&out), "q");
    bb_str_clear(&out);
    bb_decoder_feed(d, "\033]52;c;", 7);
    for (int i = 0; i < 1000; i++) {
        bb_decoder_feed(d, "quit", 4);
        drain(d, false, &out);
    }
    drain(d, true, &out);
    bb_decoder_feed(d, "q", 1);
    drain(d, false, &out);
    assert_string_equal(bb_str_get(&out), "q");
    bb_str_finish(&out);
    bb_decoder_destroy(d);
}

static void a_paste_is_text_and_never_a_key(void **state)
{
    (void)state;
    static const char bytes[] = "\033[200~one\r\ntwo\rthree\tö\033[31m\x03 \x07\xff\xc2\x9b!\033[201~";
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    bb_decoder_feed(d, bytes, sizeof bytes - 1);
    assert_true(bb_decoder_next(d, false, &e));
    assert_int_equal(e.kind, BB_EV_PASTE);
    assert_string_equal(e.paste, "one\ntwo\nthree\tö[31m !");
    assert_false(bb_decoder_next(d, true, &e));
    bb_decoder_destroy(d);
}

static void a_paste_is_limited(void **state)
{
    (void)state;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    char block[4096];
    memset(block, 'x', sizeof block);
    bb_decoder_feed(d, "\033[200~", 6);
    for (int i = 0; i < 300; i++) {
        bb_decoder_feed(d, block, sizeof block);
        assert_false(bb_decoder_next(d, i % 2, &e));
    }
    bb_decoder_feed(d, "\033[201~q", 7);
    assert_true(bb_decoder_next(d, false, &e));
    assert_int_equal(e.kind, BB_EV_PASTE);
    assert_int_equal(e.paste_n, 1 << 20);
    assert_true(bb_decoder_next(d, false, &e));
    assert_int_equal(e.key, 'q');
    bb_decoder_destroy(d);
}

static void ctrl_c_ends_a_paste_whose_end_was_lost(void **state)
{
    (void)state;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    bb_decoder_feed(d, "\033[200~abc", 9);
    assert_false(bb_decoder_next(d, true, &e));
    assert_true(bb_decoder_pending(d));
    bb_decoder_feed(d, "\x03", 1);
    assert_true(bb_decoder_next(d, false, &e));
    assert_string_equal(e.paste, "abc");
    bb_decoder_feed(d, "\033[200~abc", 9);
    int silence = 0;
    while (!bb_decoder_next(d, true, &e))
        assert_in_range(++silence, 1, 1000);
    assert_string_equal(e.paste, "abc");
    assert_false(bb_decoder_pending(d));
    bb_decoder_destroy(d);
}

static void a_terminal_can_teach_its_own_sequences(void **state)
{
    (void)state;
    struct bb_decoder *d = bb_decoder_create();
    struct bb_str out = {0};
    bb_decoder_learn(d, "\033[[5~x", BB_KEY_PAGE_UP);
    bb_decoder_learn(d, "\b", BB_KEY_BACKSPACE);
    bb_decoder_learn(d, "\033", BB_KEY_UP);
    bb_decoder_learn(d, "a", BB_KEY_UP);
    bb_decoder_learn(d, NULL, BB_KEY_UP);
    for (const char *p = "\033[[5~x\ba"; *p; p++) {
        bb_decoder_feed(d, p, 1);
        drain(d, false, &out);
    }
    bb_decoder_feed(d, "\033", 1);
    drain(d, true, &out);
    assert_string_equal(bb_str_get(&out), "PgUp Backspace a Esc");
    bb_str_finish(&out);
    bb_decoder_destroy(d);
}

/* A storm of bytes, cut anywhere, never stops the decoder, and after a silence every key works again. */
static void a_storm_leaves_the_next_key_whole(void **state)
{
    (void)state;
    static const char alphabet[] = "\033\033\033[[]OP<;;0129~MmAu$?\x07\\\xff\xc3\xa4\xe4\x18k";
    struct bb_decoder *d = bb_decoder_create();
    struct bb_event e;
    srand(7);
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        size_t n = (size_t)rand() % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            bytes[i] = rand() % 8 ? alphabet[(size_t)rand() % (sizeof alphabet - 1)] : (char)rand();
        bb_decoder_feed(d, bytes, n);
        while (bb_decoder_next(d, rand() % 2, &e))
            assert_in_range(e.kind, BB_EV_KEY, BB_EV_FOCUS);
    }
    for (int i = 0; i < 1000 && bb_decoder_pending(d); i++)
        while (bb_decoder_next(d, true, &e))
            continue;
    bb_decoder_feed(d, "q", 1);
    assert_true(bb_decoder_next(d, false, &e));
    assert_int_equal(e.key, 'q');
    bb_decoder_destroy(d);
}

static void names_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int32_t key;
    } cases[] = {
        {"a", 'a'},
        {"G", 'G'},
        {"?", '?'},
        {"/", '/'},
        {"ü", 0xFC},
        {"space", ' '},
        {"Tab", BB_KEY_TAB},
        {"enter", BB_KEY_ENTER},
        {"esc", BB_KEY_ESC},
        {"up", BB_KEY_UP},
        {"pgdn", BB_KEY_PAGE_DOWN},
        {"ctrl-r", 0x12},
        {"Ctrl-R", 0x12},
        {"shift-tab", BB_KEY_BACK_TAB},
        {"f1", BB_KEY_F1},
        {"F12", BB_KEY_F12},
        {"f13", BB_KEY_NONE},
        {"ctrl-1", BB_KEY_NONE},
        {"ctrl-", BB_KEY_NONE},
        {"ctrl-rr", BB_KEY_NONE},
        {"ab", BB_KEY_NONE},
        {"", BB_KEY_NONE},
        {" ", BB_KEY_NONE},
        {"\x01", BB_KEY_NONE},
        {"\x7f", BB_KEY_NONE},
        {"\xff", BB_KEY_NONE},
        {NULL, BB_KEY_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(bb_key_parse(cases[i].name), cases[i].key);
}

static void names_are_shown(void **state)
{
    (void)state;
    char name[16];
    bb_key_name(0x12, false, name, sizeof name);
    assert_string_equal(name, "Ctrl-R");
    bb_key_name(BB_KEY_UP, false, name, sizeof name);
    assert_string_equal(name, "↑");
    bb_key_name(BB_KEY_UP, true, name, sizeof name);
    assert_string_equal(name, "Up");
    bb_key_name('G', true, name, sizeof name);
    assert_string_equal(name, "G");
    bb_key_name(BB_KEY_NONE, true, name, sizeof name);
    assert_string_equal(name, "");
    char tiny[3];
    bb_key_name(BB_KEY_BACKSPACE, true, tiny, sizeof tiny);
    assert_string_equal(tiny, "Ba");
}

/* Every key that has a name is read back from what is shown. */
static void shown_names_read_back(void **state)
{
    (void)state;
    char name[16];
    for (int32_t key = 1; key < BB_KEY_LAST; key++) {
        if ((key > 0x7F && key < BB_KEY_SPECIAL) || key == BB_KEY_SPECIAL ||
            (key > 26 && key < ' ' && key != BB_KEY_ESC))
            continue;
        bb_key_name(key, true, name, sizeof name);
        assert_int_equal(bb_key_parse(name), key);
    }
}

/* Reads the default keys of the table into a keymap; fails on names that are no keys and on too many. */
static struct bb_keymap default_keymap(void)
{
    struct bb_keymap map = {0};
    for (int a = 0; a < BB_ACT_COUNT; a++) {
        char *list = bb_strdup(bb_action_def(a)->keys), *save = NULL;
        int n = 0;
        for (char *word = strtok_r(list, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
            assert_in_range(n, 0, BB_KEYS_PER_ACTION - 1);
            map.keys[a][n++] = bb_key_parse(word);
            assert_int_not_equal(bb_key_parse(word), BB_KEY_NONE);
        }
        free(list);
    }
    return map;
}

static void every_default_key_belongs_to_one_action(void **state)
{
    (void)state;
    struct bb_keymap map = default_keymap();
    for (int a = 0; a < BB_ACT_COUNT; a++)
        for (int i = 0; i < BB_KEYS_PER_ACTION && map.keys[a][i]; i++)
            assert_int_equal(bb_keymap_action(&map, map.keys[a][i]), a);
    assert_int_equal(bb_keymap_action(&map, BB_KEY_ESC), -1);
    assert_int_equal(bb_keymap_action(&map, BB_CTRL('C')), -1);
    assert_int_equal(bb_keymap_action(&map, BB_KEY_NONE), -1);
    assert_int_equal(bb_keymap_action(&map, 'q'), BB_ACT_BACK);
    assert_int_equal(bb_keymap_action(&map, BB_KEY_F1), BB_ACT_HELP);
}

static void every_action_is_complete_and_found_by_its_name(void **state)
{
    (void)state;
    for (int a = 0; a < BB_ACT_COUNT; a++) {
        const struct bb_action_def *def = bb_action_def(a);
        assert_int_equal(bb_action_find(def->name), a);
        assert_true(def->group && *def->group && def->keys && *def->keys);
        assert_int_equal(def->help[strlen(def->help) - 1], '.');
        assert_true(!def->hint || strlen(def->hint) <= 12);
    }
    assert_int_equal(bb_action_find("no-such-action"), -1);
    assert_int_equal(bb_action_find(NULL), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_split_of_a_sequence_gives_the_same_keys),
        cmocka_unit_test(a_stray_byte_costs_no_key),
        cmocka_unit_test(a_nul_byte_is_no_key),
        cmocka_unit_test(escape_waits_for_silence),
        cmocka_unit_test(an_endless_sequence_is_dropped),
        cmocka_unit_test(a_paste_is_text_and_never_a_key),
        cmocka_unit_test(a_paste_is_limited),
        cmocka_unit_test(ctrl_c_ends_a_paste_whose_end_was_lost),
        cmocka_unit_test(a_terminal_can_teach_its_own_sequences),
        cmocka_unit_test(a_storm_leaves_the_next_key_whole),
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(names_are_shown),
        cmocka_unit_test(shown_names_read_back),
        cmocka_unit_test(every_default_key_belongs_to_one_action),
        cmocka_unit_test(every_action_is_complete_and_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
