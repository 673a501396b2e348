#include "extractors/text/heading_end.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace banthuek::text {
namespace heading_end_test {

TEST(SpaceBetweenClauses, StandsBetweenThaiWordsThatDoNotGoOn) {
  for (const auto& [text, behind] : {std::pair{"ยืมต้องมีใบ พัสดุทุกชิ้น", "พัสดุทุกชิ้น"},
                                     {"ทุกกระบวนงาน โดยลดเอกสาร ให้กองคลัง", "ให้กองคลัง"},
                                     {"ภายใน ๑๕ วัน", ""},
                                     {"(No Gift Policy) ทั้งสอง", ""},
                                     {"ต่าง ๆ ของหน่วยงาน", ""}}) {
    const std::string all = text;
    const std::size_t at = space_between_clauses(all, 0);
    EXPECT_EQ(at == std::string::npos ? "" : all.substr(at + 1), behind) << text;
  }
}

TEST(WideGap, IsFarWiderThanTheOthersOfItsLine) {
  const auto gap = [](const std::vector<int>& gaps) {
    Excerpt text;
    int x = 0;
    for (std::size_t i = 0; i <= gaps.size(); ++i) {
      if (i > 0) text.text += ' ', x += gaps[i - 1];
      text.pieces.push_back({text.text.size(), text.text.size() + 1, {1, {x, 0, 30, 20}}, 1});
      text.text += 'a', x += 30;
    }
    return wide_gap(text, 0).value_or(0);
  };
  EXPECT_EQ(gap({8, 8, 40, 8}), 6u);
  EXPECT_EQ(gap({30, 30, 40, 30}), 0u) << "as wide as a line set to its margins has them all";
  EXPECT_EQ(gap({8, 8, 18, 8}), 0u) << "less than the line is high";
}

TEST(SmallerEnd, IsWhatIsSetSmallerThanTheTextBegins) {
  const auto end = [](const std::vector<int>& heights, std::size_t from = 0, double confidence = 1) {
    Excerpt text;
    for (std::size_t i = 0; i < heights.size(); ++i) {
      text.pieces.push_back({i, i + 1, {1, {static_cast<int>(i) * 40, 0, 30, heights[i]}}, confidence});
      text.text += 'a';
    }
    return smaller_end(text, from).value_or(99);
  };
  EXPECT_EQ(end({100, 100, 89, 80}), 2u);
  EXPECT_EQ(end({100, 100, 90, 90}), 99u) << "a tenth less is no other size";
  EXPECT_EQ(end({100, 80, 100, 80}), 3u) << "the last run of them";
  EXPECT_EQ(end({80, 100, 100, 85}, 1), 3u);
  EXPECT_EQ(end({100, 85}, 1), 99u);
  EXPECT_EQ(end({100, 100}), 99u);
  EXPECT_EQ(end({100, 100, 89, 80}, 0, 0.99), 99u) << "a scan's boxes are as high as the ink";
  EXPECT_EQ(end({}), 99u);
}

TEST(NameInQuotes, IsWhatASentenceCallsIt) {
  const auto name = [](const std::string& text) {
    const auto found = name_in_quotes(text, 0);
    return found ? text.substr(found->begin, found->end - found->begin) + "|" + text.substr(found->rest) : "";
  };
  EXPECT_EQ(name("คือ “สมุดคุมรถ” กองคลังใช้แล้ว"), "สมุดคุมรถ|กองคลังใช้แล้ว");
  EXPECT_EQ(name(" ชื่อว่า \"สมุดคุมรถ\""), "สมุดคุมรถ|");
  EXPECT_EQ(name("“สมุดคุมรถ” กองคลัง"), "");
  EXPECT_EQ(name("คือ สมุดคุมรถ"), "");
}

}  // namespace heading_end_test
}  // namespace banthuek::text
