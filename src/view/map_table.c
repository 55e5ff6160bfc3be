/* The map's twin for tables. */
#include <assert.h>
#include <bepboard/chart_view.h>

static const struct {
    const char *heading;
    bool number;
} columns[] = {
    [BB_MAPC_NAME] = {"Name", false},         [BB_MAPC_ROLE] = {"Role", false},
    [BB_MAPC_UNIT] = {"Unit", false},         [BB_MAPC_POWER] = {"Power", true},
    [BB_MAPC_INTEREST] = {"Interest", true},  [BB_MAPC_STANCE] = {"Stance", false},
    [BB_MAPC_WANTED] = {"Wanted", false},     [BB_MAPC_GAP] = {"Gap", true},
    [BB_MAPC_QUADRANT] = {"Quadrant", false}, [BB_MAPC_SALIENCE] = {"Salience", false},
};
static_assert(sizeof columns / sizeof *columns == BB_MAPC_COUNT, "every column has a heading");

const char *bb_map_column(enum bb_map_column c, bool *number)
{
    bool known = (unsigned)c < BB_MAPC_COUNT;
    *number = known && columns[c].number;
    return known ? columns[c].heading : "";
}

static void add_number(struct bb_str *out, int64_t v)
{
    if (v != BB_NONE)
        bb_str_addf(out, "%lld", (long long)v);
}

static void add_stance(struct bb_str *out, const struct bb_map_view *v, int64_t stance)
{
    bb_str_add(out, bb_word(v->words, &bb_stances, stance, v->data->audience));
}

static void add_quadrant(struct bb_str *out, const struct bb_map_view *v, const struct bb_person *p)
{
    enum bb_quadrant q = bb_quadrant(p, v->thresholds);
    if (q != BB_QUADRANT_NONE)
        bb_str_add(out, bb_quadrant_name(q));
}

void bb_map_table_cell(struct bb_str *out, const struct bb_map_view *v, const struct bb_person *p, enum bb_map_column c)
{
    const struct bb_unit *unit = bb_data_unit(v->data, p->unit);
    switch (c) {
    case BB_MAPC_NAME:
        bb_str_add(out, bb_person_label(p));
        break;
    case BB_MAPC_ROLE:
        bb_str_add(out, p->role);
        break;
    case BB_MAPC_UNIT:
        bb_str_add(out, unit ? unit->name : NULL);
        break;
    case BB_MAPC_POWER:
        add_number(out, p->power);
        break;
    case BB_MAPC_INTEREST:
        add_number(out, p->interest);
        break;
    case BB_MAPC_STANCE:
        add_stance(out, v, bb_stance_now(v->data, p->row.id));
        break;
    case BB_MAPC_WANTED:
        add_stance(out, v, p->wanted);
        break;
    case BB_MAPC_GAP:
        add_number(out, bb_seam_gap(v->data, p));
        break;
    case BB_MAPC_QUADRANT:
        add_quadrant(out, v, p);
        break;
    case BB_MAPC_SALIENCE:
        bb_str_add(out, bb_salience_name(bb_salience(p, v->thresholds)));
        break;
    case BB_MAPC_COUNT:
        break;
    }
}
