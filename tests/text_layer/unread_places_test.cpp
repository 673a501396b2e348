// Places beside a text layer that may show letters: on a page of 600 x 800 pixels.
#include "pipeline/text_layer/unread_places.h"

#include <gtest/gtest.h>

#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace unread_places_test {

PdfImage image(double x0, double y0, double x1, double y1) {
  PdfImage i;
  i.x0 = x0, i.y0 = y0, i.x1 = x1, i.y1 = y1;
  return i;
}

std::string shown(const PdfContent& content, const LayerText& text = {}) {
  std::string out;
  for (const UnreadPlace& p : unread_places(content, text))
    out += std::to_string(p.box.x) + "," + std::to_string(p.box.y) + " " + std::to_string(p.box.w) + "x" + std::to_string(p.box.h) + " i" +
           std::to_string(p.image) + " l" + std::to_string(p.letters) + ";";
  return out;
}

TEST(UnreadPlaces, ArePicturesOfThreeHundredthsOfThePageAndStripsAsHighAsALine) {
  PdfContent content = content_of();
  const auto with = [&](const PdfImage& i) {
    content.images = {i};
    return shown(content);
  };
  EXPECT_EQ(with(image(100, 100, 220, 221)), "100,100 120x121 i0 l24;");
  EXPECT_EQ(with(image(100, 100, 220, 219)), "");  // a logo
  EXPECT_EQ(with(image(100, 100, 300, 140)), "100,100 200x40 i0 l8;");
  EXPECT_EQ(with(image(100, 100, 200, 115)), "");  // a word
  PdfImage odd = image(0, 0, 300, 300);
  odd.masked = true;
  EXPECT_EQ(with(odd), "0,0 300x300 i-1 l24;");  // what it shows must be drawn
  odd.turned = 90;
  EXPECT_EQ(with(odd), "");
  odd.turned = 0, odd.masked = false, odd.kind = PdfImage::Kind::kMask;
  EXPECT_EQ(with(odd), "0,0 300x300 i-1 l24;");
}

TEST(UnreadPlaces, UnderTextMustShowThreeTimesAsManyLetters) {
  PdfContent content = content_of();
  content.images = {image(0, 0, 300, 300)};
  LayerText text;
  text.clusters = clusters(U"กขคงจฉชซญด", 10, 100);
  EXPECT_EQ(shown(content, text), "0,0 300x300 i0 l30;");
}

TEST(UnreadPlaces, AreTheSixLargestAndNoneOverAnother) {
  PdfContent content = content_of();
  for (int i = 0; i < 8; ++i) content.images.push_back(image(0, 100 * i, 400 + i, 100 * i + 99));
  std::size_t found = 0;
  for (const UnreadPlace& p : unread_places(content, {})) found += p.box.w >= 402;
  EXPECT_EQ(found, 6u);
  content.images = {image(0, 0, 300, 300), image(200, 200, 600, 600)};
  EXPECT_EQ(shown(content), "200,200 400x400 i1 l24;");
}

TEST(UnreadPlaces, AreRowsOfLettersDrawnAsCurves) {
  PdfContent content = content_of();
  const auto row = [&](int count, int step, int drop = 0) {
    content.filled_curves.clear();
    for (int i = 0; i < count; ++i) content.filled_curves.push_back({100 + step * i, 200 + drop * i, 16, 20});
    return shown(content);
  };
  EXPECT_EQ(row(6, 20), "90,190 136x40 i-1 l8;");
  EXPECT_EQ(row(5, 20), "");      // fewer are a drawing
  EXPECT_EQ(row(6, 42), "");      // far from each other
  EXPECT_EQ(row(6, 20, 12), "");  // on no line
  LayerText text;
  row(6, 20);
  text.clusters = clusters(U"ก", 120, 210);
  EXPECT_EQ(shown(content, text), "");  // shadows of letters that the layer says
  text.clusters.clear();
  for (const std::size_t curves : {5000, 5001}) {
    row(6, 20);
    content.filled_curves.resize(curves, {100, 200, 16, 20});
    EXPECT_EQ(shown(content).empty(), curves > 5000) << curves << ": more are a drawing";
  }
}

}  // namespace unread_places_test
}  // namespace banthuek::text_layer
