#!/usr/bin/env python3
"""restricted.py PROGRAM SOURCE_ROOT: presses every key on every screen and in every layer of a restricted board, under
strace. Nothing may be executed after the start, and nothing opened for writing but what lies beside the database and
the terminal. Keys after which the board must be started anew take turns over the places; BB_FULL=1 presses them all
everywhere. TAP; skipped with a reason where strace or a mount namespace is missing."""
import fcntl
import os
import pty
import pwd
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

FULL = bool(os.environ.get("BB_FULL"))
LIMIT_S = 20  # guard against hanging only
CALLS = "execve,execveat,open,openat,openat2,creat"
ESCAPES = {
    "UP": "[A", "DOWN": "[B", "LEFT": "[D", "RIGHT": "[C", "HOME": "[H", "END": "[F", "PAGE_UP": "[5~",
    "PAGE_DOWN": "[6~", "INSERT": "[2~", "DELETE": "[3~", "BACK_TAB": "[Z", "WORD_LEFT": "[1;5D",
    "WORD_RIGHT": "[1;5C", "F1": "OP", "F2": "OQ", "F3": "OR", "F4": "OS", "F5": "[15~", "F6": "[17~", "F7": "[18~",
    "F8": "[19~", "F9": "[20~", "F10": "[21~", "F11": "[23~", "F12": "[24~"}
FOCUS = b"\033[I"  # does nothing, but keeps a lone Esc from waiting for more
# Ends a paste and closes whatever is open.
RESET = b"\033[201~" + b"\033" * 7 + FOCUS + b"1"
# Where the keys are pressed: the layers that lie there, the database, the keys that lead there, a word seen there.
PLACES = [
    ((), "full", b"", "Board"), ((), "full", b"\t", "Board"), ((), "full", b"\t\t", "Board"),
    ((), "full", b"\t\t\t", "Board"), ((), "full", b"2", "Orders"), ((), "full", b"3", "People"),
    ((), "full", b"3\t", "People"), ((), "full", b"4", "Adoption"), ((), "full", b"4\t", "Adoption"),
    ((), "full", b"9", "Units"), ((), "full", b"8", "History"), ((), "full", b"2/", "filter"),
    ((), "full", b"5", "Plan"), ((), "full", b"6", "Registers"), ((), "full", b"2.", "Diagnoses"),
    ((), "wall", b"", "ROOM"), (("chooser",), "draft", b"", "unsaved"),
    ((), "full", b"z", "Board"), (("chooser",), "full", b"?", "narrow"),
    (("chooser",), "full", b":", "Command"), (("chooser",), "full", b"W", "Engagements"),
    (("chooser",), "full", b"2s", "Sort"), (("chooser",), "full", b"A", "Add"),
    (("chooser",), "empty", b"", "Welcome"), (("form",), "full", b"2a", "save"), (("form",), "full", b"2e", "save"),
    (("form",), "full", b"L", "save"), (("form", "chooser"), "full", b"L\r", "save|who|Person"),
    (("page",), "full", b"2\r", "Order|order"), (("page",), "full", b"=", "Coalition|coalition"),
    (("question",), "full", b"T", "as of which day"), (("diagnose",), "full", b"2D", "Verdict"),
    (("leave-room",), "full", b"RR", "Leave"),
    (("search",), "full", b"\x06", "Search everything"), (("question",), "full", b"2x", "Write this list"),
]
# To the room, and to days gone by.
LASTING = (b"R", b"\033[24~", b"[", b"]", b"{", b"}", b"P")
ENV = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "EDITOR": "/bin/sh", "VISUAL": "/bin/sh",
       "SHELL": "/bin/sh", "PAGER": "/bin/sh", "ASAN_OPTIONS": "detect_leaks=0"}
SUFFIXES = ("", "-wal", "-gate", "-touch")
CONFIG = "database:\n  path: {0}/data/board.db\nrestricted:\n  export_dir: {0}/out\n"


def keys(root):
    """Every key of the key table: code points 1 to 127, and the special keys by name, as a terminal sends them."""
    text = open(os.path.join(root, "include/bepboard/key.h"), encoding="utf-8").read()
    table = text[text.index("BB_KEY_SPECIAL ="):text.index("BB_KEY_LAST")]
    names = re.findall(r"^ +BB_KEY_(\w+),", table, re.M)
    missing = set(names) - set(ESCAPES)
    if missing or not names:
        sys.exit(f"no bytes known for the keys {missing}")
    return [(f"code {n}", bytes([n])) for n in range(1, 128)] + \
        [(name, b"\033" + ESCAPES[name].encode()) for name in names]


def layer_names(root):
    names = set()
    for name in os.listdir(os.path.join(root, "ui")):
        text = open(os.path.join(root, "ui", name), encoding="utf-8").read()
        names |= set(re.findall(r"struct layer_class \w+ = \{\s*(?:\.name = )?\"([\w-]+)\"", text))
    return names


class Board:
    """One restricted board under strace on a terminal of its own."""

    def __init__(self, world, argv):
        self.world, self.out, self.rows = world, b"", 30
        world.starts += 1
        self.log = os.path.join(world.dir, f"log-{world.starts}")
        self.master, self.slave = pty.openpty()
        trace = ["strace", "-f", "-y", "-qq", "-e", "trace=" + CALLS, "-o", self.log]
        self.child = subprocess.Popen(
            world.inside(trace + argv), env=ENV | {"HOME": world.dir}, stdin=self.slave, stdout=self.slave,
            stderr=self.slave, start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        self.size(self.rows, 110)
        self.wait(lambda: b"\033[?1049h" in self.out, "the first picture")

    def size(self, rows, cols):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def pump(self, wait=0.002):
        if select.select([self.master], [], [], wait)[0]:
            try:
                self.out = (self.out + os.read(self.master, 65536))[-200000:]
            except OSError:
                pass

    def ended(self):
        return self.child.poll() is not None

    def unread(self):
        """What is on its way does not count before the line discipline has it, which polling sees to."""
        line = select.poll()
        line.register(self.slave, select.POLLIN)
        line.poll(0)
        return struct.unpack("i", fcntl.ioctl(self.slave, termios.FIONREAD, b"\0" * 4))[0]

    def wait(self, done, what):
        """False when the board ended meanwhile."""
        limit = time.monotonic() + LIMIT_S
        while not done():
            self.pump()
            if not done() and self.ended():
                return False
            if time.monotonic() > limit:
                raise RuntimeError(f"waited in vain for {what}")
        return True

    def press(self, data, what):
        os.write(self.master, data)
        return self.wait(lambda: self.unread() == 0, f"{what} to be read")

    def shows(self, pattern):
        """A change of size brings the whole picture, in one piece for every word."""
        self.out, self.rows = b"", self.rows ^ 1
        self.size(self.rows, 110)
        return self.wait(lambda: re.search(pattern.encode(), self.out), f"\"{pattern}\" on the screen")

    def close(self):
        os.close(self.slave)
        os.close(self.master)
        try:
            self.child.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(self.child.pid, signal.SIGKILL)
            raise RuntimeError("the board did not end with its terminal") from None
        with open(self.log, encoding="utf-8", errors="replace") as log:
            lines = list(log)
        if not any("board.db-gate" in line and "O_RDWR" in line for line in lines):
            raise RuntimeError("the trace does not even show the database")
        return [line for line in lines if "execve" in line][1:] + self.world.foreign(lines)


class World:
    """A folder with databases, and a configuration of the host that only the boards of this test see."""

    def __init__(self, program, folder):
        self.program, self.dir, self.starts = program, folder, 0
        for name in ("etc", "data", "out"):
            os.mkdir(os.path.join(folder, name))
        subprocess.run(["cp", "-r", "/etc/.", os.path.join(folder, "etc")], stderr=subprocess.DEVNULL, check=False)
        os.makedirs(os.path.join(folder, "etc/xdg/bepboard"), exist_ok=True)
        with open(os.path.join(folder, "etc/xdg/bepboard/config.yaml"), "w", encoding="utf-8") as f:
            f.write(CONFIG.format(folder))

    def inside(self, argv):
        flags = "-m" if os.geteuid() == 0 else "-rm"
        return ["unshare", flags, "sh", "-c", 'mount --bind "$0/etc" /etc && exec "$@"', self.dir] + argv

    def board(self, which="full"):
        follow = ["present", "--follow", pwd.getpwuid(os.getuid()).pw_name] if which == "wall" else []
        return Board(self, [self.program, "--restricted"] + follow)

    def make(self):
        full, empty = (os.path.join(self.dir, name) for name in ("full.db", "empty.db"))
        env = {"PATH": "/usr/bin:/bin", "HOME": self.dir, "LC_ALL": "C.UTF-8", "TERM": "xterm"}
        subprocess.run([self.program, "--db", full, "demo"], env=env, stdout=subprocess.DEVNULL, check=True)
        for command in (["init", "--name", "Nothing"], ["undo"]):
            subprocess.run([self.program, "--db", empty] + command, env=env, stdout=subprocess.DEVNULL, check=True)

    def make_draft(self):
        """What a dropped line leaves in the middle of a form; what is found meanwhile."""
        self.lay("full")
        board = self.board()
        typed = board.press(RESET + b"L", "L") and board.shows("save") and board.press(b"\tHalf a word", "a text")
        found = board.close() if typed and board.shows("Half a word") else ["no form could be left"]
        for suffix in SUFFIXES:
            if os.path.exists(os.path.join(self.dir, "data/board.db" + suffix)):
                shutil.copyfile(os.path.join(self.dir, "data/board.db" + suffix),
                                os.path.join(self.dir, "draft.db" + suffix))
        return found

    def lay(self, which):
        """A fresh database, so that one place's deletions do not empty the next one's lists."""
        source = "full" if which == "wall" else which
        shutil.rmtree(os.path.join(self.dir, "data"))
        os.mkdir(os.path.join(self.dir, "data"))
        for suffix in SUFFIXES:
            if os.path.exists(os.path.join(self.dir, source + ".db" + suffix)):
                shutil.copyfile(os.path.join(self.dir, source + ".db" + suffix),
                                os.path.join(self.dir, "data/board.db" + suffix))

    def foreign(self, lines):
        """Openings for writing outside."""
        found, inside = [], os.path.join(self.dir, "data") + "/"
        for line in lines:
            if not re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE|creat\(", line):
                continue
            m = re.search(r'(?:openat2?\((?:AT_FDCWD|\d+)?(?:<([^>]*)>)?, |open\(|creat\()"([^"]*)"', line)
            path = os.path.normpath(os.path.join(m.group(1) or "", m.group(2))) if m else line
            if not path.startswith(inside) and path not in ("/dev/tty", "/dev/null") and \
                    not path.startswith("/dev/pts/"):
                found.append(line)
        return found


def is_alone(place):
    """The greetings come only once, and the question on the way out of the room leads on with any key."""
    return place[1] in ("empty", "draft") or b"R" in place[2]


def turn(number, place, table):
    """The keys of a place: where each costs a start, all controls and some of the others."""
    if FULL:
        return table
    if is_alone(place):
        return [key for i, key in enumerate(table) if (len(key[1]) == 1 and key[1] < b" ") or i % 4 == number % 4]
    lasting = LASTING[number % len(LASTING)]
    return [key for key in table if key[1] not in LASTING or key[1] == lasting]


def press_all(world, place, table):
    """Presses the keys at one place; returns what was executed or opened for writing."""
    _, which, way, word = place
    world.lay(which)
    found, board = world.make_draft() if which == "draft" else [], None
    followed = world.board() if which == "wall" else None
    reset = b"" if which in ("empty", "draft") else RESET  # the greeting comes only once
    for name, data in table:
        tried = 0
        while tried < 2:
            if not board:
                if not reset:
                    world.lay(which)  # empty again: Enter loads the demonstration
                board = world.board(which)
                if not board.press(reset + way, "the way") or not board.shows(word):
                    raise RuntimeError(f"the way {way} leads out of the board")
            tried += 1
            alive = board.press(reset + way, name) and board.press(data if reset else data + FOCUS, name)
            # What a key leads to that no other key leads back from: a new board.
            if not alive or data in LASTING or b"R" in way or not reset:
                found += board.close()
                board = None
            if alive:
                break
    return found + (board.close() if board else []) + (followed.close() if followed else [])


def says_why(world):
    world.lay("full")
    board = world.board()
    said = board.press(b"\032", "Ctrl-Z") and board.shows("restricted:")
    board.close()
    return said


def why_not(world):
    if not shutil.which("strace"):
        return "strace is missing"
    if subprocess.run(world.inside(["true"]), stderr=subprocess.DEVNULL, check=False).returncode:
        return "no mount namespace is to be had here"
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL, check=False).returncode:
        return "strace may not trace here"
    return None


def main():
    program, root = os.path.abspath(sys.argv[1]), sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        world = World(program, os.path.realpath(folder))
        reason = why_not(world)
        if reason:
            print(f"1..0 # SKIP {reason}")
            return 0
        print(f"1..{len(PLACES) + 2}", flush=True)
        world.make()
        missing = layer_names(root) - {name for place in PLACES for name in place[0]}
        print("ok 1 - every layer has its place here" if not missing else f"not ok 1 - no way leads to {missing}")
        said = says_why(world)
        print(f"{'' if said else 'not '}ok 2 - the key that leads to the shell says that it does not", flush=True)
        failed, table = bool(missing) or not said, keys(root)
        for i, place in enumerate(PLACES):
            name = f"{place[1]} database, {place[2]!r}"
            pressed = turn(i, place, table)
            try:
                found = press_all(world, place, pressed)
            except RuntimeError as e:
                found = [str(e)]
            print(f"{'not ' if found else ''}ok {i + 3} - {len(pressed)} keys, {name}", flush=True)
            for line in found[:10]:
                print("# " + line.rstrip())
            failed = failed or bool(found)
    return 1 if failed else 0


sys.exit(main())
