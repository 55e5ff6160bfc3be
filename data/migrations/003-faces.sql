-- Two faces: each row can be raised in sensitivity; pseudonyms come from a key that never leaves the database.

CREATE TABLE pseudonym_key (
    one integer PRIMARY KEY CHECK (one = 1),
    key text NOT NULL
) STRICT;
INSERT INTO pseudonym_key (one, key) VALUES (1, hex(randomblob(16)));

ALTER TABLE engagement ADD COLUMN sensitivity text;
ALTER TABLE unit ADD COLUMN sensitivity text;
ALTER TABLE person ADD COLUMN sensitivity text;
ALTER TABLE attribute ADD COLUMN sensitivity text;
ALTER TABLE tie ADD COLUMN sensitivity text;
ALTER TABLE stance ADD COLUMN sensitivity text;
ALTER TABLE score ADD COLUMN sensitivity text;
ALTER TABLE "order" ADD COLUMN sensitivity text;
ALTER TABLE item ADD COLUMN sensitivity text;
ALTER TABLE conversation ADD COLUMN sensitivity text;
ALTER TABLE sample ADD COLUMN sensitivity text;
ALTER TABLE import ADD COLUMN sensitivity text;

CREATE INDEX engagement_raised ON engagement (id) WHERE sensitivity IS NOT NULL;
CREATE INDEX unit_raised ON unit (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX person_raised ON person (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX attribute_raised ON attribute (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX tie_raised ON tie (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX stance_raised ON stance (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX score_raised ON score (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX order_raised ON "order" (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX item_raised ON item (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX conversation_raised ON conversation (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX sample_raised ON sample (engagement) WHERE sensitivity IS NOT NULL;
CREATE INDEX import_raised ON import (engagement) WHERE sensitivity IS NOT NULL;
