#include "extractors/document/memo.h"

#include <gtest/gtest.h>

#include "extractors/document/header_rules.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/document/headers.h"

namespace banthuek::document {
namespace memo_test {

using test::value_of;

std::optional<MemoHeader> header_of(const std::vector<Page>& pages) {
  const ReadingOrder flow = make_flow(pages, test::schemas());
  return extract_memo(flow, layout("memo"), find_heading(flow, layout("memo")), test::schemas());
}

std::string memo(const std::string& text) { return shown(header_of(test::pages_of(text))); }

const std::string kBegin = "บันทึกข้อความ\nส่วนราชการ กองคลัง\n", kEnd = "เรื่อง ก\nเรียน ปลัด\n";

TEST(Memo, HeaderHoldsItsFields) {
  EXPECT_EQ(memo("บันทึกข้อความ\nส่วนราชการ กองคลัง โทร. ๐๔๓ - ๐๐๐๑๒๓\nที่ ตย ๕๒๖๐๑/๑๒ วันที่ ๕ ตุลาคม ๒๕๖๔\nเรื่อง รายงานผล\nเรียน ปลัดเทศบาล\nเนื้อความ\n"),
            "กองคลัง|043-000123|ตย ๕๒๖๐๑/๑๒|2021-10-05|รายงานผล|ปลัดเทศบาล|");
  EXPECT_EQ(memo(kBegin), "กองคลัง||||||");
  EXPECT_EQ(memo("บันทึกข้อความ\nเรียน ปลัด\n"), "|||||ปลัด|");
  EXPECT_EQ(memo("หนังสือ\nส่วนราชการ กองคลัง\n" + kEnd), "no memo");
}

TEST(Memo, ReferenceEndsAtTheLabelOfTheDateHoweverItIsRead) {
  for (const char* label : {"วันที่", "วันชี", "วัน", "วนที", "จันที่"})
    EXPECT_EQ(header("memo", std::string("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๐๐๓๓/๖๐๗ ") + label + " ๖ กันยายน ๒๕๖๔\nเรื่อง รายงาน\nเรียน นายก\n"),
              "กองคลัง||ตย ๐๐๓๓/๖๐๗|2021-09-06|รายงาน|นายก|")
        << label;
  EXPECT_EQ(header("memo", "บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๐๐๓๓/ว ๖ กันยายน ๒๕๖๔\nเรื่อง รายงาน\nเรียน นายก\n"),
            "กองคลัง||ตย ๐๐๓๓/ว|2021-09-06|รายงาน|นายก|");
}

TEST(Memo, BeginsAtItsHeadingOnTheFirstPage) {
  EXPECT_NE(memo("บนทึกขอความ\n" + kEnd), "no memo");
  EXPECT_NE(memo("บันทึกข้อความกขคงจฉชซฌญด\n" + kEnd), "no memo");   // eleven letters more
  EXPECT_EQ(memo("บันทึกข้อความกขคงจฉชซฌญดต\n" + kEnd), "no memo");  // twelve
  EXPECT_EQ(memo("ปก\n\f\n" + kBegin + kEnd), "no memo");
  const auto header = header_of(test::pages_of("ตรา\n" + kBegin + kEnd + "เนื้อความ\nต่อ\n"));
  ASSERT_TRUE(header);
  EXPECT_EQ(header->end, 5u);
}

TEST(Memo, WhatAPenWroteIsPartOfTheValueAndSaidToBe) {
  std::vector<Page> pages = test::pages_of(kBegin + "ที่ ตย ๐๐๓๓/๗๐๑ วันที่ ๓๐ พฤศจิกายน ๒๕๖๗\n" + kEnd);
  Line& line = pages[0].lines[2];
  ASSERT_NE(line.text.find("๗๐๑"), std::string::npos);
  const Box reference{200, line.box.y, 60, 30}, day{400, line.box.y, 40, 30};
  line.words = {{"ที่", {0, 0, 1, 1}, 1},   {"ตย", {0, 0, 1, 1}, 1}, {"๐๐๓๓/", {0, 0, 1, 1}, 1},    {"๗๐๑", reference, 0.8},
                {"วันที่", {0, 0, 1, 1}, 1}, {"๓๐", day, 0.8},        {"พฤศจิกายน", {0, 0, 1, 1}, 1}, {"๒๕๖๗", {0, 0, 1, 1}, 1}};
  for (const auto& [text, box] : {std::pair{"๗๐๑", reference}, {"๓๐", day}})
    pages[0].regions.push_back({RegionKind::kHandwriting, box, 0.8, {{text, box, 0.8, 0, Script::kHandwriting, {}}}});
  const auto header = header_of(pages);
  ASSERT_TRUE(header);
  EXPECT_EQ(value_of(header->memo.reference), "ตย ๐๐๓๓/๗๐๑");
  EXPECT_EQ(value_of(header->memo.date), "2024-11-30");
  for (const auto& field : {header->memo.reference, header->memo.date}) {
    EXPECT_TRUE(field->rule.ends_with("+pen")) << field->rule;
    EXPECT_LT(field->confidence, 0.95);
  }
  std::vector<std::string> told;
  for (const Finding& f : header->findings)
    if (f.code == "written_by_hand") told.push_back(f.field + " " + f.value);
  EXPECT_EQ(told, (std::vector<std::string>{"memo/date ๓๐", "memo/reference ๗๐๑"}));
}

TEST(Memo, ADayByHandThatIsNotSureIsTheReadingOfTheFinding) {
  std::vector<Page> pages = test::pages_of(kBegin + "ที่ ตย ๐๐๓๓/๗๐๑ วันที่ พฤศจิกายน ๒๕๖๗\n" + kEnd);
  const Box line = pages[0].lines[2].box, day{400, line.y, 40, line.h};
  pages[0].regions.push_back({RegionKind::kHandwriting, day, 0.5, {{"๓๐", day, 0.5, 0, Script::kHandwriting, {}}}});
  const auto header = header_of(pages);
  ASSERT_TRUE(header);
  EXPECT_EQ(value_of(header->memo.date), "2024-11");
  ASSERT_EQ(header->findings.size(), 1u);
  EXPECT_EQ(header->findings[0].code, "date_without_day");
  EXPECT_EQ(header->findings[0].reading, "๓๐");
}

TEST(Memo, HeaderHasNoMoreThanTwentyFourLines) {
  std::string lines = kBegin + "ที่ ตย ๑๒๓๔/๑\n";
  for (int i = 0; i < 20; ++i) lines += "ข้อความ\n";
  EXPECT_EQ(value_of(header_of(test::pages_of(lines + "เรียน ปลัด\n"))->memo.to), "ปลัด");        // the 23rd below the heading
  EXPECT_EQ(value_of(header_of(test::pages_of(lines + "x\nเรียน ปลัด\n"))->memo.to), "(none)");  // the 24th
}

TEST(Memo, TelephoneIsCutFromTheDepartment) {
  const auto of = [](const std::string& department) { return memo("บันทึกข้อความ\nส่วนราชการ " + department + "\n" + kEnd); };
  EXPECT_EQ(of("กองคลัง โทร. o๔๓ – ๘๑O๐๖๑"), "กองคลัง|043-810061|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง โทรศัพท์ 0 2123 4567"), "กองคลัง|0 2123 4567|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง\nเทศบาล โทร. ๐๔๓-๐๐๐๑๒๓"), "กองคลังเทศบาล|043-000123|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง โทร. ๐๔๓-๘๑๖\n๐๖๑"), "กองคลัง|043-816 061|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง โทร. ๐๔๓-๐๐๐๑๒๓\nต่อ ๑๒"), "กองคลัง|043-000123 ต่อ 12|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง โทร. ๐๔๓-๐๐๐๑๒๓\nเทศบาลตำบล"), "กองคลังเทศบาลตำบล|043-000123|||ก|ปลัด|");
  EXPECT_EQ(of("กองคลัง โทร.\n๐๔๓-๐๐๐๑๒๓"), "กองคลัง|043-000123|||ก|ปลัด|");
}

TEST(Memo, DepartmentGoesOnForTwoLinesMore) {
  EXPECT_EQ(memo("บันทึกข้อความ\nส่วนราชการ....กองคลัง....\nเทศบาล\nตำบล\nข้อความ\n" + kEnd), "กองคลังเทศบาลตำบล||||ก|ปลัด|");
  EXPECT_EQ(memo("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๑๒๓๔/๑\nเทศบาล\n" + kEnd), "กองคลัง||ตย ๑๒๓๔/๑||ก|ปลัด|");
  EXPECT_EQ(memo("บันทึกข้อความ\nส่วนราชการ\n" + kEnd), "||||ก|ปลัด|");
}

TEST(Memo, ReferenceAndDateStandOnOneLineOrTwo) {
  const auto of = [](const std::string& lines) { return memo(kBegin + lines + "\n" + kEnd); };
  EXPECT_EQ(of("ที่ ตย ๕๒๖๐๑ / ๑๒"), "กองคลัง||ตย ๕๒๖๐๑/๑๒||ก|ปลัด|");
  EXPECT_EQ(of("ที่ ตย ๕๒๖๐๑/๑๒\nวันที่ ๕ ตุลาคม ๒๕๖๔"), "กองคลัง||ตย ๕๒๖๐๑/๑๒|2021-10-05|ก|ปลัด|");
  EXPECT_EQ(of("วันที่ ๕ ตุลาคม ๒๕๖๔\nที่ ตย ๕๒๖๐๑/๑๒"), "กองคลัง||ตย ๕๒๖๐๑/๑๒|2021-10-05|ก|ปลัด|");
  EXPECT_EQ(of("ที่ ตย ๕๒๖๐๑/๑๒ ๕ ตุลาคม ๒๕๖๔"), "กองคลัง||ตย ๕๒๖๐๑/๑๒|2021-10-05|ก|ปลัด|");  // its word was not read
  EXPECT_EQ(of("๕ ตุลาคม ๒๕๖๔"), "กองคลัง|||2021-10-05|ก|ปลัด|");
  EXPECT_EQ(of("ที่ ตย ๕๒๖๐๑/๑๒ ตุลาคม"), "กองคลัง||ตย ๕๒๖๐๑/๑๒ ตุลาคม||ก|ปลัด|");
  EXPECT_EQ(of("ที่ ตย ๑/๑ วันที่ ๕ ตุลาคม ๒๕๖๔\nที่ ตย ๒/๒ วันที่ ๖ ตุลาคม ๒๕๖๔"), "กองคลัง||ตย ๑/๑|2021-10-05|ก|ปลัด|");  // the first counts
  EXPECT_EQ(of("ที่ ....\nวันที่ ...."), "กองคลัง||||ก|ปลัด|");
}

TEST(Memo, DateThatCannotBeTakenIsADoubt) {
  const auto of = [](const std::string& date) { return memo(kBegin + "วันที่ " + date + "\n" + kEnd); };
  EXPECT_EQ(of("๓๑ มิถุนายน ๒๕๖๖"), "กองคลัง||||ก|ปลัด| no_such_date memo/date");
  EXPECT_EQ(of("๒๙ กุมภาพันธ์ ๒๕๖๗"), "กองคลัง|||2024-02-29|ก|ปลัด|");
  EXPECT_EQ(of("ตามเอกสาร"), "กองคลัง||||ก|ปลัด| date_unread memo/date");
  EXPECT_EQ(of("๕ ตุลาคม"), "กองคลัง||||ก|ปลัด| date_unread memo/date");
  EXPECT_EQ(of("ตุลาคม ๒๕๖๔"), "กองคลัง|||2021-10|ก|ปลัด| date_without_day memo/date");
  const auto header = header_of(test::pages_of(kBegin + "วันที่ ๓๑ มิถุนายน ๒๕๖๖\n" + kEnd));
  ASSERT_EQ(header->findings.size(), 1u);
  EXPECT_EQ(header->findings[0].severity, Severity::kError);
  EXPECT_EQ(header->findings[0].value, "๓๑ มิถุนายน ๒๕๖๖");
  EXPECT_EQ(header->findings[0].page, 1);
  EXPECT_EQ(header->findings[0].reason, "the month has no such day");
}

TEST(Memo, SubjectGoesOnToTheAddressee) {
  const auto of = [](const std::string& lines) { return memo(kBegin + lines); };
  EXPECT_EQ(of("เรื่อง ก\nข\nค\nง\nจ\nเรียน ปลัด\n"), "กองคลัง||||กขคงจ|ปลัด|");
  EXPECT_EQ(of("เรื่อง ก\nข\nค\nง\nจ\nฉ\nเรียน ปลัด\n"), "กองคลัง||||กขคงจ|ปลัด|");  // five lines
  EXPECT_EQ(of("เรื่อง ก\nสิ่งที่ส่งมาด้วย ข\nค\nเรียน ปลัด\n"), "กองคลัง||||ก|ปลัด|");
  EXPECT_EQ(of("เรื่อง ก\nที่ประชุม ข\nเรียน ปลัด\n"), "กองคลัง||||กที่ประชุม ข|ปลัด|");
  EXPECT_EQ(of("เรื่อง ก\nเรื่อง ข\nเรียน ปลัด\n"), "กองคลัง||||กเรื่อง ข|ปลัด|");
  EXPECT_EQ(of("เรื่อง....\nเรียน ปลัด\n"), "กองคลัง|||||ปลัด|");
  EXPECT_EQ(of("เรื่อง ก\nวันที่ ๕ ตุลาคม ๒๕๖๔\nเรียน ปลัด\n"), "กองคลัง||||กวันที่ ๕ ตุลาคม ๒๕๖๔|ปลัด|");
}

TEST(Memo, AddresseeEndsIt) {
  const auto of = [](const std::string& lines) { return memo(kBegin + "เรื่อง ก\n" + lines); };
  EXPECT_EQ(of("เรียน ปลัด\nผ่าน หัวหน้า\nวันที่ ๕ ตุลาคม ๒๕๖๔\n"), "กองคลัง||||ก|ปลัด|");
  EXPECT_EQ(of("เรียน\nผ่าน\nเรียน ปลัด\n"), "กองคลัง||||ก|ปลัด|");
  EXPECT_EQ(of("กราบเรียน....นายก....\n"), "กองคลัง||||ก|นายก|");
  EXPECT_EQ(of("เรียน ปลัด\nอ้างถึง ข\nค\n"), "กองคลัง||||ก|ปลัด|");
  const auto header = header_of(test::pages_of(kBegin + "เรื่อง ก\nเรียน ปลัด\nอ้างถึง ข\nเนื้อความ\n"));
  EXPECT_EQ(header->end, 5u);
}

// Labels below it show that all between is of the addressee; where none stand there what follows a full line may be, which is not certain.
TEST(Memo, AddresseeGoesOnToTheNextLabel) {
  const auto of = [](const char* next, double* sure = nullptr) {
    std::vector<Page> pages = test::pages_of(kBegin + "เรื่อง ก\nเรียน ปลัด ทุก\nอำเภอ และนายกทุกแห่ง\nเขตสมมุติ\n" + next);
    Page& page = pages.front();
    page.width = 1000;
    const int h = page.lines.front().box.h;
    for (int i = 0; i < 3; ++i) page.lines[static_cast<std::size_t>(3 + i)].box = {100, 600 + i * h, i < 2 ? 850 : 300, h};
    const auto to = header_of(pages)->memo.to;
    if (sure) *sure = to ? to->confidence : -1;
    return value_of(to);
  };
  double sure = 1;
  EXPECT_EQ(of("อ้างถึง ข\n", &sure), "ปลัด ทุกอำเภอ และนายกทุกแห่งเขตสมมุติ");
  EXPECT_EQ(sure, 0.9);
  EXPECT_EQ(of("ด้วยกองคลัง\n", &sure), "ปลัด ทุก");
  EXPECT_EQ(sure, 0.9) << "what follows the full line is no body by its words";
}

// "... ทุก" / "โรงเรียน": the rest of a full line stands at its margin, right below it; the text behind an addressee is indented.
TEST(Memo, AddresseeGoesOnAtTheMarginOfAFullLine) {
  const auto of = [](const Box& first, const Box& second) {
    std::vector<Page> pages = test::pages_of(kBegin + "เรื่อง ก\nเรียน ปลัด ทุก\nอำเภอ\n");
    Page& page = pages.front();
    page.width = 1000;
    page.lines[3].box = first;
    page.lines[4].box = second;
    return value_of(header_of(pages)->memo.to);
  };
  const int h = test::pages_of("ก\n").front().lines.front().box.h;
  EXPECT_EQ(of({100, 600, 801, h}, {100, 600 + h, 400, h}), "ปลัด ทุกอำเภอ");
  EXPECT_EQ(of({100, 600, 700, h}, {100, 600 + h, 400, h}), "ปลัด ทุก") << "not full";
  // The value begins where its words are: the line's are at its box.
  const auto below_value = [&](int x) {
    std::vector<Page> pages = test::pages_of(kBegin + "เรื่อง ก\nเรียน ปลัด ทุก\nอำเภอ\n");
    Page& page = pages.front();
    page.width = 1000;
    page.lines[3].box = {100, 600, 801, h};
    const Word word = page.lines[3].words.empty() ? Word{} : page.lines[3].words.front();
    page.lines[3].words.assign(3, word);
    page.lines[3].words[0].text = "เรียน", page.lines[3].words[1].text = "ปลัด", page.lines[3].words[2].text = "ทุก";
    for (int i = 0; i < 3; ++i) page.lines[3].words[static_cast<std::size_t>(i)].box = {100 + 90 * i, 600, 60, h};
    page.lines[4].box = {x, 600 + h, 300, h};
    return value_of(header_of(pages)->memo.to);
  };
  EXPECT_EQ(below_value(190), "ปลัด ทุกอำเภอ");
  EXPECT_EQ(below_value(190 + h / 2), "ปลัด ทุกอำเภอ");
  EXPECT_EQ(below_value(190 + h), "ปลัด ทุก");
  EXPECT_EQ(of({100, 600, 801, h}, {100, 600 + h, 501, h}), "ปลัด ทุก") << "running text";
  EXPECT_EQ(of({100, 600, 801, h}, {101 + h, 600 + h, 300, h}), "ปลัด ทุก") << "indented";
  EXPECT_EQ(of({100, 600, 801, h}, {100, 600 + 2 * h, 400, h}), "ปลัด ทุก") << "another paragraph";
  std::vector<Page> of_province = test::pages_of(kBegin + "เรื่อง ก\nเรียน นายอำเภอเมือง\nขอนแก่น\n");
  of_province.front().width = 1000;
  of_province.front().lines[3].box = {100, 600, 801, h}, of_province.front().lines[4].box = {100, 600 + h, 400, h};
  EXPECT_EQ(value_of(header_of(of_province)->memo.to), "นายอำเภอเมืองขอนแก่น");
  for (const char* below : {"ด้วยกองคลังจะจัดประชุม", "จาก หัวหน้า", "ต้นเรื่อง", "ขออนุมัติเบิกจ่าย"}) {
    std::vector<Page> pages = test::pages_of(kBegin + "เรื่อง ก\nเรียน ปลัด\n" + below + "\n");
    pages.front().width = 1000;
    pages.front().lines[3].box = {100, 600, 801, h};
    pages.front().lines[4].box = {100, 600 + h, 400, h};
    EXPECT_EQ(value_of(header_of(pages)->memo.to), "ปลัด") << below;
  }
}

TEST(Memo, SubjectWhoseWordWasNotReadStandsBetweenReferenceAndAddressee) {
  // Left of a line of dots, or dirt; a dash at a line's end goes on.
  EXPECT_EQ(memo(kBegin + "ที่ ตย ๑/-\nเรื่อง ขออนุมัติ -\nเรียน ปลัด-\n"), "กองคลัง||ตย ๑/-||ขออนุมัติ|ปลัด|");
  EXPECT_EQ(memo(kBegin + "ที่ ตย ๑/๑\nเรื่อง ขออนุมัติ - .. -\nเรียน ปลัด ●\n"), "กองคลัง||ตย ๑/๑||ขออนุมัติ|ปลัด|");
  EXPECT_EQ(memo(kBegin + "ที่ ตย ๑/๑\nก ข\nค\nเรียน ปลัด\n"), "กองคลัง||ตย ๑/๑||ขค|ปลัด| anchor_missing memo/subject");
  EXPECT_EQ(memo("บันทึกข้อความ\nก ข\nค\nเรียน ปลัด\n"), "|||||ปลัด|");  // no reference: anything
  // The label: a word where the labels begin, short, with something behind it.
  const auto subject = [](const std::string& line, int x) {
    std::vector<Page> pages = test::pages_of(kBegin + "ที่ ตย ๑/๑\n" + line + "\nเรียน ปลัด\n");
    pages[0].lines[3].box.x = x;
    const auto header = header_of(pages);
    return header ? value_of(header->memo.subject) : "no memo";
  };
  EXPECT_EQ(subject("คือ ขออนุมัติ", 100), "ขออนุมัติ");
  EXPECT_EQ(subject("คือ ขออนุมัติ", 108), "ขออนุมัติ");
  EXPECT_EQ(subject("คือ ขออนุมัติ", 92), "ขออนุมัติ");
  EXPECT_EQ(subject("คือ ขออนุมัติ", 109), "คือ ขออนุมัติ");
  EXPECT_EQ(subject("กขคงจฉช ขออนุมัติ", 100), "ขออนุมัติ");
  EXPECT_EQ(subject("กขคงจฉชซ ขออนุมัติ", 100), "กขคงจฉชซ ขออนุมัติ");
  EXPECT_EQ(subject("ขออนุมัติ", 100), "ขออนุมัติ");
}

TEST(Memo, UrgencyIsALineOfItsOwnOrAStamp) {
  const auto urgency = [](const std::string& line, const std::string& stamp) {
    std::vector<Page> pages = test::pages_of("บันทึกข้อความ\n" + line + "ส่วนราชการ กองคลัง\nที่ ตย ๑/๑\nเรื่อง ก\nเรียน ปลัด\nด่วนมาก\n");
    Line read;
    read.text = stamp, read.box = {100, 20, 200, 60}, read.confidence = 0.9;
    if (!stamp.empty()) pages[0].regions.push_back({RegionKind::kStamp, read.box, 0.7, {read}});
    const auto header = header_of(pages);
    return header ? value_of(header->memo.urgency) : "no memo";
  };
  EXPECT_EQ(urgency("ด่วนที่สุด\n", ""), "ด่วนที่สุด");
  EXPECT_EQ(urgency("", "ด่วนมาก"), "ด่วนมาก");
  EXPECT_EQ(urgency("", "ดวน ที่สุด"), "ด่วนที่สุด");
  EXPECT_EQ(urgency("", "ถ่วนที่สุด"), "ด่วนที่สุด");
  EXPECT_EQ(urgency("", "ถ่วน"), "(none)") << "too short to be told from others";
  EXPECT_EQ(urgency("", "ด่วน"), "ด่วน");
  EXPECT_EQ(urgency("", ""), "(none)") << "below the header it is text";
  EXPECT_EQ(urgency("", "เร่งด่วน"), "(none)");
  EXPECT_EQ(urgency("เรื่องด่วน\n", ""), "(none)");
}

TEST(Memo, TheReceiptStampGivesItsDay) {
  const auto received = [](const std::vector<std::string>& stamp) {
    std::vector<Page> pages = test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๑/๑\nเรื่อง ก\nเรียน ปลัด\n");
    Region region{RegionKind::kStamp, {100, 20, 200, 60}, 0.7, {}};
    for (const std::string& text : stamp) {
      Line line;
      line.text = text, line.box = region.box, line.confidence = 0.9;
      region.lines.push_back(line);
    }
    pages[0].regions.push_back(region);
    const auto header = header_of(pages);
    return header ? value_of(header->memo.received) : "no memo";
  };
  EXPECT_EQ(received({"เลขรับ ๑๒๓", "วันที่ ๕ ต.ค. ๒๕๖๔", "เวลา ๑๐.๓๐ น."}), "2021-10-05");
  EXPECT_EQ(received({"รับที่ ๑๒๓", "วันที่ ๕ ต.ค. ๒๕๖๔ เวลา ๑๐.๓๐ น."}), "2021-10-05");
  EXPECT_EQ(received({"เลขรับ", "วันที่ ต.ค. ๒๕๖๔"}), "(none)") << "no day";
  EXPECT_EQ(received({"วันที่ ๕ ต.ค. ๒๕๖๔"}), "(none)") << "no receipt";
}

TEST(Memo, FieldsSayTheirRule) {
  const auto header = header_of(test::pages_of("บันทึกข้อความ\nส่วนราชการ กองคลัง โทร. ๐๔๓ - ๐๐๐๑๒๓\nที่ ตย ๑/๑ วันที่ ๕ ตุลาคม ๒๕๖๔\n" + kEnd));
  ASSERT_TRUE(header);
  const Memo& m = header->memo;
  std::string rules;
  for (const MaybeField* f : {&m.department, &m.telephone, &m.reference, &m.date, &m.subject, &m.to}) rules += (*f ? (*f)->rule : "(none)") + " ";
  EXPECT_EQ(rules, "memo/memo.department@1 memo/memo.telephone@1 memo/memo.reference@1 memo/memo.date@1 memo/memo.subject@1 memo/memo.to@1 ");
  EXPECT_EQ(m.telephone->raw, "๐๔๓ - ๐๐๐๑๒๓");
}

}  // namespace memo_test
}  // namespace banthuek::document
