#!/bin/sh
# fields.sh INCLUDE SOURCE COMPILER...: a field without a sensitivity does not compile.
include=$1 source=$2
shift 2
echo 1..2
point() {
    if [ "$1" = "$2" ]; then echo "ok $3"; else echo "not ok $3"; fi
}
"$@" -std=c17 -Wall -Wextra -Werror -fsyntax-only -I "$include" "$source" && compiles=yes || compiles=no
point "$compiles" yes "1 a field with its sensitivity compiles"
"$@" -std=c17 -fsyntax-only -DWITHOUT_SENSITIVITY -I "$include" "$source" 2> /dev/null && compiles=yes || compiles=no
point "$compiles" no "2 a field without one does not"
