// Every check of a document: what does not agree is a finding with place, value, reason and, where it follows, the reading that resolves it;
// what agrees is none. The document itself is never altered.
#include "extractors/check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "extractors/extract.h"
#include "tests/extractors/text_pages.h"

namespace banthuek {
namespace {

MaybeField field(const std::string& value) { return Field{value, value, {{1, {10, 10, 100, 20}}}, 1.0, "a/b@1"}; }

// A document in which everything agrees.
Document sound() {
  Document d;
  d.first_page = d.last_page = 1;
  d.fiscal_year = field("2566");
  d.memo = Memo{field("กองคลัง"), field("043-816061"), field("กส ๕๑๐๐๑/๑๒"), field("2023-04-05"), field("รายงานผล"), field("ปลัดเทศบาลตำบลทุ่งสมมุติ")};
  d.organisation.province = field("กาฬสินธุ์");
  d.organisation.dla_code = "1";
  d.ita_result = ItaResult{field("2565"), field("74.36"), field("C"), field("10.00"), field("D")};
  for (const char* no : {"1", "2", "3"}) {
    Measure m;
    m.no = field(no);
    m.title = field("มาตรการ");
    m.period = PeriodField{*field("ต.ค. ๖๕ - ก.ย. ๖๖"), field("2022-10"), field("2023-09"), {}};
    d.measures.push_back(m);
  }
  d.signatures = {{field("นายทดสอบ ระบบดี"), field("ปลัดเทศบาลตำบลทุ่งสมมุติ"), {}, {}}, {field("นางสาวทดลอง มั่นคง"), field("นายกเทศมนตรี"), {}, {}}};
  d.scores = {{field("เทศบาลตำบลทุ่งสมมุติ"), field("80.00"), field("90.00"), field("70.00"), field("79.00"), {}}};
  return d;
}

std::vector<Finding> findings_of(Document d) {
  check_document(d, test::schemas());
  return d.findings;
}

TEST(Check, FindsNothingWhereEverythingAgrees) {
  for (const Finding& f : findings_of(sound())) ADD_FAILURE() << f.code << " " << f.field << ": " << f.reason;
}

struct Case {
  const char* code;
  const char* where;
  const char* reading;
  std::function<void(Document&)> spoil;
};

void PrintTo(const Case& c, std::ostream* os) { *os << c.code << " " << c.where; }

class Spoilt : public testing::TestWithParam<Case> {};

TEST_P(Spoilt, IsFoundWithItsPlaceAndTheReadingThatResolvesIt) {
  const Case& c = GetParam();
  Document d = sound();
  c.spoil(d);
  const auto all = findings_of(d);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Finding& f) { return f.code == c.code && f.field == c.where; });
  ASSERT_NE(found, all.end());
  EXPECT_EQ(found->reading, c.reading);
  EXPECT_FALSE(found->reason.empty());
  EXPECT_EQ(found->page, 1);
}

INSTANTIATE_TEST_SUITE_P(
    OneByOne, Spoilt,
    testing::Values(Case{"numbering_gap", "measures/2/no", "3", [](Document& d) { d.measures[2].no = field("4"); }},
                    Case{"number_repeated", "measures/2/no", "", [](Document& d) { d.measures[2].no = field("2"); }},
                    Case{"number_missing", "measures/1/no", "", [](Document& d) { d.measures[1].no.reset(); }},
                    Case{"period_outside_year", "measures/0/period", "", [](Document& d) { d.measures[0].period->start = field("2021-10"); }},
                    Case{"period_outside_year", "measures/0/period", "", [](Document& d) { d.measures[0].period->end = field("2023-10"); }},
                    Case{"score_out_of_range", "ita_result/score", "", [](Document& d) { d.ita_result->score = field("174.36"); }},
                    Case{"level_mismatch", "ita_result/grade", "C", [](Document& d) { d.ita_result->grade = field("A"); }},
                    Case{"change_mismatch", "ita_result/change", "E", [](Document& d) { d.ita_result->change = field("20.00"); }},
                    Case{"year_mismatch", "ita_result/fiscal_year", "", [](Document& d) { d.ita_result->fiscal_year = field("2567"); }},
                    Case{"score_sum", "scores/0/total", "79.00", [](Document& d) { d.scores[0].total = field("97.00"); }},
                    Case{"missing_part", "memo/subject", "", [](Document& d) { d.memo->subject.reset(); }},
                    Case{"missing_part", "memo/date", "", [](Document& d) { d.memo->date.reset(); }},
                    Case{"missing_part", "memo/to", "", [](Document& d) { d.memo->to.reset(); }},
                    Case{"missing_part", "memo/department", "", [](Document& d) { d.memo->department.reset(); }},
                    Case{"date_outside_year", "memo/date", "", [](Document& d) { d.memo->date = field("2013-04-05"); }},
                    Case{"telephone_unlikely", "memo/telephone", "", [](Document& d) { d.memo->telephone = field("643-816061"); }},
                    Case{"reference_province", "memo/reference", "กส ๕๑๐๐๑/๑๒", [](Document& d) { d.memo->reference = field("กล ๕๑๐๐๑/๑๒"); }},
                    Case{"addressee_differs", "memo/to", "ปลัดเทศบาลตำบลทุ่งสมมุติ", [](Document& d) { d.memo->to = field("ปลัดเทศบาลตำบลทุ่งสมมุดิ"); }},
                    Case{"name_differs", "signatures/2/name", "นายทดสอบ ระบบดี", [](Document& d) {
                           d.signatures.push_back({field("นายทดสอบ ระบบดิ"), {}, {}, {}});
                         }}));

TEST(Check, LeavesEveryValueAsItIs) {
  Document d = sound();
  d.measures[2].no = field("4");
  d.ita_result->grade = field("A");
  check_document(d, test::schemas());
  EXPECT_EQ(d.measures[2].no->value, "4");
  EXPECT_EQ(d.ita_result->grade->value, "A");
}

Document document_of(const std::string& text) { return extract(test::pages_of(text), test::schemas()).front(); }

bool told(const Document& d, const char* code, const char* where) {
  return std::any_of(d.findings.begin(), d.findings.end(), [&](const Finding& f) { return f.code == code && f.field == where; });
}

const std::string kMemo = "บันทึกข้อความ\nส่วนราชการ กองคลัง เทศบาลตำบลทุ่งสมมุติ\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ";
const std::string kTable = "รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\nที่\tมาตรการ\tผู้รับผิดชอบ\tระยะเวลา\n๑\tก\tกองคลัง\t";

TEST(Check, TellsOfDatesThatDoNotExistOrCannotBeRead) {
  EXPECT_TRUE(told(document_of(kMemo + "๓๑ กุมภาพันธ์ ๒๕๖๖\nเรื่อง ก\nเรียน ปลัด\n"), "no_such_date", "memo/date"));
  EXPECT_TRUE(told(document_of(kMemo + "ตามเอกสาร\nเรื่อง ก\nเรียน ปลัด\n"), "date_unread", "memo/date"));
  EXPECT_TRUE(told(document_of(kMemo + "พฤศจิกายน ๒๕๖๗\nเรื่อง ก\nเรียน ปลัด\n"), "date_without_day", "memo/date"));
  EXPECT_TRUE(told(document_of(kTable + "๓๑ ก.พ. ๖๖\n"), "no_such_date", "measures/0/period"));
  EXPECT_TRUE(told(document_of(kTable + "ตามความเหมาะสม\n"), "period_unread", "measures/0/period"));
  EXPECT_TRUE(told(document_of(kTable + "ตุลาคม ๒๕๖๕ ถึงกันยายน ๒๖๘๘๙\n"), "year_inferred", "measures/0/period"));
}

}  // namespace
}  // namespace banthuek
