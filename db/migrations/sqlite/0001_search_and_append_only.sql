CREATE VIRTUAL TABLE `search_index` USING fts5(`title`, `people`, `body`, content='search_rows', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3');
--> statement-breakpoint
INSERT INTO `search_index`(`search_index`, rank) VALUES ('secure-delete', 1);
--> statement-breakpoint
CREATE TRIGGER `search_rows_added` AFTER INSERT ON `search_rows` BEGIN
  INSERT INTO `search_index`(rowid, title, people, body) VALUES (new.id, new.title, new.people, new.body);
END;
--> statement-breakpoint
CREATE TRIGGER `search_rows_removed` AFTER DELETE ON `search_rows` BEGIN
  INSERT INTO `search_index`(`search_index`, rowid, title, people, body) VALUES ('delete', old.id, old.title, old.people, old.body);
END;
--> statement-breakpoint
CREATE TRIGGER `search_rows_changed` AFTER UPDATE ON `search_rows` BEGIN
  INSERT INTO `search_index`(`search_index`, rowid, title, people, body) VALUES ('delete', old.id, old.title, old.people, old.body);
  INSERT INTO `search_index`(rowid, title, people, body) VALUES (new.id, new.title, new.people, new.body);
END;
--> statement-breakpoint
CREATE TRIGGER `events_are_kept` BEFORE UPDATE ON `events` BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `events_stay` BEFORE DELETE ON `events` BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_are_kept` BEFORE UPDATE ON `decisions` BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `decisions_stay` BEFORE DELETE ON `decisions` BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
