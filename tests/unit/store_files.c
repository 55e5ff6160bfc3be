/* Files: who may open them, what is refused, copies, and what the doctor says. */
#include "../../src/store/engine.h"
#include "store_kit.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define SAYS(text, part)                                                                                               \
    do {                                                                                                               \
        if (!strstr((text), (part)))                                                                                   \
            fail_msg("expected \"%s\" in: %s", (part), (text));                                                        \
    } while (0)

static unsigned mode_of(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mode & 07777 : 0;
}

static bool opens(struct kit *k, const char *path, struct bb_store_options o)
{
    struct bb_store *s;
    o.path = path;
    o.clock = &k->clock;
    bool ok = bb_store_open(&s, &o, &k->err);
    bb_store_close(s);
    return ok;
}

static void run_sql(const char *path, const char *sql)
{
    struct bb_error err = {0};
    struct db *db;
    if (!db_open(&db, path, 0, &err) || !db_script(db, sql, &err))
        fail_msg("%s", err.text);
    db_close(db);
}

static void write_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void a_private_database_is_for_its_owner(void **state)
{
    static const char *const names[] = {"board.db", "board.db-wal", "board.db-shm", "board.db-gate", "board.db-touch"};
    struct kit *k = *state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(mode_of(kit_beside(k, names[i])), 0600);
}

static void a_shared_folder_makes_a_shared_database(void **state)
{
    static const char *const names[] = {"board.db", "board.db-wal", "board.db-shm", "board.db-gate", "board.db-touch"};
    struct kit *k = *state;
    char path[200];
    bool made;
    const char *shared = kit_beside(k, "shared");
    assert_int_equal(mkdir(shared, 0700), 0);
    assert_int_equal(chmod(shared, 02770), 0);
    mode_t mask = umask(0077);
    snprintf(path, sizeof path, "%s/board.db", shared);
    struct bb_store *s;
    assert_true(bb_store_open(&s, &(struct bb_store_options){.path = path, .create = true}, &k->err));
    assert_true(bb_store_daily_backup(s, 7, &made, &k->err));
    assert_true(made);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", shared, names[i]);
        assert_int_equal(mode_of(path), 0660);
    }
    snprintf(path, sizeof path, "%s/backups", shared);
    assert_int_equal(mode_of(path), 02770);
    bb_store_close(s);
    umask(mask);
}

static void links_and_other_things_are_refused(void **state)
{
    struct kit *k = *state;
    assert_int_equal(symlink(k->path, kit_beside(k, "link.db")), 0);
    assert_false(opens(k, kit_beside(k, "link.db"), (struct bb_store_options){.create = true}));
    SAYS(k->err.text, "is a symbolic link");
    assert_int_equal(symlink("/nowhere/at/all", kit_beside(k, "dangling.db")), 0);
    assert_false(opens(k, kit_beside(k, "dangling.db"), (struct bb_store_options){.create = true}));
    assert_int_equal(mkfifo(kit_beside(k, "pipe.db"), 0600), 0);
    assert_false(opens(k, kit_beside(k, "pipe.db"), (struct bb_store_options){0}));
    SAYS(k->err.text, "is not a plain file");
    assert_false(opens(k, kit_beside(k, "none.db"), (struct bb_store_options){0}));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    SAYS(k->err.text, "bepboard init");
    assert_false(opens(k, kit_beside(k, "no/such/folder.db"), (struct bb_store_options){.create = true}));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
}

static void a_planted_link_as_gate_is_refused(void **state)
{
    struct kit *k = *state;
    assert_int_equal(symlink("/etc/passwd", kit_beside(k, "new.db-gate")), 0);
    assert_false(opens(k, kit_beside(k, "new.db"), (struct bb_store_options){.create = true}));
}

static void a_newer_schema_is_refused(void **state)
{
    struct kit *k = *state;
    int64_t id = 0;
    /* A running session notices at its next save, a new one at once. */
    assert_true(db_script(bb_store_db(k->s), "PRAGMA user_version = 999", &k->err));
    assert_false(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Ann"));
    assert_int_equal(k->err.code, BB_E_NEWER);
    assert_false(opens(k, k->path, (struct bb_store_options){0}));
    assert_int_equal(k->err.code, BB_E_NEWER);
    SAYS(k->err.text, "schema 999");
}

static void another_programs_database_is_left_alone(void **state)
{
    struct kit *k = *state;
    const char *foreign = kit_beside(k, "foreign.db");
    struct stat before, after;
    assert_true(db_copy(bb_store_db(k->s), foreign, &k->err));
    /* The application id is the number at byte 68. */
    int fd = open(foreign, O_RDWR);
    assert_int_equal(pwrite(fd, "\1\2\3\4", 4, 68), 4);
    assert_int_equal(fstat(fd, &before), 0);
    close(fd);
    assert_false(opens(k, foreign, (struct bb_store_options){.create = true}));
    assert_int_equal(k->err.code, BB_E_CORRUPT);
    SAYS(k->err.text, "database of another program");
    assert_int_equal(stat(foreign, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(access(kit_beside(k, "foreign.db-gate"), F_OK), -1);
    assert_int_equal(access(kit_beside(k, "foreign.db-wal"), F_OK), -1);
    write_file(kit_beside(k, "text.db"), "this is a letter, and no database at all\n");
    assert_false(opens(k, kit_beside(k, "text.db"), (struct bb_store_options){.create = true}));
    SAYS(k->err.text, "not a bepboard database");
}

static void the_schema_is_the_field_tables(void **state)
{
    struct kit *k = *state;
    for (int e = 0; e < BB_ENTITY_COUNT; e++) {
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        int64_t columns = 0, expected = 4 + (e != BB_ENGAGEMENT);
        for (int i = 0; i < def->field_count; i++) {
            const struct bb_field *f = &def->fields[i];
            bool number = f->kind == BB_INT || f->kind == BB_BOOL || f->kind == BB_REF,
                 fold = f->kind == BB_TEXT && (f->flags & BB_SEARCH);
            int64_t there = 0;
            char folded[80];
            snprintf(folded, sizeof folded, "%s_fold", f->name);
            assert_true(db_one(bb_store_db(k->s), &k->err, &there, 0,
                               "SELECT count(*) FROM pragma_table_info($1) WHERE name = $2 AND type = $3",
                               DB_ARGS(db_s(def->name), db_s(f->name), db_s(number ? "INTEGER" : "TEXT"))) ||
                        there);
            if (!there)
                fail_msg("%s.%s has no column of its type", def->name, f->name);
            assert_true(db_one(bb_store_db(k->s), &k->err, &there, 0,
                               "SELECT count(*) FROM pragma_table_info($1) WHERE name = $2",
                               DB_ARGS(db_s(def->name), db_s(folded))));
            assert_int_equal(there, fold);
            expected += 1 + fold;
        }
        assert_true(db_one(bb_store_db(k->s), &k->err, &columns, 0, "SELECT count(*) FROM pragma_table_info($1)",
                           DB_ARGS(db_s(def->name))));
        assert_int_equal(columns, expected);
    }
}

static void the_journal_is_final(void **state)
{
    struct kit *k = *state;
    assert_false(db_script(bb_store_db(k->s), "UPDATE change SET after = '{}'", &k->err));
    SAYS(k->err.text, "never rewritten");
}

/* Where the system has no more notices to give, sessions look for themselves. */
static bool skip_without_notices(struct kit *k, struct bb_store *s)
{
    if (bb_store_notice_fd(s) >= 0)
        return false;
    bb_store_close(s);
    kit_skip(k, "this user has no inotify instance left");
    return true;
}

static bool wakes(struct bb_store *s)
{
    struct pollfd p = {.fd = bb_store_notice_fd(s), .events = POLLIN};
    return poll(&p, 1, 60000) == 1;
}

static void a_change_wakes_the_others(void **state)
{
    struct kit *k = *state;
    struct bb_store *bob = kit_open(k, "bob");
    int64_t draft = 0;
    if (skip_without_notices(k, bob))
        return;
    assert_false(bb_store_news(bob));
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    assert_true(wakes(bob));
    assert_true(bb_store_news(bob));
    assert_false(bb_store_news(bob));
    /* One's own change is no news, and neither is what others have not saved. */
    bb_store_news(k->s);
    KIT_ADD(k, BB_PERSON, "name", "Cid");
    assert_false(bb_store_news(k->s));
    assert_true(bb_store_news(bob));
    assert_true(bb_draft_save(k->s, &draft, BB_PERSON, k->engagement, 0, "{}", &k->err));
    assert_false(bb_store_news(bob));
    /* Somebody else's change that came just before ours is. */
    int64_t id = 0;
    assert_true(KIT_SAVE(bob, BB_PERSON, k->engagement, &id, &k->err, "name", "Dora"));
    KIT_ADD(k, BB_PERSON, "name", "Eve");
    assert_true(bb_store_news(k->s));
    bb_store_close(bob);
}

static void a_draft_is_found_when_its_process_is_gone(void **state)
{
    struct kit *k = *state;
    struct bb_arena arena = {0};
    struct bb_draft found;
    int64_t ours = 0;
    pid_t child = fork();
    if (child == 0) {
        int64_t draft = 0;
        struct bb_store *s = kit_open(k, "ann");
        bool ok = bb_draft_save(s, &draft, BB_PERSON, k->engagement, 7, "{\"name\":\"Zo\"}", &k->err) &&
                  bb_draft_save(s, &draft, BB_PERSON, k->engagement, 7, "{\"name\":\"Zoë\"}", &k->err);
        _exit(ok ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(bb_draft_save(k->s, &ours, BB_ORDER, k->engagement, 0, "{\"title\":\"mine\"}", &k->err));
    assert_true(bb_draft_find(k->s, &arena, &found, &k->err));
    assert_int_equal(found.pid, child);
    assert_int_equal(found.row, 7);
    assert_int_equal(found.entity, BB_PERSON);
    assert_string_equal(found.fields, "{\"name\":\"Zoë\"}");
    struct bb_store *bob = kit_open(k, "bob");
    struct bb_draft none;
    assert_true(bb_draft_find(bob, &arena, &none, &k->err));
    assert_int_equal(none.id, 0);
    bb_store_close(bob);
    assert_true(bb_draft_delete(k->s, found.id, &k->err));
    assert_true(bb_draft_find(k->s, &arena, &found, &k->err));
    assert_int_equal(found.id, 0);
    /* A number that was given out again is another process. */
    assert_true(db_script(bb_store_db(k->s), "UPDATE draft SET host = host || '0'", &k->err));
    assert_true(bb_draft_find(k->s, &arena, &found, &k->err));
    assert_int_equal(found.id, ours);
    /* A draft that somebody discarded is written anew. */
    assert_true(bb_draft_delete(k->s, ours, &k->err));
    assert_true(bb_draft_save(k->s, &ours, BB_ORDER, k->engagement, 0, "{\"title\":\"more\"}", &k->err));
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM draft WHERE fields LIKE '%more%'"), 1);
    bb_arena_finish(&arena);
}

static void a_backup_equals_and_never_overwrites(void **state)
{
    struct kit *k = *state;
    const char *copy = kit_beside(k, "copy.db");
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    char *before = kit_dump(k->s);
    assert_true(bb_store_backup(k->s, copy, &k->err));
    assert_int_equal(mode_of(copy), 0600);
    assert_false(bb_store_backup(k->s, copy, &k->err));
    SAYS(k->err.text, "exists already");
    struct bb_store *s;
    assert_true(bb_store_open(&s, &(struct bb_store_options){.path = copy, .read_only = true}, &k->err));
    char *after = kit_dump(s);
    assert_string_equal(before, after);
    int64_t id = 0;
    assert_false(KIT_SAVE(s, BB_PERSON, k->engagement, &id, &k->err, "name", "Bob"));
    assert_int_equal(k->err.code, BB_E_READ_ONLY);
    /* Who may only read may still make a copy. */
    assert_true(bb_store_backup(s, kit_beside(k, "second.db"), &k->err));
    bb_store_close(s);
    free(before);
    free(after);
}

static void daily_backups_are_made_once_and_pruned(void **state)
{
    struct kit *k = *state;
    bool made;
    for (int day = 1; day <= 5; day++) {
        char text[24];
        snprintf(text, sizeof text, "2026-12-%02d", day);
        assert_true(bb_clock_fix(&k->clock, text, &k->err));
        assert_true(bb_store_daily_backup(k->s, 3, &made, &k->err));
        assert_true(made);
        assert_true(bb_store_daily_backup(k->s, 3, &made, &k->err));
        assert_false(made);
    }
    assert_int_equal(access(kit_beside(k, "backups/board-2026-12-02.db"), F_OK), -1);
    assert_int_equal(access(kit_beside(k, "backups/board-2026-12-03.db"), F_OK), 0);
    assert_int_equal(access(kit_beside(k, "backups/board-2026-12-05.db"), F_OK), 0);
}

static void a_restore_reaches_running_sessions(void **state)
{
    struct kit *k = *state;
    struct bb_str kept = {0};
    int64_t id = 0;
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    char *before = kit_dump(k->s);
    assert_true(bb_store_backup(k->s, kit_beside(k, "copy.db"), &k->err));
    KIT_ADD(k, BB_PERSON, "name", "Mistake");
    char *mistaken = kit_dump(k->s);
    struct bb_store *bob = kit_open(k, "bob");
    assert_true(bb_store_notice_fd(bob) >= 0);
    assert_true(bb_store_restore(k->path, kit_beside(k, "copy.db"), &kept, &k->err));
    assert_string_equal(bb_str_get(&kept), kit_beside(k, "board.db.before-restore-1"));
    assert_true(bb_store_notice_fd(bob) < 0 || wakes(bob));
    assert_true(bb_store_news(bob));
    char *seen = kit_dump(bob);
    assert_string_equal(seen, before);
    /* This one did not look; its save goes into the restored file all the same. */
    KIT_ADD(k, BB_PERSON, "name", "After");
    assert_int_equal(kit_number(bob, "SELECT count(*) FROM person WHERE name = 'After'"), 1);
    assert_int_equal(kit_number(bob, "SELECT count(*) FROM person WHERE name = 'Mistake'"), 0);
    assert_int_equal(kit_number(bob, "SELECT count(*) FROM txn WHERE label = 'Restored from copy.db'"), 1);
    bb_store_close(bob);
    /* What was there before can be had back. */
    bb_str_clear(&kept);
    char first[160];
    snprintf(first, sizeof first, "%s", kit_beside(k, "board.db.before-restore-1"));
    assert_true(bb_store_restore(k->path, first, &kept, &k->err));
    assert_string_equal(bb_str_get(&kept), kit_beside(k, "board.db.before-restore-2"));
    char *again = kit_dump(k->s);
    assert_true(bb_store_news(k->s));
    free(again);
    again = kit_dump(k->s);
    assert_string_equal(again, mistaken);
    assert_true(KIT_SAVE(k->s, BB_PERSON, k->engagement, &id, &k->err, "name", "Bob"));
    free(before);
    free(mistaken);
    free(seen);
    free(again);
    bb_str_finish(&kept);
}

static void a_bad_backup_changes_nothing(void **state)
{
    struct kit *k = *state;
    struct bb_str kept = {0};
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    char *before = kit_dump(k->s);
    write_file(kit_beside(k, "letter.db"), "this is a letter, and no database at all\n");
    assert_false(bb_store_restore(k->path, kit_beside(k, "letter.db"), &kept, &k->err));
    assert_false(bb_store_restore(k->path, kit_beside(k, "none.db"), &kept, &k->err));
    assert_int_equal(k->err.code, BB_E_NOT_FOUND);
    assert_false(bb_store_restore(k->path, k->path, &kept, &k->err));
    SAYS(k->err.text, "is the database itself");
    assert_true(bb_store_backup(k->s, kit_beside(k, "newer.db"), &k->err));
    run_sql(kit_beside(k, "newer.db"), "PRAGMA user_version = 999");
    assert_false(bb_store_restore(k->path, kit_beside(k, "newer.db"), &kept, &k->err));
    assert_int_equal(k->err.code, BB_E_NEWER);
    kit_reopen(k);
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    free(before);
    free(after);
    bb_str_finish(&kept);
}

static void a_damaged_database_is_restored(void **state)
{
    struct kit *k = *state;
    struct bb_str kept = {0};
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    char *before = kit_dump(k->s);
    assert_true(bb_store_backup(k->s, kit_beside(k, "copy.db"), &k->err));
    assert_true(db_checkpoint(bb_store_db(k->s), &k->err));
    bb_store_close(k->s);
    k->s = NULL;
    write_file(k->path, "damaged beyond recognition, and much too short");
    assert_false(opens(k, k->path, (struct bb_store_options){0}));
    assert_int_equal(k->err.code, BB_E_CORRUPT);
    assert_true(bb_store_restore(k->path, kit_beside(k, "copy.db"), &kept, &k->err));
    k->s = kit_open(k, "ann");
    char *after = kit_dump(k->s);
    assert_string_equal(before, after);
    free(before);
    free(after);
    bb_str_finish(&kept);
}

static void only_some_file_systems_will_do(void **state)
{
    (void)state;
    assert_string_equal(db_file_system_trouble(0x6969), "NFS");
    assert_string_equal(db_file_system_trouble((long)0xFF534D42), "CIFS");
    assert_string_equal(db_file_system_trouble(0x65735546), "FUSE");
    assert_string_equal(db_file_system_trouble(0x01021997), "9p");
    assert_string_equal(db_file_system_trouble(0x6A656A63), "virtiofs");
    assert_null(db_file_system_trouble(0xEF53));
    assert_null(db_file_system_trouble(0x01021994));
}

static void the_wal_defect_is_known_by_version(void **state)
{
    static const struct {
        const char *version;
        bool defect;
    } cases[] = {{"3.6.23", false}, {"3.7.0", true},   {"3.40.1", true}, {"3.44.5", true},
                 {"3.44.6", false}, {"3.45.0", true},  {"3.50.6", true}, {"3.50.7", false},
                 {"3.51.2", true},  {"3.51.3", false}, {"3.53.4", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(db_version_has_wal_defect(cases[i].version), cases[i].defect);
}

/* The doctor. */

static void note(void *ctx, enum bb_health health, const char *what, const char *finding, const char *mend)
{
    static const char marks[] = {'+', '~', '!'};
    bb_str_addf(ctx, "%c %s: %s [%s]\n", marks[health], what, finding, mend ? mend : "");
}

static bool doctor(struct kit *k, struct bb_str *out)
{
    bb_str_clear(out);
    return bb_store_doctor(k->path, bb_clock_us(&k->clock), note, out);
}

/* Whoever opens a database must read its log, so who has written much leaves none. */
static void closing_empties_a_long_log(void **state)
{
    struct kit *k = *state;
    struct stat st;
    assert_int_equal(stat(kit_beside(k, "board.db-wal"), &st), 0);
    assert_true(st.st_size > 65536);
    kit_reopen(k);
    assert_int_equal(stat(kit_beside(k, "board.db-wal"), &st), 0);
    assert_int_equal(st.st_size, 0);
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    kit_reopen(k);
    assert_int_equal(stat(kit_beside(k, "board.db-wal"), &st), 0);
    assert_true(st.st_size > 0);
    assert_int_equal(kit_number(k->s, "SELECT count(*) FROM person WHERE name = 'Ann'"), 1);
}

static void a_healthy_database_needs_nothing(void **state)
{
    struct kit *k = *state;
    struct bb_str out = {0};
    KIT_ADD(k, BB_PERSON, "name", "Ann");
    if (!doctor(k, &out))
        fail_msg("%s", bb_str_get(&out));
    SAYS(bb_str_get(&out), "+ database: every page is sound");
    SAYS(bb_str_get(&out), "+ permissions: 0600, private");
    SAYS(bb_str_get(&out), "~ backups: there is none yet");
    SAYS(bb_str_get(&out), "SQLite: 3.");
    bb_str_finish(&out);
}

static void the_doctor_finds_and_mends(void **state)
{
    static const struct {
        unsigned dir, file, wal;
        const char *says;
    } cases[] = {
        {0700, 0604, 0600, "! permissions: everybody on this computer may open the file [chmod 0600 "},
        {0770, 0660, 0660,
         "! folder: its group may write there but is not handed down: the next member is locked out [chmod 2770 "},
        {03770, 0660, 0660, "! folder: is sticky: members cannot open each other's log files [chmod 2770 "},
        {02770, 0640, 0660, "! permissions: a member who may only read would lock the others out [chmod 0660 "},
        {02770, 0660, 0640, "! side file: other members of the group cannot write it [chmod 0660 "},
        {02750, 0660, 0660,
         "! folder: the group may write the file but not the folder, so that it cannot save [chmod 2770 "},
        {02772, 0660, 0660, "! folder: everybody may write there [chmod 2770 "},
    };
    struct kit *k = *state;
    struct bb_str out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(chmod(k->dir, cases[i].dir), 0);
        assert_int_equal(chmod(k->path, cases[i].file), 0);
        assert_int_equal(chmod(kit_beside(k, "board.db-wal"), cases[i].wal), 0);
        assert_false(doctor(k, &out));
        SAYS(bb_str_get(&out), cases[i].says);
    }
    assert_int_equal(chmod(k->dir, 0700), 0);
    assert_int_equal(chmod(k->path, 0600), 0);
    run_sql(k->path, "CREATE TRIGGER planted AFTER INSERT ON person BEGIN DELETE FROM person; END");
    assert_false(doctor(k, &out));
    SAYS(bb_str_get(&out), "! schema: has triggers or views that bepboard did not make");
    run_sql(k->path,
            "DROP TRIGGER planted; UPDATE unit_people SET people = 5; INSERT INTO unit_people VALUES (1, 9, 9)");
    assert_false(doctor(k, &out));
    SAYS(bb_str_get(&out), "! counters: people per unit do not agree");
    run_sql(k->path, "DELETE FROM unit_people; PRAGMA user_version = 999");
    assert_false(doctor(k, &out));
    SAYS(bb_str_get(&out), "! schema: was written by a newer bepboard");
    bb_str_finish(&out);
}

static void the_doctor_survives_what_is_no_database(void **state)
{
    struct kit *k = *state;
    struct bb_str out = {0};
    assert_true(db_checkpoint(bb_store_db(k->s), &k->err));
    bb_store_close(k->s);
    k->s = NULL;
    write_file(k->path, "this is a letter, and no database at all\n");
    assert_false(doctor(k, &out));
    SAYS(bb_str_get(&out), "! database: ");
    SAYS(bb_str_get(&out), " restore BACKUP]");
    unlink(k->path);
    assert_false(doctor(k, &out));
    SAYS(bb_str_get(&out), "! file: No such file or directory [bepboard --db '");
    bb_str_finish(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, kit_setup, kit_teardown)

int main(void)
{
    struct CMUnitTest tests[] = {
        TEST(a_private_database_is_for_its_owner),
        TEST(a_shared_folder_makes_a_shared_database),
        TEST(links_and_other_things_are_refused),
        TEST(a_planted_link_as_gate_is_refused),
        TEST(a_newer_schema_is_refused),
        TEST(another_programs_database_is_left_alone),
        TEST(the_schema_is_the_field_tables),
        TEST(the_journal_is_final),
        TEST(a_change_wakes_the_others),
        TEST(a_draft_is_found_when_its_process_is_gone),
        TEST(a_backup_equals_and_never_overwrites),
        TEST(daily_backups_are_made_once_and_pruned),
        TEST(a_restore_reaches_running_sessions),
        TEST(a_bad_backup_changes_nothing),
        TEST(a_damaged_database_is_restored),
        TEST(only_some_file_systems_will_do),
        TEST(the_wal_defect_is_known_by_version),
        TEST(closing_empties_a_long_log),
        TEST(a_healthy_database_needs_nothing),
        TEST(the_doctor_finds_and_mends),
        TEST(the_doctor_survives_what_is_no_database),
    };
    return kit_run("store_files", tests, sizeof tests / sizeof *tests);
}
