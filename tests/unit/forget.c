/* Forgetting: nothing of a person is left in any file of ours, everybody else is untouched, and who is named where is
 * told. */
#include "../../src/store/engine.h"
#include "store_kit.h"

#include <bepboard/events.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define MARKER "zqxjwv"

#define SAYS(text, part)                                                                                               \
    do {                                                                                                               \
        if (!strstr((text), (part)))                                                                                   \
            fail_msg("expected \"%s\" in: %s", (part), (text));                                                        \
    } while (0)

/* Nobody is tied to themselves. */
static int64_t somebody_else(struct kit *k, int64_t person)
{
    char sql[96];
    snprintf(sql, sizeof sql, "SELECT coalesce(max(id), 0) FROM person WHERE deleted = 0 AND id <> %lld",
             (long long)person);
    int64_t id = kit_number(k->s, sql);
    return id ? id : KIT_ADD(k, BB_PERSON, "name", "Bystander");
}

/* Every field of text holds the marker; references lead to the person, the rest is left empty or what is needed. */
static int64_t add_marked(struct kit *k, enum bb_entity e, int64_t person, const char *suffix)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_change c[64];
    struct bb_str texts[64] = {0};
    size_t n = 0;
    int64_t id = 0;
    bool named = false;
    for (int i = 0; i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if (f->kind == BB_TEXT || f->kind == BB_NOTE)
            bb_str_addf(&texts[n], MARKER " %s%s", f->name, suffix);
        else if (f->kind == BB_REF && f->ref == BB_PERSON && person)
            bb_str_addf(&texts[n], "%lld", (long long)(named ? somebody_else(k, person) : person));
        else if (f->flags & BB_REQUIRED)
            kit_least(k, f, 1, &texts[n]);
        else
            continue;
        named |= f->kind == BB_REF && f->ref == BB_PERSON && (f->flags & BB_REQUIRED);
        c[n] = (struct bb_change){.field = i, .value = bb_str_get(&texts[n])};
        n++;
    }
    if (!bb_store_save(k->s, e, k->engagement, &id, c, n, "Add", &k->err))
        fail_msg("%s: %s", def->name, k->err.text);
    for (size_t i = 0; i < n; i++)
        bb_str_finish(&texts[i]);
    return id;
}

static bool about_people(enum bb_entity e)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    for (int i = 0; i < def->field_count; i++)
        if (def->fields[i].kind == BB_REF && def->fields[i].ref == BB_PERSON && (def->fields[i].flags & BB_REQUIRED))
            return true;
    return false;
}

/* A tie leads from one to another. */
static void add_tie(struct kit *k, int64_t from, int64_t to)
{
    char a[24], b[24];
    snprintf(a, sizeof a, "%lld", (long long)from);
    snprintf(b, sizeof b, "%lld", (long long)to);
    KIT_ADD(k, BB_TIE, "source", a, "target", b, "kind", "influence", "strength", "2");
}

static int64_t add_person(struct kit *k)
{
    int64_t person = 0, draft = 0;
    struct bb_error err;
    person = add_marked(k, BB_PERSON, 0, "");
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (about_people((enum bb_entity)e) && e != BB_TIE) {
            int64_t dropped = add_marked(k, (enum bb_entity)e, person, " deleted");
            assert_true(bb_store_remove(k->s, (enum bb_entity)e, dropped, "Delete", &k->err));
            assert_true(add_marked(k, (enum bb_entity)e, person, "") > 0);
        }
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &person, &err, "role", MARKER " was promoted"));
    assert_true(bb_draft_save(k->s, &draft, BB_PERSON, k->engagement, person, "{\"role\":\"" MARKER " draft\"}", &err));
    draft = 0;
    assert_true(bb_draft_save(k->s, &draft, BB_CONVERSATION, k->engagement, 0,
                              "{\"person\":\"" MARKER " name\",\"learned\":\"" MARKER "\"}", &err));
    return person;
}

static struct bb_forget_who find(struct kit *k, const char *text, struct bb_arena *a)
{
    struct bb_forget_who who = {0};
    if (!bb_store_find_person(k->s, k->engagement, text, a, &who, &k->err))
        fail_msg("%s", k->err.text);
    return who;
}

struct heard {
    struct bb_str text;
    int count[BB_FORGET_STEP + 1];
};

static void hear(void *ctx, enum bb_forget_news kind, const char *text)
{
    struct heard *h = ctx;
    h->count[kind]++;
    bb_str_addf(&h->text, "%s\n", text);
}

static void forget(struct kit *k, const char *text, struct heard *h)
{
    struct bb_arena arena = {0};
    struct bb_forget_who who = find(k, text, &arena);
    if (!bb_store_forget(k->s, &who, hear, h, &k->err))
        fail_msg("%s", k->err.text);
    bb_arena_finish(&arena);
}

/* All files below the kit's folder, in any case of letters. */
static int files, holding;
static char first_holding[512];

static bool holds(const char *bytes, size_t n)
{
    for (size_t i = 0; i + sizeof MARKER - 1 <= n; i++)
        if (strncasecmp(bytes + i, MARKER, sizeof MARKER - 1) == 0)
            return true;
    return false;
}

static int look(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
    (void)ftw;
    if (flag != FTW_F)
        return 0;
    FILE *f = fopen(path, "rb");
    size_t size = (size_t)st->st_size;
    char *bytes = malloc(size + 1);
    assert_non_null(f);
    size_t n = fread(bytes, 1, size, f);
    fclose(f);
    files++;
    if (holds(bytes, n) && ++holding == 1)
        snprintf(first_holding, sizeof first_holding, "%s", path);
    free(bytes);
    return 0;
}

static int files_with_marker(struct kit *k)
{
    files = holding = 0;
    first_holding[0] = 0;
    nftw(k->dir, look, 16, FTW_PHYS);
    return holding;
}

static void no_byte_is_left(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    bool made;
    struct bb_store *bob = kit_open(k, "bob");
    int64_t other = KIT_ADD(k, BB_PERSON, "name", "Bea", "key", "bea");
    int64_t person = add_person(k);
    add_tie(k, person, other);
    add_tie(k, other, person);
    assert_true(bb_store_daily_backup(k->s, 7, &made, &k->err));
    assert_true(made);
    assert_true(files_with_marker(k) >= 2);
    forget(k, MARKER " key", &h);
    if (files_with_marker(k))
        fail_msg("%s and %d others hold the person; said: %s", first_holding, holding - 1, bb_str_get(&h.text));
    assert_true(files >= 4);
    assert_int_equal(h.count[BB_FORGET_MENTION], 0);
    assert_int_equal(h.count[BB_FORGET_LEFT], 0);
    assert_true(bb_store_news(bob));
    assert_string_equal(kit_field(bob, BB_PERSON, other, "name"), "Bea");
    assert_string_equal(kit_field(bob, BB_PERSON, person, "name"), "(gone)");
    bb_str_finish(&h.text);
    bb_store_close(bob);
    kit_reopen(k);
    assert_int_equal(files_with_marker(k), 0);
}

static void the_journal_keeps_its_entries(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    struct bb_arena arena = {0};
    struct bb_journal_change *list;
    size_t n;
    int64_t person = add_person(k);
    int64_t before = kit_number(k->s, "SELECT count(*) FROM change");
    forget(k, MARKER " key", &h);
    assert_true(kit_number(k->s, "SELECT count(*) FROM change") > before);
    assert_true(bb_store_changes(k->s, 0, BB_PERSON, person, &arena, &list, &n, &k->err));
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_null(list[i].before);
        SAYS(list[i].after, "forgotten");
    }
    assert_string_equal(list[2].op, "delete");
    assert_false(db_exec(bb_store_db(k->s), &k->err, "UPDATE change SET after = '{}' WHERE id = 1", DB_NO_ARGS));
    bb_arena_finish(&arena);
    bb_str_finish(&h.text);
}

static void earlier_changes_cannot_be_undone(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    struct bb_str what = {0};
    add_person(k);
    forget(k, MARKER " key", &h);
    int64_t seq = bb_store_seq(k->s);
    assert_false(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    SAYS(k->err.text, "ann had the board forget on 2026-11-22");
    assert_int_equal(bb_store_seq(k->s), seq);
    bb_str_finish(&what);
    bb_str_finish(&h.text);
}

static void others_keep_what_is_theirs(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    char ref[24];
    int64_t person = KIT_ADD(k, BB_PERSON, "name", "Zoë Gründel", "key", "zoe-1");
    snprintf(ref, sizeof ref, "%lld", (long long)person);
    int64_t order = KIT_ADD(k, BB_ORDER, "title", "Train all", "received", "2026-11-01", "requester", ref, "gap",
                            "zoe gruendel said so? No: ZOË GRÜNDEL did.");
    int64_t namesake = KIT_ADD(k, BB_PERSON, "name", "Zoë Gründelmann", "key", "zoe-2");
    assert_int_equal(kit_number(k->s, "SELECT sum(people) FROM unit_people"), 2);
    forget(k, "zoe gründel", &h);
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "requester"), "");
    assert_string_equal(kit_field(k->s, BB_ORDER, order, "title"), "Train all");
    assert_string_equal(kit_field(k->s, BB_PERSON, namesake, "name"), "Zoë Gründelmann");
    assert_int_equal(kit_number(k->s, "SELECT sum(people) FROM unit_people"), 1);
    SAYS(bb_str_get(&h.text), "Behaviour gap");
    /* The order's text, and the journal's entry of it. */
    assert_int_equal(h.count[BB_FORGET_MENTION], 2);
    assert_false(strstr(bb_str_get(&h.text), "zoe-2") != NULL);
    bb_str_finish(&h.text);
}

static void a_name_of_two_is_refused(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    KIT_ADD(k, BB_PERSON, "name", "Ann", "key", "a1");
    KIT_ADD(k, BB_PERSON, "name", "Ánn", "key", "a2");
    assert_false(bb_store_find_person(k->s, 0, "ann", &arena, &who, &k->err));
    assert_int_equal(k->err.code, BB_E_CONFLICT);
    SAYS(k->err.text, "a1 and a2");
    assert_string_equal(find(k, "a2", &arena).key, "a2");
    assert_false(bb_store_find_person(k->s, 0, "nobody", &arena, &who, &k->err));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    bb_arena_finish(&arena);
}

/* A deleted person is still there until it is forgotten; then nobody finds it any more. */
static void the_deleted_can_be_forgotten(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    struct bb_arena arena = {0};
    struct bb_forget_who who;
    int64_t person = add_person(k);
    assert_true(bb_store_remove(k->s, BB_PERSON, person, "Delete", &k->err));
    forget(k, MARKER " key", &h);
    assert_int_equal(files_with_marker(k), 0);
    assert_int_equal(kit_number(k->s, "SELECT coalesce(sum(people), 0) FROM unit_people"),
                     kit_number(k->s, "SELECT count(*) FROM person WHERE deleted = 0"));
    assert_false(bb_store_find_person(k->s, 0, MARKER " key", &arena, &who, &k->err));
    bb_arena_finish(&arena);
    bb_str_finish(&h.text);
}

static void a_broken_backup_is_told(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    char path[256];
    bool made;
    add_person(k);
    assert_true(bb_store_daily_backup(k->s, 7, &made, &k->err));
    snprintf(path, sizeof path, "%s/backups/broken.db", k->dir);
    FILE *f = fopen(path, "w");
    fputs("no database", f);
    fclose(f);
    forget(k, MARKER " key", &h);
    assert_true(h.count[BB_FORGET_LEFT] >= 1);
    SAYS(bb_str_get(&h.text), "broken.db: was not rewritten");
    assert_int_equal(files_with_marker(k), 0);
    bb_str_finish(&h.text);
}

/* Cut off: at the first news of this kind the process is gone. */
static void die(void *ctx, enum bb_forget_news kind, const char *text)
{
    (void)text;
    if (kind == *(const enum bb_forget_news *)ctx)
        _exit(7);
}

static void cut_off(struct kit *k, const char *text, enum bb_forget_news at)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct bb_arena arena = {0};
        struct bb_store *own = kit_open(k, "ann");
        struct bb_forget_who who = {0};
        if (bb_store_find_person(own, k->engagement, text, &arena, &who, NULL))
            bb_store_forget(own, &who, die, &at, NULL);
        _exit(1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(WEXITSTATUS(status), 7);
}

static void hear_doctor(void *ctx, enum bb_health health, const char *what, const char *finding, const char *mend)
{
    bool *heard = ctx;
    (void)finding;
    *heard |= health == BB_SICK && strcmp(what, "forgetting") == 0 && mend && strstr(mend, "forget --resume");
}

static bool doctor_tells(struct kit *k)
{
    bool heard = false;
    bb_store_doctor(bb_store_path(k->s), 0, hear_doctor, &heard);
    return heard;
}

static void what_was_cut_off_is_finished(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    char uid[BB_UID_SIZE];
    bool made;
    add_person(k);
    assert_true(bb_store_daily_backup(k->s, 7, &made, &k->err));
    assert_false(doctor_tells(k));
    assert_false(bb_store_forget_resume(k->s, hear, &h, &k->err));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    cut_off(k, MARKER " key", BB_FORGET_STEP);
    assert_true(bb_store_forget_pending(bb_store_path(k->s), uid));
    assert_true(doctor_tells(k));
    if (!bb_store_forget_resume(k->s, hear, &h, &k->err))
        fail_msg("%s", k->err.text);
    if (files_with_marker(k))
        fail_msg("%s and %d others hold the person", first_holding, holding - 1);
    assert_false(bb_store_forget_pending(bb_store_path(k->s), uid));
    assert_false(doctor_tells(k));
    bb_str_finish(&h.text);
}

/* Cut off before anything of the record was gone; whoever is forgotten next, this one is as well. */
static void the_next_one_finishes_it_too(void **state)
{
    struct kit *k = *state;
    struct heard h = {0};
    char uid[BB_UID_SIZE];
    bool made;
    KIT_ADD(k, BB_PERSON, "name", "Bea", "key", "bea");
    add_person(k);
    assert_true(bb_store_daily_backup(k->s, 7, &made, &k->err));
    cut_off(k, MARKER " key", BB_FORGET_DONE);
    assert_true(files_with_marker(k) > 0);
    forget(k, "bea", &h);
    if (files_with_marker(k))
        fail_msg("%s and %d others hold the person; said: %s", first_holding, holding - 1, bb_str_get(&h.text));
    assert_false(bb_store_forget_pending(bb_store_path(k->s), uid));
    assert_int_equal(h.count[BB_FORGET_STEP], 2);
    bb_str_finish(&h.text);
}

/* Usage events. */

static struct bb_usage_import *begin_usage(struct kit *k, const char *const *people, int32_t day)
{
    bool known;
    struct bb_usage_import *u = bb_usage_begin(k->s, k->engagement, &k->err);
    assert_non_null(u);
    for (size_t i = 0; people[i]; i++) {
        struct bb_usage one = {people[i], bb_date_of(day), "login", "log", 1, 0};
        assert_true(bb_usage_add(u, &one, &known, &k->err));
        assert_true(known);
    }
    return u;
}

static void finish_usage(struct kit *k, struct bb_usage_import *u)
{
    struct bb_usage_finish o = {.file = "usage.csv"};
    struct bb_usage_report report;
    if (!bb_usage_finish(u, &o, &report, &k->err))
        fail_msg("%s", k->err.text);
    bb_usage_close(u);
}

static int64_t adopters(struct kit *k)
{
    struct bb_data d = {0};
    int64_t n = 0;
    assert_true(bb_store_load(k->s, k->engagement, &d, &k->err));
    for (size_t i = 0; i < d.rollup_n; i++)
        n += d.rollups[i].adopted;
    bb_data_finish(&d);
    return n;
}

static void days_of_use_go_and_counts_stay(void **state)
{
    static const char *const both[] = {"bea", MARKER " key", NULL};
    enum { DAY = 20700 };
    struct kit *k = *state;
    struct heard h = {0};
    struct bb_str what = {0};
    KIT_ADD(k, BB_PERSON, "name", "Bea", "key", "bea");
    add_person(k);
    finish_usage(k, begin_usage(k, both, DAY));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person_events"), 2);
    int64_t before = adopters(k);
    assert_int_equal(before, 2);
    forget(k, MARKER " key", &h);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person_events"), 1);
    assert_int_equal(adopters(k), before);
    /* An import that brought some cannot be taken back any more. */
    assert_false(bb_store_undo(k->s, k->engagement, &what, &k->err));
    assert_int_equal(adopters(k), before);
    bb_str_finish(&what);
    bb_str_finish(&h.text);
}

static void an_import_under_way_brings_nothing_back(void **state)
{
    static const char *const both[] = {"bea", MARKER " key", NULL};
    enum { DAY = 20700 };
    struct kit *k = *state;
    struct heard h = {0};
    KIT_ADD(k, BB_PERSON, "name", "Bea", "key", "bea");
    add_person(k);
    struct bb_usage_import *u = begin_usage(k, both, DAY);
    struct kit other = *k;
    other.s = kit_open(k, "bob");
    forget(&other, MARKER " key", &h);
    bb_store_close(other.s);
    finish_usage(k, u);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person_events"), 1);
    assert_int_equal(adopters(k), 1);
    assert_int_equal(files_with_marker(k), 0);
    bb_str_finish(&h.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(no_byte_is_left, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_journal_keeps_its_entries, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(earlier_changes_cannot_be_undone, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(others_keep_what_is_theirs, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_name_of_two_is_refused, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_deleted_can_be_forgotten, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(a_broken_backup_is_told, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(what_was_cut_off_is_finished, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(the_next_one_finishes_it_too, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(days_of_use_go_and_counts_stay, kit_setup, kit_teardown),
        cmocka_unit_test_setup_teardown(an_import_under_way_brings_nothing_back, kit_setup, kit_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
