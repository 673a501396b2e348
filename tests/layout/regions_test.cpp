#include "pipeline/layout/regions.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/layout/scene.h"

namespace banthuek::layout {
namespace regions_test {

constexpr int kBody = 100;

// Pictures.

std::vector<Box> pictures(const std::vector<std::pair<Box, double>>& pieces) {
  Scene s;
  for (const auto& [b, fill] : pieces) s.piece(b.x, b.y, b.w, b.h, fill);
  return find_pictures(s.all, s.every(), kBody);
}

TEST(Pictures, AreLargeDenseAndAboutAsHighAsWide) {
  const auto seen = [](int w, int h, double fill = 0.4) { return pictures({{{1000, 1000, w, h}, fill}}).size() == 1; };
  ASSERT_TRUE(seen(600, 600));
  EXPECT_EQ(pictures({{{1000, 1000, 600, 600}, 0.4}})[0], (Box{965, 965, 670, 670})) << "with a third of a body height around it";
  EXPECT_EQ(first_that(300, 500, [&](int h) { return seen(600, h); }), 380);
  EXPECT_EQ(first_that(200, 500, [&](int w) { return seen(w, 600); }), 280);
  EXPECT_EQ(last_that(600, 1400, [&](int w) { return seen(w, 400); }), 1040);
  EXPECT_EQ(last_that(600, 1400, [&](int h) { return seen(300, h); }), 1050);
  EXPECT_EQ(first_that(5, 30, [&](int fill) { return seen(600, 600, fill / 100.0); }), 16);
}

// A copy's black edges hang together around the page, and photographs on it were made one picture with all its text.
TEST(Pictures, AreNotAllThatAFrameAboutThePageHolds) {
  const Box frame{0, 0, 9000, 9000}, photograph{1000, 1000, 4000, 3000};
  EXPECT_EQ(pictures({{frame, 0.1}, {photograph, 0.9}}), pictures({{photograph, 0.9}}));
  EXPECT_EQ(pictures({{frame, 0.16}, {photograph, 0.9}}).size(), 1u) << "filled, it is one";
  const auto drawing = pictures({{{0, 0, 2000, 6000}, 0.1}, {{100, 1000, 1800, 3000}, 0.9}});
  ASSERT_EQ(drawing.size(), 1u);
  EXPECT_GT(drawing[0].h, 6000) << "20 body heights wide, it may be a drawing";
}

// Banners and frames of a slide stand near each other about its text: together they were one picture, and nothing of the page was read.
TEST(Pictures, AreNotFramesAndBannersAboutText) {
  const auto seen = [](int rows, int gap) {
    Scene s;
    s.piece(1000, 1000, 1900, 900, 0.9), s.piece(1000, 1900, 1900, 1900, 0.1);
    for (int row = 0; row < rows; ++row) s.letters(1100, 2200 + 150 * row, 100, 10, 80 + gap);
    return find_pictures(s.all, s.every(), kBody).size() == 1;
  };
  EXPECT_TRUE(seen(0, 20));
  EXPECT_EQ(first_that(1, 12, [&](int rows) { return !seen(rows, 20); }), 8) << "60 letters with a neighbour at each side";
  EXPECT_EQ(last_that(20, 90, [&](int gap) { return !seen(10, gap); }), 69) << "letters far from each other are none of a row";
}

TEST(Pictures, AreNotLettersOfTwoLinesThatRanTogether) {
  const auto seen = [](int gap, int second, int height = 400) {
    return pictures({{{1000, 1000, 500, height}, 0.4}, {{1500 + gap, 1050, 80, 100}, 0.4}, {{1500 + gap, second, 80, 100}, 0.4}}).size() == 1;
  };
  EXPECT_FALSE(seen(30, 1280));
  EXPECT_EQ(first_that(0, 100, [&](int gap) { return seen(gap, 1280); }), 51) << "apart from it";
  EXPECT_TRUE(seen(30, 1120)) << "one line beside it";
  EXPECT_TRUE(seen(30, 1280, 620)) << "as high as no two lines";
}

// The first letters of a heading that touch each other.
TEST(Pictures, AreNotLettersOfAHeading) {
  const auto seen = [](int letters, int before, int h = 300, int off = 0, int gap = 70) {
    std::vector<std::pair<Box, double>> pieces{{{3000, 1000, 450, 450}, 0.4}};
    for (int i = 0; i < letters; ++i) pieces.push_back({{3450 + gap + (200 + gap) * i, 1450 + off - h, 200, h}, 0.2});
    for (int i = 0; i < before; ++i) pieces.push_back({{3000 - (200 + gap) * (i + 1), 1450 + off - h, 200, h}, 0.2});
    const auto found = pictures(pieces);
    return std::any_of(found.begin(), found.end(), [](const Box& b) { return b.x < 3200 && b.right() > 3200; });
  };
  EXPECT_EQ(first_that(1, 8, [&](int letters) { return !seen(letters, 0); }), 5);
  EXPECT_FALSE(seen(2, 3)) << "on both sides";
  EXPECT_EQ(first_that(100, 300, [&](int h) { return !seen(6, 0, h); }), 203) << "a line of text beside an emblem is lower";
  EXPECT_TRUE(seen(6, 0, 300, 60)) << "not on its foot";
  EXPECT_TRUE(seen(6, 0, 210, 0, 130)) << "far from each other";
}

// Two pieces that make one picture 600 high; of which the left one is scanned.
TEST(Pictures, AreMadeOfPiecesFarLargerThanLetters) {
  const auto seen = [](int w, int h) {
    return pictures({{{1000, 1000, w, h}, 0.9}, {{1010 + w, 1000, w, h}, 0.9}, {{1000, 1010 + h, w, h}, 0.9}, {{1010 + w, 1010 + h, w, h}, 0.9}})
               .size() == 1;
  };
  EXPECT_EQ(first_that(150, 260, [&](int h) { return seen(200, h); }), 185) << "380 high together";
  // Narrow ones must be higher than 2.6 body heights.
  EXPECT_FALSE(pictures({{{1000, 1000, 91, 400}, 0.9}, {{1100, 1000, 91, 400}, 0.9}, {{1200, 1000, 91, 400}, 0.9}}).empty());
  const auto strips = [](int w, int h) {
    std::vector<std::pair<Box, double>> pieces;
    for (int row = 0; row < 2; ++row)
      for (int i = 0; i < 4; ++i) pieces.push_back({{1000 + 100 * i, 1000 + (h + 10) * row, w, h}, 0.9});
    return pictures(pieces).size() == 1;
  };
  EXPECT_TRUE(strips(91, 200));
  EXPECT_FALSE(strips(90, 200));
  EXPECT_FALSE(strips(90, 260));
  EXPECT_TRUE(strips(90, 261));
}

TEST(Pictures, AreGroupsOfPiecesNearEachOther) {
  const auto count = [](int gap) { return pictures({{{1000, 1000, 400, 400}, 0.5}, {{1400 + gap, 1000, 400, 400}, 0.5}}).size(); };
  EXPECT_EQ(last_that(0, 100, [&](int gap) { return count(gap) == 1; }), 59);
  const auto below = [](int gap) { return pictures({{{1000, 1000, 400, 400}, 0.5}, {{1000, 1400 + gap, 400, 400}, 0.5}}).size(); };
  EXPECT_EQ(last_that(0, 100, [&](int gap) { return below(gap) == 1; }), 59);
  // Each joins the group that the others have grown to.
  const auto grown = pictures({{{1000, 1000, 400, 400}, 0.5}, {{1450, 1420, 400, 400}, 0.5}, {{1430, 1010, 400, 400}, 0.5}});
  ASSERT_EQ(grown.size(), 1u);
  EXPECT_EQ(grown[0], (Box{965, 965, 920, 890}));
}

TEST(Pictures, AreNoTextThatTouches) {
  // One large piece of 16,000 pixels in a box of 400 x 400, and small ones of `small` pixels within.
  const auto seen = [](int small) {
    Scene s;
    s.piece(1000, 1000, 400, 400, 0.1);
    const int i = s.piece(1100, 1100, 150, 150);
    s.all.list[i].area = small;
    s.piece(5000, 1000, 150, 150, 1);  // elsewhere
    return find_pictures(s.all, s.every(), kBody).size() == 1;
  };
  EXPECT_EQ(first_that(9000, 12000, seen), 9600) << "ink of 0.16";
  EXPECT_EQ(last_that(15000, 17000, seen), 16000) << "half of it in large pieces";
  // A wide piece is large too.
  const auto wide = [](int w) {
    Scene s;
    s.piece(1000, 1000, 1000, 400, 0.1);
    const int i = s.piece(1100, 1100, w, 100);
    s.all.list[i].area = 50000;
    return find_pictures(s.all, s.every(), kBody).size() == 1;
  };
  EXPECT_EQ(first_that(380, 420, wide), 401);
  EXPECT_TRUE(find_pictures({}, {}, kBody).empty());
}

TEST(InAny, IsWithinABoxUpToItsEdges) {
  const std::vector<Box> boxes{{100, 200, 50, 40}, {1000, 1000, 10, 10}};
  EXPECT_TRUE(in_any(boxes, 100, 200));
  EXPECT_TRUE(in_any(boxes, 149.5, 239.5));
  EXPECT_TRUE(in_any(boxes, 1005, 1005));
  for (const auto& [x, y] : {std::pair{99.5, 220.0}, {150.0, 220.0}, {120.0, 199.5}, {120.0, 240.0}, {1005.0, 220.0}})
    EXPECT_FALSE(in_any(boxes, x, y)) << x << ", " << y;
  EXPECT_FALSE(in_any({}, 0, 0));
}

// What no line took.

std::vector<Region> odd_regions(const std::vector<std::pair<Box, double>>& pieces) {
  Scene s;
  for (const auto& [b, fill] : pieces) s.piece(b.x, b.y, b.w, b.h, fill);
  std::vector<Region> regions;
  add_odd_regions(s.all, s.every(), kBody, regions);
  return regions;
}

TEST(OddPieces, AreASignatureWhereThinAndAPictureWhereDense) {
  const auto thin = odd_regions({{{100, 100, 300, 200}, 0.1}}), dense = odd_regions({{{100, 100, 300, 200}, 0.3}});
  ASSERT_EQ(thin.size(), 1u);
  EXPECT_EQ(thin[0].kind, RegionKind::kSignature);
  EXPECT_EQ(thin[0].box, (Box{100, 100, 300, 200}));
  EXPECT_EQ(thin[0].confidence, 0.5);
  ASSERT_EQ(dense.size(), 1u);
  EXPECT_EQ(dense[0].kind, RegionKind::kPicture);
  EXPECT_EQ(dense[0].confidence, 0.6);
  EXPECT_EQ(odd_regions({{{100, 100, 200, 200}, 0.15}})[0].kind, RegionKind::kPicture);
  EXPECT_EQ(odd_regions({{{100, 100, 200, 200}, 0.149}})[0].kind, RegionKind::kSignature);
}

TEST(OddPieces, AreARegionWhereTheyAreLargeEnough) {
  EXPECT_EQ(first_that(90, 140, [](int h) { return odd_regions({{{100, 100, 100, h}, 0.4}}).size() == 1; }), 121);
  EXPECT_EQ(first_that(90, 140, [](int w) { return odd_regions({{{100, 100, w, 100}, 0.4}}).size() == 1; }), 121);
  EXPECT_EQ(first_that(90, 140, [](int w) { return odd_regions({{{100, 100, w, 300}, 0.4}}).size() == 1; }), 100);
  EXPECT_EQ(first_that(90, 140, [](int h) { return odd_regions({{{100, 100, 300, h}, 0.4}}).size() == 1; }), 100);
}

TEST(OddPieces, OfOneSignatureAreOneRegion) {
  EXPECT_EQ(last_that(0, 100, [](int gap) { return odd_regions({{{100, 100, 200, 200}, 0.1}, {{300 + gap, 100, 200, 200}, 0.1}}).size() == 1; }), 49);
  // Ink counts of both: 0.3 and 0.1 of two like pieces side by side are 0.2.
  EXPECT_EQ(odd_regions({{{100, 100, 200, 200}, 0.3}, {{300, 100, 200, 200}, 0.1}})[0].kind, RegionKind::kPicture);
  EXPECT_EQ(odd_regions({{{100, 100, 200, 200}, 0.1}, {{300, 100, 200, 200}, 0.18}})[0].kind, RegionKind::kSignature);
}

// Fragments.

// A large stroke from 1000 to 1300 both ways, and a segment with one piece.
struct Fragment {
  Box box{1310, 1100, 80, 80};
  int letters = 1;
  Box stroke{1000, 1000, 300, 300};
};
bool absorbed(const Fragment& f, std::vector<Segment> others = {}, bool mark = false) {
  Scene s;
  Segments segments;
  segments.odd = {s.piece(f.stroke.x, f.stroke.y, f.stroke.w, f.stroke.h)};
  Segment one;
  one.box = f.box, one.letters = f.letters, one.base = f.box.bottom(), one.top = f.box.y;
  one.pieces = {s.piece(f.box.x, f.box.y, f.box.w, f.box.h)};
  if (mark) one.mark = Mark{};
  segments.list = {one};
  segments.list.insert(segments.list.end(), others.begin(), others.end());
  absorb_fragments(s.all, segments, kBody);
  EXPECT_EQ(segments.odd.size(), segments.list.size() == others.size() ? 2u : 1u);
  return segments.list.size() == others.size();
}

TEST(Fragments, OfASignatureLieWithinItsReach) {
  EXPECT_TRUE(absorbed({}));
  EXPECT_EQ(last_that(1300, 1400, [](int x) { return absorbed({.box = {x, 1100, 80, 80}}); }), 1340);
  EXPECT_EQ(first_that(820, 1000, [](int x) { return absorbed({.box = {x, 1100, 80, 80}}); }), 880);
  EXPECT_EQ(last_that(1300, 1400, [](int y) { return absorbed({.box = {1100, y, 80, 80}}); }), 1340);
  EXPECT_EQ(last_that(0, 8, [](int letters) { return absorbed({.letters = letters}); }), 4);
  EXPECT_EQ(last_that(80, 700, [](int w) { return absorbed({.box = {900, 1100, w, 80}, .stroke = {800, 1000, 900, 300}}); }), 500);
  EXPECT_FALSE(absorbed({}, {}, true)) << "a sign is none";
}

// The dark edge of a copy goes around the page; so do pieces of it that make such a frame together.
TEST(Fragments, AreNotAllThatStandsWithinAFrame) {
  EXPECT_EQ(first_that(3900, 4100, [](int w) { return !absorbed({.stroke = {0, 0, w, 3000}}); }), 4000);
  EXPECT_EQ(first_that(3900, 4100, [](int h) { return !absorbed({.stroke = {0, 0, 3000, h}}); }), 4000);
}

TEST(Fragments, LieBesideLargeStrokes) {
  EXPECT_EQ(first_that(150, 250, [](int w) { return absorbed({.box = {1010, 1010, 40, 40}, .stroke = {1000, 1000, w, 60}}); }), 201);
  EXPECT_EQ(first_that(30, 80, [](int h) { return absorbed({.box = {1010, 1010, 40, 40}, .stroke = {1000, 1000, 300, h}}); }), 51);
}

TEST(Fragments, AreNoWordOnALine) {
  const auto with = [](double base, int x, int w, int letters) {
    Segment line;
    line.letters = letters, line.base = base, line.top = base - 100, line.box = {x, static_cast<int>(base) - 100, w, 100};
    return absorbed({}, {line});  // the fragment's base is 1180, it reaches from 1310 to 1390
  };
  EXPECT_FALSE(with(1180, 1500, 800, 5));
  EXPECT_TRUE(with(1180, 1500, 800, 4));
  EXPECT_EQ(stretches(1100, 1260, [&](int base) { return std::string(with(base, 1500, 800, 5) ? "odd" : "word"); }), "odd 1140, word 1219, odd 1260");
  EXPECT_EQ(last_that(1390, 1900, [&](int x) { return !with(1180, x, 800, 5); }), 1789);
  EXPECT_EQ(first_that(800, 1000, [&](int right) { return !with(1180, right - 500, 500, 5); }), 911);
}

// Colour.

struct Coloured {
  std::vector<int> black;
  std::vector<Region> regions;
  std::vector<picture::Run> pen;
  picture::Components all;
};
Coloured set_aside(const Drawing& all, const Drawing* colour, double body = 20) {
  picture::PageInk ink;
  if (colour) ink.coloured = colour->ink();
  Coloured out;
  out.all = all.components();
  out.black = set_aside_colour(out.all, ink, body, out.regions, out.pen);
  return out;
}

TEST(Colour, OfAPieceIsToldByTheMostOfItsInk) {
  Drawing d(400, 200), pen(400, 200);
  d.fill(20, 20, 30, 10), d.fill(100, 20, 30, 10), d.fill(200, 20, 30, 10);
  pen.fill(20, 20, 30, 10), pen.fill(100, 20, 12, 10), pen.fill(200, 20, 11, 10);
  EXPECT_EQ(set_aside(d, &pen).black, (std::vector<int>{2})) << "four tenths are enough";
  EXPECT_EQ(set_aside(d, nullptr).black, (std::vector<int>{0, 1, 2}));
  EXPECT_TRUE(set_aside(d, nullptr).regions.empty());
}

// A blue stroke through one of three letters: the letter is kept, the stroke is the pen's.
TEST(Colour, OfAPenThroughALetterLeavesTheLetter) {
  Drawing d(400, 200), pen(400, 200);
  for (int x : {50, 80, 110}) d.letter(x, 150, 20);
  for (int y = 20; y < 180; ++y) d.fill(84, y, 4, 1), pen.fill(84, y, 4, 1);
  d.fill(20, 20, 64, 4), pen.fill(20, 20, 64, 4);
  const Coloured found = set_aside(d, &pen);
  ASSERT_EQ(found.black.size(), 3u);
  const picture::Component& kept = found.all.list[static_cast<std::size_t>(found.black.back())];
  EXPECT_EQ(kept.box.y, 130);
  EXPECT_EQ(kept.box.bottom(), 150);
  EXPECT_GE(kept.box.x, 80);
  EXPECT_EQ(kept.box.right(), 96);
  EXPECT_EQ(found.pen.size(), 160u) << "a run a row";
  EXPECT_EQ(found.pen.front().y, 20);
}

TEST(Colour, OfAPieceThatIsAllAPensLeavesNothing) {
  Drawing d(400, 200), pen(400, 200);
  d.fill(84, 20, 6, 160), pen.fill(84, 20, 2, 160), pen.fill(88, 20, 2, 160);  // the core of its stroke is dark
  EXPECT_TRUE(set_aside(d, &pen).black.empty());
}

TEST(Colour, IsAStampWhereItIsLargeAndElseHandwriting) {
  const auto regions = [](int w, int h) {
    Drawing pen(600, 400);
    pen.fill(50, 50, w, 2), pen.fill(50, 50, 2, h), pen.fill(50, 48 + h, w, 2);
    return set_aside(Drawing(600, 400), &pen).regions;
  };
  const auto kind = [&](int w, int h) {
    const auto r = regions(w, h);
    return r.empty() ? std::string("none") : r[0].kind == RegionKind::kStamp ? std::string("stamp") : std::string("handwriting");
  };
  ASSERT_EQ(regions(200, 120).size(), 1u);
  EXPECT_EQ(regions(200, 120)[0].box, (Box{50, 50, 200, 120}));
  EXPECT_EQ(regions(200, 120)[0].confidence, 0.7);
  EXPECT_EQ(stretches(100, 200, [&](int w) { return kind(w, 120); }), "handwriting 140, stamp 200");
  EXPECT_EQ(stretches(60, 120, [&](int h) { return kind(200, h); }), "handwriting 90, stamp 120");
  // Fringes are small or thin: under 1.2 body heights, or under 0.7 one way and under 4 the other.
  EXPECT_EQ(stretches(14, 40, [&](int side) { return kind(side, side); }), "none 23, handwriting 40");
  EXPECT_EQ(stretches(8, 30, [&](int h) { return kind(79, h); }), "none 13, handwriting 30");
  EXPECT_EQ(stretches(60, 100, [&](int w) { return kind(w, 10); }), "none 79, handwriting 100");
}

TEST(Colour, OfPiecesNearEachOtherIsOneRegion) {
  const auto count = [](int gap, int speck) {
    Drawing pen(400, 200);
    pen.fill(20, 20, 40, 40), pen.fill(60 + gap, 20, 40, 40), pen.fill(300, 100, speck, 3);
    return set_aside(Drawing(400, 200), &pen, 20).regions.size();
  };
  EXPECT_EQ(last_that(1, 30, [&](int gap) { return count(gap, 2) == 1; }), 15);
  // Specks of under 0.3 body heights join nothing.
  const auto bridged = [](int w) {
    Drawing pen(400, 200);
    pen.fill(20, 20, 40, 40), pen.fill(70, 30, w, 3), pen.fill(86, 20, 40, 40);
    return set_aside(Drawing(400, 200), &pen, 20).regions.size() == 1;
  };
  EXPECT_EQ(first_that(2, 12, bridged), 7);
}

}  // namespace regions_test
}  // namespace banthuek::layout
