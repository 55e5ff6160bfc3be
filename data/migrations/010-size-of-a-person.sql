-- The size of the change as one person sees it: an audience may be a single person, as with convictions.

ALTER TABLE "size" ADD COLUMN "person" integer;
