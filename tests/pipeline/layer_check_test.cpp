// Text layers held against what the recogniser sees of a few lines of the file.
#include "pipeline/layer_check.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/layout/drawing.h"

namespace banthuek {
namespace {

constexpr const char* kSaid[] = {"มาตรการส่งเสริมความโปร่งใสในการจัดซื้อจัดจ้าง", "ผู้รับผิดชอบ กองคลังและสำนักปลัด", "เผยแพร่ประกาศบนเว็บไซต์ของหน่วยงาน"};
constexpr const char* kOther[] = {"ฟกฒญธฎฑฉฌซฐฏบพฝฆฮฬภผ ฑฒฌญ", "ซณฐฏฎฆฤฬฮฉชฑธฒณญฐ ฟฟกฌญ", "ฉฌฎฐฏซฆฤฑฒณฬฮภผฝพฟกฃฅฆงจ"};

// Pages whose layers say the lines given; page 0 lines: none.
class FakeSource : public Source {
 public:
  explicit FakeSource(std::vector<std::vector<std::string>> pages) : said_(std::move(pages)) {}
  SourceKind kind() const override { return SourceKind::kPdf; }
  int pages() const override { return static_cast<int>(said_.size()); }
  SourcePage page(int number) override {
    SourcePage out;
    Page page;
    page.number = number, page.width = 1000, page.height = 400;
    for (const std::string& text : said_[static_cast<std::size_t>(number) - 1]) {
      Line line;
      line.text = text;
      line.box = {50, 60 + 100 * static_cast<int>(page.lines.size()), 800, 50};
      page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page.lines.size())});
      page.lines.push_back(line);
    }
    out.verdict = LayerVerdict::kTaken;
    out.layer = page;
    return out;
  }
  Picture picture(int) override {
    Drawing d(1000, 400);
    for (int y : {100, 200, 300}) d.letters(50, y, 30, 20, 30);
    return d.ink();
  }
  Picture part(int number, const Box& box) override { return picture(number).cut(box); }
  std::string jpeg(int) override { return {}; }

 private:
  std::vector<std::vector<std::string>> said_;
};

// Reads whatever it is shown as the texts given, one after the other.
class FakeRecogniser : public Recogniser {
 public:
  explicit FakeRecogniser(double confidence, std::vector<std::string> texts) : confidence_(confidence), texts_(std::move(texts)) {}
  Reading recognise(const LinePicture&) override {
    Reading out;
    out.text = texts_[asked++ % texts_.size()];
    out.confidence = confidence_;
    out.symbols = {{out.text, 0, 100, confidence_, {}}};
    return out;
  }
  ModelIdentity model() const override { return {"fake", ""}; }
  std::size_t asked = 0;

 private:
  double confidence_;
  std::vector<std::string> texts_;
};

bool taken(const std::vector<std::vector<std::string>>& pages, FakeRecogniser& recogniser, int number = 1) {
  const auto source = with_checked_layers(std::make_unique<FakeSource>(pages), [&]() -> Recogniser& { return recogniser; });
  return source->page(number).layer.has_value();
}

TEST(LayerCheck, TakesALayerThatSaysWhatThePictureShowsAfterOneLine) {
  FakeRecogniser recogniser(0.99, {kSaid[0]});
  EXPECT_TRUE(taken({{kSaid[0], kSaid[1], kSaid[2]}}, recogniser));
  EXPECT_EQ(recogniser.asked, 1u);
}

TEST(LayerCheck, LeavesOutALayerThatSaysOther) {
  FakeRecogniser recogniser(0.99, {kOther[0], kOther[1], kOther[2]});
  const auto source = with_checked_layers(std::make_unique<FakeSource>(std::vector<std::vector<std::string>>{{kSaid[0], kSaid[1], kSaid[2]}}),
                                          [&]() -> Recogniser& { return recogniser; });
  const SourcePage page = source->page(1);
  EXPECT_FALSE(page.layer.has_value());
  EXPECT_EQ(page.verdict, LayerVerdict::kReplaced);
  EXPECT_EQ(page.reason, "the text layer says other than the picture: recognised");
}

TEST(LayerCheck, JudgesTheFileAndNotThePageAskedFor) {
  FakeRecogniser recogniser(0.99, {kOther[0], kOther[1], kOther[2]});
  EXPECT_FALSE(taken({{kSaid[0], kSaid[1], kSaid[2]}, {kSaid[1]}}, recogniser, 2));
}

TEST(LayerCheck, KeepsTheLayerWhereItsOwnReadingIsDoubtful) {
  FakeRecogniser recogniser(0.5, {kOther[0], kOther[1], kOther[2]});
  EXPECT_TRUE(taken({{kSaid[0], kSaid[1], kSaid[2]}}, recogniser));
}

TEST(LayerCheck, ComparesNoShortLinesAndAsksForNoModelThere) {
  const auto source = with_checked_layers(std::make_unique<FakeSource>(std::vector<std::vector<std::string>>{{"๑๒", "ก"}}), []() -> Recogniser& {
    ADD_FAILURE() << "no line is worth a model";
    throw std::runtime_error("");
  });
  EXPECT_TRUE(source->page(1).layer.has_value());
}

}  // namespace
}  // namespace banthuek
