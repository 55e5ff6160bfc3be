/* The interactive board: one struct that owns everything, a stack of layers above the screen, one loop. */
#pragma once

#include "term.h"

#include <bepboard/cli.h>
#include <bepboard/edit.h>
#include <bepboard/view.h>

enum { APP_LAYERS = 16 };

struct app;
struct layer;
struct live;
struct wall;
struct bb_search;

/* What a layer is made of: constant behaviour … */
struct layer_class {
    const char *name;
    /* Appends the hints of the last line. NULL: the layer says its keys itself. */
    void (*hints)(struct app *a, struct layer *l, struct bb_str *out);
    /* Draws above the screen; the grid already holds what lies below. */
    void (*draw)(struct app *a, struct layer *l, struct bb_grid *g);
    /* Handles a key or paste; false leaves it unhandled (it is then dropped: nothing below sees it). */
    bool (*event)(struct app *a, struct layer *l, const struct bb_event *e);
    /* A left click on a hit the layer drew. May be NULL. */
    void (*click)(struct app *a, struct layer *l, const struct bb_hit *hit, int x, int y);
    /* The data were read again. May be NULL. */
    void (*reloaded)(struct app *a, struct layer *l);
    void (*close)(struct app *a, struct layer *l);
};

/* … and state; each class has its own behind `state`. */
struct layer {
    const struct layer_class *class;
    void *state;
};

struct app {
    struct bb_session *session;
    struct term *term;
    struct bb_decoder *decoder;
    struct bb_scene scene;
    struct bb_view_state view;
    struct bb_look look;
    struct bb_grid grid;
    struct layer layers[APP_LAYERS];
    int layer_n;
    bool filtering; /* the bottom line edits the filter of the focused list */
    struct bb_edit filter;
    char message[1024];
    bool message_is_error;
    bool quit, dirty; /* dirty: paint at the end of the turn */
    int exit_status;
    int64_t film_us;          /* when the film shows its next day; 0 = it does not run */
    enum bb_pane board_pane;  /* in front when the board was left: coming back leads there */
    bool from_attention;      /* zoomed by an entry of the attention list: going back leads there */
    char add_key[24];         /* name of the key that adds, for look.add_key */
    char title[256];          /* of the window, as last written */
    enum bb_audience own;     /* the face to go back to from the room */
    size_t theme;             /* index in the configuration's themes */
    struct bb_search *search; /* from the first search on; NULL before */
    struct live *live;        /* other sessions; ui/live.h */
    int others;               /* how many other sessions are on this database */
    int followers;            /* walls that follow this session */
    bool frozen;              /* the wall keeps the picture it has */
    bool blank;               /* the wall shows nothing but the time */
    struct wall *wall;        /* this session is a wall; ui/wall.h. NULL otherwise */
    int64_t draft_due_us;     /* when the open form's draft is to be written; 0 = nothing to write */
};

/* app.c: life and data. */
int app_run(struct bb_session *session);
/* Reads the engagement again and keeps the selection; a failure is told on the message line. */
bool app_reload(struct app *a);
void app_say(struct app *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void app_complain(struct app *a, const struct bb_error *err);
/* Why nothing can be changed in this session. */
const char *app_read_only_words(const struct app *a);
/* Ends the board after this turn. */
void app_quit(struct app *a, int status);
/* Appends "KEY word  " with the first key of an action; nothing when it has none. */
void app_hint(const struct app *a, enum bb_action action, const char *word, struct bb_str *out);

/* input.c: from events to actions. */
void app_event(struct app *a, const struct bb_event *e);

/* actions.c: what the actions do. */
void app_act(struct app *a, enum bb_action action);
/* Opens the form for a new record, or a menu of what to add when that is not clear. */
void app_add(struct app *a, enum bb_entity e);

/* room.c: the face of the session. In the room nothing is typed and nothing private is told. */
bool app_in_room(const struct app *a);
/* Enters the room at once; in the room: asks for the key that leads back. */
void app_turn_face(struct app *a);
/* True, with a sentence, when forms stay closed because the room looks on. */
bool app_forms_closed(struct app *a);

/* layers.c: the stack. */
struct layer *app_push(struct app *a, const struct layer_class *class, void *state);
void app_pop(struct app *a);
struct layer *app_top(struct app *a); /* NULL when there is none */
/* A frame with a title in the middle of the grid (or all of it when small); returns the inside. */
struct bb_rect layer_box(struct app *a, struct bb_grid *g, int w, int h, const char *title);

/* chooser.c: a titled list with a typed filter; Enter calls `choose` with the row's id after the layer is closed. */
typedef void chooser_fn(struct app *a, int64_t id);
/* Takes the list over (zeroing *list). `typed`: letters narrow the list at once. `note` is said above the list; NULL
 * for none; it must outlive the chooser. */
void chooser_open(struct app *a, const char *title, const char *note, struct bb_list *list, bool typed,
                  chooser_fn *choose);

/* help.c */
void open_help(struct app *a);
void open_palette(struct app *a);

/* menus.c */
void open_engagements(struct app *a);
void list_moved(struct app *a, int kind); /* what follows from where the cursor of a list is */
void open_sort(struct app *a);
void open_sheets(struct app *a); /* all lists of records, those of this screen first */
void open_add_menu(struct app *a);

/* who.c */
void open_who(struct app *a);

/* welcome.c */
void open_greeting(struct app *a);
/* The five questions of a new engagement, which starts today unless something else is said. */
void open_new_engagement(struct app *a);
/* Offers the newest draft that a dropped line left behind; false if there is none. */
bool offer_draft(struct app *a);

/* page.c: everything known of a record, and the arithmetic behind the figures. */
void open_page(struct app *a, enum bb_entity e, int64_t id);
void open_arithmetic(struct app *a);
/* The record of the page in front; false if there is none in front. */
bool page_record(struct app *a, enum bb_entity *e, int64_t *id);

/* form.c: a form from the field table. id 0 makes a new record; `given` presets fields of it by name with canonical
 * text (references: row ids), ended by a NULL name. */
struct preset {
    const char *field, *value;
};
void open_form(struct app *a, enum bb_entity e, int64_t id, const struct preset *given);
/* One field of many records: saved in one transaction. The ids are copied. */
void open_form_many(struct app *a, enum bb_entity e, const int64_t *ids, size_t n, int field);
/* Folds the form that was just opened for a new record to the few fields of a quick note, if its kind has such. */
void form_shorten(struct app *a);
/* A second record that a form writes in the same step, always a new one. */
struct form_beside {
    enum bb_entity entity;
    const char *const *only;  /* names of its fields in the form, ended by NULL; without the first it is not written */
    const char *const *fixed; /* names of the others that it gets, ended by NULL */
};
/* A form for one purpose. Everything in it must outlive the form. */
struct form_wish {
    const char *title;        /* says what is being written */
    const char *const *only;  /* names of the fields that it has, ended by NULL; NULL = all */
    const char *const *fixed; /* names of at most four others that a new record gets, ended by NULL; NULL = none */
    bool needed;              /* none of its fields may be left empty */
    const struct form_beside *beside;        /* NULL = none */
    void (*then)(struct app *a, int64_t id); /* after it was saved; NULL = nothing */
};
/* As open_form, which presets the fields of the record beside it, too; `fixed` holds the canonical texts of the wish's
 * fixed fields of a new record, and behind them those of the record beside it. */
void open_form_for(struct app *a, enum bb_entity e, int64_t id, const struct preset *given,
                   const struct form_wish *wish, const char *const *fixed);
/* Somebody else changed a record: an open form of it says so, and is otherwise untouched. */
void form_changed_by(struct app *a, enum bb_entity e, int64_t id, const char *actor);
/* Fills an open form from a draft. */
void open_form_draft(struct app *a, const struct bb_draft *d);
/* Writes the draft of the open form now, if there is one and it was touched. */
void form_save_draft(struct app *a);
