/* Life of the board: opening, the loop, closing. One poll, one turn, one paint. */
#include "app.h"
#include "live.h"
#include "past.h"
#include "search.h"
#include "wall.h"

#include <bepboard/exchange.h>
#include <bepboard/rules.h>
#include <bepboard/search.h>
#include <bepboard/text.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { TICK_MS = 1000 };

void app_say(struct app *a, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(a->message, sizeof a->message, fmt, args);
    va_end(args);
    a->message_is_error = false;
    a->dirty = true;
}

void app_complain(struct app *a, const struct bb_error *err)
{
    snprintf(a->message, sizeof a->message, "%s", app_in_room(a) ? bb_error_neutral(err->code) : err->text);
    a->message_is_error = true;
    a->dirty = true;
}

void app_quit(struct app *a, int status)
{
    a->quit = true;
    a->exit_status = status;
}

/* Data. */

static bool load(struct app *a, bool history, struct bb_error *err)
{
    if (!bb_session_read(a->session, history, &a->scene, err))
        return false;
    if (a->scene.data.engagement)
        a->session->engagement = a->scene.data.engagement->row.id;
    return true;
}

static void set_title(struct app *a)
{
    const struct bb_engagement *e = a->scene.data.engagement;
    char title[sizeof a->title];
    snprintf(title, sizeof title, "bepboard - %s%s", app_in_room(a) ? "ROOM - " : "",
             e && e->name ? e->name : "no engagement");
    if (strcmp(title, a->title) == 0)
        return;
    snprintf(a->title, sizeof a->title, "%s", title);
    term_title(a->term, title);
}

bool app_reload(struct app *a)
{
    struct bb_error err = {0};
    bool ok = load(a, a->view.screen == BB_SCREEN_HISTORY, &err);
    if (!ok)
        app_complain(a, &err);
    set_title(a);
    for (int i = 0; ok && i < a->layer_n; i++)
        if (a->layers[i].class->reloaded)
            a->layers[i].class->reloaded(a, &a->layers[i]);
    a->dirty = true;
    return ok;
}

/* Painting. */

void app_hint(const struct app *a, enum bb_action action, const char *word, struct bb_str *out)
{
    char name[24];
    int32_t key = a->session->config.keys.keys[action][0];
    if (!key)
        return;
    bb_key_name(key, a->look.glyphs == BB_GLYPH_ASCII, name, sizeof name);
    bb_str_addf(out, "%s %s  ", name, word);
}

static void draw_filter(struct app *a, const char *prompt, int w, int h)
{
    int x = 1 + bb_text_width(prompt);
    if (x < w)
        bb_edit_draw(&a->filter, &a->grid, (struct bb_rect){x, h - 1, w - x, 1}, BB_INPUT, "", true);
}

/* What the header says beside the date: the wall's own words, or how the wall stands that follows us. */
static void app_note(const struct app *a, struct bb_str *out)
{
    if (a->wall)
        wall_note(a, out);
    else if (a->followers)
        bb_str_add(out, a->blank ? "wall is blank" : a->frozen ? "wall is frozen" : "on the wall");
}

static void paint_now(struct app *a)
{
    int w, h;
    enum { LONG_PROMPT_FROM = 80 };
    struct bb_str hints = {0}, note = {0};
    struct bb_session *s = a->session;
    struct layer *top = app_top(a);
    const char *path = strrchr(bb_store_path(s->store), '/');
    term_size(a->term, &w, &h);
    app_note(a, &note);
    const char *prompt = w < LONG_PROMPT_FROM ? "filter: " : "filter (Enter keeps it, Esc clears it): ";
    if (top && top->class->hints)
        top->class->hints(a, top, &hints);
    struct bb_chrome chrome = {.user = a->wall ? NULL : bb_store_actor(s->store),
                               .database = path ? path + 1 : "",
                               .read_only = !a->wall && bb_store_read_only(s->store),
                               .viewer = !a->wall && s->role == BB_VIEWER,
                               .others = a->others,
                               .note = note.n ? bb_str_get(&note) : NULL,
                               .message = a->message[0] && !a->wall ? a->message : NULL,
                               .error = a->message_is_error,
                               .hints = top ? bb_str_get(&hints) : NULL,
                               .prompt = a->filtering ? prompt : NULL,
                               .keys = a->wall ? NULL : &s->config.keys};
    bb_view_draw(&a->grid, w, h, &a->scene, &a->view, &a->look, &chrome);
    for (int i = 0; i < a->layer_n && w >= BB_LEAST_W && h >= BB_LEAST_H; i++)
        a->layers[i].class->draw(a, &a->layers[i], &a->grid);
    if (a->filtering && w >= BB_LEAST_W && h >= BB_LEAST_H)
        draw_filter(a, prompt, w, h);
    if (a->wall)
        wall_cover(a, &a->grid);
    bb_str_finish(&hints);
    bb_str_finish(&note);
    term_paint(a->term, &a->grid);
    live_publish(a);
    a->dirty = false;
}

/* Signals. */

static int open_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    static const int wanted[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGWINCH, SIGCONT};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        sigaddset(&set, wanted[i]);
    sigset_t blocked = set;
    sigaddset(&blocked, SIGALRM); /* the terminal's, which lets it through for itself: no other thread is to take it */
    if (sigprocmask(SIG_BLOCK, &blocked, NULL) != 0)
        return -1;
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void end_by_signal(struct app *a, int signal)
{
    term_ending(a->term);
    form_save_draft(a);
    app_quit(a, 128 + signal);
}

static void drain_signals(struct app *a, int fd)
{
    struct signalfd_siginfo info;
    while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
        int signal = (int)info.ssi_signo;
        if (signal == SIGWINCH)
            a->dirty |= term_resize(a->term);
        else if (signal == SIGCONT) {
            term_resize(a->term);
            term_redraw(a->term);
            a->dirty = true;
        } else if (signal == SIGTSTP) {
            app_act(a, BB_ACT_SUSPEND);
        } else {
            end_by_signal(a, signal);
        }
    }
}

/* The loop. */

static void drain_input(struct app *a, bool flush)
{
    struct bb_event e;
    while (!a->quit && bb_decoder_next(a->decoder, flush, &e))
        app_event(a, &e);
}

static int wait_ms(const struct app *a)
{
    if (bb_decoder_pending(a->decoder))
        return (int)a->session->config.escape_delay_ms;
    if (!a->draft_due_us)
        return TICK_MS;
    int64_t left = (a->draft_due_us - bb_monotonic_us()) / 1000 + 1;
    return left < 0 ? 0 : left < TICK_MS ? (int)left : TICK_MS;
}

/* Midnight changes what is due. */
static void look_at_the_day(struct app *a)
{
    const struct bb_engagement *e = a->scene.data.engagement;
    const struct bb_clock *clock = &a->session->clock;
    if (a->scene.data.past)
        return;
    if (bb_day_of_us(bb_clock_us(clock), e && e->time_zone ? e->time_zone : clock->zone) != a->scene.data.today)
        app_reload(a);
}

static void turn(struct app *a, int signals)
{
    bool waiting = bb_decoder_pending(a->decoder);
    struct pollfd fds[] = {{.fd = term_fd(a->term), .events = POLLIN},
                           {.fd = signals, .events = POLLIN},
                           {.fd = live_notice_fd(a), .events = POLLIN},
                           {.fd = live_fd(a), .events = POLLIN}};
    int wait = days_wait_ms(a, search_wait_ms(a, wait_ms(a)));
    int ready = poll(fds, 4, wall_wait_ms(a, live_wait_ms(a, past_wait_ms(a, wait))));
    if (ready < 0 && errno != EINTR) {
        end_by_signal(a, SIGHUP);
        return;
    }
    if (fds[1].revents)
        drain_signals(a, signals);
    if ((fds[0].revents & (POLLIN | POLLHUP | POLLERR)) && !term_read(a->term, a->decoder))
        end_by_signal(a, SIGHUP);
    drain_input(a, ready == 0 && waiting);
    if (a->quit)
        return;
    live_turn(a, ready == 0 || fds[2].revents || fds[3].revents);
    past_turn(a);
    if (ready == 0) {
        look_at_the_day(a);
        days_turn(a);
    }
    if (a->draft_due_us && bb_monotonic_us() >= a->draft_due_us)
        form_save_draft(a);
    /* While more input waits nothing is painted: only the last state counts. */
    struct pollfd more = {.fd = term_fd(a->term), .events = POLLIN};
    if (a->dirty && poll(&more, 1, 0) <= 0)
        paint_now(a);
    if (!a->dirty)
        search_turn(a);
}

/* The daily backup runs beside the board, with a connection of its own. */

struct backup {
    pthread_t thread;
    bool running;
    struct bb_store_options options;
    int64_t keep;
};

static void *back_up(void *arg)
{
    const struct backup *b = arg;
    struct bb_store *store;
    bool made;
    if (bb_store_open(&store, &b->options, NULL)) {
        bb_store_daily_backup(store, b->keep, &made, NULL);
        bb_store_close(store);
    }
    return NULL;
}

static void start_backup(struct app *a, struct backup *b)
{
    struct bb_session *s = a->session;
    /* A fixed clock has no days of its own: the demonstration needs no backups. */
    if (s->clock.fixed || bb_store_read_only(s->store) || !a->scene.data.engagement)
        return;
    b->options = (struct bb_store_options){.path = bb_store_path(s->store), .clock = &s->clock};
    b->keep = s->config.backup_keep;
    b->running = pthread_create(&b->thread, NULL, back_up, b) == 0;
}

static bool open_terminal(struct app *a, struct bb_error *err)
{
    struct bb_session *s = a->session;
    const struct bb_theme *theme = bb_config_theme(&s->config, s->theme ? s->theme : s->config.theme);
    if (!theme)
        return bb_fail(err, BB_E_USAGE, "there is no theme called %s; `bepboard config dump` lists them", s->theme);
    a->theme = (size_t)(theme - s->config.themes);
    struct term_options o = {.unicode = s->ascii ? BB_OFF : s->config.unicode,
                             .braille = s->config.braille,
                             .sync = s->config.sync,
                             .mouse = s->config.mouse && !s->no_mouse,
                             .title = s->config.title,
                             .theme = theme};
    a->term = term_open(&o, err);
    if (!a->term)
        return false;
    a->look.glyphs = term_glyphs(a->term);
    int32_t add = s->config.keys.keys[BB_ACT_ADD][0];
    bb_key_name(add, a->look.glyphs == BB_GLYPH_ASCII, a->add_key, sizeof a->add_key);
    a->look.add_key = add ? a->add_key : NULL;
    a->look.projector = strcmp(theme->name, "projector") == 0;
    a->decoder = bb_decoder_create();
    term_teach(a->term, a->decoder);
    return true;
}

const char *app_read_only_words(const struct app *a)
{
    if (bb_store_past(a->session->store, NULL))
        return "This is the board as it was: nothing can be changed in the past. T leads to another day or back to "
               "now.";
    return a->session->role == BB_VIEWER ? "You are a viewer here: you see everything for the team and change nothing."
                                         : "This database is open read-only: nothing can be changed here.";
}

static void first_words(struct app *a)
{
    const struct bb_engagement *e = a->scene.data.engagement;
    set_title(a);
    if (a->wall)
        return;
    if (!e && !app_in_room(a))
        open_greeting(a);
    else if (!bb_store_read_only(a->session->store) && !app_in_room(a))
        offer_draft(a);
    if (a->session->config_mistakes)
        app_say(a, "The configuration has %zu mistake%s; the rest of it holds. `bepboard config check` shows where.",
                a->session->config_mistakes, a->session->config_mistakes == 1 ? "" : "s");
    else if (term_notice(a->term))
        app_say(a, "%s", term_notice(a->term));
    else if (bb_store_read_only(a->session->store))
        app_say(a, "%s", app_read_only_words(a));
}

static void app_finish(struct app *a)
{
    while (a->layer_n)
        app_pop(a);
    wall_close(a);
    live_close(a);
    term_close(a->term);
    if (a->decoder)
        bb_decoder_destroy(a->decoder);
    bb_edit_finish(&a->filter);
    bb_grid_finish(&a->grid);
    bb_view_state_finish(&a->view);
    bb_search_destroy(a->search);
    bb_scene_finish(&a->scene);
}

/* What others did since is marked in the history. */
static void remember_visit(struct app *a)
{
    struct bb_session *s = a->session;
    s->visited = !a->wall && !s->follow && bb_store_visit(s->store, &s->seen_seq, NULL) && s->seen_seq >= 0;
}

int app_run(struct bb_session *session)
{
    struct app a = {.session = session, .own = session->audience == BB_ROOM ? session->widest : session->audience};
    struct bb_error err = {0};
    struct backup backup = {0};
    bb_view_state_init(&a.view);
    int signals = open_signals();
    bb_store_notice_fd(session->store); /* watches from now on, so that nothing after the reading is missed */
    bool ok = signals >= 0 && load(&a, false, &err) && open_terminal(&a, &err);
    if (ok) {
        remember_visit(&a);
        live_open(&a);
        wall_open(&a);
        first_words(&a);
        paint_now(&a);
        start_backup(&a, &backup);
        while (!a.quit)
            turn(&a, signals);
    }
    if (ok && !session->follow)
        bb_store_leave(session->store, NULL);
    app_finish(&a);
    if (backup.running)
        pthread_join(backup.thread, NULL);
    if (signals >= 0)
        close(signals);
    if (ok)
        return a.exit_status;
    struct bb_str safe = {0};
    const char *text = err.code ? err.text : "signals cannot be received";
    bb_text_safe(&safe, text, strlen(text), false);
    fprintf(session->err, "bepboard: %s\n", bb_str_get(&safe));
    bb_str_finish(&safe);
    return bb_error_exit_status(err.code ? err.code : BB_E_FAILED);
}
