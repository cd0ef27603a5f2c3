-- Search rows are written anew by the next start, in another spelling.
DROP TRIGGER `search_rows_added`;
--> statement-breakpoint
DROP TRIGGER `search_rows_removed`;
--> statement-breakpoint
DROP TRIGGER `search_rows_changed`;
--> statement-breakpoint
DROP TABLE `search_index`;
--> statement-breakpoint
DELETE FROM `search_rows`;
