-- The registers around the board: needs, decisions, diagnoses, the charter, promises, convictions, figures and the others.
-- Columns are those of the field tables; a test compares them.

ALTER TABLE "engagement" ADD COLUMN "starting" text;
ALTER TABLE "engagement" ADD COLUMN "trigger" text;
ALTER TABLE "engagement" ADD COLUMN "nothing_costs" text;
ALTER TABLE "engagement" ADD COLUMN "checkin_days" integer;
ALTER TABLE "engagement" ADD COLUMN "finance_hears" text;
ALTER TABLE "engagement" ADD COLUMN "support_until" text;
ALTER TABLE "person" ADD COLUMN "view" text;
ALTER TABLE "person" ADD COLUMN "role_view" text;
ALTER TABLE "order" ADD COLUMN "own_score" integer;

CREATE TABLE "need" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "unit" integer, "person" integer, "position" text, "need" text, "kind" text, "priority" integer,
    "found" text, "response" text, "later" text, "explained" text, "told_by" integer, "told" text, "rival" integer,
    "went_first" integer, "why_first" text, "sensitivity" text, "position_fold" text
) STRICT;
CREATE UNIQUE INDEX need_key ON "need" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "decision" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "title" text, "raised" text, "decided" text, "decider" integer, "first" text, "unit" integer,
    "others" text, "cost" text, "word" text, "tell_by" text, "told" text, "reopened" integer, "delay_cost" text,
    "sensitivity" text, "title_fold" text
) STRICT;
CREATE UNIQUE INDEX decision_key ON "decision" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "diagnosis" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "order" integer, "on" text, "version" integer, "called_in" text, "workflow_known" integer,
    "functions" text, "verdict" text, "verdicts" text, "because" text, "share" integer, "root_cause" text,
    "alternatives" text, "overruled" text, "overruled_by" integer, "overruled_why" text, "undiagnosed" text,
    "reply" text, "sensitivity" text
) STRICT;
CREATE INDEX diagnosis_engagement ON "diagnosis" (engagement);
CREATE UNIQUE INDEX diagnosis_key ON "diagnosis" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "answer" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "diagnosis" integer, "question" text, "reply" text, "evidence" text, "sensitivity" text, "question_fold" text
) STRICT;
CREATE INDEX answer_engagement ON "answer" (engagement);

CREATE TABLE "knowledge" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "topic" text, "text" text, "source" text, "on" text, "state" text, "sensitivity" text
) STRICT;
CREATE INDEX knowledge_engagement ON "knowledge" (engagement);

CREATE TABLE "stipulation" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "order" integer, "text" text, "with" integer, "on" text, "due" text, "state" text, "sensitivity" text,
    "text_fold" text
) STRICT;
CREATE INDEX stipulation_engagement ON "stipulation" (engagement);

CREATE TABLE "value" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "order" integer, "what" text, "on" text, "before" text, "after" text, "measure" text, "people" integer,
    "hours" text, "money" text, "source" text, "sensitivity" text, "what_fold" text
) STRICT;
CREATE INDEX value_engagement ON "value" (engagement);

CREATE TABLE "proposal" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "title" text, "on" text, "to" integer, "insight" text, "state" text, "settled" text, "sensitivity" text,
    "title_fold" text
) STRICT;
CREATE INDEX proposal_engagement ON "proposal" (engagement);

CREATE TABLE "party" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "person" integer, "since" text, "until" text, "spokesperson" integer, "note" text, "sensitivity" text
) STRICT;
CREATE INDEX party_engagement ON "party" (engagement);

CREATE TABLE "member" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "group" integer, "person" integer, "sensitivity" text
) STRICT;
CREATE INDEX member_engagement ON "member" (engagement);

CREATE TABLE "duty" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "duty" text, "state" text, "on" text, "text" text, "sensitivity" text
) STRICT;
CREATE INDEX duty_engagement ON "duty" (engagement);

CREATE TABLE "obligation" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "text" text, "state" text, "due" text, "note" text, "sensitivity" text, "text_fold" text
) STRICT;
CREATE UNIQUE INDEX obligation_key ON "obligation" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "raci" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "obligation" integer, "person" integer, "letter" text, "sensitivity" text
) STRICT;
CREATE INDEX raci_engagement ON "raci" (engagement);

CREATE TABLE "checkin" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "due" text, "person" integer, "held" text, "note" text, "sensitivity" text
) STRICT;
CREATE INDEX checkin_engagement ON "checkin" (engagement);

CREATE TABLE "goal" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "text" text, "start" text, "kpi" integer, "by" text, "client" text, "us" text, "cost" integer, "added" text,
    "sensitivity" text, "text_fold" text
) STRICT;
CREATE INDEX goal_engagement ON "goal" (engagement);

CREATE TABLE "milestone" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "name" text, "due" text, "reached" text, "marked" text, "sensitivity" text, "name_fold" text
) STRICT;
CREATE INDEX milestone_engagement ON "milestone" (engagement);

CREATE TABLE "request" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "opened" text, "cause" text, "person" integer, "hours" text, "answered" text, "closed" text,
    "sensitivity" text, "cause_fold" text
) STRICT;
CREATE INDEX request_engagement ON "request" (engagement);

CREATE TABLE "adaptation" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "text" text, "insight" text, "by" integer, "state" text, "proposed" text, "decided" text, "delivered" text,
    "sensitivity" text, "text_fold" text
) STRICT;
CREATE INDEX adaptation_engagement ON "adaptation" (engagement);

CREATE TABLE "promise" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "kind" text, "text" text, "person" integer, "to" text, "by" integer, "obligation" integer,
    "rule" text, "on" text, "until" text, "event" text, "state" text, "gained" text, "failed" text,
    "sensitivity" text, "text_fold" text
) STRICT;
CREATE UNIQUE INDEX promise_key ON "promise" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "effect" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "kind" text, "text" text, "person" integer, "unit" integer, "likelihood" integer, "cost_cut" integer,
    "take_up" integer, "impact" integer, "worst" text, "counter" text, "owner" integer, "sign" text,
    "obligation" integer, "until" text, "state" text, "sensitivity" text, "text_fold" text
) STRICT;
CREATE UNIQUE INDEX effect_key ON "effect" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "check" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "step" text, "done" text, "by" integer, "note" text, "sensitivity" text
) STRICT;
CREATE INDEX check_engagement ON "check" (engagement);

CREATE TABLE "conviction" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "category" text, "person" integer, "test" text, "on" text, "score" integer, "evidence" text,
    "sensitivity" text
) STRICT;
CREATE INDEX conviction_engagement ON "conviction" (engagement);

CREATE TABLE "size" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "category" text, "on" text, "size" integer, "evidence" text, "sensitivity" text
) STRICT;
CREATE INDEX size_engagement ON "size" (engagement);

CREATE TABLE "holder" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "person" integer, "topic" text, "risk" text, "leaving" text, "mentor" integer, "form" text, "hours" text,
    "granted_by" integer, "credit" text, "sensitivity" text, "topic_fold" text
) STRICT;
CREATE INDEX holder_engagement ON "holder" (engagement);

CREATE TABLE "gap" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "topic" text, "unit" integer, "holder" integer, "found" text, "closed" text, "how" text, "sensitivity" text,
    "topic_fold" text
) STRICT;
CREATE INDEX gap_engagement ON "gap" (engagement);

CREATE TABLE "trial" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "task" text, "person" integer, "unit" integer, "purpose" text, "step" text, "start" text,
    "light_due" text, "light" text, "light_result" text, "routine" text, "routine_result" text, "results" text,
    "results_result" text, "note" text, "manager" text, "above" text, "sensitivity" text, "task_fold" text
) STRICT;
CREATE UNIQUE INDEX trial_key ON "trial" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "result" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "trial" integer, "on" text, "what" text, "kind" text, "told" integer, "told_on" text, "sensitivity" text,
    "what_fold" text
) STRICT;
CREATE INDEX result_engagement ON "result" (engagement);

CREATE TABLE "crack" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "lost" text, "from" integer, "to" integer, "flow" text, "cases" integer, "meanwhile" text,
    "state" text, "seal" text, "seen" text, "sealed" text, "sensitivity" text, "lost_fold" text
) STRICT;
CREATE UNIQUE INDEX crack_key ON "crack" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "step" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "place" integer, "name" text, "unit" integer, "promises" text, "promise" integer, "delivers" text,
    "delivery" integer, "sensitivity" text, "name_fold" text
) STRICT;
CREATE UNIQUE INDEX step_key ON "step" (engagement, "name") WHERE deleted = 0;

CREATE TABLE "complaint" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "text" text, "opened" text, "unit" integer, "cause" text, "way_up" text, "closed" text, "sensitivity" text,
    "text_fold" text
) STRICT;
CREATE INDEX complaint_engagement ON "complaint" (engagement);

CREATE TABLE "feedback" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "on" text, "contact" integer, "handles" text, "all" integer, "passed" text, "sensitivity" text
) STRICT;
CREATE INDEX feedback_engagement ON "feedback" (engagement);

CREATE TABLE "why" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "text" text, "step" text, "by" text, "done" text, "states" integer, "sensitivity" text,
    "text_fold" text
) STRICT;
CREATE INDEX why_engagement ON "why" (engagement);

CREATE TABLE "task" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "role" text, "task" text, "today" text, "after" text, "steps" integer, "minutes" text,
    "people" integer, "autonomy" integer, "waste" text, "confirmed" text, "sensitivity" text, "task_fold" text
) STRICT;
CREATE INDEX task_engagement ON "task" (engagement);

CREATE TABLE "oldway" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "name" text, "unit" integer, "decider" integer, "ends" text, "ended" text, "users" text, "sensitivity" text,
    "name_fold" text
) STRICT;
CREATE INDEX oldway_engagement ON "oldway" (engagement);

CREATE TABLE "kpi" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "name" text, "kind" text, "measure" text, "better" text, "target" text, "definition" text, "step" integer,
    "instrument" text, "rhythm" text, "picked" text, "exposes" text, "first_to" integer, "told" text, "shown" text,
    "sensitivity" text, "name_fold" text
) STRICT;
CREATE UNIQUE INDEX kpi_key ON "kpi" (engagement, "name") WHERE deleted = 0;

CREATE TABLE "reading" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "kpi" integer, "on" text, "kind" text, "unit" integer, "value" text, "n" integer, "top" integer, "low" integer,
    "source" text, "sensitivity" text
) STRICT;
CREATE INDEX reading_engagement ON "reading" (engagement);

CREATE TABLE "champion" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "person" integer, "step" text, "on" text, "given" text, "sensitivity" text
) STRICT;
CREATE INDEX champion_engagement ON "champion" (engagement);

CREATE TABLE "bridge" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "part" text, "unit" integer, "person" integer, "text" text, "by" text, "done" text, "sensitivity" text,
    "text_fold" text
) STRICT;
CREATE INDEX bridge_engagement ON "bridge" (engagement);

CREATE TABLE "kotter" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "step" text, "on" text, "state" text, "evidence" text, "sensitivity" text
) STRICT;
CREATE INDEX kotter_engagement ON "kotter" (engagement);

CREATE TABLE "sign" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "kind" text, "on" text, "what" text, "before" text, "after" text, "reason" text, "sensitivity" text,
    "what_fold" text
) STRICT;
CREATE INDEX sign_engagement ON "sign" (engagement);

CREATE TABLE "resistance" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "person" integer, "source" text, "objection" text, "evidence" text, "seen" text, "treatment" text, "tried" text,
    "effect" text, "sensitivity" text, "objection_fold" text, "treatment_fold" text
) STRICT;
CREATE INDEX resistance_engagement ON "resistance" (engagement);

CREATE TABLE "story" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "title" text, "person" integer, "before" text, "after" text, "on" text, "told" text, "sensitivity" text,
    "title_fold" text
) STRICT;
CREATE INDEX story_engagement ON "story" (engagement);

CREATE TABLE "readiness" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "unit" integer, "on" text, "n" integer, "awareness" text, "desire" text, "knowledge" text, "ability" text,
    "reinforcement" text, "sensitivity" text
) STRICT;
CREATE INDEX readiness_engagement ON "readiness" (engagement);

CREATE TABLE "action" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "key" text, "what" text, "owner" integer, "due" text, "done" text, "view" text, "unit" integer, "order" integer,
    "kpi" integer, "test" text, "note" text, "sensitivity" text, "what_fold" text
) STRICT;
CREATE UNIQUE INDEX action_key ON "action" (engagement, "key") WHERE deleted = 0;

CREATE TABLE "snooze" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "rule" text, "record" text, "until" text, "reason" text, "sensitivity" text
) STRICT;
CREATE INDEX snooze_engagement ON "snooze" (engagement);
