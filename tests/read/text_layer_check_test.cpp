// Text layers held against what the recogniser sees of a few lines of the file.
#include "pipeline/read/text_layer_check.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "tests/layout/drawing.h"
#include "tests/read/texts_recogniser.h"

namespace banthuek::read {
namespace text_layer_check_test {

constexpr const char* kSaid[] = {"มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", "ผู้รับผิดชอบ กองคลังและสำนักปลัด", "เผยแพร่ประกาศบนเว็บไซต์ของหน่วยงาน"};
constexpr const char* kOther[] = {"ฟกฒญธฎฑฉฌซฐฏบพฝฆฮฬภผ ฑฒฌญ", "ซณฐฏฎฆฤฬฮฉชฑธฒณญฐ ฟฟกฌญ", "ฉฌฎฐฏซฆฤฑฒณฬฮภผฝพฟกฃฅฆงจ"};

// Pages whose layers say the lines given; page 0 lines: none.
class FakeSource : public source::Source {
 public:
  explicit FakeSource(std::vector<std::vector<std::string>> pages) : said_(std::move(pages)) {}
  source::SourceKind kind() const override { return source::SourceKind::kPdf; }
  int pages() const override { return static_cast<int>(said_.size()); }
  source::SourcePage page(int number) override {
    source::SourcePage out;
    Page page;
    page.number = number, page.width = 1000, page.height = 400;
    for (const std::string& text : said_[static_cast<std::size_t>(number) - 1]) {
      Line line;
      line.text = text;
      line.box = {50, 60 + 100 * static_cast<int>(page.lines.size()), 800, 50};
      page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page.lines.size())});
      page.lines.push_back(line);
    }
    out.verdict = text_layer::LayerVerdict::kTaken;
    out.layer = page;
    return out;
  }
  picture::Picture picture(int) override {
    Drawing d(1000, 400);
    for (int y : {100, 200, 300}) d.letters(50, y, 30, 20, 30);
    return d.ink();
  }
  picture::Picture part(int number, const Box& box) override {
    asked.push_back({number, box});
    return picture(number).cut(box);
  }
  std::vector<std::pair<int, Box>> asked;
  std::string jpeg(int) override { return {}; }

 private:
  std::vector<std::vector<std::string>> said_;
};

bool taken(const std::vector<std::vector<std::string>>& pages, TextsRecogniser& recogniser, int number = 1) {
  const auto source = with_checked_layers(std::make_unique<FakeSource>(pages), [&]() -> recognise::Recogniser& { return recogniser; });
  return source->page(number).layer.has_value();
}

TEST(LayerCheck, TakesALayerThatSaysWhatThePictureShowsAfterOneLine) {
  TextsRecogniser recogniser({kSaid[0]});
  EXPECT_TRUE(taken({{kSaid[0], kSaid[1], kSaid[2]}}, recogniser));
  EXPECT_EQ(recogniser.asked, 1u);
}

TEST(LayerCheck, LeavesOutALayerThatSaysOther) {
  TextsRecogniser recogniser({kOther[0], kOther[1], kOther[2]});
  const auto source = with_checked_layers(std::make_unique<FakeSource>(std::vector<std::vector<std::string>>{{kSaid[0], kSaid[1], kSaid[2]}}),
                                          [&]() -> recognise::Recogniser& { return recogniser; });
  const source::SourcePage page = source->page(1);
  EXPECT_FALSE(page.layer.has_value());
  EXPECT_EQ(page.verdict, text_layer::LayerVerdict::kReplaced);
  EXPECT_EQ(page.reason, "the text layer says other than the picture: recognised");
}

TEST(LayerCheck, JudgesTheFileAndNotThePageAskedFor) {
  TextsRecogniser recogniser({kOther[0], kOther[1], kOther[2]});
  EXPECT_FALSE(taken({{kSaid[0], kSaid[1], kSaid[2]}, {kSaid[1]}}, recogniser, 2));
}

TEST(LayerCheck, KeepsTheLayerWhereItsOwnReadingIsDoubtful) {
  TextsRecogniser recogniser({kOther[0], kOther[1], kOther[2]}, 0.5);
  EXPECT_TRUE(taken({{kSaid[0], kSaid[1], kSaid[2]}}, recogniser));
}

// Text of `letters` Thai letters.
std::string thai(int letters) {
  std::string out;
  for (int i = 0; i < letters; ++i) out += "ก";
  return out;
}

struct Checked {
  bool taken = false;
  std::vector<std::pair<int, Box>> asked;
};

Checked check(std::unique_ptr<FakeSource> source, TextsRecogniser& recogniser, int number = 1) {
  FakeSource* fake = source.get();
  const auto checked = with_checked_layers(std::move(source), [&]() -> recognise::Recogniser& { return recogniser; });
  Checked out;
  out.taken = checked->page(number).layer.has_value();
  out.asked = fake->asked;
  return out;
}

Checked check(const std::vector<std::vector<std::string>>& pages, TextsRecogniser& recogniser, int number = 1) {
  return check(std::make_unique<FakeSource>(pages), recogniser, number);
}

TEST(LayerCheck, ComparesLinesOfTwelveLettersAndMore) {
  TextsRecogniser recogniser({kOther[0]});
  EXPECT_EQ(check({{thai(11), thai(11)}}, recogniser).asked.size(), 0u);
  EXPECT_EQ(check({{thai(12), thai(12)}}, recogniser).asked.size(), 2u);
  EXPECT_EQ(check({{"๐๑๒๓๔๕๖๗๘๙01", "abcdefghijklmnop"}}, recogniser).asked.size(), 1u);
}

TEST(LayerCheck, LooksAtThreeLinesOfMostLettersWithRoomAroundThem) {
  TextsRecogniser recogniser({kOther[0]});
  const Checked c = check({{thai(13), thai(20), thai(15), thai(20)}}, recogniser);
  EXPECT_FALSE(c.taken);
  ASSERT_EQ(c.asked.size(), 3u);
  // Lines are 50 high, 100 apart, from 60 on; an eighth of their height is around them.
  EXPECT_EQ(c.asked[0].second, (Box{44, 154, 812, 62}));
  EXPECT_EQ(c.asked[1].second, (Box{44, 354, 812, 62}));
  EXPECT_EQ(c.asked[2].second, (Box{44, 254, 812, 62}));
  EXPECT_EQ(c.asked[0].first, 1);
}

TEST(LayerCheck, LeavesALayerOutForTwoLinesThatSayOtherAndNotForOne) {
  TextsRecogniser recogniser({kOther[0]});
  EXPECT_TRUE(check({{thai(13)}}, recogniser).taken);
  EXPECT_FALSE(check({{thai(13), thai(13)}}, recogniser).taken);
}

TEST(LayerCheck, BelievesReadingsOfEightyFiveInAHundredAndMore) {
  TextsRecogniser sure({kOther[0]}, 0.85), doubtful({kOther[0]}, 0.849);
  EXPECT_FALSE(check({{thai(13), thai(13)}}, sure).taken);
  EXPECT_TRUE(check({{thai(13), thai(13)}}, doubtful).taken);
}

TEST(LayerCheck, WantsHalfOfALineInCommon) {
  TextsRecogniser half({thai(6) + "ขขขขขข"}), less({thai(5) + "ขขขขขขข"});
  EXPECT_TRUE(check({{thai(12), thai(12)}}, half).taken);
  EXPECT_FALSE(check({{thai(12), thai(12)}}, less).taken);
}

TEST(LayerCheck, LooksAtThreePagesAndNoMore) {
  TextsRecogniser recogniser({kOther[0]});
  EXPECT_FALSE(check({{}, {}, {thai(12), thai(12)}}, recogniser, 3).taken);
  EXPECT_TRUE(check({{}, {}, {}, {thai(12), thai(12)}}, recogniser, 4).taken);
  EXPECT_TRUE(check({{"ก"}, {"ก"}, {"ก"}, {thai(12), thai(12)}}, recogniser, 4).taken);
}

TEST(LayerCheck, ComparesOnce) {
  TextsRecogniser recogniser({kOther[0]});
  const auto source = with_checked_layers(std::make_unique<FakeSource>(std::vector<std::vector<std::string>>{{thai(12), thai(12)}, {thai(12)}}),
                                          [&]() -> recognise::Recogniser& { return recogniser; });
  EXPECT_FALSE(source->page(1).layer);
  EXPECT_FALSE(source->page(2).layer);
  EXPECT_FALSE(source->page(1).layer);
  EXPECT_EQ(recogniser.asked, 2u);
  EXPECT_EQ(source->pages(), 2);
  EXPECT_EQ(source->kind(), source::SourceKind::kPdf);
  EXPECT_EQ(source->jpeg(1), "");
  EXPECT_EQ(source->picture(1).width(), 1000);
  EXPECT_EQ(source->part(1, {0, 0, 10, 10}).width(), 10);
}

TEST(LayerCheck, TakesALayerWithoutLinesAsItIs) {
  TextsRecogniser recogniser({kOther[0]});
  EXPECT_TRUE(check({{}, {thai(12), thai(12)}}, recogniser, 1).taken);
  EXPECT_EQ(recogniser.asked, 0u);
}

// Page 1 cannot be read, or lies on its side.
class OddSource : public FakeSource {
 public:
  OddSource(bool throws, std::vector<std::vector<std::string>> pages) : FakeSource(std::move(pages)), throws_(throws) {}
  source::SourcePage page(int number) override {
    if (number == 1 && throws_) throw Error(ErrorKind::kDamaged, "", "broken");
    source::SourcePage out = FakeSource::page(number);
    if (number == 1) out.layer->turned = 90;
    return out;
  }

 private:
  bool throws_;
};

TEST(LayerCheck, PassesOverPagesThatCannotBeReadOrWereTurned) {
  for (const bool throws : {true, false}) {
    TextsRecogniser recogniser({kOther[0]});
    const std::vector<std::vector<std::string>> pages{{kSaid[0], kSaid[1]}, {thai(12), thai(12)}};
    EXPECT_FALSE(check(std::make_unique<OddSource>(throws, pages), recogniser, 2).taken) << throws;
  }
}

TEST(LayerCheck, ComparesNoShortLinesAndAsksForNoModelThere) {
  const auto source =
      with_checked_layers(std::make_unique<FakeSource>(std::vector<std::vector<std::string>>{{"๑๒", "ก"}}), []() -> recognise::Recogniser& {
        ADD_FAILURE() << "no line is worth a model";
        throw std::runtime_error("");
      });
  EXPECT_TRUE(source->page(1).layer.has_value());
}

// Pages whose codes say nothing until they are decoded; each shows three lines of twenty letters.
class CodedSource : public FakeSource {
 public:
  explicit CodedSource(int pages) : FakeSource(std::vector<std::vector<std::string>>(static_cast<std::size_t>(pages), {kSaid[0]})) {}
  source::SourcePage page(int number) override {
    if (!decoded.empty()) return FakeSource::page(number);
    source::SourcePage out;
    out.verdict = text_layer::LayerVerdict::kReplaced;
    out.reason = "60 characters of the text layer without a meaning: recognised";
    out.codes_in_doubt = true;
    return out;
  }
  picture::Picture part(int number, const Box&) override {
    ++parts;
    return picture(number);
  }
  std::vector<text_layer::CodedGlyph> coded_glyphs(int) override {
    std::vector<text_layer::CodedGlyph> out;
    for (const double y : {100, 200, 300})
      for (unsigned i = 0; i < 20; ++i) out.push_back({{7, i}, U"", 50 + 30.0 * i, 74 + 30.0 * i, y - 12, 60, false});
    return out;
  }
  void decode(const text_layer::Decoding& decoding) override { decoded = decoding; }
  text_layer::Decoding decoded;
  int parts = 0;
};

// Reads every line as the same letters, each in its place.
class LetterRecogniser : public recognise::Recogniser {
 public:
  explicit LetterRecogniser(std::u32string letters) : letters_(std::move(letters)) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading out;
    if (line.width == 0) return out;
    for (std::size_t i = 0; i < letters_.size(); ++i) {
      const double step = double(line.width) / static_cast<double>(letters_.size());
      const std::string text = text::to_utf8(letters_.substr(i, 1));
      out.symbols.push_back({text, line.crop_x(static_cast<int>(step * double(i))), line.crop_x(static_cast<int>(step * double(i + 1))), 0.99, {}});
      out.text += text;
    }
    out.confidence = 0.99;
    return out;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }

 private:
  std::u32string letters_;
};

TEST(LayerCheck, DecodesFontsWhoseCodesSayNothingOnceAFile) {
  auto owned = std::make_unique<CodedSource>(3);
  CodedSource& coded = *owned;
  LetterRecogniser recogniser(U"กขคงจฉชซญดตถทธนบปผพม");
  const auto source = with_checked_layers(std::move(owned), [&]() -> recognise::Recogniser& { return recogniser; });
  const source::SourcePage page = source->page(2);
  EXPECT_TRUE(page.layer);
  ASSERT_EQ(coded.decoded.codes.size(), 20u);
  EXPECT_EQ(coded.decoded.codes.at({7, 0}).text, U"ก");
  EXPECT_EQ(coded.decoded.codes.at({7, 19}).text, U"ม");
  EXPECT_TRUE(source->page(3).layer);
  EXPECT_EQ(coded.parts, 1);  // three places of each code on one page are enough
}

TEST(LayerCheck, LeavesPagesToRecognitionWhoseCodesCannotBeRead) {
  auto owned = std::make_unique<CodedSource>(3);
  CodedSource& coded = *owned;
  LetterRecogniser recogniser(U"");
  const auto source = with_checked_layers(std::move(owned), [&]() -> recognise::Recogniser& { return recogniser; });
  for (int number = 3; number > 0; --number) {
    const source::SourcePage page = source->page(number);
    EXPECT_FALSE(page.layer);
    EXPECT_EQ(page.reason, "60 characters of the text layer without a meaning: recognised");
  }
  EXPECT_EQ(coded.parts, 1);
}

}  // namespace text_layer_check_test
}  // namespace banthuek::read
