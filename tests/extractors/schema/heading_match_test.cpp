#include "extractors/schema/heading_match.h"

#include <gtest/gtest.h>

namespace banthuek::schema {
namespace heading_match_test {

// Of a known heading: its likeness, from seven tenths on. Of a word in it: from a half on, the more of it the word is.
TEST(HeadingScore, IsALikenessOrTheShareOfAWord) {
  struct Case {
    const char* heading;
    double score;
  };
  const std::vector<std::string> headings{"ผู้รับผิดชอบ"}, words{"มาตรการ"};  // 12 letters, 7 letters
  for (const Case& c : {Case{"ผู้รับผิดชอบ", 1}, Case{"ผู้รับผิดชอ", 11.0 / 12}, Case{"ผู้รบผดชอบ", 10.0 / 12}, Case{"ผู้ใหญ่บ้าน", 0}, Case{"มาตรการ", 0.69},
                        Case{"มาตรการมาตรการ", 0.595}, Case{"มาตรการ กขคงจฉช", 0.595}, Case{"กขคงจ", 0}, Case{"", 0}})
    EXPECT_NEAR(heading_score(headings, words, c.heading), c.score, 1e-9) << c.heading;
}

TEST(BestColumn, LeavesOutTheYearAndWhatDenies) {
  SchemaLayout layout;
  SchemaColumn column;
  column.role = "total";
  column.headings = {"คะแนนรวม"};
  column.words = {"คะแนน"};
  column.denies = {"เป้าหมาย"};
  layout.columns = {column};
  for (const char* heading : {"คะแนนรวม ปี ๒๕๖๖", "คะแนนรวม ประจำปีงบประมาณ พ.ศ. 2566", "คะแนนรวม 66"}) {
    const auto best = best_column(layout, heading);
    ASSERT_TRUE(best) << heading;
    EXPECT_DOUBLE_EQ(best->score, 1) << heading;
  }
  EXPECT_FALSE(best_column(layout, "คะแนนเป้าหมาย"));
  EXPECT_FALSE(best_column(layout, "ปี ๒๕๖๖"));
}

}  // namespace heading_match_test
}  // namespace banthuek::schema
