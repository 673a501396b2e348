-- Every table on a page is kept, whatever it holds, and its rows can be searched. Tables of what is stored already are made when it is taken in again
-- (banthuek ingest on the same folder reads them out of the page cache).

CREATE TABLE tables ( -- Tables as they are printed, over page breaks.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- in the document
  first_page INTEGER NOT NULL, -- in the file
  last_page INTEGER NOT NULL, -- in the file
  caption TEXT, -- the line that names it
  layout TEXT, -- that makes records of it; null: none does
  columns TEXT NOT NULL CHECK (json_valid(columns)), -- list of {heading, type}; type: text, number, money, date, period, mark
  headings TEXT NOT NULL, -- of the columns, parted by tabs: what the search knows of them
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- caption and columns by number from 0: [confidence, rule, [[page, x, y, w, h]...], raw?, value?]
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE table_rows ( -- Their rows, without headings.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- among the rows of all tables of the document
  table_number INTEGER NOT NULL, -- of tables
  is_sum INTEGER NOT NULL CHECK (is_sum IN (0, 1)), -- 1: of the rows above
  text TEXT NOT NULL, -- what stands in its cells, parted by tabs
  cells TEXT NOT NULL CHECK (json_valid(cells)), -- list of {text, type, value}, as long as tables.columns; null: nothing stands there
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- its cells by number from 0, as in tables
  PRIMARY KEY (document, number)
) STRICT;

-- A row of a table is a passage too.
DROP TRIGGER passages_leave_index;
DROP TRIGGER passages_are_rewritten;
CREATE TABLE passages_new ( -- What the search knows beside measures; rewritten whole, never updated in place, so that the index keeps in step.
  id INTEGER PRIMARY KEY, -- kind << 40 | a number never used twice; the number under which the index knows it
  kind TEXT NOT NULL CHECK (kind IN ('document', 'person', 'score', 'item', 'page', 'row')), -- 1, 2, 3, 4, 5, 6 in the id; a measure is 0, its id that of its row
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- where it stands
  document INTEGER REFERENCES documents ON DELETE CASCADE, -- where it stands; null: a page of no document
  number INTEGER NOT NULL CHECK (number >= 1), -- person, score, item, row: its number in signatures, scores, oit_items, table_rows; page: of the page in the file
  page INTEGER NOT NULL CHECK (page >= 1), -- on which it begins, in the file
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1) -- the least of its values; of a page the mean over its lines
) STRICT;
INSERT INTO passages_new SELECT * FROM passages;
DROP TABLE passages;
ALTER TABLE passages_new RENAME TO passages;
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_file ON passages (file, kind, number);

INSERT INTO settings VALUES ('indexed_to_row', '0');

CREATE TRIGGER passages_leave_index AFTER DELETE ON passages
WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to_' || old.kind)
BEGIN INSERT OR IGNORE INTO search_deleted VALUES (old.id); END;

CREATE TRIGGER passages_are_rewritten BEFORE UPDATE ON passages
BEGIN SELECT RAISE(ABORT, 'a passage is rewritten, not updated: delete it and insert it under a new id'); END;
