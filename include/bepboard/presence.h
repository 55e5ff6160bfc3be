/* Who is here: one locked file per session in PATH-live beside the database. Never rows: being here writes nothing to
 * the database. A session says in a few words what it shows; others see it at once (inotify), also the wall. */
#pragma once

#include <bepboard/error.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BB_PRESENCE_TEXT = 900 };

struct bb_presence;

struct bb_peer {
    int64_t pid;
    bool self;
    char user[64];                   /* Unix user of the file's owner */
    char text[BB_PRESENCE_TEXT + 1]; /* what the session published last */
};

/* Joins the sessions on a database. The directory gets the database's permissions (2770 for a shared one, else 0700).
 * NULL and a filled err when the directory cannot be written; the board works without. */
struct bb_presence *bb_presence_join(const char *db_path, struct bb_error *err);
/* Takes the own file away. NULL is accepted; a session that was killed is found out by its lock. */
void bb_presence_leave(struct bb_presence *p);
/* Says what this session shows; writes only when it differs from the last time. Text above the limit is cut. */
void bb_presence_publish(struct bb_presence *p, const char *text);
/* The sessions that live, by pid, at most `max`; files of dead ones are removed. Returns their number. */
size_t bb_presence_list(struct bb_presence *p, struct bb_peer *out, size_t max);
/* Becomes readable when another session came, went or published; -1 when it cannot be watched. */
int bb_presence_fd(const struct bb_presence *p);
void bb_presence_drain(struct bb_presence *p);
