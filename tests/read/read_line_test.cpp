#include "pipeline/read/read_line.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/layout/drawing.h"
#include "tests/read/words_line.h"

namespace banthuek::read {
namespace read_line_test {

using test::line_of_words;

// ---- a reading as a line

// Symbols of 10 pixels, one a character, each read at `confidence`.
recognise::Reading reading_of(const std::string& text, double confidence = 0.9) {
  recognise::Reading out;
  double x = 0;
  for (const char32_t c : text::to_u32(text)) {
    out.symbols.push_back({text::to_utf8(std::u32string{c}), x, x + 10, confidence, {}});
    x += 10;
  }
  return out;
}

layout::Segment segment_at(const Box& box) {
  layout::Segment s;
  s.box = box;
  s.top = box.y + 10, s.base = box.y + 30.4;
  return s;
}

Line read(const recognise::Reading& reading, const Box& box = {100, 50, 1000, 40}) {
  LineCut cut;
  cut.x = 100;
  return line_of(reading, cut, segment_at(box));
}

std::string words(const std::string& text) {
  std::string out;
  for (const Word& w : read(reading_of(text)).words) out += (out.empty() ? "" : "|") + w.text;
  return out;
}

TEST(WordsOfALine, KeepTheirPunctuation) {
  EXPECT_EQ(words("(นาย) พ.ศ. ๒๕๖๘"), "(นาย)|พ.ศ.|๒๕๖๘");
  EXPECT_EQ(words("สำนักงาน(ก)การ"), "สำนักงาน|(ก)|การ");
  EXPECT_EQ(words("“งาน”การ"), "“งาน”|การ");
  EXPECT_EQ(words("...งาน"), "...งาน");
  EXPECT_EQ(words("งาน..."), "งาน...");
  EXPECT_EQ(words("-"), "-");
  EXPECT_EQ(words("(-)"), "(-)");
  EXPECT_EQ(words("การ  งาน"), "การ|งาน");
  EXPECT_EQ(words(" งาน "), "งาน");
  EXPECT_EQ(words(""), "");
  EXPECT_EQ(words("((งาน))การ"), "((งาน))|การ");
}

// Words from 100 to 160 and from 216 to 296, letters between 70 and 90.
TEST(Pen, ThroughAWordMakesItDoubtful) {
  const auto crossed = [](std::vector<picture::Run> pen) {
    Line line = line_of_words({{"กอง", {100, 60, 60, 40}, 0.99}, {"กขค", {216, 60, 80, 40}, 0.99}}, "กอง กขค");
    line.confidence = 0.99;
    layout::Segment segment;
    segment.top = 70, segment.base = 90;
    doubt_under_pen(line, pen, segment);
    EXPECT_NEAR(line.confidence, (line.words[0].confidence + line.words[1].confidence) / 2, 1e-9);
    return std::string(line.words[0].confidence < 0.9 ? "1" : "-") + (line.words[1].confidence < 0.9 ? "2" : "-");
  };
  std::vector<picture::Run> down, above, short_one;
  for (int y = 40; y < 120; ++y) down.push_back({y, 120, 124});
  for (int y = 40; y < 70; ++y) above.push_back({y, 100, 160});
  for (int y = 66; y < 74; ++y) short_one.push_back({y, 230, 234});
  EXPECT_EQ(crossed(down), "1-");
  EXPECT_EQ(crossed(above), "--");
  EXPECT_EQ(crossed(short_one), "--") << "it touches the head of a letter";
  EXPECT_EQ(crossed({{80, 90, 300}}), "12");
  EXPECT_EQ(crossed({}), "--");
}

// A line's own confidence is that of its letters, which its words do not tell.
TEST(Pen, BesideTheLettersChangesNoConfidence) {
  const auto sure = [](const std::vector<picture::Run>& pen) {
    Line line = line_of_words({{"กอง", {100, 60, 60, 40}, 0.5}}, "กอง");
    line.confidence = 0.9;
    layout::Segment segment;
    segment.top = 70, segment.base = 90;
    doubt_under_pen(line, pen, segment);
    return line.confidence;
  };
  EXPECT_EQ(sure({}), 0.9);
  EXPECT_EQ(sure({{69, 100, 160}}), 0.9) << "above";
  EXPECT_EQ(sure({{90, 100, 160}}), 0.9) << "on the baseline";
  EXPECT_EQ(sure({{70, 100, 160}}), 0.5);
  EXPECT_EQ(sure({{89, 100, 160}}), 0.5);
}

// A sign of choice behind a letter or a digit is one that looks like it.
TEST(SignsOfChoice, DoNotStandInWords) {
  const auto with = [](const std::string& before, const std::string& sign, std::vector<recognise::Alternative> instead) {
    recognise::Reading reading = reading_of(before + sign + "าง");
    recognise::Symbol& s = reading.symbols[reading.symbols.size() - 3];
    EXPECT_EQ(s.text, sign);
    s.alternatives = std::move(instead);
    return read(reading);
  };
  const std::vector<recognise::Alternative> letter = {{"○", 0.3}, {"อ", 0.2}};
  EXPECT_EQ(with("ท", "☑", letter).text, "ทอาง");
  EXPECT_NEAR(with("ท", "☑", letter).confidence, (3 * 0.9 + 0.2) / 4, 1e-12);
  EXPECT_EQ(with("ข้", "☑", letter).text, "ข้อาง") << "a mark belongs to its letter";
  EXPECT_EQ(with("๑", "⊗", {{"๒", 0.1}}).text, "๑๒าง");
  EXPECT_EQ(with("ท ", "☑", letter).text, "ท ☑าง") << "before its word";
  EXPECT_EQ(with("(", "✓", letter).text, "(✓าง");
  EXPECT_EQ(with("ท", "☑", {{"○", 0.3}}).text, "ท☑าง") << "nothing else is known";
  EXPECT_EQ(with("ท", "ร", letter).text, "ทราง");
}

// The numbers of a list, in brackets; a tick that stands there is surer.
TEST(SignsOfChoice, InBracketsBeforeTheTextOfALineMayBeItsNumber) {
  const auto with = [](const std::string& line, double confidence, std::vector<recognise::Alternative> instead) {
    recognise::Reading reading = reading_of(line);
    for (recognise::Symbol& s : reading.symbols)
      if (s.text == "✗") s.confidence = confidence, s.alternatives = instead;
    return read(reading).text;
  };
  const std::vector<recognise::Alternative> digit = {{"e", 0.2}, {"๕", 0.13}};
  EXPECT_EQ(with("(✗) ทาง", 0.37, digit), "(๕) ทาง");
  EXPECT_EQ(with("(✗) ทาง", 0.8, digit), "(✗) ทาง");
  EXPECT_EQ(with("(✗) ทาง", 0.37, {{"e", 0.2}, {"๕", 0.05}}), "(✗) ทาง");
  EXPECT_EQ(with("(✗)", 0.37, digit), "(✗)") << "alone in its place: a choice";
  EXPECT_EQ(with("ทาง (✗) ทาง", 0.37, digit), "ทาง (✗) ทาง");
}

TEST(Line, OfAReadingHasTheSegmentsPlaceAndItsMeanConfidence) {
  recognise::Reading reading = reading_of("งาน การ");
  reading.symbols[0].confidence = 0.3;
  const Line line = read(reading);
  EXPECT_EQ(line.text, "งาน การ");
  EXPECT_EQ(line.box, (Box{100, 50, 1000, 40}));
  EXPECT_EQ(line.baseline, 80);
  EXPECT_NEAR(line.confidence, (0.3 + 5 * 0.9) / 6, 1e-12);
  ASSERT_EQ(line.words.size(), 2u);
  EXPECT_EQ(line.words[0].box, (Box{100, 50, 30, 40}));
  EXPECT_EQ(line.words[1].box, (Box{140, 50, 30, 40}));
  EXPECT_NEAR(line.words[0].confidence, 0.7, 1e-12);
  EXPECT_NEAR(line.words[1].confidence, 0.9, 1e-12);
  EXPECT_EQ(read(recognise::Reading()).confidence, 0);
  EXPECT_EQ(read(reading_of("   ")).text, "");
}

TEST(WordOfALine, NeverLeavesTheSegment) {
  const Line line = read(reading_of("งาน"), {105, 50, 15, 40});
  ASSERT_EQ(line.words.size(), 1u);
  EXPECT_EQ(line.words[0].box, (Box{105, 50, 15, 40}));
  recognise::Reading far = reading_of("ก");
  far.symbols[0].x0 = 500, far.symbols[0].x1 = 510;
  EXPECT_EQ(read(far, {105, 50, 15, 40}).words[0].box, (Box{119, 50, 1, 40}));
  far.symbols[0].x0 = 0.5, far.symbols[0].x1 = 9.2;
  EXPECT_EQ(read(far).words[0].box, (Box{100, 50, 10, 40}));
}

TEST(Line, OfAMarkIsItsSign) {
  const Line line = line_of(Mark{MarkKind::kCheck, {10, 20, 30, 40}, 0.7});
  EXPECT_EQ(line.text, "✓");
  EXPECT_EQ(line.box, (Box{10, 20, 30, 40}));
  EXPECT_EQ(line.baseline, 60);
  EXPECT_EQ(line.confidence, 0.7);
  ASSERT_EQ(line.words.size(), 1u);
  EXPECT_EQ(line.words[0].text, "✓");
}

TEST(Line, OfADashIsADash) {
  const Line line = line_of_dash(segment_at({10, 20, 30, 40}));
  EXPECT_EQ(line.text, "-");
  EXPECT_EQ(line.baseline, 50);
  EXPECT_EQ(line.confidence, 0.97);
  EXPECT_EQ(line.words[0].box, (Box{10, 20, 30, 40}));
}

TEST(JoinedLine, WeighsItsPartsByTheirLength) {
  Line a = read(reading_of("งาน", 0.5), {0, 50, 40, 40}), b = read(reading_of("ก", 0.9), {200, 60, 40, 40});
  b.script = Script::kHandwriting;
  b.baseline = 91;
  const Line line = joined({a, Line(), b});
  EXPECT_EQ(line.text, "งาน ก");
  EXPECT_EQ(line.box, (Box{0, 50, 240, 50}));
  EXPECT_NEAR(line.confidence, (0.5 * 9 + 0.9 * 3) / 12, 1e-12);
  EXPECT_EQ(line.baseline, 86);  // of 80 and 91
  EXPECT_EQ(line.script, Script::kHandwriting);
  EXPECT_EQ(line.words.size(), 2u);
  EXPECT_EQ(joined({}).confidence, 0);
  EXPECT_EQ(joined({}).baseline, 0);
  EXPECT_EQ(joined({a}).script, Script::kPrint);
}

// ---- the cut

// A drawing of ink with what its segment is made of: the pieces that lie in `own` and are no dust.
struct Cut {
  LineCut cut;
  int ink(int x, int y) const { return cut.crop.pixels[static_cast<std::size_t>((y - cut.y) * cut.crop.width + x - cut.x)]; }
};

Cut cut_of(const Drawing& d, const Box& own, bool lent = false) {
  const picture::Components all = picture::find_components(d.ink());
  layout::Segment s;
  for (std::size_t i = 0; i < all.list.size(); ++i)
    if (const Box& b = all.list[i].box; intersect(b, own) == b && std::max(b.w, b.h) >= layout::speck_size(own.h))
      s.pieces.push_back(static_cast<int>(i)), s.box = unite(s.box, all.list[i].box);
  s.top = own.y, s.base = own.bottom();
  s.lent = lent;
  return {cut_line(d.grey(), all, {}, s)};
}

TEST(CutLine, HoldsItsOwnInkAndPaperForAllElse) {
  Drawing d(200, 120);
  d.fill(0, 0, 200, 120, 230);  // paper that is not white
  d.fill(50, 50, 20, 20);       // the line's own
  d.fill(49, 50, 1, 20, 150);   // its grey rim
  d.fill(72, 45, 6, 10);        // a neighbour that reaches in
  d.fill(60, 48, 2, 1, 200);    // a faint stroke that is no ink
  const Cut c = cut_of(d, {50, 50, 20, 20});
  EXPECT_EQ(c.cut.x, 48);
  EXPECT_EQ(c.cut.crop.width, 24);
  EXPECT_EQ(c.ink(50, 50), 0);
  EXPECT_EQ(c.ink(69, 69), 0);
  EXPECT_EQ(c.ink(49, 55), 150);
  EXPECT_EQ(c.ink(60, 48), 200);
  EXPECT_EQ(c.ink(48, 48), 230);
  EXPECT_EQ(c.ink(71, 50), 230);  // the rim of the neighbour, as the paper
  EXPECT_EQ(c.ink(72, 50), 230);
  EXPECT_EQ(c.ink(70, 50), 230);
  EXPECT_FALSE(c.cut.crop.band);
  EXPECT_EQ(c.cut.crop.channels, 1);
}

TEST(CutLine, HasRoomAboveAndBelowAsInAnyCut) {
  Drawing d(200, 200);
  d.fill(50, 100, 20, 20);
  const Cut c = cut_of(d, {50, 100, 20, 20});
  // Of body 20: 38 rows above its top, 26 below its feet, within two rows of rim the page itself.
  EXPECT_EQ(c.cut.y, 62);
  EXPECT_EQ(c.cut.crop.height, 146 - 62);
  EXPECT_EQ(c.ink(55, 62), 255);
  EXPECT_EQ(c.ink(55, 145), 255);
}

TEST(CutLine, OfALentBandGivesIt) {
  Drawing d(200, 200);
  d.fill(50, 100, 20, 20);
  const Cut c = cut_of(d, {50, 100, 20, 20}, true);
  ASSERT_TRUE(c.cut.crop.band);
  EXPECT_EQ(c.cut.crop.band->top, 38);
  EXPECT_EQ(c.cut.crop.band->bottom, 58);
}

TEST(CutLine, TakesRulesOutButNotTheLettersThatCrossThem) {
  Drawing d(200, 200);
  d.fill(0, 0, 200, 200, 230);
  d.fill(50, 100, 20, 20);
  Drawing with = d;
  with.fill(40, 119, 60, 2, 10);
  const picture::Components all = picture::find_components(d.ink());
  layout::Segment s;
  s.pieces = {0}, s.box = {50, 100, 20, 20}, s.top = 100, s.base = 120;
  const Cut c{cut_line(with.grey(), all, std::vector<banthuek::picture::Run>{{90, 40, 100}, {119, 40, 100}, {120, 40, 100}, {190, 40, 100}}, s)};
  EXPECT_EQ(c.ink(48, 119), 230);
  EXPECT_EQ(c.ink(48, 118), 230);  // its rim
  EXPECT_EQ(c.ink(71, 121), 230);
  EXPECT_EQ(c.ink(60, 119), 10);  // under the letter
  EXPECT_EQ(c.ink(60, 110), 0);
}

TEST(CutLine, AtThePagesEdgeEndsThere) {
  Drawing d(60, 40);
  d.fill(0, 0, 20, 10);
  const Cut c = cut_of(d, {0, 0, 20, 10});
  EXPECT_EQ(c.cut.x, 0);
  EXPECT_EQ(c.cut.y, -19);
  EXPECT_EQ(c.cut.crop.width, 22);
  EXPECT_EQ(c.ink(5, 5), 0);
  EXPECT_EQ(c.ink(5, -1), 255);
}

// Two pale letters of 14 pixels on grey paper, and between them a dot of which one pixel is dark enough for ink.
Drawing pale_letters(int dot_y, std::uint8_t rim) {
  Drawing d(200, 120);
  d.fill(0, 0, 200, 120, 230);
  for (const int x : {50, 72})
    for (int k = 0; k < 3; ++k) d.fill(x + 5 * k, 50, 2, 14, 110);
  d.fill(66, dot_y - 1, 3, 3, rim);
  d.fill(67, dot_y, 1, 1, 120);
  return d;
}

TEST(CutLine, KeepsAPaleFullStopOfWhichOnePixelIsInk) {
  const Cut c = cut_of(pale_letters(62, 180), {50, 50, 40, 14});
  EXPECT_EQ(c.ink(67, 62), 120);
  EXPECT_EQ(c.ink(66, 62), 180);
}

TEST(CutLine, TakesDustOut) {
  EXPECT_EQ(cut_of(pale_letters(62, 230), {50, 50, 40, 14}).ink(67, 62), 230) << "a lone pixel is less than a stop";
  EXPECT_EQ(cut_of(pale_letters(56, 180), {50, 50, 40, 14}).ink(67, 56), 230) << "above the baseline";
}

TEST(CutLine, OfABlotFillsWithWhite) {
  Drawing d(200, 120);
  d.fill(40, 40, 40, 40);
  const Cut c = cut_of(d, {40, 40, 40, 40});
  EXPECT_EQ(c.ink(40, 40 - 30), 255);
}

}  // namespace read_line_test
}  // namespace banthuek::read
