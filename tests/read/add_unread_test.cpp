// What pictures beside a text layer show, joined into the layer's page.
#include "pipeline/read/add_unread.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"
#include "tests/read/fake_source.h"

namespace banthuek::read {
namespace add_unread_test {

// Shows three lines of letters wherever it is asked.
class LinesSource : public FakeSource {
  picture::Picture drawn(const Box&) override {
    Drawing d(600, 400);
    for (int i = 0; i < 3; ++i) d.letters(40, 100 + 100 * i, 24, 16, 28);
    return d.grey();
  }
};

class FakeRecogniser : public recognise::Recogniser {
 public:
  explicit FakeRecogniser(double confidence) : confidence_(confidence) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r;
    if (line.width == 0) return r;
    r.symbols = {{"ก", line.crop_x(0), line.crop_x(line.width), confidence_, {}}};
    r.text = "ก", r.confidence = confidence_;
    return r;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }

 private:
  double confidence_;
};

// A page with a line above the place and one below it.
Page layer() {
  Page page;
  page.number = 1, page.width = 1000, page.height = 1000;
  page.source_reason = "text layer agrees with itself";
  for (const int y : {50, 900}) {
    Line line;
    line.text = y == 50 ? "บน" : "ล่าง";
    line.box = {100, y, 300, 40};
    page.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page.lines.size())});
    page.lines.push_back(line);
  }
  return page;
}

class UnreadPlace : public testing::Test {
 protected:
  // Reads what stands at `places`, with that confidence.
  void read(const std::vector<Box>& places = {{200, 300, 600, 400}}, double confidence = 0.99) {
    FakeRecogniser recogniser(confidence);
    add_unread(page, places, source, recogniser);
  }
  LinesSource source;
  Page page = layer();
};

TEST_F(UnreadPlace, IsReadWhereItStandsOnThePage) {
  read();
  EXPECT_EQ(page_text(page), "บน\nก\nก\nก\nล่าง\n");
  EXPECT_EQ(page.source_reason, "text layer agrees with itself; letters of a picture recognised");
  ASSERT_EQ(source.asked.size(), 1u);
  EXPECT_EQ(source.asked[0], (Box{200, 300, 600, 400}));
  const Line& first = page.lines[2];
  EXPECT_EQ(first.box.x, 240);
  EXPECT_NEAR(first.baseline, 400, 2);
  EXPECT_EQ(first.words.at(0).box.x, 240);
  EXPECT_NEAR(first.confidence, 0.99, 1e-9);
}

TEST_F(UnreadPlace, ThatIsReadWithDoubtAddsNothing) {
  read({{200, 300, 600, 400}}, 0.8);
  EXPECT_EQ(page_text(page), "บน\nล่าง\n");
  EXPECT_EQ(page.source_reason, "text layer agrees with itself");
}

TEST_F(UnreadPlace, SaysNothingTwice) {
  page.lines[0].box = {240, 460, 500, 60};  // stands where the place shows its second line
  read();
  EXPECT_EQ(page_text(page), "บน\nก\nก\nล่าง\n");
}

// What is said of a part of the line is said; what only reaches into it is not.
TEST_F(UnreadPlace, SaysNothingTwiceOfWhatTheLayerSaysInPart) {
  page.lines[0].box = {400, 470, 60, 40};  // within the second line
  read();
  EXPECT_EQ(page_text(page), "บน\nก\nก\nล่าง\n");
  page = layer();
  page.lines[0].box = {240, 380, 500, 200};  // over the first and the second
  read();
  EXPECT_EQ(page.lines.size(), 3u);
  page = layer();
  page.lines[0].box = {240, 508, 500, 60};  // its heads under the feet of the second
  read();
  EXPECT_EQ(page.lines.size(), 5u);
}

TEST_F(UnreadPlace, BesideRunningTextDoesNotBreakIt) {
  page.lines[0].box = {10, 350, 150, 40}, page.lines[1].box = {10, 600, 150, 40};
  read();
  EXPECT_EQ(page_text(page), "บน\nล่าง\nก\nก\nก\n");
}

TEST_F(UnreadPlace, IsCounted) {
  read({{0, 100, 600, 400}, {0, 500, 600, 400}});
  EXPECT_EQ(page.lines.size(), 8u);
  EXPECT_EQ(page.source_reason, "text layer agrees with itself; letters of 2 pictures recognised");
}

// Shows a heading of so few pieces that a page's stages find no text in it.
class HeadingSource : public FakeSource {
  picture::Picture drawn(const Box&) override {
    Drawing d(600, 80);
    d.letters(20, 70, 60, 3, 190);
    return d.grey();
  }
};

class SureRecogniser : public FakeRecogniser {
 public:
  explicit SureRecogniser(std::string says) : FakeRecogniser(0.95), says_(std::move(says)) {}
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    recognise::Reading r = FakeRecogniser::recognise(line);
    if (line.width > 0) r.symbols[0].text = r.text = says_;
    return r;
  }

 private:
  std::string says_;
};

TEST_F(UnreadPlace, AsLongAsALineIsReadAsOneWhereAPageShowsNone) {
  const auto read = [](const std::string& says, const Box& place) {
    HeadingSource source;
    SureRecogniser recogniser(says);
    Page page = layer();
    add_unread(page, {place}, source, recogniser);
    return page_text(page);
  };
  EXPECT_EQ(read("โครงสร้าง", {200, 300, 600, 80}), "บน\nโครงสร้าง\nล่าง\n");
  EXPECT_EQ(read("กขค", {200, 300, 600, 80}), "บน\nล่าง\n");       // a few letters are no heading
  EXPECT_EQ(read("โครงสร้าง", {200, 300, 300, 80}), "บน\nล่าง\n");  // no line by its place
}

}  // namespace add_unread_test
}  // namespace banthuek::read
