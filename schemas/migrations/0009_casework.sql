-- What people say of the documents and collect from them: notes, tags, dossiers. A row is an act; what stands now is what the acts say, played in
-- their order (pipeline/casework). The digest of each row stands in the history.

CREATE TABLE casework ( -- What auditors noted, tagged and collected in dossiers: an act a row, never changed.
  id INTEGER PRIMARY KEY, -- in the order done
  at TEXT NOT NULL, -- ISO 8601, UTC
  who TEXT NOT NULL CHECK (who <> ''), -- who did it
  action TEXT NOT NULL CHECK (action IN ('opened', 'renamed', 'assigned', 'state', 'collected', 'left_out', 'noted', 'tagged', 'untagged')), -- what was done
  dossier TEXT, -- key of the dossier that it was done to, null where none
  document TEXT, -- key of the document it speaks of, null where none
  field TEXT, -- path of the value (measures/3/status) or of its record (measures/3), null for all of the document
  seen TEXT, -- what stood there then
  text TEXT NOT NULL -- title, account, state, note or tag; with 'collected' why
) STRICT;
CREATE INDEX casework_by_dossier ON casework (dossier) WHERE dossier IS NOT NULL;
CREATE INDEX casework_by_document ON casework (document) WHERE document IS NOT NULL;
CREATE INDEX casework_by_tag ON casework (text) WHERE action IN ('tagged', 'untagged');
CREATE TRIGGER casework_keeps_rows BEFORE DELETE ON casework
BEGIN SELECT RAISE(ABORT, 'casework is append-only'); END;
CREATE TRIGGER casework_keeps_values BEFORE UPDATE ON casework
BEGIN SELECT RAISE(ABORT, 'casework is append-only'); END;
CREATE TRIGGER casework_takes_no_place BEFORE INSERT ON casework
WHEN EXISTS (SELECT 1 FROM casework WHERE id = new.id)
BEGIN SELECT RAISE(ABORT, 'casework is append-only'); END;
