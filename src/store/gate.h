/* The write gate and the change notice: two side files of the database. */
#pragma once

#include <bepboard/error.h>
#include <stdbool.h>

/* The byte of PATH-gate that an import of events locks beside the gate itself (never written). */
enum { GATE_IMPORT_AT = 1 << 20 };

struct gate {
    const char *path;      /* the database's; outlives the gate */
    int lock_fd, touch_fd; /* -1 when not to be had (read-only) */
    int watch_fd;          /* inotify, -1 */
    bool watched;          /* watching was tried */
    bool held;
    char user[33]; /* who signs, "" before the first time */
};

/* Makes (when `create`) and opens PATH-gate and PATH-touch with `mode`. A gate without files cannot be taken. */
bool gate_open(struct gate *g, const char *path, bool create, unsigned mode, struct bb_error *err);
void gate_close(struct gate *g);
/* Takes the gate, waiting at most wait_ms, first come first served; on time-out BB_E_BUSY with the holder's name and
 * pid. */
bool gate_take(struct gate *g, int wait_ms, struct bb_error *err);
void gate_release(struct gate *g);
/* Does another session wait at the gate? */
bool gate_awaited(const struct gate *g);
/* Begins to watch at the first call, since giving a watch back takes the system up to 20 ms. -1 if it cannot. */
int gate_watch(struct gate *g);
/* One byte to the touch file: wakes everybody who watches. */
void gate_notify(struct gate *g);
/* Creates a file 0660/0600 without following links; true also if it exists already. `fresh` tells which. */
bool gate_create_file(const char *path, unsigned mode, bool *fresh, struct bb_error *err);
