#include "extractors/ita/ita_result.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/extract/extract.h"
#include "extractors/ita/slide_result.h"
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

std::vector<document::Paragraph> on_one_page(std::vector<document::Paragraph> body) {
  for (document::Paragraph& paragraph : body) paragraph.page = 1;
  return body;
}

std::string shown(const std::optional<ItaResult>& r) {
  if (!r) return "none";
  std::string out;
  for (const MaybeField* f : {&r->fiscal_year, &r->score, &r->grade, &r->change, &r->previous_grade}) out += (*f ? (*f)->value : "") + "|";
  return out;
}

std::string result_of(const std::vector<std::string>& body, const std::string& own = "") {
  std::vector<Finding> findings;
  std::string out = shown(find_ita_result(body_of(body), {own}, ResultSubject::kNamedOrNobody, test::schemas(), findings));
  for (const Finding& f : findings) out += " " + f.code + " " + f.field + "@" + std::to_string(f.page);
  return out;
}

std::string slide_of(const std::vector<std::string>& body, const std::string& own) {
  return shown(find_slide_result(on_one_page(body_of(body)), own, {}, test::schemas()));
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
  const auto named = find_ita_result(body_of({kOwn + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), {kOwn}, ResultSubject::kNamedOrNobody,
                                     test::schemas(), findings);
  const auto unnamed =
      find_ita_result(body_of({"ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), {kOwn}, ResultSubject::kNamedOrNobody, test::schemas(), findings);
  ASSERT_TRUE(named && unnamed);
  EXPECT_GE(named->score->confidence, 0.95);
  for (const MaybeField* field : {&unnamed->fiscal_year, &unnamed->score, &unnamed->grade}) EXPECT_LT((*field)->confidence, 0.95);
}

// Of ten letters of its name one may be misread.
TEST(FindItaResult, KnowsTheOfficeByAMisreadName) {
  const auto found = [](const std::string& own, const std::string& read) {
    std::vector<Finding> findings;
    return find_ita_result(body_of({read + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"}), {own}, ResultSubject::kNamed, test::schemas(), findings)
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
    return find_ita_result(body_of({text}), {kOwn}, ResultSubject::kNamed, test::schemas(), findings).has_value();
  };
  EXPECT_TRUE(found(kOwn + " ได้ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"));
  EXPECT_FALSE(found("ผลการประเมิน ITA ปี ๒๕๖๕ คะแนน ๘๗.๕๖ ระดับ A"));
}

TEST(FindItaResult, HoldsTheChangeAgainstAYearThatIsNamed) {
  for (const OwnCase& c :
       {OwnCase{"less than in a year", "โรงเรียนได้คะแนนรวมการประเมิน ITA ปี ๒๕๖๖ ๘๖.๑๐ คะแนน ระดับผ่าน ต่ำกว่าปี ๒๕๖๕ อยู่ ๒.๓๐ คะแนน",
                "2566|86.10|ผ่าน|-2.30||"},
        OwnCase{"more than in a year, and its grade", "ผลการประเมิน ITA ปี ๒๕๖๕ ได้คะแนน ๘๖.๑๐ ระดับ A เพิ่มขึ้นจากปี ๒๕๖๔ จำนวน ๔.๒๐ คะแนน ซึ่งอยู่ในระดับ B",
                "2565|86.10|A|4.20|B|"},
        OwnCase{"the year's own grade behind the change", "ผลการประเมิน ITA ปี ๒๕๖๕ ได้คะแนน ๘๖.๑๐ เพิ่มขึ้นจากปี ๒๕๖๔ จำนวน ๔.๒๐ คะแนน อยู่ในระดับ A",
                "2565|86.10|A|4.20||"},
        OwnCase{"what the year before had", "ผลการประเมิน ITA ปี ๒๕๖๕ ได้คะแนน ๘๖.๑๐ ระดับ A เมื่อเทียบกับปี ๒๕๖๔ ซึ่งได้ ๘๘.๔๐ คะแนน (ระดับ B) ลดลง ๒.๓๐ คะแนน",
                "2565|86.10|A|-2.30|B|"},
        OwnCase{"more than a mean", "ผลการประเมิน ITA ปี ๒๕๖๕ ได้คะแนน ๘๖.๑๐ ระดับ A สูงกว่าค่าเฉลี่ยของประเทศ ๒.๑๐ คะแนน", "2565|86.10|A|||"},
        OwnCase{"more than a score", "ผลการประเมิน ITA ปี ๒๕๖๕ ได้คะแนน ๘๖.๑๐ ระดับ A เพิ่มขึ้นจาก ๘๑.๙๐ คะแนน", "2565|86.10|A|||"}})
    EXPECT_EQ(result_of({c.text}), c.result) << c.about;
}

TEST(FindItaResult, IsOfTheLastYearWhicheverStandsFirst) {
  EXPECT_EQ(result_of({"ตามที่เข้ารับการประเมิน ITA โดยปีงบประมาณ ๒๕๖๖ ได้คะแนน ๘๗.๑๐ และปีงบประมาณ ๒๕๖๕ ได้คะแนน ๘๐.๔๐ นั้น"}), "2566|87.10||||");
  EXPECT_EQ(result_of({"ตามที่เข้ารับการประเมิน ITA โดยปีงบประมาณ ๒๕๖๕ ได้คะแนน ๘๐.๔๐ และปีงบประมาณ ๒๕๖๖ ได้คะแนน ๘๗.๑๐ นั้น"}), "2566|87.10||||");
}

TEST(FindItaResult, IsOfTheAssessmentThatTheHeadingAboveNames) {
  EXPECT_EQ(result_of({"๑. ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๕", "หน่วยงานมีคะแนนภาพรวม ๘๖.๑๐ คะแนน อยู่ในระดับ A"}), "2565|86.10|A|||");
  EXPECT_EQ(result_of({"ผลการประเมินคุณธรรมและความโปร่งใส ปี ๒๕๖๖", "คะแนนภาพรวม ๙๐.๑๐ คะแนน ระดับ ผ่านดี ค่าเฉลี่ยของโรงเรียนทั้งประเทศ ๙๒.๐๐ คะแนน"}),
            "2566|90.10|ผ่านดี|||");
  EXPECT_EQ(result_of({"๑. ผลการดำเนินการตามมาตรการ ITA", "ได้คะแนนภาพรวม ๘๖.๑๐ คะแนน"}), "none");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA", std::string(600, 'a'), "ได้คะแนนภาพรวม ๘๖.๑๐ คะแนน"}), "none");
}

TEST(FindItaResult, IsNoTarget) {
  for (const char* text : {"เป้าหมายเชิงคุณภาพ ผลการประเมิน ITA ระดับ A", "ผลการประเมิน ITA ระดับ A ขึ้นไป", "เป้าหมายผลการประเมิน ITA คะแนนรวม ๙๒.๐๐ คะแนน",
                           "ผลการประเมิน ITA ไม่น้อยกว่าคะแนนรวม ๙๒.๐๐ คะแนน"})
    EXPECT_EQ(result_of({text}), "none") << text;
}

TEST(FindItaResult, HoldsWhatWasBeforeInManyWords) {
  for (const char* text :
       {"ผลการประเมิน ITA ปี ๒๕๖๖ ได้คะแนนรวม ๙๑.๒๐ คะแนน (ระดับผ่านดี) โดยปี ๒๕๖๕ ได้ ๘๕.๑๐ คะแนน (ระดับ A) เพิ่มขึ้น ๖.๑๐ คะแนน",
        "ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน จัดอยู่ในระดับผ่านดี เมื่อเปรียบเทียบกับปีที่ผ่านมา (๘๕.๑๐ คะแนน ระดับ A) มีคะแนนเพิ่มขึ้น ๖.๑๐ คะแนน",
        "ผลการประเมิน ITA ปี ๒๕๖๖ ได้คะแนน ๙๑.๒๐ (ผ่านดี) เพิ่มขึ้น ๖.๑๐ คะแนน จากปี ๒๕๖๕ ที่ได้ระดับ A",
        "ผลการประเมิน ITA ปี ๒๕๖๖ ได้คะแนน ๙๑.๒๐ ระดับผ่านดี สูงขึ้นจากปี ๒๕๖๕ (๘๕.๑๐ คะแนน ระดับ A) คิดเป็น ๖.๑๐ คะแนน",
        "ผลการประเมิน ITA ปี ๒๕๖๕ ได้ ๘๕.๑๐ คะแนน ระดับ A และปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี เพิ่มขึ้น ๖.๑๐ คะแนน",
        "ผลการประเมิน ITA ปี ๒๕๖๖ อยู่ในระดับผ่านดี ได้ ๙๑.๒๐ คะแนน เพิ่มขึ้น ๖.๑๐ คะแนน จากเดิมระดับ A",
        "ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๖ ด้วยคะแนน ๙๑.๒๐ คะแนน ระดับผ่านดี มากกว่าปีงบประมาณ พ.ศ. ๒๕๖๕ (๘๕.๑๐ คะแนน ระดับ A) อยู่ ๖.๑๐ คะแนน"})
    EXPECT_EQ(result_of({text}), "2566|91.20|ผ่านดี|6.10|A|") << text;
}

TEST(FindItaResult, StandsAboutASlide) {
  const std::vector<std::string> slide{"ผลการประเมินคุณธรรมและความโปร่งใส (ITA)",
                                       kOwn,
                                       "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
                                       "IIT ภายใน",
                                       "๙๒.๑๐",
                                       "น้ำหนักร้อยละ ๓๐",
                                       "คะแนนภาพรวม",
                                       "๙๑.๒๐",
                                       "EIT ภายนอก",
                                       "๘๘.๓๐",
                                       "ระดับ ผ่านดี",
                                       "▲ เพิ่มขึ้น ๓.๔๐ คะแนน",
                                       "ปี ๒๕๖๕ ได้ ๘๗.๘๐ คะแนน (ระดับ A)"};
  EXPECT_EQ(slide_of(slide, kOwn), "2566|91.20|ผ่านดี|3.40|A|");
  EXPECT_EQ(slide_of(slide, ""), "none") << "whose?";
  EXPECT_EQ(slide_of(slide, "เทศบาลตำบลสมมุติ"), "none");
  EXPECT_LT(find_slide_result(on_one_page(body_of(slide)), kOwn, {}, test::schemas())->score->confidence, 0.95);
  EXPECT_FALSE(find_slide_result(on_one_page(body_of(slide)), kOwn, {1}, test::schemas()));
  EXPECT_EQ(slide_of({slide[0], kOwn, "IIT", "คะแนน ๙๒.๑๐", "EIT", "คะแนน ๘๘.๓๐"}, kOwn), "none") << "parts alone";
}

// A picture's message is the one figure that is set larger than all else.
TEST(FindItaResult, IsTheLargeFigureOfAPoster) {
  const auto poster = [](int height, int other, const std::string& heading = "ผลการประเมิน ITA ปี ๒๕๖๖", int page = 1) {
    auto body = on_one_page(body_of({heading, kOwn, "เพิ่มขึ้น ๓.๔๐ คะแนน", "๙๑.๒๐", "๘๘.๓๐", "ระดับ ผ่านดี", "ผลคะแนนภาพรวม"}));
    for (std::size_t k = 0; k < body.size(); ++k) {
      body[k].reading.pieces[0].place.box = {0, static_cast<int>(k) * 300, 900, k == 3 ? height : k == 4 ? other : 50};
      if (k > 1) body[k].page = page;
    }
    if (page > 1) std::rotate(body.begin() + 2, body.end() - 1, body.end());
    return shown(find_slide_result(body, kOwn, {1}, test::schemas()));
  };
  EXPECT_EQ(poster(90, 50), "2566|91.20|ผ่านดี|3.40||");
  EXPECT_EQ(poster(89, 50), "none") << "not that large";
  EXPECT_EQ(poster(100, 80), "2566|91.20|ผ่านดี|3.40||");
  EXPECT_EQ(poster(100, 81), "none") << "two of them";
  EXPECT_EQ(poster(90, 50, "ผลการประเมินความพึงพอใจ ปี ๒๕๖๖"), "none");
  const auto beside = [](const std::vector<std::string>& grades) {
    std::vector<std::string> texts{"ผลการประเมิน ITA ปี ๒๕๖๖", kOwn, "๙๑.๒๐"};
    texts.insert(texts.end(), grades.begin(), grades.end());
    auto body = on_one_page(body_of(texts));
    for (std::size_t k = 0; k < body.size(); ++k) body[k].reading.pieces[0].place.box = {0, static_cast<int>(k) * 300, 900, k == 2 ? 120 : 50};
    return shown(find_slide_result(body, kOwn, {}, test::schemas()));
  };
  EXPECT_EQ(beside({"ผ่านดี"}), "2566|91.20|ผ่านดี|||");
  EXPECT_EQ(beside({"ผ่านดี", "ผ่าน"}), "2566|91.20||||") << "which of them?";
  EXPECT_EQ(poster(90, 50, "ผลการประเมิน ITA ปี ๒๕๖๖", 2), "2566|91.20|ผ่านดี|3.40||") << "on the page behind its heading";
}

TEST(FindItaResult, IsNotOfWhoToldOfIt) {
  const std::string own = "โรงพยาบาลสมมุติ", told = "สำนักงานสาธารณสุขจังหวัดตัวอย่าง แจ้งผลการประเมิน ITA ปี ๒๕๖๖ ";
  EXPECT_EQ(result_of({told + "โรงพยาบาลได้คะแนนร้อยละ ๙๑.๒๐"}, own).substr(0, 10), "2566|91.20");
  for (const char* text : {"ได้คะแนนร้อยละ ๙๑.๒๐", "ทุกโรงพยาบาลได้คะแนน ๙๑.๒๐", "ทั้ง ๑๒ โรงพยาบาลมีคะแนนรวม ๙๑.๒๐",
                           "โรงพยาบาลตัวอย่างซึ่งเป็นพี่เลี้ยงส่งผลแล้ว โดยโรงพยาบาลได้คะแนนรวม ๙๑.๒๐"})
    EXPECT_EQ(result_of({told + text}, own), "none") << text;
  // Of a hospital that is not named the score is not certain, whatever stands before it.
  std::vector<Finding> findings;
  const auto body = body_of({"ปี ๒๕๖๕ " + own + "ได้คะแนนรวม ๘๕.๑๐ คะแนน ผลการประเมิน ITA ปี ๒๕๖๖ โรงพยาบาลมีคะแนนรวม ๙๑.๒๐ คะแนน"});
  const auto result = find_ita_result(body, {own}, ResultSubject::kNamedOrNobody, test::schemas(), findings);
  ASSERT_TRUE(result && result->score);
  EXPECT_TRUE(result->score->value == "85.10" || result->score->confidence <= 0.9);
}

// As offices word it; of no year that could be wrong.
TEST(FindItaResult, IsToldInManyWords) {
  for (const char* text :
       {"ผลการประเมิน ITA ปี ๒๕๖๖ หน่วยงานได้ค่าคะแนน ๙๑.๒๐ ระดับผ่านดี", "ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน (ผ่านดี)",
        "ผลการประเมิน ITA ปี ๒๕๖๖ ได้คะแนนร้อยละ ๙๑.๒๐ ระดับผลการประเมิน : ผ่านดี", "การประเมิน ITA ปี ๒๕๖๖ มีผลคะแนนในภาพรวม ๙๑.๒๐ คะแนน อยู่ในระดับ “ผ่านดี”",
        "การประเมิน ITA ปี ๒๕๖๖ มีคะแนนการประเมินในภาพรวมอยู่ที่ร้อยละ ๙๑.๒๐ ระดับผ่านดี", "ผลการประเมิน ITA ปี ๒๕๖๖ คะแนนภาพรวมหน่วยงาน : ๙๑.๒๐ คะแนน ระดับผ่านดี",
        "ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ จากคะแนนเต็ม ๑๐๐ คะแนน ระดับผ่านดี", "การประเมิน ITA ปี ๒๕๖๖ ได้รับคะแนนทั้งสิ้น ๙๑.๒๐ คะแนน ผลการประเมินระดับ ผ่านดี",
        "ผลการประเมิน ITA ปี ๒๕๖๖ คิดเป็นร้อยละ ๙๑.๒๐ อยู่ในระดับผ่านดี", "ผลการประเมิน ITA ปี ๒๕๖๖ ปรากฏว่าผ่านการประเมิน ได้ ๙๑.๒๐ คะแนน จัดอยู่ในเกณฑ์ระดับผ่านดี",
        "ผลการประเมิน ITA ปี ๒๕๖๖ คะแนนรวม ๙๑.๒๐ (ระดับผ่านดี)", "ผลการประเมิน ITA ปี ๒๕๖๖ เท่ากับ ๙๑.๒๐ มีผลการประเมินอยู่ในระดับผ่านดี",
        "คะแนน ITA ปี ๒๕๖๖ ของหน่วยงานเท่ากับ ๙๑.๒๐ ผ่านดี", "ผลคะแนนประเมิน ITA ปี ๒๕๖๖ ได้คะแนนเฉลี่ยรวมทุกเครื่องมือ ๙๑.๒๐ คะแนน ระดับผ่านดี"})
    EXPECT_EQ(result_of({text}), "2566|91.20|ผ่านดี|||") << text;
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

TEST(FindItaResult, HasTheGradeThatTheYearBeforeHadInItsOwnWords) {
  for (const auto& [text, result] :
       {std::pair{"ผลการประเมิน ITA ปี 2566 = 91.20 คะแนน ระดับ ผ่านดี (ปี 2565 = 85.10 คะแนน ระดับ A เพิ่มขึ้น 6.10 คะแนน)", "2566|91.20|ผ่านดี|6.10|A|"},
        {"ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี (ปีงบประมาณ ๒๕๖๕ ระดับ A)", "2566|91.20|ผ่านดี||A|"},
        {"ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี (ปี พ.ศ. ๒๕๖๕ : ๘๕.๑๐ คะแนน/ระดับ A)", "2566|91.20|ผ่านดี|||"},
        {"ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี โดยปี ๒๕๖๕ มีผลคะแนน ๘๕.๑๐ อยู่ในระดับ A", "2566|91.20|ผ่านดี||A|"},
        {"ผลการประเมิน ITA ปี ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี (ปี ๒๕๖๒ ระดับ A)", "2566|91.20|ผ่านดี|||"},
        {"ผลการประเมิน ITA ปี ๒๕๖๕ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี จึงตั้งเป้าหมายปี ๒๕๖๖ ระดับผ่านดีเยี่ยม", "2565|91.20|ผ่านดี|||"}})
    EXPECT_EQ(result_of({text}), result) << text;
}

TEST(FindItaResult, HasTheYearOfItsAssessmentNotOfTheHeadingBefore) {
  for (const auto& [text, year] : {std::pair{"รายงานผล ปีงบประมาณ พ.ศ. ๒๕๖๗ ผลการประเมิน ITA ปีงบประมาณ ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน (ปี ๒๕๖๕ ระดับ A)", "2566"},
                                   {"ในปี ๒๕๖๗ กำหนดมาตรการจากผลการประเมิน ITA ปี ๒๕๖๖ ซึ่งได้ ๙๑.๒๐ คะแนน", "2566"},
                                   {"ในปี ๒๕๖๖ ผลการประเมิน ITA สูงกว่าปี ๒๕๖๕ โดยได้ ๙๑.๒๐ คะแนน", "2566"},
                                   {"ปี ๒๕๖๖ ผลการประเมิน ITA ได้ ๙๑.๒๐ คะแนน และปี ๒๕๖๗ จะรักษาไว้", "2566"}})
    EXPECT_EQ(result_of({text}).substr(0, 10), std::string(year) + "|91.20") << text;
}

TEST(FindItaResult, HasNoCertainYearWhereTwoStandBeforeItsScore) {
  const auto year_of = [](const std::string& text) {
    std::vector<Finding> findings;
    return find_ita_result(body_of({text}), {kOwn}, ResultSubject::kNamedOrNobody, test::schemas(), findings)->fiscal_year;
  };
  const std::string behind = " พบว่า" + kOwn + "ได้คะแนนรวม ๙๑.๒๐ คะแนน ส่วนปี ๒๕๖๕ ได้คะแนนรวม ๘๕.๑๐ คะแนน";
  EXPECT_LE(year_of("ในปี ๒๕๖๗ ซึ่งเป็นการติดตามผลคะแนน ITA ปี ๒๕๖๖" + behind)->confidence, 0.9);
  EXPECT_GT(year_of("ในปี ๒๕๖๖ ซึ่งเป็นการติดตามผลคะแนน ITA ปี ๒๕๖๖" + behind)->confidence, 0.95);
}

TEST(FindItaResult, IsNotTheScoreThatItIsComparedWith) {
  EXPECT_EQ(result_of({"ในปี ๒๕๖๖ เข้ารับการประเมิน ITA มีผู้ตอบแบบ IIT ๔๒ คน EIT ๑๒๐ คน ผลปรากฏว่าได้รับคะแนน ๙๑.๒๐ จัดอยู่ในระดับผ่านดี สูงกว่าปีก่อนซึ่งได้ ๘๕.๑๐ "
                       "คะแนน ระดับ A อยู่ ๖.๑๐ คะแนน"})
                .substr(0, 10),
            "2566|91.20");
  EXPECT_EQ(result_of({"การประเมิน ITA ปี ๒๕๖๖ แบบวัด IIT ได้ ๘๘.๐๐ คะแนน สูงกว่าปีก่อนซึ่งได้ ๘๕.๑๐ คะแนน"}), "none");
}

// "ปรากฏว่า" tells of a part as well as of the whole.
TEST(FindItaResult, IsNotTheScoreOfAPart) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ ปรากฏว่าด้านการเปิดเผยข้อมูลได้ ๙๙.๐๐ คะแนน คะแนนรวม ๙๑.๒๐ คะแนน"}).substr(0, 10), "2566|91.20");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ แบบวัด IIT ปรากฏว่าได้ ๘๘.๐๐ คะแนน"}), "none");
}

TEST(FindItaResult, HasTheGradeBehindABracketOfAnotherYear) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ ได้คะแนนรวม ๙๑.๒๐ คะแนน (ปี ๒๕๖๕ ได้ ๘๕.๑๐ คะแนน) เพิ่มขึ้น ๖.๑๐ คะแนน อยู่ในระดับผ่านดี"}),
            "2566|91.20|ผ่านดี|6.10||");
  EXPECT_EQ(result_of({"อบต. คว้า ๙๑.๒๐ คะแนน ระดับผ่านดี จากการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"}), "2566|91.20|ผ่านดี|||");
}

TEST(FindItaResult, StandsInBracketsBehindItsGradeOrBehindASign) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ อบต. ได้ระดับผ่านดี (๙๑.๒๐ คะแนน) จากเดิมระดับ A (๘๕.๑๐ คะแนน)"}), "2566|91.20|ผ่านดี||A|");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ เพิ่มขึ้นจากระดับ A (๘๕.๑๐ คะแนน) เป็นระดับผ่านดี (๙๑.๒๐ คะแนน)"}).substr(0, 10), "2566|91.20");
  EXPECT_EQ(result_of({"ITA ปี ๒๕๖๖ = ๙๑.๒๐ (ผ่านดี)"}), "2566|91.20|ผ่านดี|||");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปี ๒๕๖๖ ในภาพรวม ๙๑.๒๐ คะแนน (ผ่านดี) เพิ่มขึ้นจากปี ๒๕๖๕ (๘๕.๑๐ คะแนน, A) จำนวน ๖.๑๐ คะแนน"}),
            "2566|91.20|ผ่านดี|6.10|A|");
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ๒๕๖๖ ได้ ๙๑.๒๐ คะแนน ระดับผ่านดี"}), "2566|91.20|ผ่านดี|||");
}

TEST(FindItaResult, StandsInLinesUnderItsHeading) {
  const std::vector<std::string> lines{"ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "- คะแนนรวม ๙๑.๒๐ คะแนน", "- ระดับผ่านดี",
                                       "- เพิ่มขึ้นจากปีก่อน ๖.๑๐ คะแนน"};
  std::vector<Finding> findings;
  const auto found = find_ita_result(on_one_page(body_of(lines)), {}, ResultSubject::kNamedOrNobody, test::schemas(), findings);
  EXPECT_EQ(shown(found), "2566|91.20|ผ่านดี|6.10||");
  ASSERT_TRUE(found);
  EXPECT_LT(found->score->confidence, 0.95);
}

TEST(FindItaResult, TakesTheYearThatATitleSaysTheResultsAreOf) {
  const auto year = [](const char* title, const char* known = nullptr) {
    ItaResult result;
    if (known) result.fiscal_year = test::field(known);
    take_year_of_title(result, test::field(title));
    return result.fiscal_year ? result.fiscal_year->value + (result.fiscal_year->confidence < 0.95 ? "?" : "") : "none";
  };
  EXPECT_EQ(year("รายงานผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"), "2567?");
  EXPECT_EQ(year("มาตรการส่งเสริมคุณธรรม ปีงบประมาณ ๒๕๖๘ (จากผลการประเมินคุณธรรมและความโปร่งใส (ITA) ปี ๒๕๖๗)"), "2567?");
  EXPECT_EQ(year("วิเคราะห์ผลการประเมิน ITA และมาตรการ ปีงบประมาณ ๒๕๖๘"), "none") << "of the measures";
  EXPECT_EQ(year("เปรียบเทียบผลการประเมิน ITA ปี ๒๕๖๖ กับผลการประเมิน ITA ปี ๒๕๖๗"), "none") << "of two";
  EXPECT_EQ(year("ผลการประเมินโครงการ ปี ๒๕๖๗"), "none") << "of another assessment";
  EXPECT_EQ(year("รายงานผลการประเมิน ITA ปี ๒๕๖๗", "2566"), "2566");
}

TEST(FindItaResult, HasNoYearOfFiveDigits) {
  EXPECT_EQ(result_of({"ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๗๘ คะแนน ๘๗.๕๖"}), "|87.56|||| missing_part ita_result/fiscal_year@1");
}

}  // namespace ita_result_test
}  // namespace banthuek::ita
