ALTER TABLE `paper_metadata` ADD `braced` text;--> statement-breakpoint
ALTER TABLE `paper_metadata` ADD `primary_class` text;