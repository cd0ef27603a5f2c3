-- Followers read events in the order of their transactions: ids are drawn before commit.
CREATE INDEX "events_in_order" ON "events" USING btree ("tx","id");
