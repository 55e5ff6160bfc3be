-- Forgetting a person: the one exception to "history is never rewritten".

-- Transactions that touched somebody who was forgotten, and by which transaction: they cannot be undone any more.
CREATE TABLE forgotten (
    seq integer PRIMARY KEY,
    "by" integer NOT NULL
) STRICT;

-- An entry of the journal may be emptied, and nothing else.
DROP TRIGGER change_is_final;
CREATE TRIGGER change_is_final BEFORE UPDATE ON change
WHEN NEW.id <> OLD.id OR NEW.seq <> OLD.seq OR NEW.entity <> OLD.entity OR NEW.row <> OLD.row OR NEW.op <> OLD.op
    OR NEW.before IS NOT NULL OR NEW.after IS NOT '{"note":"forgotten"}'
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten'); END;
