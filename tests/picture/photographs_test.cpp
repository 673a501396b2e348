// Photographs are told from what is drawn or printed by their many tones in a frame of paper.
#include "pipeline/picture/photographs.h"

#include <gtest/gtest.h>

#include "tests/layout/drawing.h"

namespace banthuek::picture {
namespace photographs_test {

constexpr Box kPatch{100, 200, 300, 200};

// Blotches of all tones, no two neighbours alike.
void draw_photograph(Drawing& page, const Box& at) {
  unsigned tone = 7;
  for (int y = at.y; y < at.bottom(); y += 10)
    for (int x = at.x; x < at.right(); x += 10)
      tone = tone * 1103515245 + 12345, page.fill(x, y, 10, 10, static_cast<std::uint8_t>(tone >> 16 & 255) * 3 / 4);
}

TEST(Photographs, ManyTonesInAFrameOfPaper) {
  Drawing page(600, 800);
  draw_photograph(page, kPatch);
  const auto found = find_patches(page.grey()).photographs;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(unite(found[0], kPatch), found[0]) << "all of it";
  EXPECT_LT(found[0].w, kPatch.w + 40) << "and little more";
}

// Its tiles are dark, and hang together with the photograph's.
TEST(Photographs, EndBeforeALineOfTextCloseBy) {
  Drawing page(600, 800);
  draw_photograph(page, kPatch);
  for (const int y : {kPatch.y - 28, kPatch.bottom() + 8})
    for (int x = kPatch.x; x < kPatch.right() - 20; x += 14) page.fill(x, y, 9, 20, 20);
  const auto found = find_patches(page.grey()).photographs;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(unite(found[0], kPatch), found[0]) << "all of it";
  EXPECT_GT(found[0].y, kPatch.y - 9) << "and nothing of the line above";
  EXPECT_LT(found[0].bottom(), kPatch.bottom() + 9) << "or below";
}

TEST(Photographs, ATintedTableIsNone) {
  Drawing page(600, 800);
  page.fill(kPatch.x, kPatch.y, kPatch.w, kPatch.h, 170);
  for (int y = kPatch.y + 20; y < kPatch.bottom() - 20; y += 30)
    for (int x = kPatch.x + 10; x < kPatch.right() - 20; x += 14) page.fill(x, y, 9, 12, 20);
  EXPECT_TRUE(find_patches(page.grey()).photographs.empty());
}

TEST(Photographs, ADarkBannerIsNoneButOneOfItsOwn) {
  Drawing page(600, 800);
  page.fill(kPatch.x, kPatch.y, kPatch.w, kPatch.h, 60);
  for (int x = kPatch.x + 10; x < kPatch.right() - 20; x += 14) page.fill(x, kPatch.y + 80, 9, 22, 255);
  const Patches found = find_patches(page.grey());
  EXPECT_TRUE(found.photographs.empty());
  EXPECT_EQ(found.banners.size(), 1U);
}

// The page in one colour: its greys become shades of blue, paper stays white.
Picture in_blue(const Picture& grey) {
  std::vector<std::uint8_t> pixels;
  for (int y = 0; y < grey.height(); ++y)
    for (int x = 0; x < grey.width(); ++x) {
      const auto v = static_cast<std::uint8_t>(grey.grey_at(x, y));
      pixels.insert(pixels.end(),
                    {static_cast<std::uint8_t>(v - (255 - v) / 2 > 0 ? v - (255 - v) / 2 : 0), v, static_cast<std::uint8_t>(v < 255 ? 230 : 255)});
    }
  return Picture::from_rgb(pixels, grey.width(), grey.height(), 3 * grey.width(), 300);
}

TEST(TonedGrounds, AreInColourOfAnyShapeAndNoPhotographs) {
  const auto toned = [](const auto& draw) {
    Drawing page(600, 800);
    draw(page);
    EXPECT_TRUE(find_patches(page.grey()).toned.empty()) << "grey: a shadow";
    return find_patches(in_blue(page.grey())).toned;
  };
  const auto arrow = toned([](Drawing& page) {
    page.fill(100, 200, 300, 80, 150);
    for (int i = 0; i < 60; ++i) page.fill(400 + i, 180 + i, 1, 120 - 2 * i, 150);
  });
  ASSERT_EQ(arrow.size(), 1U);
  EXPECT_EQ(unite(arrow[0], Box{100, 200, 340, 80}), arrow[0]);
  EXPECT_TRUE(toned([](Drawing& page) { page.fill(100, 200, 300, 80, 230); }).empty()) << "hardly darker than paper";
  EXPECT_TRUE(toned([](Drawing& page) { page.fill(100, 200, 40, 40, 150); }).empty()) << "too small for letters";
  EXPECT_TRUE(toned([](Drawing&) {}).empty());
}

TEST(Photographs, AShadowAtTheEdgeIsNone) {
  Drawing page(600, 800);
  for (int x = 0; x < 300; ++x) page.fill(x, 0, 1, 800, static_cast<std::uint8_t>(60 + x * 195 / 300));
  EXPECT_TRUE(find_patches(page.grey()).photographs.empty());
}

TEST(Photographs, APageThatIsAPictureKeepsItsText) {
  Drawing page(600, 800);
  draw_photograph(page, {20, 20, 560, 760});
  EXPECT_TRUE(find_patches(page.grey()).photographs.empty());
}

TEST(Photographs, BecomePaper) {
  Drawing page(600, 800);
  page.fill(100, 100, 200, 10, 0);
  draw_photograph(page, kPatch);
  PageInk ink = separate_ink(page.grey());
  ASSERT_GT(ink.bits.cut(kPatch).width(), 0);
  take_as_paper(ink, find_patches(page.grey()).photographs);
  for (int y = kPatch.y; y < kPatch.bottom(); ++y)
    for (int x = kPatch.x; x < kPatch.right(); ++x) ASSERT_FALSE(ink.bits.ink_at(x, y)) << x << "," << y;
  EXPECT_TRUE(ink.bits.ink_at(150, 105)) << "print beside it stays";
}

}  // namespace photographs_test
}  // namespace banthuek::picture
