"""What demo-data.py expects of the registers: the paper's figures, from the rows as they stand at the end."""
from collections import Counter

SUPPORT_STAFF = "23"
# CEO, COO, Support, CS, PS, Engineering, Sales, HR, L&D, IT.
COLUMNS = ["S01", "S02", "S04", "S11", "S13", "S14", "S18", "S19", "S22", "S21"]
CHARTER = """
CH01 ar c i i i i i i c -
CH02 i a r c r i r - i c
CH03 i c r i i i i ar c -
CH04 i a r r r r r - i i
CH05 - a r r r r - c c -
CH06 - a r c r r - - c i
CH07 - - a a - i - - - r
CH08 i - c r c - r - i -
CH09 a r i - - - - c - -
CH10 i a r r r r r - i i
"""
# Key: kind, by, until, obligation, state.
PROMISES = {"X1": ("exception", "S18", "2026-06-30", "CH02", "in-force"),
            "X2": ("exception", "S02", "2026-08-31", "CH02", "lapsed"),
            "X3": ("guarantee", "S04", "", "CH03", "in-force"),
            "X4": ("guarantee", "S26", "2026-05-31", "", "broken"),
            "X5": ("guarantee", "S18", "", "CH10", "in-force"),
            "X6": ("exception", "S02", "2026-12-31", "CH04", "in-force")}
# KPI: better, self-rated, measured, target, gap (positive = rosier than reality).
FIGURES = {"CSAT": ("higher", 92, 61, 85, 31), "Stars": ("higher", 4.9, 3.1, 4.5, 1.8),
           "NPS": ("higher", 55, -8, 30, 63), "First human response": ("lower", 1.0, 6.4, 2.0, 5.4),
           "Resolved at first contact": ("higher", 80, 47, 70, 33),
           "Requests never answered": ("lower", 0.5, 7.8, 0.5, 7.3), "Reopened tickets": ("lower", 5, 18, 8, 13),
           "Open longer than 14 days": ("lower", 10, 143, 30, 133),
           "Requests logged in the tool": ("higher", 90, 41, 90, 49),
           "Hand-offs complete": ("higher", 85, 52, 85, 33), "Calls to direct numbers": ("lower", 10, 38, 10, 28)}
ADKAR = ["awareness", "desire", "knowledge", "ability", "reinforcement"]
BARRIERS = {"Support L1": "desire", "Support L2/L3": "reinforcement", "Customer Success": "reinforcement",
            "Professional Services": "awareness", "Engineering": "awareness", "Product": None,
            "Sales / account mgmt": "desire"}
# The words of the paper's column of sources, by key; `(exposure)` is a source of its own.
SOURCES = {"Loss of control": "control", "Uncertainty": "uncertainty", "Surprise": "surprise", "Loss of face": "face",
           "Concern about competence": "competence", "More work": "more-work", "Ripple effects": "ripple",
           "Past resentments": "past", "Real threat": "threat"}
NEEDS = {"Recognition": "recognition", "Control": "control", "Economic well-being": "well-being",
         "Security": "security", "Belonging": "belonging"}


def by_key(rows, *fields):
    return {r["key"]: tuple(r[f] for f in fields) for r in rows}


def check_charter(tap, live, today):
    letters = {(r["obligation"], r["person"]): r["letter"] for r in live["raci"]}
    expected = {(line.split()[0], who): letter for line in CHARTER.split("\n")[1:-1]
                for who, letter in zip(COLUMNS, line.split()[1:]) if letter != "-"}
    answer = Counter(o for (o, _), letter in letters.items() if letter in ("a", "ar"))
    tap.same("RACI: the letters of the paper", letters, expected)
    tap.same("RACI: two answer for CH07 and nobody for CH08",
             {o["key"]: answer[o["key"]] for o in live["obligations"] if answer[o["key"]] != 1}, {"CH07": 2, "CH08": 0})
    tap.same("obligations: CH01 and CH05 are not kept",
             [o["key"] for o in live["obligations"] if o["state"] != "kept"], ["CH01", "CH05"])
    tap.same("one party is accountable, from the kick-off on", [(p["person"], p["since"], p["until"])
                                                                for p in live["parties"]], [("S02", "2026-03-16", "")])
    tap.same("all five duties are agreed", Counter(d["state"] for d in live["duties"]), Counter(agreed=5))
    held = sorted(c["held"] for c in live["checkins"] if c["held"])
    tap.same("the last check-in was held, the next is not yet due",
             (held[-1], min(c["due"] for c in live["checkins"] if not c["held"]) >= today), ("2026-11-09", True))
    tap.same("one reached milestone that nobody marked",
             [m["reached"] for m in live["milestones"] if m["reached"] and not m["marked"]], ["2026-09-30"])


def check_minds(tap, live, today):
    tap.same("promises X1 to X6", by_key(live["promises"], "kind", "by", "until", "obligation", "state"), PROMISES)
    effects = by_key(live["effects"], "likelihood", "impact", "state")
    tap.same("hijack risks", {k: v[:2] for k, v in effects.items() if k[0] == "H"},
             {"H1": ("4", "5"), "H2": ("3", "5"), "H3": ("2", "4")})
    tap.same("side effects: the mails to sales people were seen",
             {k: v[2] for k, v in effects.items() if k[0] == "S"}, {"SE1": "watch", "SE2": "seen", "SE3": "watch"})
    exposure = {e["key"]: int(e["likelihood"]) * int(e["cost_cut"]) * int(e["take_up"]) for e in live["effects"]}
    tap.same("H1 is the most exposed, with 4 x 5 x 4", max(exposure.items(), key=lambda e: e[1]), ("H1", 80))
    tap.same("the gate is not open: nobody outside has been tried",
             {c["step"]: bool(c["done"]) for c in live["checks"]},
             {"listed": True, "other-plans": True, "outsider": False})
    tap.same("cracks", by_key(live["cracks"], "state", "cases"),
             {"G1": ("open", ""), "G2": ("open", "19"), "G3": ("sealed", ""), "G4": ("open", "")})
    tap.same("trials: kept, changed, dropped, and one that is due", by_key(live["trials"], "light_due", "light_result"),
             {"T1": ("2026-10-01", "keep"), "T2": ("2026-10-07", "change"), "T3": ("2026-10-14", "drop"),
              "T4": ("2026-11-05", "")})
    scores = {}
    for c in sorted(live["convictions"], key=lambda c: c["on"]):
        scores.setdefault(c["unit"], {})[c["test"]] = int(c["score"])
    weakest = {(unit, min(tests, key=tests.get)) for unit, tests in scores.items()}
    tap.same("every segment was asked all six convictions", {u: len(t) for u, t in scores.items()},
             {r["unit"]: 6 for r in live["readiness"]})
    tap.none("the weakest conviction of every segment carries an open action",
             [str(w) for w in weakest - {(a["unit"], a["test"]) for a in live["actions"] if not a["done"]}])
    tap.none("every mentor has hours", [h["topic"] for h in live["holders"] if h["mentor"] and not h["hours"]])


def turned(better, own, measured):
    return round(own - measured if better == "higher" else measured - own, 6)


def check_figures(tap, live):
    latest = {}
    for r in sorted(live["readings"], key=lambda r: r["on"]):
        latest[r["kpi"], r["kind"]] = r
    kpis = {k["name"]: k for k in live["kpis"]}
    got = {}
    for name, k in kpis.items():
        own, measured = (float(latest[name, kind]["value"]) for kind in ("self", "measured"))
        got[name] = (k["better"], own, measured, float(k["target"]), turned(k["better"], own, measured))
    tap.same("self-rated, measured, target and gap of the eleven KPIs", got, FIGURES)
    series = {name: [float(r["value"]) for r in sorted(live["readings"], key=lambda r: r["on"])
                     if r["kpi"] == name and r["kind"] == "measured" and r["on"] >= "2026-04-30"]
              for name in ("CSAT", "Requests logged in the tool")}
    tap.same("the series of CSAT and of requests logged, April to October", series,
             {"CSAT": [63, 62, 61, 60, 60, 58, 61], "Requests logged in the tool": [4, 11, 19, 18, 20, 29, 41]})
    tap.same("belief about CSAT is stable", [(r["on"][:7], r["value"]) for r in live["readings"]
                                             if r["kpi"] == "CSAT" and r["kind"] == "self"],
             [("2026-03", "95"), ("2026-10", "92")])
    nps = latest["NPS", "measured"]
    tap.same("NPS of 118: 31 promoters, 41 detractors", (nps["n"], round(100 * (int(nps["top"]) - int(nps["low"])) /
                                                                         int(nps["n"]), 2)), ("118", -8.47))
    tap.none("CSAT is the share of its top answers",
             [str(r) for r in live["readings"] if r["kpi"] == "CSAT" and r["top"] and
              round(100 * int(r["top"]) / int(r["n"])) != int(r["value"])])
    tap.none("every gap has an action with an owner",
             sorted(set(kpis) - {a["kpi"] for a in live["actions"] if a["owner"]}))
    tap.none("every goal names a KPI", [g["text"] for g in live["goals"] if not g["kpi"]])
    tap.same("those who were asked for themselves", {r["n"] for r in live["readings"] if r["kind"] == "self" and
                                                     r["on"] == "2026-10-31"}, {SUPPORT_STAFF})


def barrier(row):
    return next((letter for letter in ADKAR if float(row[letter]) <= 3), None)


def check_change(tap, live, segments):
    pulse = {r["unit"]: r for r in live["readiness"]}
    tap.same("barriers of the pulse", {u: barrier(r) for u, r in pulse.items() if r["desire"]}, BARRIERS)
    tap.same("Finance has too few answers to be shown", (pulse["Finance / billing"]["n"],
                                                         pulse["Finance / billing"]["desire"]), ("4", ""))
    active = {c["person"]: c["on"] for c in live["champions"] if c["step"] == "active"}
    unit = {p["key"]: p["unit"] for p in live["people"]}
    tap.same("four champions are active", sorted(active), ["S06", "S07", "S12", "S15"])
    tap.same("segments without a champion", sorted(set(segments) - {unit[p] for p in active}),
             ["Finance / billing", "Product", "Professional Services", "Sales / account mgmt"])
    kotter = {}
    for k in sorted(live["kotter"], key=lambda k: k["on"]):
        kotter[k["step"]] = k["state"]
    tap.same("Kotter's steps in October", kotter,
             dict(urgency="done", coalition="weak", vision="partly", volunteers="partly", barriers="partly",
                  wins="done", sustain="open", institute="not-yet"))
    tap.same("the private mailboxes have ended, the direct numbers have not",
             {o["name"]: o["ended"] for o in live["oldways"] if o["name"] in ("VIP mailbox", "PS mailbox",
                                                                              "Direct numbers")},
             {"VIP mailbox": "2026-08-31", "PS mailbox": "2026-09-21", "Direct numbers": ""})


def sources_of(words):
    if words.startswith("none seen"):
        return set()
    parts = [part.strip() for part in words.split(";")]
    return {SOURCES[part.split(" (")[0]] for part in parts} | {"exposure" for part in parts if "(exposure)" in part}


def check_human_side(tap, live):
    people = {p["key"]: p for p in live["people"]}
    found = {}
    for r in live["resistances"]:
        found.setdefault(r["person"], set()).add(r["source"])
    tap.same("sources of resistance are those of the people", found,
             {k: sources_of(p["resistance"]) for k, p in people.items() if sources_of(p["resistance"])})
    tap.same("one need for each stakeholder, with the words of the map",
             {n["person"]: (n["unit"], n["position"], n["need"], n["kind"]) for n in live["needs"]},
             {k: (p["unit"], p["position"], p["need"], NEEDS[p["need"].split(":")[0]]) for k, p in people.items()})
    tap.same("needs without an answer", sorted(n["person"] for n in live["needs"] if not n["response"]),
             ["S16", "S18", "S19", "S27"])
    tap.none("an answer was told, and by somebody",
             [n["key"] for n in live["needs"] if n["response"] and not (n["told"] and n["told_by"] and n["explained"])])
    tap.same("what was put before those affected without a word to them",
             [d["key"] for d in live["decisions"] if d["first"] == "entity" and d["decided"] and not d["word"]], ["D5"])
    tap.same("we rate ourselves partner, three times", [o["own_score"] for o in live["orders"]], ["80"] * 3)


def check_registers(tap, live, segments, today):
    check_charter(tap, live, today)
    check_minds(tap, live, today)
    check_figures(tap, live)
    check_change(tap, live, segments)
    check_human_side(tap, live)
