-- The reply of a diagnosis: when it was given, and to whom.

ALTER TABLE diagnosis ADD COLUMN replied text;
ALTER TABLE diagnosis ADD COLUMN replied_to integer;
