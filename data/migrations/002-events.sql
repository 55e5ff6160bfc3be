-- Usage events. A batch is one import; it counts once its row in `import` is there and live. Layers of one person are
-- laid over each other in the order of their batches: the same day, kind and source replaces the count.

CREATE TABLE event_batch (
    id integer PRIMARY KEY,
    engagement integer NOT NULL REFERENCES engagement (id),
    import integer
) STRICT;
CREATE UNIQUE INDEX event_batch_import ON event_batch (import);

-- What kind and source are called; `batch` is the one that brought them.
CREATE TABLE event_name (
    id integer PRIMARY KEY,
    kind text NOT NULL,
    source text NOT NULL,
    batch integer NOT NULL,
    UNIQUE (kind, source)
) STRICT;

-- One batch's events of one person, packed by src/store/event_list.c.
CREATE TABLE person_events (
    engagement integer NOT NULL,
    person integer NOT NULL,
    batch integer NOT NULL,
    events blob NOT NULL,
    PRIMARY KEY (engagement, person, batch)
) STRICT, WITHOUT ROWID;

-- New adopters per day and precision, packed by unit in src/store/rollup.c.
CREATE TABLE rollup (
    engagement integer NOT NULL,
    day integer NOT NULL,
    "precision" integer NOT NULL,
    units blob NOT NULL,
    PRIMARY KEY (engagement, day, "precision")
) STRICT, WITHOUT ROWID;
