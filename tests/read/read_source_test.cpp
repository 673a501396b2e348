#include "pipeline/read/read_source.h"

#include <gtest/gtest.h>

#include "pipeline/read/read_picture.h"
#include "tests/layout/drawing.h"

namespace banthuek::read {
namespace read_source_test {

// Keeps the lines it is shown.
class Fake : public recognise::Recogniser {
 public:
  recognise::Reading recognise(const recognise::LinePicture& line) override {
    shown.push_back(line);
    recognise::Reading r;
    if (line.width == 0) return r;
    r.symbols = {{"ก", line.crop_x(0), line.crop_x(line.width), 0.99, {}}};
    r.text = "ก", r.confidence = 0.99;
    return r;
  }
  recognise::ModelIdentity model() const override { return {"fake", ""}; }
  std::vector<recognise::LinePicture> shown;
};

class FakeSource : public source::Source {
 public:
  source::SourcePage opened;
  picture::Picture shown;
  source::SourceKind kind() const override { return source::SourceKind::kPdf; }
  int pages() const override { return 9; }
  source::SourcePage page(int) override { return opened; }
  picture::Picture picture(int) override { return shown; }
  picture::Picture part(int, const Box&) override { return {}; }
  std::string jpeg(int) override { return {}; }
};

Drawing line_of_letters() {
  Drawing d(500, 80);
  d.letters(20, 55, 24, 16, 28);
  return d;
}

TEST(SourcePage, WithALayerIsTheLayerAndAsksForNoModel) {
  FakeSource source;
  source.opened.layer = Page();
  source.opened.layer->number = 4;
  source.opened.layer->source_reason = "sound";
  const Page page = read_source_page(source, 4, []() -> recognise::Recogniser& { throw std::runtime_error("asked for a model"); });
  EXPECT_EQ(page.number, 4);
  EXPECT_EQ(page.source_reason, "sound");
}

TEST(SourcePage, WithoutALayerIsReadAndSaysWhy) {
  FakeSource source;
  Drawing d(600, 400);
  for (int i = 0; i < 5; ++i) d.letters(40, 80 + 60 * i, 24, 16, 28);
  source.shown = d.grey();
  source.opened.reason = "no text layer";
  source.opened.findings = {{"page_too_full", Severity::kWarning, 3, "", "", "", ""}};
  Fake recogniser;
  const Page page = read_source_page(source, 3, [&]() -> recognise::Recogniser& { return recogniser; });
  EXPECT_EQ(page.number, 3);
  EXPECT_EQ(page.source, PageSource::kScan);
  EXPECT_EQ(page.source_reason, "no text layer");
  EXPECT_EQ(page.lines.size(), 5u);
  ASSERT_FALSE(page.findings.empty());
  EXPECT_EQ(page.findings[0].code, "page_too_full");
  source.shown = Drawing(300, 300).grey();
  const Page blank = read_source_page(source, 3, [&]() -> recognise::Recogniser& { return recogniser; });
  ASSERT_EQ(blank.findings.size(), 2u);
  EXPECT_EQ(blank.findings[1].code, "blank_page");
  EXPECT_EQ(blank.findings[1].page, 3);
}

TEST(PictureAsLine, IsTheSameInInkGreyAndColour) {
  const picture::Picture grey = line_of_letters().grey();
  Fake recogniser;
  const Line line = read_picture_as_line(grey, recogniser);
  EXPECT_EQ(line.text, "ก");
  EXPECT_EQ(line.box, (Box{0, 0, 500, 80}));
  EXPECT_NEAR(line.baseline, 55, 1);
  read_picture_as_line(picture::to_bits(grey, 128), recogniser);
  std::vector<std::uint8_t> rgb;
  for (const std::uint8_t p : line_of_letters().pixels) rgb.insert(rgb.end(), 3, p);
  read_picture_as_line(picture::Picture::from_rgb(rgb, 500, 80, 1500, 0), recogniser);
  ASSERT_EQ(recogniser.shown.size(), 3u);
  for (int i = 1; i < 3; ++i) {
    EXPECT_EQ(recogniser.shown[static_cast<std::size_t>(i)].width, recogniser.shown[0].width);
    EXPECT_EQ(recogniser.shown[static_cast<std::size_t>(i)].grey, recogniser.shown[0].grey);
  }
}

TEST(PictureAsLine, OfColourKeepsItsChannels) {
  std::vector<std::uint8_t> rgb;
  for (const std::uint8_t p : line_of_letters().pixels) rgb.insert(rgb.end(), {p == 0 ? std::uint8_t{10} : p, p == 0 ? std::uint8_t{20} : p, p});
  for (std::size_t i = 0; i < 3 * 500 * 5; i += 3) rgb[i] = 200, rgb[i + 1] = 0, rgb[i + 2] = 0;  // a red bar, which is no black ink
  Fake recogniser;
  read_picture_as_line(picture::Picture::from_rgb(rgb, 500, 80, 1500, 0), recogniser);
  ASSERT_EQ(recogniser.shown.size(), 1u);
  for (int x = 0; x < recogniser.shown[0].width; ++x) EXPECT_GT(recogniser.shown[0].grey[static_cast<std::size_t>(x)], 200) << x;
}

TEST(PictureAsLines, IsCutWhereItHoldsSeveral) {
  Drawing d(500, 200);
  d.letters(20, 60, 24, 16, 28);
  d.letters(20, 150, 24, 16, 28);
  Fake recogniser;
  const std::vector<Line> lines = read_picture_as_lines(d.grey(), recogniser);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].box.y, 0);
  EXPECT_EQ(lines[1].box.y, lines[0].box.h);
  EXPECT_EQ(lines[0].box.h + lines[1].box.h, 200);
  EXPECT_NEAR(lines[1].baseline, 150, 1);
  EXPECT_EQ(read_picture_as_lines(line_of_letters().grey(), recogniser).size(), 1u);
}

TEST(PictureAsLine, OfNothingIsEmpty) {
  Fake recogniser;
  EXPECT_EQ(read_picture_as_line({}, recogniser).text, "");
  EXPECT_EQ(read_picture_as_lines({}, recogniser).size(), 1u);
  EXPECT_TRUE(recogniser.shown.empty());
}

}  // namespace read_source_test
}  // namespace banthuek::read
