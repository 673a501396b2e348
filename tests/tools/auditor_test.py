#!/usr/bin/python3
"""The audit questions from outside, and the search inside SQLite: the sqlite3 shell and Python load the extension."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))
EXTENSION = str(pathlib.Path(os.environ.get("BANTHUEK_BUILD", str(ROOT / "build"))) / "banthuek_search")


def run(*words, code=0):
    done = subprocess.run([BANTHUEK, *map(str, words)], capture_output=True, timeout=120)
    if done.returncode != code:
        raise AssertionError(f"banthuek {' '.join(map(str, words))}: exit {done.returncode}, not {code}:\n{done.stderr.decode()}")
    return done


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


class Auditor(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.db = pathlib.Path(cls.folder.name) / "archive.db"
        # In one folder: a worker is started for each folder, and takes a tenth of a second of processor.
        papers = pathlib.Path(cls.folder.name) / "papers"
        papers.mkdir()
        for sample in sorted(ROOT.glob("samples/*/born-digital.pdf")):
            shutil.copy(sample, papers / f"{sample.parent.name}-{sample.name}")
        run("ingest", "--db", cls.db, papers)
        cls.sql = sqlite3.connect(f"file:{cls.db}?mode=ro", uri=True)

    @classmethod
    def tearDownClass(cls):
        cls.sql.close()
        cls.folder.cleanup()

    def audit(self, *words, **more):
        return run("audit", "--db", self.db, *words, **more)

    def test_a_correction_is_kept_listed_and_chained_into_the_history(self):
        mended = pathlib.Path(self.folder.name) / "mended.db"
        source = sorted(ROOT.glob("samples/status-words/born-digital.pdf"))
        run("ingest", "--db", mended, *source)
        with sqlite3.connect(mended) as db:
            measure, = db.execute("SELECT measure FROM measures_flat WHERE status = 'done' ORDER BY 1").fetchone()
        run("correct", "--db", mended, measure, "status", "in_progress", "--who", "สมศรี", "--why", "the tick stands in the second column")
        run("correct", "--db", mended, measure.split("-")[0], "fiscal_year", "๒๕๖๑", "--who", "สมศรี", "--why", "misread")
        run("correct", "--db", mended, measure, "method", "--nothing", "--who", "สมศรี", "--why", "belongs to the row above")
        listed = rows(run("correct", "--db", mended, measure, "--list", "--json"))
        self.assertEqual([(r["field"].split("/")[-1], r["after"], r["who"]) for r in listed],
                         [("status", "in_progress", "สมศรี"), ("fiscal_year", "2561", "สมศรี"), ("method", None, "สมศรี")])
        found = json.loads(run("search", "--db", mended, "--json", "--year", "2561", "--status", "in_progress").stdout)
        self.assertIn(measure, [h["measure"] for h in found["hits"]])
        for words, said in (((measure, "status", "maybe", "--who", "ก", "--why", "ข"), "is no status; give not_started"),
                            ((measure, "status", "done", "--why", "ข"), "needs a name; say who corrects"),
                            ((measure, "status", "done", "--who", "ก"), "needs a reason; say why"),
                            ((measure, "status", "--who", "ก", "--why", "ข"), "needs a value or --nothing"),
                            ((measure, "colour", "red", "--who", "ก", "--why", "ข"), "names no field of this document"),
                            (("0000000000000000", "title", "ก", "--who", "ก", "--why", "ข"), "there is no such document")):
            self.assertIn(said, run("correct", "--db", mended, *words, code=2).stderr.decode())
        run("verify", "--db", mended)
        with sqlite3.connect(mended) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM history WHERE action = 'corrected' AND who = 'สมศรี'").fetchone(), (3,))
            with self.assertRaisesRegex(sqlite3.DatabaseError, "append-only"):
                db.execute("DELETE FROM history")
            db.execute("DROP TRIGGER history_keeps_values")
            db.execute("UPDATE history SET who = 'สมชาย' WHERE id = (SELECT min(id) FROM history WHERE action = 'corrected')")
        self.assertIn("was changed after it was written", run("verify", "--db", mended, code=1).stderr.decode())

    def test_a_measure_that_was_not_read_is_entered_with_its_place_and_found(self):
        mended = pathlib.Path(self.folder.name) / "added.db"
        source = ROOT / "samples/status-words/born-digital.pdf"
        run("ingest", "--db", mended, source)
        with sqlite3.connect(mended) as db:
            key, count, page = db.execute("SELECT d.key, count(*), d.first_page FROM measures m JOIN documents d ON d.id = m.document GROUP BY d.id").fetchone()
        said = ("--who", "สมศรี", "--why", "ไม่ได้อ่าน", "--place", f"{page},100,200,900,60")
        run("correct", "--db", mended, f"{key}-{count + 1}", "title", "ปลูกต้นกล้วยริมคลอง", *said)
        run("correct", "--db", mended, f"{key}-{count + 1}", "status", "done", *said)
        found = json.loads(run("search", "--db", mended, "--json", "ต้นกล้วยริมคลอง", "--status", "done").stdout)
        self.assertEqual([h["measure"] for h in found["hits"]], [f"{key}-{count + 1}"])
        self.assertIn("'1,2' is no place; give PAGE,X,Y,W,H", run("correct", "--db", mended, key, "title", "ก", "--who", "ก", "--why", "ข", "--place", "1,2", code=2).stderr.decode())
        run("reindex", "--db", mended)
        run("verify", "--db", mended)

    def test_a_correction_counts_once_when_its_file_is_saved_again(self):
        folder = pathlib.Path(self.folder.name)
        paper, mended = folder / "paper.pdf", folder / "saved-again.db"
        shutil.copy(ROOT / "samples/status-words/born-digital.pdf", paper)
        run("ingest", "--db", mended, paper)
        with sqlite3.connect(mended) as db:
            measure, = db.execute("SELECT measure FROM measures_flat WHERE status = 'done' ORDER BY 1").fetchone()
        run("correct", "--db", mended, measure, "status", "in_progress", "--who", "สมศรี", "--why", "seen")
        with open(paper, "ab") as file:
            file.write(b"\n% saved again\n")
        run("ingest", "--db", mended, paper)
        with sqlite3.connect(mended) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM files").fetchone(), (1,))
            self.assertIn(("in_progress",), db.execute("SELECT status FROM measures_flat").fetchall())
        self.assertIn(b"corrections: 1\n", run("stats", "--db", mended).stdout)

    def test_ten_readers_and_a_writer_at_once_see_no_lock(self):
        shared = pathlib.Path(self.folder.name) / "shared.db"
        run("ingest", "--db", shared, *sorted(ROOT.glob("samples/status-words/born-digital.pdf")))
        with sqlite3.connect(shared) as db:
            measure, = db.execute("SELECT measure FROM measures_flat ORDER BY 1").fetchone()
        # Each starts before any of the others is waited for.
        readers = [subprocess.Popen([BANTHUEK, "search", "--db", shared, "--json", "การ"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(10)]
        writers = [subprocess.Popen([BANTHUEK, "correct", "--db", shared, measure, "status", status, "--who", "สมศรี", "--why", "ดูอีกครั้ง"], stderr=subprocess.PIPE)
                   for status in ("done", "in_progress") * 3]
        found = set()
        for process in readers + writers:
            out, said = process.communicate(timeout=120)
            self.assertEqual((process.returncode, said), (0, b""))
            if process in readers:
                found.add(json.loads(out)["total"])
        self.assertEqual(len(found), 1, found)
        with sqlite3.connect(shared) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM history WHERE action = 'corrected'").fetchone(), (6,))
        run("verify", "--db", shared)

    def test_the_export_holds_to_its_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("SKIPPED: python3-jsonschema is not there; tools/setup test installs it")
        schema = jsonschema.Draft202012Validator(json.loads((ROOT / "schemas/export.schema.json").read_text()))
        for words in ((), ("--provenance",)):
            exported = json.loads(run("export", "--db", self.db, *words).stdout)
            self.assertTrue(exported["documents"])
            self.assertEqual([e.message for e in schema.iter_errors(exported)], [])
        for line in run("export", "--db", self.db, "--format", "jsonl").stdout.splitlines():
            schema.validate({"schema_version": 1, "documents": [json.loads(line)]})
        del exported["documents"][0]["measures"]
        self.assertFalse(schema.is_valid(exported))

    def test_statuses_add_up_to_all_measures(self):
        counted = rows(self.audit("statuses", "--json"))
        self.assertEqual(sum(r["all"] for r in counted), self.sql.execute("SELECT count(*) FROM measures").fetchone()[0])
        self.assertTrue(all(r["done"] + r["in_progress"] + r["not_started"] + r["not_stated"] == r["all"] for r in counted))

    def test_scores_give_one_row_for_each_office_and_year(self):
        found = rows(self.audit("scores", "--json"))
        self.assertEqual(len({(r["office"], r["province"], r["year"]) for r in found}), len(found))
        self.assertGreaterEqual(len(found), self.sql.execute("SELECT count(*) > 0 FROM documents WHERE ita_score IS NOT NULL AND ita_year IS NOT NULL AND organisation IS NOT NULL").fetchone()[0])

    def test_missing_offices_add_up_by_province(self):
        offices = pathlib.Path(self.folder.name) / "offices.tsv"
        offices.write_text("dla_code\tname\ttype\tdistrict\tprovince\n1\tเทศบาลตำบลไม่มี\tเทศบาลตำบล\tก\tข\n", encoding="utf8")
        self.assertEqual([r["name"] for r in rows(self.audit("missing", "--year", 2566, "--offices", offices, "--json"))], ["เทศบาลตำบลไม่มี"])
        counts = rows(self.audit("missing", "--year", 2566, "--by-province", "--json"))
        self.assertGreater(len(counts), 70)
        self.assertTrue(all(r["offices"] - r["reports"] == r["missing"] for r in counts))

    def test_copies_and_follow_ups_hold_to_the_share_asked_for(self):
        copies = rows(self.audit("copies", "--share", 0.8, "--json"))
        self.assertTrue(all(len({r["office"] for r in copies if r["group"] == g}) > 1 for g in {r["group"] for r in copies}))
        for which in ("all", "back", "gone"):
            for row in rows(self.audit("follow-ups", "--year", 2565, "--which", which, "--share", 0.5, "--json")):
                self.assertEqual(row["follow_up"] == "comes_back", row["next"] is not None)

    def test_a_table_and_csv_show_the_same_rows(self):
        table = self.audit("statuses", "--format", "table").stdout.decode().splitlines()
        lines = self.audit("statuses", "--format", "csv").stdout.decode("utf-8-sig").split("\r\n")
        self.assertEqual(len(table), len([line for line in lines if line]))

    def test_a_question_about_a_year_says_that_it_needs_one(self):
        self.assertIn("give --year in the Buddhist era", self.audit("missing", code=2).stderr.decode())

    def test_the_extension_finds_what_the_program_finds(self):
        if not pathlib.Path(EXTENSION + ".so").exists() or not shutil.which("sqlite3"):
            self.skipTest("SKIPPED: the extension or the sqlite3 shell is not there; tools/build and tools/setup test make them")
        word = "การ"
        wanted = [h["measure"] for h in json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--in", "measures", word).stdout)["hits"]]
        self.assertTrue(wanted)
        shell = subprocess.run(["sqlite3", "-readonly", str(self.db), f".load {EXTENSION}", f"SELECT measure FROM banthuek_search('{word}')"],
                               capture_output=True, text=True, check=True)
        self.assertEqual(shell.stdout.split(), wanted)
        python = subprocess.run(["/usr/bin/python3", "-c", f"""
import sqlite3
db = sqlite3.connect({str(self.db)!r})
db.enable_load_extension(True)
db.load_extension({EXTENSION!r})
for (measure,) in db.execute("SELECT s.measure FROM banthuek_search(?, 'no_synonyms') s JOIN measures m ON m.id = s.id ORDER BY s.rowid", ({word!r},)):
    print(measure)
try:
    db.execute("SELECT * FROM banthuek_search('(x')").fetchall()
except sqlite3.OperationalError as e:
    print(e)
"""], capture_output=True, text=True, check=True)
        *measures, refused = python.stdout.splitlines()
        self.assertEqual(sorted(measures), sorted(wanted))
        self.assertEqual(refused, "query: a bracket is opened and not closed; write ) after the words it should hold")


if __name__ == "__main__":
    unittest.main()
