/* Files of other people: what becomes of their rows, and what the report says. */
#include "exchange_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static void reports(const struct bb_report *r, int64_t read, int64_t added, int64_t changed, int64_t unchanged,
                    int64_t refused)
{
    assert_int_equal(r->read, read);
    assert_int_equal(r->added, added);
    assert_int_equal(r->changed, changed);
    assert_int_equal(r->unchanged, unchanged);
    assert_int_equal(r->refused, refused);
}

/* Imports a text and frees the report; the counts are given as in the report. */
static void imports(struct kit *k, enum bb_entity e, const char *text, int64_t added, int64_t changed,
                    int64_t unchanged)
{
    struct bb_report r = {0};
    if (!KIT_IMPORT(k, e, &r, text))
        fail_msg("%s %s", k->err.text, r.remark_n ? r.remarks[0].text : "");
    reports(&r, added + changed + unchanged, added, changed, unchanged, 0);
    bb_report_finish(&r);
}

static void a_table_is_taken_by_names_and_labels(void **state)
{
    struct kit *k = *state;
    imports(k, BB_PERSON, "KEY;Name;unit;Power;wanted stance\nP1;Ann;Support;4;Supportive\nP2;Ben;support;;lead\n", 2,
            0, 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM unit"), 1);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person WHERE wanted IN ('supportive', 'leading')"), 2);
    assert_int_equal(kit_number(k->s, "SELECT power FROM person WHERE key = 'P1'"), 4);
}

static void the_same_file_twice_leaves_no_trace(void **state)
{
    struct kit *k = *state;
    static const char people[] = "key,name,unit\nP1,Ann,Support\nP2,Ben,Sales\n";
    imports(k, BB_PERSON, people, 2, 0, 0);
    int64_t seq = bb_store_seq(k->s);
    imports(k, BB_PERSON, people, 0, 0, 2);
    assert_int_equal(bb_store_seq(k->s), seq);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM import"), 1);
}

static void other_columns_stay_as_they_are(void **state)
{
    struct kit *k = *state;
    imports(k, BB_PERSON, "key,name,role,power\nP1,Ann,Lead,4\n", 1, 0, 0);
    imports(k, BB_PERSON, "key,power\nP1,5\n", 0, 1, 0);
    imports(k, BB_PERSON, "key,name,role\nP1,Ann,\n", 0, 1, 0);
    assert_int_equal(kit_number(k->s, "SELECT power FROM person WHERE role IS NULL"), 5);
}

static void people_without_keys_are_told_apart_by_name(void **state)
{
    struct kit *k = *state;
    static const char people[] = "name,unit\nAnn,A\nBen,B\nAnn,C\n";
    imports(k, BB_PERSON, people, 3, 0, 0);
    imports(k, BB_PERSON, people, 0, 0, 3);
    imports(k, BB_PERSON, "name,role\nANN,Lead\n", 0, 1, 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 3);
}

static void references_go_by_key_uid_or_name(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    struct bb_str text = {0};
    KIT_ADD(k, BB_PERSON, "key", "P1", "name", "Ann Example");
    KIT_ADD(k, BB_PERSON, "key", "P2", "name", "Ben");
    KIT_ADD(k, BB_PERSON, "key", "P3", "name", "Ben");
    char *people = kit_export(k->s, "people", BB_CSV), *behind_uid = strstr(people, ",P1,");
    assert_non_null(behind_uid);
    bb_str_addf(&text, "source,target,kind\nP1,P2,a\nann EXAMPLE,P2,b\n%.36s,P3,c\nP1,Ben,d\nP1,Nobody,e\n",
                behind_uid - 36);
    assert_true(KIT_IMPORT(k, BB_TIE, &r, text.s));
    reports(&r, 5, 3, 0, 0, 2);
    assert_int_equal(r.unknown, 1);
    char *said = kit_report(&r, "ties");
    has(said, "5 rows read, 3 added, 0 changed, 0 unchanged, 2 refused");
    has(said, "line 5: Several people are called \"Ben\"");
    has(said, "line 6: Nobody is known by the key or name \"Nobody\"");
    assert_int_equal(kit_number(k->s, "SELECT unknown FROM import WHERE noun = 'ties' AND refused = 2"), 1);
    free(said);
    free(people);
    bb_str_finish(&text);
    bb_report_finish(&r);
}

static void one_bad_row_refuses_the_file(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    int64_t seq = bb_store_seq(k->s);
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "key,name,power\nP1,Ann,4\nP2,Ben,9\nP3,,1\n"));
    assert_int_equal(k->err.code, BB_E_INPUT);
    has(k->err.text, "2 of 3 rows cannot be taken as they are; nothing was imported");
    char *said = kit_report(&r, "people");
    has(said, "line 3: Power: expected a whole number from 1 to 5");
    has(said, "line 4: Name: This is needed");
    assert_int_equal(bb_store_seq(k->s), seq);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 0);
    free(said);
    bb_report_finish(&r);
}

static void a_hundred_remarks_are_kept(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    struct bb_str text = {0};
    bb_str_add(&text, "source,target\n");
    for (int i = 0; i < 150; i++)
        bb_str_addf(&text, "a%d,b\n", i);
    assert_true(KIT_IMPORT(k, BB_TIE, &r, text.s));
    assert_int_equal(r.remark_n, 100);
    char *said = kit_report(&r, "ties");
    has(said, "… and 50 more.");
    has(said, "150 rows name unknown people.");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM import"), 0);
    free(said);
    bb_str_finish(&text);
    bb_report_finish(&r);
}

static void trying_changes_nothing(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    char *before = kit_dump(k->s);
    const char *path = kit_file(k, "p.csv", "key,name,unit\nP1,Ann,New\n", 25);
    assert_true(kit_import_path(k, BB_PERSON, &r, path, true, NULL));
    reports(&r, 1, 1, 0, 0, 0);
    assert_int_equal(r.units_added, 1);
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    free(before);
    free(after);
    bb_report_finish(&r);
}

static void a_missing_column_is_explained(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "doctor,label\nc1,Doctor 1\n"));
    has(k->err.text, "No column is \"name\" (Name), which a new stakeholder needs. The columns are: doctor, label.");
    has(k->err.text, "--map \"doctor=name\"");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "doctor,label\nc1,Doctor 1\n", "doctr=key"));
    has(k->err.text, "has no column \"doctr\". It has: doctor, label.");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "doctor,label\nc1,Doctor 1\n", "doctor=kee"));
    has(k->err.text, "people have no field \"kee\"");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "doctor,label\nc1,Doctor 1\n", "doctor=name", "label=name"));
    has(k->err.text, "cannot both be name");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, ""));
    has(k->err.text, "is empty");
    bb_report_finish(&r);
}

static void unknown_columns_are_named(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    assert_true(
        KIT_IMPORT(k, BB_PERSON, &r, "key,label,city,journals,name\nP1,Ann,X,3,kept out\n", "label=name", "city="));
    assert_string_equal(r.ignored, "city, journals, name");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person WHERE name = 'Ann'"), 1);
    bb_report_finish(&r);
}

static void attributes_belong_to_their_person(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    static const char people[] = "key,name,years,dog\nP1,Ann,4,\nP2,Ben,7,Rex\n";
    static const char later[] = "key,name,years,dog\nP1,Ann,5,\nP2,Ben,7,\n";
    assert_true(KIT_IMPORT(k, BB_PERSON, &r, people, "years=attribute:Years of service", "dog=attribute:Dog"));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM attribute"), 3);
    assert_true(KIT_IMPORT(k, BB_PERSON, &r, people, "years=attribute:Years of service", "dog=attribute:Dog"));
    reports(&r, 2, 0, 0, 2, 0);
    assert_true(KIT_IMPORT(k, BB_PERSON, &r, later, "years=attribute:Years of service", "dog=attribute:Dog"));
    reports(&r, 2, 0, 2, 0, 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM attribute WHERE value IS NULL OR value = '5'"), 2);
    bb_report_finish(&r);
}

static void shares_become_samples(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    imports(k, BB_SAMPLE, "on,unit,percent\n1915,Car,10\n1916,Car,12.3456\n1917,Car,12.34567 %\n1918,Car,100\n", 4, 0,
            0);
    imports(k, BB_SAMPLE, "on,share\n2020-05,0.5\n2020-06,.25\n", 2, 0, 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM sample WHERE measure = 'share' AND now IN "
                                      "('0.1', '0.123456', '0.123457', '1', '0.5', '0.25')"),
                     6);
    assert_false(KIT_IMPORT(k, BB_SAMPLE, &r, "on,unit,percent\n1919,Car,101\n1920,Car,many\n"));
    has(r.remarks[0].text, "percent: expected a number from 0 to 100, not \"101\"");
    assert_int_equal(r.remark_total, 2);
    assert_false(KIT_IMPORT(k, BB_SAMPLE, &r, "on,measure,now\n1919,share,5\n"));
    has(r.remarks[0].text, "A share is a number from 0 to 1, not 5");
    bb_report_finish(&r);
}

static void too_many_cells_are_not_guessed_at(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "key,name\nP1,Example, Ann\n"));
    has(r.remarks[0].text, "The row has 3 cells, the header 2.");
    imports(k, BB_PERSON, "key,name\nP1,Ann,,,\n", 1, 0, 0);
    bb_report_finish(&r);
}

static void objects_are_taken_like_rows(void **state)
{
    struct kit *k = *state;
    imports(k, BB_PERSON,
            "[{\"key\": \"P1\", \"name\": \"=Ann\", \"power\": 3, \"external\": true, \"unit\": null},\n"
            " {\"name\": \"Ben\", \"key\": \"P2\"}]",
            2, 0, 0);
    assert_int_equal(kit_number(k->s, "SELECT external FROM person WHERE name = '=Ann' AND power = 3"), 1);
    imports(k, BB_UNIT, "{\"people\": [{\"x\": {}}], \"units\": [{\"name\": \"A\"}]}", 1, 0, 0);
}

static void broken_json_says_where(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "[\n{\"key\": [1]}]"));
    has(k->err.text, "people.csv:2:9: a text, a number, true, false or null was expected");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "[{\"key\": \"a\", \"name\": \"b\"}"));
    has(k->err.text, "the file ends in the middle of a value");
    assert_false(KIT_IMPORT(k, BB_PERSON, &r, "[{\"key\": \"a\", \"name\": \"b\"}] x"));
    has(k->err.text, "text after the end");
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 0);
    bb_report_finish(&r);
}

static void an_import_can_be_taken_back(void **state)
{
    struct kit *k = *state;
    struct bb_str what = {0};
    char *before = kit_export(k->s, "all", BB_JSON);
    imports(k, BB_PERSON, "key,name,unit\nP1,Ann,New\n", 1, 0, 0);
    assert_true(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_string_equal(bb_str_get(&what), "Import people from people.csv");
    char *after = kit_export(k->s, "all", BB_JSON);
    assert_string_equal(before, after);
    free(before);
    free(after);
    bb_str_finish(&what);
}

static void cancelling_leaves_everything(void **state)
{
    struct kit *k = *state;
    struct bb_str text = {0};
    struct bb_report r = {0};
    volatile bool cancel = true;
    bb_str_add(&text, "key,name\n");
    for (int i = 0; i < 3000; i++)
        bb_str_addf(&text, "P%d,Ann %d\n", i, i);
    struct bb_import_options o = {.entity = BB_PERSON,
                                  .engagement = k->engagement,
                                  .cancel = &cancel,
                                  .path = kit_file(k, "many.csv", text.s, text.n)};
    assert_false(bb_import_rows(k->s, &o, &r, &k->err));
    assert_int_equal(k->err.code, BB_E_INTERRUPTED);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person"), 0);
    bb_str_finish(&text);
    bb_report_finish(&r);
}

/* What a room may see. */

static void a_face_leaves_out_what_it_may_not_show(void **state)
{
    struct kit *k = *state;
    struct bb_store *demo = kit_other(k, "demo.db");
    struct bb_report r = {0};
    assert_true(bb_demo_load(demo, &k->clock, &k->err));
    char *room = kit_export_for(demo, "all", BB_JSON, BB_ROOM), *team = kit_export_for(demo, "all", BB_CSV, BB_AT_TEAM);
    has(room, "{\"bepboard\": 1,\n\"face\": \"room\",\n");
    assert_true(strncmp(team, "# face: team\n", 13) == 0);
    assert_null(strstr(room, "Halvorsen"));
    assert_null(strstr(room, "conversations"));
    assert_null(strstr(room, "stances"));
    has(room, "CEO, co-founder");
    has(team, "Halvorsen");
    assert_null(strstr(team, "What would a customer say has changed"));
    assert_null(strstr(team, "# conversations"));
    int64_t engagement;
    assert_false(bb_import_bundle(k->s,
                                  &(struct bb_import_options){.path = kit_file(k, "room.json", room, strlen(room))},
                                  &engagement, &r, &k->err));
    has(k->err.text, "wears the face for the room");
    bb_report_finish(&r);
    assert_false(bb_import_bundle(k->s, &(struct bb_import_options){.path = kit_file(k, "t.csv", team, strlen(team))},
                                  &engagement, &r, &k->err));
    has(k->err.text, "wears the face for the team");
    free(room);
    free(team);
    bb_report_finish(&r);
    bb_store_close(demo);
}

/* What a name leads to may change between a look and the opening: what was opened counts. */
static void a_restricted_session_reads_no_links(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    char path[256], soft[sizeof path + 8], hard[sizeof path + 8];
    static const char text[] = "name\nEve\n";
    snprintf(path, sizeof path, "%s", kit_file(k, "people.csv", text, strlen(text)));
    snprintf(soft, sizeof soft, "%s.soft", path);
    snprintf(hard, sizeof hard, "%s.hard", path);
    struct bb_import_options o = {.entity = BB_PERSON, .engagement = k->engagement, .path = soft, .plain = true};
    assert_int_equal(symlink(path, soft), 0);
    assert_false(bb_import_rows(k->s, &o, &r, &k->err));
    bb_report_finish(&r);
    int64_t engagement;
    assert_false(bb_import_bundle(k->s, &o, &engagement, &r, &k->err));
    bb_report_finish(&r);
    o.plain = false;
    o.dry_run = true;
    assert_true(bb_import_rows(k->s, &o, &r, &k->err));
    bb_report_finish(&r);
    assert_int_equal(link(path, hard), 0);
    o.plain = true;
    o.path = hard;
    assert_false(bb_import_rows(k->s, &o, &r, &k->err));
    has(k->err.text, "plain files only");
    bb_report_finish(&r);
    assert_int_equal(unlink(hard), 0);
    o.path = path;
    assert_true(bb_import_rows(k->s, &o, &r, &k->err));
    assert_int_equal(r.read, 1);
    bb_report_finish(&r);
}

static void a_private_noun_is_not_for_the_room(void **state)
{
    struct kit *k = *state;
    struct bb_export_options o = {.noun = "conversations", .engagement = k->engagement, .audience = BB_AT_TEAM};
    char *text = NULL;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    assert_false(bb_export(k->s, &o, f, &k->err));
    has(k->err.text, "conversations are not for the team");
    fclose(f);
    assert_int_equal(n, 0);
    free(text);
}

static void formulas_are_disarmed(void **state)
{
    struct kit *k = *state;
    KIT_ADD(k, BB_PERSON, "key", "=1", "name", "@Ann");
    char *text = kit_export(k->s, "people", BB_CSV), *json = kit_export(k->s, "people", BB_JSON);
    has(text, ",'=1,'@Ann,");
    has(json, "\"key\":\"=1\",\"name\":\"@Ann\"");
    free(text);
    free(json);
}

/* Data that nobody here made. */

static const char *real(char out[300], const char *full, const char *excerpt, bool *is_full)
{
    const char *root = getenv("BB_SOURCE");
    snprintf(out, 300, "%.200s/../shared/data/real/%s", root ? root : ".", full);
    *is_full = access(out, R_OK) == 0;
    if (!*is_full) {
        print_message("# %s is not at hand; its excerpt %s is read\n", full, excerpt);
        snprintf(out, 300, "%.200s/tests/data/%s", root ? root : ".", excerpt);
    }
    return out;
}

static void the_doctors_come_in(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    char path[300];
    bool full;
    static const char *const people[] = {
        "doctor=key", "label=name", "city=unit", "position=attribute:Position", "professional_age=attribute:Years",
        NULL};
    static const char *const ties[] = {"who=source", "names=target", "relation=kind", NULL};
    if (!kit_import_path(k, BB_PERSON, &r, real(path, "tetracycline/people.csv", "people.csv", &full), false, people))
        fail_msg("%s", k->err.text);
    reports(&r, full ? 125 : 25, full ? 125 : 25, 0, 0, 0);
    assert_int_equal(r.units_added, full ? 4 : 1);
    assert_string_equal(r.ignored, "meetings_attended, journals");
    assert_true(kit_import_path(k, BB_TIE, &r, real(path, "tetracycline/ties.csv", "ties.csv", &full), false, ties));
    reports(&r, full ? 912 : 40, full ? 450 : 6, 0, 0, full ? 462 : 34);
    assert_int_equal(r.unknown, full ? 462 : 34);
    assert_int_equal(kit_number(k->s, "SELECT unknown FROM import WHERE noun = 'ties'"), full ? 462 : 34);
    int64_t seq = bb_store_seq(k->s);
    assert_true(kit_import_path(k, BB_TIE, &r, path, false, ties));
    assert_int_equal(r.unchanged, full ? 450 : 6);
    assert_int_equal(bb_store_seq(k->s), seq);
    bb_report_finish(&r);
}

static void the_households_come_in(void **state)
{
    struct kit *k = *state;
    struct bb_report r = {0};
    char path[300];
    bool full;
    static const char *const samples[] = {"technology=unit", "year=on", "share_percent=percent", NULL};
    real(path, "us_household_technology.csv", "technology.csv", &full);
    if (!kit_import_path(k, BB_SAMPLE, &r, path, false, samples))
        fail_msg("%s", k->err.text);
    reports(&r, full ? 315 : 30, full ? 315 : 30, 0, 0, 0);
    assert_int_equal(r.units_added, full ? 12 : 1);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM sample WHERE measure = 'share' AND now = '0.1'"
                                      " AND \"on\" = '1915'"),
                     1);
    bb_report_finish(&r);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_table_is_taken_by_names_and_labels),
        TEST(the_same_file_twice_leaves_no_trace),
        TEST(other_columns_stay_as_they_are),
        TEST(people_without_keys_are_told_apart_by_name),
        TEST(references_go_by_key_uid_or_name),
        TEST(one_bad_row_refuses_the_file),
        TEST(a_hundred_remarks_are_kept),
        TEST(trying_changes_nothing),
        TEST(a_missing_column_is_explained),
        TEST(unknown_columns_are_named),
        TEST(attributes_belong_to_their_person),
        TEST(shares_become_samples),
        TEST(too_many_cells_are_not_guessed_at),
        TEST(objects_are_taken_like_rows),
        TEST(broken_json_says_where),
        TEST(an_import_can_be_taken_back),
        TEST(cancelling_leaves_everything),
        TEST(a_face_leaves_out_what_it_may_not_show),
        TEST(a_private_noun_is_not_for_the_room),
        TEST(a_restricted_session_reads_no_links),
        TEST(formulas_are_disarmed),
        TEST(the_doctors_come_in),
        TEST(the_households_come_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
