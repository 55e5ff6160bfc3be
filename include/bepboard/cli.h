/* The command line: one table of commands and options; help, manual and completions come from it. */
#pragma once

#include <bepboard/config.h>
#include <bepboard/date.h>
#include <bepboard/error.h>
#include <bepboard/search.h>
#include <bepboard/store.h>
#include <bepboard/view.h>
#include <stdbool.h>
#include <stdio.h>

/* The ends of the days before the one that is shown, for the attention list. They never change while a session shows
 * the same to the same: the first reading of something else lets go of them. */
struct bb_days {
    struct bb_attention_past past;
    struct bb_face face; /* of what is shown */
    uint64_t mark;       /* what they were read for, */
    int64_t seq;         /* and how much of the journal there was */
    int64_t wanted;      /* days */
    bool stopped;        /* one could not be read: no further one is tried until the next reading */
};

/* Which entries of the journal the history lists; zeroed = all. */
struct bb_history_wish {
    struct bb_date since; /* from this day on, as the engagement's zone has it; no date = from the beginning */
    bool visit;           /* only what came after the user's last visit: */
    int64_t since_seq;    /* behind this entry */
    char by[256];         /* by this user alone, "" = by whomever; for nothing before the room, where nobody is named */
};

/* What a command (or the board) works with, after the options were read. */
struct bb_session {
    struct bb_store *store; /* open; NULL for commands that need none */
    struct bb_config config;
    struct bb_clock clock; /* real, or fixed by --now (the demo's: 2026-11-22) */
    int64_t engagement;    /* chosen by --engagement (name, uid or row id); 0 = the first one */
    bool read_only, ascii, no_mouse;
    bool ascii_locale;         /* what is printed keeps to ASCII; the board knows its terminal better */
    bool restricted;           /* nothing leads out of the board: no shell, no path, no setting of the user's */
    enum bb_access role;       /* what the user may do here */
    enum bb_audience widest;   /* what the user may see at most: BB_DESK, for viewers BB_AT_TEAM */
    enum bb_audience audience; /* BB_DESK unless --room or --team */
    const char *theme;         /* --theme, NULL = the configuration's */
    size_t config_mistakes;    /* findings in the configuration; what is right is in force */
    bool visited;              /* the user was here before, */
    int64_t seen_seq;          /* and had seen the journal up to this entry */
    struct bb_history_wish wish;
    int64_t follow;      /* process of the session that this wall follows; 0 = no wall */
    struct bb_days days; /* what the attention list knows of the days before the one that is shown */
    FILE *out, *err;     /* stdout and stderr; tests give others */
};

/* Reads the session's engagement, through the gate, into the scene; with its history if asked for. A database without
 * an engagement that this audience may see gives a scene without one. */
bool bb_session_read(struct bb_session *s, bool history, struct bb_scene *out, struct bb_error *err);

/* Wishes for the entries since a day, typed as in forms, or since the user's "last-visit"; who they are by stays. False
 * when it is no day, or when the user was not here before: then the wish stays as it was. The next reading heeds it. */
bool bb_session_since(struct bb_session *s, const char *typed, struct bb_error *err);

/* Who wrote the entries that the history would list without any wish, as the session's face may see them, the latest
 * first: nobody before the room. In the arena; *of receives how many entries were looked at. */
struct bb_author {
    const char *name;
    int64_t entries;
    int64_t seq; /* the latest of them */
};
bool bb_session_authors(struct bb_session *s, struct bb_arena *a, struct bb_author **out, size_t *n, size_t *of,
                        struct bb_error *err);
/* The newest entries that a history lists, and that its authors are counted in. */
enum { BB_HISTORY_MAX = 1000 };

/* Looks back at one more of the days before the scene that was read last, for its attention list: at most one reading
 * of the engagement, none where nothing was journaled since. bb_session_days_left tells how many are still to come, 0
 * when the list knows all that it can. */
int64_t bb_session_days_left(const struct bb_session *s);
void bb_session_look_at_day(struct bb_session *s, const struct bb_scene *scene);
/* All of them at once, and what they tell into the scene's attention list. */
void bb_session_look_at_days(struct bb_session *s, struct bb_scene *scene);
/* Lets go of them. */
void bb_session_forget_days(struct bb_session *s);

/* People whom the scene does not hold, and attributes of such people: found in the database for what was typed. */
struct bb_beyond_hit {
    int64_t person;
    struct bb_search_line line; /* what is shown of it */
    bool attribute;             /* found by one of theirs */
};
struct bb_beyond {
    struct bb_beyond_hit *list;
    size_t n;
};
/* At most `most` of them, people before attributes, each with its line; nothing for the room, for a day gone by, and
 * where the scene holds everybody. Zeroed memory is valid, what it holds is freed. */
void bb_session_find_beyond(struct bb_session *s, const struct bb_scene *scene, const char *typed, size_t most,
                            const struct bb_search_room *room, struct bb_beyond *out);
void bb_beyond_finish(struct bb_beyond *b);

/* Turns to the engagement as it was at the end of a day, typed as 2026-08-31, -2w, 31 aug 2026, or `start` for the day
 * of the first entry; today leads back to the present. False for what is no day, to come, or before the journal begins:
 * then the session stays where it was. */
bool bb_session_look_back(struct bb_session *s, const char *typed, struct bb_error *err);

/* Writes a list as it is shown (as CSV when the name ends so, else as text) to a file, with its face said first in a
 * text. What everybody may see may be read by everybody; the rest by us alone. In a restricted session the name is one
 * of a plain file in its folder. *exists: false is returned because there is such a file, and `force` replaces it. */
bool bb_session_write_list(struct bb_session *s, const struct bb_list *l, const char *path, bool force, bool *exists,
                           struct bb_error *err);

/* Opens the board on a terminal and returns the exit status. Given by the program, so that the core links without it.
 */
typedef int bb_board_fn(struct bb_session *s);

/* Runs the program: reads the options, opens what the command needs, runs it. Returns the exit status (error.h). */
int bb_cli_main(int argc, char **argv, FILE *out, FILE *err, bb_board_fn *board);
