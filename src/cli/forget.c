/* `forget`: a person is erased, everywhere we can reach. */
#include "commands.h"

#include <bepboard/store.h>
#include <string.h>
#include <unistd.h>

static const char *const beyond_us[] = {
    "copies that somebody made elsewhere: `bepboard backup FILE`, exports, reports, images of the disk",
    "what other sessions show at this moment, and what terminals and shells remember",
    "blocks of the disk that the files no longer use",
};

/* Where the news of one run stand. */
struct account {
    FILE *out;
    int mentions, left;
};

static void told(void *ctx, enum bb_forget_news kind, const char *text)
{
    struct account *a = ctx;
    if (kind == BB_FORGET_MENTION && a->mentions++ == 0)
        say(a->out, "Named in these texts, which were left as they are:");
    a->left += kind == BB_FORGET_LEFT;
    static const char *const lead[] = {[BB_FORGET_DONE] = "Erased: ",
                                       [BB_FORGET_MENTION] = "  ",
                                       [BB_FORGET_LEFT] = "Not reached: ",
                                       [BB_FORGET_STEP] = ""};
    say(a->out, "%s%s", lead[kind], text);
    fflush(a->out);
}

/* Whoever sits at a terminal types the key: a person without one is typed by name. */
static bool confirmed(struct cli *c, const struct bb_forget_who *who)
{
    const char *word = who->key ? who->key : who->name ? who->name : "yes";
    char line[1024];
    if (c->values[OPT_YES])
        return true;
    if (!isatty(STDIN_FILENO))
        return bb_fail(&c->error, BB_E_USAGE, "forget cannot be undone: without a terminal it needs --yes.");
    say(c->session.out, "%s (%s) and %lld records about this person will be erased. This cannot be undone.",
        who->name ? who->name : "Somebody without a name", word, (long long)who->records);
    say(c->session.out, "Type %s to go on, anything else to leave everything as it is:", word);
    fflush(c->session.out);
    if (!fgets(line, sizeof line, stdin))
        line[0] = 0;
    line[strcspn(line, "\r\n")] = 0;
    return strcmp(line, word) == 0 || bb_fail(&c->error, BB_E_FAILED, "Nothing was changed.");
}

bool check_forget(struct cli *c)
{
    bool resume = c->values[OPT_RESUME] != NULL;
    if (resume == (c->arg_n == 0))
        return true;
    return bb_fail(&c->error, BB_E_USAGE, "%s",
                   resume ? "forget --resume finishes what was cut off; it takes no person."
                          : "forget needs the key, uid or name of a person.");
}

/* Whom it is about was confirmed when it began. */
static bool forget_or_resume(struct cli *c, struct bb_arena *arena, struct account *account)
{
    struct bb_forget_who who = {0};
    if (c->values[OPT_RESUME])
        return bb_store_forget_resume(c->session.store, told, account, &c->error);
    return bb_store_find_person(c->session.store, c->session.engagement, c->args[0], arena, &who, &c->error) &&
           confirmed(c, &who) && bb_store_forget(c->session.store, &who, told, account, &c->error);
}

bool run_forget(struct cli *c)
{
    struct bb_arena arena = {0};
    struct account account = {.out = c->session.out};
    /* It has to name whom it erases, and where they are mentioned. */
    if (c->session.audience == BB_ROOM)
        return bb_fail(&c->error, BB_E_USAGE, "forget is done at your own desk, without --room.");
    bool ok = forget_or_resume(c, &arena, &account);
    for (size_t i = 0; ok && i < sizeof beyond_us / sizeof *beyond_us; i++)
        say(c->session.out, "Beyond reach: %s.", beyond_us[i]);
    if (ok && account.left)
        ok = bb_fail(&c->error, BB_E_FAILED, "The person was erased here, but not everywhere; see above.");
    bb_arena_finish(&arena);
    return ok;
}
