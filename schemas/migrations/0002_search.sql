-- The search index: postings of grapheme clusters and of pairs of them, in segments of measures (pipeline/index/index_writer.h).
-- Measures above settings 'indexed_to' are in no segment yet: a search reads them one by one.

CREATE TABLE search_clusters ( -- Grapheme clusters of the normalised texts, numbered.
  id INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 65535), -- its number in the keys of search_postings
  cluster TEXT NOT NULL UNIQUE -- normalised
) STRICT;

CREATE TABLE search_values ( -- Values of the columns in search_columns, numbered.
  id INTEGER PRIMARY KEY, -- its number in search_columns
  facet TEXT NOT NULL, -- office, type, district, province, group, status
  value TEXT NOT NULL, -- as stored
  UNIQUE (facet, value)
) STRICT;

CREATE TABLE search_segments ( -- Ranges of measures that are indexed together; all of one segment share id >> 16.
  id INTEGER PRIMARY KEY, -- never used twice, so a reader may keep what it read of one
  first INTEGER NOT NULL, -- first measure
  last INTEGER NOT NULL CHECK (last >= first) -- last measure
) STRICT;

CREATE TABLE search_postings ( -- Which measures of a segment hold a cluster or a pair.
  key INTEGER PRIMARY KEY, -- segment << 34 | kind << 32 | first cluster << 16 | second; kind 0: any field, 1: title
  measures BLOB NOT NULL -- low 16 bits of ids: 8,192 bytes are a bitmap, fewer the gaps between them, seven bits a byte, low ones first, high bit: more follow
) STRICT;

CREATE TABLE search_columns ( -- What filters, facets and sorting need of every measure in a segment.
  segment INTEGER NOT NULL REFERENCES search_segments ON DELETE CASCADE, -- which
  facet TEXT NOT NULL, -- what
  data BLOB NOT NULL, -- a 32-bit number for each id from first to last, little-endian
  PRIMARY KEY (segment, facet)
) STRICT;

CREATE TABLE search_deleted ( -- Measures in segments that are gone from `measures`.
  id INTEGER PRIMARY KEY -- of the measure
) STRICT;

INSERT INTO settings VALUES ('indexed_to', '0');

CREATE TRIGGER measures_leave_index AFTER DELETE ON measures
WHEN old.id <= (SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'indexed_to')
BEGIN INSERT OR IGNORE INTO search_deleted VALUES (old.id); END;

CREATE TRIGGER measures_are_rewritten BEFORE UPDATE ON measures
BEGIN SELECT RAISE(ABORT, 'a measure is rewritten, not updated: delete it and insert it under a new id'); END;
