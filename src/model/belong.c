/* What goes with a record that is deleted, in words. */
#include <bepboard/belong.h>

static int most(const size_t counts[BB_ENTITY_COUNT], const bool said[BB_ENTITY_COUNT])
{
    int best = -1;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        if (counts[e] && !said[e] && (best < 0 || counts[e] > counts[best]))
            best = e;
    return best;
}

/* The most frequent kinds by name; returns how many records are left. */
static size_t say_kinds(const size_t counts[BB_ENTITY_COUNT], size_t left, struct bb_str *out)
{
    enum { NAMED = 3 };
    bool said[BB_ENTITY_COUNT] = {0};
    for (int i = 0; i < NAMED; i++) {
        int e = most(counts, said);
        if (e < 0)
            break;
        const struct bb_entity_def *def = bb_entity_def((enum bb_entity)e);
        bb_str_addf(out, "%s%zu %s", i ? ", " : "", counts[e], counts[e] == 1 ? def->label : def->noun);
        left -= counts[e];
        said[e] = true;
    }
    return left;
}

void bb_belongings_say(const size_t counts[BB_ENTITY_COUNT], bool several, struct bb_str *out)
{
    size_t sum = 0;
    for (int e = 0; e < BB_ENTITY_COUNT; e++)
        sum += counts[e];
    if (!sum)
        return;
    bb_str_addf(out, "%zu record%s that belong%s to %s (", sum, sum == 1 ? "" : "s", sum == 1 ? "s" : "",
                several ? "them" : "it");
    size_t left = say_kinds(counts, sum, out);
    if (left)
        bb_str_addf(out, ", %zu other%s", left, left == 1 ? "" : "s");
    bb_str_addc(out, ')');
}
