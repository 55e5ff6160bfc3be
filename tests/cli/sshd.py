#!/usr/bin/env python3
"""sshd.py SOURCE_ROOT: the lines for sshd that the manual gives, read by sshd itself: they are understood, and hold for a
member of the group and for nobody else. TAP; skipped where there is no sshd."""
import grp
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile

SSHD = shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
WANTED = {"forcecommand": "/usr/bin/bepboard --restricted", "disableforwarding": "yes", "permittty": "yes",
          "permituserrc": "no", "permituserenvironment": "no"}


def lines_of_manual(root):
    text = open(os.path.join(root, "docs/bepboard-host.7.scd.in"), encoding="utf-8").read()
    block = re.search(r"^\tAcceptEnv.*?(?=\n\n)", text, re.M | re.S).group()
    return re.sub(r"\+\+$", "", block, flags=re.M).replace("\\", "").strip()


def effective(folder, config, user):
    path = os.path.join(folder, "sshd_config")
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"HostKey {folder}/key\n{config}\n")
    words = [SSHD, "-T", "-f", path, "-C", f"user={user},host=localhost,addr=127.0.0.1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return dict(line.split(" ", 1) for line in done.stdout.splitlines() if " " in line), done.stderr


def main():
    if not SSHD or not shutil.which("ssh-keygen"):
        print("1..0 # SKIP sshd is not installed")
        return 0
    me = pwd.getpwuid(os.geteuid())
    mine = grp.getgrgid(me.pw_gid).gr_name
    others = next((g.gr_name for g in grp.getgrall() if g.gr_name != mine and g.gr_gid not in os.getgroups()), "nogroup")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/key"], check=True)
        config = lines_of_manual(sys.argv[1])
        found, err = effective(folder, config.replace("Group bepboard", "Group " + mine), me.pw_name)
        good = all(found.get(key) == value for key, value in WANTED.items())
        stranger, _ = effective(folder, config.replace("Group bepboard", "Group " + others), me.pw_name)
    if not found and "privilege separation" in err.lower():
        print(f"1..0 # SKIP {err.strip().splitlines()[0]}")
        return 0
    print("1..2")
    print(f"{'' if good else 'not '}ok 1 - sshd understands the manual's lines, and they hold for the group")
    if not good:
        print("# " + str({key: found.get(key) for key in WANTED}) + "\n# " + err.strip())
    free = stranger.get("forcecommand") == "none" and stranger.get("disableforwarding") == "no"
    print(f"{'' if free else 'not '}ok 2 - and for nobody else")
    return 0 if good and free else 1


sys.exit(main())
