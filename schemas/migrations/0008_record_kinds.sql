-- Records of the kinds that files of schemas/records describe. What a kind is stands in settings (record_kind/NAME), so that a database is read without
-- the file; its view record_NAME is made from that (pipeline/store/record_kinds.h). Records of what is stored already are made when it is taken in again.

CREATE TABLE records ( -- Rows of tables that a kind of records knows; see the views record_NAME.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- among the records of the document
  kind TEXT NOT NULL, -- purchase_plan, ...: of the setting record_kind/NAME
  table_number INTEGER NOT NULL, -- of tables
  row_number INTEGER NOT NULL, -- of table_rows
  page INTEGER NOT NULL CHECK (page >= 1), -- on which it begins, in the file
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- the least of its values
  title TEXT, -- its first field that a search looks into
  text TEXT NOT NULL, -- its other such fields, parted by tabs
  fields TEXT NOT NULL CHECK (json_valid(fields)), -- its values by name; figures are numbers, null: nothing stands there
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- by name, as in tables
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX records_by_kind ON records (kind);

-- A record is a passage too, in the place of its row.
DROP TRIGGER passages_leave_index;
DROP TRIGGER passages_are_rewritten;
DROP TRIGGER passages_take_no_place;
CREATE TABLE passages_new ( -- What the search knows beside measures; rewritten whole, never updated in place, so that the index keeps in step.
  id INTEGER PRIMARY KEY, -- kind << 40 | a number never used twice; the number under which the index knows it
  kind TEXT NOT NULL CHECK (kind IN ('document', 'person', 'score', 'item', 'page', 'row', 'record')), -- 1, 2, 3, 4, 5, 6, 7 in the id; a measure is 0, its id that of its row
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- where it stands
  document INTEGER REFERENCES documents ON DELETE CASCADE, -- where it stands; null: a page of no document
  number INTEGER NOT NULL CHECK (number >= 1), -- person, score, item, row, record: its number in signatures, scores, oit_items, table_rows, records; page: of the page in the file
  page INTEGER NOT NULL CHECK (page >= 1), -- on which it begins, in the file
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1) -- the least of its values; of a page the mean over its lines
) STRICT;
INSERT INTO passages_new SELECT * FROM passages;
DROP TABLE passages;
ALTER TABLE passages_new RENAME TO passages;
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_file ON passages (file, kind, number);

INSERT INTO settings VALUES ('indexed_to_record', '0');
INSERT INTO search_columns SELECT id, 'record', zeroblob(4 * (last - first + 1)) FROM search_segments;

CREATE TRIGGER passages_leave_index AFTER DELETE ON passages
WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to_' || old.kind)
BEGIN INSERT OR IGNORE INTO search_deleted VALUES (old.id); END;

CREATE TRIGGER passages_are_rewritten BEFORE UPDATE ON passages
BEGIN SELECT RAISE(ABORT, 'a passage is rewritten, not updated: delete it and insert it under a new id'); END;

CREATE TRIGGER passages_take_no_place BEFORE INSERT ON passages
WHEN EXISTS (SELECT 1 FROM passages WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'a passage is rewritten, not updated: delete it and insert it under a new id'); END;
