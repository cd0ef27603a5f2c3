-- What narrows a search stands in the index as words of its own, so that a narrow search reads little of it.
ALTER TABLE `search_rows` ADD COLUMN `marks` text GENERATED ALWAYS AS (
  'k' || `kind` || coalesce(' t' || `topic`, '') || coalesce(' p' || `paper`, '') || coalesce(' w' || `person`, '')
  || coalesce(' y' || (`month` / 100) || ' m' || `month`, '') || CASE WHEN `endorsed` THEN ' endorsed' ELSE '' END) VIRTUAL;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index` USING fts5(`title`, `people`, `body`, `maths`, `marks`, content='search_rows', content_rowid='id',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M*'", prefix='3');
--> statement-breakpoint
INSERT INTO `search_index`(`search_index`, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `search_rows_added` AFTER INSERT ON `search_rows` BEGIN
  INSERT INTO `search_index`(rowid, title, people, body, maths, marks) VALUES (new.id, new.title, new.people, new.body, new.maths, new.marks);
END;
--> statement-breakpoint
CREATE TRIGGER `search_rows_removed` AFTER DELETE ON `search_rows` BEGIN
  INSERT INTO `search_index`(`search_index`, rowid, title, people, body, maths, marks) VALUES ('delete', old.id, old.title, old.people, old.body, old.maths, old.marks);
END;
--> statement-breakpoint
CREATE TRIGGER `search_rows_changed` AFTER UPDATE ON `search_rows` BEGIN
  INSERT INTO `search_index`(`search_index`, rowid, title, people, body, maths, marks) VALUES ('delete', old.id, old.title, old.people, old.body, old.maths, old.marks);
  INSERT INTO `search_index`(rowid, title, people, body, maths, marks) VALUES (new.id, new.title, new.people, new.body, new.maths, new.marks);
END;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_index_words` USING fts5vocab(`search_index`, 'row');
--> statement-breakpoint
CREATE VIRTUAL TABLE `search_words_index` USING fts5(`word`, content='search_words', content_rowid='id', tokenize='trigram', detail='none');
--> statement-breakpoint
CREATE TRIGGER `search_words_added` AFTER INSERT ON `search_words` BEGIN
  INSERT INTO `search_words_index`(rowid, word) VALUES (new.id, new.word);
END;
--> statement-breakpoint
CREATE TRIGGER `search_words_removed` AFTER DELETE ON `search_words` BEGIN
  INSERT INTO `search_words_index`(`search_words_index`, rowid, word) VALUES ('delete', old.id, old.word);
END;
