#!/usr/bin/env python3
"""Holds docs/attention.md to the rules of the program and to the demonstration's list: attention-doc.py PROGRAM ROOT (TAP)."""
import os
import re
import subprocess
import sys
import tempfile

program, root = sys.argv[1:]


def rules():
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "rules.in")
        with open(template, "w") as f:
            f.write("@RULES@\n")
        text = subprocess.run([program, "manual", template], check=True, capture_output=True, text=True).stdout
    return re.findall(r"^\*([A-E]\d-[a-z-]+)\*", text.replace("\\", ""), re.M)


def page():
    with open(os.path.join(root, "docs", "attention.md"), encoding="utf-8") as f:
        return re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", f.read(), re.M)


def listed():
    with open(os.path.join(root, "tests", "cli", "golden", "attention.txt"), encoding="utf-8") as f:
        return [line.split()[-1] for line in f if line.strip()][1:]


def report(number, fine, name, faults):
    print(f"{'ok' if fine else 'not ok'} {number} - {name}")
    for fault in faults:
        print(f"# {fault}")


described = {rule: demo for rule, _, demo in page()}
known = rules()
print("1..3")
faults = [r for r in known if r not in described] + [r for r in described if r not in known]
report(1, known and not faults, "every rule has a line in docs/attention.md, and no other", faults)
faults = [r for r in listed() if described.get(r, "quiet") == "quiet"]
report(2, listed() and not faults, "every line of the demonstration's list is traced to its rows", faults)
faults = [r for r, _, demo in page() if demo != "quiet" and r not in listed() and not re.search(r"until|in July", demo)]
report(3, not faults, "every trace leads to a line of the list, or to an earlier day", faults)
