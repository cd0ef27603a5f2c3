ALTER TABLE "proposed_edits" ADD COLUMN "decision" integer;--> statement-breakpoint
CREATE INDEX "proposed_edits_decided" ON "proposed_edits" USING btree ("created_at") WHERE decision is not null;