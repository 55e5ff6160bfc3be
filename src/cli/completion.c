/* `completion`: what the shells offer, written from the tables of commands and options. */
#include "commands.h"

#include <string.h>

/* Appends s with a backslash before every character of `special`. */
static void add_escaped(struct bb_str *out, const char *s, const char *special)
{
    for (; *s; s++) {
        if (strchr(special, *s))
            bb_str_addc(out, '\\');
        bb_str_addc(out, *s);
    }
}

/* The same within single quotes of a shell that knows no escape there. */
static void add_quoted(struct bb_str *out, const char *s, const char *special)
{
    for (; *s; s++) {
        if (strchr(special, *s))
            bb_str_addc(out, '\\');
        bb_str_add(out, *s == '\'' ? "'\\''" : (char[]){*s, '\0'});
    }
}

static void add_words(struct bb_str *out, enum complete kind)
{
    const char *words[WORDS_MAX];
    complete_words(kind, words);
    size_t n;
    const struct command_def *defs = command_defs(&n);
    for (size_t i = 0; kind == COMPLETE_COMMAND && i < n; i++)
        if (!defs[i].hidden)
            bb_str_addf(out, "%s%s", i ? " " : "", defs[i].name);
    for (size_t i = 0; words[i]; i++)
        bb_str_addf(out, "%s%s", i ? " " : "", words[i]);
}

/* The options of a command, and with NULL those that stand everywhere. */
static void add_options(struct bb_str *out, const struct command_def *def)
{
    for (int o = 0; o < OPT_COUNT; o++) {
        const struct option_def *d = option_def((enum option)o);
        if (def ? !(def->options & WITH(o)) : !d->everywhere)
            continue;
        bb_str_addf(out, " --%s", d->name);
        if (d->letter)
            bb_str_addf(out, " -%c", d->letter);
    }
}

/* bash */

/* "--db|--config|-o" for all options with a value of this kind, or of any kind with COMPLETE_COUNT. */
static void bash_patterns(struct bb_str *out, enum complete kind)
{
    bool any = false;
    for (int o = 0; o < OPT_COUNT; o++) {
        const struct option_def *d = option_def((enum option)o);
        if (!d->value || (kind != COMPLETE_COUNT && d->complete != kind))
            continue;
        bb_str_addf(out, "%s--%s", any ? "|" : "", d->name);
        if (d->letter)
            bb_str_addf(out, "|-%c", d->letter);
        any = true;
    }
}

static void bash_offer(struct bb_str *out, enum complete kind)
{
    if (kind == COMPLETE_FILE) {
        bb_str_add(out, "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")");
        return;
    }
    bb_str_add(out, "mapfile -t COMPREPLY < <(compgen -W \"");
    add_words(out, kind);
    bb_str_add(out, "\" -- \"$cur\")");
}

static void bash_values(struct bb_str *out)
{
    static const enum complete kinds[] = {COMPLETE_FILE, COMPLETE_FORMAT};
    bb_str_add(out, "    case $prev in\n");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        bb_str_add(out, "        ");
        bash_patterns(out, kinds[i]);
        bb_str_add(out, ") ");
        bash_offer(out, kinds[i]);
        bb_str_add(out, "; return ;;\n");
    }
    bb_str_add(out, "        ");
    bash_patterns(out, COMPLETE_NONE);
    bb_str_add(out, ") return ;;\n    esac\n");
}

static void bash_find_command(struct bb_str *out)
{
    bb_str_add(out, "    for ((i = 1; i < COMP_CWORD; i++)); do\n        case ${COMP_WORDS[i]} in\n            ");
    bash_patterns(out, COMPLETE_COUNT);
    bb_str_add(out, ") ((i++)) ;;\n            -*) ;;\n"
                    "            *) if [ -z \"$command\" ]; then command=${COMP_WORDS[i]}; else ((at++)); fi ;;\n"
                    "        esac\n    done\n");
}

static void bash_command(struct bb_str *out, const struct command_def *def)
{
    for (int i = 0; i < ARGS_MAX && def->args[i]; i++) {
        if (def->complete[i] == COMPLETE_NONE)
            continue;
        bb_str_addf(out, "        %s:%d) ", def->name, i);
        bash_offer(out, def->complete[i]);
        bb_str_add(out, " ;;\n");
    }
}

static void bash(struct bb_str *out)
{
    size_t n;
    const struct command_def *defs = command_defs(&n);
    bb_str_add(out,
               "# bash completion for bepboard\n_bepboard() {\n"
               "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= at=0 i options\n");
    bash_values(out);
    bash_find_command(out);
    bb_str_add(out, "    if [[ $cur == -* ]]; then\n        options='");
    add_options(out, NULL);
    bb_str_add(out, "'\n        case $command in\n");
    for (size_t i = 0; i < n; i++) {
        if (!defs[i].options || defs[i].hidden)
            continue;
        bb_str_addf(out, "            %s) options+='", defs[i].name);
        add_options(out, &defs[i]);
        bb_str_add(out, "' ;;\n");
    }
    bb_str_add(out,
               "        esac\n        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n        return\n"
               "    fi\n    case $command:$at in\n        :0) ");
    bash_offer(out, COMPLETE_COMMAND);
    bb_str_add(out, " ;;\n");
    for (size_t i = 0; i < n; i++)
        if (!defs[i].hidden)
            bash_command(out, &defs[i]);
    bb_str_add(out, "    esac\n}\ncomplete -F _bepboard bepboard\n");
}

/* zsh */

static void zsh_value(struct bb_str *out, const char *name, enum complete kind)
{
    bb_str_add(out, ":");
    add_quoted(out, name, ":[]");
    bb_str_add(out, ":");
    if (kind == COMPLETE_FILE) {
        bb_str_add(out, "_files");
    } else if (kind != COMPLETE_NONE) {
        bb_str_add(out, "(");
        add_words(out, kind);
        bb_str_add(out, ")");
    }
}

static void zsh_option(struct bb_str *out, const struct option_def *d, const char *name)
{
    bb_str_addf(out, " \\\n                '%s[", name);
    add_quoted(out, d->help, ":[]");
    bb_str_add(out, "]");
    if (d->value)
        zsh_value(out, d->value, d->complete);
    bb_str_add(out, "'");
}

static void zsh_options(struct bb_str *out, const struct command_def *def)
{
    char name[40];
    for (int o = 0; o < OPT_COUNT; o++) {
        const struct option_def *d = option_def((enum option)o);
        if (def ? !(def->options & WITH(o)) : !d->everywhere)
            continue;
        snprintf(name, sizeof name, "%s--%s", o == OPT_MAP ? "*" : "", d->name);
        zsh_option(out, d, name);
        snprintf(name, sizeof name, "%s-%c", o == OPT_MAP ? "*" : "", d->letter);
        if (d->letter)
            zsh_option(out, d, name);
    }
}

static void zsh(struct bb_str *out)
{
    size_t n;
    const struct command_def *defs = command_defs(&n);
    bb_str_add(out, "#compdef bepboard\n_bepboard() {\n    local context curcontext=\"$curcontext\" state line\n"
                    "    local -a commands everywhere\n    commands=(\n");
    for (size_t i = 0; i < n; i++) {
        if (defs[i].hidden)
            continue;
        bb_str_addf(out, "        '%s:", defs[i].name);
        add_quoted(out, defs[i].help, ":");
        bb_str_add(out, "'\n");
    }
    bb_str_add(out, "    )\n    everywhere=(");
    zsh_options(out, NULL);
    bb_str_add(out, "\n    )\n    _arguments -C $everywhere '1: :->command' '*:: :->rest'\n    case $state in\n"
                    "        command) _describe command commands ;;\n        rest) case $line[1] in\n");
    for (size_t i = 0; i < n; i++) {
        if (defs[i].hidden)
            continue;
        bb_str_addf(out, "            %s) _arguments $everywhere", defs[i].name);
        zsh_options(out, &defs[i]);
        for (int a = 0; a < ARGS_MAX && defs[i].args[a]; a++) {
            bb_str_addf(out, " \\\n                '%d", a + 1);
            zsh_value(out, defs[i].args[a], defs[i].complete[a]);
            bb_str_add(out, "'");
        }
        bb_str_add(out, " ;;\n");
    }
    bb_str_add(out, "        esac ;;\n    esac\n}\n_bepboard \"$@\"\n");
}

/* fish */

static void fish_option(struct bb_str *out, const struct option_def *d, const char *condition)
{
    bb_str_addf(out, "complete -c bepboard%s -l %s", condition, d->name);
    if (d->letter)
        bb_str_addf(out, " -s %c", d->letter);
    if (d->value)
        bb_str_add(out, d->complete == COMPLETE_FILE ? " -r -F" : " -x");
    if (d->complete == COMPLETE_FORMAT) {
        bb_str_add(out, " -a '");
        add_words(out, d->complete);
        bb_str_add(out, "'");
    }
    bb_str_add(out, " -d '");
    add_escaped(out, d->help, "'\\");
    bb_str_add(out, "'\n");
}

static void fish_command(struct bb_str *out, const struct command_def *def)
{
    char condition[96];
    bb_str_addf(out, "complete -c bepboard -n __fish_use_subcommand -a %s -d '", def->name);
    add_escaped(out, def->help, "'\\");
    bb_str_add(out, "'\n");
    snprintf(condition, sizeof condition, " -n '__fish_seen_subcommand_from %s'", def->name);
    for (int o = 0; o < OPT_COUNT; o++)
        if (def->options & WITH(o))
            fish_option(out, option_def((enum option)o), condition);
    for (int i = 0; i < ARGS_MAX && def->args[i]; i++) {
        if (def->complete[i] == COMPLETE_FILE) {
            bb_str_addf(out, "complete -c bepboard%s -F\n", condition);
        } else if (def->complete[i] != COMPLETE_NONE) {
            bb_str_addf(out, "complete -c bepboard%s -a '", condition);
            add_words(out, def->complete[i]);
            bb_str_add(out, "'\n");
        }
    }
}

static void fish(struct bb_str *out)
{
    size_t n;
    const struct command_def *defs = command_defs(&n);
    bb_str_add(out, "# fish completion for bepboard\ncomplete -c bepboard -f\n");
    for (int o = 0; o < OPT_COUNT; o++)
        if (option_def((enum option)o)->everywhere)
            fish_option(out, option_def((enum option)o), "");
    for (size_t i = 0; i < n; i++)
        if (!defs[i].hidden)
            fish_command(out, &defs[i]);
}

bool check_completion(struct cli *c)
{
    const char *shells[WORDS_MAX];
    complete_words(COMPLETE_SHELL, shells);
    return is_one_of(c->args[0], shells) ||
           unknown_word(&c->error, "completion for", c->args[0], shells, word_count(shells));
}

bool run_completion(struct cli *c)
{
    struct bb_str out = {0};
    switch (*c->args[0]) {
    case 'b':
        bash(&out);
        break;
    case 'z':
        zsh(&out);
        break;
    default:
        fish(&out);
    }
    fputs(bb_str_get(&out), c->session.out);
    bb_str_finish(&out);
    return true;
}
