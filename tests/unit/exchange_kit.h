/* What the tests of import and export share: text files in the kit's folder, exports as text. */
#pragma once

#include "store_kit.h"

#include <bepboard/exchange.h>

/* Writes a file into the kit's folder; the path is valid until the next call. */
const char *kit_file(struct kit *k, const char *name, const char *text, size_t n);
/* Exports for the desk, or fails the test; owned by the caller. */
char *kit_export(struct bb_store *s, const char *noun, enum bb_format format);
char *kit_export_for(struct bb_store *s, const char *noun, enum bb_format format, enum bb_audience audience);
/* Imports a text as rows of one entity; mapping as "column=field" strings, NULL at the end. */
#define KIT_IMPORT(k, e, report, text, ...)                                                                            \
    kit_import(k, e, report, text, (const char *[]){__VA_ARGS__ __VA_OPT__(, ) NULL})
bool kit_import(struct kit *k, enum bb_entity e, struct bb_report *report, const char *text,
                const char *const *mapping);
bool kit_import_path(struct kit *k, enum bb_entity e, struct bb_report *report, const char *path, bool dry_run,
                     const char *const *mapping);
/* The report as a person reads it; owned by the caller. */
char *kit_report(const struct bb_report *r, const char *noun);
/* An empty database in the folder of the kit. */
struct bb_store *kit_other(struct kit *k, const char *name);
