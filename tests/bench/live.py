"""Measures several sessions on one database: how soon others see a change, the wall, many idle ones, many writers.

Called by bench.py, part by part. Every session has a terminal of its own that is read all the time; times are CLOCK_MONOTONIC of one host.
"""
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import subprocess
import termios
import time

BURST_NS = 50_000_000  # bytes further apart than this belong to different frames


class Screens:
    """Programs on terminals, all read by one poll; each has its bytes counted and the time of the last."""

    def __init__(self, env):
        self.env, self.poll, self.by_fd, self.pids = env, select.poll(), {}, []

    def start(self, command, size=(24, 80)):
        pid, fd = pty.fork()
        if pid == 0:
            os.execvpe(command[0], command, self.env)
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        os.set_blocking(fd, False)
        self.poll.register(fd, select.POLLIN)
        self.by_fd[fd] = {"bytes": 0, "first": 0, "last": 0, "frames": 0, "text": b""}
        self.pids.append(pid)
        return fd

    def read(self, seconds):
        """Reads what comes within so long; false when nothing came."""
        came = self.poll.poll(max(0, seconds) * 1000)
        stamp = time.monotonic_ns()
        for fd, _ in came:
            screen = self.by_fd[fd]
            try:
                data = os.read(fd, 65536)
            except OSError:
                data = b""
            if not data:
                self.poll.unregister(fd)
                continue
            screen["first"] = screen["first"] or stamp
            screen["frames"] += stamp - screen["last"] > BURST_NS
            screen["last"] = stamp
            screen["bytes"] += len(data)
            screen["text"] = (screen["text"] + data)[-65536:]
        return bool(came)

    def calm(self, quiet=0.15, limit=30):
        end, still = time.monotonic() + limit, time.monotonic() + quiet
        while time.monotonic() < min(end, still):
            if self.read(0.02):
                still = time.monotonic() + quiet

    def watch(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(end - time.monotonic())

    def zero(self):
        for screen in self.by_fd.values():
            screen.update(bytes=0, first=0, last=0, frames=0, text=b"")

    def close(self):
        for pid in self.pids:
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        end = time.monotonic() + 20
        left = list(self.pids)
        while left and time.monotonic() < end:
            self.read(0.02)
            left = [p for p in left if os.waitpid(p, os.WNOHANG)[0] == 0]
        for pid in left:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        for fd in self.by_fd:
            os.close(fd)


class Bench:
    def __init__(self, table, env, work, program, tools):
        self.table, self.env, self.folder = table, env, os.path.join(work, "live")
        self.program, self.tools = program, tools
        shutil.rmtree(self.folder, ignore_errors=True)
        os.mkdir(self.folder, 0o700)
        self.db = self.folder + "/board.db"
        subprocess.run([program, "--db", self.db, "demo"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=env,
                       check=True)

    def board(self, *more):
        return [self.program, "--db", self.db, "--now", "2026-11-22", *more]

    def tool(self, name, *args, **more):
        return subprocess.Popen([os.path.join(self.tools, name), *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True, bufsize=1, env=self.env, **more)


def save(writer):
    writer.stdin.write("go\n")
    writer.stdin.flush()


def finish(writer):
    writer.stdin.close()
    writer.wait()


def saved(writer):
    """When the save began and ended."""
    return tuple(map(int, writer.stdout.readline().split()))


def save_alone(writer):
    """How long a save takes while nobody watches."""
    took = []
    for _ in range(30):
        save(writer)
        began, ended = saved(writer)
        took.append(ended - began)
    return statistics.median(took)


def seen_by_others(bench, rounds):
    # Whoever is woken may push the writer aside before it can say when it was done: the commit is reckoned from the begin.
    writer = bench.tool("writer", "step", bench.db, "ann", "0")
    alone = save_alone(writer)
    screens = Screens(bench.env)
    boards = [screens.start(bench.board()) for _ in range(10)]
    base = screens.start([os.path.join(bench.tools, "watcher"), bench.db])
    screens.calm()
    ours, theirs = [], []
    for _ in range(rounds):
        # The marks of the last change fade after four seconds, which is a frame of its own: it is waited for.
        screens.watch(5.0)
        screens.zero()
        save(writer)
        screens.calm(0.3)  # the screens are read while the writer works: its answer can wait
        committed = saved(writer)[0] + alone
        ours += [(screens.by_fd[fd]["last"] - committed) / 1e6 for fd in boards if screens.by_fd[fd]["last"]]
        theirs.append((screens.by_fd[base]["last"] - committed) / 1e6)
    a, b = statistics.median(ours), statistics.median(theirs)
    bench.table.add("others' commit to changed cells, 10 sessions", 3, a / b, "x", f"{a:.2f} ms against {b:.2f} ms")
    screens.zero()
    started = time.monotonic()
    while time.monotonic() < started + 4:
        save(writer)
        saved(writer)
        screens.watch(0.02)
    took = time.monotonic() - started
    bench.table.add("refreshes at 40 commits a second", 5.5, max(screens.by_fd[fd]["frames"] for fd in boards) / took,
                    " /s", "half a refresh is the edge of the time measured")
    finish(writer)
    screens.close()


def wall(bench, rounds):
    screens = Screens(bench.env)
    own = screens.start(bench.board())
    screens.calm()
    follower = screens.start(bench.board("present", "--follow", str(screens.pids[0])))
    screens.calm(0.5)
    mine, walls, sizes = [], [], []
    for i in range(rounds):
        screens.zero()
        pressed = time.monotonic_ns()
        os.write(own, b"j" if i % 10 < 5 else b"k")
        screens.calm(0.1)
        if screens.by_fd[own]["last"] and screens.by_fd[follower]["last"]:
            mine.append((screens.by_fd[own]["last"] - pressed) / 1e6)
            walls.append((screens.by_fd[follower]["last"] - pressed) / 1e6)
            sizes.append(screens.by_fd[follower]["bytes"])
    screens.close()
    if not walls:
        bench.table.add("facilitator's key to the wall's frame", 3, None, "x", "the wall did not move")
        return
    a, b = statistics.median(walls), statistics.median(mine)
    bench.table.add("facilitator's key to the wall's frame", 3, a / b, "x", f"{a:.2f} ms against {b:.2f} ms")
    bench.table.add("bytes on the wall per step, 80x24", 600, max(sizes), " B", f"median {statistics.median(sizes):g} B")


def run_time(pid):
    """Nanoseconds on the processor."""
    with open(f"/proc/{pid}/schedstat") as f:
        return int(f.read().split()[0])


def private_mib(pid):
    with open(f"/proc/{pid}/smaps_rollup") as f:
        return sum(int(n) for n in re.findall(r"^Private_\w+: +(\d+) kB", f.read(), re.M)) / 1024


def idle(bench, sessions, seconds):
    screens = Screens(bench.env)
    for _ in range(sessions):
        screens.start(bench.board())
    screens.calm(2.5)
    screens.zero()
    before, started = sum(map(run_time, screens.pids)), time.monotonic()
    screens.watch(seconds)
    share = (sum(map(run_time, screens.pids)) - before) / 1e9 / (time.monotonic() - started) * 100
    bench.table.add(f"{sessions} idle sessions, share of one core", 1.5, share, " %")
    bench.table.add(f"{sessions} idle sessions, bytes", 0, sum(s["bytes"] for s in screens.by_fd.values()), " B")
    bench.table.add(f"{sessions} idle sessions, private memory each", 8, max(map(private_mib, screens.pids)), " MiB")
    screens.close()


def bare_syncs(bench):
    """The p99 of an fdatasync after each page appended to a file, in ns."""
    return int(bench.tool("writer", "sync", bench.folder + "/sync", "1000").communicate()[0])


def crowd(bench, editors, watchers, seconds):
    before = bare_syncs(bench)
    screens = Screens(bench.env)
    for _ in range(watchers):
        screens.start(bench.board())
    screens.calm(1)
    writers = [bench.tool("writer", "run", bench.db, f"editor{i}", str(i), str(seconds), stderr=subprocess.PIPE)
               for i in range(editors)]
    while any(w.poll() is None for w in writers):
        screens.read(0.05)
    screens.calm(0.5)
    screens.close()
    bare = statistics.mean((before, bare_syncs(bench))) / 1e6
    results = [tuple(map(int, w.stdout.read().split())) for w in writers]
    with sqlite3.connect(bench.db) as c:
        kept = dict(c.execute("SELECT actor, count(*) FROM txn WHERE actor LIKE 'editor%' GROUP BY actor"))
        broken = c.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
    lost = sum(max(0, n - kept.get(f"editor{i}", 0)) for i, (n, _, _) in enumerate(results))
    said = sum(b"bepboard:" in s["text"] or b"cannot" in s["text"] for s in screens.by_fd.values())
    worst = max(p99 for _, p99, _ in results) / 1e6
    detail = f"{sum(n for n, _, _ in results)} saves in {seconds} s beside {watchers} boards"
    bench.table.add(f"{editors} editors: saves that were lost", 0, lost + broken, "", detail)
    bench.table.add(f"{editors} editors: errors shown", 0, sum(f for _, _, f in results) + said)
    bench.table.add(f"{editors} editors: p99 of a save, against fdatasync", 20, worst / bare, "x",
                    f"{worst:.1f} ms against {bare:.2f} ms")


# By name: what bench.py calls, with whether the shorter counts do.
PARTS = {
    "others": lambda bench, quick: seen_by_others(bench, 4 if quick else 12),
    "wall": lambda bench, quick: wall(bench, 20 if quick else 60),
    "sessions": lambda bench, quick: idle(bench, 50, 5 if quick else 20),
    "crowd": lambda bench, quick: crowd(bench, 10, 40, 10 if quick else 60),
}
