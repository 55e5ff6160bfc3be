#!/usr/bin/env python3
"""Plays a file of commands against the program and compares what a user reads, in TAP: play.py PROGRAM FILE.case

A case is read from top to bottom in an empty folder of its own:

  # The name of the next point
  $ a command for the shell, `bepboard` being the program
  > its further lines
  | a line expected on stdout
  ! a line expected on stderr
  @ a file in golden/ that stdout must equal
  = 2        the expected exit status; 0 when it is left out

`...` alone is any number of lines, `<*>` any text within one. DIR stands for the folder. With UPDATE_GOLDEN=1 what is
expected is rewritten from what came out, lines that match by a pattern being kept.
"""
import os
import re
import subprocess
import sys
import tempfile

LIMIT_S = 300
ENV = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color"}


class Step:
    """One command with what is expected of it; `first` and `last` are its lines in the file."""

    def __init__(self, name, command, first):
        self.name, self.command, self.first, self.last = name, command, first, first
        self.out, self.err, self.golden, self.status = [], [], None, 0


def read_case(lines):
    steps, name = [], ""
    for i, line in enumerate(lines):
        mark, text = line[:1], line[2:]
        if mark == "#":
            name = text
        elif mark == "$":
            steps.append(Step(name or text, text, i))
            name = ""
        elif line.strip():
            step = steps[-1]
            step.last = i
            if mark == ">":
                step.command += "\n" + text
            elif mark == "|":
                step.out.append(text)
            elif mark == "!":
                step.err.append(text)
            elif mark == "@":
                step.golden = text.strip()
            elif mark == "=":
                step.status = int(text)
            else:
                sys.exit(f"line {i + 1}: begins with none of the marks: {line}")
    return steps


def matches(wanted, got):
    """Lines with wildcards against lines."""
    if not wanted:
        return not got
    if wanted[0] == "...":
        return any(matches(wanted[1:], got[i:]) for i in range(len(got) + 1))
    if not got:
        return False
    pattern = ".*".join(re.escape(part) for part in wanted[0].split("<*>"))
    return re.fullmatch(pattern, got[0]) is not None and matches(wanted[1:], got[1:])


def run(step, folder, env):
    done = subprocess.run(["bash", "-c", step.command], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=LIMIT_S)
    out, err = (b.decode("utf-8", "backslashreplace").replace(folder, "DIR") for b in (done.stdout, done.stderr))
    return out, err, done.returncode


def lines_of(text):
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines[:-1] + [lines[-1] + " (no newline)"]


def compare(step, out, err, status, golden):
    faults = []
    if status != step.status:
        faults.append(f"exit status {status}, expected {step.status}")
    if step.golden:
        path = os.path.join(golden, step.golden)
        wanted = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
        if wanted != out:
            faults += [f"stdout differs from golden/{step.golden}; it is:"] + ["  | " + l for l in lines_of(out)]
    elif not matches(step.out, lines_of(out)):
        faults += ["stdout, expected:"] + ["  | " + l for l in step.out] + ["and got:"] + ["  | " + l for l in lines_of(out)]
    if not matches(step.err, lines_of(err)):
        faults += ["stderr, expected:"] + ["  ! " + l for l in step.err] + ["and got:"] + ["  ! " + l for l in lines_of(err)]
    return faults


def rewritten(step, out, err, status, golden):
    """The lines of a step as it went."""
    lines = [("$ " if i == 0 else "> ") + l for i, l in enumerate(step.command.split("\n"))]
    if step.golden:
        with open(os.path.join(golden, step.golden), "w", encoding="utf-8") as f:
            f.write(out)
        lines.append("@ " + step.golden)
    else:
        kept = step.out if matches(step.out, lines_of(out)) else lines_of(out)
        lines += [("| " + l).rstrip() for l in kept]
    kept = step.err if matches(step.err, lines_of(err)) else lines_of(err)
    lines += [("! " + l).rstrip() for l in kept]
    return lines + ([f"= {status}"] if status else [])


def environment(folder, program):
    bin_folder = os.path.join(folder, ".bin")
    os.mkdir(bin_folder)
    os.symlink(os.path.abspath(program), os.path.join(bin_folder, "bepboard"))
    kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS") or k in ("USER", "LOGNAME")}
    return {**kept, **ENV, "PATH": bin_folder + ":/usr/bin:/bin", "HOME": folder, "TMPDIR": folder}


def main():
    program, path = sys.argv[1:3]
    update, golden = os.environ.get("UPDATE_GOLDEN"), os.path.join(os.path.dirname(os.path.abspath(path)), "golden")
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    steps, failed, written, at = read_case(lines), 0, [], 0
    print(f"1..{len(steps)}")
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder, program)
        for number, step in enumerate(steps, 1):
            out, err, status = run(step, folder, env)
            faults = [] if update else compare(step, out, err, status, golden)
            failed += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {number} - {step.name}")
            for fault in [f"line {step.first + 1}: {step.command}"] + faults if faults else []:
                print("# " + fault.replace("\n", "\n# "), flush=True)
            written += lines[at:step.first] + rewritten(step, out, err, status, golden) if update else []
            at = step.last + 1
    if update:
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(written + lines[at:]))
    sys.exit(failed > 0)


main()
