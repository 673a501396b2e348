#!/usr/bin/python3
"""Training lines of the second edition: every consonant in abbreviations, numbers of one script, letters bent but not lost."""
import collections
import pathlib
import random
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "training"))
try:
    import cv2
    import numpy as np
    import official
    import pictures
    import text as grammar
except ImportError as e:
    print(f"SKIPPED: {e}; tools/setup train installs it")
    sys.exit(77)


def lines(kind, count=1500):
    return [official.OfficialWriter(random.Random(seed), {kind} if kind else None).line()[1] for seed in range(count)]


class Text(unittest.TestCase):
    def test_the_same_seed_gives_the_same_line(self):
        self.assertEqual(lines(None, 50), lines(None, 50))

    def test_the_model_knows_every_character(self):
        self.assertTrue(all(grammar.usable(line) for line in lines(None)))

    def test_every_consonant_ends_many_abbreviations(self):
        seen = collections.Counter(re.findall(f"([{grammar.CONSONANTS}])\\.", "\n".join(lines("abbreviations"))))
        self.assertLessEqual(set(grammar.CONSONANTS), set(seen))
        self.assertGreater(min(seen[c] for c in grammar.CONSONANTS), 10, seen)

    def test_commas_come_behind_points(self):
        self.assertGreater(sum("., " in line for line in lines("abbreviations")), 50)

    def test_a_row_of_numbers_is_of_one_script(self):
        for line in lines("column"):
            self.assertFalse(re.search("[0-9]", re.sub("ภาษี 7%", "", line)) and re.search("[๐-๙]", line), line)

    def test_years_are_no_habit(self):
        years = collections.Counter(year[3] for year in re.findall("๒๕[๐-๙]{2}", "\n".join(lines("day"))))
        self.assertGreater(min(years[d] for d in grammar.THAI_DIGITS), 0.05 * sum(years.values()), years)


class Letters(unittest.TestCase):
    def setUp(self):
        self.drawn = np.zeros((60, 400), np.uint8)
        for x in range(20, 380, 24):
            self.drawn[20:40, x:x + 4] = self.drawn[20:24, x:x + 16] = 255

    def test_bent_ones_are_others_of_the_same_ink(self):
        for seed in range(20):
            bent = pictures.bent(self.drawn, 20, random.Random(seed))
            self.assertFalse(np.array_equal(bent, self.drawn))
            self.assertAlmostEqual(bent.sum() / self.drawn.sum(), 1, delta=0.15)
            self.assertLess(np.abs(np.argmax(bent[30] > 128) - 20), 8)

    def test_dots_lie_on_the_strokes(self):
        for seed in range(20):
            dots = pictures.matrix_printed(self.drawn, 20, random.Random(seed))
            near = np.ones((9, 9), np.uint8)
            self.assertEqual((dots[cv2.dilate(self.drawn, near) == 0] > 128).sum(), 0)
            self.assertGreater((cv2.dilate(dots, near)[self.drawn > 0] > 128).mean(), 0.9)


class Sets(unittest.TestCase):
    def test_held_out_sets_are_drawn_from_held_out_faces(self):
        for name, kind in pictures.SETS.items():
            self.assertEqual(kind["held_out"], not name.startswith("train"), name)

    def test_no_face_is_both_trained_on_and_measured_with(self):
        self.assertFalse(set(pictures.GAZETTE_FACES) & (pictures.HELD_OUT | pictures.HELD_OUT_GAZETTE))


if __name__ == "__main__":
    unittest.main()
