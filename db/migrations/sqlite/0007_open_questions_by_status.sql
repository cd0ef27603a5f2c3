DROP INDEX `posts_open_voted`;--> statement-breakpoint
DROP INDEX `posts_open_newest`;--> statement-breakpoint
DROP INDEX `posts_open_unanswered`;--> statement-breakpoint
DROP INDEX `posts_open_voted_of`;--> statement-breakpoint
DROP INDEX `posts_open_newest_of`;--> statement-breakpoint
DROP INDEX `posts_open_unanswered_of`;--> statement-breakpoint
CREATE INDEX `posts_open_voted` ON `posts` (`score`,`id`) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_newest` ON `posts` (`public_at`,`id`) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_unanswered` ON `posts` (`answers`,score desc,id desc) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_voted_of` ON `posts` (`topic`,`score`,`id`) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_newest_of` ON `posts` (`topic`,`public_at`,`id`) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX `posts_open_unanswered_of` ON `posts` (`topic`,`answers`,score desc,id desc) WHERE state = 'public' and status in ('open', 'disputed');