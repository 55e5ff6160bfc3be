/* A form's own records; shared by the files of the form. */
#pragma once

#include "app.h"

enum { FORM_FIXED = 4 };

struct form_field {
    const struct bb_field *field;
    int index; /* in the entity's field table */
    struct bb_edit edit;
    char *before;    /* canonical text that the database had when the form was opened */
    char *shown;     /* what was shown for it: unchanged text stands for the unchanged value */
    char error[256]; /* empty = fine */
    char *theirs;    /* what somebody else made of it meanwhile, as shown; NULL = no question is open */
    char *old;       /* what it was before both */
    bool beside;     /* of the record beside the one of the form */
    bool folded;     /* out of sight while the form is short */
};

struct form {
    enum bb_entity entity;
    int64_t id; /* 0 = new */
    size_t n, current;
    struct form_field *fields;
    int top;        /* first row shown */
    int cols;       /* width of the values when last drawn; 0 = not yet */
    bool arrived;   /* nothing was typed in the current field yet: typing replaces a value that is not prose */
    int suggestion; /* chosen among the suggestions of the current field */
    int64_t draft;  /* id of the saved draft, 0 = none */
    bool touched;   /* something was typed */
    bool asked;     /* Esc was pressed once with changes */
    int64_t seq;    /* of the database when the form was opened */
    char by[64];    /* who changed the record since then; empty = nobody */
    int64_t *many;  /* the records whose one field is changed; NULL = a single record */
    char **was;     /* what each of them held when the form was opened */
    size_t many_n;
    bool brief; /* only the few fields of a quick note are shown; Tab behind the last unfolds the rest */
    const struct form_wish *wish; /* NULL = none */
    char *fixed[FORM_FIXED];      /* canonical texts of the wish's fixed fields */
    char *beside[FORM_FIXED];     /* the same of the record beside it */
};

enum { FORM_SUGGESTIONS = 5 };
/* Ids and titles of what a choice or reference could mean, best first; the texts are the caller's to free. */
struct suggestion {
    int64_t id;
    char *title;
    int score;
};
int form_suggest(const struct app *a, const struct form_field *f, struct suggestion out[FORM_SUGGESTIONS]);
void form_suggestions_finish(struct suggestion *list, int n);
/* Canonical text of what was typed. On failure f->error says what was expected. */
bool form_read(const struct app *a, struct form_field *f, struct bb_str *out);
/* Appends how a field's canonical text is shown in its line. */
void form_show(const struct app *a, const struct bb_field *field, const char *canonical, struct bb_str *out);
/* form_many.c: saves the one field of all records, in one transaction; false, with the reason, when nothing was. */
bool form_save_many(struct app *a, struct form *form, const char *value, struct bb_error *err);
/* What each record holds now; false when one is gone. */
bool form_read_many(struct app *a, struct form *form, int field, struct bb_error *err);
void form_draw(struct app *a, struct layer *l, struct bb_grid *g);

/* form_wish.c: the name of the i-th field that a new record gets besides those of the form, NULL = no more. */
const char *form_fixed_name(const struct form *form, int i);
/* Whether a form made for this wish (NULL = none) has the field. */
bool form_wished(const struct form_wish *wish, const char *name);
/* What is written: of the record, and of the one beside it. */
struct form_changes {
    struct bb_change *list, *beside;
    size_t n, beside_n;
};
/* Reads the texts of the fixed fields into the form, and adds them to what is written. */
void form_fix(struct form *form, const char *const *texts);
void form_add_fixed(const struct form *form, struct form_changes *c);
/* Saves the record, and the one beside it, in one transaction; *id as bb_store_save. */
bool form_write(struct app *a, struct form *form, int64_t *id, const struct form_changes *c, const char *label,
                struct bb_error *err);

/* The form in front, or under what lies in front; NULL = none is open. */
struct form *form_on_top(const struct app *a);
/* form_draft.c: form_save_draft (app.h) keeps what is typed; this gives it up. */
void form_drop_draft(struct app *a, struct form *form);
/* The text that is shown for what the field had. */
void form_set_shown(struct app *a, struct form_field *f);
/* form_theirs.c: closes the question of a field; takes over what somebody else saved, false when there is nothing to
 * choose between; Ctrl-T and Ctrl-O choose theirs and the old value, false for other keys. */
void form_settle(struct form_field *f);
bool form_take_theirs(struct app *a, struct form *form);
bool form_choose(struct form *form, struct form_field *f, int key);
