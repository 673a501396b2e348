#!/usr/bin/python3
"""Random documents of each kind: drawn the same from the same seed, laid out as HTML, and their truth is what the page says; nothing is rendered."""
import functools
import json
import re
import unittest

from drawing_modules import draw, kinds, np, records, text_of


def drawn(kind, k):
    return kinds.source(np.random.default_rng([11, k]), kind)


source = functools.cache(drawn)  # several tests look at one document


@functools.cache
def expected(kind, k):
    return draw.expected(source(kind, k), "x")


@functools.cache
def truth_of(kind, k):
    return [records.archive(d, r, [1, 1]) for d, r in zip(source(kind, k)["document"], expected(kind, k))]


def page_text(made):
    return re.sub(r"\s+", " ", text_of(made))


class Kinds(unittest.TestCase):
    def each(self, times=8):
        for kind in kinds.KINDS:
            for k in range(times):
                yield f"{kind} {k}", source(kind, k), truth_of(kind, k)

    def test_the_same_seed_gives_the_same_document(self):
        for kind in kinds.KINDS:
            self.assertEqual(json.dumps(drawn(kind, 1)), json.dumps(drawn(kind, 1)))
            self.assertNotEqual(json.dumps(drawn(kind, 1)), json.dumps(drawn(kind, 2)))

    def test_what_is_true_stands_on_the_page(self):
        for kind, made, truths in self.each():
            bare = re.sub(r"\s", "", page_text(made))
            for truth in truths:
                self.assertEqual(set(truth), {"pages", "kind", "organisation", "title", "fiscal_year", "memo", "ita_result", "measures", "oit_items", "signatures"})
                self.assertTrue(any((title or "").replace(" ", "") in bare for title in truth["title"]), f"{kind} {truth['title']}")
                for signer in truth["signatures"]:
                    self.assertIn(signer["name"].replace(" ", ""), bare)
                self.assertIn(truth["organisation"][0] or "", bare)
                for key in ("reference", "subject", "telephone", "to"):
                    value = truth["memo"].get(key)
                    value = value[0] if isinstance(value, list) else value
                    self.assertIn((value or "").replace(" ", ""), bare)

    def test_others_are_named_that_the_truth_has_not(self):
        """A page without traps would prove nothing: persons who do not sign, bodies that do not write, years that are not the document's."""
        named = {"persons": 0, "bodies": 0, "years": 0}
        for kind, made, truths in self.each(20):
            text = page_text(made)
            signers = {s["name"].split()[-1] for t in truths for s in t["signatures"]}
            family = kinds.variation.bank()["vary"]["family"]
            named["persons"] += any(f in text and f not in signers for f in family)
            own = made["document"][0]["organisation"]["name"] or "-"
            named["bodies"] += bool(re.search("มหาวิทยาลัย|กระทรวง|โรงพยาบาล", text.replace(own, "")))
            years = {y.translate(records.DIGITS) for y in re.findall(r"[๒2][๕5][๐-๙0-9]{2}", text)}
            named["years"] += len(years - {str(t["fiscal_year"]) for t in truths}) > 1
        for what, count in named.items():
            self.assertGreater(count, 20 * len(kinds.KINDS) / 3, what)

    def test_lists_forms_and_charts_have_no_signers(self):
        for kind in ("listed", "chart", "blank", "slides", "sealed", "table", "scores", "ratings", "transposed", "by_indicator", "checklist", "spanned", "yearless"):
            for k in range(10):
                for truth in truth_of(kind, k):
                    self.assertEqual(truth["signatures"], [], kind)

    def test_no_kind_but_reports_on_measures_has_measures(self):
        for kind, _, truths in self.each():
            for truth in truths:
                self.assertEqual(truth["measures"], [], kind)

    def test_rows_without_a_score_keep_their_body(self):
        rows = [row for k in range(30) for record in expected("scores", k) for row in record["scores"]]
        empty = [row for row in rows if row["total"] is None]
        self.assertTrue(empty)
        self.assertTrue(all(row["organisation"] and row["level"] is None for row in empty))

    def test_a_score_table_holds_what_its_truth_says(self):
        for kind in ("ratings", "transposed", "by_indicator"):
            for k in range(20):
                made = source(kind, k)
                bare = re.sub(r"\s", "", page_text(made)).translate(records.DIGITS)
                for row in expected(kind, k)[0].get("scores", []):
                    self.assertIn(re.sub(r"\s", "", row["organisation"]), bare)
                    for key in ("iit", "eit", "oit", "total"):
                        self.assertIn("" if row[key] is None else f"{row[key]:.2f}", bare)

    def test_a_total_is_the_sum_of_its_parts(self):
        checked = 0
        for k in range(20):
            for row in expected("ratings", k)[0]["scores"]:
                if row["iit"] is None:
                    continue
                plain, weighted = row["iit"] + row["eit"] + row["oit"], 0.3 * row["iit"] + 0.3 * row["eit"] + 0.4 * row["oit"]
                self.assertLess(min(abs(plain - row["total"]), abs(weighted - row["total"])), 0.0051)
                checked += 1
        self.assertGreater(checked, 50)

    def test_plans_of_several_years_have_none_of_their_own(self):
        years = [truth["fiscal_year"] for k in range(30) for truth in truth_of("spanned", k)]
        self.assertIn(None, years)
        self.assertTrue(any(years))


if __name__ == "__main__":
    unittest.main()
