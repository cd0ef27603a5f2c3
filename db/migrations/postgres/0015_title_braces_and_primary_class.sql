ALTER TABLE "paper_metadata" ADD COLUMN "braced" text;--> statement-breakpoint
ALTER TABLE "paper_metadata" ADD COLUMN "primary_class" text;