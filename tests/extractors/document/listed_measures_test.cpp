// Measures in running text: which lists are of measures, what is an item and what a step of one.
#include "extractors/document/listed_measures.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace listed_measures_test {

using test::quote;
using test::value_of;

std::vector<Paragraph> body_of(const std::vector<std::string>& texts) {
  std::vector<Paragraph> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.push_back({quote(texts[i], 1, static_cast<int>(i) + 1), static_cast<int>(i) + 1, i, i});
  return out;
}

// "no=title (method) [result]; " a measure.
std::string listed(const std::vector<std::string>& body, std::string_view title = {}) {
  std::string out;
  for (const Measure& m : find_listed_measures(body_of(body), test::schemas(), title).measures) {
    EXPECT_EQ(m.title->rule, "narrative/title@1");
    out += value_of(m.no) + "=" + value_of(m.title);
    if (m.method) out += " (" + test::without(m.method->value, "\n", "/") + ")";
    if (m.result) out += " [" + m.result->value + "]";
    if (m.status) out += " " + m.status->value;
    out += "; ";
  }
  return out;
}

const std::string kIntro = "ได้กำหนดมาตรการส่งเสริมคุณธรรม ดังต่อไปนี้";
const std::string kTitle = "ประกาศโรงพยาบาลตัวอย่าง เรื่อง มาตรการป้องกันการรับสินบน";

TEST(FindListedMeasures, GoOnBeyondTheNinth) {
  std::vector<std::string> body{kIntro};
  std::string expected;
  for (int i = 1; i <= 21; ++i) {
    body.push_back(std::to_string(i) + ". เปิดเผยข้อมูล");
    expected += std::to_string(i) + "=เปิดเผยข้อมูล; ";
  }
  EXPECT_EQ(listed(body), expected);
}

TEST(FindListedMeasures, AreTheNumberedItemsBehindTheirAnnouncement) {
  EXPECT_EQ(listed({"ก", kIntro, "๑. เปิดเผยข้อมูล", "(๒) ไม่รับของขวัญ", "๓) อบรม", "เนื้อความ", "๕. อื่น"}), "1=เปิดเผยข้อมูล; 2=ไม่รับของขวัญ; 3=อบรม; ");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "๒. ไม่รับ", "จึงเรียนมาเพื่อโปรดพิจารณา", "๓. อื่น"}), "1=เปิดเผย; 2=ไม่รับ; ");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "๒. ไม่รับ"}), "1=เปิดเผย; 2=ไม่รับ; ");
}

TEST(FindListedMeasures, HaveTheStatusOnABadgeBehindTheirTitle) {
  auto body = body_of({kIntro, "๑. เปิดเผยข้อมูล", "๒. ไม่รับของขวัญจนแล้วเสร็จ"});
  const auto titles = [&] {
    std::string out;
    for (const Measure& m : find_listed_measures(body, test::schemas(), "").measures) out += value_of(m.title) + "/" + value_of(m.status) + ";";
    return out;
  };
  const auto with_badge = [&](const std::string& badge, int height) {
    text::Excerpt said = quote(badge, 1, 2);
    for (text::Piece& piece : said.pieces) piece.place.box.h = height * piece.place.box.h / 10;
    text::append(body[1].reading, "", said);
  };
  with_badge("แล้วเสร็จ", 8);
  EXPECT_EQ(titles(), "เปิดเผยข้อมูล/done;ไม่รับของขวัญจนแล้วเสร็จ/(none);");
  body = body_of({kIntro, "๑. เปิดเผยข้อมูล", "๒. ไม่รับของขวัญ"});
  with_badge("แล้วเสร็จ", 10);
  EXPECT_EQ(titles(), "เปิดเผยข้อมูลแล้วเสร็จ/(none);ไม่รับของขวัญ/(none);") << "in the same size it may be of the title";
  body = body_of({kIntro, "๑. เปิดเผยข้อมูล", "๒. ไม่รับของขวัญ"});
  with_badge("ด้านบุคลากร", 8);
  EXPECT_EQ(titles(), "เปิดเผยข้อมูลด้านบุคลากร/(none);ไม่รับของขวัญ/(none);");
}

TEST(FindListedMeasures, AreNoneWithoutAnnouncementOrAlone) {
  EXPECT_EQ(listed({"ก", "๑. เปิดเผย", "๒. ไม่รับ"}), "");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย"}), "");
  EXPECT_EQ(listed({kIntro, "ก", "๑. เปิดเผย", "๒. ไม่รับ"}), "");
  EXPECT_EQ(listed({kIntro}), "");
  EXPECT_EQ(listed({}), "");
}

TEST(FindListedMeasures, AreNotRulesThatAreAnnouncedAsWays) {
  EXPECT_EQ(listed({"ขอแจ้งแนวทางปฏิบัติในการลา ดังนี้", "๑. ต้องยื่นคำขอ", "๒. ต้องมีคุณวุฒิ"}), "");
  EXPECT_EQ(listed({"ได้กำหนดแนวทางส่งเสริมคุณธรรม ดังนี้", "๑. เปิดเผย", "๒. ไม่รับ"}), "1=เปิดเผย; 2=ไม่รับ; ");
}

TEST(FindListedMeasures, AreOfTheFirstListThatIsOne) {
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "ก", kIntro, "๑. ไม่รับ", "๒. อบรม", kIntro, "๑. อื่น", "๒. ใด"}), "1=ไม่รับ; 2=อบรม; ");
}

TEST(FindListedMeasures, AreNoneInAPaperOfAnotherMatter) {
  const std::vector<std::string> body{"ผู้สมัครต้องถือปฏิบัติตามมาตรการ ดังต่อไปนี้", "๑. มีสัญชาติไทย", "๒. ไม่เคยต้องโทษ"};
  EXPECT_EQ(listed(body, "ประกาศเทศบาลตำบลตัวอย่าง เรื่อง รับสมัครบุคคล"), "");
  EXPECT_EQ(listed(body, kTitle), "1=มีสัญชาติไทย; 2=ไม่เคยต้องโทษ; ");
  // A sentence that names integrity is enough, but not to be sure.
  const auto found = find_listed_measures(body_of({kIntro, "๑. เปิดเผย", "๒. ไม่รับ"}), test::schemas(), "รายงานผล ประจำปี").measures;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].title->confidence, 0.9);
}

TEST(FindListedMeasures, HoldTheStepsBelowThem) {
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "๑.๑ จัดทำ", "๑.๒ ตรวจ", "๒. ไม่รับ", "๒.๑ ประกาศ"}, kTitle),
            "1=เปิดเผย (๑.๑ จัดทำ/๑.๒ ตรวจ); 2=ไม่รับ (๒.๑ ประกาศ); ");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "(๑) จัดทำ", "(๒) ตรวจ", "๒. ไม่รับ"}, kTitle), "1=เปิดเผย ((๑) จัดทำ/(๒) ตรวจ); 2=ไม่รับ; ");
  EXPECT_EQ(listed({kIntro, "มาตรการที่ ๑ เปิดเผย", "- จัดทำ", "มาตรการที่ ๒ ไม่รับ", "- ประกาศ"}, kTitle), "1=เปิดเผย (- จัดทำ); 2=ไม่รับ (- ประกาศ); ");
  EXPECT_EQ(listed({kIntro, "ข้อ ๑ ให้เปิดเผย", "ข้อ ๒ ห้ามรับ"}, kTitle), "1=ให้เปิดเผย; 2=ห้ามรับ; ");
}

TEST(FindListedMeasures, HoldWhatIsToldBetweenThem) {
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "ผลการดำเนินการ ครบ ๔ ไตรมาส", "๒. ไม่รับ", "ผลการดำเนินการ ไม่พบ"}, kTitle),
            "1=เปิดเผย [ครบ ๔ ไตรมาส]; 2=ไม่รับ [ไม่พบ]; ");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "เนื้อความ", "๒. ไม่รับ", "ท้ายเรื่อง", "อีกเรื่อง"}, kTitle), "1=เปิดเผย (เนื้อความ); 2=ไม่รับ; ");
}

TEST(FindListedMeasures, TakeADoubtfulNumberForTheOneBetween) {
  std::vector<Paragraph> body = body_of({kIntro, "๑. เปิดเผย", "๒. ไม่รับ", "๑. อบรม", "๔. ตรวจ"});
  EXPECT_EQ(find_listed_measures(body, test::schemas(), kTitle).measures.size(), 2u);
  for (text::Piece& piece : body[3].reading.pieces) piece.confidence = 0.9;
  const auto found = find_listed_measures(body, test::schemas(), kTitle).measures;
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[2].no->value + found[2].no->rule, "3narrative/no@1+sequence");
}

TEST(FindListedMeasures, OfAPaperInSectionsAreThoseOfItsMeasures) {
  EXPECT_EQ(listed({"๑. วัตถุประสงค์", "๑.๑ เพื่อลด", "๒. นิยาม", "๒.๑ ของขวัญ", "๓. มาตรการ", "๓.๑ ห้ามรับ", "๓.๒ ให้แจ้ง", "๔. บทลงโทษ", "๔.๑ ผิดวินัย"}, kTitle),
            "3.1=ห้ามรับ; 3.2=ให้แจ้ง; ");
  EXPECT_EQ(listed({kIntro, "๑. วัตถุประสงค์", "๑.๑ เพื่อลด", "๑.๒ เพื่อเพิ่ม", "๒. นิยาม"}, kTitle), "");
}

TEST(FindListedMeasures, StandBelowATitleThatNamesThem) {
  EXPECT_EQ(listed({"ก", "๑. ห้ามรับ", "๒. ให้แจ้ง"}, "มาตรการป้องกันการรับสินบน"), "1=ห้ามรับ; 2=ให้แจ้ง; ");
  EXPECT_EQ(listed({"ก", "๑. ห้ามรับ", "๒. ให้แจ้ง"}, "รายงานผลตามมาตรการป้องกันการรับสินบน"), "");
}

TEST(FindListedMeasures, HaveTheStatusThatALineBelowThemSays) {
  EXPECT_EQ(listed({kIntro, "มาตรการที่ ๑ เปิดเผย", "ผู้รับผิดชอบ : กองคลัง", "สถานะ : ดำเนินการแล้ว", "มาตรการที่ ๒ ไม่รับ",
                    "สถานะ : กำลังดำเนินการ คาดว่าแล้วเสร็จมีนาคม", "มาตรการที่ ๓ อบรม", "สถานะ : ตามแผน"},
                   kTitle),
            "1=เปิดเผย done; 2=ไม่รับ in_progress; 3=อบรม; ");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "☐ ดำเนินการแล้ว ☑ อยู่ระหว่าง ☐ ยังไม่ดำเนินการ", "๒. ไม่รับ", "☐ ดำเนินการแล้ว ☐ อยู่ระหว่าง ☐ ยังไม่ดำเนินการ"}, kTitle),
            "1=เปิดเผย in_progress; 2=ไม่รับ; ");
}

TEST(FindListedMeasures, StandBelowASectionOfTheirResults) {
  const std::string title = "รายงานผลตามมาตรการส่งเสริมคุณธรรม";
  EXPECT_EQ(listed({"๑. ความเป็นมา", "เนื้อความ", "๓. ผลการดำเนินการตามมาตรการ", "๓.๑ จุดบริการเดียว", "ผู้รับผิดชอบ : กองคลัง", "๓.๒ แจ้งความคืบหน้า"}, title),
            "3.1=จุดบริการเดียว; 3.2=แจ้งความคืบหน้า; ");
  // Of the paper, not of its table of contents.
  EXPECT_EQ(listed({"๓. ผลตามมาตรการ", "๓. ผลการดำเนินการตามมาตรการ", "๓.๑ จุดบริการ ๒", "๓.๒ แจ้ง ๒", "คณะทำงาน", "๓. ผลการดำเนินการตามมาตรการ",
                    "๓.๑ จุดบริการ", "๓.๒ แจ้ง"},
                   title),
            "3.1=จุดบริการ; 3.2=แจ้ง; ");
  EXPECT_EQ(listed({"๓. ผลการวิเคราะห์", "๓.๑ จุดบริการ", "๓.๒ แจ้ง"}, title), "");
  EXPECT_EQ(listed({"๓. ผลการดำเนินการตามมาตรการ", "๔.๑ จุดบริการ", "๔.๒ แจ้ง"}, title), "");
}

TEST(FindListedMeasures, AreNotWhoWatchesOverThemOrWhatBecomesOfWhoBreaksThem) {
  EXPECT_EQ(listed({kIntro, "ข้อ ๑ การใช้รถ", "๑.๑ ไม่นำกลับบ้าน", "ข้อ ๒ การแต่งตั้งคณะกรรมการติดตาม", "ให้มีคณะกรรมการ", "ข้อ ๓ การรับของ", "ข้อ ๔ บทกำหนดโทษ",
                    "๔.๑ ผิดวินัย"},
                   kTitle),
            "1=การใช้รถ (๑.๑ ไม่นำกลับบ้าน); 3=การรับของ; ");
}

TEST(FindListedMeasures, AreNumberedInWords) {
  const std::string intro = "ตกลงให้ถือปฏิบัติเป็นมาตรการของสำนักงานรวมสามเรื่อง ดังต่อไปนี้";
  EXPECT_EQ(listed({intro, "เรื่องที่หนึ่ง ยืมต้องมีใบ", "เรื่องที่สอง แจ้งงบทุกคน", "เรื่องที่สาม เตือนกัน", "ส่วนที่ ๔ หน้าที่"}, kTitle),
            "1=ยืมต้องมีใบ; 2=แจ้งงบทุกคน; 3=เตือนกัน; ");
  EXPECT_EQ(listed({kIntro, "ประการแรก เปิดเผย", "ประการที่สอง ไม่รับ"}, kTitle), "1=เปิดเผย; 2=ไม่รับ; ");
  EXPECT_EQ(listed({kIntro, "เรื่องที่ ๑ เปิดเผย", "เรื่องที่ ๒ ไม่รับ"}, kTitle), "1=เปิดเผย; 2=ไม่รับ; ");
}

// A paragraph of several lines.
Paragraph wrapped(const std::string& text, std::size_t first) { return {quote(text, 1, 1), 1, first, first + 1}; }

TEST(FindListedMeasures, EndTheirTitlesWhereTheirDescriptionMayBegin) {
  const auto found = [](const std::string& first) {
    return find_listed_measures({body_of({kIntro})[0], wrapped(first, 1), wrapped("เรื่องที่สอง แจ้งงบทุกคน", 3)}, test::schemas(), kTitle).measures.at(0);
  };
  const Measure named = found("เรื่องที่หนึ่ง ยืมของต้องมีใบยืม พัสดุทุกชิ้นที่ออกนอกสำนักงานต้องมีใบยืม");
  EXPECT_EQ(value_of(named.title) + "|" + value_of(named.method), "ยืมของต้องมีใบยืม|พัสดุทุกชิ้นที่ออกนอกสำนักงานต้องมีใบยืม");
  EXPECT_LT(named.title->confidence, 0.95);
  EXPECT_EQ(value_of(found("เรื่องที่หนึ่ง จัดทำคู่มือทุกกระบวนงาน โดยลดเอกสารที่ขอจากประชาชนอย่างน้อย ๑ รายการ").title),
            "จัดทำคู่มือทุกกระบวนงาน โดยลดเอกสารที่ขอจากประชาชนอย่างน้อย ๑ รายการ");
}

TEST(FindListedMeasures, AreNotCertainWhereADescriptionMayStandInTheSameLines) {
  const auto sure = [](const std::string& text, bool wraps) {
    const Paragraph one = wraps ? wrapped(text, 1) : Paragraph{quote(text, 1, 1), 1, 1, 1};
    return find_listed_measures({body_of({kIntro})[0], one, {quote("๒. ไม่รับ", 1, 3), 1, 3, 3}}, test::schemas(), kTitle)
        .measures.at(0)
        .title->confidence;
  };
  EXPECT_LT(sure("๑. ยืมของต้องมีใบยืม พัสดุทุกชิ้นที่ออกนอกต้องมีใบ", true), 0.95);
  EXPECT_GE(sure("๑. ยืมของต้องมีใบยืม พัสดุทุกชิ้น", false), 0.95);
  EXPECT_GE(sure("๑. ยืมของต้องมีใบยืมซึ่งผู้อำนวยการลงนาม และรายงานทุกเดือน", true), 0.95);
}

TEST(FindListedMeasures, HaveTheStatusThatEndsTheirLineOrStandsBelow) {
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผยข้อมูล (ดำเนินการแล้ว)", "๒. ไม่รับของขวัญ - อยู่ระหว่างดำเนินการ", "๓. อบรมบุคลากร (No Gift Policy)", "ยังไม่ได้ดำเนินการ",
                    "๔. ตรวจพัสดุ", "ผู้รับผิดชอบ กองคลัง สถานะ แล้วเสร็จ", "๕. เวที", "ผลการดำเนินการ : ดำเนินการแล้วเสร็จ"},
                   kTitle),
            "1=เปิดเผยข้อมูล done; 2=ไม่รับของขวัญ in_progress; 3=อบรมบุคลากร (No Gift Policy) (ยังไม่ได้ดำเนินการ) not_started; 4=ตรวจพัสดุ done; 5=เวที "
            "[ดำเนินการแล้วเสร็จ] done; ");
}

TEST(FindListedMeasures, HaveTheStatusThatStandsBeforeOrBehindTheirDescription) {
  EXPECT_EQ(
      listed({kIntro, "๑. เปิดเผยข้อมูล – ดำเนินการแล้ว กองคลังแจ้งเวียน", "๒. ยืม - คืนทรัพย์สิน", "๓. แจ้งผล", "กองคลังแจ้งเวียน (ยังไม่ดำเนินการ)", "๔. จบ"}, kTitle),
      "1=เปิดเผยข้อมูล (ดำเนินการแล้ว กองคลังแจ้งเวียน) done; 2=ยืม - คืนทรัพย์สิน; 3=แจ้งผล (กองคลังแจ้งเวียน (ยังไม่ดำเนินการ)) not_started; 4=จบ; ");
}

TEST(FindListedMeasures, HaveTheTitleBelowTheirNumber) {
  EXPECT_EQ(listed({kIntro, "มาตรการที่ ๑", "เปิดเผยข้อมูล", "กองคลังแจ้งเวียน", "มาตรการที่ ๒", "แจ้งผล"}, kTitle), "1=เปิดเผยข้อมูล (กองคลังแจ้งเวียน); 2=แจ้งผล; ");
}

TEST(FindListedMeasures, StandUnderAHeadingThatNamesThem) {
  const std::string title = "รายงานผลตามมาตรการส่งเสริมคุณธรรม";
  EXPECT_EQ(listed({"ความเป็นมา", "ส่วนที่ ๒ มาตรการป้องกัน", "๑. ห้ามรับ", "๒. ให้แจ้ง"}, title), "1=ห้ามรับ; 2=ให้แจ้ง; ");
  EXPECT_EQ(listed({"ก", "มาตรการที่ ๑ ห้ามรับ", "ให้ทุกคนแจ้ง", "มาตรการที่ ๒ ให้แจ้ง", "ข", "ค"}, title), "1=ห้ามรับ (ให้ทุกคนแจ้ง); 2=ให้แจ้ง; ");
  const auto found = find_listed_measures(body_of({"มาตรการป้องกัน", "๑. ห้ามรับ", "๒. ให้แจ้ง"}), test::schemas(), title).measures;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_LT(found[0].title->confidence, 0.95);
  EXPECT_EQ(listed({"ส่วนที่ ๒ หน้าที่", "๑. ปลัด", "๒. ผู้อำนวยการ"}, title), "");
  EXPECT_EQ(listed({"ส่วนที่ ๒ มาตรการป้องกัน", "๑. ห้ามรับ", "๒. ให้แจ้ง"}, "รายงานผลการใช้จ่ายงบประมาณ"), "");
}

TEST(FindListedMeasures, CountByLettersWhereTheyWereDecided) {
  const std::string decided = "มติที่ประชุม เห็นชอบมาตรการส่งเสริมคุณธรรม ดังนี้", title = "รายงานการประชุม ครั้งที่ ๒";
  EXPECT_EQ(listed({decided, "ก. เปิดเผย", "ข. ไม่รับ", "ค. อบรม", "ปิดประชุม"}, title), "(none)=เปิดเผย; (none)=ไม่รับ; (none)=อบรม; ");
  EXPECT_EQ(listed({decided, "ก. เปิดเผย เห็นชอบตามเสนอ", "ข. ไม่รับ ให้นำกลับไปทบทวน"}, title), "") << "each decided by itself";
  EXPECT_EQ(listed({decided, "(ก) เปิดเผย", "(ข) ไม่รับ"}, title), "(none)=เปิดเผย; (none)=ไม่รับ; ");
  EXPECT_EQ(listed({decided, "ข. เปิดเผย", "ค. ไม่รับ"}, title), "");
  EXPECT_EQ(listed({"เลขานุการเสนอมาตรการส่งเสริมคุณธรรม ดังนี้", "ก. เปิดเผย", "ข. ไม่รับ"}, title), "");
  // Steps of what is numbered.
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "(ก) จัดทำ", "๒. ไม่รับ", "ก. ประกาศ", "ข. แจ้ง"}, kTitle), "1=เปิดเผย ((ก) จัดทำ); 2=ไม่รับ (ก. ประกาศ/ข. แจ้ง); ");
}

TEST(FindListedMeasures, AreNoneWhereTheyWereRefused) {
  EXPECT_EQ(listed({"ที่ประชุมไม่เห็นชอบมาตรการส่งเสริมคุณธรรม ดังนี้", "๑. เปิดเผย", "๒. ไม่รับ"}, "รายงานการประชุม"), "");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "๒. ไม่รับ", "มติที่ประชุม ไม่เห็นชอบ"}, "รายงานการประชุม"), "");
  EXPECT_EQ(listed({kIntro, "๑. เปิดเผย", "๒. ไม่รับ", "มติที่ประชุม เห็นชอบ"}, "รายงานการประชุม"), "1=เปิดเผย; 2=ไม่รับ; ");
}

TEST(FindListedMeasures, AreNamedInQuotesInASentenceThatSaysHowFarTheyAre) {
  EXPECT_EQ(listed({"สภาเห็นชอบมาตรการส่งเสริมคุณธรรม ๒ มาตรการ", "มาตรการที่หนึ่ง คือ “เปิดบ้าน” กองคลังจัดทุกเดือน ขณะนี้อยู่ระหว่างดำเนินการ",
                    "มาตรการที่สอง คือ “สมุดรถ” สำนักปลัดใช้แล้ว ถือว่าดำเนินการแล้วเสร็จ", "ทั้งสองมาตรการมีผู้รับผิดชอบ"},
                   "สรุปผล ประจำปี"),
            "1=เปิดบ้าน (กองคลังจัดทุกเดือน ขณะนี้อยู่ระหว่างดำเนินการ) in_progress; 2=สมุดรถ (สำนักปลัดใช้แล้ว ถือว่าดำเนินการแล้วเสร็จ) done; ");
}

TEST(FindListedMeasures, NeedNoAnnouncementWhereEachSaysHowFarItIs) {
  const std::string title = "รายงานผลตามมาตรการส่งเสริมคุณธรรม";
  const std::vector<std::string> body{"ความเป็นมา", "๑. เปิดเผย", "ผล : ครบ", "สถานะ : แล้วเสร็จ", "๒. ไม่รับ", "ผล : ยังไม่ครบ", "สถานะ : ยังไม่เริ่ม"};
  EXPECT_EQ(listed(body, title), "1=เปิดเผย [ครบ] done; 2=ไม่รับ [ยังไม่ครบ] not_started; ");
  EXPECT_LT(find_listed_measures(body_of(body), test::schemas(), title).measures.at(0).title->confidence, 0.95);
  EXPECT_EQ(listed({"ความเป็นมา", "๑. เปิดเผย", "ผล : ครบ", "๒. ไม่รับ", "ผล : ครบ"}, title), "");
}

TEST(FindListedMeasures, StandAsBulletsUnderAHeadingOfSeveral) {
  const std::string title = "รายงานผลตามมาตรการส่งเสริมคุณธรรม";
  EXPECT_EQ(listed({"มาตรการที่ใช้ในปีนี้", "• เปิดเผย", "• ไม่รับ", "จึงเรียนมา"}, title), "(none)=เปิดเผย; (none)=ไม่รับ; ");
  EXPECT_EQ(listed({"มาตรการป้องกันการรับสินบน", "• ไม่รับ", "• ไม่ให้"}, title), "") << "steps of one";
}

}  // namespace listed_measures_test
}  // namespace banthuek::document
