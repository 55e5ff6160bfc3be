/* The demonstration in a database of its own, for the tests of its golden values. */
#include "demo_kit.h"

#include "../folder.h"

#include <stdlib.h>

int demo_setup(void **state)
{
    struct demo *d = calloc(1, sizeof *d);
    struct bb_findings findings = {0};
    assert_true(folder_make(d->folder, sizeof d->folder));
    snprintf(d->path, sizeof d->path, "%s/demo.db", d->folder);
    assert_true(bb_config_load(&d->config, NULL, BB_CONFIG_DEFAULTS, &findings));
    bb_findings_finish(&findings);
    assert_true(bb_clock_fix(&d->clock, "2026-11-22", &d->err));
    struct bb_store_options o = {.path = d->path, .create = true, .clock = &d->clock, .actor = "ann"};
    if (!bb_store_open(&d->store, &o, &d->err) || !bb_demo_load(d->store, &d->clock, &d->err) ||
        !bb_store_load(d->store, 0, &d->data, &d->err))
        fail_msg("%s", d->err.text);
    *state = d;
    return 0;
}

int demo_teardown(void **state)
{
    struct demo *d = *state;
    bb_arena_finish(&d->arena);
    bb_data_finish(&d->data);
    bb_config_finish(&d->config);
    bb_store_close(d->store);
    folder_leave(d->folder);
    free(d);
    return 0;
}

int32_t demo_day(const char *text)
{
    struct bb_date d = {0};
    assert_true(bb_date_parse(text, &d));
    return d.day;
}
