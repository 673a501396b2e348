-- The index is over passages of every kind, not over measures alone: documents, persons, scores, OIT items and the running text of pages. It is derived
-- from what is stored, so its tables are made anew and filled from there (Store::open goes on with it until it is done).

CREATE TABLE passages ( -- What the search knows beside measures; rewritten whole, never updated in place, so that the index keeps in step.
  id INTEGER PRIMARY KEY, -- kind << 40 | a number never used twice; the number under which the index knows it
  kind TEXT NOT NULL CHECK (kind IN ('document', 'person', 'score', 'item', 'page')), -- 1, 2, 3, 4, 5 in the id; a measure is 0, its id that of its row
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- where it stands
  document INTEGER REFERENCES documents ON DELETE CASCADE, -- where it stands; null: a page of no document
  number INTEGER NOT NULL CHECK (number >= 1), -- person, score, item: its number in signatures, scores, oit_items; page: of the page in the file
  page INTEGER NOT NULL CHECK (page >= 1), -- on which it begins, in the file
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1) -- the least of its values; of a page the mean over its lines
) STRICT;
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_file ON passages (file, kind, number);

CREATE TABLE page_words ( -- Where the words of pages.text stand on the page picture.
  page INTEGER PRIMARY KEY REFERENCES pages ON DELETE CASCADE, -- of pages
  words BLOB NOT NULL -- numbers of seven bits a byte, low ones first, high bit: more follow; for each word: its bytes * 4 + the bytes of text since the last word where they are 0 to 2, or 3 and then a number of those beyond 3; its left edge from the right edge of the last one, its top from that top (both zigzag), its width, its height from that height (zigzag)
) STRICT;

DROP TRIGGER measures_leave_index;
DROP TABLE search_columns;
DROP TABLE search_postings;
DROP TABLE search_deleted;
DROP TABLE search_segments;

CREATE TABLE search_segments ( -- Ranges of passages that are indexed together; all of one segment share id >> 16, and so the kind.
  id INTEGER PRIMARY KEY, -- never used twice, so a reader may keep what it read of one
  first INTEGER NOT NULL, -- first passage
  last INTEGER NOT NULL CHECK (last >= first) -- last passage
) STRICT;

CREATE TABLE search_postings ( -- Which passages of a segment hold a cluster or a pair.
  key INTEGER PRIMARY KEY, -- segment << 34 | kind << 32 | first cluster << 16 | second; kind 0: any field, 1: title
  passages BLOB NOT NULL -- low 16 bits of ids: 8,192 bytes are a bitmap, fewer the gaps between them, seven bits a byte, low ones first, high bit: more follow
) STRICT;

CREATE TABLE search_columns ( -- What filters, facets and sorting need of every passage in a segment.
  segment INTEGER NOT NULL REFERENCES search_segments ON DELETE CASCADE, -- which
  facet TEXT NOT NULL, -- what
  data BLOB NOT NULL, -- a 32-bit number for each id from first to last, little-endian
  PRIMARY KEY (segment, facet)
) STRICT;

CREATE TABLE search_deleted ( -- Passages in segments that are gone from `measures` or `passages`.
  id INTEGER PRIMARY KEY -- of the passage
) STRICT;

-- Passages above these are in no segment yet: a search reads them one by one.
UPDATE settings SET value = '0' WHERE name = 'indexed_to';
INSERT INTO settings VALUES ('indexed_to_document', '0'), ('indexed_to_person', '0'), ('indexed_to_score', '0'), ('indexed_to_item', '0'),
  ('indexed_to_page', '0');

CREATE TRIGGER measures_leave_index AFTER DELETE ON measures
WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to')
BEGIN INSERT OR IGNORE INTO search_deleted VALUES (old.id); END;

CREATE TRIGGER passages_leave_index AFTER DELETE ON passages
WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to_' || old.kind)
BEGIN INSERT OR IGNORE INTO search_deleted VALUES (old.id); END;

CREATE TRIGGER passages_are_rewritten BEFORE UPDATE ON passages
BEGIN SELECT RAISE(ABORT, 'a passage is rewritten, not updated: delete it and insert it under a new id'); END;

-- What is stored already. The words of its pages come out of the page cache; the setting says that they and the index are still to be made.
INSERT INTO passages
SELECT (1 << 40) + row_number() OVER (ORDER BY id), 'document', file, id, 1, first_page,
  min(1, max(0, coalesce((SELECT min(json_extract(v.value, '$[0]')) FROM json_each(provenance) v), 1)))
FROM documents;

INSERT INTO passages
SELECT (p.code << 40) + row_number() OVER (PARTITION BY p.code ORDER BY p.document, p.number), p.kind, d.file, d.id, p.number,
  coalesce((SELECT json_extract(v.value, '$[2][0][0]') FROM json_each(p.provenance) v WHERE json_extract(v.value, '$[2][0][0]') >= 1 LIMIT 1), d.first_page),
  min(1, max(0, coalesce((SELECT min(json_extract(v.value, '$[0]')) FROM json_each(p.provenance) v), 1)))
FROM (SELECT 2 AS code, 'person' AS kind, document, number, provenance FROM signatures
  UNION ALL SELECT 3, 'score', document, number, provenance FROM scores
  UNION ALL SELECT 4, 'item', document, number, provenance FROM oit_items) p
JOIN documents d ON d.id = p.document;

INSERT INTO passages
SELECT (5 << 40) + row_number() OVER (ORDER BY g.id), 'page', g.file,
  (SELECT d.id FROM documents d WHERE d.file = g.file AND g.number BETWEEN d.first_page AND d.last_page ORDER BY d.id LIMIT 1),
  g.number, g.number, g.confidence
FROM pages g;

INSERT INTO settings SELECT 'upgrading', 'passages' WHERE EXISTS (SELECT 1 FROM files);
