DROP INDEX "posts_open_voted";--> statement-breakpoint
DROP INDEX "posts_open_newest";--> statement-breakpoint
DROP INDEX "posts_open_unanswered";--> statement-breakpoint
DROP INDEX "posts_open_voted_of";--> statement-breakpoint
DROP INDEX "posts_open_newest_of";--> statement-breakpoint
DROP INDEX "posts_open_unanswered_of";--> statement-breakpoint
CREATE INDEX "posts_open_voted" ON "posts" USING btree ("score","id") WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_newest" ON "posts" USING btree ("public_at","id") WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_unanswered" ON "posts" USING btree ("answers",score desc,id desc) WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_voted_of" ON "posts" USING btree ("topic","score","id") WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_newest_of" ON "posts" USING btree ("topic","public_at","id") WHERE state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_unanswered_of" ON "posts" USING btree ("topic","answers",score desc,id desc) WHERE state = 'public' and status in ('open', 'disputed');