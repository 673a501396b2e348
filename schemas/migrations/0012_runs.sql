-- The filter of three clusters in a row holds six in a row too: parts of a long word may stand apart on a long page, where six in a row of it do not.
-- A record of a kind is found by all cells of its row, those that no field is made of too: the index of records is made anew.

DROP TABLE search_triples;

CREATE TABLE search_runs ( -- Which passages of a segment may hold three or six clusters in a row, by a hash of them; small segments have none.
  key INTEGER PRIMARY KEY, -- segment << 16 | hash / 4
  passages BLOB NOT NULL -- of four hashes in turn: a bit for each id from first to last, in the byte (id & 65535) / 8 less that of first
) STRICT;

DELETE FROM search_postings WHERE key >> 34 IN (SELECT id FROM search_segments WHERE first >> 40 = 7);
DELETE FROM search_columns WHERE segment IN (SELECT id FROM search_segments WHERE first >> 40 = 7);
DELETE FROM search_segments WHERE first >> 40 = 7;
DELETE FROM search_deleted WHERE id >> 40 = 7;
UPDATE settings SET value = '0' WHERE name = 'indexed_to_record';
INSERT OR IGNORE INTO settings SELECT 'upgrading', 'index' WHERE EXISTS (SELECT 1 FROM files);
