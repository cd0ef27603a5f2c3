CREATE TABLE `mentions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post` integer,
	`paper` integer,
	`to_post` integer,
	`to_paper` integer,
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`paper`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`to_post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`to_paper`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `mentions_post` ON `mentions` (`post`);--> statement-breakpoint
CREATE INDEX `mentions_paper` ON `mentions` (`paper`);--> statement-breakpoint
CREATE INDEX `mentions_to_post` ON `mentions` (`to_post`,`post`);--> statement-breakpoint
CREATE INDEX `mentions_to_paper` ON `mentions` (`to_paper`,`post`);--> statement-breakpoint
CREATE TABLE `neighbours` (
	`kind` text NOT NULL,
	`one` integer NOT NULL,
	`other` integer NOT NULL,
	`score` real NOT NULL,
	`why` text NOT NULL,
	PRIMARY KEY(`kind`, `one`, `other`)
);
--> statement-breakpoint
CREATE INDEX `neighbours_other` ON `neighbours` (`kind`,`other`);--> statement-breakpoint
CREATE TABLE `paper_metadata` (
	`paper` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`title` text NOT NULL,
	`authors` text NOT NULL,
	`type` text NOT NULL,
	`container` text,
	`publisher` text,
	`volume` text,
	`issue` text,
	`pages` text,
	`year` integer,
	`month` integer,
	`day` integer,
	`doi` text,
	`arxiv` text,
	`arxiv_version` integer,
	`url` text,
	`abstract` text,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`paper`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `paper_metadata_doi` ON `paper_metadata` (`doi`);--> statement-breakpoint
CREATE INDEX `paper_metadata_arxiv` ON `paper_metadata` (`arxiv`);--> statement-breakpoint
CREATE TABLE `search_words` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`word` text NOT NULL,
	`rows` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_words_word` ON `search_words` (`word`);--> statement-breakpoint
CREATE TABLE `visit_sources` (
	`day` text NOT NULL,
	`host` text NOT NULL,
	`visits` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`day`, `host`)
);
--> statement-breakpoint
CREATE TABLE `visits` (
	`day` text NOT NULL,
	`page` text NOT NULL,
	`views` integer DEFAULT 0 NOT NULL,
	`visitors` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`day`, `page`)
);
--> statement-breakpoint
CREATE INDEX `visits_page` ON `visits` (`page`,`day`);--> statement-breakpoint
DROP TABLE `search_rows`;--> statement-breakpoint
CREATE TABLE `search_rows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`paper` integer,
	`post` integer,
	`topic` integer,
	`person` integer,
	`month` integer,
	`endorsed` integer DEFAULT false NOT NULL,
	`title` text NOT NULL,
	`people` text NOT NULL,
	`body` text NOT NULL,
	`maths` text DEFAULT '' NOT NULL,
	`spelling` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_rows_post` ON `search_rows` (`post`);--> statement-breakpoint
CREATE INDEX `search_rows_paper` ON `search_rows` (`paper`,`kind`);--> statement-breakpoint
CREATE INDEX `search_rows_person` ON `search_rows` (`person`,`kind`);--> statement-breakpoint
CREATE INDEX `search_rows_spelling` ON `search_rows` (`spelling`,`id`);--> statement-breakpoint
ALTER TABLE `papers` ADD `known_year` integer;--> statement-breakpoint
ALTER TABLE `papers` ADD `known_venue` text;--> statement-breakpoint
CREATE INDEX `papers_by_year` ON `papers` (`on_list`,`known_year`,`id`);--> statement-breakpoint
CREATE INDEX `papers_by_venue` ON `papers` (`on_list`,`known_venue`,`id`);--> statement-breakpoint
CREATE INDEX `papers_by_activity` ON `papers` (`on_list`,`active_at`,`id`);--> statement-breakpoint
CREATE INDEX `papers_by_open_questions` ON `papers` (`on_list`,`open_questions`,`id`);--> statement-breakpoint
CREATE INDEX `papers_by_title` ON `papers` (`on_list`,`title_key`,`id`);--> statement-breakpoint
ALTER TABLE `posts` ADD `expertise` text;--> statement-breakpoint
UPDATE `papers` SET `known_year` = `year`, `known_venue` = `venue`;
