#!/usr/bin/python3
"""The samples: each record has the form of the seeds' and is what its source gives; nobody in them is real."""
import json
import unittest

from drawing_modules import ROOT, draw

SAMPLES = ROOT / "samples"
DOCUMENT = {"document", "organisation", "fiscal_year", "memo", "ita_result", "signatures", "oit_items", "measures"}
MEASURE = {"no", "group", "status", "title", "method", "responsible", "monitoring", "period", "result", "outcome", "recommendation"}
MEMO = {"department", "telephone", "reference", "date", "subject", "to"}
NAMES = sorted(p.parent.name for p in SAMPLES.glob("*/source.toml"))


def records():
    for name in NAMES:
        for path in sorted((SAMPLES / name).glob("expected*.json")):
            yield path, json.loads(path.read_text(encoding="utf8"))


class Samples(unittest.TestCase):
    def test_there_are_at_least_eight(self):
        self.assertGreaterEqual(len(NAMES), 8)

    def test_each_record_has_the_keys_of_the_seeds(self):
        for path, record in records():
            self.assertEqual(set(record) - {"scores"}, DOCUMENT, path)
            for measure in record["measures"]:
                self.assertEqual(set(measure), MEASURE, path)
                self.assertIn(measure["status"], (None, "not_started", "in_progress", "done"), path)
                self.assertIn(measure["group"], (None, "IIT", "EIT", "OIT"), path)
                if measure["period"]:
                    self.assertEqual(set(measure["period"]), {"raw", "start", "end"}, path)
            if record["memo"]:
                self.assertEqual(set(record["memo"]) - {"reference_printed", "date_printed"}, MEMO, path)
            for signature in record["signatures"]:
                self.assertEqual(set(signature), {"name", "position", "opinion_of", "comment"}, path)

    def test_each_record_is_what_its_source_gives(self):
        for name in NAMES:
            made = draw.expected(draw.load(SAMPLES / name / "source.toml"), name)
            kept = [json.loads((SAMPLES / name / (f"expected-{i + 1}.json" if i else "expected.json")).read_text(encoding="utf8")) for i in range(len(made))]
            self.assertEqual(made, kept, f"{name}: run tools/samples/draw_samples --commit")

    def test_each_sample_says_what_it_is_there_for(self):
        readme = (SAMPLES / "README.md").read_text(encoding="utf8")
        for name in NAMES:
            self.assertIn(f"`{name}`", readme)
            self.assertTrue((SAMPLES / name / "source.toml").read_text(encoding="utf8").startswith("#"), name)

    def test_the_years_from_2563_to_2569_are_there(self):
        self.assertLessEqual(set(range(2563, 2570)), {record["fiscal_year"] for _, record in records()})

    def test_every_kind_of_value_is_there(self):
        seen = {key for _, r in records() for m in r["measures"] for key, value in m.items() if value not in (None, "")}
        self.assertEqual(seen, MEASURE)
        statuses = {m["status"] for _, r in records() for m in r["measures"]}
        self.assertEqual(statuses, {None, "not_started", "in_progress", "done"})
        self.assertTrue(any(r.get("scores") for _, r in records()))
        self.assertTrue(any(r["oit_items"] for _, r in records()))

    def test_scores_add_up_and_levels_agree(self):
        bounds = [("AA", 95), ("A", 85), ("B", 75), ("C", 65), ("D", 55), ("E", 50), ("F", 0)]
        for path, record in records():
            for row in record.get("scores", []):
                self.assertAlmostEqual(row["iit"] + row["eit"] + row["oit"], row["total"], delta=0.011, msg=row["organisation"])
                self.assertEqual(next(level for level, low in bounds if row["total"] >= low), row["level"], row["organisation"])

    def test_no_organisation_of_the_list_is_among_them(self):
        facts = ROOT.parent / "shared" / "facts" / "local-governments.tsv"
        if not facts.is_file():
            self.skipTest(f"SKIPPED: {facts.name} is not beside the project")
        real = {line.split("\t")[1] + "|" + line.split("\t")[4].strip() for line in facts.read_text(encoding="utf8").splitlines()[1:]}
        for path, record in records():
            for name in [record["organisation"]["name"]] + [s["organisation"] for s in record.get("scores", [])]:
                if not name.startswith("องค์การบริหารส่วนจังหวัด"):  # there is one to each province
                    self.assertNotIn(f'{name}|{record["organisation"]["province"]}', real, path)

    def test_districts_lie_in_their_provinces(self):
        facts = ROOT.parent / "shared" / "facts" / "places.tsv"
        if not facts.is_file():
            self.skipTest(f"SKIPPED: {facts.name} is not beside the project")
        rows = [line.split("\t") for line in facts.read_text(encoding="utf8").splitlines()[1:]]
        places, letters = {(r[1], r[6]) for r in rows}, {r[1]: r[2] for r in rows}
        for path, record in records():
            where = record["organisation"]
            if where["district"]:
                self.assertIn((where["province"], where["district"]), places, path)
            reference = record["memo"] and (record["memo"]["reference"] or record["memo"].get("reference_printed"))
            if reference:
                self.assertTrue(reference.startswith(letters[where["province"]] + " "), f"{path}: {reference}")

    def test_what_is_kept_is_small(self):
        kept = [p for p in SAMPLES.rglob("*") if p.is_file()]
        papers = [p for p in kept if "papers" in p.parts]  # of authors who never saw the program: a page or two of text each, and its truth
        self.assertLess(sum(p.stat().st_size for p in kept) - sum(p.stat().st_size for p in papers), 4.9e6)
        self.assertLess(sum(p.stat().st_size for p in papers), 6e3 * len(papers))
        self.assertTrue(all(p.stat().st_size < 3e6 for p in kept))


if __name__ == "__main__":
    unittest.main()
