// Fonts of a layer held against what their lines show, one by one.
#include "pipeline/read/font_check.h"

#include <gtest/gtest.h>

#include <vector>

#include "extractors/text/fold.h"
#include "pipeline/read/text_layer_check.h"
#include "pipeline/recognise/character_model.h"
#include "pipeline/recognise/model_file.h"
#include "tests/layout/drawing.h"
#include "tests/read/fake_source.h"
#include "tests/read/texts_recogniser.h"

namespace banthuek::read {
namespace font_check_test {

// Shows rows of print.
class PrintedSource : public FakeSource {
 public:
  picture::Picture drawn(const Box& box) override {
    Drawing d(1000, 600);
    for (int y = 100; y < 600; y += 100) d.letters(50, y, 30, 20, 30);
    return d.ink().cut(box);
  }
};

// Knows how likely Thai is.
class LineRecogniser : public TextsRecogniser {
 public:
  using TextsRecogniser::TextsRecogniser;
  const recognise::CharacterModel* letters() const override {
    static const recognise::CharacterModel letters(recognise::find_model().letters_path());
    return &letters;
  }
};

// A layer of lines, each of one word a font: {{font, text}, ...}; a letter is 20 pixels wide.
struct Layer {
  Page page;
  std::vector<text_layer::CodedGlyph> glyphs;

  void line(const std::vector<std::pair<long long, std::string>>& words) {
    Line line;
    const int y = 60 + 100 * static_cast<int>(page.lines.size());
    int x = 50;
    for (const auto& [font, said] : words) {
      const int from = x;
      for (const char32_t c : text::to_u32(said)) {
        const bool mark = text::is_thai_mark(c);
        glyphs.push_back({{font, c}, std::u32string(1, c), double(x), double(mark ? x : x + 20), y + 25.0, 40, mark, false});
        if (!mark) x += 20;
      }
      line.words.push_back({said, {from, y, x - from, 50}, 1});
      line.text += said;
    }
    line.box = {50, y, x - 50, 50};
    page.number = 1;
    page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page.lines.size())});
    page.lines.push_back(line);
  }
};

struct Judged {
  FontVerdict verdict;
  std::size_t lines;
};

Judged judge(const Layer& layer, long long font, LineRecogniser& recogniser, Reading reading = Reading::kIfUnlikely) {
  PrintedSource source;
  const FontVerdict verdict = judge_font(layer.page, layer.glyphs, font, reading, source, [&]() -> recognise::Recogniser& { return recogniser; });
  return {verdict, source.asked.size()};
}

const std::string kRight = "รายงานผลการกำกับติดตามการดำเนินงานประจำปี", kToo = "ตามที่สำนักปลัดได้รับมอบหมายให้จัดทำคำสั่งแต่งตั้ง";

// The text by a table of letters that is moved by one, or in which two are exchanged.
std::string moved(const std::string& text) {
  std::u32string out = text::to_u32(text);
  for (char32_t& c : out)
    if (c >= 0x0E01 && c < 0x0E2E) ++c;
  return text::to_utf8(out);
}
std::string exchanged(const std::string& text, char32_t a, char32_t b) {
  std::u32string out = text::to_u32(text);
  for (char32_t& c : out) c = c == a ? b : c == b ? a : c;
  return text::to_utf8(out);
}

TEST(FontCheck, ReadsNoLineOfAFontWhoseTextIsLikely) {
  Layer layer;
  layer.line({{1, kRight}});
  LineRecogniser recogniser({kRight});
  const Judged unread = judge(layer, 1, recogniser), read = judge(layer, 1, recogniser, Reading::kAlways);
  EXPECT_EQ(unread.verdict, FontVerdict::kSound);
  EXPECT_EQ(unread.lines, 0u);
  EXPECT_EQ(read.verdict, FontVerdict::kSound);
  EXPECT_EQ(read.lines, 1u);
  EXPECT_EQ(judge(layer, 2, recogniser).verdict, FontVerdict::kUnknown);
}

TEST(FontCheck, FindsTheWrongFontBesideARightOneOnTheSameLine) {
  Layer layer;
  for (int i = 0; i < 2; ++i) layer.line({{1, kRight}, {2, moved(kToo)}});
  LineRecogniser recogniser({kRight + kToo});
  EXPECT_EQ(judge(layer, 1, recogniser).verdict, FontVerdict::kSound);
  EXPECT_EQ(judge(layer, 2, recogniser).verdict, FontVerdict::kWrong);
}

TEST(FontCheck, FindsTwoLettersExchanged) {
  Layer layer;
  for (const std::string& text : {kRight, kToo}) layer.line({{1, exchanged(text, U'ก', U'ด')}});
  LineRecogniser recogniser({kRight, kToo});
  const Judged judged = judge(layer, 1, recogniser, Reading::kAlways);
  EXPECT_EQ(judged.verdict, FontVerdict::kPartly);
}

TEST(FontCheck, FindsLayersWithoutAThaiLetterWhoseLinesAreThai) {
  for (const std::string said : {"x", "中", "א", "\xCC\x81"}) {  // the last one: a Latin mark
    Layer layer;
    std::string text;
    for (int i = 0; i < 30; ++i) text += said;
    for (int i = 0; i < 2; ++i) layer.line({{1, text}});
    LineRecogniser thai({kRight}), other({"the quick brown fox jumps over it"});
    EXPECT_EQ(judge(layer, 1, thai).verdict, FontVerdict::kWrong) << said;
    EXPECT_NE(judge(layer, 1, other).verdict, FontVerdict::kWrong) << said;
  }
  Layer english;
  english.line({{1, "Quality and Transparency Assessment of forms"}});
  LineRecogniser none({kRight});
  EXPECT_EQ(judge(english, 1, none).lines, 0u) << "words, as they are";
}

TEST(FontCheck, TakesNoPartOfALineAndNoDoubtfulReadingForAnotherText) {
  Layer layer;
  for (int i = 0; i < 3; ++i) layer.line({{1, moved(kRight)}});
  LineRecogniser part({"( / ) อื่นๆ"}), doubtful({kToo}, 0.84);
  EXPECT_EQ(judge(layer, 1, part).verdict, FontVerdict::kUnknown);
  EXPECT_EQ(judge(layer, 1, doubtful).verdict, FontVerdict::kUnknown);
}

TEST(FontCheck, TakesDigitsOfOneValueForTheSame) {
  Layer layer;
  layer.line({{1, "จำนวน 14 กิจกรรม 93 คิดเป็นร้อยละ 14"}});
  LineRecogniser thai({"จำนวน ๑๔ กิจกรรม ๙๓ คิดเป็นร้อยละ ๑๔"}), others({"จำนวน 25 กิจกรรม 04 คิดเป็นร้อยละ 25"});
  EXPECT_EQ(judge(layer, 1, thai, Reading::kAlways).verdict, FontVerdict::kSound);
  EXPECT_EQ(judge(layer, 1, others, Reading::kAlways).verdict, FontVerdict::kPartly);
}

// Pages of layers, each in one font of its own number.
class FontsSource : public PrintedSource {
 public:
  explicit FontsSource(std::vector<std::pair<long long, std::string>> said) : said_(std::move(said)) {}
  int pages() const override { return static_cast<int>(said_.size()); }
  source::SourcePage page(int number) override {
    ++opened;
    source::SourcePage out;
    out.verdict = text_layer::LayerVerdict::kTaken;
    out.layer = layer(number).page;
    out.layer->number = number;
    out.fonts = named_fonts(number);
    return out;
  }
  std::vector<text_layer::CodedGlyph> coded_glyphs(int number) override { return layer(number).glyphs; }
  std::vector<long long> named_fonts(int number) override { return {said_[static_cast<std::size_t>(number) - 1].first}; }
  int opened = 0;

 private:
  Layer layer(int number) const {
    Layer out;
    const auto& [font, text] = said_[static_cast<std::size_t>(number) - 1];
    for (int i = 0; i < 3; ++i) out.line({{font, text}});
    return out;
  }
  std::vector<std::pair<long long, std::string>> said_;
};

TEST(CheckedFonts, LeaveOutThePageOfAWrongFontAloneWhereverItFirstStands) {
  const std::vector<std::pair<long long, std::string>> said{{1, kRight}, {1, kToo}, {1, kRight}, {2, moved(kToo)}, {1, kRight}, {2, moved(kRight)}};
  for (const bool wrong_first : {false, true}) {
    auto owned = std::make_unique<FontsSource>(said);
    FontsSource& fonts = *owned;
    LineRecogniser recogniser({kRight});
    const auto source = with_checked_layers(std::move(owned), [&]() -> recognise::Recogniser& { return recogniser; });
    if (wrong_first) {
      EXPECT_FALSE(source->page(4).layer);
    }
    EXPECT_TRUE(source->page(1).layer);
    EXPECT_EQ(fonts.opened, wrong_first ? 3 : 1) << "pages of known fonts are not opened for the check";
    const source::SourcePage wrong = source->page(4);
    EXPECT_FALSE(wrong.layer);
    EXPECT_EQ(wrong.reason, "the text layer says other than the picture: recognised");
    EXPECT_TRUE(source->page(5).layer);
    EXPECT_FALSE(source->page(6).layer);
  }
}

TEST(LetterPairs, DifferWhereALetterIsShownAsOneOtherAgain) {
  LetterPairs pairs;
  pairs.kept = {{U'ก', 1}, {U'ค', 9}, {U'ด', 3}};
  pairs.other = {{{U'ก', U'ด'}, 2}};
  EXPECT_FALSE(pairs.differs_again(2)) << "kept once of three times";
  pairs.other = {{{U'ก', U'ด'}, 3}};
  EXPECT_TRUE(pairs.differs_again(2));
  EXPECT_FALSE(pairs.differs_again(4));
  pairs.other = {{{U'ค', U'ต'}, 2}};
  EXPECT_TRUE(pairs.differs_again(2)) << "ต is never said";
  pairs.other = {{{0, U'ุ'}, 2}};
  EXPECT_TRUE(pairs.differs_again(2)) << "ุ is never said";
}

}  // namespace font_check_test
}  // namespace banthuek::read
