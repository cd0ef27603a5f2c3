-- Search rows are written anew by the next start, in another spelling.
ALTER TABLE "search_rows" DROP COLUMN "words";
--> statement-breakpoint
DELETE FROM "search_rows";
