-- Beside the pairs of clusters the index holds which passages may hold three in a row, so that long words are refused without reading texts. What was
-- indexed before is searched without it and gets it with the next import or reindex.

CREATE TABLE search_triples ( -- Which passages of a segment may hold three clusters in a row, by a hash of them; small segments have none.
  key INTEGER PRIMARY KEY, -- segment << 16 | hash / 4
  passages BLOB NOT NULL -- of four hashes in turn: a bit for each id from first to last, in the byte (id & 65535) / 8 less that of first
) STRICT;
