-- Nothing falsified unseen: what is append-only stays so under INSERT OR REPLACE too, the page cache is covered by the pages that came out of it, the
-- histories of merged shards are kept. Store::open then writes the hash of every file into the history (pipeline/store/recorded.h).

ALTER TABLE pages ADD COLUMN cache_hash TEXT /* SHA-256 of its bytes in page_cache, null where it is not there */;

-- A correction outlives its file being saved again with other bytes: it is found by the page that it was made on.
ALTER TABLE corrections ADD COLUMN picture TEXT /* picture_hash of the page its document begins on, or a hash of that page's text */;
UPDATE corrections SET picture = (SELECT nullif(p.picture_hash, '') FROM pages p JOIN files f ON f.id = p.file
  WHERE f.sha256 = corrections.sha256 AND p.number = corrections.first_page);
CREATE INDEX corrections_by_picture ON corrections (picture);

CREATE TABLE merged_history ( -- The histories of the shards that this database was merged from, row by row as they were there.
  shard TEXT NOT NULL, -- K/N
  id INTEGER NOT NULL, -- from 1, without gaps
  at TEXT NOT NULL, -- as in history
  who TEXT NOT NULL, -- as in history
  action TEXT NOT NULL, -- as in history
  subject TEXT NOT NULL, -- as in history
  detail TEXT NOT NULL, -- as in history
  hash TEXT NOT NULL CHECK (length(hash) = 64), -- as in history; the last one stands in the row 'merged' of history
  PRIMARY KEY (shard, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER merged_history_keeps_rows BEFORE DELETE ON merged_history
BEGIN SELECT RAISE(ABORT, 'merged_history is append-only'); END;
CREATE TRIGGER merged_history_keeps_values BEFORE UPDATE ON merged_history
BEGIN SELECT RAISE(ABORT, 'merged_history is append-only'); END;
CREATE TRIGGER merged_history_takes_no_place BEFORE INSERT ON merged_history
WHEN EXISTS (SELECT 1 FROM merged_history WHERE shard = new.shard AND id = new.id)
BEGIN SELECT RAISE(ABORT, 'merged_history is append-only'); END;

-- INSERT OR REPLACE deletes a row without its DELETE triggers unless the connection says recursive_triggers, which nobody can be made to. A BEFORE
-- INSERT trigger runs always, and before the row is deleted.
CREATE TRIGGER history_grows_at_its_end BEFORE INSERT ON history
WHEN new.id <= (SELECT max(id) FROM history)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER corrections_keep_rows BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only: correct the value again'); END;
CREATE TRIGGER corrections_keep_values BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only: correct the value again'); END;
CREATE TRIGGER corrections_take_no_place BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM corrections WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'corrections are append-only: correct the value again'); END;

CREATE TRIGGER measures_take_no_place BEFORE INSERT ON measures
WHEN EXISTS (SELECT 1 FROM measures WHERE id = new.id OR (document = new.document AND number = new.number))
BEGIN SELECT RAISE(ABORT, 'a measure is rewritten, not updated: delete it and insert it under a new id'); END;
CREATE TRIGGER passages_take_no_place BEFORE INSERT ON passages
WHEN EXISTS (SELECT 1 FROM passages WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'a passage is rewritten, not updated: delete it and insert it under a new id'); END;

INSERT OR IGNORE INTO settings SELECT 'upgrading', 'hashes'
WHERE EXISTS (SELECT 1 FROM files) OR EXISTS (SELECT 1 FROM ledger) OR EXISTS (SELECT 1 FROM settings WHERE name NOT LIKE 'indexed_to%');
