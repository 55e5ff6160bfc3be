/* Any bytes as a configuration over the defaults, questionnaires among them. What comes out must be whole: findings are
 * safe for a terminal, and the dump of what holds reads back without a finding and to the same text. */
#include <bepboard/config.h>
#include <bepboard/text.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_findings(const struct bb_findings *f, bool ok)
{
    bool fatal = false;
    for (size_t i = 0; i < f->n; i++) {
        const char *text = f->list[i].text;
        struct bb_str safe = {0};
        bb_text_safe(&safe, text, strlen(text), true);
        if (strcmp(bb_str_get(&safe), text) != 0)
            abort();
        bb_str_finish(&safe);
        fatal = fatal || f->list[i].severity == BB_FATAL;
    }
    if (fatal == ok)
        abort();
}

/* The defaults without their memory, which is read once and stays. */
static struct bb_config defaults(void)
{
    static struct bb_config kept;
    struct bb_findings findings = {0};
    if (!kept.theme) {
        bb_text_init();
        if (!bb_config_load(&kept, NULL, BB_CONFIG_DEFAULTS, &findings))
            abort();
    }
    struct bb_config c = kept;
    c.arena = (struct bb_arena){0};
    return c;
}

static void check_dump(const struct bb_config *c)
{
    struct bb_config again = defaults();
    struct bb_findings findings = {0};
    struct bb_str first = {0}, second = {0};
    bb_config_dump(c, &first);
    if (!bb_config_read(&again, "dump", bb_str_get(&first), first.n, &findings) || findings.n)
        abort();
    bb_config_dump(&again, &second);
    if (strcmp(bb_str_get(&first), bb_str_get(&second)) != 0)
        abort();
    bb_str_finish(&first);
    bb_str_finish(&second);
    bb_findings_finish(&findings);
    bb_config_finish(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bb_config c = defaults();
    struct bb_findings findings = {0};
    bool ok = bb_config_read(&c, "fuzz.yaml", (const char *)data, size, &findings);
    check_findings(&findings, ok);
    if (ok || size % 8 == 0) /* the dump is the slow part, and most texts change nothing */
        check_dump(&c);
    bb_findings_finish(&findings);
    bb_config_finish(&c);
    return 0;
}
