#!/usr/bin/env python3
"""Holds CODE-MAP.md against the tree: every source file has exactly one line with a sentence, and no line is left over.

codemap.py ROOT           reports in TAP
codemap.py ROOT --write   sorts the lines into their folders again, adds missing files with the first sentence of their
                          first comment, and takes out files that are gone
"""
import os
import re
import subprocess
import sys

SOURCE = re.compile(r"(^dev|^\.ci/run|\.(c|h|py|sh|sql))$")
LINE = re.compile(r"^- `([^`]+)`: ?(.*)$")
HEAD = re.compile(r"^## `([^`]+)`(.*)$")


def source_files(root):
    out = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True)
    if out.returncode != 0:
        return None
    return [f for f in out.stdout.splitlines() if SOURCE.search(f) and os.path.exists(os.path.join(root, f))]


def read_map(path):
    """Gives the preface, {folder: rest of its head}, and [(file, sentence)] in order."""
    preface, folders, entries, folder = [], {}, [], None
    with open(path, encoding="utf-8") as f:
        for line in f.read().splitlines():
            head, entry = HEAD.match(line), LINE.match(line)
            if head:
                folder = head.group(1)
                folders[folder] = head.group(2)
            elif entry:
                entries.append(((folder or "") + entry.group(1), entry.group(2).strip()))
            elif folder is None:
                preface.append(line)
    return preface, folders, entries


def first_sentence(path):
    with open(path, encoding="utf-8") as f:
        head = f.read(4000)
    head = re.sub(r"\A#![^\n]*\n", "", head)
    found = re.match(r'/\*\s*(.+?)\*/|"""(.+?)"""|((?:(?:# |--)[^\n]*\n)+)', head, re.S)
    if not found:
        return ""
    text = re.sub(r"\n\s*(?:\*|#|--)?\s*", " ", next(g for g in found.groups() if g)).strip(" #-*\n")
    return re.split(r"(?<=[.])\s", text)[0].strip()


def folder_of(path):
    folder = os.path.dirname(path)
    return folder + "/" if folder else "./"


def write_map(root, path, files):
    preface, folders, entries = read_map(path)
    known = {}
    for name, sentence in entries:
        known.setdefault(name[2:] if name.startswith("./") else name, sentence)
    lines, last = [line for line in preface], None
    while lines and not lines[-1]:
        lines.pop()
    for name in sorted(files, key=lambda f: (folder_of(f), f)):
        folder = folder_of(name)
        if folder != last:
            lines += ["", f"## `{folder}`{folders.get(folder, '')}", ""]
            last = folder
        lines.append(f"- `{os.path.basename(name)}`: {known.get(name) or first_sentence(os.path.join(root, name))}".rstrip())
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")


def point(number, name, faults):
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for fault in faults:
        print("#", fault)


def main():
    root = sys.argv[1]
    path, files = os.path.join(root, "CODE-MAP.md"), source_files(root)
    if files is None:
        print("1..0 # SKIP not a git checkout")
        return
    if "--write" in sys.argv:
        write_map(root, path, files)
        return
    listed = [(n[2:] if n.startswith("./") else n, s) for n, s in read_map(path)[2]]
    names = [n for n, _ in listed]
    print("1..4")
    point(1, "every source file has a line in CODE-MAP.md (codemap.py --write adds them)", sorted(set(files) - set(names)))
    point(2, "every line names a file that exists", sorted(set(names) - set(files)))
    point(3, "no file is listed twice", sorted({n for n in names if names.count(n) > 1}))
    point(4, "every line has a sentence", [n for n, s in listed if not s.endswith(".")])


if __name__ == "__main__":
    main()
