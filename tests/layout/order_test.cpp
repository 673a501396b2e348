#include "pipeline/layout/order.h"

#include <gtest/gtest.h>

#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace order_test {

constexpr double kBody = 30;

Segment at(int x, int base, int width) {
  Segment s;
  s.box = {x, base - 45, width, 60};
  s.base = base, s.top = base - kBody;
  s.letters = width / 30;
  return s;
}

using Lines = std::vector<std::vector<int>>;

TEST(Order, OfOneColumnIsFromTopToBottom) {
  EXPECT_EQ(order_lines(std::vector<Segment>{at(100, 200, 900), at(100, 100, 900), at(100, 300, 500)}, {}, kBody), (Lines{{1}, {0}, {2}}));
}

TEST(Order, KeepsHeaderFieldsOnOneBaselineInOneLine) {
  // ส่วนราชการ ...... โทร. / ที่ ......  วันที่ / เรื่อง
  const std::vector<Segment> header = {at(100, 100, 600), at(1100, 100, 300), at(100, 190, 400), at(1000, 190, 300), at(100, 280, 1200)};
  EXPECT_EQ(order_lines(header, {}, kBody), (Lines{{0, 1}, {2, 3}, {4}}));
}

TEST(Order, ReadsSignatureBlocksSideBySideOneAfterTheOther) {
  const std::vector<Segment> page = {at(100, 100, 1300),                     // the last line of text
                                     at(200, 300, 400),  at(900, 300, 440),  // names
                                     at(150, 390, 500),  at(850, 390, 540),  // positions, centred under them
                                     at(100, 600, 1300)};
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {1}, {3}, {2}, {4}, {5}}));
}

TEST(Order, ReadsThreeBlocksFromLeftToRight) {
  const std::vector<Segment> page = {at(100, 300, 300), at(600, 300, 300), at(1100, 300, 300),
                                     at(50, 390, 400),  at(550, 390, 400), at(1050, 390, 400)};
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {3}, {1}, {4}, {2}, {5}}));
}

TEST(Order, ReadsColumnsOfProseOneAfterTheOther) {
  std::vector<Segment> page;
  for (int i = 0; i < 6; ++i) page.push_back(at(100, 100 + 90 * i, 600)), page.push_back(at(800, 100 + 90 * i, 600));
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {2}, {4}, {6}, {8}, {10}, {1}, {3}, {5}, {7}, {9}, {11}}));
}

TEST(Order, ReadsNumberedItemsAcross) {
  std::vector<Segment> page;
  for (int i = 0; i < 6; ++i) page.push_back(at(100, 100 + 90 * i, 40)), page.push_back(at(240, 100 + 90 * i, 900));
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 11}}));
}

TEST(Order, CountsALeaderAsPartOfItsSegment) {
  // "ลงชื่อ......" over names centred under the whole of it.
  const std::vector<Segment> page = {at(100, 300, 150), at(800, 300, 150), at(180, 390, 400),
                                     at(880, 390, 400), at(150, 480, 460), at(850, 480, 460)};
  const std::vector<Box> extents = {{100, 255, 560, 60}, {800, 255, 560, 60}, page[2].box, page[3].box, page[4].box, page[5].box};
  EXPECT_EQ(order_lines(page, extents, kBody), (Lines{{0}, {2}, {4}, {1}, {3}, {5}}));
}

// Lines as text: "0 1 | 2".
std::string order(const std::vector<Segment>& page, const std::vector<Box>& extents = {}, double body = 100) {
  std::string out;
  for (const auto& line : order_lines(page, extents, body)) {
    if (!out.empty()) out += " | ";
    for (std::size_t i = 0; i < line.size(); ++i) out += (i ? " " : "") + std::to_string(line[i]);
  }
  return out;
}

// With a body of 100.
Segment seg(int x, double base, int w, double body = 100, double slope = 0) {
  Segment s;
  s.box = {x, static_cast<int>(base) - 150, w, 200};
  s.base = base, s.top = base - body, s.slope = slope;
  return s;
}

TEST(Rows, AreSegmentsOnOneBaseline) {
  EXPECT_EQ(stretches(900, 1100, [](int base) { return order({seg(0, 1000, 400), seg(600, base, 400)}); }), "1 | 0 949, 0 1 1050, 0 | 1 1100");
  // Half of the smaller body, but of 0.6 of the page's at least.
  EXPECT_EQ(stretches(1000, 1060, [](int base) { return order({seg(0, 1000, 400), seg(600, base, 400, 80)}); }), "0 1 1040, 0 | 1 1060");
  EXPECT_EQ(stretches(1000, 1060, [](int base) { return order({seg(0, 1000, 400), seg(600, base, 400, 30)}); }), "0 1 1030, 0 | 1 1060");
}

// "เรื่อง" in 20 points beside its subject in 16, which stands in the middle of the line.
TEST(Rows, HoldALabelThatIsSetLarger) {
  const auto rows = [](double label, int letters = 4) {
    Segment first = seg(0, 1000, 400, label);
    first.letters = letters;
    return stretches(900, 1060, [=](int base) {
      Segment second = seg(600, base, 400);
      second.letters = letters;
      return order({first, second});
    });
  };
  EXPECT_EQ(rows(100), "1 | 0 949, 0 1 1050, 0 | 1 1060");
  EXPECT_EQ(rows(130), "1 | 0 922, 0 1 1050, 0 | 1 1060");
  EXPECT_EQ(rows(150), "1 | 0 904, 0 1 1050, 0 | 1 1060");
  EXPECT_EQ(rows(151), "1 | 0 949, 0 1 1050, 0 | 1 1060") << "a heading";
  EXPECT_EQ(rows(150, 3), "1 | 0 949, 0 1 1050, 0 | 1 1060") << "too few letters to tell their height";
}

// "91.35" beside three lines of small print: before them on their left, behind them on their right.
TEST(Order, PartsNoLinesByAFigureSetLarge) {
  const auto page = [](int x, double body, int lines = 3) {
    std::vector<Segment> out{at(100, 700, 1300)};
    for (int k = 0; k < lines; ++k) out.push_back(at(600, 1000 + 60 * k, 500 - 40 * k));
    Segment figure = at(x, 1070, 300);
    figure.base = 1070, figure.top = 1070 - body;
    out.push_back(figure);
    return order_lines(out, {}, kBody);
  };
  EXPECT_EQ(page(200, 80), (Lines{{0}, {4}, {1}, {2}, {3}}));
  EXPECT_EQ(page(1200, 80), (Lines{{0}, {1}, {2}, {3}, {4}}));
  EXPECT_EQ(page(200, 53), (Lines{{0}, {1}, {2}, {4}, {3}})) << "not that large";
  EXPECT_EQ(page(200, 80, 1), (Lines{{0}, {1}, {2}})) << "one line is beside nothing";
  EXPECT_EQ(page(700, 80), (Lines{{0}, {1}, {2}, {4}, {3}})) << "over the lines, not beside them";
}

TEST(Rows, FollowTheSlopeOfTheirLines) {
  // The left one falls by 0.1 from its middle at 200: at 600 it is 40 lower.
  EXPECT_EQ(order({seg(0, 1000, 400, 100, 0.1), seg(600, 1085, 400)}), "0 1");
  EXPECT_EQ(order({seg(0, 1000, 400, 100, 0.1), seg(600, 1095, 400)}), "0 | 1");
  EXPECT_EQ(order({seg(600, 1000, 400, 100, 0.1), seg(0, 935, 400)}), "1 0") << "at the edge that faces it";
  EXPECT_EQ(order({seg(600, 1000, 400), seg(0, 935, 400)}), "1 | 0");
}

TEST(Rows, HoldNoSegmentsOverEachOther) {
  // What they share: more than half a body height, and a fifth of the narrower one.
  EXPECT_EQ(stretches(300, 420, [](int x) { return order({seg(0, 1000, 400), seg(x, 1040, 400)}); }), "0 | 1 319, 0 1 420");
  EXPECT_EQ(stretches(300, 420, [](int x) { return order({seg(0, 1000, 400), seg(x, 1040, 200)}); }), "0 | 1 349, 0 1 420");
}

TEST(Rows, TakeTheNearestOfTwo) { EXPECT_EQ(order({seg(0, 1000, 400), seg(0, 1030, 400), seg(600, 1035, 400)}), "0 | 1 2"); }

// Six rows back, not further, is looked for a row to join.
TEST(Rows, StandFromTopToBottomFromLeftToRight) {
  EXPECT_EQ(order({seg(900, 1000, 100), seg(0, 1010, 100), seg(450, 990, 100), seg(0, 500, 100)}), "3 | 1 2 0");
}

// A name over a position, twice, side by side.
struct Blocks {
  int gap = 400, shift = 100, wide = 0, rows = 2, apart = 200;
};
std::string blocks(const Blocks& b) {
  std::vector<Segment> page;
  for (int i = 0; i < b.rows; ++i) {
    const int in = i % 2 ? b.shift : 0;
    page.push_back(seg(in, 1000 + b.apart * i, 800 - 2 * in + b.wide)), page.push_back(seg(800 + b.gap + in, 1000 + b.apart * i, 800 - 2 * in));
  }
  return order(page);
}

TEST(Blocks, AreReadOneAfterTheOther) {
  EXPECT_EQ(blocks({}), "0 | 2 | 1 | 3");
  EXPECT_EQ(stretches(100, 300, [](int gap) { return blocks({.gap = gap}); }), "0 1 | 2 3 129, 0 | 2 | 1 | 3 300");
  EXPECT_EQ(stretches(0, 150, [](int shift) { return blocks({.shift = shift}); }), "0 1 | 2 3 80, 0 | 2 | 1 | 3 150");
  EXPECT_EQ(stretches(100, 1100, [](int apart) { return blocks({.apart = apart}); }), "0 | 2 | 1 | 3 900, 0 1 | 2 3 1100");
  EXPECT_EQ(blocks({.rows = 1}), "0 1");
  EXPECT_EQ(blocks({.rows = 3}), "0 | 2 | 4 | 1 | 3 | 5");
}

// The left side is centred; the right one is so roughly, by 1.2 body heights or an eighth of its width.
TEST(Blocks, AreCentredOnOneSideAndRoughlyOnTheOther) {
  EXPECT_EQ(stretches(0, 200,
                      [](int off) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1200 + off, 1200, 800)});
                      }),
            "0 | 2 | 1 | 3 120, 0 1 | 2 3 200");
  EXPECT_EQ(stretches(0, 300,
                      [](int off) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 1500), seg(100, 1200, 600), seg(1200 + off, 1200, 1500)});
                      }),
            "0 | 2 | 1 | 3 180, 0 1 | 2 3 300");
  EXPECT_EQ(stretches(0, 200,
                      [](int off) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(100 + off, 1200, 600), seg(1200, 1200, 800)});
                      }),
            "0 | 2 | 1 | 3 120, 0 1 | 2 3 200");
  EXPECT_EQ(stretches(0, 200,
                      [](int off) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(0, 1200, 800), seg(1300 + off, 1200, 600)});
                      }),
            "0 | 2 | 1 | 3 120, 0 1 | 2 3 200");
}

TEST(Blocks, EndAtALineAcross) {
  EXPECT_EQ(order({seg(0, 800, 2000), seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1300, 1200, 600), seg(0, 1400, 2000)}),
            "0 | 1 | 3 | 2 | 4 | 5");
  // What reaches into the corridor narrows it: 1.3 body heights must be left.
  EXPECT_EQ(stretches(800, 1200,
                      [](int w) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1300, 1200, 600), seg(0, 1400, w)});
                      }),
            "0 | 2 | 4 | 1 | 3 1000, 0 | 2 | 1 | 3 | 4 1200");
  EXPECT_EQ(stretches(800, 1200,
                      [](int x) {
                        return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1300, 1200, 600), seg(x, 1400, 2000 - x)});
                      }),
            "0 | 2 | 1 | 3 | 4 1200");
}

TEST(Blocks, TakeWhatStandsCloseBelowThem) {
  const auto below = [](int base) {
    return order({seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1300, 1200, 600), seg(150, base, 500)});
  };
  EXPECT_EQ(stretches(1300, 2300, below), "0 | 2 | 4 | 1 | 3 1580, 0 | 2 | 1 | 3 | 4 2300");
  // And leave what stands above the first row of both to be read before.
  EXPECT_EQ(order({seg(1300, 800, 500), seg(0, 1000, 800), seg(1200, 1000, 800), seg(100, 1200, 600), seg(1300, 1200, 600)}), "0 | 1 | 3 | 2 | 4");
}

TEST(Blocks, OfProseFillTheirColumns) {
  const auto prose = [](int rows, int w, int short_ones) {
    std::vector<Segment> page;
    for (int i = 0; i < rows; ++i) {
      const int width = i < short_ones ? w / 2 : w;
      page.push_back(seg(0, 1000 + 200 * i, width)), page.push_back(seg(1400, 1000 + 200 * i, width));
    }
    return order(page).substr(0, 5) == "0 | 2";
  };
  EXPECT_EQ(first_that(2, 8, [&](int rows) { return prose(rows, 1000, 0); }), 5);
  EXPECT_EQ(first_that(700, 1000, [&](int w) { return prose(6, w, 0); }), 801);
  EXPECT_EQ(last_that(0, 6, [&](int n) { return prose(6, 1000, n); }), 2);
  const auto nearly = [](int w) {
    std::vector<Segment> page;
    for (int i = 0; i < 6; ++i) page.push_back(seg(0, 1000 + 200 * i, i < 3 ? w : 1000)), page.push_back(seg(1400, 1000 + 200 * i, 1000));
    return order(page).substr(0, 5) == "0 | 2";
  };
  EXPECT_EQ(first_that(700, 1000, nearly), 851);
}

// "๑.๑ name    position    part": names begin at one place, parts end at one, or stand centred over each other.
TEST(Lists, WithWideGapsAreReadAcross) {
  const auto list = [](int rows, bool centred) {
    std::vector<Segment> page;
    std::string across;
    const int widths[] = {700, 1000, 840, 1180, 900};
    for (int i = 0; i < rows; ++i) {
      const int part = i == 0 ? 700 : i + 1 < rows ? 400 : 900, y = 1000 + 200 * i;
      page.push_back(seg(0, y, widths[i % 5])), page.push_back(seg(1800, y, widths[(i + 2) % 5] / 2));
      page.push_back(seg(centred ? 3400 - part / 2 : 3900 - part, y, part));
      const int at = 3 * i;
      across += (i ? " | " : "") + std::to_string(at) + " " + std::to_string(at + 1) + " " + std::to_string(at + 2);
    }
    return order(page) == across;
  };
  for (int rows = 3; rows <= 12; ++rows) {
    EXPECT_TRUE(list(rows, false)) << rows;
    EXPECT_TRUE(list(rows, true)) << rows;
  }
}

// A table of contents: titles that begin at their level's place, numbers over each other.
TEST(Lists, OfTitlesAndPageNumbersAreReadAcross) {
  std::vector<Segment> page;
  const int widths[] = {1800, 1200, 1500, 2600, 1900, 1300, 2200};
  std::string across;
  for (int i = 0; i < 7; ++i) {
    page.push_back(seg(i % 3 ? 200 : 0, 1000 + 200 * i, widths[i])), page.push_back(seg(i < 4 ? 3550 : 3500, 1000 + 200 * i, i < 4 ? 100 : 200));
    across += (i ? " | " : "") + std::to_string(2 * i) + " " + std::to_string(2 * i + 1);
  }
  EXPECT_EQ(order(page), across);
}

// Names all about as long look like columns of prose that fill their place, but for the gaps within a row.
TEST(Lists, OfThreePartsAreNoProse) {
  std::vector<Segment> page;
  for (int i = 0; i < 6; ++i)
    page.push_back(seg(0, 1000 + 200 * i, 1000)), page.push_back(seg(1400, 1000 + 200 * i, 600)), page.push_back(seg(2400, 1000 + 200 * i, 400));
  EXPECT_EQ(order(page).substr(0, 8), "0 1 2 | ");
}

// Blocks within blocks, and rows of many.
TEST(Blocks, OfThreeAndFourStandSideBySide) {
  std::vector<Segment> page;
  for (int i = 0; i < 3; ++i)
    for (int k = 0; k < 4; ++k) page.push_back(seg(1200 * k + (i % 2 ? 100 : 0), 1000 + 200 * i, 800 - (i % 2 ? 200 : 0)));
  EXPECT_EQ(order(page), "0 | 4 | 8 | 1 | 5 | 9 | 2 | 6 | 10 | 3 | 7 | 11");
}

TEST(Blocks, EndAtAHeadingOfThePage) {
  // A law: the word, its meaning; section 4, what it says; the next chapter's heading in the middle of the page.
  const std::vector<Segment> law = {at(100, 100, 1600), at(100, 180, 1600), at(100, 260, 1600),                     // 0 1 2
                                    at(230, 340, 250),  at(560, 340, 800),  at(230, 420, 215),  at(650, 420, 720),  // 3 4 | 5 6
                                    at(830, 500, 140),  at(600, 580, 600),                                          // 7, 8: the heading
                                    at(230, 660, 215),  at(650, 660, 1040), at(100, 740, 1600)};                    // 9 10, 11
  EXPECT_EQ(order_lines(law, {}, kBody), (Lines{{0}, {1}, {2}, {3, 4}, {5, 6}, {7}, {8}, {9, 10}, {11}}));
}

TEST(Blocks, OfThreeKeepWhatIsCentredUnderTheMiddleOne) {
  const std::vector<Segment> page = {at(100, 100, 1600), at(100, 180, 1600), at(100, 260, 1600),  // 0 1 2
                                     at(150, 400, 300),  at(750, 400, 300),  at(1350, 400, 300),  // names
                                     at(100, 480, 400),  at(700, 480, 400),  at(1300, 480, 400),  // positions
                                     at(740, 560, 320)};                                          // of the middle one, its second line
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {1}, {2}, {3}, {6}, {4}, {7}, {9}, {5}, {8}}));
}

TEST(Blocks, ArePartedByTheSideOfAFrame) {
  // Lines set flush beside each other, of a list or of two boxes of a slide.
  const std::vector<Segment> page = {at(100, 100, 300), at(700, 100, 500), at(100, 180, 420),
                                     at(700, 180, 300), at(100, 260, 200), at(700, 260, 450)};
  const Lines rows{{0, 1}, {2, 3}, {4, 5}}, columns{{0}, {2}, {4}, {1}, {3}, {5}};
  const auto ordered = [&](const Rule& side) { return order_lines(page, {}, kBody, std::vector<Rule>{side}); };
  EXPECT_EQ(order_lines(page, {}, kBody), rows);
  EXPECT_EQ(ordered({600, 40, 600, 300, 3}), columns);
  EXPECT_EQ(ordered({600, 40, 600, 250, 3}), columns) << "most of the way";
  EXPECT_EQ(ordered({600, 40, 600, 230, 3}), rows) << "only beside some of the rows";
  EXPECT_EQ(ordered({500, 40, 500, 300, 3}), rows) << "through the text";
}

TEST(Blocks, ArePartedByBoxesBelowEachOther) {
  const std::vector<Segment> page = {at(100, 100, 300), at(700, 100, 500), at(100, 180, 420),
                                     at(700, 180, 300), at(100, 260, 200), at(700, 260, 450)};
  const auto ordered = [&](std::vector<Rule> sides) { return order_lines(page, {}, kBody, sides); };
  const Lines rows{{0, 1}, {2, 3}, {4, 5}}, columns{{0}, {2}, {4}, {1}, {3}, {5}};
  EXPECT_EQ(ordered({{600, 160, 600, 280, 1}, {560, 60, 560, 140, 1}, {660, 60, 660, 140, 1}}), columns);
  EXPECT_EQ(ordered({{560, 60, 560, 140, 1}, {660, 60, 660, 140, 1}}), rows) << "two beside each other are no longer than one";
}

// Two lines with a gap at one place, the second begun a little further in and as long: moved aside, not centred.
TEST(Blocks, AreNotLinesMovedAside) {
  EXPECT_EQ(order_lines(std::vector<Segment>{at(100, 100, 150), at(320, 100, 590), at(100, 180, 150), at(347, 180, 592)}, {}, kBody),
            (Lines{{0, 1}, {2, 3}}));
  EXPECT_EQ(order_lines(std::vector<Segment>{at(100, 100, 150), at(320, 100, 590), at(100, 180, 150), at(347, 180, 540)}, {}, kBody),
            (Lines{{0}, {2}, {1}, {3}}));
}

TEST(Rows, LeaveAStampsPrintBesideAHeadingToItself) {
  const auto heading = [](int width, double body, int gap) {
    Segment large = at(600, 100, width);
    large.top = large.base - body, large.letters = width / 60;
    return order_lines(std::vector<Segment>{large, at(600 + width + gap, 105, 300)}, {}, kBody).size();
  };
  EXPECT_EQ(heading(600, 60, 200), 2u);
  EXPECT_EQ(heading(600, 47, 200), 1u) << "a label in letters a little larger";
  EXPECT_EQ(heading(600, 60, 80), 1u) << "close by";
  EXPECT_EQ(heading(180, 60, 200), 1u) << "three letters do not tell their height";
}

TEST(FrameSides, MeetALevelRuleAtAnEnd) {
  const Rule level{100, 500, 900, 500, 3};
  const auto kept = [&](const Rule& upright) { return frame_sides(std::vector<Rule>{level}, std::vector<Rule>{upright}, {}, kBody).size(); };
  EXPECT_EQ(kept({300, 100, 300, 500, 3}), 1u) << "stands on it";
  EXPECT_EQ(kept({300, 100, 300, 480, 3}), 1u);
  EXPECT_EQ(kept({300, 100, 300, 478, 3}), 0u);
  EXPECT_EQ(kept({300, 520, 300, 900, 3}), 1u) << "hangs from it";
  EXPECT_EQ(kept({85, 100, 85, 500, 3}), 1u) << "a corner that is round";
  EXPECT_EQ(kept({75, 100, 75, 500, 3}), 0u);
  EXPECT_EQ(kept({300, 100, 300, 900, 3}), 0u) << "crosses it: a streak of the scanner";
}

TEST(FrameSides, AreThoseOfBoxesInColourToo) {
  const std::vector<Box> ground{{300, 100, 200, 80}};
  const std::vector<Rule> sides = frame_sides({}, {}, ground, kBody);
  ASSERT_EQ(sides.size(), 2u);
  EXPECT_EQ(sides[0].x0, 300);
  EXPECT_EQ(sides[1].x1, 500);
  for (const Rule& side : sides) {
    EXPECT_EQ(side.y0, 100);
    EXPECT_EQ(side.y1, 180);
  }
}

TEST(Order, OfNothingIsNothing) { EXPECT_EQ(order({}), ""); }

}  // namespace order_test
}  // namespace banthuek::layout
