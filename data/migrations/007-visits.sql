-- What somebody had seen of the journal when they left last; not journaled itself.

CREATE TABLE visit (
    actor text PRIMARY KEY,
    seq integer NOT NULL,
    at integer NOT NULL
) STRICT;
