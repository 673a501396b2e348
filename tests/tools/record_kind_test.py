#!/usr/bin/python3
"""A new kind of record by one file: runs the very files and commands of schemas/README.md, from the paper to the desk."""
import csv
import json
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
BANTHUEK = pathlib.Path(os.environ.get("BANTHUEK", ROOT / "build" / "banthuek")).resolve()
README = (ROOT / "schemas" / "README.md").read_text()

try:
    import weasyprint

    sys.path.insert(0, str(ROOT / "tools" / "samples"))
    import layer  # what the samples are drawn with: weasyprint sets Thai too tight by itself
except ImportError:
    print("SKIPPED: no weasyprint; tools/setup test installs it")
    sys.exit(77)


def block(name):
    """The code block that stands under <!-- name -->."""
    return re.search(r"<!-- " + re.escape(name) + r" -->\n```\w+\n(.*?)```", README, re.S).group(1)


class NewKind(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.held = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.held.name)
        (cls.folder / "kinds").mkdir()
        (cls.folder / "kinds" / "training_course.toml").write_text(block("kinds/training_course.toml"))
        page = ("<style>@page{size:A4;margin:2cm} body{font:16pt 'TH Sarabun New',Laksaman,Norasi} table{border-collapse:collapse;width:100%}"
                "td,th{border:1px solid black;padding:4px}</style>" + block("training.html"))
        layer.install(None)
        weasyprint.HTML(string=page).write_pdf(cls.folder / "training.pdf")
        commands = [line.split("#")[0].strip() for line in block("commands").splitlines()]
        cls.said = {}
        for command in commands:
            if command.startswith("banthuek serve"):
                continue
            cls.said[command.split()[1] + ("" if "--where" not in command else " where") + (" xlsx" if "xlsx" in command else "")] = cls.run_line(command)

    @classmethod
    def tearDownClass(cls):
        cls.held.cleanup()

    @classmethod
    def run_line(cls, line, code=0):
        path = f"{BANTHUEK.parent}:{os.environ['PATH']}"
        done = subprocess.run(["sh", "-c", line], cwd=cls.folder, capture_output=True, timeout=200, env={**os.environ, "PATH": path})
        if done.returncode != code:
            raise AssertionError(f"{line}: exit {done.returncode}:\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout.decode()

    def test_the_file_holds_and_its_rows_are_found_by_words_and_counted_by_fields(self):
        self.assertIn("training_course", self.said["schemas"])
        found = self.said["search"]
        self.assertIn("การเขียนหนังสือราชการ", found)
        self.assertIn("1 passage", found)
        self.assertIn("training_course.cost: 10000..99999 1", found)
        self.assertIn("training_course.kind_of_training: ออนไลน์ 1", found)

    def test_conditions_on_fields_find_the_record_with_the_boxes_of_its_cells(self):
        found = json.loads(self.said["search where"])
        self.assertEqual([(h["kind"], h["record"], h["title"]) for h in found["hits"]], [("record", "training_course", "ระเบียบพัสดุเบื้องต้น")])
        word = json.loads(self.run_line("banthuek search --db training.db --in records ระเบียบพัสดุ --json"))["hits"][0]
        self.assertEqual(word["page"], 1)
        self.assertTrue(word["boxes"])

    def test_conditions_on_fields_choose_documents_and_name_fields_that_there_are(self):
        self.assertEqual([json.loads(self.run_line(f"banthuek list --db training.db --where 'cost>={least}' --json"))["total"] for least in (2000, 50000)], [1, 0])
        self.assertEqual(len(json.loads(self.run_line("banthuek export --db training.db --where 'cost>=2000'"))["documents"]), 1)
        self.run_line("banthuek list --db training.db --where 'coast>=2000'", code=2)

    def test_the_view_the_json_the_csv_and_the_workbook_have_it(self):
        self.assertRegex(self.said["query"], r"ธรรมาภิบาลท้องถิ่น +900")
        with open(self.folder / "trainings.csv", encoding="utf-8-sig") as f:
            rows = list(csv.DictReader(f))
        self.assertEqual([(r["course"], r["cost"], r["day"]) for r in rows],
                         [("ระเบียบพัสดุเบื้องต้น", "2500", "2023-03-05"), ("การเขียนหนังสือราชการ", "12000", "2023-04-10"), ("ธรรมาภิบาลท้องถิ่น", "900", "ยังไม่กำหนด")])
        self.assertTrue(rows[0]["province"] == "นครราชสีมา" and rows[0]["page"] == "1")
        self.assertIn(b"training_course", subprocess.run(["unzip", "-p", self.folder / "all.xlsx", "xl/workbook.xml"], capture_output=True).stdout)
        document, = json.loads(self.run_line("banthuek export --db training.db"))["documents"]
        self.assertEqual([(r["kind"], r["course"], r["cost"]) for r in document["records"]],
                         [("training_course", "ระเบียบพัสดุเบื้องต้น", 2500), ("training_course", "การเขียนหนังสือราชการ", 12000), ("training_course", "ธรรมาภิบาลท้องถิ่น", 900)])
        self.assertEqual([(f["code"], f["field"]) for f in document["findings"] if f["field"].startswith("records/")], [("value_unread", "records/2/day")])
        self.assertEqual([f for f in document["findings"] if f["code"] == "sum_differs"], [])

    def test_a_corrected_cell_is_kept_chained_and_outlives_reading_again(self):
        shutil.copy(self.folder / "training.db", self.folder / "mended.db")
        key = json.loads(self.run_line("banthuek search --db mended.db --in training_course ธรรมาภิบาล --json"))["hits"][0]["document"]
        self.run_line(f"banthuek correct --db mended.db {key} records/2/day '๒ พ.ค. ๒๕๖๖' --who สมศรี --why ตรวจกับต้นฉบับ")
        self.run_line(f"banthuek correct --db mended.db {key} records/2/cost มาก --who สมศรี --why ลอง", code=2)
        (self.folder / "more").mkdir()
        changed = (self.folder / "kinds" / "training_course.toml").read_text().replace("version = 1", "version = 2")
        (self.folder / "more" / "training_course.toml").write_text(changed)
        self.run_line("banthuek ingest --db mended.db --records more training.pdf")
        self.assertIn("2023-05-02", self.run_line("banthuek query --db mended.db \"SELECT day FROM record_training_course WHERE course LIKE 'ธรรมาภิบาล%'\""))
        self.run_line("banthuek verify --db mended.db")
        with sqlite3.connect(self.folder / "mended.db") as db:
            self.assertEqual(db.execute("SELECT count(*) FROM history WHERE action = 'corrected' AND subject LIKE '%records/2/day'").fetchone(), (1,))

    def test_tables_that_nobody_knows_suggest_a_file_that_holds(self):
        self.run_line("banthuek ingest --db plain.db training.pdf")
        listed = self.run_line("banthuek schemas suggest --db plain.db --limit 5")
        self.assertIn("1: 1 tables of 1 offices look like this, 4 rows", listed)
        self.assertIn("ค่าใช้จ่าย (money)", listed)
        self.run_line("banthuek schemas suggest --db plain.db --group 1 --name my_training > my_training.toml")
        self.assertIn("my_training", self.run_line("banthuek schemas check my_training.toml"))
        self.run_line("banthuek schemas suggest --db plain.db --group 2", code=2)
        self.assertIn("0 groups", self.run_line("banthuek schemas suggest --db training.db"))

    def test_the_desk_shows_the_kind_and_the_document_with_its_cells_framed(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        desk = subprocess.Popen([BANTHUEK, "serve", "--db", self.folder / "training.db", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            def get(path):
                for _ in range(100):
                    try:
                        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
                            return answer.read().decode()
                    except (ConnectionError, urllib.error.URLError) as e:
                        if isinstance(e, urllib.error.HTTPError):
                            raise
                        time.sleep(0.2)
                raise AssertionError("the desk does not answer: " + desk.stderr.read1().decode())

            self.assertIn("/records?kind=training_course", get("/records"))
            page = get("/records?kind=training_course")
            self.assertIn("การเขียนหนังสือราชการ", page)
            narrowed = get("/records?kind=training_course&where=" + urllib.parse.quote("kind_of_training=ในสถานที่"))
            self.assertIn("ระเบียบพัสดุเบื้องต้น", narrowed)
            self.assertNotIn("การเขียนหนังสือราชการ", narrowed)
            link = re.search(r'href="(/documents/\w+#v-records-1-course)"', page).group(1)
            paper = get(link.split("#")[0])
            self.assertIn('id="v-records-1-course"', paper)
            self.assertRegex(paper, r'<a id="b-records-1-course"[^>]*><rect class="\w+" x="\d+"')
            self.assertIn("ยังไม่กำหนด", paper)
        finally:
            desk.terminate()
            desk.communicate()


if __name__ == "__main__":
    unittest.main()
