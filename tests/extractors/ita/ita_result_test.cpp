#include "extractors/ita/ita_result.h"

#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::ita {
namespace ita_result_test {

using test::quote;

std::vector<document::Paragraph> body_of(const std::vector<std::string>& texts) {
  std::vector<document::Paragraph> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.push_back({quote(texts[i], 1, static_cast<int>(i) + 1), static_cast<int>(i) + 1, i, i});
  return out;
}

std::string result_of(const std::vector<std::string>& body, const std::string& own = "") {
  std::vector<Finding> findings;
  const auto r = find_ita_result(body_of(body), own, ResultSubject::kNamedOrNobody, test::schemas(), findings);
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

const std::string kOwn = "องค์การบริหารส่วนตำบลคลองสมมุติ";

struct OwnCase {
  const char *about, *text, *result;
};

TEST(FindItaResult, IsTheScoreOfTheOfficeThatWrites) {
  for (const OwnCase& c :
       {OwnCase{"a mean behind it", "{own} มีผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ เท่ากับ ๘๗.๕๖ คะแนน (ระดับ A) ซึ่งสูงกว่าค่าเฉลี่ยของประเทศที่ ๘๕.๐๑ คะแนน",
                "2565|87.56|A|||"},
        OwnCase{
            "parts before the total",
            "การประเมิน ITA ของ{own} แบบวัด IIT ได้ ๘๘.๑๐ คะแนน แบบวัด OIT ได้ ๙๒.๐๐ คะแนน รวมผลคะแนน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ เท่ากับ ๘๗.๕๖ คะแนน ระดับ A",
            "2565|87.56|A|||"},
        OwnCase{"parts behind it", "{own} ได้ผลคะแนนการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ รวม ๘๗.๕๖ คะแนน ระดับ A โดยแบบวัด IIT ได้ ๘๘.๑๐ คะแนน",
                "2565|87.56|A|||"},
        OwnCase{"the year before first", "{own} มีผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๔ ได้ ๗๕.๘๓ คะแนน และปีงบประมาณ พ.ศ. ๒๕๖๕ ได้ ๘๗.๕๖ คะแนน อยู่ในระดับ A",
                "2565|87.56|A|||"},
        OwnCase{"a target", "{own} ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A ทั้งนี้ เป้าหมายกำหนดไว้ที่ ๙๒.๐๐ คะแนน", "2565|87.56|A|||"},
        OwnCase{"another body", "ผลการประเมิน ITA ปี ๒๕๖๕ ของเทศบาลตำบลตัวอย่าง ได้คะแนน ๙๑.๐๐ ระดับ A", "none"},
        OwnCase{"another office", "จากผลการประเมิน ITA ปี ๒๕๖๕ ของสำนักงานคลังจังหวัดน่าน ซึ่งได้คะแนน ๙๑.๐๐ คะแนน", "none"},
        OwnCase{"an indicator", "ตัวชี้วัดที่ได้คะแนนสูงสุดในการประเมิน ITA คือ การปฏิบัติหน้าที่ ได้คะแนน ๗๘.๘๘ คะแนน", "none"},
        OwnCase{"a target alone", "ค่าเป้าหมายการประเมิน ITA กำหนดให้หน่วยงานมีผลคะแนน ๘๕.๐๐ คะแนนขึ้นไป", "none"},
        OwnCase{"another assessment", "ผลการประเมินประสิทธิภาพ (LPA) ได้คะแนน ๘๑.๐๐ คะแนน", "none"}}) {
    std::string text = c.text;
    if (const std::size_t at = text.find("{own}"); at != std::string::npos) text.replace(at, 5, kOwn);
    EXPECT_EQ(result_of({text}, kOwn), c.result) << c.about;
  }
}

TEST(FindItaResult, IsNotCertainWhereTheOfficeIsNotNamed) {
  std::vector<Finding> findings;
  const auto named = find_ita_result(body_of({kOwn + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), kOwn, ResultSubject::kNamedOrNobody,
                                     test::schemas(), findings);
  const auto unnamed =
      find_ita_result(body_of({"ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), kOwn, ResultSubject::kNamedOrNobody, test::schemas(), findings);
  ASSERT_TRUE(named && unnamed);
  EXPECT_GE(named->score->confidence, 0.95);
  for (const MaybeField* field : {&unnamed->fiscal_year, &unnamed->score, &unnamed->grade}) EXPECT_LT((*field)->confidence, 0.95);
}

// Of ten letters of its name one may be misread.
TEST(FindItaResult, KnowsTheOfficeByAMisreadName) {
  const auto found = [](const std::string& own, const std::string& read) {
    std::vector<Finding> findings;
    return find_ita_result(body_of({read + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), own, ResultSubject::kNamed, test::schemas(), findings)
        .has_value();
  };
  EXPECT_TRUE(found("กองคลองบางนา", "กองคลองบางนา"));
  EXPECT_TRUE(found("กขคงจฉชซฌญ", "กขคงจบชซฌญ")) << "one of ten";
  EXPECT_FALSE(found("กขคงจฉชซฌ", "กขคงจบชซฌ")) << "one of nine";
  EXPECT_FALSE(found("กขคงจฉชซฌญ", "กขคงจบชซฌบ")) << "two of ten";
}

TEST(FindItaResult, OfADocumentOfManyBodiesMustNameTheOffice) {
  const auto found = [](const std::string& text) {
    std::vector<Finding> findings;
    return find_ita_result(body_of({text}), kOwn, ResultSubject::kNamed, test::schemas(), findings).has_value();
  };
  EXPECT_TRUE(found(kOwn + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"));
  EXPECT_FALSE(found("ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"));
}

TEST(FindItaResult, HasTheYearThatStandsBeforeTheAssessment) {
  EXPECT_EQ(result_of({"ในปีงบประมาณ พ.ศ. ๒๕๖๕ เทศบาลเข้ารับการประเมิน ITA ได้ผลคะแนนรวม ๘๗.๕๖ คะแนน ระดับ A"}), "2565|87.56|A|||");
}

TEST(FindItaResult, HasAYearThatIsNotTheDocuments) {
  const auto documents =
      extract::extract(test::pages_of("แนวทางการพัฒนาองค์กร\nเทศบาลตำบลสมมุติ\nเทศบาลตำบลสมมุติ ได้รับทราบผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๕ แล้ว "
                                      "โดยได้คะแนน ๘๗.๕๖ คะแนน ระดับ A\n"),
                       test::schemas());
  ASSERT_EQ(documents.size(), 1u);
  ASSERT_TRUE(documents[0].ita_result);
  EXPECT_EQ(test::value_of(documents[0].ita_result->fiscal_year), "2565");
  EXPECT_EQ(test::value_of(documents[0].fiscal_year), "(none)");
}

TEST(FindItaResult, HasNoYearOfFiveDigits) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๗๘ คะแนน ๘๗.๕๖"}), "|87.56|||| missing_part ita_result/fiscal_year@1");
}

}  // namespace ita_result_test
}  // namespace banthuek::ita
