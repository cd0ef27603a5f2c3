ALTER TABLE "search_rows" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
  setweight(to_tsvector('english', "title"), 'A') || setweight(to_tsvector('simple', "title"), 'A') || setweight(to_tsvector('simple', "people"), 'B')
  || setweight(to_tsvector('english', "body"), 'C') || setweight(to_tsvector('simple', "body"), 'C')) STORED;
--> statement-breakpoint
CREATE INDEX "search_rows_words" ON "search_rows" USING gin ("words");
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% are append-only', TG_TABLE_NAME; END $$;
--> statement-breakpoint
CREATE TRIGGER "events_are_kept" BEFORE UPDATE OR DELETE ON "events" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "decisions_are_kept" BEFORE UPDATE OR DELETE ON "decisions" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "events_all_stay" BEFORE TRUNCATE ON "events" EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "decisions_all_stay" BEFORE TRUNCATE ON "decisions" EXECUTE FUNCTION refuse_change();
