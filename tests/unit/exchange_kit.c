#include "exchange_kit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAPPING_MAX = 16 };

const char *kit_file(struct kit *k, const char *name, const char *text, size_t n)
{
    static char path[160];
    snprintf(path, sizeof path, "%.64s/%.60s", k->dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

char *kit_export_for(struct bb_store *s, const char *noun, enum bb_format format, enum bb_audience audience)
{
    struct bb_export_options o = {.noun = noun, .format = format, .audience = audience};
    struct bb_error err = {0};
    struct bb_data d = {0};
    char *text = NULL;
    size_t n;
    assert_true(bb_store_load(s, 0, &d, &err));
    o.engagement = d.engagement ? d.engagement->row.id : 0;
    bb_data_finish(&d);
    FILE *f = open_memstream(&text, &n);
    if (!bb_export(s, &o, f, &err))
        fail_msg("%s", err.text);
    fclose(f);
    return text;
}

char *kit_export(struct bb_store *s, const char *noun, enum bb_format format)
{
    return kit_export_for(s, noun, format, BB_DESK);
}

bool kit_import_path(struct kit *k, enum bb_entity e, struct bb_report *report, const char *path, bool dry_run,
                     const char *const *mapping)
{
    char columns[MAPPING_MAX][64];
    struct bb_mapping list[MAPPING_MAX];
    size_t n = 0;
    for (; mapping && mapping[n]; n++) {
        snprintf(columns[n], sizeof columns[n], "%s", mapping[n]);
        char *equals = strchr(columns[n], '=');
        *equals = 0;
        list[n] = (struct bb_mapping){columns[n], equals + 1};
    }
    struct bb_import_options o = {
        .entity = e, .engagement = k->engagement, .path = path, .mapping = list, .mapping_n = n, .dry_run = dry_run};
    bb_report_finish(report);
    k->err = (struct bb_error){0};
    return bb_import_rows(k->s, &o, report, &k->err);
}

bool kit_import(struct kit *k, enum bb_entity e, struct bb_report *report, const char *text, const char *const *mapping)
{
    char name[48];
    snprintf(name, sizeof name, "%s.csv", bb_entity_def(e)->noun);
    return kit_import_path(k, e, report, kit_file(k, name, text, strlen(text)), false, mapping);
}

char *kit_report(const struct bb_report *r, const char *noun)
{
    struct bb_str text = {0};
    bb_report_format(r, noun, false, &text);
    return bb_str_take(&text);
}

struct bb_store *kit_other(struct kit *k, const char *name)
{
    char path[160];
    struct bb_store *s;
    snprintf(path, sizeof path, "%.64s/%.60s", k->dir, name);
    struct bb_store_options o = {.path = path, .create = true, .clock = &k->clock, .actor = "bob"};
    if (!bb_store_open(&s, &o, &k->err))
        fail_msg("%s", k->err.text);
    return s;
}
