#!/usr/bin/env python3
"""Checks data/demo by itself and prints TAP: demo-data.py SOURCE_ROOT.

The figures expected here were worked out from the paper that the demonstration engagement comes from. They are
computed from the CSV files alone, so that a wrong cell shows here and not in a test of the program.
"""
import csv
import datetime
import io
import os
import re
import sys
from collections import Counter

from demo_registers import check_registers

TODAY = "2026-11-22"
# Days that may lie ahead of the row that names them; all others are of what has happened.
AHEAD = {"start", "golive", "end", "due", "follow_up", "until", "later", "tell_by", "by", "ends", "light_due",
         "leaving", "finance_hears", "support_until"}
# Narrower than the program's own limits.
RANGES = {"population": (1, 1000), "headcount": (1, 1000), "size": (0, 1000), "strength": (1, 3), "now": (0, 96),
          "ever": (0, 96), "access": (0, 96), "proficient": (0, 96)}
STANCES = ["unaware", "resistant", "neutral", "supportive", "leading"]
SUPPORT = {"unaware": 0, "resistant": -1, "neutral": 0, "supportive": 1, "leading": 2}
SEGMENTS = {"Support L1": 14, "Support L2/L3": 9, "Customer Success": 11, "Professional Services": 16,
            "Engineering": 24, "Product": 6, "Sales / account mgmt": 12, "Finance / billing": 4}
MONTH_ENDS = ["2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"]
FACTS = ["invited", "outcome_named", "diagnosed", "accepted", "measured", "credited"]


ENTITIES = {}  # by noun
NOUNS = []  # in this order rows of one day are replayed: a row refers only to earlier days, nouns or rows


class Tap:
    def __init__(self):
        self.n = 0
        self.failed = 0

    def ok(self, name, good, *why):
        self.n += 1
        self.failed += not good
        print(f"{'ok' if good else 'not ok'} {self.n} - {name}")
        if not good:
            for line in why:
                print(f"# {line}")

    def same(self, name, got, expected):
        self.ok(name, got == expected, f"expected {expected!r}", f"     got {got!r}")

    def none(self, name, findings):
        self.ok(name, not findings, *findings[:10])


def is_day(text):
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def days_before(text, n):
    return (datetime.date.fromisoformat(text) - datetime.timedelta(days=n)).isoformat()


def limit(rest, end, without):
    found = re.search(r"\.%s = (-?\d+)\b" % end, rest)
    return int(found.group(1)) if found else without


class Entity:
    """What the program says of a noun: its struct's columns, and of each field kind, key, reference, choices, room."""
    def __init__(self, structs, rows, struct):
        body = re.search(r"struct %s \{(.*?)\n\};" % struct, structs, re.S).group(1)
        body = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
        members = re.findall(r"(?:const char|int64_t|struct bb_date)\s+([^;]+);", body)
        self.columns = [name.strip(" *\n") for line in members for name in line.split(",")]
        fields = re.findall(r"BB_FIELD\(struct %s, (\w+), BB_(\w+), BB_(\w+), \"(?:[^\"]*)\"(.*)\)," % struct, rows)
        self.kind = {name: kind for name, _, kind, _ in fields}
        self.open = [name for name, to, kind, _ in fields if to == "OPEN" and kind in ("TEXT", "NOTE")]
        self.key = [name for name, _, _, rest in fields if re.search(r"\bBB_KEY\b", rest)]
        self.needed = [name for name, _, _, rest in fields if re.search(r"\bBB_REQUIRED\b", rest)]
        self.ref = {name: re.search(r"\.ref = BB_(\w+)", rest).group(1).lower() for name, _, kind, rest in fields
                    if kind == "REF"}
        self.choices = {name: re.search(r"\.choices = &bb_(\w+)", rest).group(1) for name, _, kind, rest in fields
                        if kind == "CHOICE"}
        self.limits = {name: (limit(rest, "min", 0), limit(rest, "max", 10**9)) for name, _, kind, rest in fields
                       if kind == "INT"}


def entities(root):
    """By noun, from the headers and the field tables of the program."""
    texts = {}
    for path in ("include/bepboard/model.h", "include/bepboard/registers.h", "src/model/entities.c",
                 *(f"src/model/registers_{part}.c" for part in ("work", "charter", "minds", "change"))):
        with open(os.path.join(root, path), encoding="utf-8") as f:
            texts[path] = f.read()
    headers = "".join(t for p, t in texts.items() if p.endswith(".h"))
    tables = "".join(t for p, t in texts.items() if p.endswith(".c"))
    names = re.findall(r"BB_ENTITY\(\s*\"(\w+)\",\s*\"(\w+)\",\s*\"[^\"]*\",\s*\w+,\s*struct (\w+)", tables)
    known = {noun: Entity(headers, tables, struct) for _, noun, struct in names}
    nouns = {name: noun for name, noun, _ in names}
    for entity in known.values():
        entity.ref = {field: nouns[name] for field, name in entity.ref.items()}
    return known


def choice_sets(source):
    return {name: re.findall(r'"([^"]+)"', rest) for name, rest in re.findall(r'SET\((\w+), "\w+",([^)]*)\)', source)}


def read(path):
    with open(path, "rb") as f:
        data = f.read()
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    return data, rows[0], rows[1:]


def key_of(noun, row):
    return tuple(row[k] for k in ENTITIES[noun].key)


def records(noun, rows, until=TODAY):
    """The records as they stand after all rows up to a day: a repeated key fills in, `-` empties."""
    live = {}
    for row in rows:
        if row["at"] > until:
            continue
        record = live.setdefault(key_of(noun, row), dict.fromkeys(row, ""))
        for name, value in row.items():
            if value:
                record[name] = "" if value == "-" else value
    return list(live.values())


def check_files(tap, folder):
    bundle = {}
    for noun in NOUNS:
        data, head, rows = read(os.path.join(folder, noun + ".csv"))
        tap.same(f"{noun}: the columns are the fields in their order, then at", head,
                 ENTITIES[noun].columns + ["at"])
        tap.none(f"{noun}: every row has every column", [str(r) for r in rows if len(r) != len(head)])
        tap.ok(f"{noun}: LF, no mark at the start, a line end at the end",
               b"\r" not in data and not data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\n"))
        bundle[noun] = [dict(zip(head, r)) for r in rows]
    tap.same("no other files than those of the nouns", sorted(f for f in os.listdir(folder) if f.endswith(".csv")),
             sorted(n + ".csv" for n in NOUNS))
    return bundle


def number_fault(value, limits):
    if not re.fullmatch(r"-?\d+", value) or not limits[0] <= int(value) <= limits[1]:
        return "not a whole number {}..{}".format(*limits)
    return None


def value_fault(noun, name, value, sets):
    entity = ENTITIES[noun]
    kind = "DATE" if name == "at" else entity.kind[name]
    if value in ("", "-"):
        return None
    if kind == "DATE" and not is_day(value):
        return "not a date"
    if kind == "BOOL" and value != "1":
        return "neither 1 nor empty"
    if kind == "CHOICE" and value not in sets[entity.choices[name]]:
        return "no such choice"
    if name in RANGES and kind in ("INT", "DECIMAL"):
        return number_fault(value, RANGES[name])
    if kind == "INT":
        return number_fault(value, entity.limits[name])
    if kind == "DECIMAL" and not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d*[1-9])?", value):
        return "not a number in its shortest form"
    most = 4000 if kind == "NOTE" else 500
    if len(value.encode()) > most:
        return f"longer than {most} bytes"
    lines = value.split("\n") if kind == "NOTE" else [value]
    if value != value.strip() or any(re.search(r"[\x00-\x1f\x7f]", line) for line in lines):
        return "white space at an end, or a control character"
    return None


def check_values(tap, bundle, sets):
    for noun in NOUNS:
        faults = [f"row {i}: {name} = {value!r}: {fault}" for i, row in enumerate(bundle[noun], 2)
                  for name, value in row.items() for fault in [value_fault(noun, name, value, sets)] if fault]
        tap.none(f"{noun}: values are canonical", faults)


def repeat_faults(noun, rows):
    """A record comes again only on a later day, and only with cells that differ from what it holds."""
    live, last, faults = {}, {}, []
    for r in rows:
        key = key_of(noun, r)
        filled = {n: v for n, v in r.items() if v and n not in ENTITIES[noun].key + ["at"]}
        if key not in live and "-" in filled.values():
            faults.append(f"{key}: the first row empties a cell")
        if key in live and last[key] >= r["at"]:
            faults.append(f"{key}: twice on {r['at']}")
        if key in live and not filled:
            faults.append(f"{key}: a repeated row without a change")
        faults += [f"{key}: {n} is {v!r} already" for n, v in filled.items() if live.get(key, {}).get(n) == v]
        live.setdefault(key, {}).update(filled)
        last[key] = r["at"]
    return faults


def missing_faults(noun, rows):
    first = {}
    for r in rows:
        first.setdefault(key_of(noun, r), r)
    return [f"{key}: {name} is empty" for key, r in first.items() for name in ENTITIES[noun].needed if not r[name]]


def check_days(tap, bundle):
    for noun in NOUNS:
        rows = bundle[noun]
        ats = [r["at"] for r in rows]
        tap.ok(f"{noun}: at ascends, is never empty and never after {TODAY}",
               all(ats) and ats == sorted(ats) and max(ats) <= TODAY)
        past = {name for name, kind in ENTITIES[noun].kind.items() if kind == "DATE"} - AHEAD
        tap.none(f"{noun}: nothing is known before it happened",
                 [str(r) for r in rows for name in past if r[name] > r["at"]])
        tap.none(f"{noun}: what a record needs is in its first row", missing_faults(noun, rows))
        tap.none(f"{noun}: a record is repeated only on a later day, to change it", repeat_faults(noun, rows))


def check_references(tap, bundle):
    known = {noun: set() for noun in NOUNS}
    faults = []
    lines = [(r["at"], rank, i, noun) for rank, noun in enumerate(NOUNS) for i, r in enumerate(bundle[noun])]
    for at, _, i, noun in sorted(lines):
        row = bundle[noun][i]
        for name, target in ENTITIES[noun].ref.items():
            if row[name] not in ("", "-") and row[name] not in known[target]:
                faults.append(f"{noun} row {i + 2}: {name} {row[name]!r} is not known on {at}")
        known[noun].add(row[ENTITIES[noun].key[0]])
    tap.none("every reference is known when its row is replayed", faults)


def mendelow(p):
    quadrants = {(1, 1): "key", (1, 0): "satisfied", (0, 1): "informed", (0, 0): "minimal"}
    return quadrants[int(p["power"]) >= 4, int(p["interest"]) >= 4]


def salience(p):
    names = {(1, 1, 1): "definitive", (1, 1, 0): "dominant", (1, 0, 1): "dangerous", (0, 1, 1): "dependent",
             (1, 0, 0): "dormant", (0, 1, 0): "discretionary", (0, 0, 1): "demanding", (0, 0, 0): "none"}
    return names[int(p["power"]) >= 4, p["legitimacy"] == "1", p["urgency"] == "1"]


def latest(rows, field, until=TODAY):
    return {r["person"]: r[field] for r in sorted(rows, key=lambda r: r["on"]) if r["on"] <= until}


def check_map(tap, people, now):
    power = {p["key"]: int(p["power"]) for p in people}
    gaps = {p["key"]: STANCES.index(p["wanted"]) - STANCES.index(now[p["key"]]) for p in people}
    wanted = Counter(p["wanted"] for p in people)
    tap.same("27 stakeholders, S01 to S27", sorted(power), [f"S{i:02}" for i in range(1, 28)])
    tap.same("stances now: U 4, R 8, N 3, S 9, L 3", [Counter(now.values())[s] for s in STANCES], [4, 8, 3, 9, 3])
    tap.same("stances wanted: N 5, S 13, L 9", [wanted[s] for s in STANCES], [0, 0, 5, 13, 9])
    tap.same("21 with a gap, none negative", (sum(g > 0 for g in gaps.values()), min(gaps.values())), (21, 0))
    tap.same("Mendelow: 6 key players, 6 keep satisfied, 12 keep informed, 3 minimal effort",
             Counter(map(mendelow, people)), Counter(key=6, satisfied=6, informed=12, minimal=3))
    tap.same("salience: 5 definitive, 6 dominant, 5 dependent, 10 discretionary, 1 dormant",
             Counter(map(salience, people)),
             Counter(definitive=5, dominant=6, dependent=5, discretionary=10, dormant=1))
    camps = [("supportive", "leading"), ("resistant",), ("neutral", "unaware")]
    tap.same("total power 88: 36 in support, 26 resisting, 26 neutral or unaware",
             [sum(power.values())] + [sum(power[k] for k in now if now[k] in camp) for camp in camps], [88, 36, 26, 26])
    tap.same("coalition index +18 now", sum(power[k] * SUPPORT[s] for k, s in now.items()), 18)
    tap.same("coalition index +101 wanted", sum(power[p["key"]] * SUPPORT[p["wanted"]] for p in people), 101)
    weight = {k: power[k] * gaps[k] for k in power}
    tap.same("power x gap: S19 12, S25 9, then S04, S13, S24 and S27 with 8",
             {k: w for k, w in weight.items() if w >= 8}, dict(S19=12, S25=9, S04=8, S13=8, S24=8, S27=8))


def check_people(tap, people):
    tap.same("groups and their sizes", {p["key"]: p["size"] for p in people if p["kind"] == "group"},
             {"S09": "14", "S16": "24", "S25": "38"})
    tap.same("outside the firm", [p["key"] for p in people if p["external"]], ["S24", "S25", "S26"])
    tap.same("a category is predicted for everybody else", [p["key"] for p in people if not p["category"]],
             ["S24", "S25", "S26"])
    tap.same("sponsors, champions and a helper", {p["key"]: p["champion"] for p in people if p["champion"]},
             dict(S01="sponsor", S02="sponsor", S11="sponsor", S06="champion", S07="champion", S12="champion",
                  S15="champion", S21="helper"))
    human = ("identity", "position", "need", "resistance")
    tap.none("the human side is filled in for everybody", [p["key"] for p in people if not all(p[f] for f in human)])


def check_open(tap, bundle):
    names = {part for p in bundle["people"] if p["kind"] == "individual" for part in p["name"].split()}
    faults = [f"{noun}: {row[field]}" for noun in NOUNS for row in bundle[noun] for field in ENTITIES[noun].open
              if names & set(re.findall(r"[\w-]+", row[field]))]
    tap.none("what a room may see names nobody", faults)


def reach(pairs, start):
    found, queue = {start: [start]}, [start]
    for node in queue:
        for source, target in pairs:
            if source == node and target not in found:
                found[target] = found[node] + [target]
                queue.append(target)
    return found


def check_ties(tap, ties):
    out, into = Counter(), Counter()
    for t in ties:
        out[t["source"]] += int(t["strength"])
        into[t["target"]] += int(t["strength"])
    pairs = [(t["source"], t["target"]) for t in ties]
    strong = [(t["source"], t["target"]) for t in ties if int(t["strength"]) >= 2]
    tap.same("30 ties", len(ties), 30)
    tap.same("highest out-strength", {k: v for k, v in out.items() if v == max(out.values())}, dict(S01=5, S05=5))
    tap.same("highest in-strength", {k: v for k, v in into.items() if v == max(into.values())}, dict(S04=7, S09=7))
    tap.same("shortest way from L&D to the desk", reach(pairs, "S22").get("S09"), ["S22", "S06", "S09"])
    tap.same("strongest way from L&D to the desk", reach(strong, "S22").get("S09"), ["S22", "S11", "S12", "S05", "S09"])
    tap.ok("no way from the customer to the engineers", "S16" not in reach(pairs, "S24"))


def stalled(ever, i, m):
    """Share 12 to 25 %, at most 2 % of m new over two samples, at least 6 % over two samples before that."""
    if i < 4 or not 0.12 <= ever[i] / m <= 0.25 or ever[i] - ever[i - 2] > 0.02 * m:
        return False
    return any(ever[j] - ever[j - 2] >= 0.06 * m for j in range(2, i - 1))


def check_curve(tap, engagements, units, samples):
    population = {u["name"]: int(u["population"]) for u in units if u["population"]}
    whole = {s["on"]: s for s in samples if not s["unit"]}
    columns = {n: [int(whole[on][n]) for on in MONTH_ENDS] for n in ("now", "ever", "access", "proficient")}
    sums = [sum(int(s["now"]) for s in samples if s["unit"] and s["on"] == on) for on in MONTH_ENDS]
    tap.same("the eight segments and their sizes", population, SEGMENTS)
    tap.same("population 96", [sum(population.values())] + [int(e["population"]) for e in engagements], [96, 96])
    tap.same("a sample of the whole at each month's end", sorted(whole), MONTH_ENDS)
    tap.same("adopted now", columns["now"], [3, 9, 15, 14, 16, 27, 39])
    tap.same("ever adopted", columns["ever"], [3, 9, 15, 15, 16, 27, 39])
    tap.same("logged in at least once", columns["access"], [40, 78, 91, 93, 94, 95, 96])
    tap.same("proficient", columns["proficient"], [1, 4, 8, 8, 9, 16, 24])
    tap.same("the segments add up to the whole", sums, columns["now"])
    tap.same("every segment at every month's end", Counter(s["unit"] for s in samples if s["unit"]),
             Counter({u: 7 for u in SEGMENTS}))
    tap.none("no segment has more adopters than people",
             [str(s) for s in samples if s["unit"] and int(s["now"]) > SEGMENTS[s["unit"]]])
    tap.same("Support L1 falls back in July", [s["now"] for s in samples if s["unit"] == "Support L1"],
             ["1", "1", "2", "1", "2", "4", "6"])
    tap.same("the stall near the chasm line first shows in August",
             [on for i, on in enumerate(MONTH_ENDS) if stalled(columns["ever"], i, 96)][:1], ["2026-08-31"])


def facts(rows, until=TODAY):
    return {o["key"]: round(100 * sum(o[f] == "1" for f in FACTS) / len(FACTS)) for o in records("orders", rows, until)}


def opportunity(items, order, name):
    mine = [i for i in items if i["order"] == order and i["opportunity"] == name]
    return len(mine), sum(i["done"] == "1" for i in mine)


def check_orders(tap, rows):
    orders = {o["key"]: o for o in records("orders", rows)}
    tap.same("three orders and their requesters", {k: o["requester"] for k, o in orders.items()},
             dict(O1="S01", O2="S13", O3="S11"))
    tap.same("partner facts of O1 are 50 until the day before the reference day", facts(rows, "2026-08-26")["O1"], 50)
    tap.same("partner facts now", facts(rows), dict(O1=67, O2=67, O3=100))
    tap.same("verdicts", [o["verdict"] for o in orders.values()], ["bandage", "wrong-solution", "fits"])
    tap.same("share that training can close", [o["training_share"] for o in orders.values()], ["15", "20", "80"])
    tap.same("delivered", [o["delivered"] for o in orders.values()], ["2026-04-30", "", "2026-07-06"])
    tap.none("a verdict came days after the order",
             [r["key"] for r in rows if r["verdict"] and r["at"] <= orders[r["key"]]["received"]])


def check_diagnoses(tap, bundle):
    orders = {o["key"]: o for o in records("orders", bundle["orders"])}
    diagnosed = {r["key"]: r["at"] for r in bundle["orders"] if r["diagnosed"]}
    latest = {d["order"]: d for d in bundle["diagnoses"]}
    for name, of_order in (("verdict", "verdict"), ("share", "training_share"), ("root_cause", "root_cause")):
        tap.same(f"diagnoses and orders agree: {name}", {k: d[name] for k, d in latest.items()},
                 {k: o[of_order] for k, o in orders.items()})
    tap.same("an order is diagnosed on the day of its diagnosis", diagnosed, {k: d["on"] for k, d in latest.items()})
    tap.none("every answer has its evidence",
             [f"{a['diagnosis']} {a['question']}" for a in bundle["answers"] if not a["evidence"]])


def check_items(tap, rows):
    items = records("items", rows)
    counts = {(o, s): opportunity(items, o, s) for o in ("O1", "O2", "O3")
              for s in ("shift", "strategic", "surprise", "sure")}
    tap.none("at least three items in every opportunity", [str(k) for k, c in counts.items() if c[0] < 3])
    tap.ok("some opportunities are taken, some still open", {done < n for n, done in counts.values()} == {True, False})
    tap.none("every item has an owner and a due date", [i["text"] for i in items if not i["owner"] or not i["due"]])
    tap.none("done, its day and its evidence come together",
             [i["text"] for i in items if len({bool(i[f]) for f in ("done", "done_on", "evidence")}) > 1])
    tap.same("O1 was delivered and its sure thing untouched until August",
             opportunity(records("items", rows, "2026-07-31"), "O1", "sure"), (3, 0))
    tap.same("since August it is taken", opportunity(records("items", rows, "2026-08-31"), "O1", "sure"), (3, 3))
    tap.same("O3 was delivered with two of three done", opportunity(records("items", rows, "2026-07-06"), "O3", "sure"),
             (3, 2))


def check_talks(tap, talks, people, now):
    tap.ok("about 25 conversations", 22 <= len(talks) <= 30, f"{len(talks)}")
    tap.same("in every month from March to November", sorted({t["on"][:7] for t in talks}),
             [f"2026-{m:02}" for m in range(3, 12)])
    tap.same("on all four topics", {t["topic"] for t in talks}, {"workings", "challenges", "successes", "goals"})
    overdue = [t["person"] for t in talks if t["follow_up"] and t["follow_up"] < TODAY and not t["followed_up"]]
    tap.same("three follow-ups are overdue", sorted(overdue), ["S10", "S13", "S18"])
    recent = {t["person"] for t in talks if t["on"] >= days_before(TODAY, 30)}
    against = {p["key"] for p in people if int(p["power"]) >= 4 and now[p["key"]] in ("unaware", "resistant")}
    tap.same("powerful, unaware or resistant, and silent for 30 days", sorted(against - recent),
             ["S13", "S18", "S19", "S27"])
    tap.same("powerful, unaware or resistant, and talked to", sorted(against & recent), ["S04", "S24"])


def needle(scores, power, until):
    seen = latest(scores, "score", until)
    return sum(power[k] * int(v) for k, v in seen.items()) / sum(power[k] for k in seen)


def check_scores(tap, scores, people):
    power = {p["key"]: int(p["power"]) for p in people}
    tap.same("four scores of each requester", Counter(s["person"] for s in scores), Counter(S01=4, S11=4, S13=4))
    tap.same("partner needle now", round(needle(scores, power, TODAY)), 65)
    tap.same("partner needle thirty days ago", round(needle(scores, power, days_before(TODAY, 30))), 56)


def main():
    root = sys.argv[1]
    ENTITIES.update(entities(root))
    with open(os.path.join(root, "data/meson.build"), encoding="utf-8") as f:
        NOUNS.extend(re.findall(r"'demo/(\w+)\.csv'", f.read()))
    with open(os.path.join(root, "src/model/choices.c"), encoding="utf-8") as f:
        sets = choice_sets(f.read())
    tap = Tap()
    bundle = check_files(tap, os.path.join(root, "data/demo"))
    check_values(tap, bundle, sets)
    check_days(tap, bundle)
    check_references(tap, bundle)
    live = {noun: records(noun, bundle[noun]) for noun in NOUNS}
    people = sorted(live["people"], key=lambda p: p["key"])
    now = latest(live["stances"], "stance")
    check_map(tap, people, now)
    check_people(tap, people)
    check_open(tap, bundle)
    check_ties(tap, live["ties"])
    check_curve(tap, live["engagements"], live["units"], live["samples"])
    check_orders(tap, bundle["orders"])
    check_diagnoses(tap, bundle)
    check_items(tap, bundle["items"])
    check_talks(tap, live["conversations"], people, now)
    check_scores(tap, live["scores"], people)
    check_registers(tap, live, SEGMENTS, TODAY)
    print(f"1..{tap.n}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
