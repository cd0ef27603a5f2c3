CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Words that are parted by single spaces, in their order, each with `before` in front of it. A tilde alone is none.
CREATE OR REPLACE FUNCTION words_vector(words text, before text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT string_agg('''' || before || word || ''':' || least(place, 16383), ' ') FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS each(word, place) WHERE word <> '' AND word <> '~')::tsvector, ''::tsvector)
$$;
--> statement-breakpoint
-- Names as they are written, without case and accents.
CREATE OR REPLACE FUNCTION names_vector(names text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, lower(regexp_replace(normalize(names, NFKD), '[\u0300-\u036f]', '', 'g')))
$$;
--> statement-breakpoint
-- Words of a title stand there a second time, behind a caret: the index itself knows no weights. What narrows a search stands in the index as words of its own, so that a narrow search reads little of it: beside kind, topic and the like
-- a number that rises with each 8,192 rows.
ALTER TABLE "search_rows" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
  setweight(words_vector("title", ''), 'A') || words_vector("title", '^') || setweight(names_vector("people"), 'B') || setweight(words_vector("body", ''), 'C') || words_vector("maths", '#')
  || array_to_tsvector(array_remove(ARRAY['#k' || "kind", '#t' || "topic", '#p' || "paper", '#w' || "person", '#y' || ("month" / 100), '#m' || "month",
    CASE WHEN "endorsed" THEN '#endorsed' END, '#b' || ("id" / 8192)], NULL))) STORED;
--> statement-breakpoint
-- New rows wait in a list that each search looks through: a short one.
CREATE INDEX "search_rows_words" ON "search_rows" USING gin ("words") WITH (gin_pending_list_limit = 512);
--> statement-breakpoint
CREATE INDEX "search_words_alike" ON "search_words" USING gin ("word" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "search_words_beginning" ON "search_words" ("word" COLLATE "C");
