CREATE TABLE `drafts` (
	`person` integer NOT NULL,
	`place` text NOT NULL,
	`fields` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`person`, `place`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `drafts_updated` ON `drafts` (`person`,`updated_at`);--> statement-breakpoint
CREATE TABLE `mail_follows` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`question` integer NOT NULL,
	`address` text NOT NULL,
	`address_folded` text NOT NULL,
	`confirmed_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`question`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_follows_address` ON `mail_follows` (`question`,`address_folded`);--> statement-breakpoint
CREATE INDEX `mail_follows_folded` ON `mail_follows` (`address_folded`);--> statement-breakpoint
CREATE INDEX `mail_follows_unconfirmed` ON `mail_follows` (`created_at`) WHERE confirmed_at is null;--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` integer NOT NULL,
	`event` integer NOT NULL,
	`kind` text NOT NULL,
	`own` integer DEFAULT false NOT NULL,
	`post` integer,
	`question` integer,
	`paper` integer,
	`actor` integer,
	`decision` integer,
	`milestone` integer,
	`mailing` text,
	`mail_key` text,
	`created_at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_event` ON `notifications` (`person`,`event`);--> statement-breakpoint
CREATE INDEX `notifications_person` ON `notifications` (`person`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`person`,`id`) WHERE read_at is null;--> statement-breakpoint
CREATE INDEX `notifications_question` ON `notifications` (`person`,`question`,`id`);--> statement-breakpoint
CREATE INDEX `notifications_post` ON `notifications` (`post`,`person`);--> statement-breakpoint
CREATE INDEX `notifications_mail` ON `notifications` (`mail_key`) WHERE mail_key is not null;--> statement-breakpoint
CREATE INDEX `notifications_unmailed` ON `notifications` (`mailing`,`person`) WHERE mailing is not null and mail_key is null;--> statement-breakpoint
CREATE TABLE `push_subscriptions` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`person` integer NOT NULL,
	`endpoint` text NOT NULL,
	`p256dh` text NOT NULL,
	`auth` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `push_subscriptions_endpoint` ON `push_subscriptions` (`endpoint`);--> statement-breakpoint
CREATE INDEX `push_subscriptions_person` ON `push_subscriptions` (`person`);--> statement-breakpoint
CREATE TABLE `readings` (
	`person` integer NOT NULL,
	`question` integer NOT NULL,
	`post` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person`, `question`),
	FOREIGN KEY (`person`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`question`) REFERENCES `posts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `people` ADD `notices` text;--> statement-breakpoint
ALTER TABLE `people` ADD `follows_own` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `feed_hash` text;--> statement-breakpoint
ALTER TABLE `people` ADD `mail_bounced_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `people_feed` ON `people` (`feed_hash`);