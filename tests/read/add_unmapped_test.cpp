// Letters of a text layer whose codes say nothing, read off the picture: a line of letters 20 wide, one of them left out of what it says.
#include "pipeline/read/add_unmapped.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/layout/drawing.h"
#include "tests/read/fake_source.h"

namespace banthuek::read {
namespace add_unmapped_test {

class LettersSource : public FakeSource {
  picture::Picture drawn(const Box& box) override {
    Drawing d(box.w, box.h);
    d.letters(10, box.h - 15, 12, 16, 20);
    return d.grey();
  }
};

// Reads the letters given, evenly over the line.
class FakeRecogniser : public recognise::Recogniser {
 public:
  explicit FakeRecogniser(const std::string& text, double confidence = 0.97) : text_(text::to_u32(text)), confidence_(confidence) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r;
    if (line.width == 0) return r;
    const double step = static_cast<double>(line.width) / static_cast<double>(text_.size());
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto at = static_cast<double>(i);
      r.symbols.push_back({text::to_utf8(text_.substr(i, 1)), line.crop_x(at * step), line.crop_x((at + 1) * step), confidence_, {}});
    }
    r.text = text::to_utf8(text_), r.confidence = confidence_;
    return r;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }

 private:
  std::u32string text_;
  double confidence_;
};

// Words of letters 20 wide, a letter's room between them, from x = 100; `text` with a * where a letter is drawn and not said.
Line line_of(const std::string& shape, std::vector<Box>& places) {
  Line line;
  int x = 100;
  std::u32string word;
  int from = x;
  const auto end_word = [&](int right) {
    if (!word.empty()) line.words.push_back({text::to_utf8(word), {from, 200, right - from, 30}, 1.0});
    word.clear();
  };
  bool begins = true;
  for (const char32_t c : text::to_u32(shape)) {
    if (c == U' ') {
      end_word(x), begins = true;
    } else if (c == U'*') {
      places.push_back({x, 195, 20, 40});
      if (begins) from = x + 20;
    } else {
      if (begins) from = x, begins = false;
      word += c;
    }
    x += 20;
  }
  end_word(x - (shape.back() == '*' ? 20 : 0));
  for (const Word& w : line.words) line.text += (line.text.empty() ? "" : " ") + w.text;
  line.box = {100, 200, x - 100, 30};
  line.baseline = 225;
  line.confidence = 1;
  return line;
}

class UnmappedLetter : public testing::Test {
 protected:
  // The line's text after a page that says `shape` was mended by what reads `read`.
  std::string mended(const std::string& shape, const std::string& read, double confidence = 0.97) {
    page = {};
    page.number = 1, page.width = 1000, page.height = 1000;
    page.source = PageSource::kTextLayer;
    page.source_reason = "text layer agrees with itself";
    std::vector<Box> places;
    page.lines.push_back(line_of(shape, places));
    page.findings.push_back({"unmapped_characters", Severity::kWarning, 1, "", std::to_string(places.size()), "", ""});
    FakeRecogniser recogniser(read, confidence);
    add_unmapped(page, places, source, recogniser);
    std::string joined;
    std::size_t at = 0;
    for (const Word& word : page.lines[0].words) {
      const std::size_t found = page.lines[0].text.find(word.text, at);
      EXPECT_NE(found, std::string::npos) << "the words are the text";
      at = found + word.text.size();
    }
    return page.lines[0].text;
  }
  LettersSource source;
  Page page;
};

TEST_F(UnmappedLetter, IsPutWhereItStands) {
  EXPECT_EQ(mended("กขค*งจ", "กขคฆงจ"), "กขคฆงจ") << "inside a word";
  EXPECT_EQ(mended("กขค *๖๑ งจ", "กขค ๔๖๑ งจ"), "กขค ๔๖๑ งจ") << "before a word";
  EXPECT_EQ(mended("กขค ๖๑* งจ", "กขค ๖๑๔ งจ"), "กขค ๖๑๔ งจ") << "behind a word";
  EXPECT_EQ(mended("กขค * งจ", "กขค ๔ งจ"), "กขค ๔ งจ") << "alone";
  EXPECT_EQ(mended("*กขค งจ", "๔กขค งจ"), "๔กขค งจ") << "first of the line";
  EXPECT_EQ(mended("กขค งจ*", "กขค งจ๔"), "กขค งจ๔") << "last of the line";
}

TEST_F(UnmappedLetter, MayBeTwo) { EXPECT_EQ(mended("กขค **๑ งจ", "กขค ๔๖๑ งจ"), "กขค ๔๖๑ งจ"); }

TEST_F(UnmappedLetter, IsAsSureAsItWasRead) {
  mended("กขค *๖๑ งจ", "กขค ๔๖๑ งจ", 0.91);
  EXPECT_NEAR(page.lines[0].confidence, 0.91, 1e-9);
  EXPECT_NEAR(page.lines[0].words[1].confidence, 0.91, 1e-9);
  EXPECT_EQ(page.lines[0].words[0].confidence, 1);
  EXPECT_EQ(page.lines[0].words[1].box.x, 180);
  EXPECT_EQ(page.source, PageSource::kRepairedLayer);
  EXPECT_EQ(page.source_reason, "text layer agrees with itself; a letter without a meaning read off the picture");
  EXPECT_TRUE(page.findings.empty());
}

TEST_F(UnmappedLetter, ThatIsNotReadMakesItsLineUnsure) {
  for (const auto& [read, confidence] : std::vector<std::pair<std::string, double>>{{"กขค ๖๑ งจ", 0.97}, {"กขค ๔๖๑ งจ", 0.8}, {"ชซฌญฎฏฐ", 0.97}}) {
    EXPECT_EQ(mended("กขค *๖๑ งจ", read, confidence), "กขค ๖๑ งจ") << read;
    EXPECT_EQ(page.lines[0].confidence, 0.9);
    EXPECT_EQ(page.lines[0].words[1].confidence, 0.9);
    EXPECT_EQ(page.findings.size(), 1u);
    EXPECT_EQ(page.source, PageSource::kTextLayer);
  }
}

TEST_F(UnmappedLetter, IsTakenFromALessSureReadingWhereTheLineElseAgrees) {
  EXPECT_EQ(mended("กขค ฝ*กง", "กขค ฝึกง", 0.97), "กขค ฝึกง");
  EXPECT_EQ(mended("กขค ฆ*จง", "กขค ฆชจง", 0.97), "กขค ฆชจง");
  EXPECT_EQ(mended("กขค *ษ งจ", "กขค ฤาษ งจ"), "กขค ฤๅษ งจ") << "one glyph for both";
}

TEST_F(UnmappedLetter, FarFromWhereOneIsReadIsNotThatOne) { EXPECT_EQ(mended("*กขคงจฉชซฌ", "กขคงจฉชซฌ๔"), "กขคงจฉชซฌ"); }

TEST_F(UnmappedLetter, IsNoMarkThatIsReadForAnother) {
  EXPECT_EQ(mended("ก้น*จง", "กันจง"), "ก้นจง");
  EXPECT_EQ(mended("ก้น*จง", "กั้นจง"), "ก้นจง") << "over another letter";
  EXPECT_EQ(mended("ก*้นจง", "กั้นจง"), "กั้นจง");
}

TEST_F(UnmappedLetter, LeavesTheRestAsTheLayerSays) {
  EXPECT_EQ(mended("กขคงจฉช *๖๑ ซฌญ", "กขคฃจฉช ๔๖๑ ซฌญ"), "กขคงจฉช ๔๖๑ ซฌญ");
  EXPECT_EQ(mended("กขคงจฉช *๖๑ ซฌญ", "กขฅฃฉช ๔๖๑ ซฌฎ"), "กขคงจฉช ๖๑ ซฌญ") << "that is another line";
}

TEST_F(UnmappedLetter, OfNoLineChangesNothing) {
  std::vector<Box> places;
  page.number = 1;
  page.lines.push_back(line_of("กขค", places));
  FakeRecogniser recogniser("กขค๔");
  add_unmapped(page, {{800, 195, 20, 40}, {160, 600, 20, 40}}, source, recogniser);
  EXPECT_EQ(page.lines[0].text, "กขค");
  EXPECT_EQ(page.lines[0].confidence, 1);
  EXPECT_TRUE(source.asked.empty());
}

TEST_F(UnmappedLetter, OfACellIsInTheCellsText) {
  std::vector<Box> places;
  page.number = 1;
  Table table;
  Cell cell;
  cell.lines = {line_of("กขค *๖๑", places), line_of("งจ", places)};
  cell.lines[1].box.y = 240, cell.lines[1].baseline = 265;
  cell.text = "กขค ๖๑\nงจ";
  table.cells.push_back(cell);
  page.tables.push_back(table);
  FakeRecogniser recogniser("กขค ๔๖๑");
  add_unmapped(page, places, source, recogniser);
  EXPECT_EQ(page.tables[0].cells[0].text, "กขค ๔๖๑\nงจ");
}

}  // namespace add_unmapped_test
}  // namespace banthuek::read
