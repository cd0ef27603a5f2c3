CREATE TABLE `appeals` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`decision` integer NOT NULL,
	`post` integer,
	`person` integer,
	`guest` integer,
	`words` text NOT NULL,
	`outcome` text,
	`settled_by` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`decision`) REFERENCES `decisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_decision` ON `appeals` (`decision`);--> statement-breakpoint
CREATE INDEX `appeals_post` ON `appeals` (`post`);--> statement-breakpoint
CREATE INDEX `appeals_open` ON `appeals` (`id`) WHERE outcome is null;--> statement-breakpoint
CREATE TABLE `fingerprints` (
	`post` integer NOT NULL,
	`band` integer NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`post`, `band`),
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `fingerprints_value` ON `fingerprints` (`band`,`value`,`post`);--> statement-breakpoint
CREATE TABLE `looks` (
	`person` integer PRIMARY KEY NOT NULL,
	`post` integer NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `looks_post` ON `looks` (`post`);--> statement-breakpoint
CREATE TABLE `person_notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` integer NOT NULL,
	`by` integer,
	`words` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `person_notes_person` ON `person_notes` (`person`,`id`);--> statement-breakpoint
CREATE TABLE `proposed_edits` (
	`post` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`title` text,
	`title_html` text,
	`heading` text,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`plain` text NOT NULL,
	`renderer` integer NOT NULL,
	`why` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `spam_words` (
	`word` text PRIMARY KEY NOT NULL,
	`spam` integer DEFAULT 0 NOT NULL,
	`fair` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `summaries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`question` integer NOT NULL,
	`number` integer NOT NULL,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`renderer` integer NOT NULL,
	`person` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`question`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `summaries_number` ON `summaries` (`question`,`number`);--> statement-breakpoint
ALTER TABLE `assessments` ADD `from_file` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `before` text;--> statement-breakpoint
ALTER TABLE `decisions` ADD `part_of` integer;--> statement-breakpoint
CREATE INDEX `decisions_by` ON `decisions` (`by`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_undoes` ON `decisions` (`undoes`);--> statement-breakpoint
CREATE INDEX `decisions_part` ON `decisions` (`part_of`);--> statement-breakpoint
ALTER TABLE `follows` ADD `merged_from` integer;--> statement-breakpoint
ALTER TABLE `links` ADD `post` integer;--> statement-breakpoint
ALTER TABLE `links` ADD `revision` integer;--> statement-breakpoint
ALTER TABLE `links` ADD `decision` text;--> statement-breakpoint
ALTER TABLE `people` ADD `delegate_until` integer;--> statement-breakpoint
ALTER TABLE `posts` ADD `closed_why` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `closed_place` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `duplicate_of` integer;--> statement-breakpoint
ALTER TABLE `posts` ADD `slow_minutes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `posts` ADD `summary` integer;--> statement-breakpoint
ALTER TABLE `posts` ADD `proposed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `posts` ADD `appealed` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `posts` ADD `screening` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `risk` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `posts` ADD `learned` text;--> statement-breakpoint
ALTER TABLE `posts` ADD `edited_by` integer;--> statement-breakpoint
CREATE INDEX `posts_risky` ON `posts` (`risk`,`id`) WHERE state = 'held';--> statement-breakpoint
CREATE INDEX `posts_proposed` ON `posts` (`id`) WHERE proposed;--> statement-breakpoint
CREATE INDEX `posts_appealed` ON `posts` (`id`) WHERE appealed;--> statement-breakpoint
CREATE INDEX `posts_merged` ON `posts` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX `posts_duplicates` ON `posts` (`duplicate_of`) WHERE duplicate_of is not null;--> statement-breakpoint
ALTER TABLE `votes` ADD `merged_from` integer;