#!/usr/bin/env python3
"""Turn files into one C source of named byte arrays: embed.py OUT SYMBOL FILE...

The generated file defines `const struct bb_embedded SYMBOL[]` (name, data, size), closed by an entry without a name.
Every data array ends in a NUL that is not counted, so that text can be used as a C string.
"""
import os
import sys


def main():
    out, symbol, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    lines = ["#include <bepboard/embedded.h>", ""]
    table = []
    for i, path in enumerate(files):
        with open(path, "rb") as f:
            data = f.read()
        body = ",".join(str(b) for b in data + b"\0")
        lines.append(f"static const unsigned char file_{i}[] = {{{body}}};")
        table.append(f'    {{"{os.path.basename(path)}", (const char *)file_{i}, {len(data)}}},')
    lines.append(f"const struct bb_embedded {symbol}[] = {{")
    lines += table
    lines += ["    {0}};", ""]
    with open(out, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


if __name__ == "__main__":
    main()
