#!/bin/sh
# Plays a story over a real SSH server on loopback: over.sh ssh|mosh SCREENS BEPBOARD STORY.screen.
# The server runs as whoever runs the test, on a high port, with keys and configuration of its own in a folder that is gone
# afterwards. In the story `login ARGS` opens the board there, `sessions N` holds when N of them are left within two
# seconds and nobody holds the gate, `hosts-end` ends what mosh keeps for a client that is gone.
set -eu
kind=$1 screens=$2 program=$(readlink -f "$3") story=$4

skip() {
    echo "1..0 # SKIP $*"
    exit 0
}

for tool in sshd ssh ssh-keygen flock "$kind"; do
    command -v "$tool" >/dev/null || [ -x "/usr/sbin/$tool" ] || skip "$tool is not installed"
done
sshd=$(command -v sshd || echo /usr/sbin/sshd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/bepboard-ssh-XXXXXX")
server=
# shellcheck disable=SC2317 # called by the trap
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

mkdir "$dir/bin" "$dir/config"
for key in host user; do
    ssh-keygen -q -t ed25519 -N '' -f "$dir/$key"
done
cp "$dir/user.pub" "$dir/authorized"
if [ "$(id -u)" -eq 0 ]; then
    mkdir -p /run/sshd
fi

serve() {
    port=$1
    cat >"$dir/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $dir/host
AuthorizedKeysFile $dir/authorized
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
PermitRootLogin yes
PrintMotd no
PrintLastLog no
SetEnv LC_ALL=C.UTF-8 TZ=UTC XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/config XDG_DATA_HOME=$dir/config ${ASAN_OPTIONS:+ASAN_OPTIONS=$ASAN_OPTIONS}
END
    cat >"$dir/ssh_config" <<END
Host board 127.0.0.1
HostName 127.0.0.1
Port $port
User $(id -un)
IdentityFile $dir/user
IdentitiesOnly yes
UserKnownHostsFile $dir/known
StrictHostKeyChecking no
LogLevel ERROR
END
    "$sshd" -D -e -f "$dir/sshd_config" 2>"$dir/sshd.txt" &
    server=$!
    until ssh -F "$dir/ssh_config" -o ConnectTimeout=30 board true 2>"$dir/client.txt"; do
        kill -0 "$server" 2>/dev/null || return 1
        grep -q -e "Permission denied" -e "not allowed" "$dir/client.txt" "$dir/sshd.txt" && return 1
        python3 -c 'import select; select.select([], [], [], 0.05)'
    done
}

ready=
for port in $(python3 -c 'import random; print(*random.sample(range(20000, 60000), 5))'); do
    if serve "$port"; then
        ready=1
        break
    fi
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
done
[ -n "$ready" ] || skip "no login on loopback: $(tail -n 1 "$dir/client.txt" "$dir/sshd.txt" | tr '\n' ' ')"

board="$program --db $dir/board.db"
if [ "$kind" = ssh ]; then
    line="ssh -tt -F $dir/ssh_config board"
else
    line="mosh --experimental-remote-ip=local --ssh='ssh -F $dir/ssh_config' 127.0.0.1 --"
fi
cat >"$dir/bin/login" <<END
#!/bin/sh
exec $line $board "\$@"
END
cat >"$dir/bin/hosts-end" <<END
#!/bin/sh
for p in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"\$p/cmdline" | grep -q "^mosh-server .*$dir/board.db"; then kill "\${p#/proc/}"; fi
done
exit 0
END
slower=$(grep -q -a __asan_init "$program" && echo 10 || echo 1)
cat >"$dir/bin/sessions" <<END
#!/usr/bin/env python3
import os, select, subprocess, sys, time
def boards():
    found = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = open(f"/proc/{pid}/cmdline", "rb").read().split(b"\0")
        except OSError:
            continue
        found += words[0] == b"$program" and b"$dir/board.db" in words
    return found
end = time.monotonic() + 2 * $slower
while True:
    left = boards(), len([n for n in os.listdir("$dir/board.db-live") if n.isdigit()])
    free = subprocess.run(["flock", "-n", "$dir/board.db-gate", "true"]).returncode == 0
    if left == (int(sys.argv[1]),) * 2 and free:
        sys.exit(0)
    if time.monotonic() > end:
        print("processes and seats:", left, "gate", "free" if free else "held", file=sys.stderr)
        sys.exit(1)
    select.select([], [], [], 0.02)
END
chmod +x "$dir/bin/"*
PATH=$dir/bin:$PATH
export PATH
status=0
"$screens" "$program" "$story" || status=$?
# Kept tidy for whoever looks at the machine next: nothing of the story is left.
hosts-end
exit "$status"
