#!/usr/bin/env python3
"""What a user sees when the ground gives way: full disks, kills, foreign users, strange clocks. outside.py PROGRAM, in TAP."""
import datetime
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FULL = bool(os.environ.get("BB_FULL"))
PROGRAM = os.path.abspath(sys.argv[1])
GUARD_S = 120
DAY = "2026-11-22"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOUNS = ("people", "units", "events", "orders", "engagements")
TEAM, OUTSIDERS, NO_ACCOUNT = 52000, 52001, (51001, 51002, 51003)


class Skip(Exception):
    """The machine cannot do it; the text says why."""


def expect(truth, text):
    if not truth:
        raise AssertionError(text)


def environment(home):
    kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k in ("USER", "LOGNAME")}
    return {**kept, "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin",
            "HOME": home, "TMPDIR": home}


def run(args, cwd, before=(), **more):
    env = {**environment(cwd), **more.pop("env", {})}
    return subprocess.run([*before, PROGRAM, *args], cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, timeout=GUARD_S, **more)


def done(args, cwd, **more):
    result = run(args, cwd, **more)
    expect(result.returncode == 0, f"{args}: exit status {result.returncode}: {result.stderr.strip()}")
    return result.stdout


def contents(cwd, db="d.db"):
    """All records; ids, and with them the order, are others on each import."""
    texts = (done(["--db", db, "--now", DAY, "export", noun, "--private"], cwd) for noun in NOUNS)
    return [sorted(UUID.sub("id", text).splitlines()) for text in texts]


def write_people(path, first, last, role="Clerk"):
    with open(path, "w", encoding="utf-8") as f:
        f.write("key,name,role\n" + "".join(f"P{i},Person {i},{role}\n" for i in range(first, last)))


def begin(cwd, people=200):
    done(["--db", "d.db", "--now", DAY, "init", "--name", "One"], cwd)
    write_people(os.path.join(cwd, "people.csv"), 0, people)
    done(["--db", "d.db", "--now", DAY, "import", "people", "people.csv"], cwd)


# Full disks.

def an_export_to_a_full_device_fails_aloud(cwd):
    begin(cwd)
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = subprocess.run([PROGRAM, "--db", "d.db", "export", "people"], cwd=cwd, env=environment(cwd), stdout=full,
                                stderr=subprocess.PIPE, text=True, timeout=GUARD_S, check=False)
    expect(result.returncode == 1, f"exit status {result.returncode}")
    expect(result.stderr.startswith("bepboard: "), f"said: {result.stderr!r}")


def an_export_to_a_full_disk_keeps_the_old_file(cwd):
    begin(cwd, 3000)
    script = ('mount -t tmpfs -o size=64k tmpfs full || exit 77; echo old > full/out.csv; '
              '"$0" --db d.db export people --private -o full/out.csv --force; echo "status $?"; cat full/out.csv; ls full')
    os.mkdir(os.path.join(cwd, "full"))
    own = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-rm"]
    result = subprocess.run([*own, "sh", "-c", script, PROGRAM], cwd=cwd, env=environment(cwd), capture_output=True,
                            text=True, timeout=GUARD_S, check=False)
    if "status" not in result.stdout:
        raise Skip("no file system of one's own may be mounted here")
    expect(result.stdout == "status 1\nold\nout.csv\n", result.stdout[:200])
    expect("No space left" in result.stderr, result.stderr)


# Kills.

def kill_an_import(cwd, args, delay):
    child = subprocess.Popen([PROGRAM, "--db", "d.db", "--now", DAY, *args], cwd=cwd, env=environment(cwd),
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(delay)
    except subprocess.TimeoutExpired:
        child.kill()
    return child.wait() == -signal.SIGKILL


def time_of(args, cwd):
    start = time.monotonic()
    done(["--db", "copy.db", "--now", DAY, *args], cwd)
    return time.monotonic() - start


def all_or_nothing(cwd, args):
    """Kills the import at moments spread over the time that it takes."""
    rounds, killed = 60 if FULL else 8, 0
    before = contents(cwd)
    done(["--db", "d.db", "backup", "copy.db"], cwd)
    whole_s = time_of(args, cwd)
    after = contents(cwd, "copy.db")
    expect(before != after, "the import changes something")
    for i in range(rounds):
        killed += kill_an_import(cwd, args, whole_s * (i + 0.5) / rounds)
        now = contents(cwd)
        if now == after:
            break
        expect(now == before, "a killed import left some of its rows")
    expect(killed > 0, "no import was killed in its middle")
    done(["--db", "d.db", "--now", DAY, *args], cwd)
    expect(contents(cwd) == after, "the import after the killed ones is not whole")
    sick = [line for line in run(["--db", "d.db", "doctor"], cwd).stdout.splitlines() if line.startswith("SICK")]
    expect(not sick, "\n".join(sick))


def a_killed_import_of_people_leaves_nothing(cwd):
    begin(cwd)
    write_people(os.path.join(cwd, "more.csv"), 100, 20000 if FULL else 6000, "Chief")
    all_or_nothing(cwd, ["import", "people", "more.csv"])


def a_killed_import_of_events_leaves_nothing(cwd):
    begin(cwd)
    start = datetime.date(2026, 1, 1)
    with open(os.path.join(cwd, "events.csv"), "w", encoding="utf-8") as f:
        f.write("person,day,kind,count\n")
        f.writelines(f"P{i % 200},{start + datetime.timedelta(i // 200 % 300)},use,{1 + i % 3}\n" for i in range(60000))
    all_or_nothing(cwd, ["import", "events", "events.csv"])


# Users.

def as_user(uid, gid, umask="022"):
    return ["setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "sh", "-c", f'umask {umask}; exec "$0" "$@"']


def shared_folder(cwd):
    if os.getuid() != 0:
        raise Skip("only root can act as several users")
    os.chmod(cwd, 0o755)
    if subprocess.run([*as_user(NO_ACCOUNT[0], TEAM), PROGRAM, "--version"], capture_output=True, check=False).returncode:
        raise Skip("the program lies where other users may not run it, or setpriv is missing")
    folder = os.path.join(cwd, "shared")
    os.mkdir(folder)
    os.chown(folder, 0, TEAM)
    os.chmod(folder, 0o2770)
    return "shared/board.db"


def home_of(cwd, uid):
    home = os.path.join(cwd, f"home-{uid}")
    if not os.path.exists(home):
        os.mkdir(home)
        os.chown(home, uid, uid)
    return {"env": {"HOME": home, "TMPDIR": home}}


def save_as(cwd, db, uid, umask, name):
    args = ["--db", db, "--now", DAY, "init", "--name", name]
    return run(args, cwd, before=as_user(uid, TEAM, umask), **home_of(cwd, uid))


def members_do_not_lock_each_other_out(cwd):
    db = shared_folder(cwd)
    for turn, umask in enumerate(("077", "022", "000", "027")):
        for uid in NO_ACCOUNT:
            result = save_as(cwd, db, uid, umask, f"Name {turn} {uid}")
            expect(result.returncode == 0, f"umask {umask}, user {uid}: {result.stderr.strip()}")
            # Whoever only looks leaves nothing that keeps the others from saving.
            looked = run(["--readonly", "--db", db, "show", "board"], cwd, before=as_user(NO_ACCOUNT[0], TEAM, "077"),
                         **home_of(cwd, NO_ACCOUNT[0]))
            expect(looked.returncode == 0, f"looking: {looked.stderr.strip()}")
    folder = os.path.join(cwd, "shared")
    for name in os.listdir(folder):
        st = os.stat(os.path.join(folder, name))
        expect(st.st_gid == TEAM and st.st_mode & 0o7 == 0, f"{name}: group {st.st_gid}, mode {st.st_mode:o}")
        expect(os.path.isdir(os.path.join(folder, name)) or st.st_mode & 0o660 == 0o660, f"{name}: {st.st_mode:o}")


def others_are_kept_out(cwd):
    db = shared_folder(cwd)
    expect(save_as(cwd, db, NO_ACCOUNT[0], "022", "Ours").returncode == 0, "the team may save")
    for command in (["show", "board"], ["export", "people"], ["init", "--name", "Mine"], ["backup", "mine.db"]):
        result = run(["--db", db, *command], cwd, before=as_user(NO_ACCOUNT[1], OUTSIDERS), **home_of(cwd, NO_ACCOUNT[1]))
        expect(result.returncode in (1, 4) and result.stderr.startswith("bepboard: ") and "Permission denied" in result.stderr,
               f"{command}: exit status {result.returncode}: {result.stdout}{result.stderr}")


def who_may_only_read_reads(cwd):
    db = shared_folder(cwd)
    expect(save_as(cwd, db, NO_ACCOUNT[0], "022", "Ours").returncode == 0, "the team may save")
    os.chmod(os.path.join(cwd, "shared"), 0o2755)
    for name in os.listdir(os.path.join(cwd, "shared")):
        os.chmod(os.path.join(cwd, "shared", name), 0o644)
    guest = {"before": as_user(NO_ACCOUNT[1], OUTSIDERS), **home_of(cwd, NO_ACCOUNT[1])}
    result = run(["--db", db, "export", "engagements"], cwd, **guest)
    if result.returncode:
        expect("log" in result.stderr, result.stderr)
        done(["--db", db, "undo"], cwd, **{"before": as_user(NO_ACCOUNT[0], TEAM), **home_of(cwd, NO_ACCOUNT[0])})
    result = run(["--db", db, "init", "--name", "Mine"], cwd, **guest)
    expect(result.returncode == 4 and result.stderr.startswith("bepboard: "), f"{result.returncode}: {result.stderr}")


# Clocks.

SCREENS = ("board", "orders", "people", "adoption", "units", "history", "attention")


def every_day_can_be_shown(cwd):
    begin(cwd, 20)
    for day in ("1900-01-01", "1970-01-01", "2026-03-29", "2026-10-25", "2028-02-29", "2038-01-20", "2100-02-28", "9999-12-31"):
        for screen in SCREENS:
            done(["--db", "d.db", "--now", day, "show", screen], cwd)


def a_day_is_the_same_in_every_zone(cwd):
    begin(cwd, 20)
    zones = ("UTC", "Pacific/Kiritimati", "Pacific/Niue", "America/St_Johns", "Europe/Berlin", "Not/AZone", ":::")
    seen = {done(["--db", "d.db", "--now", "2026-03-29", "show", "board"], cwd, env={"TZ": zone})
            for zone in zones}
    expect(len(seen) == 1, "\n".join(seen))


def a_clock_that_jumps_keeps_the_order(cwd):
    begin(cwd, 1)
    for i, day in enumerate(("2036-11-22", "2016-11-22", "2026-11-22", "1999-12-31")):
        write_people(os.path.join(cwd, "people.csv"), 0, 1, f"Role {i}")
        done(["--db", "d.db", "--now", day, "import", "people", "people.csv"], cwd)
    lines = done(["--db", "d.db", "--now", "1980-01-01", "log", "4"], cwd).splitlines()
    days = [day for line in lines for day in ("2036-11-22", "2016-11-22", "2026-11-22", "1999-12-31") if day in line]
    expect(days == ["1999-12-31", "2026-11-22", "2016-11-22", "2036-11-22"], "\n".join(lines))
    for i in (2, 1, 0):
        done(["--db", "d.db", "--now", "1980-01-01", "undo"], cwd)
        expect(f"Role {i}" in done(["--db", "d.db", "export", "people"], cwd), f"role {i} is back")


# The board.

def board(args, cwd, until):
    """Runs the board in a terminal until the condition holds, and ends it then."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execve(PROGRAM, [PROGRAM, *args], environment(cwd))
    seen, end, stopped = b"", time.monotonic() + GUARD_S, False
    while time.monotonic() < end:
        if select.select([fd], [], [], 0.05)[0]:
            try:
                seen += os.read(fd, 65536)
            except OSError:
                break
        if not stopped and until(seen):
            os.kill(pid, signal.SIGTERM)
            stopped = True
    os.close(fd)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen.decode("utf-8", "replace")


def a_board_says_that_the_database_is_newer(cwd):
    begin(cwd, 1)
    script = 'import sqlite3; c = sqlite3.connect("d.db"); c.execute("PRAGMA user_version = 99"); c.commit(); c.close()'
    subprocess.run([sys.executable, "-c", script], cwd=cwd, check=True)
    status, seen = board(["--db", "d.db"], cwd, lambda seen: False)
    expect(status == 3 and "was written by a newer bepboard" in seen, f"exit status {status}: {seen}")


def a_board_makes_one_backup_a_day_and_prunes(cwd):
    done(["--db", "d.db", "init", "--name", "One"], cwd)
    folder, keep = os.path.join(cwd, "backups"), 3
    os.mkdir(folder)
    for day in range(1, 8):
        open(os.path.join(folder, f"d-2020-01-0{day}.db"), "w", encoding="utf-8").close()
    open(os.path.join(folder, "mine.db"), "w", encoding="utf-8").close()
    with open(os.path.join(cwd, "c.yaml"), "w", encoding="utf-8") as f:
        f.write(f"backup: {{keep: {keep}}}\n")
    days = {datetime.datetime.now(datetime.timezone.utc).date().isoformat()}

    def made(seen):
        names = os.listdir(folder)
        return b"One" in seen and len([n for n in names if n.startswith("d-") and n.endswith(".db")]) == keep
    for _ in range(2):
        status, seen = board(["--db", "d.db", "--config", "c.yaml"], cwd, made)
        expect("One" in seen, f"exit status {status}: {seen}")
        days.add(datetime.datetime.now(datetime.timezone.utc).date().isoformat())
        names = sorted(os.listdir(folder))
        today = [n for n in names if n[2:-3] in days]
        expect(1 <= len(today) <= len(days) and len(names) == keep + 1 and "mine.db" in names, str(names))
        done(["--db", "backups/" + today[0], "export", "engagements"], cwd)


TESTS = (
    an_export_to_a_full_device_fails_aloud, an_export_to_a_full_disk_keeps_the_old_file,
    a_killed_import_of_people_leaves_nothing, a_killed_import_of_events_leaves_nothing,
    members_do_not_lock_each_other_out, others_are_kept_out, who_may_only_read_reads,
    every_day_can_be_shown, a_day_is_the_same_in_every_zone, a_clock_that_jumps_keeps_the_order,
    a_board_says_that_the_database_is_newer, a_board_makes_one_backup_a_day_and_prunes,
)


def play(number, test):
    folder, name = tempfile.mkdtemp(prefix="bepboard-"), test.__name__.replace("_", " ")
    try:
        test(folder)
        print(f"ok {number} - {name}", flush=True)
        return True
    except Skip as why:
        print(f"ok {number} - {name} # SKIP {why}", flush=True)
        return True
    except (AssertionError, OSError, subprocess.SubprocessError) as why:
        print(f"not ok {number} - {name}\n# " + str(why).replace("\n", "\n# "), flush=True)
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    print(f"1..{len(TESTS)}", flush=True)
    sys.exit(not all([play(number, test) for number, test in enumerate(TESTS, 1)]))


main()
