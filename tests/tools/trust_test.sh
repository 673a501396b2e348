#!/usr/bin/env bash
# Heads, keys, proofs, backups and a lost index, as people meet them on the command line.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=tests/tools/ingest_common.sh
. tests/tools/ingest_common.sh
db=$work/a.db
# In one folder: a worker is started for each folder, and takes a tenth of a second of processor.
mkdir "$work/papers"
for sample in samples/running-text/scan-fax.png samples/*/born-digital.pdf; do cp "$sample" "$work/papers/$(basename "$(dirname "$sample")")-${sample##*/}"; done
ingest 0 --db "$db" "$work/papers"
key=$(sqlite3 "$db" "SELECT key FROM documents ORDER BY key LIMIT 1")

told() { # expected exit code, pattern of what is said, then the command
  local code=$1 like=$2 rc=0; shift 2
  "$@" >"$work/out" 2>"$work/err" || rc=$?
  [ $rc = "$code" ] || fail "$*: exit $rc, expected $code: $(cat "$work/err")"
  # shellcheck disable=SC2053 # a pattern is what is compared with
  [[ $(cat "$work/out" "$work/err") == $like ]] || fail "$*: $(cat "$work/out" "$work/err")"
}

# A head, signed and kept; openssl alone checks it.
"$BANTHUEK" key "$work/k" 2>/dev/null
expect "rights of the secret key" "$(stat -c %a "$work/k")" 600
told 2 "*k: cannot be made*" "$BANTHUEK" key "$work/k"
"$BANTHUEK" verify --db "$db" --head >"$work/plain.txt"
"$BANTHUEK" verify --db "$db" --sign "$work/k" >"$work/head.txt"
diff "$work/plain.txt" <(head -n 6 "$work/head.txt") || fail "the signed head is another"
head -n 6 "$work/head.txt" >"$work/body"; sed -n 's/^signature: //p' "$work/head.txt" | base64 -d >"$work/signature"
openssl pkeyutl -verify -pubin -inkey "$work/k.open" -rawin -in "$work/body" -sigfile "$work/signature" >/dev/null || fail "openssl refuses the signature"
told 0 "*: whole;*" "$BANTHUEK" verify --db "$db" --against "$work/head.txt" --key "$work/k.open"
"$BANTHUEK" key "$work/other" 2>/dev/null
told 1 "*is not signed by the key*" "$BANTHUEK" verify --db "$db" --against "$work/head.txt" --key "$work/other.open"
told 1 "*is not signed by the key*" "$BANTHUEK" verify --db "$db" --against "$work/plain.txt" --key "$work/k.open"
told 2 "*says who signed, but not what*" "$BANTHUEK" verify --db "$db" --key "$work/k.open"

# One document for somebody who has no database.
"$BANTHUEK" verify --db "$db" --document "$key" --against "$work/head.txt" >"$work/proof.json"
told 0 "*\"key\":\"$key\"*signed by the key*" "$BANTHUEK" verify --proof "$work/proof.json" --key "$work/k.open"
sed 's/memo/mem0/' "$work/proof.json" >"$work/other.json"
told 1 "*does not lead to the root*" "$BANTHUEK" verify --proof "$work/other.json" --key "$work/k.open"
told 2 "*is not there; find the key*" "$BANTHUEK" verify --db "$db" --document 0000000000000000

# Evidence handed out, checked by the program and without it; not after one byte is changed.
told 0 "" "$BANTHUEK" bundle --db "$db"
told 0 "*items of 1 documents*" "$BANTHUEK" bundle --db "$db" "$key" --out "$work/evidence.zip"
told 0 "*: whole: *1 documents by their proofs*root: *" "$BANTHUEK" verify "$work/evidence.zip"
told 1 "*is not signed by the key*" "$BANTHUEK" verify "$work/evidence.zip" --key "$work/k.open"
told 0 "*items of 1 documents*" "$BANTHUEK" bundle --db "$db" "$key" --out "$work/signed.zip" --sign "$work/k"
told 0 "*: whole: *signed by the key*" "$BANTHUEK" verify "$work/signed.zip" --key "$work/k.open"
/usr/bin/python3 tools/web/bundle/check_bundle.py "$work/signed.zip" >/dev/null || fail "the script refuses a signed bundle"
(cd "$work" && /usr/bin/python3 -m zipfile -e signed.zip unpacked && base64 -d unpacked/manifest.sig >sig && openssl pkeyutl -verify -pubin -inkey k.open -rawin -in unpacked/manifest.json -sigfile sig >/dev/null) ||
  fail "openssl alone does not check the bundle"
# Another report, and the manifest written anew: only the signature tells.
/usr/bin/python3 - "$work" <<'PY'
import hashlib, json, sys, zipfile
old = zipfile.ZipFile(sys.argv[1] + "/signed.zip")
held = {name: old.read(name) for name in old.namelist()}
held["index.html"] = held["index.html"] + b"<p>another</p>"
manifest = json.loads(held["manifest.json"])
for file in manifest["files"]:
    file["sha256"], file["bytes"] = hashlib.sha256(held[file["name"]]).hexdigest(), len(held[file["name"]])
held["manifest.json"] = json.dumps(manifest).encode()
with zipfile.ZipFile(sys.argv[1] + "/forged.zip", "w") as out:
    for name, data in held.items():
        out.writestr(name, data)
PY
told 0 "*only a signature (--key)*" "$BANTHUEK" verify "$work/forged.zip"
told 1 "*is not signed by the key*" "$BANTHUEK" verify "$work/forged.zip" --key "$work/k.open"
told 2 "*give --out a name that ends in .zip*" "$BANTHUEK" bundle --db "$db" "$key" --out "$work/x.pdf" --sign "$work/k"
/usr/bin/python3 tools/web/bundle/check_bundle.py "$work/evidence.zip" >"$work/out" || fail "the script refuses the bundle: $(cat "$work/out")"
/usr/bin/python3 -c 'import sys; b = bytearray(open(sys.argv[1], "rb").read()); b[b.index(b"\"raw\": \"") + 8] ^= 1; open(sys.argv[2], "wb").write(b)' "$work/evidence.zip" "$work/changed.zip"
told 1 "*changed since; ask for the bundle again*" "$BANTHUEK" verify "$work/changed.zip"
! /usr/bin/python3 tools/web/bundle/check_bundle.py "$work/changed.zip" >/dev/null 2>&1 || fail "the script takes a changed bundle"
told 2 "*is no bundle of evidence*" "$BANTHUEK" verify "$work/proof.json"
told 2 "*there is no such dossier*" "$BANTHUEK" bundle --db "$db" --dossier 0123 --out "$work/x.zip"
told 2 "*give a name that ends in .zip or .pdf*" "$BANTHUEK" bundle --db "$db" "$key" --out "$work/x.doc"
if [ -d /usr/share/fonts/truetype/tlwg ]; then
  told 0 "*items of 1 documents*" "$BANTHUEK" bundle --db "$db" "$key" --out "$work/evidence.pdf"
  pdftotext "$work/evidence.pdf" - | grep -q SHA-256 || fail "the report says nothing of the file"
fi

# What is done later is told, and is signed by nobody.
"$BANTHUEK" correct --db "$db" "$key" title "ชื่อใหม่" --who สมศรี --why "อ่านผิด"
told 0 "*whole*1 changes since the head that was kept (1 corrected)*" "$BANTHUEK" verify --db "$db" --against "$work/head.txt"
told 1 "*1 changes since*signed by nobody*" "$BANTHUEK" verify --db "$db" --against "$work/head.txt" --key "$work/k.open"

# A backup while somebody writes, verified, put back.
told 0 "*backup.db: the database, 0 uploaded files*" "$BANTHUEK" backup "$work/backup.db" --db "$db"
told 2 "*is there already*" "$BANTHUEK" backup "$work/backup.db" --db "$db"
told 0 "*" "$BANTHUEK" backup "$work/backup.db" --db "$db" --replace
told 0 "*: whole;*" "$BANTHUEK" verify --db "$work/backup.db"

# Falsified: found, not backed up over, put back.
sqlite3 "$db" "DELETE FROM documents WHERE key = '$key'"
told 1 "*is not what the history says: it was changed unseen*" "$BANTHUEK" verify --db "$db"
told 1 "*changed unseen*" "$BANTHUEK" verify --db "$db" --head
told 0 "*a.db: the database*" "$BANTHUEK" restore "$work/backup.db" --db "$db" --replace
told 0 "*: whole;*" "$BANTHUEK" verify --db "$db"

# A lost index is said, and made anew.
hits() { "$BANTHUEK" search --db "$db" --json --limit 1000 การ 2>/dev/null | grep -c '"kind"'; }
before=$(hits)
sqlite3 "$db" "DELETE FROM search_postings"
told 0 "*search index: parts of *are missing in it; run banthuek reindex; hits may be missing*" "$BANTHUEK" search --db "$db" การ
told 1 "*search index: *run banthuek reindex*" "$BANTHUEK" verify --db "$db"
told 0 "*made anew*" "$BANTHUEK" reindex --db "$db"
expect "hits" "$(hits)" "$before"
told 0 "*: whole;*" "$BANTHUEK" verify --db "$db"

# A shard that was changed past the program is not merged.
ingest 0 --db "$work/1.db" --shard 1/1 samples/running-text/scan-fax.png
told 0 "*1 shards*" "$BANTHUEK" merge --db "$work/whole.db" "$work/1.db"
told 0 "*: whole;*" "$BANTHUEK" verify --db "$work/whole.db"
expect "rows of the shard's history" "$(sqlite3 "$work/whole.db" "SELECT count(*) FROM merged_history")" "$(sqlite3 "$work/1.db" "SELECT count(*) FROM history")"
sqlite3 "$work/1.db" "UPDATE pages SET text = 'x'"
told 2 "*1.db: does not verify (*changed unseen*" "$BANTHUEK" merge --db "$work/bad.db" "$work/1.db"
[ ! -e "$work/bad.db" ] || fail "a merge that was refused left a database"
# A folder that was renamed: the living place counts. Files that are gone, or should be: taken out when somebody asks.
mkdir -p "$work/in/old"
for sample in running-text score-table ticks-and-merged-cells; do cp samples/$sample/born-digital.pdf "$work/in/old/$sample.pdf"; done
ingest 0 --db "$work/m.db" "$work/in"
mv "$work/in/old" "$work/in/new"
ingest 0 --db "$work/m.db" "$work/in"
expect "places" "$(sqlite3 "$work/m.db" "SELECT count(*), sum(path LIKE '%/new/%') FROM file_places")" "3|3"
expect "ledger" "$(sqlite3 "$work/m.db" "SELECT count(*), sum(outcome LIKE 'done%') FROM ledger WHERE path LIKE '%/new/%'")" "3|3"
rm "$work/in/new/score-table.pdf"
ingest 0 --db "$work/m.db" "$work/in"
expect "unasked" "$(sqlite3 "$work/m.db" "SELECT count(*) FROM files")" 3
ingest 0 --db "$work/m.db" --prune "$work/in"
expect "pruned" "$(sqlite3 "$work/m.db" "SELECT count(*) FROM files")" 2
told 0 "*running-text.pdf: forgotten*" "$BANTHUEK" forget --db "$work/m.db" "$work/in/new/running-text.pdf"
told 2 "*is no path, content or document that is known*" "$BANTHUEK" forget --db "$work/m.db" "$work/in/new/running-text.pdf"
expect "forgotten" "$(sqlite3 "$work/m.db" "SELECT count(*) FROM files")" 1
told 0 "*: whole;*" "$BANTHUEK" verify --db "$work/m.db"

# Saved again with other bytes: the correction goes on.
key=$(sqlite3 "$work/m.db" "SELECT key FROM documents ORDER BY key LIMIT 1")
"$BANTHUEK" correct --db "$work/m.db" "$key" title "ชื่อที่แก้แล้ว" --who สมศรี --why "อ่านผิด"
printf '\n%% saved again\n' >>"$work/in/new/ticks-and-merged-cells.pdf"
ingest 0 --db "$work/m.db" "$work/in/new/ticks-and-merged-cells.pdf"
expect "title" "$(sqlite3 "$work/m.db" "SELECT title FROM documents WHERE title LIKE '%แก้แล้ว'")" "ชื่อที่แก้แล้ว"
expect "another file" "$(sqlite3 "$work/m.db" "SELECT count(*) FROM documents WHERE key = '$key'")" 0
told 0 "*: whole;*" "$BANTHUEK" verify --db "$work/m.db"
echo "trust: heads, keys, proofs, backups, index, shards"
