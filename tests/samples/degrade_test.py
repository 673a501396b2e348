#!/usr/bin/python3
"""The degrader: repeatable, honest about its settings, and never so hard that print is gone."""
import pathlib
import sys
import unittest

try:
    import cv2
    import numpy as np
except ImportError as e:
    print(f"SKIPPED: {e}; tools/setup samples installs it")
    sys.exit(77)

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "samples"))
import degrade


def page(h=560, w=720):
    """Bars and strokes as thick as print at 300 dpi (4 px), with white margins."""
    picture = np.full((h, w), 255, np.uint8)
    for y in range(120, h - 120, 60):
        for x in range(120, w - 120, 25):
            cv2.line(picture, (x, y), (x, y + 28), 0, 4)
            cv2.line(picture, (x, y), (x + 14, y), 0, 4)
    return picture


def settings_of(name, seed):
    return degrade.sample_settings(degrade.presets()[name], np.random.default_rng([seed, 0]))


class Degrade(unittest.TestCase):
    def test_the_same_seed_gives_the_same_pixels(self):
        for name in degrade.presets():
            s = settings_of(name, 3)
            a, b = degrade.degrade(page(380, 480), s, 3), degrade.degrade(page(380, 480), s, 3)
            self.assertTrue(np.array_equal(a, b), name)

    def test_another_seed_gives_other_pixels(self):
        s = settings_of("office200", 3)
        self.assertFalse(np.array_equal(degrade.degrade(page(), s, 3), degrade.degrade(page(), s, 4)))

    def test_without_settings_the_picture_is_left_as_it_is(self):
        self.assertTrue(np.array_equal(degrade.degrade(page(), {"grey": True}, 1), page()))

    def test_the_input_is_not_written_to(self):
        before = page()
        given = cv2.cvtColor(before, cv2.COLOR_GRAY2RGB)
        degrade.degrade(given, settings_of("line_hard", 5) | {"stamps": 1, "pens": 1, "holes": "left", "edges": 3.0}, 5)
        self.assertTrue(np.array_equal(given[..., 0], before))

    def test_a_setting_that_does_not_exist_is_refused(self):
        with self.assertRaisesRegex(ValueError, "no such setting: blurr"):
            degrade.degrade(page(), {"blurr": 1}, 1)

    def test_dpi_sets_the_size(self):
        self.assertEqual(degrade.degrade(page(), {"dpi": 150}, 1).shape[:2], (280, 360))

    def test_turning_by_ninety_degrees_swaps_the_sides(self):
        self.assertEqual(degrade.degrade(page(), {"turn": 90}, 1).shape[:2], (720, 560))

    def test_print_stays_visible_in_every_preset(self):
        """Where ink was, the answer is darker than where none was, for 7 of 8 seeds at least."""
        drawn = page(380, 480)
        small = cv2.resize(drawn, (240, 190), interpolation=cv2.INTER_AREA)
        for name in degrade.presets():
            seen = 0
            for seed in range(8):
                s = settings_of(name, seed) | {"grey": True, "skew": 0.0}
                for key in ("turn", "curl", "edges"):
                    s.pop(key, None)
                out = cv2.resize(degrade.degrade(drawn, s, seed), (240, 190), interpolation=cv2.INTER_AREA).astype(int)
                seen += np.median(out[small > 250]) - np.median(out[small < 100]) > 25
            self.assertGreaterEqual(seen, 7, name)

    def test_a_text_marker_colours_the_paper_and_leaves_the_ink(self):
        before = page()
        for seed in range(6):
            out = degrade.degrade(before, {"highlight": "yellow"}, seed).astype(int)
            coloured = out[..., 0] - out[..., 2] > 60
            self.assertGreater(coloured[before > 250].mean(), 0.02, seed)
            self.assertLess(coloured.mean(), 0.9, seed)
            self.assertEqual(out[before < 50].max(), 0)
            self.assertTrue((out.max(axis=2) <= before).all())

    def test_ink_taken_away_leaves_gaps_in_the_print_and_crumbs(self):
        before = page()
        gaps = crumbs = 0
        for seed in range(12):
            out = degrade.degrade(before, {"erased": 2, "grey": True}, seed)
            gaps += ((before < 50) & (out > 128)).sum()
            crumbs += ((before > 250) & (out < 200)).sum()
            self.assertGreater((out == before).mean(), 0.8, seed)
        self.assertGreater(gaps, 500)
        self.assertGreater(crumbs, 100)

    def test_ranges_are_drawn_within_their_bounds(self):
        rng = np.random.default_rng(1)
        ranges = {"dpi": [70, 300], "blur": [0.1, 0.2], "jpeg": {"choice": [40, 50]}, "holes": {"chance": 0.5, "value": "left"}}
        drawn = [degrade.sample_settings(ranges, rng) for _ in range(200)]
        self.assertTrue(all(70 <= d["dpi"] <= 300 and isinstance(d["dpi"], int) and 0.1 <= d["blur"] <= 0.2 for d in drawn))
        self.assertEqual({d["jpeg"] for d in drawn}, {40, 50})
        self.assertTrue(60 < sum("holes" in d for d in drawn) < 140)

    def test_every_key_of_every_preset_is_a_setting(self):
        for name, ranges in degrade.presets().items():
            self.assertLessEqual(set(ranges), degrade.KEYS, name)


if __name__ == "__main__":
    unittest.main()
