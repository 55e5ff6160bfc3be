#!/usr/bin/env python3
"""The commands of README.md: those of ./dev exist, those of the program work on files as the text has them, and what needs
root says so by sudo alone. readme.py PROGRAM SOURCE, in TAP."""
import os
import re
import subprocess
import sys
import tempfile

PROGRAM, SOURCE = os.path.abspath(sys.argv[1]), sys.argv[2]
FILES = {
    "staff.csv": "employee,full_name,team\nE1,Ann,Desk\nE2,Bo,Desk\n",
    "advice.csv": "who,names\nE1,E2\n",
    "adoption.csv": "on,ever\n2026-05-31,1\n2026-06-30,2\n",
}
NEEDS_TERMINAL, NEEDS_BOARD = "needs a terminal", "has no board open"


def commands():
    with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as f:
        fenced = False
        for line in f:
            fenced ^= line.startswith("```")
            if line.startswith("    ") and not fenced:
                yield re.sub(r"\s+#.*", "", line).strip()


def jobs_of_dev():
    with open(os.path.join(SOURCE, "dev"), encoding="utf-8") as f:
        return set(re.findall(r"^        ([a-z-]+)\) do_", f.read(), re.M))


def run(command, folder):
    kept = {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
    env = {**kept, "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC", "USER": "ann",
           "PATH": os.path.join(folder, "bin") + ":/usr/bin:/bin"}
    return subprocess.run(command, shell=True, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=120, check=False)


def fault(command, folder):
    words = command.split()
    if words[0] == "./dev":
        return None if words[1] in jobs_of_dev() else f"./dev knows no {words[1]}"
    if words[0] != "bepboard":
        return None if words[0] in ("meson", "ninja") or words[:2] == ["sudo", "meson"] else "nobody tests this command"
    result = run(command, folder)
    opens = len(words) == 1 or words[1] in ("present", "--room")
    good = NEEDS_TERMINAL in result.stderr or NEEDS_BOARD in result.stderr if opens else result.returncode == 0
    return None if good else f"exit status {result.returncode}: {result.stdout}{result.stderr}"


def main():
    lines, failed = list(commands()), 0
    print(f"1..{len(lines)}")
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "bin"))
        os.symlink(PROGRAM, os.path.join(folder, "bin", "bepboard"))
        for name, text in FILES.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
                f.write(text)
        for number, command in enumerate(lines, 1):
            why = fault(command, folder)
            failed += why is not None
            print(f"{'not ok' if why else 'ok'} {number} - {command}".replace("#", ""))
            if why:
                print("# " + why.replace("\n", "\n# "), flush=True)
    sys.exit(failed > 0)


main()
