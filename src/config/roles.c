/* Roles: who may look, change and replace, by Unix user or group. */
#include "doc.h"
#include <grp.h>
#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const names[BB_ACCESS_COUNT] = {
    [BB_ACCESS_NONE] = "none", [BB_VIEWER] = "viewer", [BB_EDITOR] = "editor", [BB_OWNER] = "owner"};
static const char *const kinds[] = {"users", "groups"};

const char *bb_access_name(enum bb_access role)
{
    return names[role];
}

/* Reading. */

struct reading {
    struct bb_doc *doc;
    struct bb_role_member *list;
    size_t n;
};

static void add(struct reading *r, enum bb_access role, bool group, const struct bb_node *n)
{
    const char *name = bb_doc_text(r->doc, n, group ? "the name of a group" : "the name of a user");
    if (name)
        r->list[r->n++] = (struct bb_role_member){role, group, name};
}

static void read_names(struct reading *r, enum bb_access role, bool group, const struct bb_node *n)
{
    if (n->kind == BB_NODE_MAP)
        bb_doc_expected(r->doc, n, kinds[group], "a name or a list of names");
    else if (n->kind == BB_NODE_TEXT)
        add(r, role, group, n);
    else
        for (const struct bb_node *one = n->first; one; one = one->next)
            add(r, role, group, one);
}

static void read_role(struct reading *r, enum bb_access role, const struct bb_node *map)
{
    if (!bb_doc_want_map(r->doc, map, names[role]))
        return;
    for (const struct bb_node *n = map->first; n; n = n->next)
        if (strcmp(n->key->text, kinds[0]) == 0 || strcmp(n->key->text, kinds[1]) == 0)
            read_names(r, role, n->key->text[0] == 'g', n);
        else
            bb_doc_unknown(r->doc, BB_FATAL, n->key, "part of a role", kinds, 2);
}

static void read_others(struct bb_doc *d, const struct bb_node *n, enum bb_access *out)
{
    for (int role = 0; n->kind == BB_NODE_TEXT && role < BB_ACCESS_COUNT; role++)
        if (strcmp(n->text, names[role]) == 0) {
            *out = (enum bb_access)role;
            return;
        }
    bb_doc_expected(d, n, "others", "none, viewer, editor or owner");
}

static size_t count_names(const struct bb_node *n)
{
    size_t count = 1;
    for (const struct bb_node *one = n->first; one; one = one->next)
        count += count_names(one);
    return count;
}

static void read_entry(struct reading *r, const struct bb_node *n, struct bb_roles *roles)
{
    static const char *const known[] = {"owner", "editor", "viewer", "others"};
    int role = BB_VIEWER;
    while (role < BB_ACCESS_COUNT && strcmp(names[role], n->key->text) != 0)
        role++;
    if (role < BB_ACCESS_COUNT)
        read_role(r, (enum bb_access)role, n);
    else if (strcmp(n->key->text, "others") == 0)
        read_others(r->doc, n, &roles->others);
    else
        bb_doc_unknown(r->doc, BB_FATAL, n->key, "role", known, sizeof known / sizeof *known);
}

/* A section replaces that of an earlier file as a whole: who is left out of it must not keep an earlier role. With a
 * mistake in it nobody is trusted with more than looking, since whom it meant to keep out is not known. */
void bb_section_roles(struct bb_doc *d, const struct bb_node *map)
{
    bool fatal = d->fatal;
    if (!map->first)
        return;
    struct reading r = {.doc = d,
                        .list = bb_arena_alloc(&d->config->arena, count_names(map) * sizeof(struct bb_role_member))};
    struct bb_roles roles = {.given = true, .others = BB_VIEWER};
    d->fatal = false;
    for (const struct bb_node *n = map->first; n; n = n->next)
        read_entry(&r, n, &roles);
    roles.broken = d->fatal || d->config->roles.broken;
    roles.members = r.list;
    roles.member_n = r.n;
    d->config->roles = roles;
    d->fatal |= fatal;
}

/* Writing. */

static void dump_names(const struct bb_roles *r, enum bb_access role, bool group, struct bb_str *out)
{
    bb_str_addf(out, "%s: [", kinds[group]);
    bool first = true;
    for (size_t i = 0; i < r->member_n; i++)
        if (r->members[i].role == role && r->members[i].group == group) {
            bb_str_add(out, first ? "" : ", ");
            bb_dump_quoted(out, r->members[i].name);
            first = false;
        }
    bb_str_addc(out, ']');
}

void bb_dump_roles(const struct bb_config *c, struct bb_str *out)
{
    if (!c->roles.given)
        return;
    bb_str_add(out, "\nroles:\n");
    for (int role = BB_OWNER; role > BB_ACCESS_NONE; role--) {
        bb_str_addf(out, "  %s: {", names[role]);
        dump_names(&c->roles, (enum bb_access)role, false, out);
        bb_str_add(out, ", ");
        dump_names(&c->roles, (enum bb_access)role, true, out);
        bb_str_add(out, "}\n");
    }
    bb_str_addf(out, "  others: %s\n", names[c->roles.others]);
}

/* Who runs this program. The effective group does not count: a setgid program lends it to everybody. */

static bool is_number(const char *name, uintmax_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIuMAX, number);
    return strcmp(text, name) == 0;
}

static bool is_user(const char *name)
{
    const struct passwd *pw = getpwuid(getuid());
    return is_number(name, getuid()) || (pw && strcmp(pw->pw_name, name) == 0);
}

static bool is_group(const char *name, gid_t gid)
{
    if (is_number(name, gid))
        return true;
    const struct group *gr = getgrgid(gid);
    return gr && strcmp(gr->gr_name, name) == 0;
}

static bool is_in_group(const char *name)
{
    int n = getgroups(0, NULL);
    gid_t *groups = bb_alloc(((size_t)(n < 0 ? 0 : n) + 1) * sizeof *groups);
    n = n > 0 ? getgroups(n, groups) : 0;
    bool found = is_group(name, getgid());
    for (int i = 0; !found && i < n; i++)
        found = is_group(name, groups[i]);
    free(groups);
    return found;
}

enum bb_access bb_config_access(const struct bb_config *c)
{
    const struct bb_roles *r = &c->roles;
    if (!r->given && !r->broken)
        return BB_OWNER;
    enum bb_access best = BB_ACCESS_NONE;
    bool listed = false;
    for (size_t i = 0; i < r->member_n; i++) {
        const struct bb_role_member *m = &r->members[i];
        if (m->group ? !is_in_group(m->name) : !is_user(m->name))
            continue;
        listed = true;
        best = m->role > best ? m->role : best;
    }
    if (!listed)
        best = r->given ? r->others : BB_VIEWER;
    return r->broken && best > BB_VIEWER ? BB_VIEWER : best;
}
