UPDATE people SET
  answers = (SELECT count(*) FROM posts p WHERE p.person = people.id AND p.kind = 'answer' AND p.state = 'public'),
  questions = (SELECT count(*) FROM posts p WHERE p.person = people.id AND p.kind = 'question' AND p.state = 'public'),
  comments = (SELECT count(*) FROM posts p WHERE p.person = people.id AND p.kind = 'comment' AND p.state = 'public'),
  upvotes = (SELECT coalesce(sum(p.score), 0) FROM posts p WHERE p.person = people.id AND p.state = 'public'),
  endorsements = (SELECT count(*) FROM posts p WHERE p.person = people.id AND p.kind = 'answer' AND p.state = 'public' AND p.endorsed),
  hidden = (SELECT count(*) FROM posts p WHERE p.person = people.id AND p.state = 'hidden')
WHERE EXISTS (SELECT 1 FROM posts p WHERE p.person = people.id);
--> statement-breakpoint
UPDATE posts SET topic = (SELECT papers.topic FROM papers WHERE papers.id = posts.paper) WHERE state = 'public';
--> statement-breakpoint
UPDATE topics SET papers = (SELECT count(*) FROM papers p WHERE p.topic = topics.id AND p.on_list);
--> statement-breakpoint
INSERT INTO counters (name, value) VALUES
  ('held', (SELECT count(*) FROM posts WHERE state = 'held')),
  ('flagged', (SELECT count(*) FROM posts WHERE flags > 0 AND state = 'public')),
  ('questions', (SELECT count(*) FROM posts WHERE kind = 'question' AND state = 'public')),
  ('papers', (SELECT count(*) FROM papers WHERE on_list)),
  ('topics', (SELECT count(*) FROM topics WHERE on_list));
