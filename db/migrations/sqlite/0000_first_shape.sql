CREATE TABLE `addresses` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`slug` text NOT NULL,
	`target` integer NOT NULL,
	`alias` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `addresses_slug` ON `addresses` (`kind`,`slug`);--> statement-breakpoint
CREATE INDEX `addresses_target` ON `addresses` (`kind`,`target`);--> statement-breakpoint
CREATE TABLE `assessments` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`paper` integer NOT NULL,
	`author` integer NOT NULL,
	`rating` text,
	`mark` text,
	`remark` text,
	`remark_html` text,
	`remembered` text,
	`edited_at` integer NOT NULL,
	FOREIGN KEY (`paper`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assessments_paper` ON `assessments` (`paper`,`author`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`post` integer,
	`person` integer,
	`rule` text,
	`words` text,
	`by` integer,
	`by_role` text NOT NULL,
	`state_before` text,
	`undoes` integer,
	`appeal_of` integer,
	`target` integer,
	`until` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `decisions_post` ON `decisions` (`post`,`id`);--> statement-breakpoint
CREATE INDEX `decisions_person` ON `decisions` (`person`,`id`);--> statement-breakpoint
CREATE TABLE `endorsements` (
	`post` integer NOT NULL,
	`author` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`post`, `author`),
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`author`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`actor` integer,
	`post` integer,
	`question` integer,
	`paper` integer,
	`topic` integer,
	`person` integer,
	`decision` integer,
	`public` integer NOT NULL,
	`tx` integer DEFAULT 0 NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `events_public` ON `events` (`public`,`id`);--> statement-breakpoint
CREATE TABLE `flags` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post` integer NOT NULL,
	`person` integer,
	`address_hash` text,
	`reason` text NOT NULL,
	`note` text,
	`outcome` text,
	`decision` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `flags_person` ON `flags` (`post`,`person`) WHERE outcome is null;--> statement-breakpoint
CREATE UNIQUE INDEX `flags_address` ON `flags` (`post`,`address_hash`) WHERE outcome is null;--> statement-breakpoint
CREATE TABLE `followers` (
	`name` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `follows` (
	`person` integer NOT NULL,
	`kind` text NOT NULL,
	`target` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`person`, `kind`, `target`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `follows_target` ON `follows` (`kind`,`target`);--> statement-breakpoint
CREATE TABLE `former_handles` (
	`handle_folded` text PRIMARY KEY NOT NULL,
	`person` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `guests` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`name_skeleton` text NOT NULL,
	`cookie_hash` text,
	`receipt_hash` text NOT NULL,
	`nonce` text NOT NULL,
	`address_hash` text,
	`network_hash` text,
	`claimed_by` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`claimed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `guests_receipt` ON `guests` (`receipt_hash`);--> statement-breakpoint
CREATE INDEX `guests_cookie` ON `guests` (`cookie_hash`);--> statement-breakpoint
CREATE INDEX `guests_address` ON `guests` (`address_hash`);--> statement-breakpoint
CREATE INDEX `guests_claimed` ON `guests` (`claimed_by`);--> statement-breakpoint
CREATE TABLE `idempotency` (
	`key` text PRIMARY KEY NOT NULL,
	`body_hash` text NOT NULL,
	`result` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `links` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`purpose` text NOT NULL,
	`address` text,
	`person` integer,
	`hash` text NOT NULL,
	`ends_at` integer NOT NULL,
	`used_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `links_hash` ON `links` (`hash`);--> statement-breakpoint
CREATE INDEX `links_person` ON `links` (`person`);--> statement-breakpoint
CREATE TABLE `notes` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`assessment` integer,
	`topic` integer,
	`parent` integer,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`html` text NOT NULL,
	`renderer` integer NOT NULL,
	`source_post` integer,
	FOREIGN KEY (`assessment`) REFERENCES `assessments`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`topic`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "notes_place" CHECK((assessment is null) <> (topic is null))
);
--> statement-breakpoint
CREATE INDEX `notes_assessment` ON `notes` (`assessment`,`position`);--> statement-breakpoint
CREATE INDEX `notes_topic` ON `notes` (`topic`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_next` ON `outbox` (`state`,`next_at`);--> statement-breakpoint
CREATE TABLE `papers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`title_html` text NOT NULL,
	`title_key` text NOT NULL,
	`topic` integer,
	`authors` text NOT NULL,
	`venue` text,
	`year` integer,
	`doi` text,
	`arxiv` text,
	`arxiv_version` integer,
	`links` text NOT NULL,
	`questions_intro` text,
	`position` integer NOT NULL,
	`on_list` integer DEFAULT true NOT NULL,
	`next_question` integer DEFAULT 1 NOT NULL,
	`questions` integer DEFAULT 0 NOT NULL,
	`open_questions` integer DEFAULT 0 NOT NULL,
	`answers` integer DEFAULT 0 NOT NULL,
	`active_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`topic`) REFERENCES `topics`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `papers_slug` ON `papers` (`slug`);--> statement-breakpoint
CREATE INDEX `papers_topic` ON `papers` (`topic`,`position`);--> statement-breakpoint
CREATE INDEX `papers_position` ON `papers` (`position`,`id`);--> statement-breakpoint
CREATE INDEX `papers_title` ON `papers` (`title_key`);--> statement-breakpoint
CREATE INDEX `papers_doi` ON `papers` (`doi`);--> statement-breakpoint
CREATE INDEX `papers_arxiv` ON `papers` (`arxiv`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`handle` text NOT NULL,
	`handle_folded` text NOT NULL,
	`name` text NOT NULL,
	`name_skeleton` text NOT NULL,
	`email` text,
	`email_folded` text,
	`email_proved` integer,
	`password` text,
	`role` text DEFAULT 'member' NOT NULL,
	`keeps_list` integer DEFAULT false NOT NULL,
	`about` text DEFAULT '' NOT NULL,
	`orcid` text,
	`trust` integer DEFAULT 0 NOT NULL,
	`suspended_until` integer,
	`suspended_why` text,
	`former` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_handle` ON `people` (`handle_folded`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email_folded`);--> statement-breakpoint
CREATE INDEX `people_skeleton` ON `people` (`name_skeleton`);--> statement-breakpoint
CREATE TABLE `posts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`paper` integer NOT NULL,
	`question` integer,
	`parent` integer,
	`under` integer,
	`number` integer,
	`title` text,
	`title_html` text,
	`heading` text,
	`state` text NOT NULL,
	`held_why` text,
	`status` text,
	`status_why` text,
	`status_at` integer,
	`imported` integer DEFAULT false NOT NULL,
	`listed` integer DEFAULT false NOT NULL,
	`anchor_kind` text,
	`anchor_label` text,
	`anchor_sort` text,
	`anchor_quote` text,
	`anchor_version` text,
	`person` integer,
	`guest` integer,
	`role` text NOT NULL,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`plain` text NOT NULL,
	`renderer` integer NOT NULL,
	`score` integer DEFAULT 0 NOT NULL,
	`voters` integer DEFAULT 0 NOT NULL,
	`rank` real DEFAULT 0 NOT NULL,
	`answers` integer DEFAULT 0 NOT NULL,
	`comments` integer DEFAULT 0 NOT NULL,
	`endorsed` integer DEFAULT false NOT NULL,
	`pinned` integer DEFAULT false NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`revised_once` integer DEFAULT false NOT NULL,
	`locked` integer DEFAULT false NOT NULL,
	`merged_into` integer,
	`flags` integer DEFAULT 0 NOT NULL,
	`scored_at` integer,
	`created_at` integer NOT NULL,
	`public_at` integer,
	`edited_at` integer,
	`deleted_at` integer,
	`deleted_by_writer` integer,
	`deleted_from` text,
	`active_at` integer NOT NULL,
	FOREIGN KEY (`paper`) REFERENCES `papers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`guest`) REFERENCES `guests`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "posts_kind" CHECK((kind = 'question' and number is not null and question is null and parent is null and status is not null and heading is not null)
    or (kind = 'answer' and number is null and question is not null and parent = question and title is null)
    or (kind = 'comment' and number is null and question is not null and parent is not null and under is not null and title is null)),
	CONSTRAINT "posts_state_known" CHECK(state in ('public', 'held', 'hidden', 'deleted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `posts_number` ON `posts` (`paper`,`number`);--> statement-breakpoint
CREATE INDEX `posts_ranked` ON `posts` (`question`,`kind`,`endorsed`,`rank`,`id`);--> statement-breakpoint
CREATE INDEX `posts_by_time` ON `posts` (`question`,`kind`,`id`);--> statement-breakpoint
CREATE INDEX `posts_under` ON `posts` (`under`,`id`);--> statement-breakpoint
CREATE INDEX `posts_parent` ON `posts` (`parent`);--> statement-breakpoint
CREATE INDEX `posts_person` ON `posts` (`person`,`kind`,`id`);--> statement-breakpoint
CREATE INDEX `posts_guest` ON `posts` (`guest`);--> statement-breakpoint
CREATE INDEX `posts_state` ON `posts` (`state`,`id`);--> statement-breakpoint
CREATE INDEX `posts_flagged` ON `posts` (`flags`,`id`);--> statement-breakpoint
CREATE INDEX `posts_open` ON `posts` (`kind`,`state`,`status`,`score`,`id`);--> statement-breakpoint
CREATE INDEX `posts_recent` ON `posts` (`kind`,`state`,`public_at`,`id`);--> statement-breakpoint
CREATE TABLE `rates` (
	`key` text NOT NULL,
	`window` integer NOT NULL,
	`count` integer NOT NULL,
	`ends_at` integer NOT NULL,
	PRIMARY KEY(`key`, `window`)
);
--> statement-breakpoint
CREATE INDEX `rates_ends` ON `rates` (`ends_at`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`post` integer NOT NULL,
	`number` integer NOT NULL,
	`title` text,
	`body` text NOT NULL,
	`html` text NOT NULL,
	`renderer` integer NOT NULL,
	`person` integer,
	`reason` text,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_post` ON `revisions` (`post`,`number`);--> statement-breakpoint
CREATE TABLE `search_rows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`paper` integer NOT NULL,
	`post` integer,
	`topic` integer,
	`person` integer,
	`title` text NOT NULL,
	`people` text NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_rows_post` ON `search_rows` (`post`);--> statement-breakpoint
CREATE INDEX `search_rows_paper` ON `search_rows` (`paper`,`kind`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`secret_hash` text NOT NULL,
	`person` integer NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`proved_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_secret` ON `sessions` (`secret_hash`);--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person`);--> statement-breakpoint
CREATE TABLE `set_aside` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`follower` text NOT NULL,
	`event` integer NOT NULL,
	`error` text NOT NULL,
	`tries` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`provider` text NOT NULL,
	`subject` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`person` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sign_ins_subject` ON `sign_ins` (`provider`,`subject`);--> statement-breakpoint
CREATE INDEX `sign_ins_person` ON `sign_ins` (`person`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` integer NOT NULL,
	`hash` text NOT NULL,
	`scope` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`last_used` text,
	`revoked_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_hash` ON `tokens` (`hash`);--> statement-breakpoint
CREATE INDEX `tokens_person` ON `tokens` (`person`);--> statement-breakpoint
CREATE TABLE `topics` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`title_html` text NOT NULL,
	`untitled` integer DEFAULT false NOT NULL,
	`parent` integer,
	`position` integer NOT NULL,
	`on_list` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `topics_slug` ON `topics` (`slug`);--> statement-breakpoint
CREATE INDEX `topics_parent` ON `topics` (`parent`,`position`);--> statement-breakpoint
CREATE TABLE `votes` (
	`post` integer NOT NULL,
	`person` integer NOT NULL,
	`thread` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`post`, `person`),
	FOREIGN KEY (`post`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `votes_thread` ON `votes` (`thread`,`person`,`created_at`);--> statement-breakpoint
CREATE INDEX `votes_person` ON `votes` (`person`,`post`);