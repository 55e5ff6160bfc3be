/* The functions behind the command table. */
#pragma once

#include "cli.h"

bool run_board(struct cli *c);
bool run_init(struct cli *c);
bool run_demo(struct cli *c);
bool check_import(struct cli *c);
bool run_import(struct cli *c);
bool check_add(struct cli *c);
bool run_add(struct cli *c);
bool check_set(struct cli *c);
bool run_set(struct cli *c);
bool run_find(struct cli *c);
bool check_merge(struct cli *c);
bool run_merge(struct cli *c);
bool check_delete(struct cli *c);
bool run_delete(struct cli *c);
bool check_export(struct cli *c);
bool run_export(struct cli *c);
bool check_show(struct cli *c);
bool run_present(struct cli *c);
bool check_reply(struct cli *c);
bool run_reply(struct cli *c);
bool run_show(struct cli *c);
/* --by names nobody before the room; --since and --by as the session's wish (history.c). */
bool check_by(struct cli *c);
bool take_wish(struct cli *c);
bool check_log(struct cli *c);
bool run_log(struct cli *c);
bool run_undo(struct cli *c);
bool run_redo(struct cli *c);
bool run_doctor(struct cli *c);
bool run_backup(struct cli *c);
bool run_restore(struct cli *c);
bool check_config(struct cli *c);
bool run_config(struct cli *c);
bool check_forget(struct cli *c);
bool run_forget(struct cli *c);
bool run_help(struct cli *c);
bool run_version(struct cli *c);
bool check_completion(struct cli *c);
bool run_completion(struct cli *c);
bool run_manual(struct cli *c);
