#!/bin/sh
# fails.sh SCREENS PROGRAM FILE: every expectation of the file is wrong, so every point must be "not ok".
out=$(SCREENS_GUARD_MS=300 "$1" "$2" "$3")
planned=$(printf '%s\n' "$out" | sed -n 's/^1\.\.//p')
refused=$(printf '%s\n' "$out" | grep -c '^not ok')
echo 1..1
if [ "$planned" -gt 0 ] && [ "$planned" = "$refused" ]; then
    echo "ok 1 - the harness refuses $refused false expectations"
else
    printf '%s\n' "$out" | sed 's/^/# /'
    echo "not ok 1 - the harness refuses $refused of $planned false expectations"
fi
