/* The files of a configuration, and the dump that reads back to the same. */
#include "config.h"

#include "../folder.h"

static char *dump(const struct bb_config *c)
{
    struct bb_str out = {0};
    bb_config_dump(c, &out);
    return bb_str_take(&out);
}

static void assert_round_trip(const struct bb_config *c)
{
    struct bb_config again = {0};
    struct bb_findings findings = {0};
    char *first = dump(c);
    bool ok = bb_config_load(&again, NULL, BB_CONFIG_DEFAULTS, &findings) &&
              bb_config_read(&again, "dump", first, strlen(first), &findings);
    if (!ok || findings.n)
        fail_msg("%s", findings.list[0].text);
    char *second = dump(&again);
    assert_string_equal(first, second);
    assert_memory_equal(&c->thresholds, &again.thresholds, sizeof c->thresholds);
    assert_memory_equal(&c->keys, &again.keys, sizeof c->keys);
    assert_int_equal(c->words.n, again.words.n);
    assert_int_equal(c->checklist.n, again.checklist.n);
    assert_int_equal(c->words.duty_points.n, again.words.duty_points.n);
    for (size_t i = 0; i < c->theme_n; i++)
        assert_memory_equal(c->themes[i].roles, again.themes[i].roles, sizeof c->themes[i].roles);
    free(first);
    free(second);
    bb_config_finish(&again);
    bb_findings_finish(&findings);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* A document with random valid settings. */
static void random_settings(struct bb_str *out, uint32_t *seed)
{
    static const char *const texts[] = {"\"a \\\" b\"", "\"back\\\\slash\"", "'# no comment'", "\"\xC3\xA9\"", "\"-\""};
    static const char *const keys[] = {"\"#\"", "\"'\"", "'\"'", "\"\\\\\"", "f7", "ctrl-x", "shift-tab", "\xC3\xB6"};
    static const char *const switches[] = {"auto", "on", "off"};
    bb_str_clear(out);
    bb_str_addf(out, "ui: {unicode: %s, escape_delay_ms: %u, title: %s}\n", switches[next_random(seed) % 3],
                next_random(seed) % 1001, next_random(seed) % 2 ? "yes" : "no");
    bb_str_addf(out, "thresholds: {stall_new: %u.%u %%, verdict_days: %u}\n", next_random(seed) % 100,
                next_random(seed) % 10, next_random(seed) % 3651);
    bb_str_addf(out, "vocabulary: {verdict: {bandage: {label: %s, room: %s}}}\n", texts[next_random(seed) % 5],
                texts[next_random(seed) % 5]);
    bb_str_addf(out, "checklist: {shift: [%s, %s], sure: []}\ncharter: {roles: [%s]}\n", texts[next_random(seed) % 5],
                texts[next_random(seed) % 5], texts[next_random(seed) % 5]);
    bb_str_addf(out, "keys: {previous-pane: [], zoom: [%s]}\n", keys[next_random(seed) % 8]);
    bb_str_addf(out, "themes: {%s: {bad: {fg: %u, bg: %u, dim: yes, mono: [dim]}}}\n", texts[next_random(seed) % 5],
                next_random(seed) % 256, next_random(seed) % 256);
    bb_str_add(out, "database: {path: \"/a \\\" b\"}\n");
}

static void a_dump_reads_back_to_the_same(void **state)
{
    struct state *s = *state;
    struct bb_str text = {0};
    uint32_t seed = 7;
    assert_round_trip(&s->config);
    for (int i = 0; i < 100; i++) {
        random_settings(&text, &seed);
        if (!read_text(s, bb_str_get(&text)) || s->findings.n)
            fail_msg("%s", s->findings.list[0].text);
        assert_round_trip(&s->config);
    }
    bb_str_finish(&text);
}

static void write_file(const char *dir, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void make_dir(const char *dir, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void make_tree(char dir[static 64])
{
    static const char *const dirs[] = {"one", "two", "me", "one/bepboard", "two/bepboard", "me/bepboard"};
    char value[256];
    assert_true(folder_make(dir, 64));
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        make_dir(dir, dirs[i]);
    snprintf(value, sizeof value, "%s/one:relative:%s/two", dir, dir);
    setenv("XDG_CONFIG_DIRS", value, 1);
    snprintf(value, sizeof value, "%s/me", dir);
    setenv("XDG_CONFIG_HOME", value, 1);
}

static void nearer_files_win(void **state)
{
    struct state *s = *state;
    char dir[64], extra[96];
    make_tree(dir);
    snprintf(extra, sizeof extra, "%s/extra.yaml", dir);
    write_file(dir, "one/bepboard/config.yaml", "backup: {keep: 1}\nthresholds: {silent_days: 1, power_high: 1}\n");
    write_file(dir, "two/bepboard/config.yaml", "backup: {keep: 2}\nthresholds: {verdict_days: 2}\n");
    write_file(dir, "me/bepboard/config.yaml", "thresholds: {silent_days: 3, interest_high: 3}\n");
    write_file(dir, "extra.yaml", "thresholds: {interest_high: 5}\n");
    bb_config_finish(&s->config);
    assert_true(bb_config_load(&s->config, extra, BB_CONFIG_ALL, &s->findings));
    assert_int_equal(s->config.backup_keep, 1);
    assert_int_equal(s->config.thresholds.power_high, 1);
    assert_int_equal(s->config.thresholds.verdict_days, 2);
    assert_int_equal(s->config.thresholds.silent_days, 3);
    assert_int_equal(s->config.thresholds.interest_high, 5);
    assert_int_equal(s->config.source_n, 4);
    assert_string_equal(s->config.sources[3].path, extra);
    assert_true(s->config.sources[0].found && s->config.sources[3].found);
    folder_leave(dir);
}

/* Root may read everything, so the test steps down for a moment. */
static void a_file_without_permission_is_said_clearly(void **state)
{
    struct state *s = *state;
    char dir[64], path[96];
    bool root = geteuid() == 0;
    make_tree(dir);
    write_file(dir, "me/bepboard/config.yaml", "ui: {}\n");
    snprintf(path, sizeof path, "%s/me", dir);
    assert_int_equal(chmod(path, 0), 0);
    bb_config_finish(&s->config);
    assert_int_equal(root ? seteuid(65534) : 0, 0);
    bool ok = bb_config_load(&s->config, NULL, BB_CONFIG_ALL, &s->findings);
    assert_int_equal(root ? seteuid(0) : 0, 0);
    assert_int_equal(chmod(path, 0700), 0);
    assert_false(ok);
    assert_some_finding(s, "/me/bepboard/config.yaml: cannot be opened: Permission denied");
    assert_true(s->config.sources[2].found);
    folder_leave(dir);
}

static void unreadable_files_are_said_clearly(void **state)
{
    struct state *s = *state;
    char dir[64], path[96];
    make_tree(dir);
    bb_config_finish(&s->config);
    assert_true(bb_config_load(&s->config, NULL, BB_CONFIG_ALL, &s->findings));
    assert_int_equal(s->config.source_n, 3);
    assert_false(s->config.sources[2].found);
    snprintf(path, sizeof path, "%s/me", dir);
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, path, BB_CONFIG_DEFAULTS, &s->findings));
    assert_contains(s->findings.list[0].text, "/me: this is a directory; a plain file with YAML is expected");
    snprintf(path, sizeof path, "%s/fifo", dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, path, BB_CONFIG_DEFAULTS, &s->findings));
    assert_contains(s->findings.list[1].text, "/fifo: this is a pipe");
    bb_config_finish(&s->config);
    assert_false(bb_config_load(&s->config, "/nowhere/x.yaml", BB_CONFIG_DEFAULTS, &s->findings));
    assert_said(s, 2, BB_FATAL, "/nowhere/x.yaml: cannot be opened: No such file or directory");
    assert_string_equal(s->config.theme, "default");
    folder_leave(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_dump_reads_back_to_the_same),
        TEST(nearer_files_win),
        TEST(a_file_without_permission_is_said_clearly),
        TEST(unreadable_files_are_said_clearly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
