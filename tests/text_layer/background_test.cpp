#include "pipeline/text_layer/background.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <utility>

#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace background_test {

// A pale picture of 100 x 100 that lies on the page from (10, 20) on, two pixels of the page wide and four high for each of its own, under
// letters whose bodies cover its pixels 10 to 29 across and 30 to 49 down: 400 of 10,000.
struct Ground100 {
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(100 * 100, 200);
  PdfImage image;
  LayerText text;

  Ground100() {
    image.x0 = 10, image.y0 = 20, image.x1 = 210, image.y1 = 420;
    Cluster c = cluster(U"ก", 30, 70, 220);
    c.body = 80;
    text.clusters.push_back(c);
  }
  void dark(int x, int y, int value = 0) { pixels[static_cast<std::size_t>(y * 100 + x)] = static_cast<std::uint8_t>(value); }
  void dark_elsewhere(int count) {
    for (int i = 0; i < count; ++i) dark(i, 90);
  }
  bool pale() const { return is_pale_ground(picture::Picture::from_grey(pixels, 100, 100, 100, 0), image, text); }
};

TEST(PaleGround, HasAtMostOneDarkPixelInAHundredUnderItsLetters) {
  Ground100 g;
  g.dark(10, 30), g.dark(29, 30), g.dark(10, 49), g.dark(29, 49);  // the corners
  EXPECT_TRUE(g.pale());
  g.dark(20, 40, 127);
  EXPECT_FALSE(g.pale());
  g.dark(20, 40, 128);
  EXPECT_TRUE(g.pale());
  for (const auto& [x, y] : {std::pair{9, 30}, {30, 30}, {10, 29}, {10, 50}}) g.dark(x, y);  // beside them
  EXPECT_TRUE(g.pale());
}

TEST(PaleGround, HasAtMostSixDarkPixelsInAThousandElsewhere) {
  Ground100 g;
  g.dark_elsewhere(57);
  EXPECT_TRUE(g.pale());
  g.dark_elsewhere(58);
  EXPECT_FALSE(g.pale());
}

TEST(PaleGround, IsLookedAtWhereNoLetterOrOneBeyondItStands) {
  Ground100 g;
  g.text.clusters.clear();
  g.dark_elsewhere(60);
  EXPECT_TRUE(g.pale());
  g.dark_elsewhere(61);
  EXPECT_FALSE(g.pale());
  for (const double x : {-500.0, 5000.0}) {
    g.text.clusters.assign(1, cluster(U"ก", x, x + 40, x));
    EXPECT_FALSE(g.pale());
  }
}

TEST(PaleGround, IsNoPictureThatIsEmptyOrTurnedOrWithoutAPlace) {
  Ground100 g;
  EXPECT_TRUE(g.pale());
  EXPECT_FALSE(is_pale_ground({}, g.image, g.text));
  g.image.turned = 180;
  EXPECT_FALSE(g.pale());
  g.image.turned = 0;
  g.image.x1 = g.image.x0;
  EXPECT_FALSE(g.pale());
  g.image.x1 = 210;
  g.image.y1 = g.image.y0;
  EXPECT_FALSE(g.pale());
}

}  // namespace background_test
}  // namespace banthuek::text_layer
