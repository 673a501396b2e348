#!/usr/bin/python3
"""Random documents: the same from the same seed, different from others, and their records agree with what is drawn."""
import json
import unittest

from drawing_modules import draw, np, records, variation


def source(seed, k):
    return variation.source(np.random.default_rng([seed, k]))


class Variation(unittest.TestCase):
    def test_the_same_seed_gives_the_same_document(self):
        self.assertEqual(json.dumps(source(5, 1)), json.dumps(source(5, 1)))
        self.assertNotEqual(json.dumps(source(5, 1)), json.dumps(source(5, 2)))

    def test_the_titles_drawn_are_those_of_the_record(self):
        for k in range(60):
            made = source(9, k)
            record = draw.expected(made, "x")[0]
            drawn = json.dumps(made["document"][0]["block"], ensure_ascii=False)
            for measure in record["measures"]:
                self.assertIn(measure["title"], drawn)
            self.assertTrue(record["measures"])

    def test_a_value_without_a_column_is_not_in_the_record(self):
        for k in range(60):
            made = source(9, k)
            tables = [b for b in made["document"][0]["block"] if b["kind"] == "table"]
            shown = {c["key"] for t in tables for c in t["columns"]}
            for measure in draw.expected(made, "x")[0]["measures"]:
                for key in ("method", "monitoring", "result", "outcome", "recommendation", "responsible", "period"):
                    if key not in shown:
                        self.assertIsNone(measure[key])
                if not shown & {"status", "status:done"}:
                    self.assertIsNone(measure["status"])

    def test_periods_begin_before_they_end_and_lie_in_their_year(self):
        rng = np.random.default_rng(3)
        for shape in ("short", "days", "mixed", "long", "months", "one", "quarter", "year", "every"):
            for _ in range(50):
                p = variation.period(rng, 2566, shape)
                if "start" in p:
                    self.assertLessEqual("2022-10", p["start"][:7])
                    self.assertLessEqual(p["start"][:7], p["end"][:7])
                    self.assertLessEqual(p["end"][:7], "2023-09")

    def test_dates_of_memos_are_read_as_written(self):
        self.assertEqual(records.iso("๕ ตุลาคม ๒๕๖๔"), "2021-10-05")
        self.assertEqual(records.iso("ตุลาคม 2564"), "2021-10")

    def test_layouts_differ(self):
        orders = {tuple(c["key"] for c in b["columns"]) for k in range(60) for b in source(2, k)["document"][0]["block"] if b["kind"] == "table"}
        self.assertGreater(len(orders), 30)


if __name__ == "__main__":
    unittest.main()
