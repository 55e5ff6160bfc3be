/* The table of sheets: the lists that a screen shows beside its own, and the generic list of a register. */
#include "sheets.h"

#include "adopt_view.h"
#include "coalition_view.h"
#include "lists.h"
#include "needs_view.h"
#include "network_view.h"
#include "partner_view.h"
#include "people_view.h"
#include "plan_view.h"
#include "sums_view.h"
#include "work_view.h"

#include <assert.h>
#include <bepboard/registers.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
static const struct bb_sheet sheets[] = {
    {"diagnoses", "Diagnoses", BB_SCREEN_ORDERS, BB_DIAGNOSIS, "Is training the answer? Each order's diagnoses, the latest version first, with the cells that are red and the way of the answers.", "Is training the answer? The diagnosis of an order belongs here: D on an order asks the questions;", list_diagnoses, NULL, NULL},
    {"answers", "Answers", BB_SCREEN_ORDERS, BB_ANSWER, "Answers of the diagnoses with their evidence. They are given one by one in a diagnosis and show what its verdict rests on.", "Answers of a diagnosis belong here.", NULL, NULL, NULL},
    {"stipulations", "Stipulations", BB_SCREEN_ORDERS, BB_STIPULATION, "What was agreed in exchange for taking an order as it is. Each has a day by which it is kept, or it was given away.", "What was agreed with a requester belongs here.", NULL, NULL, NULL},
    {"values", "Value added", BB_SCREEN_ORDERS, BB_VALUE, "What our work brought: before and after, people, hours and money. Sums of it are what speaks for us when budgets are made.", "Value that was added belongs here.", list_values, NULL, arithmetic_values},
    {"proposals", "Our proposals", BB_SCREEN_ORDERS, BB_PROPOSAL, "Work that we offered ourselves, from something that we learned. Whoever only waits for orders stays an order taker.", "What we proposed ourselves belongs here.", NULL, NULL, NULL},
    {"items", "4S items", BB_SCREEN_ORDERS, BB_ITEM, "Everything to do about the four openings of the orders. An opening counts as taken when all its items are done and one shows its effect.", "Items of the 4S checklist belong here.", NULL, NULL, NULL},
    {"talks", "Next conversations", BB_SCREEN_PEOPLE, -1, "Whom to talk with next, and why: power, distance to go, silence, reach. Every line shows its own arithmetic.", "Stakeholders with power, with where they stand and where we need them, make this list. They are added on the list of people (3).", list_talks, NULL, arithmetic_talks},
    {"seam", "Stances now and wanted", BB_SCREEN_PEOPLE, -1, "Where each stakeholder stands (C) and where we need them (D). The distance between the two is the work.", "Stakeholders with their stances make this matrix. They are added on the list of people (3).", list_seam, draw_seam, arithmetic_seam},
    {"coalition", "Guiding coalition", BB_SCREEN_PEOPLE, -1, "Whose power stands behind the change, unit by unit, and the units that nobody speaks for. A coalition that lacks a unit is steered past it.", "Stakeholders with power and a stance make this list. They are added on the list of people (3).", list_coalition, NULL, arithmetic_coalition},
    {"partner", "Partner continuum", BB_SCREEN_PEOPLE, -1, "How stakeholders see us, from order taker to strategic partner, beside what happened. The gap between how we see ourselves and what happened is worth a talk.", "Scores of stakeholders make this picture; A, then partner score, adds one.", list_partner, draw_partner, arithmetic_partner},
    {"network", "Network of influence", BB_SCREEN_PEOPLE, BB_TIE, "Who has influence on whom, around one person, strongest first. Paths lead here from the person who is marked, or selected on the map.", "Ties between people make this picture.", list_network, draw_network, arithmetic_network},
    {"needs-lens", "Needs lens", BB_SCREEN_PEOPLE, BB_NEED, "Which unit needs what beneath its position, and what was answered and told. Unanswered power comes first.", "Needs that were discovered make this picture.", list_needs_lens, draw_needs_lens, arithmetic_needs_lens},
    {"needs", "Needs", BB_SCREEN_PEOPLE, BB_NEED, "What a unit or a person demands, the need beneath it, and the answer it got. Not every need can come first, but every need gets an answer.", "A need that was discovered belongs here.", NULL, NULL, NULL},
    {"resistances", "Resistance", BB_SCREEN_PEOPLE, BB_RESISTANCE, "What is objected, the source beneath it, and what was tried. An objection is what is said; the source beneath it is what can be treated.", "Sources of resistance belong here.", NULL, NULL, NULL},
    {"stances", "Stances", BB_SCREEN_PEOPLE, BB_STANCE, "Where each stakeholder was seen to stand, day by day. Each is an observation with its day, so that the way there can be seen.", "Where stakeholders stand belongs here.", NULL, NULL, NULL},
    {"scores", "Partner scores", BB_SCREEN_PEOPLE, BB_SCORE, "How each stakeholder sees us, from order taker (0) to strategic partner (100). Each has its cause: an initiative, a crisis, something we did.", "How stakeholders see us belongs here.", NULL, NULL, NULL},
    {"ties", "Ties", BB_SCREEN_PEOPLE, BB_TIE, "Who has influence on whom, and how strong it is. Word travels along them, and so does doubt.", "Ties between people belong here.", NULL, NULL, NULL},
    {"attributes", "Attributes", BB_SCREEN_PEOPLE, BB_ATTRIBUTE, "What else is known of people, as names and values. Columns of an imported file that have no field of their own are kept here.", "Other facts about people belong here.", NULL, NULL, NULL},
    {"members", "Members of groups", BB_SCREEN_PEOPLE, BB_MEMBER, "Who belongs to which group. A group without a spokesperson cannot be accountable.", "Members of groups belong here.", NULL, NULL, NULL},
    {"conversations", "Conversations", BB_SCREEN_PEOPLE, BB_CONVERSATION, "Conversations and what was learned in them. L writes one down from anywhere; what was promised comes back on its day.", "Conversations belong here; L writes one down from anywhere.", NULL, NULL, NULL},
    {"selfimage", "Self-image and measurement", BB_SCREEN_ADOPTION, -1, "What is believed of each figure beside what is measured: the gap between the two is the finding. Positive means that the belief is rosier than reality.", "Figures (KPIs) with a self-rated and a measured value are compared here. They are added on the sheets KPIs and KPI values (.).", list_selfimage, draw_selfimage, arithmetic_selfimage},
    {"barriers", "Readiness and its barriers", BB_SCREEN_ADOPTION, -1, "How ready each segment is, and the first thing that holds it up. Effort that is spent on a later element before the barrier falls is lost.", "Pulses of readiness by segment show their barriers here. They are added on the sheet Readiness (.).", list_barriers, draw_barriers, arithmetic_barriers},
    {"kpis", "KPIs", BB_SCREEN_ADOPTION, BB_KPI, "Figures with a target: what is believed beside what is measured. Before a figure is shown, those whom it exposes are told.", "Figures to be measured belong here.", NULL, NULL, NULL},
    {"readings", "KPI values", BB_SCREEN_ADOPTION, BB_READING, "A value of a KPI: guessed, self-rated or measured. Values stand here as the team typed them; nothing is concluded from groups of fewer than five, and the room never sees their figures.", "Values of KPIs belong here.", NULL, NULL, NULL},
    {"coverage", "Champions' coverage", BB_SCREEN_ADOPTION, -1, "Which segments have a champion, how many people each carries, and how many pragmatists their word reaches. Peers are believed where sponsors are not.", "Segments with people expected to adopt make this list. They are units (9) with a number of people who are to adopt.", list_coverage, NULL, arithmetic_coverage},
    {"champions", "Champions", BB_SCREEN_ADOPTION, BB_CHAMPION, "How far each champion is: found, asked, enabled, active. Somebody who was asked but never enabled is no champion yet.", "Champions belong here.", NULL, NULL, NULL},
    {"bridges", "Bridge over the chasm", BB_SCREEN_ADOPTION, BB_BRIDGE, "The plan that leads over the chasm: segment, peers, leaders in sight. Pragmatists follow other pragmatists whose work is like theirs.", "The plan over the chasm belongs here.", NULL, NULL, NULL},
    {"readiness", "Readiness", BB_SCREEN_ADOPTION, BB_READINESS, "Awareness, desire, knowledge, ability, reinforcement by segment; the barrier is the first at 3 or below. Pulses stand here as the team typed them; nothing is concluded from groups of fewer than five, and the room never sees their figures.", "Pulses of readiness belong here.", NULL, NULL, NULL},
    {"samples", "Samples", BB_SCREEN_ADOPTION, BB_SAMPLE, "Counted adopters by day and segment, as they were reported. Logging in is never counted as adoption.", "Counted samples belong here.", NULL, NULL, NULL},
    {"charter", "Charter", BB_SCREEN_PLAN, BB_PARTY, "Who is accountable on the client's side, what is agreed of the five duties, and what shows where that is missing. Without somebody who answers for it on the client's side the four consequences follow.", "Who is accountable on the client's side belongs here.", list_charter, draw_charter, arithmetic_charter},
    {"raci", "Who answers for what", BB_SCREEN_PLAN, BB_RACI, "Obligations of the client by people: who does it (R), who answers for it (A), who is asked (C), who is told (I). Exactly one answers for each row; the check below says where that is not so.", "Letters of people in the client's obligations belong here.", list_raci, draw_raci, arithmetic_raci},
    {"views", "Four views", BB_SCREEN_PLAN, BB_ACTION, "From where the plan works on the change: below, above, at the managers' level, across teams. An empty view is a blind spot.", "Actions with the view they work from make this list.", list_views, NULL, arithmetic_views},
    {"decisions", "Decisions", BB_SCREEN_PLAN, BB_DECISION, "What was decided, whom it put first, who pays, and how those affected hear of it. A decision against people that nobody explained comes back as resistance.", "Decisions belong here.", NULL, NULL, NULL},
    {"balance", "People or entity first", BB_SCREEN_PLAN, BB_DECISION, "What the decisions of this engagement put first, and whether those who pay were told. An engagement that always puts the entity first is paid by the same units each time.", "Decisions that were made, with what they put first, make this list.", list_balance, NULL, arithmetic_balance},
    {"parties", "Accountable parties", BB_SCREEN_PLAN, BB_PARTY, "Who is accountable on the client's side, from when to when. At any date exactly one party is accountable; without one nobody is.", "The one party that is accountable on the client's side belongs here.", NULL, NULL, NULL},
    {"duties", "Duties", BB_SCREEN_PLAN, BB_DUTY, "The five duties of the accountable party, with the agreed text. They are due within two weeks of the start; go-live is the last gate.", "The five duties of the accountable party belong here.", NULL, NULL, NULL},
    {"obligations", "Obligations", BB_SCREEN_PLAN, BB_OBLIGATION, "What the client has agreed to do; the letters say who answers for it. What was agreed and not kept is said, before it becomes a habit.", "Obligations of the client belong here.", NULL, NULL, NULL},
    {"letters", "RACI letters", BB_SCREEN_PLAN, BB_RACI, "Who has which part in an obligation. The sheet Who answers for what shows them as a matrix and checks it.", "Who answers for the obligations belongs here.", NULL, NULL, NULL},
    {"checkins", "Check-ins", BB_SCREEN_PLAN, BB_CHECKIN, "Meetings with the accountable person at the agreed pace. A rhythm that is kept finds trouble while it is small.", "Check-ins with the accountable person belong here.", NULL, NULL, NULL},
    {"goals", "Goals", BB_SCREEN_PLAN, BB_GOAL, "What the engagement is for; every goal names the figure that shows it. A goal without a figure cannot be missed, nor reached.", "Goals belong here.", NULL, NULL, NULL},
    {"milestones", "Milestones", BB_SCREEN_PLAN, BB_MILESTONE, "What is to be reached by when, and how it was celebrated. A milestone that was reached and that nobody marked is a missed chance.", "Milestones belong here.", NULL, NULL, NULL},
    {"beliefs", "Six convictions", BB_SCREEN_PLAN, BB_CONVICTION, "What each audience believes of the six things that it must believe before it moves. The weakest of them needs an action.", "Scores of the six convictions belong here.", list_beliefs, draw_beliefs, arithmetic_beliefs},
    {"convictions", "Conviction scores", BB_SCREEN_PLAN, BB_CONVICTION, "What an audience believes: six tests before it moves. The weakest of the six decides, and carries an action.", "Scores of the six convictions belong here.", NULL, NULL, NULL},
    {"sizes", "Size of the change", BB_SCREEN_PLAN, BB_SIZE, "How big the change looks to an audience: from background noise to frightening. At both ends nobody moves: too small is not noticed, too big freezes.", "How big the change looks to an audience belongs here.", NULL, NULL, NULL},
    {"reviews", "Reviews of trials", BB_SCREEN_PLAN, BB_TRIAL, "Habit trials by the review that is due next: light, routine, results. Only the last one judges, and its results are told.", "Trials of new habits belong here.", list_reviews, draw_reviews, arithmetic_reviews},
    {"trials", "Habit trials", BB_SCREEN_PLAN, BB_TRIAL, "A new way of working tried in one or two daily tasks, with three reviews. The light review comes after a month and never before; only the last one judges the value.", "Trials of new habits belong here.", NULL, NULL, NULL},
    {"results", "Tangible results", BB_SCREEN_PLAN, BB_RESULT, "What a trial brought, and who was told. Results that nobody heard of convince nobody.", "Tangible results of trials belong here.", NULL, NULL, NULL},
    {"whys", "Units' own why", BB_SCREEN_PLAN, BB_WHY, "What the purpose means for one unit, and whether it can say so. A purpose that only the top can state is not theirs.", "Each unit's own link to the purpose belongs here.", NULL, NULL, NULL},
    {"kotter", "Kotter's steps", BB_SCREEN_PLAN, BB_KOTTER, "Kotter's eight steps with state and evidence. The steps of 2014 run side by side; a weak one pulls the others down.", "The state of Kotter's steps belongs here.", NULL, NULL, NULL},
    {"fading", "Is it fading?", BB_SCREEN_PLAN, BB_SIGN, "Lowered targets, cuts, and people who left add up to a gauge. It is looked at before anybody notices.", "Signs that urgency fades belong here, with their reasons.", list_fading, draw_fading, arithmetic_fading},
    {"signs", "Signs of fading", BB_SCREEN_PLAN, BB_SIGN, "Changed targets and budgets, people who left: what shows that urgency fades. They are looked at before anybody notices that the change has lost its push.", "Signs that urgency fades belong here, with their reasons.", NULL, NULL, NULL},
    {"actions", "Actions", BB_SCREEN_PLAN, BB_ACTION, "What somebody does by when. An action without an owner or a day is a wish.", "Actions with owner and date belong here.", NULL, NULL, NULL},
    {"requests", "Help requests", BB_SCREEN_REGISTERS, BB_REQUEST, "Calls for help, how soon a person answered, and what lay behind them. Only a person's answer counts; how soon it comes is what people remember.", "Calls for help belong here.", NULL, NULL, NULL},
    {"adaptations", "Adaptations", BB_SCREEN_REGISTERS, BB_ADAPTATION, "What the client's insight changed in the solution. What the client's people see and nobody takes up is not told a second time.", "Changes of the solution that the client proposed belong here.", NULL, NULL, NULL},
    {"promises", "Promises", BB_SCREEN_REGISTERS, BB_PROMISE, "What was promised or excepted, to whom, and until when. A guarantee that was given in a corridor and forgotten costs more than it gained.", "Guarantees and exceptions belong here, so that none is forgotten.", NULL, NULL, NULL},
    {"promised", "Promises by person", BB_SCREEN_REGISTERS, -1, "Whom we promised how much, and what became of it. Whoever was let down before looks at the next promise through the last one.", "Promises (.) are counted here by whom they were made to.", list_promised, NULL, NULL},
    {"hattricks", "Hat tricks", BB_SCREEN_REGISTERS, BB_EFFECT, "What others could pull out of the same hat: side effects by their exposure. The gate opens before finance hears the plan, not after.", "Side effects belong here before finance hears the plan.", list_hattricks, draw_hattricks, arithmetic_hattricks},
    {"effects", "Side effects", BB_SCREEN_REGISTERS, BB_EFFECT, "What else the change could bring, above all what finance could take for a saving. Exposure is likelihood times cost cut times take-up, worst first.", "Side effects belong here before finance hears the plan.", NULL, NULL, NULL},
    {"checks", "Finance gate", BB_SCREEN_REGISTERS, BB_CHECK, "The three checks before finance hears the plan. The gate is open only when all three are done, with date and name.", "The checks of the finance gate belong here.", NULL, NULL, NULL},
    {"holders", "Those who know", BB_SCREEN_REGISTERS, BB_HOLDER, "Who knows what nobody else knows, and how it is passed on. A mentor without time teaches nobody; a leaving date does not wait.", "Those who know what nobody else knows belong here.", NULL, NULL, NULL},
    {"gaps", "Knowledge gaps", BB_SCREEN_REGISTERS, BB_GAP, "What mentors found missing, and how it was closed. Where the same gap is found again and again, the work itself is unclear.", "Gaps that mentors found belong here.", NULL, NULL, NULL},
    {"gapsums", "Where gaps add up", BB_SCREEN_REGISTERS, -1, "Knowledge gaps by unit, and topics that were found more than once. Where gaps add up, the work itself is unclear, and training alone does not close them.", "Knowledge gaps (.) are added up here by unit and topic.", list_gap_sums, NULL, NULL},
    {"cracks", "Cracks", BB_SCREEN_REGISTERS, BB_CRACK, "Where information falls between two teams, and what seals it. A transitional stage that works is better than a redesign that never comes.", "Cracks between teams belong here.", NULL, NULL, NULL},
    {"path", "Promise and delivery", BB_SCREEN_REGISTERS, BB_STEP, "The customer's path step by step: what is promised, and what is delivered. A promise far ahead of the next delivery is a crack.", "Steps along the customer's path belong here, in their order.", list_path, draw_path, arithmetic_path},
    {"steps", "Customer's path", BB_SCREEN_REGISTERS, BB_STEP, "The customer's path: what each step promises and what it delivers. A promise far ahead of what the next step delivers is a crack.", "Steps along the customer's path belong here, in their order.", NULL, NULL, NULL},
    {"complaints", "Complaints", BB_SCREEN_REGISTERS, BB_COMPLAINT, "Complaints with their age, their cause and their way up. A complaint that grows old has told others before it told us.", "Complaints belong here.", NULL, NULL, NULL},
    {"feedback", "Feedback reviews", BB_SCREEN_REGISTERS, BB_FEEDBACK, "Who really handles feedback in a team, and what is passed on. What is not passed on cannot be answered.", "Reviews of how teams handle feedback belong here.", NULL, NULL, NULL},
    {"burden", "Net burden", BB_SCREEN_REGISTERS, BB_TASK, "What the change costs each unit in its daily work, beside the resistance there. Old ways that should have ended stand under their unit.", "Changes in people's daily work belong here.", list_burden, draw_burden, arithmetic_burden},
    {"tasks", "Changes in work", BB_SCREEN_REGISTERS, BB_TASK, "What changes in whose work: steps, minutes, autonomy, waste. Minutes that are added in one place and saved in another are not the same people's minutes.", "Changes in people's daily work belong here.", NULL, NULL, NULL},
    {"oldways", "Old ways", BB_SCREEN_REGISTERS, BB_OLDWAY, "Old ways of working, who decides their end, and who still uses them. While the old way is open, the new one is a choice.", "Old ways that should end belong here.", NULL, NULL, NULL},
    {"stories", "Stories", BB_SCREEN_REGISTERS, BB_STORY, "From apprehension to achievement: before and after. A story of somebody like me moves more than a figure.", "Stories worth telling belong here.", NULL, NULL, NULL},
    {"knowledge", "What we know of units", BB_SCREEN_UNITS, BB_KNOWLEDGE, "What we know of a unit: six topics, each with source, date and state. It belongs to the organisation's memory and outlives this engagement.", "What is known of a unit belongs here.", NULL, draw_knowledge, NULL},
    {"snoozes", "Put off", BB_SCREEN_REGISTERS, BB_SNOOZE, "Entries of the attention list that were put off, until when and why. Each comes back on its day, with the reason for which it could wait.", "What was put off belongs here.", NULL, NULL, NULL},
};
/* clang-format on */
enum { SHEETS = sizeof sheets / sizeof *sheets };
static_assert((int)SHEETS <= (int)BB_SHEETS_MAX, "every sheet has its place in the view state");

const struct bb_sheet *bb_sheets(int *n)
{
    *n = SHEETS;
    return sheets;
}

int bb_sheet_find(const char *name)
{
    for (int i = 0; i < SHEETS; i++)
        if (strcmp(sheets[i].name, name) == 0)
            return i;
    return -1;
}

int bb_sheet_of(enum bb_entity e)
{
    int found = -1;
    for (int i = SHEETS - 1; i >= 0; i--)
        if (sheets[i].entity == (int)e && (found < 0 || !sheets[i].list || sheets[found].list))
            found = i;
    return found;
}

int bb_sheet_next(enum bb_screen s, int from, int by)
{
    bool home = s != BB_SCREEN_PLAN && s != BB_SCREEN_REGISTERS;
    for (int i = from + by, tries = 0; tries <= SHEETS; tries++, i += by) {
        i = i < -1 ? SHEETS - 1 : i >= SHEETS ? -1 : i;
        if (i < 0 ? home : sheets[i].screen == s)
            return i;
    }
    return -1;
}

int64_t sheet_row(int64_t record, int64_t number)
{
    return number << SHEET_ROW_BITS | record;
}

int64_t sheet_record(int64_t row)
{
    return row & ((INT64_C(1) << SHEET_ROW_BITS) - 1);
}

static void set_field(const struct bb_scene *scene, const struct bb_field *f, const void *record, struct bb_list *l,
                      struct bb_list_row *row, int column)
{
    struct bb_str text = {0};
    const char *at = (const char *)record + f->offset;
    if (bb_field_empty(f, record) && f->kind != BB_DECIMAL)
        return;
    bb_field_display(&text, &scene->data, scene->words, f, record);
    if (!text.n)
        return;
    if (f->kind == BB_DATE)
        bb_list_set_number(l, row, column, ((const struct bb_date *)at)->day, bb_str_get(&text), BB_NORMAL);
    else if (f->kind == BB_INT || f->kind == BB_DECIMAL || f->kind == BB_CHOICE)
        bb_list_set_number(l, row, column, *(const int64_t *)at, bb_str_get(&text), BB_NORMAL);
    else
        bb_list_set(l, row, column, bb_str_get(&text), BB_NORMAL);
    bb_str_finish(&text);
}

static void set_age(const struct bb_scene *scene, enum bb_entity e, const void *record, struct bb_list *l,
                    struct bb_list_row *row, int column)
{
    bool settled;
    char text[32];
    int64_t age = order_age(e, record, scene->data.today, &settled);
    if (age == BB_NONE || age < 0)
        return;
    snprintf(text, sizeof text, "%s%lld day%s", settled ? "in " : "", (long long)age, age == 1 ? "" : "s");
    bb_list_set_number(l, row, column, age, text, settled ? BB_DIM : BB_NORMAL);
}

/* A column of a register. What many records share stands in front, as long as nothing before it tells them apart: it is
 * short, and always there, so that the main one beside it makes do with less. */
static void field_column(const struct bb_field *f, bool main, struct bb_list *l)
{
    enum { WIDE = 22, KEPT = 30, SHARED = 13, KEPT_BESIDE = 16 };
    bool number = f->kind == BB_INT || f->kind == BB_DECIMAL, shared = f->kind == BB_REF || f->kind == BB_CHOICE;
    bool fixed = number || f->kind == BB_DATE || f->kind == BB_BOOL, leads = shared && !main && l->column_n == 0;
    bool beside = l->column_n && l->columns[0].group;
    int max = main ? (beside ? KEPT_BESIDE : KEPT) : leads ? SHARED : fixed ? 0 : WIDE;
    int at = bb_list_column(l, f->label, number ? BB_RIGHT : BB_LEFT, max, main);
    l->columns[at].first = leads || (fixed && !f->unit);
    l->columns[at].group = shared && (at == 0 || l->columns[at - 1].group);
}

void list_register(const struct bb_scene *scene, enum bb_entity e, struct bb_list *l)
{
    const struct bb_entity_def *def = bb_entity_def(e);
    const struct bb_field *fields[BB_LIST_COLUMNS];
    int n = 0;
    for (int i = 0; i < def->field_count && n < BB_LIST_COLUMNS; i++) {
        const struct bb_field *f = &def->fields[i];
        if (!(f->flags & BB_LIST) || !bb_face_shows(scene->data.agreement, scene->data.audience, f))
            continue;
        field_column(f, i == def->title, l);
        fields[n++] = f;
    }
    bool ages = order_ages(e) && scene->data.audience >= BB_AT_TEAM && n < BB_LIST_COLUMNS;
    if (ages)
        l->columns[bb_list_column(l, "Age", BB_RIGHT, 0, false)].first = true;
    const struct bb_table *t = &scene->data.tables[e];
    for (size_t i = 0; i < t->n; i++) {
        const void *record = bb_table_at(t, i);
        struct bb_list_row *row = bb_list_add(l, ((const struct bb_row *)record)->id, (int)e);
        for (int c = 0; c < n; c++)
            set_field(scene, fields[c], record, l, row, c);
        if (ages)
            set_age(scene, e, record, l, row, n);
    }
    order_register(scene, e, l);
}

/* What belongs on a sheet without a row, which key adds it, and what it is for. */
static const char *teaching(const struct bb_scene *scene, const struct bb_sheet *s, const struct bb_look *look,
                            struct bb_list *l)
{
    struct bb_str text = {0};
    if (s->entity >= 0)
        list_empty(scene, l, look, s->empty, "adds one.");
    else
        l->empty = s->empty;
    bb_str_addf(&text, "%s\n\n%s", l->empty, s->purpose);
    const char *kept = bb_arena_strdup(&l->arena, bb_str_get(&text));
    bb_str_finish(&text);
    return kept;
}

void sheet_list(const struct bb_scene *scene, const struct bb_look *look, int sheet, struct bb_list *l)
{
    const struct bb_sheet *s = &sheets[sheet];
    bool seen = s->entity < 0 || bb_face_entity(scene->data.audience, (enum bb_entity)s->entity);
    l->empty = seen ? teaching(scene, s, look, l) : "Nothing of this is for the room.";
    if (s->list)
        s->list(scene, look, l);
    else if (seen)
        list_register(scene, (enum bb_entity)s->entity, l);
}

void list_index(const struct bb_scene *scene, enum bb_screen screen, struct bb_list *l)
{
    enum { TITLE = 22 };
    int title = bb_list_column(l, "List", BB_LEFT, TITLE, true), number = bb_list_column(l, "n", BB_RIGHT, 0, false);
    for (int i = 0; i < SHEETS; i++) {
        char count[24];
        if (sheets[i].screen != screen)
            continue;
        struct bb_list_row *row = bb_list_add(l, i + 1, -1);
        size_t n = sheets[i].entity < 0 ? 0 : scene->data.tables[sheets[i].entity].n;
        bb_list_set(l, row, title, sheets[i].title, sheets[i].entity >= 0 && !n ? BB_DIM : BB_NORMAL);
        if (sheets[i].list) /* its rows are made of records, but are not those */
            continue;
        snprintf(count, sizeof count, "%zu", n);
        bb_list_set_number(l, row, number, (int64_t)n, n ? count : "", BB_DIM);
    }
}
