// Measures out of tables: which rows begin one, which go on, what its values and doubts are.
#include "extractors/document/measures.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extractors/extract/extract.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace measures_test {

// A measure a line: "no|group|title|method|responsible|monitoring|start..end frequency|status|result|outcome|recommendation".
std::string shown(const Document& d) {
  std::string out;
  const auto text = [](const MaybeField& f) { return f ? test::without(f->value, "\n", "/") : ""; };
  for (const Measure& m : d.measures) {
    out += text(m.no) + "|" + text(m.group) + "|" + text(m.title) + "|" + text(m.method) + "|" + text(m.responsible) + "|" + text(m.monitoring) + "|";
    if (m.period) out += text(m.period->start) + ".." + text(m.period->end) + (m.period->frequency ? " " + text(m.period->frequency) : "");
    out += "|" + text(m.status) + "|" + text(m.result) + "|" + text(m.outcome) + "|" + text(m.recommendation) + "\n";
  }
  return out;
}

std::string findings(const Document& d) {
  std::string out;
  for (const Finding& f : d.findings)
    if (f.code != "organisation_not_listed") out += (out.empty() ? "" : "; ") + f.code + " " + f.field + (f.reading.empty() ? "" : " " + f.reading);
  return out;
}

// The document with this table below a heading that names the fiscal year; all read as surely as `confidence`.
Document document_of(const std::string& table, double confidence = 1) {
  std::vector<Page> pages = test::pages_of("รายงานตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n" + table);
  for (Page& page : pages)
    for (Table& t : page.tables)
      for (Cell& cell : t.cells)
        for (Line& line : cell.lines) line.confidence = confidence;
  return extract::extract_document(pages, test::schemas());
}

const std::string kHead = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n";

std::string measures_of(const std::string& rows, const std::string& head = kHead) { return shown(document_of(head + rows)); }

TEST(Measures, HoldWhatStandsInTheirColumns) {
  EXPECT_EQ(measures_of("๑\tIIT\tก\tข\tกองคลัง\tค\tรายเดือน\tแล้วเสร็จ\tง\tจ\tฉ\n",
                        "ที่\tแบบวัด\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tการกำกับติดตาม\tระยะเวลา\tสถานะ\tผลการดำเนินการ\tผลลัพธ์\tข้อเสนอแนะ\n"),
            "1|IIT|ก|ข|กองคลัง|ค|.. monthly|done|ง|จ|ฉ\n");
  const Document d = document_of(kHead + "๑\tก\tข\tกองคลัง\tต.ค. ๖๕\n");
  ASSERT_EQ(d.measures.size(), 1u);
  EXPECT_EQ(d.measures[0].no->rule, "measures_table/no@1");
  EXPECT_EQ(d.measures[0].title->rule, "measures_table/title@1");
  EXPECT_EQ(d.measures[0].period->start->rule, "measures_table/period@1");
  EXPECT_EQ(d.layouts, (std::vector<std::string>{"report", "measures_table"}));
}

TEST(Measures, TakeANumberWhoseFullStopWasNotRead) {
  const std::string head = "มาตรการ\tวิธีการ\tระยะเวลา\n";
  EXPECT_EQ(measures_of("๑. ก\tx\tต.ค. ๖๕\n๒ การ\ty\tพ.ย. ๖๕\n๓ : การ\tz\tธ.ค. ๖๕\n", head),
            "1||ก|x|||2022-10..2022-10||||\n2||การ|y|||2022-11..2022-11||||\n3||การ|z|||2022-12..2022-12||||\n");
  EXPECT_EQ(measures_of("๑. ก\tx\tต.ค. ๖๕\n๒; การ\ty\tพ.ย. ๖๕\n", head), "1||ก|x|||2022-10..2022-10||||\n2||การ|y|||2022-11..2022-11||||\n");
  // Not the next number, nothing before it, no text behind it.
  EXPECT_EQ(measures_of("๑. ก\tx\tต.ค. ๖๕\n๓ การ\ty\tพ.ย. ๖๕\n", head), "1||ก|x|||2022-10..2022-10||||\n||๓ การ|y|||2022-11..2022-11||||\n");
  EXPECT_EQ(measures_of("๑ การ\tx\tต.ค. ๖๕\n", head), "||๑ การ|x|||2022-10..2022-10||||\n");
  EXPECT_EQ(measures_of("๑. ก\tx\tต.ค. ๖๕\n๒ x\ty\tพ.ย. ๖๕\n", head), "1||ก|x|||2022-10..2022-10||||\n||๒ x|y|||2022-11..2022-11||||\n");
}

TEST(Measures, AreNamedByTheNumberedColumnWhereTheHeadingsChoseOneWithoutNumbers) {
  const char* head = "การขับเคลื่อนภารกิจ\tผู้รับผิดชอบ\tระยะเวลา\tตัวชี้วัด\n";
  // Rows of dashes below a title are what is done.
  EXPECT_EQ(measures_of("๑. จัดทำคู่มือ\tกองคลัง\tต.ค. ๖๕\t- สำเร็จ/ไม่สำเร็จ\n- ออกแบบ\t\t\t\n- พัฒนา\t\t\t\n๒. จัดอบรม\tกองช่าง\tพ.ย. ๖๕\t- ร้อยละ ๘๐\n", head),
            "1||จัดทำคู่มือ|- ออกแบบ/- พัฒนา|กองคลัง||2022-10..2022-10||||\n2||จัดอบรม||กองช่าง||2022-11..2022-11||||\n");
  // A column of dashes alone names none.
  EXPECT_EQ(measures_of("- ก\tกองคลัง\tต.ค. ๖๕\tร้อยละ ๙๐\n", head), "||ร้อยละ ๙๐||กองคลัง||2022-10..2022-10||||\n");
}

TEST(Measures, WithoutNumbersBeginAtEveryTitle) {
  const std::string head = "มาตรการ\tวิธีการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(measures_of("ก\tx\tกองคลัง\nข\ty\t\n\tz\t\n", head), "||ก|x|กองคลัง||||||\n||ข|y/z|||||||\n");
}

TEST(Measures, WithNumbersTakeATitleWithoutOneByTheNumberThatFollows) {
  // The next number follows on: the row belongs to the measure above.
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tข\ty\tกองช่าง\tพ.ย. ๖๕\n๒\tค\tz\tกองคลัง\tต.ค. ๖๕\n"),
            "1||ก/ข|x/y|กองคลัง/กองช่าง||2022-10..2022-11||||\n2||ค|z|กองคลัง||2022-10..2022-10||||\n");
  // One is missing: it is this row's.
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tข\ty\t\t\n๓\tค\tz\tกองคลัง\tต.ค. ๖๕\n"),
            "1||ก|x|กองคลัง||2022-10..2022-10||||\n||ข|y|||||||\n3||ค|z|กองคลัง||2022-10..2022-10||||\n");
  // Neither, or none follows: by what else the row says.
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tข\ty\tกองช่าง\t\n๕\tค\tz\tกองคลัง\tต.ค. ๖๕\n"),
            "1||ก|x|กองคลัง||2022-10..2022-10||||\n||ข|y|กองช่าง||||||\n5||ค|z|กองคลัง||2022-10..2022-10||||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tข\ty\t\tพ.ย. ๖๕\n"), "1||ก|x|กองคลัง||2022-10..2022-10||||\n||ข|y|||2022-11..2022-11||||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tข\ty\t\t\n"), "1||ก/ข|x/y|กองคลัง||2022-10..2022-10||||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\t\t\n\tข\ty\t\t\n"), "1||ก/ข|x/y|||||||\n");
}

TEST(Measures, AreWithoutNumbersWhereFewerThanAThirdHaveOne) {
  const std::string rows = "\tข\ty\t\t\n\tค\ty\t\t\n";
  EXPECT_EQ(measures_of("๑\tก\tx\t\t\n" + rows), "1||ก/ข/ค|x/y/y|||||||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\t\t\n" + rows + "\tง\ty\t\t\n"), "1||ก|x|||||||\n||ข|y|||||||\n||ค|y|||||||\n||ง|y|||||||\n");
}

TEST(Measures, GoOnOverThePagesEnd) {
  const std::string first = "๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\f\n";
  // The first row of the next page has no number and says less: the rest of the measure above.
  EXPECT_EQ(measures_of(first + kHead + "\tข\ty\t\t\n"), "1||กข|x y|กองคลัง||2022-10..2022-10||||\n");
  // It says as much.
  EXPECT_EQ(measures_of(first + kHead + "\tข\ty\tกองช่าง\t\n"), "1||ก|x|กองคลัง||2022-10..2022-10||||\n||ข|y|กองช่าง||||||\n");
  // The next is not the first row of its page any more.
  EXPECT_EQ(measures_of(first + kHead + "\t\ty\t\t\n\t\tz\t\t\n"), "1||ก|x y/z|กองคลัง||2022-10..2022-10||||\n");
  // In a table without numbers too.
  const std::string head = "มาตรการ\tวิธีการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(measures_of("ก\tx\tกองคลัง\n\f\n" + head + "ข\ty\t\n", head), "||กข|x y|กองคลัง||||||\n");
  EXPECT_EQ(measures_of("ก\tx\t\n\f\n" + head + "ข\ty\t\n", head), "||ก|x|||||||\n||ข|y|||||||\n");
}

TEST(Measures, MayEachBeAColumn) {
  EXPECT_EQ(measures_of("ผู้รับผิดชอบ\tกองคลัง\tกองช่าง\nระยะเวลา\tต.ค. ๖๕\tพ.ย. ๖๕\nสถานะ\tแล้วเสร็จ\tยังไม่เริ่ม\n", "มาตรการ\tเปิดเผยข้อมูล\tไม่รับของขวัญ\n"), "")
      << "a column of sums, of notes or of an older version has a heading too";
  EXPECT_EQ(measures_of("ชื่อมาตรการ\tเปิดเผยข้อมูล\tไม่รับของขวัญ\nผู้รับผิดชอบ\tกองคลัง\tกองช่าง\nสถานะ\tแล้วเสร็จ\tยังไม่เริ่ม\n", "รายการ\tมาตรการที่ ๑\tมาตรการที่ ๒\n"),
            "1||เปิดเผยข้อมูล||กองคลัง|||done|||\n2||ไม่รับของขวัญ||กองช่าง|||not_started|||\n");
  EXPECT_EQ(measures_of("ผู้รับผิดชอบ\tกองคลัง\tกองช่าง\nสถานะ\tแล้วเสร็จ\tยังไม่เริ่ม\n", "โครงการ\tก\tข\n"), "");
  EXPECT_EQ(measures_of("มาตรการ\tตรวจสอบพัสดุ\tตามมติ\nผู้รับผิดชอบ\tกองคลัง\tโทร ๐๕๓\n", "หัวข้อ\tรายละเอียด\tหมายเหตุ\n"), "");
}

TEST(Measures, AreNotDoneWhereAShareOfThemIs) {
  for (const char* cell : {"๘๐% แล้วเสร็จ", "ร้อยละ ๔๐ ดำเนินการแล้ว", "๑๐๐% อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว ๓ จาก ๑๒ ครั้ง"})
    EXPECT_EQ(measures_of("๑\tก\tกองคลัง\t" + std::string(cell) + "\n", "ที่\tมาตรการ\tผู้รับผิดชอบ\tสถานะ\n"), "1||ก||กองคลัง||||||\n") << cell;
}

TEST(Measures, HaveNoNumberOfDigitsFromACode) {
  for (const char* cell : {"๖๗-๐๑", "INTG-๐๓", "ปปช.๔/๖๗", "2567-01", "MOIT 3"})
    EXPECT_EQ(measures_of(std::string(cell) + "\tก\tกองคลัง\n", "ที่\tมาตรการ\tผู้รับผิดชอบ\n"), "||ก||กองคลัง||||||\n") << cell;
  for (const char* cell : {"ข้อ ๓", "(๓)", "๓.", "No. 3", "มาตรการที่ ๓"})
    EXPECT_EQ(measures_of(std::string(cell) + "\tก\tกองคลัง\n", "ที่\tมาตรการ\tผู้รับผิดชอบ\n"), "3||ก||กองคลัง||||||\n") << cell;
}

TEST(Measures, OfACardHaveTheNumberInTheLineAboveIt) {
  EXPECT_EQ(measures_of("เจ้าภาพ\tกองคลัง\nสถานะ\tแล้วเสร็จ\n", "มาตรการที่ ๓\nชื่อมาตรการ\tเปิดเผยข้อมูล\n"), "3||เปิดเผยข้อมูล||กองคลัง|||done|||\n");
  EXPECT_EQ(measures_of("เจ้าภาพ\tกองคลัง\nสถานะ\tแล้วเสร็จ\n", "มาตรการ\nชื่อมาตรการ\tเปิดเผยข้อมูล\n"), "||เปิดเผยข้อมูล||กองคลัง|||done|||\n");
}

TEST(Measures, HaveNoNumberWhereACodeStands) {
  const std::string head = "รหัส\tมาตรการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(measures_of("ก-๐๑\tเปิดเผยข้อมูล\tกองคลัง\nM2\tไม่รับของขวัญ\tกองช่าง\n", head), "||เปิดเผยข้อมูล||กองคลัง||||||\n||ไม่รับของขวัญ||กองช่าง||||||\n");
  EXPECT_EQ(measures_of("๑.๑\tเปิดเผยข้อมูล\tกองคลัง\nข้อ ๒\tไม่รับของขวัญ\tกองช่าง\n", head), "1.1||เปิดเผยข้อมูล||กองคลัง||||||\n2||ไม่รับของขวัญ||กองช่าง||||||\n");
}

TEST(Measures, HaveTheStatusBesideAShare) {
  EXPECT_EQ(measures_of("๑\tเปิดเผยข้อมูล\tกองคลัง\t100% เสร็จสิ้น\n๒\tไม่รับของขวัญ\tกองช่าง\t40% อยู่ระหว่างดำเนินการ\n", "ที่\tมาตรการ\tหน่วยงาน\tความคืบหน้า\n"),
            "1||เปิดเผยข้อมูล||กองคลัง|||done|||\n2||ไม่รับของขวัญ||กองช่าง|||in_progress|||\n");
}

TEST(Measures, CoverTheRowsThatTheirCellsReachInto) {
  std::vector<Page> pages = test::pages_of("รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n" + kHead + "๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n๒\tข\t\t\tพ.ย. ๖๕\n");
  Table& t = pages[0].tables[0];
  std::erase_if(t.cells, [](const Cell& c) { return c.row == 2 && (c.column == 2 || c.column == 3); });
  test::at(t, 1, 2).row_span = test::at(t, 1, 3).row_span = 2;
  EXPECT_EQ(shown(extract::extract_document(pages, test::schemas())), "1||ก|x|กองคลัง||2022-10..2022-10||||\n2||ข|x|กองคลัง||2022-11..2022-11||||\n");
}

TEST(Measures, AreOfTheGroupNamedAboveThem) {
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\t\n\f\nแบบวัด OIT\n" + kHead + "๑\tข\ty\tกองช่าง\t\n"), "1||ก|x|กองคลัง||||||\n1|OIT|ข|y|กองช่าง||||||\n");
  const std::string head = "แบบวัด\tมาตรการ\tวิธีการ\n";
  EXPECT_EQ(measures_of("IIT\tก\tx\n\tข\ty\nEIT\tค\tz\nอื่น\tง\tz\n", head), "|IIT|ก|x|||||||\n|IIT|ข|y|||||||\n|EIT|ค|z|||||||\n|EIT|ง|z|||||||\n");
  std::string longest = "IIT ";
  while (longest.size() < 4 + 3 * 106) longest += "ก";  // 109 characters folded
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\t\n\f\n" + longest + "\n" + kHead + "๑\tข\ty\tกองช่าง\t\n"), "1||ก|x|กองคลัง||||||\n1|IIT|ข|y|กองช่าง||||||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\t\n\f\n" + longest + "ก\n" + kHead + "๑\tข\ty\tกองช่าง\t\n"), "1||ก|x|กองคลัง||||||\n1||ข|y|กองช่าง||||||\n");
}

TEST(Measures, AreNoneOfSumsBlanksAndLoneHeadings) {
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\tรวมทั้งสิ้น\t\t\t\n\t\t\t\t\n(๑)\t(๒)\t(๓)\t\t\n๒\tข\tx\tกองคลัง\tต.ค. ๖๕\n"),
            "1||ก|x|กองคลัง||2022-10..2022-10||||\n2||ข|x|กองคลัง||2022-10..2022-10||||\n");
  EXPECT_EQ(measures_of("\t\t\tกองคลัง\tต.ค. ๖๕\n"), "");
  EXPECT_EQ(measures_of("๑\t\t\tกองคลัง\tต.ค. ๖๕\n"), "");
  EXPECT_EQ(measures_of("๑\t\tx\t\t\n"), "1|||x|||||||\n");
}

// ---- periods and their doubts

struct PeriodCase {
  const char* text;
  double confidence;
  const char *period, *findings;
};

TEST(Measures, SayWhatIsDoubtfulAboutTheirPeriod) {
  for (const PeriodCase& c : {
           PeriodCase{"ต.ค. ๖๕ - ก.ย. ๖๖", 1, "2022-10..2023-09", ""},
           {"ตามความเหมาะสม", 1, "..", "period_unread measures/0/period"},
           {"รายเดือน", 1, ".. monthly", ""},
           {"๓๑ มิ.ย. ๖๖", 1, "..", "no_such_date measures/0/period; period_unread measures/0/period"},
           {"ต.ค. ๖๕ ถึงปัจจุบัน", 1, "2022-10..", "period_end_unread measures/0/period"},
           {"ต.ค. ๒๖๘", 1, "2022-10..2022-10", "year_inferred measures/0/period"},
           {"ต.ค. ๖๖ - ก.ย. ๖๖", 1, "2023-10..2023-09", "period_reversed measures/0/period"},
           {"ต.ค. ๖๖ - ก.ย. ๖๖", 0.984, "2022-10..2023-09", "period_reversed measures/0/period 2022-10"},
           {"ต.ค. ๖๖ - ก.ย. ๖๖", 0.985, "2023-10..2023-09", "period_reversed measures/0/period"},
           {"ต.ค. ๖๕ - ก.ย. ๖๕", 0.9, "2022-10..2023-09", "period_reversed measures/0/period 2023-09"},
           {"ต.ค. ๖๗ - ก.ย. ๖๗", 0.9, "2024-10..2024-09", "period_reversed measures/0/period; period_outside_year measures/0/period"},
       }) {
    const Document d = document_of(kHead + "๑\tก\tx\tกองคลัง\t" + c.text + "\n", c.confidence);
    ASSERT_EQ(d.measures.size(), 1u) << c.text;
    const auto& p = d.measures[0].period;
    ASSERT_TRUE(p) << c.text;
    EXPECT_EQ(p->raw.value, c.text);
    EXPECT_EQ((p->start ? p->start->value : "") + ".." + (p->end ? p->end->value : "") + (p->frequency ? " " + p->frequency->value : ""), c.period)
        << c.text;
    EXPECT_EQ(findings(d), c.findings) << c.text << " " << c.confidence;
  }
}

TEST(Measures, SayByWhatRuleADoubtfulEndWasTaken) {
  const auto rules = [](const char* text) {
    const Document d = document_of(kHead + "๑\tก\tx\tกองคลัง\t" + text + "\n", 0.9);
    const auto& p = d.measures.at(0).period;
    return p && p->start && p->end ? p->start->rule + " " + p->end->rule : "(no period)";
  };
  EXPECT_EQ(rules("ต.ค. ๖๖ - ก.ย. ๖๖"), "measures_table/period@1+fiscal_year measures_table/period@1");
  EXPECT_EQ(rules("ต.ค. ๖๕ - ก.ย. ๖๕"), "measures_table/period@1 measures_table/period@1+fiscal_year");
}

// ---- statuses

const std::string kChoices = "ที่\tมาตรการ\tวิธีการ\tยังไม่ดำเนินการ\tอยู่ระหว่างดำเนินการ\tดำเนินการแล้วเสร็จ\n";

struct StatusCase {
  const char *cells, *status, *findings, *reason;
};

TEST(Measures, SayWhatIsDoubtfulAboutTheirStatus) {
  const char* const unclear = "status_unclear measures/0/status";
  for (const StatusCase& c : {StatusCase{"✓\t\t", "not_started", "", ""}, StatusCase{"\t/\t", "in_progress", "", ""},
                              StatusCase{"○\t○\t●", "done", "", ""}, StatusCase{"✓\t✓\t", "(none)", unclear, "several statuses are marked"},
                              StatusCase{"○\tกข\t○", "in_progress", unclear, "a mark could not be told; the status follows from the other marks"},
                              StatusCase{"กข\tกข\t○", "(none)", unclear, "no mark could be told"}, StatusCase{"○\t○\t○", "(none)", "", ""}}) {
    const Document d = document_of(kChoices + "๑\tก\tx\t" + c.cells + "\n");
    ASSERT_EQ(d.measures.size(), 1u);
    EXPECT_EQ(test::value_of(d.measures[0].status), c.status) << c.cells;
    EXPECT_EQ(findings(d), c.findings) << c.cells;
    if (*c.reason) {
      EXPECT_EQ(d.findings.back().reason, c.reason);
    }
  }
  const Document d = document_of(kChoices + "๑\tก\tx\t○\tกข\t○\n");
  ASSERT_TRUE(d.measures.at(0).status);
  EXPECT_LE(d.measures[0].status->confidence, 0.6);
  EXPECT_EQ(d.measures[0].status->raw, "กข");
  EXPECT_EQ(d.findings.back().value, "○ กข ○");
}

TEST(Measures, TakeTheFirstRowThatMarksAStatus) {
  EXPECT_EQ(measures_of("๑\tก\tx\t✓\t\t\n\t\ty\t\t✓\t\n๒\tข\tx\t\t\t\n\t\ty\t\t\t✓\n", kChoices),
            "1||ก|x/y||||not_started|||\n2||ข|x/y||||done|||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\tแล้วเสร็จ\t✓\n", "ที่\tมาตรการ\tวิธีการ\tสถานะ\tยังไม่ดำเนินการ\n"), "1||ก|x||||done|||\n");
  EXPECT_EQ(measures_of("๑\tก\tx\tอื่น ๆ\t✓\n", "ที่\tมาตรการ\tวิธีการ\tสถานะ\tยังไม่ดำเนินการ\n"), "1||ก|x||||not_started|||\n");
}

// ---- a digit in doubt

std::string numbers(std::vector<std::string> numbers, double confidence = 0.9, const std::string& group_of_last = "") {
  std::string rows;
  for (const std::string& no : numbers) rows += no + "\t\tก\tx\n";
  if (!group_of_last.empty()) rows = rows.substr(0, rows.rfind("\t\tก")) + "\t" + group_of_last + "\tก\tx\n";
  const Document d = document_of("ที่\tแบบวัด\tมาตรการ\tวิธีการ\n" + rows, confidence);
  std::string out;
  for (const Measure& m : d.measures) out += (m.no ? m.no->value + (m.no->rule.ends_with("+sequence") ? "!" : "") : "-") + " ";
  return out;
}

TEST(Measures, TakeADoubtfulNumberForTheOneBetweenItsNeighbours) {
  EXPECT_EQ(numbers({"๑", "๙", "๓"}), "1 2! 3 ");
  EXPECT_EQ(numbers({"๑", "๙", "๓"}, 0.984), "1 2! 3 ");
  EXPECT_EQ(numbers({"๑", "๙", "๓"}, 0.985), "1 9 3 ");
  EXPECT_EQ(numbers({"๑", "๒", "๓"}), "1 2 3 ");
  EXPECT_EQ(numbers({"๑", "๙", "๔"}), "1 9 4 ");
  EXPECT_EQ(numbers({"๑", "๑๒", "๓"}), "1 12 3 ");  // two digits for one
  EXPECT_EQ(numbers({"๑", "๒.๑", "๓"}), "1 2.1 3 ");
  EXPECT_EQ(numbers({"๑.๑", "๙", "๒"}), "1.1 9 2 ");
  EXPECT_EQ(numbers({"๘", "๔", "๑๐"}), "8 9! 10 ");
  EXPECT_EQ(numbers({"๙", "๑"}), "9 1 ");
  EXPECT_EQ(numbers({"๑", "๙", "๓"}, 0.9, "IIT"), "1 9 3 ");  // the last is of another group
}

TEST(Measures, SayWhichNumberWasInDoubt) {
  const Document d = document_of("ที่\tมาตรการ\tวิธีการ\n๑\tก\tx\n๙\tข\ty\n๓\tค\tz\n", 0.9);
  ASSERT_EQ(d.findings.size(), 1u);
  EXPECT_EQ(d.findings[0].code, "numbering_gap");
  EXPECT_EQ(d.findings[0].field, "measures/1/no");
  EXPECT_EQ(d.findings[0].value, "๙");
  EXPECT_EQ(d.findings[0].reason, "the rows before and behind have 1 and 3; the digit was in doubt");
  EXPECT_EQ(d.findings[0].reading, "2");
  EXPECT_EQ(d.findings[0].page, 1);
}

// ---- pages

// A page whose rows have no title at all is of the measure that the page before began.
TEST(Measures, GoOnOverAPageWithoutTitles) {
  EXPECT_EQ(measures_of("๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\f\n" + kHead + "\t\ty\t\t\n\t\tz\t\t\n\f\n" + kHead + "\t\tw\t\t\n๒\tข\tx\tกองช่าง\tพ.ย. ๖๕\n"),
            "1||ก|x y/z w|กองคลัง||2022-10..2022-10||||\n2||ข|x|กองช่าง||2022-11..2022-11||||\n");
  const Document d = document_of(kHead + "๑\tก\tx\tกองคลัง\tต.ค. ๖๕\n\f\n" + kHead + "\t\ty\t\t\n");
  ASSERT_EQ(d.measures.size(), 1u);
  ASSERT_TRUE(d.measures[0].method);
  ASSERT_EQ(d.measures[0].method->places.size(), 2u);
  EXPECT_EQ(d.measures[0].method->places[1].page, 2);
}

TEST(Measures, AreTakenFromATableWithoutHeadings) {
  const Document d =
      document_of("๑\tจัดทำประกาศเจตนา\tประชุมชี้แจง\tกองคลัง\tต.ค. ๖๕ - ก.ย. ๖๖\tประกาศแล้ว\n๒\tไม่รับของขวัญ\tติดประกาศ\tสำนักปลัด\tม.ค. ๖๖\tรับทราบแล้ว\n");
  EXPECT_EQ(shown(d),
            "1||จัดทำประกาศเจตนา|ประชุมชี้แจง|กองคลัง||2022-10..2023-09||ประกาศแล้ว||\n2||ไม่รับของขวัญ|ติดประกาศ|สำนักปลัด||2023-01..2023-01||รับทราบแล้ว||\n");
}

TEST(Measures, AreNumberedByTheirTitlesWhereTheColumnNumbersSomethingElse) {
  const std::string head = "ที่\tประเด็นที่ต้องพัฒนา\tมาตรการ\tผู้รับผิดชอบ\n";
  EXPECT_EQ(measures_of("๑\tก\t๑. ขข\tกองคลัง\n\t\t๒. คค\tกองคลัง\n๒\tง\t๓. จจ\tกองคลัง\n", head),
            "1||ขข||กองคลัง||||||\n2||คค||กองคลัง||||||\n3||จจ||กองคลัง||||||\n");
  EXPECT_EQ(measures_of("๑\tก\t๑. ขข\tกองคลัง\n๒\tง\t๒. จจ\tกองคลัง\n", head), "1||ขข||กองคลัง||||||\n2||จจ||กองคลัง||||||\n");
  EXPECT_EQ(measures_of("๓\tก\t- ขข\tกองคลัง\n", head), "3||ขข||กองคลัง||||||\n");
}

TEST(Measures, HaveTheStatusThatTheirResultBeginsWithWhereNothingElseSaysIt) {
  const std::string head = "ที่\tมาตรการ\tผลการดำเนินการ\n";
  const auto status = [&](const std::string& result) {
    const Document d = document_of(head + "๑\tก\t" + result + "\n๒\tข\tไม่มี\n");
    return d.measures.at(0).status ? d.measures[0].status->value + (d.measures[0].status->confidence < 0.95 ? "?" : "") : "none";
  };
  EXPECT_EQ(status("ดำเนินการแล้วเสร็จ มีผู้ร่วม ๔๐ คน"), "done?");
  EXPECT_EQ(status("อยู่ระหว่างดำเนินการ"), "in_progress?");
  EXPECT_EQ(status("ยังไม่ได้ดำเนินการ เพราะขาดงบ"), "not_started?");
  for (const char* result : {"ดำเนินการแล้วเสร็จ ๓ จาก ๔ รุ่น", "ดำเนินการแล้ว ๓ ครั้ง", "ประชุมแล้วเสร็จ", "แล้วเสร็จบางส่วน"})
    EXPECT_EQ(status(result), "none") << result;
}

TEST(Measures, HaveTheStatusThatTheirResultSaysOnALineOfItsOwn) {
  const std::string head = "ที่\tมาตรการ\tผลการดำเนินงาน\n";
  const auto status = [&](const std::string& result) {
    const Document d = document_of(head + "๑\tก\t" + result + "\n๒\tข\tไม่มี\n");
    return d.measures.at(0).status ? d.measures[0].status->value + (d.measures[0].status->confidence < 0.95 ? "?" : "") : "none";
  };
  EXPECT_EQ(status("<p>ดำเนินการแล้ว</p><p>ผู้ชม ๘๐๐ ครั้ง</p>"), "done?");
  EXPECT_EQ(status("ดำเนินการแล้ว ไม่พบการรับของ"), "done?");
  EXPECT_EQ(status("ดำเนินการแล้ว"), "done?");
  EXPECT_EQ(status("ยังไม่ดำเนินการ (นอกรอบ)"), "not_started?");
  EXPECT_EQ(status("อยู่ระหว่างดำเนินการ ๔ ใน ๕ เดือน"), "in_progress?");
  for (const char* result : {"<p>ดำเนินการแล้ว</p><p>๓ ใน ๕ เดือน</p>", "<p>ดำเนินการแล้ว</p><p>บางส่วน</p>", "ดำเนินการแล้วตามแผน", "ดำเนินการแล้ว (๓ จาก ๕)",
                             "ดำเนินการแล้ว แต่ยังไม่ครบ"})
    EXPECT_EQ(status(result), "none") << result;
}

TEST(Measures, HaveTheirStatusInTheColumnThatSaysNothingElse) {
  for (const char* heading : {"ผลสำเร็จ", "ผลเป็นอย่างไร", "หมายเหตุ", "ผลการดำเนินการ"})
    EXPECT_EQ(measures_of("๑\tก\tกองคลัง\tดำเนินการแล้ว\n๒\tข\tกองช่าง\tอยู่ระหว่างดำเนินการ\n๓\tค\tกองช่าง\tยังไม่ได้ปฏิบัติ\n",
                          "ที่\tมาตรการ\tผู้รับผิดชอบ\t" + std::string(heading) + "\n"),
              "1||ก||กองคลัง|||done|||\n2||ข||กองช่าง|||in_progress|||\n3||ค||กองช่าง|||not_started|||\n")
        << heading;
  EXPECT_EQ(measures_of("๑\tก\tกองคลัง\tดำเนินการแล้ว\n๒\tข\tกองช่าง\tประชาชนพอใจ\n", "ที่\tมาตรการ\tผู้รับผิดชอบ\tผลสำเร็จ\n"),
            "1||ก||กองคลัง|||||ดำเนินการแล้ว|\n2||ข||กองช่าง|||||ประชาชนพอใจ|\n");
}

TEST(Measures, AreNotCertainWhereTheirTitleGoesOnBehindALineThatItsWriterEnded) {
  const auto sure = [](int width) {
    std::vector<Page> pages =
        test::pages_of("รายงานตามมาตรการ\n" + kHead + "๑\t<p>เปิดเผยข้อมูล</p><p>ทุกกอง</p><p>กองคลังแจ้งเวียน</p>\tก\tกองคลัง\tต.ค. ๖๕\n");
    for (Cell& cell : pages.at(0).tables.at(0).cells)
      if (cell.lines.size() == 3) {
        cell.lines[0].box.w = width;
        cell.lines[1].box.y += 20, cell.lines[1].box.w = 20;
        cell.lines[2].box.y += 40, cell.lines[2].box.w = 140;
      }
    return extract::extract_document(pages, test::schemas()).measures.at(0).title->confidence;
  };
  EXPECT_LE(sure(10), 0.9);
  EXPECT_GT(sure(130), 0.9);
}

TEST(Measures, AreNoRowsOfSums) {
  const std::string head = "ที่\tมาตรการ\tแล้วเสร็จ\tระหว่างดำเนินการ\tยังไม่ดำเนินการ\tผลลัพธ์\n", one = "๑\tรวมศูนย์บริการ\t✓\t\t\tก\n",
                    is_one = "1||รวมศูนย์บริการ|||||done||ก|\n";
  for (const char* sum :
       {"\tรวม (มาตรการ)\t๔\t๑\t๑\tคิดเป็นร้อยละ ๖๖.๖๗", "รวม\t\t๔\t๑\t๑\t", "\tรวม ๖ มาตรการ\t๔\t๑\t๑\t", "\tรวมทั้งสิ้น (เรื่อง)\t๔\t๑\t๑\t",
        "\tร้อยละ\t๖๖.๖๗\t๑๖.๖๗\t๑๖.๖๗\t", "\tคิดเป็นร้อยละ\t๖๖.๖๗\t๑๖.๖๗\t๑๖.๖๗\t", "\tจำนวนมาตรการทั้งหมด\t๔\t๑\t๑\t"})
    EXPECT_EQ(measures_of(one + sum + "\n", head), is_one) << sum;
}

TEST(Measures, OfATableOfOneTakeTheNumberOfItsName) {
  EXPECT_EQ(measures_of("ผู้รับผิดชอบ\tกองคลัง\nระยะเวลา\tต.ค. ๖๕\nผลการดำเนินการ\tครบ\n", "มาตรการที่ ๒\tเปิดเผย\n"),
            "2||เปิดเผย||กองคลัง||2022-10..2022-10||ครบ||\n");
}

}  // namespace measures_test
}  // namespace banthuek::document
