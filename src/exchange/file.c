/* Files of rows: CSV as a stream, JSON from memory. */
#include "private.h"

#include <bepboard/text.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024, COLUMNS_MAX = 1000, PACE = 1024 };
static const size_t memory_max = (size_t)1 << 30;

static bool cannot_read(const char *name, struct bb_error *err)
{
    return bb_fail(err, errno == ENOENT ? BB_E_NOT_FOUND : BB_E_FAILED, "%s cannot be read: %s.", name,
                   strerror(errno));
}

static bool read_some(struct file *f, int fd, size_t most, struct bb_error *err)
{
    char block[BLOCK];
    while (f->text.n < most) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0)
            return errno == EINTR ? bb_fail(err, BB_E_INTERRUPTED, "Reading %s was interrupted.", f->name)
                                  : cannot_read(f->name, err);
        if (got == 0)
            return true;
        bb_str_addn(&f->text, block, (size_t)got);
    }
    return most < memory_max || bb_fail(err, BB_E_INPUT, "%s is larger than 1 GiB; import it as a CSV file.", f->name);
}

static bool begins_like_json(const struct bb_str *text)
{
    const char *s = bb_str_get(text);
    if (strncmp(s, "\xEF\xBB\xBF", 3) == 0)
        s += 3;
    s += strspn(s, " \t\r\n");
    return *s == '{' || *s == '[';
}

/* A regular CSV file is read from its beginning by its reader, through the same descriptor: whatever the name leads to
 * by then. What comes through a pipe has to stay in memory. */
static bool open_fd(struct file *f, const char *path, int fd, struct bb_error *err)
{
    struct stat st;
    bool streamed = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    if (!read_some(f, fd, streamed ? 1 : memory_max, err))
        return false;
    f->json = begins_like_json(&f->text);
    if (f->json)
        return !streamed || read_some(f, fd, memory_max, err);
    int again = streamed && strcmp(path, "-") != 0 && lseek(fd, 0, SEEK_SET) == 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
    if (again >= 0)
        f->csv = bb_csv_of(path, again);
    else if (streamed && !read_some(f, fd, memory_max, err))
        return false;
    else
        f->csv = bb_csv_from(f->name, bb_str_get(&f->text), f->text.n);
    return f->csv != NULL;
}

/* Judged by what was opened, not by what the name led to before. */
static bool is_plain(const char *path, int fd, struct bb_error *err)
{
    struct stat st;
    return (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1) ||
           bb_fail(err, BB_E_READ_ONLY, "%s: this session is restricted; it reads plain files only, and no links.",
                   path);
}

bool file_open(struct file *f, const char *path, bool plain, struct bb_error *err)
{
    bool standard = strcmp(path, "-") == 0;
    *f = (struct file){.name = standard ? "standard input" : path};
    int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | (plain ? O_NOFOLLOW | O_NONBLOCK : 0));
    if (fd < 0)
        return cannot_read(f->name, err);
    bool ok = (!plain || standard || is_plain(path, fd, err)) && open_fd(f, path, fd, err);
    if (!standard)
        close(fd);
    return ok;
}

void file_close(struct file *f)
{
    bb_csv_close(f->csv);
    bb_str_finish(&f->text);
    *f = (struct file){0};
}

bool file_wanted(const struct bb_import_options *o, struct bb_error *err)
{
    return !o || !o->cancel || !*o->cancel ||
           bb_fail(err, BB_E_INTERRUPTED, "The import was cancelled; nothing was changed.");
}

static bool pace(const struct bb_import_options *o, int64_t rows, long long done, long long total, struct bb_error *err)
{
    if (!o || rows % PACE)
        return true;
    if (!file_wanted(o, err))
        return false;
    if (o->progress)
        o->progress(o->ctx, rows, done, total);
    return true;
}

/* CSV */

bool file_csv_header(struct rows *r, const struct bb_cell_text *cells, size_t n, struct bb_error *err)
{
    static const char face[] = "# face: ";
    if (n && strncmp(cells[0].s, face, sizeof face - 1) == 0)
        return bb_fail(err, BB_E_INPUT,
                       "%s wears the face for the %.20s: fields are left out of it, so it cannot be taken in. Export "
                       "with --private to move records.",
                       r->file, cells[0].s + sizeof face - 1);
    for (size_t i = 0; i < n; i++)
        if (!columns_add(&r->columns, bb_csv_unguard(cells[i].s), err))
            return false;
    return columns_check(&r->columns, r->file, err);
}

static bool is_surplus(const struct bb_cell_text *cells, size_t from, size_t n)
{
    for (size_t i = from; i < n; i++)
        if (cells[i].n)
            return true;
    return false;
}

bool file_csv_row(struct rows *r, const struct file *f, const struct bb_cell_text *cells, size_t n,
                  const struct bb_import_options *o, struct bb_error *err)
{
    size_t columns = r->columns.n;
    rows_line(r, bb_csv_line(f->csv));
    for (size_t i = 0; i < n && i < columns; i++)
        rows_cell(r, i, bb_csv_unguard(cells[i].s));
    if (is_surplus(cells, columns, n))
        bb_fail(&r->fault, BB_E_INPUT, "The row has %zu cells, the header %zu. Is a quote missing?", n, columns);
    return rows_take(r, err) && pace(o, r->report->read, bb_csv_offset(f->csv), bb_csv_size(f->csv), err);
}

/* JSON */

bool file_json_fail(const struct file *f, const struct bb_json *j, const char *what, struct bb_error *err)
{
    return bb_fail(err, BB_E_INPUT, "%s:%d:%d: %s", f->name, j->line, j->column, what ? what : j->message);
}

/* Objects mostly have their members in one order: the column is looked for where it should be first. */
static bool find_column(struct rows *r, const struct file *f, const struct bb_json *j, size_t *at, struct bb_error *err)
{
    struct columns *c = &r->columns;
    const char *name = bb_str_get(&j->text);
    if (*at < c->n && strcmp(c->list[*at].name, name) == 0)
        return true;
    for (*at = 0; *at < c->n; ++*at)
        if (strcmp(c->list[*at].name, name) == 0)
            return true;
    if (c->n == COLUMNS_MAX)
        return file_json_fail(f, j, "more than 1000 names in the objects", err);
    return columns_add(c, name, err);
}

static const char *value_text(struct rows *r, const struct bb_json *j, enum bb_json_token token)
{
    switch (token) {
    case BB_JSON_STRING:
    case BB_JSON_NUMBER:
        return bb_arena_strdup(&r->arena, bb_str_get(&j->text));
    case BB_JSON_TRUE:
        return "true";
    case BB_JSON_FALSE:
        return "false";
    case BB_JSON_NULL:
        return "";
    default:
        return NULL;
    }
}

static bool read_member(struct rows *r, const struct file *f, struct bb_json *j, size_t *at, struct bb_error *err)
{
    if (!find_column(r, f, j, at, err))
        return false;
    enum bb_json_token token = bb_json_next(j);
    const char *text = value_text(r, j, token);
    if (!text)
        return file_json_fail(
            f, j, token == BB_JSON_ERROR ? NULL : "a text, a number, true, false or null was expected", err);
    rows_cell(r, *at, text);
    ++*at;
    return true;
}

static bool read_object(struct rows *r, const struct file *f, struct bb_json *j, struct bb_error *err)
{
    enum bb_json_token token;
    size_t at = 0;
    rows_line(r, (size_t)j->line);
    while ((token = bb_json_next(j)) == BB_JSON_KEY)
        if (!read_member(r, f, j, &at, err))
            return false;
    return token == BB_JSON_OBJECT_END ? rows_take(r, err) : file_json_fail(f, j, NULL, err);
}

bool file_json_rows(struct rows *r, const struct file *f, struct bb_json *j, enum bb_json_token token,
                    const struct bb_import_options *o, struct bb_error *err)
{
    if (token != BB_JSON_ARRAY)
        return file_json_fail(f, j, token == BB_JSON_ERROR ? NULL : "an array of objects was expected", err);
    while ((token = bb_json_next(j)) == BB_JSON_OBJECT)
        if (!read_object(r, f, j, err) || !pace(o, r->report->read, (long long)j->at, (long long)j->n, err))
            return false;
    if (token != BB_JSON_ARRAY_END)
        return file_json_fail(f, j, token == BB_JSON_ERROR ? NULL : "an object was expected", err);
    return !r->report->read || columns_check(&r->columns, r->file, err);
}
