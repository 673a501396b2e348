#!/usr/bin/python3
"""Papers that hold measures and their look-alikes: the same from the same seed, every measure stands on the page, the look-alikes hold none."""
import functools
import json
import re
import unittest

from drawing_modules import draw, measure_papers, np, records, text_of


def source(kind, k):
    return measure_papers.source(np.random.default_rng([13, k]), kind)


def bare(text):
    return re.sub(r"\s", "", text).translate(records.DIGITS)


@functools.cache
def papers(times=3):
    """(kind, what its page says, its truth) of some of each kind."""
    out = []
    for kind in measure_papers.PAPERS:
        for k in range(times):
            made = source(kind, k)
            truth = records.archive(made["document"][0], draw.expected(made, "x")[0], [1, 1])
            out.append((kind, bare(text_of(made, "")), truth))
    return out


class MeasurePapers(unittest.TestCase):

    def test_the_same_seed_gives_the_same_paper(self):
        for kind in measure_papers.PAPERS:
            self.assertEqual(json.dumps(source(kind, 1)), json.dumps(source(kind, 1)))
            self.assertNotEqual(json.dumps(source(kind, 1)), json.dumps(source(kind, 2)))

    def test_every_measure_stands_on_the_page_with_what_is_told_of_it(self):
        for kind, page, truth in papers():
            self.assertEqual(kind.startswith("no_"), not truth["measures"], kind)
            for measure in truth["measures"]:
                for key in ("title", "responsible", "period"):
                    self.assertIn(bare(measure.get(key) or ""), page, kind)

    def test_titles_and_signers_stand_on_the_page(self):
        for kind, page, truth in papers():
            self.assertTrue(any(bare(title) in page for title in truth["title"]), kind)
            for signer in truth["signatures"]:
                self.assertIn(bare(signer["name"]), page, kind)

    def test_look_alikes_say_what_misleads(self):
        words = re.compile("มาตรการ|ทุจริต|คุณธรรม|ตัวชี้วัด|ผู้รับผิดชอบ|ความเสี่ยง|โครงการ|รับผิดชอบ|กิจกรรม|เจตจำนง")
        for kind, page, _ in papers():
            if kind.startswith("no_"):
                self.assertRegex(page, words)


if __name__ == "__main__":
    unittest.main()
