-- Names are read as the rest of the index and whoever searches read them: composed again, parted at every mark.
CREATE OR REPLACE FUNCTION names_vector(names text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple'::regconfig, regexp_replace(lower(normalize(regexp_replace(normalize(names, NFKD), '[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0640]', '', 'g'), NFC)), '[ -/:-@\[-`{-~\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f\u3000-\u3004\u3008-\u3020\u30fb]', ' ', 'g'))
$$;
--> statement-breakpoint
-- The same a second time, behind an at sign: the index knows no weights, so that whoever is called as every other text has it would be
-- looked for in all those texts.
CREATE OR REPLACE FUNCTION names_apart(names tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce((SELECT array_to_tsvector(array_agg('@' || lexeme)) FROM unnest(names)), ''::tsvector)
$$;
--> statement-breakpoint
DROP INDEX "search_rows_words";
--> statement-breakpoint
ALTER TABLE "search_rows" DROP COLUMN "words";
--> statement-breakpoint
ALTER TABLE "search_rows" ADD COLUMN "words" tsvector GENERATED ALWAYS AS (
  setweight(words_vector("title", ''), 'A') || words_vector("title", '^') || setweight(names_vector("people"), 'B') || names_apart(names_vector("people")) || setweight(words_vector("body", ''), 'C') || words_vector("maths", '#')
  || array_to_tsvector(array_remove(ARRAY['#k' || "kind", '#t' || "topic", '#p' || "paper", '#w' || "person", '#y' || ("month" / 100), '#m' || "month",
    CASE WHEN "endorsed" THEN '#endorsed' END, '#b' || ("id" / 8192)], NULL))) STORED;
--> statement-breakpoint
CREATE INDEX "search_rows_words" ON "search_rows" USING gin ("words") WITH (gin_pending_list_limit = 512);
--> statement-breakpoint
ANALYZE "search_rows";
