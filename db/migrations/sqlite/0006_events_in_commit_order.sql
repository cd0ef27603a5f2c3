SELECT 1; -- SQLite has one writer: its ids are in the order of its commits.
