/* Saving: what is kept, what is refused and with which words, what hangs together. */
#include "../../src/store/engine.h"
#include "store_kit.h"

#include <bepboard/text.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SAYS(text, part)                                                                                               \
    do {                                                                                                               \
        if (!strstr((text), (part)))                                                                                   \
            fail_msg("expected \"%s\" in: %s", (part), (text));                                                        \
    } while (0)

static const char *number(int64_t n)
{
    static char texts[4][24];
    static int at;
    at = (at + 1) % 4;
    snprintf(texts[at], sizeof texts[at], "%lld", (long long)n);
    return texts[at];
}

static void saved_is_found_after_reopening(void **state)
{
    struct kit *k = *state;
    int64_t unit = KIT_ADD(k, BB_UNIT, "name", "Süd", "headcount", "12");
    int64_t id = KIT_ADD(k, BB_PERSON, "name", "Zoë Ågren", "role", "Leitung 東京", "unit", number(unit), "power", "5");
    kit_reopen(k);
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "name"), "Zoë Ågren");
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "role"), "Leitung 東京");
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "unit"), number(unit));
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "power"), "5");
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "interest"), "");
    assert_string_equal(kit_field(k->s, BB_PERSON, id, "key"), "P1");
}

static void every_kind_of_field_survives(void **state)
{
    struct kit *k = *state;
    int64_t whole = KIT_ADD(k, BB_SAMPLE, "on", "2026-08", "measure", "share", "now", "0.156", "ever", "0.16");
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "=1+1 'quoted' \"twice\"", "received", "2026-03-01", "verdict",
                            "bandage", "outcome", "one\ntwo\tthree", "invited", "1");
    assert_string_equal(kit_field(k->s, BB_SAMPLE, whole, "on"), "2026-08");
    assert_string_equal(kit_field(k->s, BB_SAMPLE, whole, "now"), "0.156");
    assert_string_equal(kit_field(k->s, BB_SAMPLE, whole, "access"), "");
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "title"), "=1+1 'quoted' \"twice\"");
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "outcome"), "one\ntwo\tthree");
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "invited"), "1");
}

static void long_notes_are_kept_long_titles_refused(void **state)
{
    enum { MANY = 100000 };
    struct kit *k = *state;
    char *text = malloc(MANY + 1);
    memset(text, 'x', MANY);
    text[MANY] = 0;
    int64_t id = KIT_ADD(k, BB_PERSON, "name", "Ann", "need", text);
    assert_int_equal(kit_number(k->s, "SELECT length(need) FROM person"), MANY);
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", text));
    assert_int_equal(k->err.code, BB_E_INPUT);
    free(text);
}

static void refused_values_say_why(void **state)
{
    static const struct {
        enum bb_entity e;
        const char *field, *value, *says;
    } cases[] = {
        {BB_PERSON, "name", "", "Name: is needed"},
        {BB_PERSON, "power", "6", "Power"},
        {BB_PERSON, "power", "zero", "Power"},
        {BB_PERSON, "wanted", "enthusiastic", "Wanted stance"},
        {BB_ORDER, "received", "2026-02-30", "Received"},
        {BB_ORDER, "training_share", "101", "Training can close"},
        {BB_SAMPLE, "now", "many", "Adopted now"},
    };
    struct kit *k = *state;
    int64_t person = KIT_ADD(k, BB_PERSON, "name", "Ann"),
            order = KIT_ADD(k, BB_ORDER, "title", "T", "received", "2026-01-01");
    int64_t sample = KIT_ADD(k, BB_SAMPLE, "on", "2026-01", "measure", "count", "now", "1");
    char *before = kit_dump(k->s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t id = cases[i].e == BB_PERSON ? person : cases[i].e == BB_ORDER ? order : sample;
        assert_false(KIT_SAVE(k->s, cases[i].e, k->engagement, &id, &k->err, cases[i].field, cases[i].value));
        assert_int_equal(k->err.code, BB_E_INPUT);
        SAYS(k->err.text, cases[i].says);
    }
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void a_taken_key_is_named(void **state)
{
    struct kit *k = *state;
    int64_t id = 0;
    KIT_ADD(k, BB_PERSON, "name", "Ann", "key", "S1");
    int64_t other = KIT_ADD(k, BB_PERSON, "name", "Bob", "key", "S2");
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Cid", "key", "S1"));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    SAYS(k->err.text, "Key: \"S1\" is taken by another stakeholder");
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &other, &k->err, "key", "S1"));
    assert_string_equal(k->err.text,
                        "Key: \"S1\" is taken by another stakeholder (Ann); choose another, or change that one");
    assert_string_equal(kit_field(k->s, BB_PERSON, other, "key"), "S2");
    KIT_ADD(k, BB_SAMPLE, "on", "2026-01", "measure", "count", "now", "1");
    id = 0;
    assert_false(
        KIT_SAVE(k->s, BB_SAMPLE, k->engagement, &id, &k->err, "on", "2026-01", "measure", "count", "now", "2"));
    SAYS(k->err.text, "On: there is already an adoption sample with On \"2026-01\", no Segment; change that one");
}

static void made_up_keys_do_not_clash(void **state)
{
    struct kit *k = *state;
    KIT_ADD(k, BB_PERSON, "name", "Ann", "key", "P2");
    int64_t bob = KIT_ADD(k, BB_PERSON, "name", "Bob");
    assert_string_equal(kit_field(k->s, BB_PERSON, bob, "key"), "P3");
}

static void deleting_takes_what_cannot_be_without(void **state)
{
    struct kit *k = *state;
    int64_t unit = KIT_ADD(k, BB_UNIT, "name", "North"),
            part = KIT_ADD(k, BB_UNIT, "name", "Part", "parent", number(unit));
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "unit", number(unit)),
            bob = KIT_ADD(k, BB_PERSON, "name", "Bob");
    int64_t tie = KIT_ADD(k, BB_TIE, "source", number(ann), "target", number(bob));
    int64_t self = KIT_ADD(k, BB_TIE, "source", number(ann), "target", number(bob), "kind", "of old");
    assert_true(
        db_exec(bb_store_db(k->s), &k->err, "UPDATE tie SET target = source WHERE kind IS NOT NULL", DB_NO_ARGS));
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "T", "received", "2026-01-01", "requester", number(ann));
    int64_t item =
        KIT_ADD(k, BB_ITEM, "order", number(order), "opportunity", "sure", "text", "W", "owner", number(ann));
    assert_true(bb_store_remove(k->s, BB_PERSON, ann, "Delete Ann", &k->err));
    assert_string_equal(kit_field(k->s, BB_TIE, tie, "source"), "(gone)");
    assert_string_equal(kit_field(k->s, BB_TIE, self, "source"), "(gone)");
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "requester"), "");
    assert_string_equal(kit_field(k->s, BB_ITEM, item, "owner"), "");
    assert_true(bb_store_remove(k->s, BB_ORDER, order, "Delete order", &k->err));
    assert_string_equal(kit_field(k->s, BB_ITEM, item, "text"), "(gone)");
    assert_true(bb_store_remove(k->s, BB_UNIT, unit, "Delete unit", &k->err));
    assert_string_equal(kit_field(k->s, BB_UNIT, part, "parent"), "");
    assert_false(bb_store_remove(k->s, BB_UNIT, unit, "Delete unit", &k->err));
    SAYS(k->err.text, "was deleted in the meantime");
}

static void references_must_be_there(void **state)
{
    struct kit *k = *state;
    int64_t id = 0, ann = KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_true(bb_store_remove(k->s, BB_PERSON, ann, "Delete", &k->err));
    assert_false(KIT_SAVE(k->s, BB_ORDER, k->engagement, &id, &k->err, "title", "T", "received", "2026-01-01",
                          "requester", number(ann)));
    SAYS(k->err.text, "Requester: the stakeholder that it refers to was deleted in the meantime");
    int64_t other = KIT_ADD(k, BB_ENGAGEMENT, "name", "Other"), stranger = 0;
    assert_true(KIT_SAVE(k->s, BB_PERSON, other, &stranger, &k->err, "name", "Stranger"));
    assert_false(KIT_SAVE(k->s, BB_ORDER, k->engagement, &id, &k->err, "title", "T", "received", "2026-01-01",
                          "requester", number(stranger)));
}

static void units_form_a_tree(void **state)
{
    struct kit *k = *state;
    int64_t a = KIT_ADD(k, BB_UNIT, "name", "A"), b = KIT_ADD(k, BB_UNIT, "name", "B", "parent", number(a));
    int64_t c = KIT_ADD(k, BB_UNIT, "name", "C", "parent", number(b));
    assert_false(KIT_SAVE(k->s, BB_UNIT, k->engagement, &a, &k->err, "parent", number(c)));
    SAYS(k->err.text, "Part of: a unit cannot be part of itself");
    assert_false(KIT_SAVE(k->s, BB_UNIT, k->engagement, &a, &k->err, "parent", number(a)));
    assert_true(KIT_SAVE(k->s, BB_UNIT, k->engagement, &c, &k->err, "parent", number(a)));
}

static void a_deleted_engagement_takes_nothing_more(void **state)
{
    struct kit *k = *state;
    int64_t id = 0;
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    char *before = kit_dump(k->s);
    assert_true(bb_store_remove(k->s, BB_ENGAGEMENT, k->engagement, "Delete", &k->err));
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Bob"));
    SAYS(k->err.text, "this engagement was deleted in the meantime");
    struct bb_str what = {0};
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    bb_str_finish(&what);
    free(before);
    free(after);
}

static void nothing_changed_leaves_no_trace(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "3"), seq = bb_store_seq(k->s);
    int64_t lines = kit_number(k->s, "SELECT count(*) FROM txn");
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "name", "Ann", "power", "3"));
    assert_int_equal(bb_store_seq(k->s), seq);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM txn"), lines);
    assert_int_equal(kit_number(k->s, "SELECT max(rev) FROM person"), 1);
}

static void what_others_write_in_our_transaction_is_kept(void **state)
{
    struct kit *k = *state;
    assert_true(bb_store_begin(k->s, "By hand", k->engagement, NULL, NULL, &k->err));
    assert_true(db_exec(bb_store_db(k->s), &k->err, "UPDATE meta SET fold_version = 'x'", DB_NO_ARGS));
    assert_true(bb_store_commit(k->s, &k->err));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM meta WHERE fold_version = 'x'"), 1);
}

static void a_request_is_done_once(void **state)
{
    struct kit *k = *state;
    struct bb_change c[KIT_CHANGES];
    size_t n = kit_changes(c, BB_PERSON, "name", "Ann", (const char *)NULL);
    bool done = true;
    int64_t id;
    assert_true(bb_store_begin(k->s, "Add", k->engagement, "request-1", &done, &k->err));
    assert_false(done);
    assert_true(bb_store_insert(k->s, BB_PERSON, k->engagement, NULL, c, n, &id, &k->err));
    assert_true(bb_store_commit(k->s, &k->err));
    kit_reopen(k);
    assert_true(bb_store_begin(k->s, "Add", k->engagement, "request-1", &done, &k->err));
    assert_true(done);
    assert_true(bb_store_commit(k->s, &k->err));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 1);
}

static void rolled_back_is_gone(void **state)
{
    struct kit *k = *state;
    struct bb_change c[KIT_CHANGES];
    size_t n = kit_changes(c, BB_PERSON, "name", "Ann", (const char *)NULL);
    int64_t id, seq = bb_store_seq(k->s);
    assert_true(bb_store_begin(k->s, "Add", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_insert(k->s, BB_PERSON, k->engagement, NULL, c, n, &id, &k->err));
    bb_store_rollback(k->s);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 0);
    assert_int_equal(kit_number(k->s, "SELECT coalesce(sum(people), 0) FROM unit_people"), 0);
    assert_int_equal(bb_store_seq(k->s), seq);
    assert_false(bb_store_insert(k->s, BB_PERSON, k->engagement, NULL, c, n, &id, &k->err));
    SAYS(k->err.text, "outside a transaction");
}

static void different_fields_merge_the_same_field_asks(void **state)
{
    struct kit *k = *state;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "3", "role", "Lead");
    struct bb_store *bob = kit_open(k, "bob");
    int power = bb_field_find(bb_entity_def(BB_PERSON), "power"),
        role = bb_field_find(bb_entity_def(BB_PERSON), "role");
    struct bb_change theirs = {.field = power, .value = "5", .before = "3", .checked = true};
    struct bb_change ours = {.field = role, .value = "Head", .before = "Lead", .checked = true};
    struct bb_change late = {.field = power, .value = "1", .before = "3", .checked = true};
    assert_true(bb_store_save(bob, BB_PERSON, k->engagement, &ann, &theirs, 1, "Edit", &k->err));
    assert_true(bb_store_save(k->s, BB_PERSON, k->engagement, &ann, &ours, 1, "Edit", &k->err));
    assert_false(bb_store_save(k->s, BB_PERSON, k->engagement, &ann, &late, 1, "Edit", &k->err));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    SAYS(k->err.text, "Power was changed by bob on 2026-11-22 12:00 to \"5\"");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "power"), "5");
    assert_string_equal(kit_field(k->s, BB_PERSON, ann, "role"), "Head");
    /* The same thing typed by both is no conflict. */
    late.value = "5";
    assert_true(bb_store_save(k->s, BB_PERSON, k->engagement, &ann, &late, 1, "Edit", &k->err));
    bb_store_close(bob);
}

static void searching_ignores_case_and_marks(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_table found;
    struct bb_str needle = {0};
    int64_t id = KIT_ADD(k, BB_PERSON, "name", "Åsa ÖSTLUND_100%", "role", "Rådgivare");
    KIT_ADD(k, BB_PERSON, "name", "Bob");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person WHERE name_fold IS NOT NULL"), 2);
    static const char *const typed[] = {"åsa", "ASA", "ostlund", "radgivare", "_100%"};
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        bb_str_clear(&needle);
        bb_text_fold(&needle, typed[i]);
        assert_true(
            bb_store_find_people(k->s, k->engagement, BB_DESK, bb_str_get(&needle), 10, &arena, &found, &k->err));
        assert_int_equal(found.n, 1);
    }
    /* Somebody who was raised is nobody's to find but the desk's. */
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "sensitivity", "private"));
    assert_true(bb_store_find_people(k->s, k->engagement, BB_AT_TEAM, "asa", 10, &arena, &found, &k->err));
    assert_int_equal(found.n, 0);
    assert_true(bb_store_find_people(k->s, k->engagement, BB_DESK, "asa", 10, &arena, &found, &k->err));
    assert_int_equal(found.n, 1);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Cid", "role", ""));
    assert_true(bb_store_find_people(k->s, k->engagement, BB_DESK, "asa", 10, &arena, &found, &k->err));
    assert_int_equal(found.n, 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person WHERE role_fold IS NULL"), 2);
    bb_str_finish(&needle);
    bb_arena_finish(&arena);
}

/* "Ann Lee, Bob Berg; badge" of whom and what is found. */
static void among_all(struct kit *k, enum bb_audience audience, const char *typed, const char *expected)
{
    struct bb_arena arena = {0};
    struct bb_table people, attributes;
    struct bb_str found = {0};
    assert_true(
        bb_store_find_among_all(k->s, k->engagement, audience, typed, 10, &arena, &people, &attributes, &k->err));
    for (size_t i = 0; i < people.n; i++)
        bb_str_addf(&found, "%s%s", i ? ", " : "", ((struct bb_person *)bb_table_at(&people, i))->name);
    for (size_t i = 0; i < attributes.n; i++)
        bb_str_addf(&found, "; %s", ((struct bb_attribute *)bb_table_at(&attributes, i))->name);
    assert_string_equal(bb_str_get(&found), expected);
    bb_str_finish(&found);
    bb_arena_finish(&arena);
}

static void people_are_found_among_all(void **state)
{
    struct kit *k = *state;
    char person[24];
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann Lee", "key", "p17");
    KIT_ADD(k, BB_PERSON, "name", "Åke Berg-Lee", "key", "q18");
    KIT_ADD(k, BB_PERSON, "name", "Bob", "key", "P19");
    snprintf(person, sizeof person, "%lld", (long long)ann);
    int64_t badge = KIT_ADD(k, BB_ATTRIBUTE, "person", person, "name", "badge", "value", "B-77 x");
    among_all(k, BB_DESK, "an", "Ann Lee");
    among_all(k, BB_DESK, "lee", "Ann Lee");
    among_all(k, BB_DESK, "LEE  ann", "Ann Lee");
    among_all(k, BB_DESK, "ake b", "Åke Berg-Lee");
    among_all(k, BB_DESK, "BERG", "Åke Berg-Lee");
    among_all(k, BB_DESK, "P1", "Ann Lee, Bob");
    among_all(k, BB_DESK, "b-77 X", "Ann Lee; badge");
    among_all(k, BB_DESK, "ee", "");
    among_all(k, BB_DESK, "  ", "");
    among_all(k, BB_DESK, "", "");
    among_all(k, BB_AT_TEAM, "b-77", "Ann Lee; badge");
    among_all(k, BB_ROOM, "an", "");
    /* What was raised is not there for whoever may not see it. */
    assert_true(KIT_SAVE(k->s, BB_ATTRIBUTE, k->engagement, &badge, &k->err, "sensitivity", "private"));
    among_all(k, BB_DESK, "b-77", "Ann Lee; badge");
    among_all(k, BB_AT_TEAM, "b-77", "");
    assert_true(KIT_SAVE(k->s, BB_ATTRIBUTE, k->engagement, &badge, &k->err, "sensitivity", ""));
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "sensitivity", "private"));
    among_all(k, BB_AT_TEAM, "lee", "");
    among_all(k, BB_AT_TEAM, "b-77", "");
    among_all(k, BB_DESK, "lee", "Ann Lee");
    assert_true(bb_store_begin(k->s, "Delete", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_delete(k->s, BB_PERSON, ann, &k->err) && bb_store_commit(k->s, &k->err));
    among_all(k, BB_DESK, "an", "");
    among_all(k, BB_DESK, "b-77", "");
}

/* Beside those whom a screen shows anyway, with what is known of them. */
static void whoever_was_brought_is_loaded(void **state)
{
    enum { MANY = 300 };
    struct kit *k = *state;
    char key[24], person[24];
    int64_t last = 0;
    for (int i = 0; i < MANY; i++) {
        snprintf(key, sizeof key, "p%03d", i);
        last = KIT_ADD(k, BB_PERSON, "name", "Somebody", "key", key);
    }
    snprintf(person, sizeof person, "%lld", (long long)last);
    KIT_ADD(k, BB_ATTRIBUTE, "person", person, "name", "badge", "value", "B-77");
    for (int brought = 0; brought < 2; brought++) {
        struct bb_data d = {0};
        assert_true(bb_store_load(k->s, k->engagement, &d, &k->err));
        assert_int_equal(bb_data_person(&d, last) != NULL, brought);
        assert_int_equal(d.tables[BB_ATTRIBUTE].n, brought);
        assert_int_equal(d.people_total, MANY);
        bb_data_finish(&d);
        bb_store_bring(k->s, last);
    }
}

static void an_old_file_brings_deleted_records_back(void **state)
{
    struct kit *k = *state;
    struct bb_change c[KIT_CHANGES];
    size_t n = kit_changes(c, BB_PERSON, "name", "Ann", "key", "S1", "power", "2", (const char *)NULL);
    static const char uid[] = "01890a5d-ac96-774b-bcce-b302099a8057";
    int64_t id, again;
    assert_true(bb_store_begin(k->s, "Import", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_insert(k->s, BB_PERSON, k->engagement, uid, c, n, &id, &k->err));
    assert_true(bb_store_commit(k->s, &k->err));
    char *before = kit_dump(k->s);
    assert_true(bb_store_remove(k->s, BB_PERSON, id, "Delete", &k->err));
    assert_true(bb_store_begin(k->s, "Import", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_insert(k->s, BB_PERSON, k->engagement, uid, c, n, &again, &k->err));
    assert_false(bb_store_insert(k->s, BB_PERSON, k->engagement, uid, c, n, &again, &k->err));
    SAYS(k->err.text, "there is already another stakeholder with this identity");
    bb_store_rollback(k->s);
    assert_true(bb_store_begin(k->s, "Import", k->engagement, NULL, NULL, &k->err));
    assert_true(bb_store_insert(k->s, BB_PERSON, k->engagement, uid, c, n, &again, &k->err));
    assert_true(bb_store_commit(k->s, &k->err));
    assert_int_equal(again, id);
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    free(before);
    free(after);
}

static void the_journal_tells_who_changed_what(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_journal_change *changes;
    struct bb_txn *log;
    size_t n;
    int64_t ann = KIT_ADD(k, BB_PERSON, "name", "Ann", "power", "3"), since = bb_store_seq(k->s);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &ann, &k->err, "power", "4", "role", "Head \"x\""));
    assert_true(bb_store_changes(k->s, since, BB_PERSON, ann, &arena, &changes, &n, &k->err));
    assert_int_equal(n, 1);
    assert_string_equal(changes[0].actor, "ann");
    assert_string_equal(changes[0].op, "update");
    assert_string_equal(changes[0].before, "{\"power\":\"3\",\"role\":null}");
    assert_string_equal(changes[0].after, "{\"power\":\"4\",\"role\":\"Head \\\"x\\\"\"}");
    assert_true(bb_store_log_query(k->s, &(struct bb_log_query){.engagement = k->engagement, .limit = 10}, &arena, &log,
                                   &n, &k->err));
    assert_int_equal(n, 3);
    assert_string_equal(log[0].label, "Edit");
    assert_int_equal(log[0].changes, 1);
    bb_arena_finish(&arena);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEST(saved_is_found_after_reopening),
        TEST(every_kind_of_field_survives),
        TEST(long_notes_are_kept_long_titles_refused),
        TEST(refused_values_say_why),
        TEST(a_taken_key_is_named),
        TEST(made_up_keys_do_not_clash),
        TEST(deleting_takes_what_cannot_be_without),
        TEST(references_must_be_there),
        TEST(units_form_a_tree),
        TEST(a_deleted_engagement_takes_nothing_more),
        TEST(nothing_changed_leaves_no_trace),
        TEST(what_others_write_in_our_transaction_is_kept),
        TEST(a_request_is_done_once),
        TEST(rolled_back_is_gone),
        TEST(different_fields_merge_the_same_field_asks),
        TEST(searching_ignores_case_and_marks),
        TEST(people_are_found_among_all),
        TEST(whoever_was_brought_is_loaded),
        TEST(an_old_file_brings_deleted_records_back),
        TEST(the_journal_tells_who_changed_what),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
