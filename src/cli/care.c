/* Looking after the database: its health, backups, and back from them. */
#include "commands.h"

bool run_backup(struct cli *c)
{
    /* A connection that may not write cannot write a copy either. */
    if (!cli_open_store(c, false, false) || !bb_store_backup(c->session.store, c->args[0], &c->error))
        return false;
    say(c->session.out, "%s is a checked copy; `bepboard restore FILE` takes it back.", c->args[0]);
    return true;
}

bool run_restore(struct cli *c)
{
    struct bb_str kept = {0};
    if (c->session.read_only)
        return bb_fail(&c->error, BB_E_READ_ONLY, "--readonly: restore would change the database.");
    bool ok = bb_store_restore(c->path.s, c->args[0], &kept, &c->error);
    if (ok && kept.n)
        say(c->session.out, "%s is what %s holds; what was there before is kept as %s.", c->path.s, c->args[0], kept.s);
    else if (ok)
        say(c->session.out, "%s is what %s holds.", c->path.s, c->args[0]);
    bb_str_finish(&kept);
    return ok;
}

static void report(void *ctx, enum bb_health health, const char *what, const char *finding, const char *mend)
{
    static const char *const signs[] = {[BB_HEALTHY] = "ok", [BB_HEALTH_NOTE] = "note", [BB_SICK] = "SICK"};
    FILE *out = ctx;
    say(out, "%-5s %s: %s", signs[health], what, finding);
    if (mend && *mend)
        say(out, "      mend: %s", mend);
}

/* What anybody sees more of than by default. */
static void report_agreements(const struct bb_agreements *all, FILE *out)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct bb_agreement *a = &all->list[i];
        struct bb_str text = {0};
        if (!a->n)
            continue;
        bb_str_addf(&text, "lowered for %s: ", a->engagement);
        bb_agreement_words(&text, a, BB_PRIVATE);
        bb_str_addf(&text, " (%s, ", a->by);
        bb_date_format(&text, a->on);
        bb_str_addc(&text, ')');
        report(out, BB_HEALTH_NOTE, "sensitivity", bb_str_get(&text), NULL);
        bb_str_finish(&text);
    }
}

/* Works with a broken configuration too: its mistakes are told, not obeyed. */
bool run_doctor(struct cli *c)
{
    FILE *out = c->session.out;
    bool sane = cli_load_config(c);
    report(out, sane ? BB_HEALTHY : BB_SICK, "configuration", sane ? "no mistakes" : "has mistakes",
           sane ? NULL : "bepboard config check");
    report_agreements(&c->session.config.agreements, out);
    if (!cli_take_role(c) || !cli_open_path(c))
        return false;
    if (c->values[OPT_MEND] && c->session.role < BB_OWNER)
        return bb_fail(&c->error, BB_E_READ_ONLY, "You are %s %s here; mending needs an owner. Nothing was done.",
                       c->session.role == BB_VIEWER ? "a" : "an", bb_access_name(c->session.role));
    if (c->values[OPT_MEND])
        bb_store_mend(c->path.s, report, out);
    bool healthy = bb_store_doctor(c->path.s, bb_clock_us(&c->session.clock), report, out);
    return (sane && healthy) || bb_fail(&c->error, BB_E_FAILED, "Something needs mending; the report says how.");
}
