-- The register: entities, journal, drafts. Columns of the entities are those of the field tables; a test compares them.
-- Every entity has id (row id, never exported), uid (UUIDv7), rev (changes so far), deleted (seq of the deletion, 0 = live).

CREATE TABLE meta (
    one integer PRIMARY KEY CHECK (one = 1),
    seq integer NOT NULL,
    fold_version text NOT NULL,
    created_at integer NOT NULL
) STRICT;

CREATE TABLE txn (
    seq integer PRIMARY KEY,
    at integer NOT NULL,
    actor text NOT NULL,
    label text NOT NULL,
    kind text NOT NULL,
    engagement integer,
    request text NOT NULL UNIQUE,
    reverses integer,
    undone_by integer
) STRICT;
CREATE INDEX txn_actor ON txn (actor, seq);

CREATE TABLE change (
    id integer PRIMARY KEY,
    seq integer NOT NULL,
    entity text NOT NULL,
    row integer NOT NULL,
    op text NOT NULL,
    before text,
    after text
) STRICT;
CREATE INDEX change_seq ON change (seq);
CREATE INDEX change_row ON change (entity, row, seq);

CREATE TRIGGER change_is_final BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END;

CREATE TABLE draft (
    id integer PRIMARY KEY,
    actor text NOT NULL,
    host text NOT NULL,
    pid integer NOT NULL,
    entity text NOT NULL,
    engagement integer NOT NULL,
    row integer NOT NULL,
    fields text NOT NULL,
    at integer NOT NULL
) STRICT;

CREATE TABLE engagement (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    name text, client text, purpose text, scope_in text, scope_out text, start text, golive text, "end" text,
    population integer, adoption_rule text, rule_uses integer, rule_days integer, currency text, time_zone text,
    name_fold text
) STRICT;

CREATE TABLE unit (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    name text, parent integer, headcount integer, population integer,
    name_fold text
) STRICT;
CREATE INDEX unit_engagement ON unit (engagement);
CREATE UNIQUE INDEX unit_key ON unit (engagement, name) WHERE deleted = 0;

CREATE TABLE person (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    key text, name text, role text, unit integer, kind text, size integer, power integer, interest integer,
    legitimacy integer, urgency integer, wanted text, category text, champion text, external integer,
    identity text, position text, need text, resistance text, opening text,
    name_fold text, role_fold text
) STRICT;
CREATE UNIQUE INDEX person_key ON person (engagement, key) WHERE deleted = 0;
CREATE INDEX person_stakeholder ON person (engagement, id) WHERE deleted = 0 AND (power IS NOT NULL OR interest IS NOT NULL);

-- People per unit (0 = no unit), kept by the store: nobody counts a million rows to draw a board.
CREATE TABLE unit_people (
    engagement integer NOT NULL,
    unit integer NOT NULL,
    people integer NOT NULL,
    PRIMARY KEY (engagement, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE attribute (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    person integer, name text, value text
) STRICT;
CREATE INDEX attribute_engagement ON attribute (engagement);
CREATE UNIQUE INDEX attribute_key ON attribute (person, name) WHERE deleted = 0;

CREATE TABLE tie (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    source integer, target integer, kind text, strength integer
) STRICT;
CREATE INDEX tie_engagement ON tie (engagement);
CREATE INDEX tie_source ON tie (source);
CREATE INDEX tie_target ON tie (target);

CREATE TABLE stance (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    person integer, "on" text, stance text, cause text
) STRICT;
CREATE INDEX stance_engagement ON stance (engagement);
CREATE INDEX stance_person ON stance (person);

CREATE TABLE score (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    person integer, "on" text, score integer, cause text
) STRICT;
CREATE INDEX score_engagement ON score (engagement);
CREATE INDEX score_person ON score (person);

CREATE TABLE "order" (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    key text, title text, received text, requester integer, state text, delivered text, outcome text, gap text,
    root_cause text, verdict text, training_share integer, answer text, invited integer, outcome_named integer,
    diagnosed integer, accepted integer, measured integer, credited integer,
    title_fold text
) STRICT;
CREATE INDEX order_engagement ON "order" (engagement);
CREATE UNIQUE INDEX order_key ON "order" (engagement, key) WHERE deleted = 0;

CREATE TABLE item (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "order" integer, opportunity text, text text, done integer, done_on text, due text, owner integer, evidence text,
    text_fold text
) STRICT;
CREATE INDEX item_engagement ON item (engagement);
CREATE INDEX item_order ON item ("order");

CREATE TABLE conversation (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    person integer, "on" text, learned text, topic text, sentiment integer, follow_up text, followed_up text
) STRICT;
CREATE INDEX conversation_engagement ON conversation (engagement);
CREATE INDEX conversation_person ON conversation (person);

CREATE TABLE sample (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "on" text, unit integer, measure text, now text, ever text, access text, proficient text
) STRICT;
CREATE INDEX sample_engagement ON sample (engagement);
CREATE UNIQUE INDEX sample_key ON sample (engagement, "on", coalesce(unit, 0)) WHERE deleted = 0;

CREATE TABLE import (
    id integer PRIMARY KEY, uid text NOT NULL UNIQUE, rev integer NOT NULL, deleted integer NOT NULL DEFAULT 0,
    engagement integer NOT NULL REFERENCES engagement (id),
    "on" text, noun text, file text, read integer, added integer, changed integer, unchanged integer, refused integer,
    unknown integer
) STRICT;
CREATE INDEX import_engagement ON import (engagement);
