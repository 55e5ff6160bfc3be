#!/usr/bin/env python3
"""Measures the release build against the yardstick and prints figure, target, measured, verdict.

    ./dev bench                 all figures; the large data set is made once, in build/bench
    ./dev bench start crowd     only these parts of import, start, keys, past, screens, idle, attention, search, others, wall, sessions, crowd
    ./dev bench --quick         without the large data set, and the shorter counts of live.py
    ./dev bench --runs 9        more rounds
    ./dev bench --events 100000 --people 10000    a smaller large set
    ./dev bench --rt            at real-time priority (root): for a machine that others use too
    ./dev bench --markdown FILE writes the table there as well

Start, keys, idle and memory are taken from outside by ptybench.py ($PTYBENCH, else ../shared/tools/ptybench.py); the programs run
in turn, so that a ratio compares neighbours in time. Import is compared with sqlite3's own .import of the same file; while
it runs, another session saves every 20 ms. Each row is printed as soon as it is known. The parts start, idle and search measure the
large data set only where the part import has left one.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time

import live

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build")
WORK = os.path.join(BUILD, "bench")
BEPBOARD = os.path.join(BUILD, "ui", "bepboard")
YARDSTICK = os.path.join(BUILD, "tests", "bench", "yardstick")
TOOLS = os.path.join(BUILD, "tests", "bench")
LARGE, WRITER, PAST, ATTENTION, SEARCH = (os.path.join(TOOLS, name)
                                          for name in ("large", "writer", "past", "attention", "search"))
LARGE_DB = os.path.join(WORK, "large.db")
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
    """Rows of figure, target, measured; each is printed when it comes."""

    def __init__(self):
        self.rows = []

    def add(self, figure, target, value, unit="", detail=""):
        ok = None if value is None else value <= target
        if not self.rows:
            print(f"{'figure':52} {'target':>12} {'measured':>12}  ")
        self.rows.append((figure, target, value, unit, detail, ok))
        shown = "-" if value is None else f"{value:.4g}{unit}"
        word = {True: "ok", False: "miss", None: "not measured"}[ok]
        print(f"{figure:52} {'<= ' + format(target, 'g') + unit:>12} {shown:>12}  {word:12} {detail}".rstrip(), flush=True)

    def markdown(self):
        yield "| figure | target | measured | verdict | medians |\n|---|---|---|---|---|\n"
        for figure, target, value, unit, detail, ok in self.rows:
            shown = "-" if value is None else f"{value:.4g}{unit}"
            word = {True: "ok", False: "**missed**", None: "not measured"}[ok]
            yield f"| {figure} | ≤ {target:g}{unit} | {shown} | {word} | {detail} |\n"

    def fine(self):
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


def large_database(o):
    return LARGE_DB if not o.quick and os.path.exists(LARGE_DB) else None


def measure_start(table, tool, o, board):
    large = large_database(o)
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


def measure_screens(table, tool, o, board):
    """Opening a screen, and turning to each of its lists, against filling the screen with another page."""
    opening = ",".join(f"open={n}" for n in "2345689213654981")
    for what, keys, out in (("a screen", opening, "q,q"), ("a list of Plan", "5," + "open=.," * 11 + "open=.", "q,q"),
                            ("a list of People", "3," + "open=.," * 11 + "open=.", "q,q")):
        pages = keys if what == "a screen" else ",".join(f"open={i % 9 + 1}" for i in range(12))
        first, rest = ([], keys) if what == "a screen" else (["--prepare", keys.split(",", 1)[0]], keys.split(",", 1)[1])
        common = ["--runs", str(o.runs), "--repeat", "1", "--idle", "0"]
        base = ptybench(tool, o, "page", common + ["--quit", "q", "--keys", pages],
                        [("yardstick", [YARDSTICK]), ("again", [YARDSTICK])])[0]["yardstick"]
        ours = ptybench(tool, o, "screens", common + first + ["--quit", out, "--keys", rest],
                        [("board", board), ("again", board)])[0]["board"]
        a, b = key(ours, "open", "last"), key(base, "open", "last")
        table.add(f"opening {what}, key to last byte", 4, ratio(a, b), "x", against(a, b))


def measure_idle(table, tool, o, board):
    large = large_database(o)
    commands = [("board", board), ("large", [BEPBOARD, "--db", large] if large else board)]
    options = ["--runs", str(o.runs), "--quit", "q", "--keys", "j,k,Tab,j,k,Tab,Tab,j,k", "--idle", "3"]
    results = ptybench(tool, o, "rest", options, commands)[0]
    table.add("bytes when nothing changes, per second", 0, scalar(results["board"], "idle_bytes_per_s", "max"), " B")
    table.add("CPU when nothing changes, per second", 0.3, scalar(results["board"], "idle_cpu_ms_per_s"), " ms")
    for program, label, limit in (("board", "memory, demo", 12), ("large", "memory, large data", 24)):
        if program == "board" or large:
            kib = scalar(results[program], "rss_kib", "max")
            table.add(label, limit, kib / 1024 if kib else None, " MiB")


def measure_attention(table, o):
    """The program measures itself: processor time of one list, the median of a hundred."""
    ms_of_list, lines, findings, ms_of_day = subprocess.run([ATTENTION], check=True, capture_output=True, text=True).stdout.split()
    table.add("attention, 1,000 stakeholders and 200 orders", 20, float(ms_of_list), " ms", f"{findings} findings in {lines} lines; {ms_of_day} ms for each day before, once, when idle")


def measure_search(table, o):
    """The program measures itself: processor time; the index is compared with folding every text once, in the same process."""
    def figures(*args):
        out = subprocess.run([SEARCH, *args], check=True, capture_output=True, text=True, env=environment()).stdout
        return {name: float(value) for name, value in (line.split() for line in out.splitlines())}
    f = figures("index")
    table.add("search: index of 100,000 records, against folding them", 5, ratio(f["build"], f["fold"]), "x",
              f"{against(f['build'], f['fold'])}; {f['again']:.1f} ms when nothing changed")
    table.add("search: longest slice of it", 16, f["slice"], " ms")
    table.add("search: first results while it is read", 16, f["first"], " ms")
    table.add("search: a key after that, p99", 16, f["key99"], " ms", f"median {ms(f['key'])}")
    large = large_database(o)
    if large:
        f = figures("people", large)
        table.add(f"search: a key among {o.people:,} people, p99", 16, f["key99"], " ms", f"median {ms(f['key'])}")


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


class Saver:
    """Another session that saves every 20 ms; finish gives its longest save and its longest bare fdatasync in ms."""

    def __init__(self, database):
        self.process = subprocess.Popen([WRITER, "pace", database, "ann", "0", WORK + "/sync"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env=environment())

    def finish(self):
        saves, longest, failed, bare = map(int, self.process.communicate()[0].split())
        return float("inf") if failed or not saves else longest / 1e6, bare / 1e6


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


def measure_import(table, o):
    people_csv, events_csv = make_csv(o.people, o.events)
    bare = WORK + "/bare.db"
    remove_database(LARGE_DB)
    remove_database(bare)
    with open(WORK + "/bare.sql", "w") as f:
        f.write(BASELINE.format(csv=events_csv))
    try:
        base, _ = run(["sqlite3", bare], stdin=open(WORK + "/bare.sql"))
        run([BEPBOARD, "--db", LARGE_DB, "init"])
        run([BEPBOARD, "--db", LARGE_DB, "import", "people", people_csv])
        os.sync()  # what was written so far must not weigh on the import's own syncs
        saver = Saver(LARGE_DB)
        seconds, mib = run([BEPBOARD, "--db", LARGE_DB, "import", "events", events_csv])
        waited, disk = saver.finish()
    except (OSError, RuntimeError) as e:
        print(e)
        table.add("import of events, against sqlite3", 1.5, None, "x")
        remove_database(LARGE_DB)
        return
    finally:
        remove_database(bare)
    table.add("import of events, against sqlite3", 1.5, ratio(seconds, base), "x", f"{seconds:.1f} s against {base:.1f} s")
    table.add("memory of the import", 64, mib, " MiB")
    table.add("longest save of another session meanwhile", 50, waited, " ms",
              f"longest bare fdatasync meanwhile {disk:.0f} ms")


def measure_past(table, o):
    """Looking back, in milliseconds of the processor: others at the machine do not count."""
    folder = WORK + "/past"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for kind, name, label, limit in (("demo", "step", "a day back or on, demo, longest of 200", 16),
                                     ("journal", "farthest", "as of a year ago, 100,000 entries since", 100)):
        out = subprocess.run([PAST, kind, folder], capture_output=True, text=True, check=False).stdout
        figures = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
        median, longest = (float(x) for x in figures.get(name, ("nan", "nan")))
        table.add(label, limit, longest if longest == longest else None, " ms", f"median {median:.2f} ms")


def with_ptybench(measure):
    """A part that needs the measuring tool and the demonstration, made before anything is timed."""
    def part(table, o):
        tool, board = find_ptybench(), [BEPBOARD, "--db", WORK + "/demo.db", "demo"]
        if not tool:
            print("ptybench.py is missing ($PTYBENCH says where it is): this part is not measured.")
            return
        remove_database(WORK + "/demo.db")
        run(board, stdin=subprocess.DEVNULL)
        measure(table, tool, o, board)
    return part


def with_sessions(measure):
    """A part of live.py."""
    def part(table, o):
        measure(live.Bench(table, environment(), WORK, BEPBOARD, TOOLS), o.quick)
    return part


PARTS = {
    "import": measure_import,
    "start": with_ptybench(measure_start),
    "keys": with_ptybench(measure_keys),
    "past": measure_past,
    "screens": with_ptybench(measure_screens),
    "idle": with_ptybench(measure_idle),
    "attention": measure_attention,
    "search": measure_search,
    **{name: with_sessions(measure) for name, measure in live.PARTS.items()},
}


def main():
    parser = argparse.ArgumentParser(description="Measure bepboard against the yardstick.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS) + "; all of them when none is named")
    parser.add_argument("--quick", action="store_true", help="without the large data set, shorter counts")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=10_000_000)
    parser.add_argument("--rt", action="store_true", help="measure at real-time priority (root)")
    parser.add_argument("--markdown", metavar="FILE", help="write the table there, too")
    o = parser.parse_args()
    for part in o.parts:
        if part not in PARTS:
            parser.error(f"there is no part {part}; there are {', '.join(PARTS)}")
    os.makedirs(WORK, exist_ok=True)
    if not os.path.exists(BEPBOARD):
        raise SystemExit("There is no build/ui/bepboard to measure.")
    table = Table()
    for part in o.parts or [p for p in PARTS if p != "import" or not o.quick]:
        started = time.monotonic()
        print(f"-- {part} (load average {os.getloadavg()[0]:.1f})", flush=True)
        PARTS[part](table, o)
        print(f"-- {part} took {time.monotonic() - started:.0f} s", flush=True)
        if o.markdown:
            with open(o.markdown, "w") as f:
                f.writelines(table.markdown())
    sys.exit(0 if table.fine() else 1)


if __name__ == "__main__":
    main()
