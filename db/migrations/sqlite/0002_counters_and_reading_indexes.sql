CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX `posts_state`;--> statement-breakpoint
DROP INDEX `posts_open`;--> statement-breakpoint
DROP INDEX `posts_ranked`;--> statement-breakpoint
DROP INDEX `posts_person`;--> statement-breakpoint
DROP INDEX `posts_guest`;--> statement-breakpoint
DROP INDEX `posts_flagged`;--> statement-breakpoint
ALTER TABLE `posts` ADD `topic` integer;--> statement-breakpoint
ALTER TABLE `posts` ADD `scored_late` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `posts_of_thread` ON `posts` (`question`,`kind`,`state`,`public_at`,`id`);--> statement-breakpoint
CREATE INDEX `posts_waiting` ON `posts` (`question`,`kind`,`id`) WHERE state in ('held', 'hidden');--> statement-breakpoint
CREATE INDEX `posts_held` ON `posts` (`id`) WHERE state = 'held';--> statement-breakpoint
CREATE INDEX `posts_hidden` ON `posts` (`id`) WHERE state = 'hidden';--> statement-breakpoint
CREATE INDEX `posts_scored_late` ON `posts` (`id`) WHERE scored_late;--> statement-breakpoint
CREATE INDEX `posts_open_voted` ON `posts` (score desc,`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_newest` ON `posts` (`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_unanswered` ON `posts` (`answers`,`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_voted_of` ON `posts` (`topic`,score desc,`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_newest_of` ON `posts` (`topic`,`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_unanswered_of` ON `posts` (`topic`,`answers`,`id`) WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_of_paper` ON `posts` (`paper`,`kind`,`state`,`public_at`,`id`);--> statement-breakpoint
CREATE INDEX `posts_of_topic` ON `posts` (`topic`,`kind`,`state`,`public_at`,`id`);--> statement-breakpoint
CREATE INDEX `posts_ranked` ON `posts` (`question`,`kind`,endorsed desc,rank desc,`id`);--> statement-breakpoint
CREATE INDEX `posts_person` ON `posts` (`person`,`kind`,`state`,`public_at`,`id`);--> statement-breakpoint
CREATE INDEX `posts_guest` ON `posts` (`guest`) WHERE guest is not null;--> statement-breakpoint
CREATE INDEX `posts_flagged` ON `posts` (`id`) WHERE flags > 0 and state = 'public';--> statement-breakpoint
DROP INDEX `papers_topic`;--> statement-breakpoint
CREATE INDEX `papers_listed` ON `papers` (`on_list`,`position`,`id`);--> statement-breakpoint
CREATE INDEX `papers_asked` ON `papers` (`position`,`id`) WHERE on_list and open_questions > 0;--> statement-breakpoint
CREATE INDEX `papers_topic` ON `papers` (`topic`,`on_list`,`position`,`id`);--> statement-breakpoint
ALTER TABLE `people` ADD `answers` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `questions` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `comments` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `upvotes` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `endorsements` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `hidden` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `topics` ADD `papers` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `flags_post` ON `flags` (`post`,`id`);