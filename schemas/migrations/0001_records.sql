-- The records: files, pages, documents and what they say. Run in one transaction by pipeline/database/migrate.cpp.
-- The comments inside the statements are kept by SQLite and become schemas/TABLES.md.

CREATE TABLE settings ( -- Settings that shaped this database, one a row.
  name TEXT PRIMARY KEY NOT NULL, -- what is set
  value TEXT NOT NULL -- to what
) STRICT, WITHOUT ROWID;

CREATE TABLE files ( -- Source files by content: the same bytes at two places are one file.
  id INTEGER PRIMARY KEY, -- of this database only; never exported
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- of the file's bytes, lower-case hexadecimal
  bytes INTEGER NOT NULL CHECK (bytes >= 0), -- size of the file
  kind TEXT NOT NULL, -- pdf, tiff, jpeg, png, ...
  page_count INTEGER NOT NULL CHECK (page_count >= 0) -- pages in the file, read or not
) STRICT;

CREATE TABLE file_places ( -- Where a file was found; the first in byte order is the one that exports name.
  path TEXT PRIMARY KEY NOT NULL, -- as given to ingest
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE -- the content found there last
) STRICT, WITHOUT ROWID;
CREATE INDEX file_places_by_file ON file_places (file);

CREATE TABLE readings ( -- How pages were read: one row for each model and settings in use.
  id INTEGER PRIMARY KEY, -- of this database only
  model_hash TEXT NOT NULL, -- SHA-256 of the recognition model, or empty for a text layer
  settings TEXT NOT NULL, -- settings that change what is read, JSON
  versions TEXT NOT NULL, -- versions of the program and its libraries, JSON
  UNIQUE (model_hash, settings, versions)
) STRICT;

CREATE TABLE pages ( -- Pages as read.
  id INTEGER PRIMARY KEY, -- of this database only
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- whose page it is
  number INTEGER NOT NULL CHECK (number >= 1), -- in the file, from 1
  width INTEGER NOT NULL, -- of the page picture, pixels
  height INTEGER NOT NULL, -- of the page picture, pixels
  dpi REAL NOT NULL, -- resolution of the page picture
  turned INTEGER NOT NULL CHECK (turned IN (0, 90, 180, 270)), -- degrees turned clockwise to stand upright
  skew REAL NOT NULL, -- degrees taken out
  source TEXT NOT NULL CHECK (source IN ('scan', 'text_layer', 'repaired_layer')), -- what the text was taken from
  source_reason TEXT NOT NULL, -- why
  picture_hash TEXT NOT NULL, -- of the page picture before cleaning, or empty
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- mean over its lines
  text TEXT NOT NULL, -- in reading order
  reading INTEGER NOT NULL REFERENCES readings, -- how it was read
  UNIQUE (file, number)
) STRICT;

CREATE TABLE page_cache ( -- Pages already recognised, so that the same picture is never read twice by the same model.
  key TEXT PRIMARY KEY NOT NULL, -- SHA-256 over picture hash, model hash and settings
  page BLOB NOT NULL -- the Page, JSON of pipeline/page_json, deflated by zlib after 4 bytes of its length
) STRICT;

CREATE TABLE documents ( -- Logical documents: a memo, a report or an announcement with its attachments.
  id INTEGER PRIMARY KEY, -- of this database only; never exported
  key TEXT NOT NULL UNIQUE CHECK (length(key) = 16), -- from the content: SHA-256 over the file's hash and the first page, 16 digits
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- whose document it is
  first_page INTEGER NOT NULL CHECK (first_page >= 1), -- in the file, from 1
  last_page INTEGER NOT NULL CHECK (last_page >= first_page), -- in the file
  layouts TEXT NOT NULL CHECK (json_valid(layouts)), -- layouts that matched, JSON array in the order found
  organisation TEXT, -- full name of the office
  organisation_type TEXT, -- kind of office
  district TEXT, -- where the office lies
  province TEXT, -- where the office lies
  dla_code TEXT, -- of the one local government that it is, or null
  title TEXT, -- of the document
  fiscal_year INTEGER, -- Buddhist era
  has_memo INTEGER NOT NULL CHECK (has_memo IN (0, 1)), -- 1 where there is a memo header
  department TEXT, -- memo: who writes
  telephone TEXT, -- memo
  reference TEXT, -- memo: its running number
  date TEXT, -- memo: ISO 8601, common era, as precise as printed
  subject TEXT, -- memo
  addressee TEXT, -- memo: to whom (`to` in exports)
  has_ita_result INTEGER NOT NULL CHECK (has_ita_result IN (0, 1)), -- 1 where an ITA result is stated
  ita_year INTEGER, -- fiscal year of the result, Buddhist era
  ita_score REAL, -- 0 to 100
  ita_grade TEXT, -- A, B, ... or the words used that year
  ita_change REAL, -- against the year before
  ita_previous_grade TEXT, -- of the year before
  reviewed INTEGER NOT NULL DEFAULT 0 CHECK (reviewed IN (0, 1)), -- 1 where a person has looked at it
  provenance TEXT NOT NULL CHECK (json_valid(provenance)) -- see the view field_values
) STRICT;
CREATE INDEX documents_by_file ON documents (file, first_page);
CREATE INDEX documents_by_office ON documents (organisation, fiscal_year);

CREATE TABLE measures ( -- Measures, one a row; rewritten whole, never updated in place, so that the index keeps in step.
  id INTEGER PRIMARY KEY, -- of this database only, never used twice; the number under which the index knows it
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- its place in the document, from 1; KEY-NUMBER is its name in exports
  no TEXT, -- number printed
  measure_group TEXT, -- IIT, EIT, OIT (`group` in exports)
  title TEXT, -- what is to be done
  method TEXT, -- how
  responsible TEXT, -- by whom
  monitoring TEXT, -- how it is followed
  period TEXT, -- when, as written
  period_start TEXT, -- ISO 8601, as precise as written
  period_end TEXT, -- ISO 8601, as precise as written
  frequency TEXT, -- monthly, quarterly, half_yearly, yearly, continuous
  status TEXT CHECK (status IN ('not_started', 'in_progress', 'done')), -- null where the document does not say
  result TEXT, -- what came of it
  outcome TEXT, -- to what use
  recommendation TEXT, -- what is advised
  pages TEXT NOT NULL CHECK (json_valid(pages)), -- pages on which it stands, JSON array
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1), -- the least of its values
  provenance TEXT NOT NULL, -- see the view field_values
  UNIQUE (document, number)
) STRICT;

CREATE TABLE signatures ( -- Signature blocks.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- in the document, from 1
  name TEXT, -- who signs
  position TEXT, -- as what
  opinion_of TEXT, -- whose opinion stands above it
  comment TEXT, -- that opinion
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- see the view field_values
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE oit_items ( -- Items of the OIT check list that a document names.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- in the document, from 1
  code TEXT, -- O1 to O48
  title TEXT, -- of the item
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- see the view field_values
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE scores ( -- Rows of published ITA score tables.
  document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, -- where it stands
  number INTEGER NOT NULL CHECK (number >= 1), -- in the document, from 1
  organisation TEXT, -- whose score
  iit REAL, -- 0 to 100
  eit REAL, -- 0 to 100
  oit REAL, -- 0 to 100
  total REAL, -- 0 to 100
  level TEXT, -- AA, A, ... or the words used that year
  provenance TEXT NOT NULL CHECK (json_valid(provenance)), -- see the view field_values
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings ( -- Doubts: what, where, why, how grave.
  id INTEGER PRIMARY KEY, -- of this database only
  file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, -- where
  document INTEGER REFERENCES documents ON DELETE CASCADE, -- null: it speaks of the page or the file
  code TEXT NOT NULL, -- what, from a closed list
  severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')), -- how grave
  page INTEGER NOT NULL CHECK (page >= 0), -- 0: the whole document or file
  field TEXT NOT NULL, -- path of the value it speaks of, or empty
  value TEXT NOT NULL, -- what was found, as read
  reason TEXT NOT NULL, -- why it is doubtful
  reading TEXT NOT NULL -- what would resolve it, or empty
) STRICT;
CREATE INDEX findings_by_file ON findings (file);
CREATE INDEX findings_by_document ON findings (document);
CREATE INDEX findings_by_code ON findings (code);

CREATE TABLE corrections ( -- What people mended; kept by content, so that reading again never loses it.
  id INTEGER PRIMARY KEY, -- in the order made
  sha256 TEXT NOT NULL, -- the file's content
  first_page INTEGER NOT NULL, -- the document in it
  field TEXT NOT NULL, -- path of the value
  anchor TEXT NOT NULL, -- JSON: number and title of the measure it stood in, to find it again when rows shift
  before TEXT, -- value before, null where there was none
  after TEXT, -- value since, null where there is none
  who TEXT NOT NULL CHECK (who <> ''), -- by whom
  at TEXT NOT NULL, -- when, ISO 8601, UTC
  why TEXT NOT NULL -- the reason given
) STRICT;
CREATE INDEX corrections_by_document ON corrections (sha256, first_page);

CREATE TABLE history ( -- Every change, in order, each row chained to the one before by its hash; nothing is taken out.
  id INTEGER PRIMARY KEY, -- from 1, without gaps
  at TEXT NOT NULL, -- when, ISO 8601, UTC
  who TEXT NOT NULL, -- a person, or the program
  action TEXT NOT NULL, -- stored, removed, corrected, reviewed, upgraded
  subject TEXT NOT NULL, -- what was changed: file hash, document key, document key and field
  detail TEXT NOT NULL, -- JSON: content hash, values before and after
  hash TEXT NOT NULL CHECK (length(hash) = 64) -- SHA-256 over the row before's hash and this row
) STRICT;
CREATE TRIGGER history_keeps_rows BEFORE DELETE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_keeps_values BEFORE UPDATE ON history
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TABLE ledger ( -- What became of each input.
  path TEXT PRIMARY KEY NOT NULL, -- as given to ingest
  sha256 TEXT, -- of its bytes; null where it could not be read
  outcome TEXT NOT NULL CHECK (outcome IN ('done', 'done_with_findings', 'partly_read', 'duplicate', 'encrypted', 'damaged',
    'unsupported', 'too_large', 'timed_out', 'out_of_memory', 'crashed', 'refused_by_policy', 'interrupted')), -- what became of it
  retry INTEGER NOT NULL CHECK (retry IN (0, 1)), -- 1: worth trying again
  message TEXT NOT NULL, -- where, what was found, what to try; empty where all went well
  attempts INTEGER NOT NULL CHECK (attempts >= 1), -- so far
  page_count INTEGER NOT NULL, -- pages read
  document_count INTEGER NOT NULL, -- documents found
  at TEXT NOT NULL -- when it was tried last, ISO 8601, UTC
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_by_outcome ON ledger (outcome);

CREATE VIEW measures_flat AS -- One row a measure, with its office, year and place: the table to open first.
SELECT d.key || '-' || m.number AS measure, d.organisation AS office, d.organisation_type AS type, d.district, d.province,
  d.fiscal_year AS year, m.no, m.measure_group AS "group", m.status, m.title, m.method, m.responsible, m.monitoring, m.period,
  m.period_start, m.period_end, m.frequency, m.result, m.outcome, m.recommendation, d.date AS document_date,
  (SELECT min(path) FROM file_places p WHERE p.file = d.file) AS file, json_extract(m.pages, '$[0]') AS page, m.confidence,
  d.reviewed, d.key AS document, m.id AS id
FROM measures m JOIN documents d ON d.id = m.document;

CREATE VIEW field_values AS -- One row a value: where it stands, how sure it is, which rule made it. raw is null where it equals the value.
WITH records (document, prefix, provenance) AS (
  SELECT id, '', provenance FROM documents
  UNION ALL SELECT document, 'measures/' || (number - 1) || '/', provenance FROM measures
  UNION ALL SELECT document, 'signatures/' || (number - 1) || '/', provenance FROM signatures
  UNION ALL SELECT document, 'oit_items/' || (number - 1) || '/', provenance FROM oit_items
  UNION ALL SELECT document, 'scores/' || (number - 1) || '/', provenance FROM scores)
SELECT d.key AS document, r.prefix || f.key AS field, json_extract(f.value, '$[0]') AS confidence,
  json_extract(f.value, '$[1]') AS rule, json_extract(f.value, '$[2][0][0]') AS page, json_extract(f.value, '$[2][0][1]') AS x,
  json_extract(f.value, '$[2][0][2]') AS y, json_extract(f.value, '$[2][0][3]') AS w, json_extract(f.value, '$[2][0][4]') AS h,
  json_extract(f.value, '$[2]') AS places, json_extract(f.value, '$[3]') AS raw
FROM records r JOIN documents d ON d.id = r.document, json_each(r.provenance) f;

CREATE VIEW documents_flat AS -- One row a document, with how many measures and findings it has.
SELECT d.key AS document, (SELECT min(path) FROM file_places p WHERE p.file = d.file) AS file, f.sha256, d.first_page, d.last_page,
  d.organisation AS office, d.organisation_type AS type, d.district, d.province, d.title, d.fiscal_year AS year, d.reference, d.date,
  d.subject, d.ita_year, d.ita_score, d.ita_grade, d.reviewed,
  (SELECT count(*) FROM measures m WHERE m.document = d.id) AS measures,
  (SELECT count(*) FROM findings x WHERE x.document = d.id) AS findings
FROM documents d JOIN files f ON f.id = d.file;
