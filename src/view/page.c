/* Everything known of one record, as lines. */
#include "cells.h"
#include "partner_view.h"
#include "sheets.h"

#include <bepboard/plan.h>
#include <bepboard/registers.h>
#include <bepboard/text.h>
#include <bepboard/view.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL, VALUE, LABEL_COLUMNS = 22 };

struct page {
    const struct bb_scene *scene;
    const struct bb_look *look;
    struct bb_list *l;
    const char *label; /* of the next line; then empty */
    enum bb_role role;
    int width;
    int64_t next_id;
    int kind;      /* what the next lines open: enum bb_entity, -1 = nothing */
    int64_t opens; /* and its row id */
    int64_t talk;  /* the last conversation, which stands before the others; 0 = none */
};

static void add_line(void *ctx, const char *s, size_t n)
{
    struct page *p = ctx;
    struct bb_list_row *row = bb_list_add(p->l, sheet_row(p->opens, p->next_id++), p->kind);
    char *text = bb_strndup(s, n);
    bb_list_set(p->l, row, LABEL, p->label, BB_DIM);
    bb_list_set(p->l, row, VALUE, text, p->role);
    p->label = "";
    free(text);
}

static void add(struct page *p, const char *label, const char *text, enum bb_role role)
{
    enum { BESIDE = LABEL_COLUMNS + 4 }; /* the pointer, and the gap between the columns */
    int room = p->width - BESIDE;
    p->label = label;
    p->role = role;
    bb_text_wrap(text, room < 20 ? 20 : room, add_line, p);
}

/* Lines that open a record. */
static void add_link(struct page *p, const char *label, const char *text, enum bb_entity e, int64_t id)
{
    p->kind = id ? (int)e : -1;
    p->opens = id;
    add(p, label, text, BB_NORMAL);
    p->kind = -1;
    p->opens = 0;
}

static bool sees(const struct page *p, const struct bb_field *f)
{
    return bb_face_shows(p->scene->data.agreement, p->scene->data.audience, f);
}

static bool sees_named(const struct page *p, const char *field)
{
    return sees(p, bb_field_named(BB_PERSON, field));
}

static void add_heading(struct page *p, const char *text)
{
    add(p, "", "", BB_NORMAL);
    bb_list_set(p->l, bb_list_add(p->l, sheet_row(0, p->next_id++), -1), LABEL, text, BB_TITLE);
}

static void add_stances(struct page *p, int64_t person)
{
    struct bb_str line = {0};
    stance_sparkline(&line, &p->scene->data, p->look, person);
    if (line.n)
        add(p, "Stance over time", bb_str_get(&line), BB_NORMAL);
    bb_str_clear(&line);
    stance_steps(&line, &p->scene->data, p->look, person);
    if (line.n)
        add(p, "Seen", bb_str_get(&line), BB_NORMAL);
    bb_str_finish(&line);
}

/* What follows from power, interest, claims and observations stands beside them, before the stance that is wanted. */
static void add_standing(struct page *p, const struct bb_person *person)
{
    const struct bb_scene *s = p->scene;
    int64_t stance = bb_stance_now(&s->data, person->row.id);
    if (bb_face_entity(s->data.audience, BB_STANCE) && bb_is_stakeholder(person))
        add_heading(p, "Stance");
    bool power = bb_is_stakeholder(person) && sees_named(p, "power");
    if (power && sees_named(p, "interest"))
        add(p, "Quadrant", bb_quadrant_name(bb_quadrant(person, s->thresholds)), BB_NORMAL);
    if (power && sees_named(p, "legitimacy") && sees_named(p, "urgency"))
        add(p, "Salience", bb_salience_name(bb_salience(person, s->thresholds)), BB_NORMAL);
    if (stance == BB_NONE && bb_is_stakeholder(person) && bb_face_entity(s->data.audience, BB_STANCE))
        add(p, "Stance now", "not seen yet", BB_WARN);
    if (stance != BB_NONE)
        add(p, "Stance now", bb_word(s->words, &bb_stances, stance, s->data.audience), BB_NORMAL);
    if (person->wanted != BB_NONE)
        add(p, "Wanted stance", bb_word(s->words, &bb_stances, person->wanted, s->data.audience), BB_NORMAL);
    add_stances(p, person->row.id);
}

/* What one wants to know first: these fields, then these records; everything else follows. */
struct order {
    const char *const *fields;
    const enum bb_entity *related;
};

static struct order order_of(enum bb_entity e)
{
    static const char *const no_fields[] = {NULL}, *const person[] = {"opening",  "name",     "role", "unit",
                                                                      "identity", "position", "need", NULL},
                             *const unit[] = {"name", "parent", "headcount", "population", NULL};
    static const enum bb_entity no_related[] = {BB_ENTITY_COUNT},
                                before_a_talk[] = {BB_PROMISE, BB_RESISTANCE, BB_TIE, BB_ENTITY_COUNT},
                                of_a_unit[] = {BB_KNOWLEDGE, BB_NEED, BB_WHY, BB_TASK, BB_PERSON, BB_ENTITY_COUNT};
    return e == BB_PERSON ? (struct order){person, before_a_talk}
           : e == BB_UNIT ? (struct order){unit, of_a_unit}
                          : (struct order){no_fields, no_related};
}

/* Among the first, or said beside the stance. */
static bool is_said_first(enum bb_entity e, struct order o, const char *field)
{
    for (const char *const *name = o.fields; *name; name++)
        if (strcmp(*name, field) == 0)
            return true;
    return e == BB_PERSON && strcmp(field, "wanted") == 0;
}

static bool is_related_first(struct order o, enum bb_entity e)
{
    for (const enum bb_entity *r = o.related; *r != BB_ENTITY_COUNT; r++)
        if (*r == e)
            return true;
    return false;
}

static void add_field(struct page *p, const struct bb_field *f, const void *row)
{
    struct bb_str s = {0};
    if (bb_field_empty(f, row) || !sees(p, f))
        return;
    bb_field_display(&s, &p->scene->data, p->scene->words, f, row);
    bool link = f->kind == BB_REF;
    add_link(p, f->label, bb_str_get(&s), link ? (enum bb_entity)f->ref : BB_ENGAGEMENT,
             link ? *(const int64_t *)((const char *)row + f->offset) : 0);
    bb_str_finish(&s);
}

static void add_first_fields(struct page *p, enum bb_entity e, const void *row)
{
    struct order o = order_of(e);
    for (const char *const *name = o.fields; *name; name++)
        add_field(p, bb_field_named(e, *name), row);
}

static void add_other_fields(struct page *p, enum bb_entity e, const void *row)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct order o = order_of(e);
    for (int i = 0; i < def->field_count; i++)
        if (!is_said_first(e, o, def->fields[i].name))
            add_field(p, &def->fields[i], row);
}

/* Records that refer to this one, each as one line made of its listed fields. */

static bool refers(const struct bb_field *f, enum bb_entity e, const void *row, int64_t id)
{
    return f->kind == BB_REF && f->ref == (int)e && *(const int64_t *)((const char *)row + f->offset) == id;
}

static void add_related_line(struct page *p, enum bb_entity e, const void *row, const struct bb_field *by)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    struct bb_str label = {0}, text = {0};
    if (e == BB_ANSWER)
        diagnosis_answer(p->scene, row, &label, &text);
    for (int i = 0; e != BB_ANSWER && i < def->field_count; i++) {
        const struct bb_field *f = &def->fields[i];
        if (f == by || bb_field_empty(f, row) || !sees(p, f))
            continue;
        /* An order and a diagnosis have pages of their own. */
        if ((e == BB_ORDER || e == BB_DIAGNOSIS) && !(f->flags & BB_LIST))
            continue;
        if (f->kind == BB_DATE && !label.n) {
            bb_field_display(&label, &p->scene->data, p->scene->words, f, row);
            continue;
        }
        bool sentence = text.n && text.s[text.n - 1] == '.';
        bb_str_add(&text, sentence ? " " : text.n ? "; " : "");
        if (f->kind == BB_BOOL) {
            bb_str_add(&text, f->label);
            continue;
        }
        /* What was objected is told from what was tried against it. */
        bool named = e == BB_RESISTANCE && strcmp(f->name, "treatment") == 0;
        bool number = f->kind == BB_INT || f->kind == BB_DECIMAL;
        if (!(f->flags & BB_LIST) || f->kind == BB_DATE || number || named)
            bb_str_addf(&text, "%s: ", f->label);
        bb_field_display(&text, &p->scene->data, p->scene->words, f, row);
    }
    add_link(p, bb_str_get(&label), bb_str_get(&text), e, ((const struct bb_row *)row)->id);
    bb_str_finish(&label);
    bb_str_finish(&text);
}

/* Where several fields refer to the same kind (a tie to two people) each says how; else the sheet has a title. */
static void add_related_heading(struct page *p, enum bb_entity e, const struct bb_field *by)
{
    const char *noun = bb_entity_def(e)->noun;
    int sheet = bb_sheet_of(e);
    char heading[64];
    snprintf(heading, sizeof heading, "%c%s", noun[0] - 'a' + 'A', noun + 1);
    add_heading(p, e == BB_CONVERSATION && p->talk ? "Earlier conversations"
                   : by->back                      ? by->back
                   : sheet >= 0                    ? bb_sheets(&(int){0})[sheet].title
                                                   : heading);
}

static void add_related(struct page *p, enum bb_entity to, int64_t id, enum bb_entity e, const struct bb_field *by)
{
    const struct bb_table *t = &p->scene->data.tables[e];
    bool first = true;
    for (size_t i = t->n; i-- > 0;) {
        /* The latest first, but answers in the order in which they were given. */
        const void *row = bb_table_at(t, e == BB_ANSWER ? t->n - 1 - i : i);
        if (!refers(by, to, row, id) || (e == BB_CONVERSATION && ((const struct bb_row *)row)->id == p->talk))
            continue;
        if (first)
            add_related_heading(p, e, by);
        first = false;
        add_related_line(p, e, row, by);
    }
}

static void add_all_related(struct page *p, enum bb_entity to, int64_t id, enum bb_entity e)
{
    for (int i = 0; i < bb_entity_def(e)->field_count; i++)
        add_related(p, to, id, e, &bb_entity_def(e)->fields[i]);
}

/* Before a conversation the last one counts; the others stand further down. */
static void add_last_talk(struct page *p, int64_t person)
{
    const struct bb_table *t = &p->scene->data.tables[BB_CONVERSATION];
    const struct bb_conversation *last = NULL;
    if (!bb_face_entity(p->scene->data.audience, BB_CONVERSATION))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_conversation *c = bb_table_at(t, i);
        if (c->person == person && c->on.day <= p->scene->data.today && (!last || c->on.day >= last->on.day))
            last = c;
    }
    add_heading(p, "Last conversation");
    if (last)
        add_related_line(p, BB_CONVERSATION, last, bb_field_named(BB_CONVERSATION, "person"));
    else
        add(p, "", "none yet", BB_WARN);
    p->talk = last ? last->row.id : 0;
}

/* Of the six things to know of a unit, those that nobody has asked yet. */
static void add_unknown_topics(struct page *p, int64_t unit)
{
    const struct bb_table *t = &p->scene->data.tables[BB_KNOWLEDGE];
    bool known[BB_KNOW_COUNT] = {false};
    struct bb_str missing = {0};
    if (!bb_face_entity(p->scene->data.audience, BB_KNOWLEDGE))
        return;
    for (size_t i = 0; i < t->n; i++) {
        const struct bb_knowledge *k = bb_table_at(t, i);
        if (k->unit == unit && k->topic != BB_NONE && k->state != BB_KNOWN_UNKNOWN)
            known[k->topic] = true;
    }
    for (int topic = 0; topic < BB_KNOW_COUNT; topic++)
        if (!known[topic])
            bb_str_addf(&missing, "%s%s", missing.n ? ", " : "",
                        bb_word(p->scene->words, &bb_unit_topics, topic, p->scene->data.audience));
    if (missing.n)
        add(p, "Not known yet", bb_str_get(&missing), BB_WARN);
    bb_str_finish(&missing);
}

/* Behind a score stands what the records say of its test. */
static void add_belief_records(struct page *p, const struct bb_conviction *c)
{
    struct bb_audience_beliefs b = {.unit = c->unit, .category = c->category, .person = c->person};
    struct bb_str text = {0};
    if (p->scene->data.audience >= BB_AT_TEAM && c->test != BB_NONE)
        bb_belief_records(&text, &p->scene->data, &b, (int)c->test);
    if (text.n)
        add(p, "The records say", text.s, BB_NORMAL);
    bb_str_finish(&text);
}

void bb_page_build(const struct bb_scene *scene, const struct bb_look *look, enum bb_entity e, int64_t id, int width,
                   struct bb_list *out)
{
    struct page p = {.scene = scene, .look = look, .l = out, .width = width, .next_id = 1, .kind = -1};
    bb_list_finish(out);
    bb_list_column(out, "", BB_LEFT, LABEL_COLUMNS, false);
    bb_list_column(out, "", BB_LEFT, 0, true);
    const void *row = bb_table_find(&scene->data.tables[e], id);
    if (!row) {
        add(&p, "", "This record is gone. Undo brings it back.", BB_WARN);
        return;
    }
    struct order o = order_of(e);
    if (e == BB_PERSON && !((const struct bb_person *)row)->opening && sees_named(&p, "opening") &&
        bb_is_stakeholder(row))
        add(&p, "Opening question", "none yet", BB_WARN);
    add_first_fields(&p, e, row);
    if (e == BB_UNIT)
        add_unknown_topics(&p, id);
    if (e == BB_PERSON)
        add_last_talk(&p, id);
    for (const enum bb_entity *r = o.related; *r != BB_ENTITY_COUNT; r++)
        add_all_related(&p, e, id, *r);
    if (e == BB_PERSON)
        add_standing(&p, row);
    if (*o.fields)
        add(&p, "", "", BB_NORMAL);
    add_other_fields(&p, e, row);
    if (e == BB_CONVICTION)
        add_belief_records(&p, row);
    /* Later tables first: conversations and observations before ties. */
    for (int other = BB_ENTITY_COUNT - 1; other >= 0; other--)
        if (!is_related_first(o, (enum bb_entity)other))
            add_all_related(&p, e, id, (enum bb_entity)other);
}

bool bb_page_link(const struct bb_list *page, size_t line, enum bb_entity *e, int64_t *id)
{
    if (line >= page->n || page->rows[line].kind < 0 || !sheet_record(page->rows[line].id))
        return false;
    *e = (enum bb_entity)page->rows[line].kind;
    *id = sheet_record(page->rows[line].id);
    return true;
}

/* Arithmetic in words: a line of text each, its beginning as the label where a colon ends it. */
static void add_arithmetic(struct page *p, void (*say)(const struct bb_scene *scene, struct bb_str *out))
{
    struct bb_str text = {0};
    say(p->scene, &text);
    for (char *line = bb_str_get(&text)[0] ? text.s : NULL, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = 0;
        char *colon = strstr(line, ": ");
        bool label = colon && colon - line <= LABEL_COLUMNS;
        if (label)
            *colon = 0;
        add(p, label ? line : "", label ? colon + 2 : line, BB_NORMAL);
    }
    bb_str_finish(&text);
}

void bb_arithmetic(const struct bb_scene *scene, int sheet, int width, struct bb_list *out)
{
    const struct bb_coalition *c = &scene->coalition;
    const struct bb_sheet *shown = sheet < 0 ? NULL : &bb_sheets(&(int){0})[sheet];
    struct page p = {.scene = scene, .l = out, .width = width, .next_id = 1, .kind = -1};
    char text[256];
    bb_list_finish(out);
    bb_list_column(out, "", BB_LEFT, LABEL_COLUMNS, false);
    bb_list_column(out, "", BB_LEFT, 0, true);
    if (scene->data.audience < BB_AT_TEAM) {
        add(&p, "", "These figures are made of what the team has noted and are not shown in the room.", BB_NORMAL);
        return;
    }
    if (shown && !shown->arithmetic) {
        add(&p, "", "Nothing is reckoned on this list: it shows what was written down.", BB_NORMAL);
        return;
    }
    if (shown) {
        add_arithmetic(&p, shown->arithmetic);
        return;
    }
    snprintf(
        text, sizeof text,
        "%+lld = sum of power × support value (ours: leading +2, supportive +1, neutral and unaware 0, resistant -1)",
        (long long)c->now);
    add(&p, "Coalition", text, BB_NORMAL);
    snprintf(text, sizeof text, "%+lld = the same if every wanted stance were reached", (long long)c->wanted);
    add(&p, "Coalition wanted", text, BB_NORMAL);
    snprintf(text, sizeof text, "%lld = %lld in support + %lld resisting + %lld neutral or unaware",
             (long long)c->power, (long long)c->power_support, (long long)c->power_resisting,
             (long long)c->power_neutral);
    add(&p, "Power", text, BB_NORMAL);
    snprintf(
        text, sizeof text,
        "%lld stakeholders: unaware %lld, resistant %lld, neutral %lld, supportive %lld, leading %lld, not seen %lld",
        (long long)c->stakeholders, (long long)c->by_stance[BB_UNAWARE], (long long)c->by_stance[BB_RESISTANT],
        (long long)c->by_stance[BB_NEUTRAL], (long long)c->by_stance[BB_SUPPORTIVE],
        (long long)c->by_stance[BB_LEADING], (long long)c->unseen);
    add(&p, "Stance now (SEAM)", text, BB_NORMAL);
    snprintf(text, sizeof text, "unaware %lld, resistant %lld, neutral %lld, supportive %lld, leading %lld",
             (long long)c->wanted_by_stance[BB_UNAWARE], (long long)c->wanted_by_stance[BB_RESISTANT],
             (long long)c->wanted_by_stance[BB_NEUTRAL], (long long)c->wanted_by_stance[BB_SUPPORTIVE],
             (long long)c->wanted_by_stance[BB_LEADING]);
    add(&p, "Stance wanted", text, BB_NORMAL);
    snprintf(text, sizeof text,
             "%lld key players, %lld keep satisfied, %lld keep informed, %lld minimal effort, %lld not placed",
             (long long)c->by_quadrant[BB_KEY_PLAYER], (long long)c->by_quadrant[BB_KEEP_SATISFIED],
             (long long)c->by_quadrant[BB_KEEP_INFORMED], (long long)c->by_quadrant[BB_MINIMAL_EFFORT],
             (long long)c->by_quadrant[BB_QUADRANT_NONE]);
    add(&p, "Mendelow", text, BB_NORMAL);
    snprintf(text, sizeof text,
             "%lld definitive, %lld dominant, %lld dangerous, %lld dependent, %lld dormant, %lld discretionary, %lld "
             "demanding",
             (long long)c->by_salience[BB_DEFINITIVE], (long long)c->by_salience[BB_DOMINANT],
             (long long)c->by_salience[BB_DANGEROUS], (long long)c->by_salience[BB_DEPENDENT],
             (long long)c->by_salience[BB_DORMANT], (long long)c->by_salience[BB_DISCRETIONARY],
             (long long)c->by_salience[BB_DEMANDING]);
    add(&p, "Salience", text, BB_NORMAL);
    add_arithmetic(&p, arithmetic_needle);
}
