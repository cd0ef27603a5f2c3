CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
DROP INDEX "posts_state";--> statement-breakpoint
DROP INDEX "posts_open";--> statement-breakpoint
DROP INDEX "papers_topic";--> statement-breakpoint
DROP INDEX "posts_ranked";--> statement-breakpoint
DROP INDEX "posts_person";--> statement-breakpoint
DROP INDEX "posts_guest";--> statement-breakpoint
DROP INDEX "posts_flagged";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "answers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "questions" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "comments" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "upvotes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "endorsements" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "hidden" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "topic" integer;--> statement-breakpoint
ALTER TABLE "posts" ADD COLUMN "scored_late" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "papers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "flags_post" ON "flags" USING btree ("post","id");--> statement-breakpoint
CREATE INDEX "papers_listed" ON "papers" USING btree ("on_list","position","id");--> statement-breakpoint
CREATE INDEX "papers_asked" ON "papers" USING btree ("position","id") WHERE on_list and open_questions > 0;--> statement-breakpoint
CREATE INDEX "posts_of_thread" ON "posts" USING btree ("question","kind","state","public_at","id");--> statement-breakpoint
CREATE INDEX "posts_waiting" ON "posts" USING btree ("question","kind","id") WHERE state in ('held', 'hidden');--> statement-breakpoint
CREATE INDEX "posts_held" ON "posts" USING btree ("id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "posts_hidden" ON "posts" USING btree ("id") WHERE state = 'hidden';--> statement-breakpoint
CREATE INDEX "posts_scored_late" ON "posts" USING btree ("id") WHERE scored_late;--> statement-breakpoint
CREATE INDEX "posts_open_voted" ON "posts" USING btree (score desc,"id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_newest" ON "posts" USING btree ("id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_unanswered" ON "posts" USING btree ("answers","id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_voted_of" ON "posts" USING btree ("topic",score desc,"id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_newest_of" ON "posts" USING btree ("topic","id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_open_unanswered_of" ON "posts" USING btree ("topic","answers","id") WHERE kind = 'question' and state = 'public' and status in ('open', 'disputed');--> statement-breakpoint
CREATE INDEX "posts_of_paper" ON "posts" USING btree ("paper","kind","state","public_at","id");--> statement-breakpoint
CREATE INDEX "posts_of_topic" ON "posts" USING btree ("topic","kind","state","public_at","id");--> statement-breakpoint
CREATE INDEX "papers_topic" ON "papers" USING btree ("topic","on_list","position","id");--> statement-breakpoint
CREATE INDEX "posts_ranked" ON "posts" USING btree ("question","kind",endorsed desc,rank desc,"id");--> statement-breakpoint
CREATE INDEX "posts_person" ON "posts" USING btree ("person","kind","state","public_at","id");--> statement-breakpoint
CREATE INDEX "posts_guest" ON "posts" USING btree ("guest") WHERE guest is not null;--> statement-breakpoint
CREATE INDEX "posts_flagged" ON "posts" USING btree ("id") WHERE flags > 0 and state = 'public';