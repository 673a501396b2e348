#include "pipeline/text_layer/sara_am_repair.h"

#include <gtest/gtest.h>

#include "extractors/text/fold.h"
#include "tests/source/layer_values.h"

namespace banthuek::text_layer {
namespace sara_am_repair_test {

constexpr unsigned kOther = 7;  // the code of the glyph that lost its ring

// Clusters of a text; "#" is an า that has the code kOther.
std::vector<Cluster> written(const std::u32string& text) {
  std::vector<Cluster> out;
  double x = 0;
  for (const char32_t c : text) {
    if (c == U'#') {
      out.push_back(cluster(U"า", x, x + 5));
      out.back().code = kOther;
      x += 5;
    } else if ((c >= 0x0E34 && c <= 0x0E3A) || c == 0x0E31 || (c >= 0x0E47 && c <= 0x0E4E)) {
      out.back().text += c;
    } else {
      out.push_back(cluster(std::u32string(1, c), x, x + 5));
      x += 5;
    }
  }
  return out;
}

std::string text_of(const std::vector<Cluster>& clusters) {
  std::u32string out;
  for (const Cluster& c : clusters) out += c.text;
  return text::to_utf8(out);
}

struct Word {
  const char32_t* broken;
  const char* right;
};

TEST(LostAm, IsMendedInEveryWordThatHasNoOtherReading) {
  const Word words[] = {{U"ส#นัก", "สำนัก"},   {U"ด#เนิน", "ดำเนิน"},   {U"อ#เภอ", "อำเภอ"}, {U"ต#บล", "ตำบล"},
                        {U"ก#หนด", "กำหนด"}, {U"ประจ#ปี", "ประจำปี"}, {U"จ#นวน", "จำนวน"}, {U"ค#สั่ง", "คำสั่ง"},
                        {U"ส#หรับ", "สำหรับ"}, {U"ส#คัญ", "สำคัญ"},     {U"อ#นวย", "อำนวย"}, {U"ต#แหน่ง", "ตำแหน่ง"},
                        {U"ต#รวจ", "ตำรวจ"}, {U"ช#นาญ", "ชำนาญ"},   {U"ค#ร้อง", "คำร้อง"}, {U"บ#เหน็จ", "บำเหน็จ"}};
  for (const Word& word : words) {
    std::vector<Cluster> clusters = written(word.broken);
    const LostAm lost = mend_lost_am(clusters);
    EXPECT_EQ(text_of(clusters), word.right);
    EXPECT_EQ(lost.mended, 1) << word.right;
    EXPECT_EQ(lost.left, 0) << word.right;
    int repaired = 0;
    for (const Cluster& c : clusters) repaired += c.repaired;
    EXPECT_EQ(repaired, 1) << word.right;
  }
}

TEST(LostAm, IsLeftWhereItsCodeStandsInASoundWordToo) {
  for (const char32_t* sound : {U"ก#ร", U"ภ#ค", U"ม#ตร#", U"ง#น", U"ภ#พ", U"ส#ธ#รณ"}) {
    std::vector<Cluster> clusters = written(std::u32string(U"อ#เภอ ต#บล ") + sound);
    const std::string before = text_of(clusters);
    const LostAm lost = mend_lost_am(clusters);
    EXPECT_EQ(text_of(clusters), before);
    EXPECT_EQ(lost.mended, 0);
    EXPECT_EQ(lost.left, 2);
  }
}

TEST(LostAm, IsMendedWhereverItsCodeStands) {
  std::vector<Cluster> clusters = written(U"อ#เภอค#การ");
  const LostAm lost = mend_lost_am(clusters);
  EXPECT_EQ(text_of(clusters), "อำเภอคำการ");
  EXPECT_EQ(lost.mended, 2);
}

// Under the sanitizers a look past the end is seen.
TEST(LostAm, IsNotLookedForPastTheEndOfTheText) {
  for (const char32_t* begun : {U"อ", U"อ#", U"ประจ", U"ประจ#", U"ภ#"}) {
    std::vector<Cluster> clusters = written(begun);
    clusters.shrink_to_fit();
    EXPECT_EQ(mend_lost_am(clusters).mended, 0);
  }
}

TEST(LostAm, OfAnotherFontWithTheSameCodeIsNotMended) {
  std::vector<Cluster> clusters = written(U"อ#เภอค#");
  clusters.back().font = 1;
  EXPECT_EQ(mend_lost_am(clusters).mended, 1);
  EXPECT_EQ(text_of(clusters), "อำเภอคา");
}

TEST(LostAm, IsNotLookedForInTextWithoutBrokenWords) {
  std::vector<Cluster> clusters = written(U"การงานม#");
  EXPECT_EQ(mend_lost_am(clusters).mended, 0);
  EXPECT_EQ(text_of(clusters), "การงานมา");
}

TEST(BrokenWord, StandsOnOneBaselineWithoutASpaceInIt) {
  const auto left = [](auto change) {
    std::vector<Cluster> clusters = written(U"อาเภอภาค");
    change(clusters);
    return mend_lost_am(clusters).left;
  };
  EXPECT_EQ(left([](auto&) {}), 1);
  EXPECT_EQ(left([](auto& c) { c[0].space_before = true; }), 1);
  EXPECT_EQ(left([](auto& c) { c[2].space_before = true; }), 0);
  EXPECT_EQ(left([](auto& c) { c[2].baseline = 103; }), 1);
  EXPECT_EQ(left([](auto& c) { c[2].baseline = 103.1; }), 0);
  EXPECT_EQ(left([](auto& c) { c[2].baseline = 96.9; }), 0);
  EXPECT_EQ(left([](auto& c) { c.resize(3); }), 0);
}

}  // namespace sara_am_repair_test
}  // namespace banthuek::text_layer
