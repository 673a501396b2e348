#!/usr/bin/env bash
# ZIP and TAR: each member is an input of its own; links, devices, climbing names and bombs harm nothing outside or beside them.
set -euo pipefail
source tests/tools/ingest_common.sh
row() { sqlite3 "$work/a.db" "SELECT outcome FROM ledger WHERE path LIKE '%$1'"; }
/usr/bin/python3 tests/hostile/make_hostile.py "$work/hostile" --only zip-climbs-out.zip zip-bomb-200m.zip tar-links.tar tar-devices.tar tar-cut.tar zip-odd-names.zip zip-empty.zip good.png >/dev/null
mkdir "$work/in"
cp "$work"/hostile/{zip-climbs-out.zip,zip-bomb-200m.zip,tar-links.tar,tar-devices.tar,tar-cut.tar,zip-odd-names.zip,zip-empty.zip,good.png} "$work/in/"
rm -f /tmp/banthuek-climbed*.pdf
rc=0; timeout 120 "$BANTHUEK" ingest "$work/in" --db "$work/a.db" --jobs 2 2>/dev/null || rc=$?
expect "exit" $rc 1
# its one page is ink without letters, which is said
expect "the good one beside them" "$(row /good.png)" done_with_findings
expect "a link" "$(row 'tar-links.tar!a.pdf')" unsupported
[[ $(row 'tar-links.tar!c.pdf') =~ ^(done|duplicate)$ ]] || fail "the file beside the links"
expect "a device" "$(row 'tar-devices.tar!a')" unsupported
expect "a bomb" "$(row 'zip-bomb-200m.zip!a.pdf')" too_large
expect "what breaks off" "$(row /tar-cut.tar)" partly_read
expect "an archive whose members all came through" "$(row /zip-climbs-out.zip)" "done"
expect "an empty one" "$(row /zip-empty.zip)" "done"
! ls /tmp/banthuek-climbed* >/dev/null 2>&1 || fail "a member climbed out"
expect "odd names" "$(sqlite3 "$work/a.db" "SELECT count(*) FROM ledger WHERE path LIKE '%zip-odd-names.zip!%'")" 3
"$BANTHUEK" verify --db "$work/a.db" >/dev/null || fail verify
before=$(sqlite3 "$work/a.db" "SELECT path, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1")
rc=0; "$BANTHUEK" ingest "$work/in" --db "$work/a.db" 2>/dev/null || rc=$?
expect "exit of a second run" $rc 1
expect "a second run" "$(sqlite3 "$work/a.db" "SELECT path, attempts FROM ledger WHERE sha256 IS NOT NULL ORDER BY 1")" "$before"

# Archives in archives, members of one name, names in Thai, what computers leave everywhere, and single compressed files.
/usr/bin/python3 - "$work" <<'PY'
import bz2, io, lzma, pathlib, sys, zipfile
folder = pathlib.Path(sys.argv[1])
(folder / "deep").mkdir()
picture = (folder / "hostile" / "good.png").read_bytes()
def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, content in members:
            z.writestr(name, content)
    return out.getvalue()
inner = zipped([("หน้า ๑.png", picture), ("__MACOSX/._หน้า ๑.png", b"x"), ("Thumbs.db", b"x")])
for level in range(4):
    inner = zipped([(f"{level}.zip", inner)])
(folder / "deep" / "five.zip").write_bytes(inner)
(folder / "deep" / "two.zip").write_bytes(zipped([("in.zip", zipped([("หน้า ๑.png", picture)])), ("a.txt", b"one"), (".DS_Store", b"x")]))
(folder / "deep" / "text.zip").write_bytes(zipped([("a.txt", b"one"), ("b.txt", b"two")]))
(folder / "deep" / "p.png.bz2").write_bytes(bz2.compress(picture + b"bz2"))
(folder / "deep" / "p.png.xz").write_bytes(lzma.compress(picture + b"xz"))
(folder / "deep" / ".DS_Store").write_bytes(b"x")
PY
rc=0; "$BANTHUEK" ingest "$work/deep" --db "$work/b.db" --jobs 2 2>"$work/stderr" || rc=$?
deep() { sqlite3 "$work/b.db" "SELECT group_concat(outcome) FROM ledger WHERE path LIKE '%/deep/$1'"; }
expect "an archive in an archive" "$(deep 'two.zip!in.zip')" "done"
expect "a page of it" "$(deep 'two.zip!in.zip!หน้า ๑.png')" done_with_findings
expect "its outer one, of which one member is no page" "$(deep two.zip)" partly_read
expect "an archive inside four" "$(deep 'five.zip!3.zip!2.zip!1.zip!0.zip')" unsupported
expect "an archive of texts alone" "$(deep text.zip)" unsupported
expect "a bzip2 file" "$(deep 'p.png.bz2!p.png')" done_with_findings
expect "an xz file" "$(deep 'p.png.xz!p.png')" done_with_findings
grep -q "^banthuek: 2 files of computers' own" "$work/stderr" || { cat "$work/stderr" >&2; fail "what was passed over is not counted"; }
echo "archives: all as it must be"
