/* Files compiled into the program by data/embed.py; each table ends with an entry without a name. */
#pragma once

#include <stddef.h>

struct bb_embedded {
    const char *name; /* file name without folder */
    const char *data; /* NUL-terminated; the NUL is not counted in size */
    size_t size;
};

extern const struct bb_embedded bb_embedded_migrations[];    /* data/migrations/NNN-*.sql, in order */
extern const struct bb_embedded bb_embedded_defaults[];      /* data/defaults.yaml */
extern const struct bb_embedded bb_embedded_questionnaire[]; /* data/questionnaire.yaml */
extern const struct bb_embedded bb_embedded_demo[];          /* the CSV files of data/demo */
