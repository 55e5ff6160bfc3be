#!/usr/bin/env python3
"""shared.py PROGRAM: a database that a group shares, by people of other users: numeric uids, no accounts. Every wrong
combination of modes and groups is found, and mended both by the command that is printed and by `doctor --mend`. TAP."""
import os
import shutil
import stat
import subprocess
import sys
import tempfile

GROUP, OTHER_GROUP, ANN, BOB, EVE = 7100, 7200, 7001, 7002, 7003
MEMBERS = {ANN: [GROUP], BOB: [GROUP], EVE: []}
ENV = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "USER": "root", "LOGNAME": "root"}
# Folder, file, log: modes; groups where they differ; what the doctor says first.
WRONG = [
    (0o770, 0o660, 0o660, {}, "its group may write there but is not handed down"),
    (0o3770, 0o660, 0o660, {}, "is sticky"),
    (0o2772, 0o660, 0o660, {}, "everybody may write there"),
    (0o2730, 0o660, 0o660, {}, "its group may write there but not look into it"),
    (0o2770, 0o640, 0o660, {}, "a member who may only read would lock the others out"),
    (0o770, 0o644, 0o660, {}, "everybody on this computer may open the file"),
    (0o2770, 0o664, 0o660, {}, "everybody on this computer may open the file"),
    (0o2750, 0o660, 0o660, {}, "the group may write the file but not the folder"),
    (0o2770, 0o660, 0o640, {}, "other members of the group cannot write it"),
    (0o2770, 0o660, 0o660, {"-wal": OTHER_GROUP}, "other members of the group cannot write it"),
    (0o2770, 0o660, 0o660, {"": OTHER_GROUP}, "the file belongs to another group than its folder"),
]


class Place:
    """A folder that a group may get, in one that everybody may enter."""

    def __init__(self, program, top):
        self.program, self.top, self.count = os.path.join(top, "bepboard"), top, 0
        os.chmod(top, 0o755)
        shutil.copy(program, self.program)
        os.chmod(self.program, 0o755)
        self.fresh()

    def fresh(self):
        self.count += 1
        self.folder = os.path.join(self.top, f"board-{self.count}")
        self.db = os.path.join(self.folder, "board.db")

    def run(self, uid, *words, stdin=""):
        who = []
        if uid:
            groups = ",".join(str(g) for g in [uid] + MEMBERS[uid])
            who = ["setpriv", f"--reuid={uid}", f"--regid={uid}", f"--groups={groups}"]
        command = who + ["sh", "-c", 'umask 077; exec "$0" "$@"', self.program, "--db", self.db, *words]
        done = subprocess.run(command, env=ENV | {"HOME": self.top}, input=stdin, capture_output=True, text=True,
                              check=False)
        return done.returncode, done.stdout, done.stderr

    def mode(self, suffix=None):
        path = self.folder if suffix is None else self.db + suffix
        st = os.stat(path)
        return stat.S_IMODE(st.st_mode), st.st_gid

    def spoil(self, folder, file, log, groups):
        os.chown(self.folder, ANN, GROUP)
        os.chmod(self.folder, folder)
        for suffix in ("", "-wal", "-shm", "-gate", "-touch"):
            if os.path.exists(self.db + suffix):
                os.chown(self.db + suffix, ANN, groups.get(suffix, GROUP))
                os.chmod(self.db + suffix, file if suffix == "" else log if suffix == "-wal" else 0o660)


class Points:
    def __init__(self):
        self.n, self.failed = 0, False

    def point(self, ok, name, *why):
        self.n += 1
        self.failed |= not ok
        print(f"{'' if ok else 'not '}ok {self.n} - {name}")
        for line in [] if ok else why:
            print("# " + str(line).replace("\n", "\n# "))


def write_both(p, place, name):
    """Ann and Bob each write a record; Eve cannot even look."""
    for uid, who in ((ANN, "Ann"), (BOB, "Bob")):
        status, out, err = place.run(uid, "import", "people", "-", stdin=f"name\n{who} {name}\n")
        p.point(status == 0, f"{who} writes, {name}", out, err)
    status, out, err = place.run(EVE, "log")
    p.point(status in (1, 4) and out == "", f"somebody else does not look, {name}", status, out, err)


def sharing(p, place):
    status, out, err = place.run(0, "init", "--name", "One", "--shared", str(GROUP))
    p.point(status == 0 and f"belongs to the group {GROUP}" in out, "init --shared makes folder and files", out, err)
    p.point(place.mode() == (0o2770, GROUP), "the folder is 2770 and the group's", place.mode())
    for suffix in ("", "-gate", "-touch"):
        p.point(place.mode(suffix) == (0o660, GROUP), f"board.db{suffix} is 0660 and the group's", place.mode(suffix))
    write_both(p, place, "when freshly shared")
    place.fresh()
    os.mkdir(place.folder, 0o700)
    place.run(0, "init", "--name", "One")
    status, out, err = place.run(0, "init", "--shared", str(GROUP))
    p.point(status == 0, "a private database is shared later, with what it holds", out, err)
    p.point(place.mode("") == (0o660, GROUP) and place.mode("-wal") == (0o660, GROUP), "with all of its files")
    write_both(p, place, "when shared later")


def refusals(p, place):
    place.fresh()
    os.mkdir(place.folder)
    os.chmod(place.folder, 0o3770)
    status, _, err = place.run(0, "init", "--shared", str(GROUP))
    p.point(status == 1 and "is sticky" in err and not os.path.exists(place.db), "a sticky folder is refused", err)
    os.chmod(place.folder, 0o755)
    open(os.path.join(place.folder, "letter.txt"), "w", encoding="utf-8").close()
    status, _, err = place.run(0, "init", "--shared", str(GROUP))
    p.point(status == 1 and "holds other files too" in err and place.mode()[0] == 0o755,
            "a folder with other files keeps its mode", err)
    status, _, err = place.run(0, "init", "--shared", "no-such-group")
    p.point(status == 2 and "no group" in err, "an unknown group is told", err)
    place.fresh()
    os.mkdir(place.folder)
    os.chown(place.folder, EVE, EVE)
    status, _, err = place.run(EVE, "init", "--shared", str(GROUP))
    p.point(status == 4 and f"sudo install -d -m 2770 -g {GROUP}" in err, "who may not is told what would do it", err)


def faults(out):
    lines = out.splitlines()
    return [(line, lines[i + 1].split("mend: ", 1)[1] if i + 1 < len(lines) and "mend: " in lines[i + 1] else "")
            for i, line in enumerate(lines) if line.startswith("SICK")]


def mending(p, place):
    place.fresh()
    place.run(0, "init", "--name", "One", "--shared", str(GROUP))
    place.run(ANN, "import", "people", "-", stdin="name\nAnn\n")
    for folder, file, log, groups, says in WRONG:
        name = f"folder {folder:o}, file {file:o}, log {log:o} {groups or ''}".rstrip()
        place.spoil(folder, file, log, groups)
        status, out, err = place.run(0, "doctor")
        p.point(status == 1 and says in out, f"found: {name}", out, err)
        # A folder that was mended may show what is wrong with its files.
        for _ in range(3):
            for command in {mend for _, mend in faults(out)}:
                subprocess.run(["sh", "-c", command], env=ENV, check=False)
            status, out, err = place.run(0, "doctor")
        p.point(status == 0 and place.mode() == (0o2770, GROUP), f"mended by what is printed: {name}", out, err)
        place.spoil(folder, file, log, groups)
        status, out, err = place.run(0, "doctor", "--mend")
        modes = [place.mode(suffix) for suffix in ("", "-wal", "-gate")]
        p.point(status == 0 and modes == [(0o660, GROUP)] * 3, f"mended by --mend: {name}", out, err, modes)
        status, out, err = place.run(BOB, "import", "people", "-", stdin=f'name\n"{name}"\n')
        p.point(status == 0, f"another member writes after it: {name}", out, err)
    place.spoil(0o2770, 0o640, 0o660, {})
    status, out, err = place.run(BOB, "doctor", "--mend")
    p.point(status == 1 and "could not be mended" in out and "sudo chmod 0660" in out,
            "who may not mend it is told the command", out, err)


def roles(p, place):
    place.fresh()
    place.run(0, "init", "--name", "One", "--shared", str(GROUP))
    config = os.path.join(place.top, "roles.yaml")
    with open(config, "w", encoding="utf-8") as f:
        f.write(f"roles:\n  owner: {{users: [root]}}\n  editor: {{users: [{ANN}]}}\n  viewer: {{groups: [{GROUP}]}}\n")
    os.chmod(config, 0o644)
    rows = "name\nSomebody\n"
    status, out, err = place.run(ANN, "--config", config, "import", "people", "-", stdin=rows)
    p.point(status == 0, "an editor by number writes, whatever $USER says", out, err)
    status, out, err = place.run(ANN, "--config", config, "restore", "x.db")
    p.point(status == 4 and "You are an editor here" in err, "and replaces nothing", out, err)
    status, out, err = place.run(BOB, "--config", config, "import", "people", "-", stdin=rows)
    p.point(status == 4 and "You are a viewer here" in err, "a viewer by group does not write", out, err)
    status, out, err = place.run(BOB, "--config", config, "log")
    p.point(status == 0 and str(ANN) in out, "and reads; the journal names who it was", out, err)


def setgid(p, place):
    """Nobody is in the group: only the program lends it, and every session of it is restricted."""
    place.fresh()
    place.run(0, "init", "--name", "One", "--shared", str(GROUP))
    etc, out_dir = (os.path.join(place.top, name) for name in ("etc", "out"))
    subprocess.run(["cp", "-r", "/etc/.", etc], stderr=subprocess.DEVNULL, check=False)
    os.makedirs(etc + "/xdg/bepboard", exist_ok=True)
    with open(etc + "/xdg/bepboard/config.yaml", "w", encoding="utf-8") as f:
        f.write(f"database:\n  path: {place.db}\nrestricted:\n  export_dir: {out_dir}\n")
    os.mkdir(out_dir)
    os.chmod(out_dir, 0o1777)
    os.chown(place.program, 0, GROUP)
    os.chmod(place.program, 0o2755)

    def run(*words, stdin="", name=place.program):
        command = ["unshare", "-m", "sh", "-c", 'mount --bind "$0" /etc && exec "$@"', etc, "setpriv", f"--reuid={EVE}",
                   f"--regid={EVE}", "--clear-groups", name, *words]
        done = subprocess.run(command, env=ENV | {"HOME": place.top, "BEPBOARD_DB": "/nowhere", "TERMINFO": "/tmp"},
                              input=stdin, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    if run("version")[0]:
        print(f"# the setgid part is left out: {run('version')[2].strip()}")
        return
    status, out, err = run("import", "people", "-", stdin="name\nEve\n")
    p.point(status == 0, "through a setgid program somebody outside the group writes", out, err)
    p.point(place.mode("-wal")[1] == GROUP, "the log stays the group's", place.mode("-wal"))
    refused = [("--config", "x.yaml", "log"), ("--now", "2026-01-01", "log"), ("--db", "/tmp/x.db", "log"),
               ("demo",), ("restore", "x.db"), ("doctor", "--mend"), ("init", "--shared", "0"), ("manual", "/etc/passwd"),
               ("import", "people", "/etc/passwd"), ("import", "people", "../x"), ("backup", "/tmp/x.db"),
               ("export", "people", "-o", "/tmp/x.csv"), ("export", "people", "-o", "../x.csv")]
    for words in refused:
        status, out, err = run(*words)
        p.point(status == 4 and "session is restricted" in err and out == "", f"refused there: {' '.join(words)}", out,
                err)
    status, out, err = run("export", "people", "--team", "-o", "people.csv")
    p.point(status == 0 and os.path.isfile(out_dir + "/people.csv"), "a file without a folder goes to the one folder",
            out, err)
    os.chmod(out_dir, 0o777)
    status, out, err = run("export", "people", "-o", "open.csv")
    p.point(status == 4 and "chmod o-w" in err, "not into a folder where everybody may change what lies there", out, err)
    os.chmod(out_dir, 0o1777)
    os.rename(out_dir, out_dir + "-itself")
    os.symlink(out_dir + "-itself", out_dir)
    status, out, err = run("export", "people", "-o", "linked.csv")
    p.point(status == 4 and "is no folder but a link" in err, "nor into one that is a link", out, err)
    os.remove(out_dir)
    os.rename(out_dir + "-itself", out_dir)
    os.symlink(place.db, out_dir + "/link.csv")
    status, out, err = run("import", "people", "link.csv")
    p.point(status == 4 and "restricted" in err, "a link in that folder is not followed", out, err)
    os.chmod(place.program, 0o755)
    for name in ("rbepboard", "-rbepboard"):
        os.symlink(place.program, os.path.join(place.top, name))
        status, out, err = run("--now", "2026-01-01", "log", name=os.path.join(place.top, name))
        p.point(status == 4 and "session is restricted" in err, f"{name} is a restricted name", out, err)


def main():
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        print("1..0 # SKIP only root can be several people here" if os.geteuid() else "1..0 # SKIP setpriv is missing")
        return 0
    p = Points()
    with tempfile.TemporaryDirectory() as top:
        place = Place(os.path.abspath(sys.argv[1]), os.path.realpath(top))
        for part in (sharing, refusals, mending, roles, setgid):
            part(p, place)
    print(f"1..{p.n}")
    return 1 if p.failed else 0


sys.exit(main())
