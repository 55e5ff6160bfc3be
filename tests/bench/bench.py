#!/usr/bin/env python3
"""Measures the release build against the yardstick and prints figure, target, measured, verdict.

    ./dev bench                 all figures; the large data set is made once, in build/bench
    ./dev bench --quick         without the large data set
    ./dev bench --runs 9        more rounds
    ./dev bench --events 100000 --people 10000    a smaller large set
    ./dev bench --rt            at real-time priority (root): for a machine that others use too
    ./dev bench --markdown FILE writes the table there as well

Start, keys, idle and memory are taken from outside by ptybench.py ($PTYBENCH, else ../shared/tools/ptybench.py); the programs run
in turn, so that a ratio compares neighbours in time. Import is compared with sqlite3's own .import of the same file; while
it runs, a second process asks for the write gate again and again, as a save of another session would.
"""
import argparse
import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
import time

import live

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build")
WORK = os.path.join(BUILD, "bench")
BEPBOARD = os.path.join(BUILD, "ui", "bepboard")
YARDSTICK = os.path.join(BUILD, "tests", "bench", "yardstick")
LARGE = os.path.join(BUILD, "tests", "bench", "large")
SIZE = "200x60"
# Panes, what leads there from the board's start, the keys that move in them, and the way out. The yardstick gets the same.
PANES = [
    ("4S pane", "", "move=j*10,move=k*10", "q"),
    ("map", "Tab", "move=j,move=k,move=j,move=k,move=j,move=k,move=j,move=k,move=j,move=k", "q"),
    ("attention", "Tab,Tab,Tab", "move=j*7,move=k*7", "q"),
    ("list of people", "3,z", "move=j*10,move=k*10", "q,q,q"),
]
FULL_WIDTH = ("attention", "list of people")
BASELINE = """
pragma journal_mode=wal;
create table events(person text, day text, kind text, count integer);
.mode csv
.import --skip 1 {csv} events
create temp table weeks as select strftime('%Y-%W', first) as week, count(*) as people
  from (select person, min(day) as first from events group by person) group by week;
"""


class Table:
    """Rows of figure, target, measured; a target is (kind of comparison, limit)."""

    def __init__(self):
        self.rows = []

    def add(self, figure, target, value, unit="", detail=""):
        ok = None if value is None else value <= target
        self.rows.append((figure, target, value, unit, detail, ok))

    def markdown(self):
        yield "| figure | target | measured | | |\n|---|---|---|---|---|\n"
        for figure, target, value, unit, detail, ok in self.rows:
            shown = "-" if value is None else f"{value:.4g}{unit}"
            word = {True: "ok", False: "**missed**", None: "not measured"}[ok]
            yield f"| {figure} | ≤ {target:g}{unit} | {shown} | {word} | {detail} |\n"

    def show(self):
        print(f"\n{'figure':44} {'target':>12} {'measured':>12}  ")
        for figure, target, value, unit, detail, ok in self.rows:
            shown = "-" if value is None else f"{value:.4g}{unit}"
            word = {True: "ok", False: "miss", None: "not measured"}[ok]
            print(f"{figure:44} {'<= ' + format(target, 'g') + unit:>12} {shown:>12}  {word:12} {detail}".rstrip())
        return all(row[5] is not False for row in self.rows)


def environment():
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    env.update({"HOME": WORK, "XDG_CONFIG_HOME": WORK + "/config", "XDG_DATA_HOME": WORK + "/data",
                "XDG_STATE_HOME": WORK + "/state", "XDG_RUNTIME_DIR": WORK})
    return env


def find_ptybench():
    path = os.environ.get("PTYBENCH", os.path.join(ROOT, "..", "shared", "tools", "ptybench.py"))
    return path if os.path.exists(path) else None


def ptybench(tool, o, name, options, commands):
    """Runs the commands in turn; gives their results by name and the paired ratios against the first."""
    out = os.path.join(WORK, name + ".json")
    args = [sys.executable, tool, "--vs", "--size", SIZE, "--no-resize", "--quiet-table", "--json", out]
    args += ["--rt"] if o.rt else ["--calm", "50", "--calm-wait", "1"]
    for key, value in environment().items():
        args += ["--env", f"{key}={value}"]
    for program, _ in commands:
        args += ["--name", program]
    args += options
    for i, (_, command) in enumerate(commands):
        args += ["--" if i == 0 else "---"] + command
    done = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if not os.path.exists(out):
        print(done.stdout[-2000:])
        raise SystemExit("The measuring tool failed.")
    with open(out) as f:
        data = json.load(f)
    os.unlink(out)
    results = {r["prog"]: r["summary"] for r in data["results"]}
    ratios = {p["b"]: p["metrics"] for p in data["paired"]}
    for program, summary in results.items():
        if summary["errors"]:
            print(f"{program}: {summary['errors'][0]}")
    return results, ratios


def scalar(summary, metric, what="median"):
    got = summary.get("scalars", {}).get(metric)
    return got[what] if got else None


def key(summary, name, metric, what="median"):
    got = summary.get("keys", {}).get(name, {}).get(metric)
    return got[what] if got else None


def ratio(a, b):
    return a / b if a is not None and b else None


def ms(value):
    return "" if value is None else f"{value:.2f} ms"


def against(a, b):
    return f"{ms(a)} against {ms(b)}"


def measure_start(table, tool, o, board, large):
    commands = [("yardstick", [YARDSTICK]), ("board", board)]
    if large:
        commands.append(("large", [BEPBOARD, "--db", large]))
    options = ["--runs", str(o.runs * 3), "--quit", "q", "--start-only"]
    results, ratios = ptybench(tool, o, "start", options, commands)
    ours, base = scalar(results["board"], "frame_ms"), scalar(results["yardstick"], "frame_ms")
    got = ratios.get("board", {}).get("frame_ms")
    table.add("start, demo", 3, got["ratio"]["median"] if got and got["ratio"] else None, "x", against(ours, base))
    if large:
        big = scalar(results["large"], "frame_ms")
        table.add("start, large data, against the demo", 1.5, ratio(big, ours), "x", against(big, ours))


def measure_keys(table, tool, o, board):
    for pane, way, keys, out in PANES:
        options = ["--runs", str(o.runs), "--quit", out, "--keys", keys, "--repeat", "2", "--idle", "0"]
        options += ["--prepare", way] if way else []
        results = ptybench(tool, o, "keys", options, [("yardstick", [YARDSTICK]), ("board", board)])[0]
        base, ours = results["yardstick"], results["board"]
        for what, limit in (("median", 1.5), ("p99", 3)):
            a, b = key(ours, "move", "last", what), key(base, "move", "last", what)
            table.add(f"key to last byte, {what}, {pane}", limit, ratio(a, b), "x", against(a, b))
        a, b = key(ours, "move", "bytes"), key(base, "move", "bytes")
        if pane in FULL_WIDTH:
            table.add(f"bytes per move, {pane} (full width)", 1.1, ratio(a, b), "x", f"{a:g} B against {b:g} B")
        else:
            table.add(f"bytes per move, {pane}", 250, a, " B", f"yardstick {b:g} B")


def measure_rest(table, tool, o, board, large):
    commands = [("board", board), ("large", [BEPBOARD, "--db", large] if large else board)]
    options = ["--runs", str(o.runs), "--quit", "q", "--keys", "j,k,Tab,j,k,Tab,Tab,j,k", "--idle", "3"]
    results = ptybench(tool, o, "rest", options, commands)[0]
    table.add("bytes when nothing changes, per second", 0, scalar(results["board"], "idle_bytes_per_s", "max"), " B")
    table.add("CPU when nothing changes, per second", 0.3, scalar(results["board"], "idle_cpu_ms_per_s"), " ms")
    for program, label, limit in (("board", "memory, demo", 12), ("large", "memory, large data", 24)):
        if program == "board" or large:
            kib = scalar(results[program], "rss_kib", "max")
            table.add(label, limit, kib / 1024 if kib else None, " MiB")


def run(command, **more):
    """Seconds and peak MiB of a command; raises when it fails."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), **more)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {output.decode()[-500:]}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


class Gate(threading.Thread):
    """Asks for the write gate as a save does, now and then, and keeps the longest wait in seconds."""

    def __init__(self, database):
        super().__init__(daemon=True)
        self.fd = os.open(database + "-gate", os.O_RDWR)
        self.longest = 0.0
        self.over = threading.Event()

    def run(self):
        while not self.over.wait(0.02):
            started, nap = time.monotonic(), 0.0002
            while not self.take():
                time.sleep(nap)
                nap = min(nap * 2, 0.005)
            fcntl.flock(self.fd, fcntl.LOCK_UN)
            self.longest = max(self.longest, time.monotonic() - started)

    def take(self):
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            return False

    def finish(self):
        self.over.set()
        self.join()
        os.close(self.fd)
        return self.longest * 1000


def make_csv(people, events):
    names = [f"{WORK}/people-{people}.csv", f"{WORK}/events-{people}-{events}.csv"]
    for path, args in zip(names, (["people", str(people)], ["events", str(events), str(people)])):
        if not os.path.exists(path):
            print("Making", os.path.relpath(path, ROOT), flush=True)
            with open(path + ".part", "wb") as f:
                subprocess.run([LARGE] + args, stdout=f, check=True)
            os.rename(path + ".part", path)
    return names


def remove_database(path):
    folder, name = os.path.split(path)
    for entry in os.listdir(folder):
        if entry == name or entry.startswith(name + "-") or entry.startswith(name + "."):
            target = os.path.join(folder, entry)
            shutil.rmtree(target) if os.path.isdir(target) else os.unlink(target)


def measure_import(table, people, events):
    """Imports the large set and gives the path of the database, None if that failed."""
    people_csv, events_csv = make_csv(people, events)
    database, bare = WORK + "/large.db", WORK + "/bare.db"
    remove_database(database)
    remove_database(bare)
    print(f"Importing {events} events", flush=True)
    with open(WORK + "/bare.sql", "w") as f:
        f.write(BASELINE.format(csv=events_csv))
    try:
        base, _ = run(["sqlite3", bare], stdin=open(WORK + "/bare.sql"))
        run([BEPBOARD, "--db", database, "init"])
        run([BEPBOARD, "--db", database, "import", "people", people_csv])
        os.sync()  # what was written so far must not weigh on the import's own syncs
        gate = Gate(database)
        gate.start()
        seconds, mib = run([BEPBOARD, "--db", database, "import", "events", events_csv])
        waited = gate.finish()
    except (OSError, RuntimeError) as e:
        print(e)
        table.add("import of events, against sqlite3", 1.5, None, "x")
        return None
    finally:
        remove_database(bare)
    table.add("import of events, against sqlite3", 1.5, ratio(seconds, base), "x", f"{seconds:.1f} s against {base:.1f} s")
    table.add("memory of the import", 64, mib, " MiB")
    table.add("longest wait of another session's save", 50, waited, " ms")
    return database


def main():
    parser = argparse.ArgumentParser(description="Measure bepboard against the yardstick.")
    parser.add_argument("--quick", action="store_true", help="without the large data set")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--rt", action="store_true", help="measure at real-time priority (root)")
    parser.add_argument("--markdown", metavar="FILE", help="write the table there, too")
    o = parser.parse_args()
    os.makedirs(WORK, exist_ok=True)
    table = Table()
    if not os.path.exists(BEPBOARD):
        raise SystemExit("There is no build/ui/bepboard to measure.")
    large = None if o.quick else measure_import(table, o.people, o.events)
    tool = find_ptybench()
    if tool:
        board = [BEPBOARD, "--db", WORK + "/demo.db", "demo"]
        remove_database(WORK + "/demo.db")
        run(board, stdin=subprocess.DEVNULL)  # the demo is made before anything is timed
        print("Measuring start, keys, idle and memory", flush=True)
        measure_start(table, tool, o, board, large)
        measure_keys(table, tool, o, board)
        measure_rest(table, tool, o, board, large)
    else:
        print("ptybench.py is missing ($PTYBENCH says where it is): start, keys, idle and memory are not measured.")
    live.measure(table, o.quick, environment(), WORK, BEPBOARD, os.path.join(BUILD, "tests", "bench"))
    fine = table.show()
    if o.markdown:
        with open(o.markdown, "w") as f:
            f.writelines(table.markdown())
    sys.exit(0 if fine else 1)


if __name__ == "__main__":
    main()
