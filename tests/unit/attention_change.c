/* Cases of the attention list, E: adoption, champions, measures, urgency, resistance, stories. */
#include "attention_kit.h"

const struct rule_case cases_change[] = {
    {"E1-chasm-stall",
     "today 2026-09-05\nsample on=2026-04-30; measure=count; now=3; ever=3\n"
     "sample on=2026-05-31; measure=count; now=9; ever=9\nsample on=2026-06-30; measure=count; now=15; ever=15\n"
     "sample on=2026-07-31; measure=count; now=14; ever=15",
     "sample on=2026-08-31; measure=count; now=16; ever=16", "sample on=2026-08-31; measure=count; now=22; ever=22",
     "Adoption stalls near the chasm line at 16 of 100", "2026-08-31"},
    {"E1-abandonment", "unit name=Desk; population=14\nsample unit=1; on=2026-09-30; measure=count; now=6",
     "sample unit=1; on=2026-10-31; measure=count; now=4", "sample unit=1; on=2026-10-31; measure=count; now=6",
     "Desk: some gave it up again", "2026-10-31"},
    {"E1-not-counted", "", "sample on=2026-09-30; measure=count; now=30", "sample on=2026-10-31; measure=count; now=30",
     "Count again who uses it", "2026-11-15"},
    {"E1-no-test", "", "engagement adoption_rule=", "engagement adoption_rule=; rule_uses=8; rule_days=30",
     "Agree what counts as having adopted", "2026-01-05"},
    {"E3-no-champion", "unit name=Desk; population=14", "person name=Ann; unit=1",
     "person name=Ann; unit=1; champion=champion", "Find a champion in Desk", "2026-02-04"},
    {"E3-no-champion",
     "unit name=Desk; population=14\nperson name=Ann; unit=1; champion=champion\nchampion person=1; step=active; "
     "on=2026-05-01",
     "champion person=1; step=left; on=2026-10-01", "champion person=1; step=left; on=2026-12-01",
     "Find a champion in Desk", "2026-02-04"},
    {"E3-out-of-reach",
     "unit name=Desk; population=14\nperson name=Ann; unit=1\nchampion person=1; step=active; on=2026-05-01\n"
     "person name=Bob; unit=1; category=early-majority\nperson name=Cas; unit=1; category=early-majority\n"
     "person name=Dan; unit=1; category=early-majority\ntie source=1; target=2; kind=advice",
     "", "tie source=1; target=3; kind=advice", "Bring a champion's word to Desk", ""},
    {"E3-too-few", "person name=Ann; champion=champion", "engagement population=60", "engagement population=20",
     "Find more champions: 1 for 60 people", "2026-05-04"},
    {"E3-champion-stuck", "person name=Ann\nchampion person=1; step=asked; on=2026-09-01", "",
     "champion person=1; step=active; on=2026-10-01", "Take Ann further as a champion", "2026-10-02"},
    {"E3-bridge-missing",
     "sample on=2026-10-31; measure=count; now=20; ever=20\nunit name=CS\nbridge part=segment; unit=1; text=CS\n"
     "bridge part=peer; text=Sanjay",
     "", "bridge part=leader; text=The COO", "Plan the bridge over the chasm", "2026-05-04"},
    {"E3-bridge-late", "", "bridge part=leader; text=The COO uses it; by=2026-11-01",
     "bridge part=leader; text=The COO uses it; by=2026-11-01; done=2026-11-01", "The bridge: The COO uses it",
     "2026-11-02"},

    {"E2-gap-no-action",
     "person name=Ann\nkpi name=CSAT; better=higher\nreading kpi=1; on=2026-10-10; kind=self; value=92\n"
     "reading kpi=1; on=2026-10-31; kind=measured; value=61",
     "", "action what=Answer within a day; owner=1; kpi=1", "Who improves it: CSAT", "2026-10-31"},
    {"E2-gap-no-action", /* what is done is under way no longer */
     "person name=Ann\nkpi name=CSAT; better=higher\nreading kpi=1; on=2026-10-10; kind=self; value=92\n"
     "reading kpi=1; on=2026-10-31; kind=measured; value=61",
     "action what=Answer within a day; owner=1; kpi=1; done=2026-10-19",
     "action what=Answer within a day; owner=1; kpi=1; done=2026-12-19", "Who improves it: CSAT", "2026-10-31"},
    {"E2-gap-no-action", /* counts alone say the value */
     "kpi name=CSAT; kind=csat; better=higher\nreading kpi=1; on=2026-10-10; kind=self; value=90",
     "reading kpi=1; on=2026-10-31; kind=measured; n=40; top=20",
     "reading kpi=1; on=2026-10-31; kind=measured; n=40; top=40", "Who improves it: CSAT", "2026-10-31"},
    {"E2-gap-no-action", /* both by unit alone */
     "unit name=Sales\nkpi name=CSAT; better=higher\nreading kpi=1; on=2026-10-10; kind=self; value=60; unit=1",
     "reading kpi=1; on=2026-10-31; kind=measured; value=20; unit=1",
     "reading kpi=1; on=2026-10-31; kind=measured; value=20; n=4; unit=1", "Who improves it: CSAT", "2026-10-31"},
    {"E2-gap-no-action", /* a guess is a belief */
     "kpi name=CSAT; better=higher\nreading kpi=1; on=2026-10-10; kind=guess; value=90",
     "reading kpi=1; on=2026-10-31; kind=measured; value=20", "reading kpi=1; on=2026-10-31; kind=measured; value=95",
     "Who improves it: CSAT", "2026-10-31"},
    {"E2-blind-step", "step place=1; name=Hand-over", "", "kpi name=Complete; better=higher; step=1",
     "Nothing measures the step: Hand-over", ""},
    {"E2-not-told-first", "person name=Ann",
     "kpi name=CSAT; better=higher; shown=2026-11-25; exposes=The desk; first_to=1",
     "kpi name=CSAT; better=higher; shown=2026-11-25; exposes=The desk; first_to=1; told=2026-11-20",
     "Before it is seen, tell them: CSAT", "2026-11-18"},
    {"E2-survey-unsaid", "", "kpi name=NPS; kind=nps; better=higher; instrument=Mail; rhythm=Quarterly",
     "kpi name=NPS; kind=nps; better=higher; instrument=Mail; rhythm=Quarterly; picked=hand",
     "Say how the survey is done: NPS", ""},
    {"E2-barrier", "unit name=Desk",
     "readiness unit=1; on=2026-08-20; n=12; awareness=4.1; desire=2.2; knowledge=3.8; ability=3.1; reinforcement=1.9",
     "readiness unit=1; on=2026-08-20; n=4; awareness=4.1; desire=2.2; knowledge=3.8; ability=3.1; reinforcement=1.9",
     "Desk stands before desire", "2026-08-20"},
    {"E2-barrier", /* the next smallest would give three people away */
     "unit name=Desk\nunit name=Sales\nreadiness unit=2; on=2026-08-20; n=3; awareness=2",
     "readiness unit=1; on=2026-08-20; n=8; awareness=4; desire=2\nunit name=Field\n"
     "readiness unit=3; on=2026-08-20; n=7; awareness=4.5",
     "readiness unit=1; on=2026-08-20; n=8; awareness=4; desire=2\nunit name=Field\n"
     "readiness unit=3; on=2026-08-20; n=9; awareness=4.5",
     "Desk stands before desire", "2026-08-20"},

    {"E4-no-urgency", "", "engagement nothing_costs=", "engagement nothing_costs=A customer", "Say why it cannot wait",
     "2026-01-05"},
    {"E4-fading", "sign kind=target; on=2026-10-14; what=Target lowered",
     "sign kind=budget; on=2026-10-16; what=Budget cut", "sign kind=budget; on=2026-05-16; what=Budget cut",
     "Urgency fades: 2 signs since 2026-10-14", "2026-10-16"},
    {"E4-fading", "sign kind=sponsor; on=2026-10-14; what=The sponsor left",
     "sign kind=target; on=2026-10-16; what=Target; before=90; after=80",
     "sign kind=target; on=2026-10-16; what=Target; before=80; after=90\n"
     "sign kind=budget; on=2026-10-17; what=Budget; before=100; after=150",
     "Urgency fades: 2 signs since 2026-10-14", "2026-10-16"},
    {"E4-one-person",
     "person name=Ann\nperson name=Bob\naction what=a; owner=1\naction what=b; owner=1\naction what=c; owner=1\n"
     "action what=d; owner=2",
     "action what=e; owner=1", "action what=e; owner=2\naction what=f; owner=2", "The work rests on Ann alone", ""},
    {"E4-weak-coalition",
     "person name=Ann; power=4\nperson name=Bob; power=5\nstance person=1; on=2026-02-01; stance=supportive",
     "stance person=2; on=2026-02-01; stance=neutral", "stance person=2; on=2026-02-01; stance=leading",
     "The coalition is weak: 4 of 9 power", "2026-01-05"},
    {"E4-no-evidence", "", "kotter step=urgency; on=2026-03-16; state=done",
     "kotter step=urgency; on=2026-03-16; state=done; evidence=The call was played",
     "What shows it is done: 1 create a sense of urgency", "2026-03-16"},
    {"E5-silent-power", "person name=Ann; power=5\nstance person=1; on=2026-02-01; stance=resistant",
     "conversation person=1; on=2026-10-01; learned=a", "conversation person=1; on=2026-11-01; learned=a",
     "Talk with Ann: resistant, power 5", "2026-11-01"},
    {"E5-untreated", "person name=Ann", "resistance person=1; source=face; seen=2026-10-01",
     "resistance person=1; source=face; seen=2026-10-01; treatment=Talk alone; tried=2026-10-10",
     "Treat what holds Ann back: threatened self-image", "2026-11-01"},
    {"E5-treatment-failed",
     "person name=Ann\nresistance person=1; source=face; seen=2026-09-01; treatment=Talk; tried=2026-10-01; "
     "effect=worse",
     "", "resistance person=1; source=face; seen=2026-09-01; treatment=Show; tried=2026-11-01; effect=some",
     "Try something else with Ann: threatened self-image", "2026-10-01"},
    {"E5-no-source", "person name=Ann; power=2\nstance person=1; on=2026-02-01; stance=resistant", "",
     "resistance person=1; source=face; seen=2026-03-01; treatment=Talk", "Why does Ann resist?", "2026-02-01"},
    {"E6-untold", "person name=Ann", "story title=The first week; person=1; before=Afraid; after=Proud; on=2026-10-01",
     "story title=The first week; person=1; before=Afraid; after=Proud; on=2026-10-01; told=Town hall",
     "Tell the story: The first week", "2026-10-01"},
    {0},
};
