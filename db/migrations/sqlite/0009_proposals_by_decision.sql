ALTER TABLE `proposed_edits` ADD `decision` integer;--> statement-breakpoint
CREATE INDEX `proposed_edits_decided` ON `proposed_edits` (`created_at`) WHERE decision is not null;