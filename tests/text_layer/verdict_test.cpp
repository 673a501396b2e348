// Each reason for which a text layer is not taken, with a layer just within its limit and one just over it.
#include "pipeline/text_layer/verdict.h"

#include <gtest/gtest.h>

#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace verdict_test {

constexpr const char* kSound = "text layer agrees with itself";

LayerDefects sound(int characters = 100) {
  LayerDefects d;
  d.characters = d.thai = characters;
  return d;
}

std::string judged(const LayerDefects& defects, const PdfContent& content = content_of(), Ground ground = Ground::kPaper) {
  const LayerJudgement j = judge_layer(content, {{}, defects}, ground);
  const char* verdicts[] = {"none", "taken", "repaired", "replaced"};
  return std::string(verdicts[static_cast<int>(j.verdict)]) + ": " + j.reason;
}

std::string taken() { return std::string("taken: ") + kSound; }

TEST(LayerJudge, TakesASoundLayerAndOneOfUnknownGlyphsAlone) {
  EXPECT_EQ(judged(sound()), taken());
  LayerDefects one;
  one.unmapped = 1;
  EXPECT_EQ(judged(one), taken());
}

TEST(LayerJudge, TellsHiddenTextFromNone) {
  EXPECT_EQ(judged({}), "none: no text layer");
  PdfContent hidden = content_of({glyph(U"ก", 0)});
  EXPECT_EQ(judged({}, hidden), "none: no text layer");
  hidden.glyphs[0].hidden = true;
  EXPECT_EQ(judged({}, hidden), "replaced: hidden text under a picture of the page: recognised");
  EXPECT_EQ(judged(sound(), hidden), taken());
}

TEST(LayerJudge, TakesNoTextOverAScan) {
  EXPECT_EQ(judged(sound(), content_of(), Ground::kScan), "replaced: text over a picture that covers the page: recognised");
}

TEST(LayerJudge, BearsTwoUnmappedCharactersOrFiveInAThousand) {
  const auto with = [](int unmapped, int characters) {
    LayerDefects d = sound(characters);
    d.unmapped = unmapped;
    return judged(d);
  };
  EXPECT_EQ(with(2, 100), taken());
  EXPECT_EQ(with(3, 100), "replaced: 3 characters of the text layer without a meaning: recognised");
  EXPECT_EQ(with(5, 1000), taken());
  EXPECT_EQ(with(6, 1000), "replaced: 6 characters of the text layer without a meaning: recognised");
}

TEST(LayerJudge, BearsFiveStrayMarksOrTwoInAHundred) {
  const auto with = [](int stray, int thai) {
    LayerDefects d = sound(5000);
    d.thai = thai;
    d.stray_marks = stray;
    return judged(d);
  };
  EXPECT_EQ(with(5, 100), taken());
  EXPECT_EQ(with(6, 100), "replaced: 6 Thai marks of the text layer on no letter: recognised");
  EXPECT_EQ(with(20, 1000), taken());
  EXPECT_EQ(with(21, 1000), "replaced: 21 Thai marks of the text layer on no letter: recognised");
}

TEST(LayerJudge, BearsNoWordWithoutItsSaraAm) {
  LayerDefects d = sound();
  d.words_without_am = 1;
  EXPECT_EQ(judged(d), "replaced: 1 word of the text layer without the ำ that only can be there: recognised");
  d.words_without_am = 2;
  EXPECT_EQ(judged(d), "replaced: 2 words of the text layer without the ำ that only can be there: recognised");
}

TEST(LayerJudge, TakesNoPageWhoseTextIsDrawnAsCurves) {
  const auto with = [](int outlines, int characters, int curves = 4, Outline::Paint paint = Outline::Paint::kFill) {
    PdfContent content = content_of();
    Outline o;
    o.curves = curves;
    o.paint = paint;
    content.outlines.assign(static_cast<std::size_t>(outlines), o);
    return judged(sound(characters), content);
  };
  const std::string curves = "replaced: most of the page's text is drawn as curves: recognised";
  EXPECT_EQ(with(200, 100), taken());
  EXPECT_EQ(with(201, 100), curves);
  EXPECT_EQ(with(201, 200), curves);
  EXPECT_EQ(with(201, 201), taken());
  EXPECT_EQ(with(300, 100, 3), taken());
  EXPECT_EQ(with(300, 100, 4, Outline::Paint::kStroke), taken());
}

TEST(LayerJudge, CountsWhatWasMended) {
  struct Case {
    int LayerDefects::*count;
    const char *one, *two;
  };
  const Case cases[] = {{&LayerDefects::private_use, "1 private-use code", "2 private-use codes"},
                        {&LayerDefects::lost_am, "1 ำ without its ring", "2 ำ without their rings"},
                        {&LayerDefects::split_am, "1 split ำ", "2 split ำ"},
                        {&LayerDefects::lost_marks, "1 mark without a code", "2 marks without a code"},
                        {&LayerDefects::reordered, "1 mark out of order", "2 marks out of order"},
                        {&LayerDefects::mojibake, "1 letter in TIS-620 codes", "2 letters in TIS-620 codes"},
                        {&LayerDefects::thai_digits, "1 Thai digit in an ASCII code", "2 Thai digits in ASCII codes"}};
  for (const Case& c : cases) {
    LayerDefects d = sound();
    d.*c.count = 1;
    EXPECT_EQ(judged(d), std::string("repaired: mended: ") + c.one);
    d.*c.count = 2;
    EXPECT_EQ(judged(d), std::string("repaired: mended: ") + c.two);
    EXPECT_EQ(d.repaired(), 2);
  }
  LayerDefects both = sound();
  both.private_use = 3, both.reordered = 1;
  EXPECT_EQ(judged(both), "repaired: mended: 3 private-use codes, 1 mark out of order");
  EXPECT_EQ(both.repaired(), 4);
}

PdfImage image(double x0, double y0, double x1, double y1) {
  PdfImage i;
  i.x0 = x0, i.y0 = y0, i.x1 = x1, i.y1 = y1;
  return i;
}

// A page of 640 x 1280 is looked at in 64 x 64 points, 10 apart across and 20 down; seven tenths of them are 2868.
TEST(Covered, IsAPageWhoseImagesTogetherCoverSevenTenths) {
  const auto covered = [](std::vector<PdfImage> images) {
    PdfContent content;
    content.width = 640, content.height = 1280;
    content.images = std::move(images);
    return covered_by_images(content);
  };
  const PdfImage most = image(0, 0, 440, 1280);  // 44 of 64 columns: 2816
  EXPECT_FALSE(covered({}));
  EXPECT_FALSE(covered({most}));
  EXPECT_TRUE(covered({most, image(445, 10, 450, 1050)}));   // 52 more
  EXPECT_FALSE(covered({most, image(445, 10, 450, 1030)}));  // 51: an image ends before its last pixel
  EXPECT_FALSE(covered({most, image(445, 10.5, 450, 1050)}));
  EXPECT_FALSE(covered({most, image(445.5, 10, 450, 1050)}));
  EXPECT_FALSE(covered({most, image(440, 10, 445, 1050)}));
  EXPECT_FALSE(covered({most, most, image(0, 0, 440, 1050)}));  // covered twice counts once
  PdfImage mask = image(0, 0, 640, 1280);
  EXPECT_TRUE(covered({mask}));
  mask.kind = PdfImage::Kind::kMask;
  EXPECT_FALSE(covered({mask}));
  EXPECT_TRUE(covered({mask, image(0, 0, 640, 1280)}));
}

}  // namespace verdict_test
}  // namespace banthuek::text_layer
