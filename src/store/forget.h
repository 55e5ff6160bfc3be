/* What the files about forgetting share. */
#pragma once

#include "private.h"

/* What an entry of the journal holds once it was emptied; the trigger of migration 004 knows the same text. */
#define FORGOTTEN_NOTE "{\"note\":\"forgotten\"}"

/* Where the news of one run go. */
struct forgetting {
    bb_forget_fn *tell;
    void *ctx;
};
void forget_tell(const struct forgetting *f, enum bb_forget_news kind, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* forget.c: empties every record about the person with this uid and the journal's entries of them, in one transaction;
 * *found is false when this database does not know the uid. Tells nothing when f is NULL. */
bool forget_rows(struct bb_store *s, const struct bb_forget_who *who, const struct forgetting *f, bool *found,
                 struct bb_error *err);
/* forget_note.c: the note of a forgetting that has begun; clearing none is fine. */
bool forget_note_write(const char *path, const char *uid, struct bb_error *err);
bool forget_note_clear(const char *path);
/* forget_mentions.c: texts of other records and of the journal that name the person; they are listed, not changed. */
bool forget_mentions(struct bb_store *s, const struct bb_forget_who *who, const struct forgetting *f,
                     struct bb_error *err);
/* True if one of the JSON object's texts is this person's name, key or uid, as a whole. */
bool forget_is_named(const struct bb_forget_who *who, const char *json);
/* forget_copies.c: rewrites our backups and what restoring kept; on the last round, what cannot be
 * rewritten is told. */
void forget_copies(struct bb_store *s, const struct bb_forget_who *who, const struct forgetting *f, bool last);
