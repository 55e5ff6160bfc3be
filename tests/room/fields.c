/* Compiled twice by a test: as it stands, and without the sensitivity, which must not compile. */
#include <bepboard/field.h>

struct sample {
    const char *text;
};

#ifdef WITHOUT_SENSITIVITY
const struct bb_field field = BB_FIELD(struct sample, text, BB_TEXT, "Text", .help = "Nobody said for whom.");
#else
const struct bb_field field = BB_FIELD(struct sample, text, BB_TEAM, BB_TEXT, "Text", .help = "For the team.");
#endif
