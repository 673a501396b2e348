#include "extractors/document/ita_result.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace ita_result_test {

using test::quote;

std::vector<Paragraph> body_of(const std::vector<std::string>& texts) {
  std::vector<Paragraph> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.push_back({quote(texts[i], 1, static_cast<int>(i) + 1), static_cast<int>(i) + 1, i, i});
  return out;
}

std::string result_of(const std::vector<std::string>& body, const std::string& own = "") {
  std::vector<Finding> findings;
  const auto r = find_ita_result(body_of(body), own, test::schemas(), findings);
  if (!r) return "none";
  std::string out;
  for (const MaybeField* f : {&r->fiscal_year, &r->score, &r->grade, &r->change, &r->previous_grade}) out += (*f ? (*f)->value : "") + "|";
  for (const Finding& f : findings) out += " " + f.code + " " + f.field + "@" + std::to_string(f.page);
  return out;
}

TEST(FindItaResult, HoldsYearScoreGradeAndWhatWasBefore) {
  EXPECT_EQ(result_of({"ก", "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๔ ได้คะแนน ๗๔.๓๖ อยู่ในระดับ C เปรียบเทียบกับที่ผ่านมา +๒๓.๒๙ คะแนน (ระดับ E) นั้น"}),
            "2564|74.36|C|23.29|E|");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ คะแนน ๗๔.๓๖ ระดับ C ลดลง ๑.๐๕ คะแนน"}), "2564|74.36|C|-1.05||");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA คะแนน ๗๔.๓๖"}), "|74.36|||| missing_part ita_result/fiscal_year@1");
  EXPECT_EQ(result_of({"ก", "ผลการประเมิน ITA ระดับ A"}), "||A||| missing_part ita_result/fiscal_year@2");
}

TEST(FindItaResult, IsNoneOfOtherScoresAndLevels) {
  EXPECT_EQ(result_of({"คะแนน ๗๔.๓๖"}), "none");             // of what?
  EXPECT_EQ(result_of({"การประเมินพนักงาน ระดับ A"}), "none");  // no result of an assessment
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ดี"}), "none");
  EXPECT_EQ(result_of({}), "none");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ คะแนน ๗๔.๓๖", "ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๐.๐๐"}), "2564|74.36||||");  // the first
}

TEST(FindItaResult, IsNoneOfTheCountryOrOfAnIndex) {
  for (const char* text : {"ภาพรวมระดับประเทศ ผลการประเมิน ITA คะแนน ๘๗.๕๗", "ผลการประเมินดัชนีการรับรู้การทุจริต ได้ ๓๖.๐๐ คะแนน"})
    EXPECT_EQ(result_of({text}), "none") << text;
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ของเทศบาล คะแนน ๘๗.๕๗"}), "|87.57|||| missing_part ita_result/fiscal_year@1");
}

TEST(FindItaResult, LooksForTheChangeBehindTheScore) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ ลดลง ๑.๐๕ เป็นคะแนน ๗๔.๓๖ ระดับ C"}), "2564|74.36|C|||");
  // The grade that stands first may be the one before.
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ คะแนน ๗๔.๓๖ +๒๓.๒๙ จากเดิมระดับ E"}), "2564|74.36||23.29|E|");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ คะแนน ๗๔.๓๖ ระดับ C จากเดิมระดับ E"}), "2564|74.36|C||E|");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๔ ระดับ C จากเดิมระดับ E"}), "2564||C||E|");
}

}  // namespace ita_result_test
}  // namespace banthuek::document
