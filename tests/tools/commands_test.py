#!/usr/bin/python3
"""The commands from outside, over a database made from the samples' born-digital PDFs: every option does what its help says.

Filters are checked against the same question asked in SQL of the view measures_flat, so that neither side can drift alone.
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import struct
import subprocess
import tempfile
import unicodedata
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = os.environ.get("BANTHUEK", str(ROOT / "build" / "banthuek"))


def run(*words, code=0, given=None, env=None):
    done = subprocess.run([BANTHUEK, *map(str, words)], capture_output=True, input=given, timeout=120, env={**os.environ, **(env or {})})
    if done.returncode != code:
        raise AssertionError(f"banthuek {' '.join(map(str, words))}: exit {done.returncode}, not {code}:\n{done.stderr.decode()}")
    return done


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name)
        cls.db = cls.path / "archive.db"
        # In one folder: a worker is started for each folder, and takes a tenth of a second of processor.
        (cls.path / "papers").mkdir()
        cls.papers = [cls.path / "papers" / f"{p.parent.name}-{p.name}" for p in sorted(ROOT.glob("samples/*/born-digital.pdf"))]
        for paper, sample in zip(cls.papers, sorted(ROOT.glob("samples/*/born-digital.pdf"))):
            shutil.copy(sample, paper)
        names = b"\0".join(map(os.fsencode, cls.papers))
        cls.ingest = run("ingest", "--db", cls.db, "--null", "--jobs", 2, "--json", "--soft-limit", 20, "--hard-limit", 60, "--largest-file", 50,
                         "--worker-memory", 256, "--worker-log", cls.path / "workers.log", "--metrics", cls.path / "metrics.prom", "-", given=names)
        cls.sql = sqlite3.connect(f"file:{cls.db}?mode=ro", uri=True)

    @classmethod
    def tearDownClass(cls):
        cls.sql.close()
        cls.folder.cleanup()

    def ask(self, where, *values):
        return {row[0] for row in self.sql.execute(f"SELECT measure FROM measures_flat WHERE {where}", values)}

    def found(self, *words):
        got = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--in", "measures", *words).stdout)
        self.assertEqual(got["total"], len(got["hits"]))
        return {hit["measure"] for hit in got["hits"]}

    def one(self, column):
        """A value of the column that some, but not all, measures have."""
        return self.sql.execute(f'SELECT "{column}" FROM measures_flat WHERE "{column}" IS NOT NULL GROUP BY 1 ORDER BY count(*), 1').fetchone()[0]

    def test_ingest_tells_events_and_counts_and_keeps_a_log(self):
        events = [json.loads(line) for line in self.ingest.stdout.splitlines()]
        self.assertTrue(all(isinstance(e, dict) for e in events))
        self.assertGreaterEqual(len(events), self.sql.execute("SELECT count(*) FROM files").fetchone()[0])
        self.assertRegex((self.path / "metrics.prom").read_text(), r"(?m)^# TYPE banthuek_\w+ \w+$")
        self.assertTrue((self.path / "workers.log").exists())

    def test_a_full_disk_is_told_by_every_command_that_writes_tables(self):
        for words in (["query", "select * from measures_flat", "--format", "csv"], ["audit", "statuses", "--format", "csv"], ["search", "การ", "--json"],
                      ["stats", "--ledger", "--csv"], ["export", "--format", "csv"], ["export", "--format", "json"], ["list", "--json"]):
            with self.subTest(words), open("/dev/full", "wb") as full:
                done = subprocess.run([BANTHUEK, *words, "--db", self.db], stdout=full, stderr=subprocess.PIPE, timeout=60)
                self.assertEqual(done.returncode, 3, done.stderr.decode())
                self.assertIn(b"disk", done.stderr)

    def test_a_desk_whose_last_account_was_removed_stays_shut(self):
        other = self.path / "left.db"
        run("ingest", "--db", other, sorted(ROOT.glob("samples/*/born-digital.pdf"))[0])
        run("user", "add", "somchai", "--role", "admin", "--db", other, given="four words of no book\n".encode())
        run("user", "remove", "somchai", "--db", other)
        refused = run("serve", "--db", other, "--port", 0, code=2).stderr.decode()
        self.assertIn("the last account was removed", refused)
        for words in (["--behind-proxy"], ["--listen", "0.0.0.0", "--behind-proxy"]):
            refused = run("serve", "--db", self.path / "none.db", "--create", "--port", 0, *words, code=2).stderr.decode()
            self.assertIn("no accounts, and the desk would be open to others", refused)
            self.assertFalse((self.path / "none.db").exists())

    def test_passwords_are_kept_at_the_cost_of_a_desk(self):
        run("user", "add", "somchai", "--role", "reader", "--db", self.db, given="four words of no book\n".encode())
        with sqlite3.connect(f"{self.db}-accounts") as accounts:
            kept = accounts.execute("SELECT password FROM accounts").fetchone()[0]
        self.assertTrue(kept.startswith("$argon2id$v=19$m=65536,t=2,p=1$"), kept)

    def test_ingest_again_takes_nothing_twice(self):
        before = run("export", "--db", self.db).stdout
        run("ingest", "--db", self.db, *self.papers)
        self.assertEqual(run("export", "--db", self.db).stdout, before)

    def test_a_file_over_the_size_limit_is_refused_and_in_the_ledger(self):
        big = self.path / "big.pdf"
        big.write_bytes(b"%PDF-1.4\n" + b" " * (2 << 20))
        other = self.path / "big.db"
        run("ingest", "--db", other, "--largest-file", 1, big, code=1)
        self.assertEqual(sqlite3.connect(other).execute("SELECT outcome FROM ledger").fetchall(), [("too_large",)])

    def test_each_filter_finds_what_the_same_question_in_sql_finds(self):
        for option, column in (("--office", "office"), ("--type", "type"), ("--district", "district"), ("--province", "province"),
                               ("--group", "group"), ("--status", "status")):
            with self.subTest(option):
                value = self.one(column)
                want = self.ask(f'"{column}" = ?', value)
                self.assertTrue(want)
                self.assertEqual(self.found(option, value), want)

    def test_years_are_one_or_a_range(self):
        self.assertEqual(self.found("--year", "2566"), self.ask("year = 2566"))
        self.assertEqual(self.found("--year", "2564-2566"), self.ask("year BETWEEN 2564 AND 2566"))
        self.assertTrue(self.ask("year = 2566"))

    def test_dates_find_periods_that_overlap(self):
        first, last = self.sql.execute("SELECT min(period_start), max(period_end) FROM measures_flat").fetchone()
        dated = self.ask("period_start IS NOT NULL OR period_end IS NOT NULL")
        self.assertEqual(self.found("--from", first[:4], "--to", last[:4]), dated)
        self.assertEqual(self.found("--from", str(int(last[:4]) + 2)), set())

    def test_confidence_findings_and_review_part_the_measures_in_two(self):
        everything = self.ask("1")
        self.assertEqual(self.found("--confidence", "0.001"), everything)
        self.assertEqual(self.found("--confidence", "0.9"), self.ask("confidence >= 0.9"))
        with_findings, without = self.found("--with-findings"), self.found("--without-findings")
        self.assertEqual(with_findings | without, everything)
        self.assertEqual(with_findings & without, set())
        self.assertEqual(self.found("--not-reviewed"), everything)
        self.assertEqual(self.found("--reviewed"), set())

    def test_facets_count_the_hits(self):
        got = json.loads(run("search", "--db", self.db, "--json", "--facets", "การ").stdout)
        self.assertEqual(sum(f["count"] for f in got["facets"]["year"]), got["total"])
        self.assertIn("2566", run("search", "--db", self.db, "--facets", "การ").stdout.decode())

    def test_each_facet_counts_what_sql_counts(self):
        got = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--in", "measures", "การ").stdout)
        hits = [h["measure"] for h in got["hits"]]
        marks = ",".join("?" * len(hits))
        for facet in ("year", "type", "province", "district", "office", "group", "status"):
            with self.subTest(facet):
                want = self.sql.execute(f'SELECT "{facet}", count(*) FROM measures_flat WHERE measure IN ({marks}) GROUP BY 1', hits).fetchall()
                self.assertEqual(sorted(got["facets"][facet], key=str), sorted(({"value": None if v is None else str(v), "count": n} for v, n in want), key=str))
        flags = {f["value"]: f["count"] for f in got["facets"]["flags"]}
        self.assertEqual(flags, {"findings": len(self.found("--with-findings", "การ")), "reviewed": 0})

    def test_every_kind_of_passage_is_found_and_in_narrows_to_some(self):
        got = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "การ").stdout)
        counts = {f["value"]: f["count"] for f in got["facets"]["in"]}
        self.assertEqual(sum(counts.values()), got["total"])
        self.assertTrue({"measures", "documents", "pages"} <= set(counts), counts)
        self.assertEqual(counts["measures"], len(self.found("การ")))
        kinds = [h["kind"] for h in got["hits"]]
        self.assertEqual(kinds, sorted(kinds, key=lambda kind: kind == "page"), "records before running text")
        for hit in got["hits"]:
            self.assertTrue(hit["boxes"] or hit["kind"] != "page", hit)
        some = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--in", "documents,pages", "การ").stdout)
        self.assertEqual({h["kind"] for h in some["hits"]}, {"document", "page"})
        self.assertEqual(some["total"], counts["documents"] + counts["pages"])
        signer = self.sql.execute("SELECT name FROM signatures WHERE name IS NOT NULL ORDER BY 1").fetchone()[0]
        self.assertIn(signer, [h["title"] for h in json.loads(run("search", "--db", self.db, "--json", "--in", "persons", f'"{signer}"').stdout)["hits"]])
        for kind, table in (("persons", "signatures"), ("pages", "pages"), ("items", "oit_items")):  # all of a kind, without a word
            got = json.loads(run("search", "--db", self.db, "--json", "--in", kind).stdout)
            self.assertEqual(got["total"], self.sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0], kind)
        done = subprocess.run([BANTHUEK, "search", "--db", self.db, "--in", "measures,words", "การ"], capture_output=True)
        none = "is neither a kind of passages nor, in this database, one of records"
        self.assertEqual((done.returncode, done.stderr.decode()), (
            2, f"banthuek: --in: 'words' {none}; write some of measures, documents, persons, scores, items, records, rows, pages, with commas between "
               "them; a kind of records is there once a table was read as one\n"))
        done = subprocess.run([BANTHUEK, "search", "--db", self.db, "--in", "page", "การ"], capture_output=True)
        self.assertEqual(done.returncode, 0, "one or many")
        done = subprocess.run([BANTHUEK, "search", "--db", self.db, "--in", "docments", "การ"], capture_output=True)
        self.assertEqual((done.returncode, done.stderr.decode()), (2, f"banthuek: --in: 'docments' {none}; did you mean documents?\n"))

    def test_kinds_of_documents_are_a_filter_and_an_unknown_one_is_told_the_nearest(self):
        kind, count = self.sql.execute("SELECT kind, count(*) FROM documents WHERE kind IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1").fetchone()
        got = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--kind", kind, "--in", "documents").stdout)
        self.assertEqual((got["total"], {h["document_kind"] for h in got["hits"]}), (count, {kind}))
        province = self.one("province")
        for option, value, near in (("--kind", "ordre", "order"), ("--province", province[:-1], province), ("--province", "จังหวัด" + province[:-1], province)):
            done = subprocess.run([BANTHUEK, "search", "--db", self.db, option, value], capture_output=True)
            self.assertEqual(done.returncode, 2)
            self.assertRegex(done.stderr.decode(), rf"'{value}' is in no document; did you mean .*{near}")
        self.assertEqual(self.found("--province", "จังหวัด" + province), self.found("--province", province))

    def test_the_table_of_a_search_fits_the_terminal_and_says_nothing_twice(self):
        def cells(text):  # a terminal gives no place to marks above and below
            return sum(unicodedata.category(c) not in ("Mn", "Me", "Cf") for c in text)
        for columns in (80, 120):
            out = run("search", "--db", self.db, "--limit", 50, "--in", "measures,pages", "การ", env={"COLUMNS": str(columns)}).stdout.decode()
            lines = out.split("passages\n")[0].split("\n")[:-1]
            self.assertLessEqual(max(map(cells, lines)), columns, out)
            self.assertEqual(lines[0].split(), ["kind", "name", "page", "year", "office", "status", "title"])
            for line in lines[1:]:
                words = [w for w in re.split(r"  +", line.strip()) if cells(w) > 12]
                self.assertEqual(len(words), len(set(words)), "a column is repeated: " + line)

    def test_statuses_are_said_in_the_language_of_the_user(self):
        measure, status = self.sql.execute("SELECT measure, status FROM measures_flat WHERE status IS NOT NULL ORDER BY 1").fetchone()
        thai = {"done": "ดำเนินการแล้ว", "in_progress": "กำลังดำเนินการ", "not_started": "ยังไม่ดำเนินการ"}[status]
        for locale, word in (("th_TH.UTF-8", thai), ("C.UTF-8", status.replace("_", " "))):
            env = {"LC_ALL": locale}
            self.assertIn(word, run("show", "--db", self.db, measure, env=env).stdout.decode())
            self.assertIn(word, run("search", "--db", self.db, "--status", status, "--in", "measures", env=env).stdout.decode())
            self.assertIn(word + " ", run("search", "--db", self.db, "--facets", "--status", status, "--in", "measures", env=env).stdout.decode())
        shown = json.loads(run("show", "--db", self.db, "--json", measure, env={"LC_ALL": "th_TH.UTF-8"}).stdout)
        self.assertEqual(shown["status"]["value"], status, "a program reads the word that is stored")

    def test_a_mistyped_command_or_option_is_told_the_nearest(self):
        for words, said in ((["serch", "การ"], "'serch' is no command; did you mean search?"),
                            (["search", "--limt", "3", "การ"], "'--limt' is no option of it; did you mean --limit?"),
                            (["audti"], "'audti' is no command; did you mean audit?")):
            done = subprocess.run([BANTHUEK, *words], capture_output=True)
            self.assertEqual((done.returncode, done.stdout, done.stderr.decode()), (2, b"", f"banthuek: {said}\n"))
        far = subprocess.run([BANTHUEK, "xyzzyx"], capture_output=True)
        self.assertEqual(far.returncode, 2)
        self.assertNotIn(b"did you mean", far.stderr)

    def test_show_cuts_the_picture_out_of_the_page(self):
        measure = self.sql.execute("SELECT measure FROM measures_flat WHERE title IS NOT NULL ORDER BY 1").fetchone()[0]
        key = measure.split("-")[0]
        sizes = {}
        for name, words in (("measure.png", [measure]), ("page.png", [key]), ("title.png", [measure, "--field", "title"]), ("page.jpg", [key])):
            target = self.path / name
            run("show", "--db", self.db, *words, "--image", target)
            data = target.read_bytes()
            if name.endswith(".png"):
                self.assertEqual(data[:8], b"\x89PNG\r\n\x1a\n")
                sizes[name] = struct.unpack(">II", data[16:24])
            else:
                self.assertEqual(data[:2], b"\xff\xd8")
        page = self.sql.execute("SELECT width, height FROM pages p JOIN files f ON f.id = p.file JOIN documents d ON d.file = f.id WHERE d.key = ? "
                                "AND p.number = d.first_page", (key,)).fetchone()
        self.assertEqual(sizes["page.png"], page)
        self.assertLess(sizes["title.png"][1], sizes["page.png"][1])
        self.assertLess(sizes["title.png"][0] * sizes["title.png"][1], sizes["measure.png"][0] * sizes["measure.png"][1] + 1)
        for words, said in (([key, "--image", self.path / "a.gif"], "is no kind of picture"), ([measure, "--field", "nothing", "--image", self.path / "a.png"], "names no value"),
                            ([key, "--image", "/no/such/folder/a.png"], "cannot be written")):
            done = subprocess.run([BANTHUEK, "show", "--db", self.db, *map(str, words)], capture_output=True)
            self.assertIn(done.returncode, (2, 3))
            self.assertIn(said, done.stderr.decode())

    def test_a_bad_query_is_told_what_to_write_instead(self):
        for words in (["x" * 100000], ['"งบ'], ["(งบ"], ["งบ)"], ["   "], ["่้"], ["NOT งบ"], ["31 ก.พ. 2566"], [b"\xe0\xb8"],
                      ["การ", "--from", "2023-02-31"], ["การ", "--to", "yesterday"], ["การ", "--year", "66"], ["การ", "--status", "maybe"]):
            done = subprocess.run([BANTHUEK, "search", "--db", self.db, *words], capture_output=True, timeout=60)
            said = done.stderr.decode()
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)
            self.assertRegex(said, r"; (write|search|type|add|leave|convert)", words)
            self.assertNotRegex(said, r"(?i)sql|exception|terminate")
        for query in ("'; DROP TABLE measures; --", "title:การ", "NEAR(การ งบ)", "การ^2", "%", "_"):
            done = subprocess.run([BANTHUEK, "search", "--db", self.db, "--json", "--in", "measures", query], capture_output=True, timeout=60)
            self.assertIn(done.returncode, (0, 2), query)
            if done.returncode == 0:
                self.assertLess(json.loads(done.stdout)["total"], self.sql.execute("SELECT count(*) FROM measures").fetchone()[0], query)

    def test_pages_and_sorts_are_stable_and_leave_nothing_out(self):
        for sort in ("relevance", "year", "office", "score"):
            whole = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, "--sort", sort, "การ").stdout)["hits"]
            paged = []
            size = len(whole) // 3 - 1  # four pages, the last a short one (searcher_test.cpp has all sizes)
            for page in range(1, len(whole) // size + 2):
                paged += json.loads(run("search", "--db", self.db, "--json", "--limit", size, "--page", page, "--sort", sort, "การ").stdout)["hits"]
            name = lambda h: (h["kind"], h["file"], h["document"], h["number"])
            self.assertEqual([name(h) for h in paged], [name(h) for h in whole], sort)
            self.assertEqual(len({name(h) for h in whole}), len(whole), sort)

    def test_tones_and_misread_letters_are_forgiven_when_asked(self):
        self.assertTrue(self.found("ร้องเรียน"))
        self.assertEqual(self.found("รองเรียน"), set())
        self.assertEqual(self.found("--no-tones", "รองเรียน"), self.found("ร้องเรียน"))
        self.assertTrue(self.found("--fuzzy", "ร้องเรียบ") >= self.found("ร้องเรียน"))

    def test_synonyms_can_be_left_out(self):
        self.assertTrue(self.found("--no-synonyms", "ทุจริต") <= self.found("ทุจริต"))

    def test_many_queries_come_from_a_file(self):
        (self.path / "queries.txt").write_text("ทุจริต\nไม่มีคำนี้เลย\n")
        lines = run("search", "--db", self.db, "--json", "--file", self.path / "queries.txt").stdout.decode()
        self.assertEqual(lines.count('"total"'), 2)

    def test_export_takes_filters_and_a_query(self):
        for words in (("--year", "2566"), ("--status", "done"), ("--query", "ทุจริต"), ("--group", self.one("group")), ("--province", self.one("province")),
                      ("--office", self.one("office")), ("--district", self.one("district")), ("--type", self.one("type")), ("--from", "2020", "--to", "2030"),
                      ("--confidence", "0.9"), ("--with-findings",), ("--without-findings",), ("--reviewed",), ("--not-reviewed",)):
            with self.subTest(" ".join(words)):
                target = self.path / "out.csv"
                run("export", "--db", self.db, "--format", "csv", "--output", target, *words)
                data = target.read_bytes()
                self.assertTrue(data.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to open Thai")
                rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
                search = words[1:] if words[0] == "--query" else words
                self.assertEqual({r["measure"] for r in rows}, self.found(*search))

    def test_export_writes_every_table(self):
        folder = self.path / "tables"
        run("export", "--db", self.db, "--format", "csv", "--tables", folder)
        listed = list(csv.DictReader(io.StringIO((folder / "tables.csv").read_bytes().decode("utf-8-sig"), newline="")))
        exported = json.loads(run("export", "--db", self.db, "--format", "json").stdout)["documents"]
        self.assertEqual(len(listed), sum(len(d["tables"]) for d in exported))
        self.assertGreater(len(listed), 3)
        for one in listed:
            rows = list(csv.reader(io.StringIO((folder / one["table"]).read_bytes().decode("utf-8-sig"), newline="")))
            self.assertEqual({len(row) for row in rows}, {int(one["columns"])})
        self.assertEqual(run("export", "--db", self.db, "--tables", folder, code=2).stdout, b"")  # JSON goes elsewhere
        run("export", "--db", self.db, "--format", "xlsx", "--tables", self.path / "books")
        self.assertTrue(list((self.path / "books").glob("*.xlsx")))
        # A workbook that cannot be put in its place leaves nothing behind.
        (self.path / "taken.xlsx" / "x").mkdir(parents=True)
        run("export", "--db", self.db, "--format", "xlsx", "--output", self.path / "taken.xlsx", code=3)
        self.assertFalse((self.path / "taken.xlsx.part").exists())

    def test_list_names_documents_in_an_order(self):
        listed = json.loads(run("list", "--db", self.db, "--json", "--sort", "office", "--limit", "1000").stdout)
        self.assertEqual(listed["total"], len(json.loads(run("export", "--db", self.db, "--format", "json").stdout)["documents"]))
        offices = [d["office"] for d in listed["documents"]]
        self.assertEqual([o is None for o in offices], sorted(o is None for o in offices))
        memos = json.loads(run("list", "--db", self.db, "--json", "--kind", "memo").stdout)
        self.assertEqual({d["kind"] for d in memos["documents"]}, {"memo"})
        self.assertLess(memos["total"], listed["total"])
        table = run("list", "--db", self.db, "--limit", "1", "--page", "2").stdout.decode()
        self.assertIn(f"{listed['total']} documents; page 2 of {listed['total']}", table)
        self.assertEqual(json.loads(run("list", "--db", self.db, "--json", "คำที่ไม่มีใครเขียนไว้").stdout)["total"], 0)
        scores = [d["score"] for d in json.loads(run("list", "--db", self.db, "--json", "--sort", "score", "--limit", "1000").stdout)["documents"]]
        self.assertEqual(scores, sorted(scores, key=lambda score: (score is None, -(score or 0))))
        self.assertEqual(json.loads(run("list", "--db", self.db, "--json", "--sort", "added", "--limit", 1).stdout)["documents"][0]["document"],
                         self.sql.execute("SELECT key FROM documents ORDER BY id DESC").fetchone()[0])

    def test_documents_are_those_that_any_passage_is_in(self):
        for words in (("ทุจริต",), ("นาย",), ("--kind", "memo"), ("--status", "done")):
            found = json.loads(run("search", "--db", self.db, "--json", "--limit", 1000, *words).stdout)
            self.assertEqual(found["total"], len(found["hits"]), words)
            documents = {hit["document"] for hit in found["hits"]} - {None}
            listed = json.loads(run("list", "--db", self.db, "--json", "--limit", 1000, *words).stdout)["documents"]
            self.assertTrue(documents, words)
            self.assertEqual({d["document"] for d in listed}, documents, words)
            query = words if words[0].startswith("--") else ("--query", *words)
            exported = json.loads(run("export", "--db", self.db, "--format", "json", *query).stdout)["documents"]
            self.assertEqual({(d["source"]["file"], d["pages"][0]) for d in exported}, {(d["file"], d["pages"][0]) for d in listed}, words)

    def test_export_says_where_values_come_from(self):
        plain = json.loads(run("export", "--db", self.db, "--format", "json").stdout)
        full = json.loads(run("export", "--db", self.db, "--format", "json", "--provenance").stdout)
        self.assertEqual(len(plain["documents"]), len(full["documents"]))
        self.assertIn('"box"', json.dumps(full))
        self.assertIn('"rule"', json.dumps(full))
        self.assertNotIn('"rule"', json.dumps(plain["documents"][0]["measures"]))
        lines = run("export", "--db", self.db, "--format", "jsonl").stdout.decode().splitlines()
        self.assertEqual(len(lines), len(plain["documents"]))

    def test_query_reads_within_limits_and_never_writes(self):
        got = run("query", "--db", self.db, "--format", "json", "--rows", 3, "--seconds", 5, "SELECT title FROM measures_flat ORDER BY measure")
        self.assertEqual(len(got.stdout.splitlines()), 3)
        for sql in ("DELETE FROM measures", "UPDATE files SET sha256 = ''", "ATTACH 'x.db' AS x", "PRAGMA writable_schema = 1"):
            self.assertTrue(run("query", "--db", self.db, sql, code=2).stderr.startswith(b"banthuek: "), sql)
        run("query", "--db", self.db, "--seconds", 0.2, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", code=1)

    def test_show_tells_a_measure_and_its_document(self):
        measure = sorted(self.ask("1"))[0]
        self.assertIn("page", run("show", "--db", self.db, "--json", measure).stdout.decode())
        self.assertTrue(run("show", "--db", self.db, measure.split("-")[0]).stdout)
        self.assertTrue(run("stats", "--db", self.db).stdout)

    def test_stats_lists_the_ledger_as_text_and_csv_and_verify_agrees(self):
        files = self.sql.execute("SELECT count(*) FROM ledger").fetchone()[0]
        rows = list(csv.reader(io.StringIO(run("stats", "--db", self.db, "--ledger", "--csv").stdout.decode("utf-8-sig"), newline="")))
        self.assertEqual(len(rows), files + 1)
        self.assertIn("born-digital.pdf", run("stats", "--db", self.db, "--ledger").stdout.decode())
        run("verify", "--db", self.db)

    def test_read_writes_a_picture_of_each_stage(self):
        stages = self.path / "stages"
        run("read", "--format", "json", "--debug", stages, ROOT / "samples/running-text/scan-fax.png")
        self.assertGreaterEqual(len(list(stages.glob("*.png"))), 3)


if __name__ == "__main__":
    unittest.main()
