#include "pipeline/layout/order.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

constexpr double kBody = 30;

Segment at(int x, int base, int width) {
  Segment s;
  s.box = {x, base - 45, width, 60};
  s.base = base, s.top = base - kBody;
  s.letters = width / 30;
  return s;
}

using Lines = std::vector<std::vector<int>>;

TEST(Order, OfOneColumnIsFromTopToBottom) {
  EXPECT_EQ(order_lines(std::vector<Segment>{at(100, 200, 900), at(100, 100, 900), at(100, 300, 500)}, {}, kBody), (Lines{{1}, {0}, {2}}));
}

TEST(Order, KeepsHeaderFieldsOnOneBaselineInOneLine) {
  // ส่วนราชการ ...... โทร. / ที่ ......  วันที่ / เรื่อง
  const std::vector<Segment> header = {at(100, 100, 600), at(1100, 100, 300), at(100, 190, 400), at(1000, 190, 300), at(100, 280, 1200)};
  EXPECT_EQ(order_lines(header, {}, kBody), (Lines{{0, 1}, {2, 3}, {4}}));
}

TEST(Order, ReadsSignatureBlocksSideBySideOneAfterTheOther) {
  const std::vector<Segment> page = {at(100, 100, 1300),                     // the last line of text
                                     at(200, 300, 400),  at(900, 300, 440),  // names
                                     at(150, 390, 500),  at(850, 390, 540),  // positions, centred under them
                                     at(100, 600, 1300)};
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {1}, {3}, {2}, {4}, {5}}));
}

TEST(Order, ReadsThreeBlocksFromLeftToRight) {
  const std::vector<Segment> page = {at(100, 300, 300), at(600, 300, 300), at(1100, 300, 300),
                                     at(50, 390, 400),  at(550, 390, 400), at(1050, 390, 400)};
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {3}, {1}, {4}, {2}, {5}}));
}

TEST(Order, ReadsColumnsOfProseOneAfterTheOther) {
  std::vector<Segment> page;
  for (int i = 0; i < 6; ++i) page.push_back(at(100, 100 + 90 * i, 600)), page.push_back(at(800, 100 + 90 * i, 600));
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0}, {2}, {4}, {6}, {8}, {10}, {1}, {3}, {5}, {7}, {9}, {11}}));
}

TEST(Order, ReadsNumberedItemsAcross) {
  std::vector<Segment> page;
  for (int i = 0; i < 6; ++i) page.push_back(at(100, 100 + 90 * i, 40)), page.push_back(at(240, 100 + 90 * i, 900));
  EXPECT_EQ(order_lines(page, {}, kBody), (Lines{{0, 1}, {2, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 11}}));
}

TEST(Order, CountsALeaderAsPartOfItsSegment) {
  // "ลงชื่อ......" over names centred under the whole of it.
  const std::vector<Segment> page = {at(100, 300, 150), at(800, 300, 150), at(180, 390, 400),
                                     at(880, 390, 400), at(150, 480, 460), at(850, 480, 460)};
  const std::vector<Box> extents = {{100, 255, 560, 60}, {800, 255, 560, 60}, page[2].box, page[3].box, page[4].box, page[5].box};
  EXPECT_EQ(order_lines(page, extents, kBody), (Lines{{0}, {2}, {4}, {1}, {3}, {5}}));
}

}  // namespace
}  // namespace banthuek
