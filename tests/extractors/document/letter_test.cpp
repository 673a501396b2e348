// Letters and orders have a header too: the number on the left, the office and the day on the right or at the foot.
#include <gtest/gtest.h>

#include "extractors/document/memo.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/document/headers.h"

namespace banthuek::document {
namespace letter_test {

using test::quote;

TEST(Letter, HasItsLabelsAndItsTelephoneAtTheFoot) {
  const std::string body = "ด้วยสำนักงานได้รับแจ้ง\nขอแสดงความนับถือ\nกองตัวอย่าง\nโทร. ๐-๒๑๒๓-๔๕๖๗ ต่อ ๑๒\n";
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/ว ๑๒๓\n๑๒ มีนาคม ๒๕๖๕\nเรื่อง การส่งรายงาน\nเรียน นายอำเภอทุกอำเภอ\nอ้างถึง หนังสือ\n" + body),
            "|0-2123-4567 ต่อ 12|ตย ๐๐๑๗.๒/ว ๑๒๓|2022-03-12|การส่งรายงาน|นายอำเภอทุกอำเภอ|");
  // Labels misread, told by where they stand; a seal's letter has no subject.
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/๑๒๓\n๑๒ มีนาคม ๒๕๖๕\nสื่อง การส่งรายงาน\nฉียน นายอำเภอทุกอำเภอ\n" + body),
            "|0-2123-4567 ต่อ 12|ตย ๐๐๑๗.๒/๑๒๓|2022-03-12|การส่งรายงาน|นายอำเภอทุกอำเภอ|");
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/๑๒๓\nถึง  เทศบาลตำบลตัวอย่าง\nพร้อมนี้ได้ส่ง\n"), "||ตย ๐๐๑๗.๒/๑๒๓|||เทศบาลตำบลตัวอย่าง|");
}

TEST(Letter, HasTheDayUnderItsSealWhereItHasNoSubject) {
  const std::string foot = "พร้อมนี้ได้ส่งสำเนา\nลงวันที่ ๑ มีนาคม ๒๕๖๗ จำนวน ๑ ฉบับ\nเทศบาลตำบลสมมุติ\n๒๔ กันยายน ๒๕๖๗\n";
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/๑๒๓\nถึง  เทศบาลตำบลตัวอย่าง\n" + foot), "||ตย ๐๐๑๗.๒/๑๒๓|2024-09-24||เทศบาลตำบลตัวอย่าง|");
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/๑๒๓\nเรื่อง การส่งรายงาน\nเรียน นายอำเภอ\n" + foot), "||ตย ๐๐๑๗.๒/๑๒๓||การส่งรายงาน|นายอำเภอ|");
}

TEST(Order, HasItsNumberAndSubjectAndTheDayAtTheFoot) {
  const std::string body = "เรื่อง แต่งตั้งคณะกรรมการ\n..............\nด้วยเทศบาลได้กำหนด\nสั่ง ณ วันที่ ๔ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๒\n";
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๙๐๑/๒๕๖๒\n" + body), "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒|2019-02-04|แต่งตั้งคณะกรรมการ||");
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๑๐/๒๕๖๒ เรื่อง แต่งตั้งคณะกรรมการ\n"),
            "เทศบาลตำบลตัวอย่าง||๑๐/๒๕๖๒||แต่งตั้งคณะกรรมการ||");  // no month
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง ที่ ๙๐๑/๒๕๖๒\n" + body), "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒|2019-02-04|แต่งตั้งคณะกรรมการ||");
}

TEST(Order, SubjectEndsAtARowOfStars) {
  for (const char* row : {"************", "- - - - - - -", "..............", "XXMXXMXXMM"})
    EXPECT_EQ(header("order", std::string("คำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๙๐๑/๒๕๖๒\nเรื่อง แต่งตั้งคณะกรรมการ\n") + row + "\nด้วยเทศบาล\n"),
              "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒||แต่งตั้งคณะกรรมการ||")
        << row;
}

TEST(Letter, HasNoDateInItsNumber) {
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๖๐.๔/๒๕๐๙\nถึง  เทศบาลตำบลตัวอย่าง\nพร้อมนี้ได้ส่ง\n"), "||ตย ๐๐๖๐.๔/๒๕๐๙|||เทศบาลตำบลตัวอย่าง|");
  // Behind the dots of a leader a day is one.
  EXPECT_EQ(header("memo", "บันทึกข้อความ\nส่วนราชการ กองคลัง\nที่ ตย ๐๐๖๐/๒๕.......๔ มกราคม ๒๕๖๕\nเรื่อง รายงาน\nเรียน นายก\n"),
            "กองคลัง||ตย ๐๐๖๐/๒๕|2022-01-04|รายงาน|นายก|");
}

// A receipt stamp's day in a text layer.
TEST(Letter, IsNotSureOfADayWithAYearOfTwoDigits) {
  const auto sure = [](const std::string& day) {
    const std::vector<Page> pages = test::pages_of("ที่ ตย ๐๐๖๐.๔/๑๒\nวันที่ " + day + "\nเรื่อง รายงาน\nเรียน นายก\n");
    const auto found = extract_memo(make_flow(pages, test::schemas()), layout("letter"), 0, test::schemas());
    return found && found->memo.date ? found->memo.date->confidence : -1;
  };
  EXPECT_EQ(sure("๓ ก.ย. ๖๗"), 0.9);
  EXPECT_GT(sure("๓ ก.ย. ๒๕๖๗"), 0.95);
}

TEST(Letter, HasNoSubjectBehindItsAddressee) {
  // เพื่อ is as near to เรื่อง as a misreading of it.
  EXPECT_EQ(header("letter", "ที่ ตย ๐๐๑๗.๒/๑๒๓\nถึง  เทศบาลตำบลตัวอย่าง\nเพื่อให้การบริหารงานเป็นไปด้วยดี\n"), "||ตย ๐๐๑๗.๒/๑๒๓|||เทศบาลตำบลตัวอย่าง|");
}

TEST(Order, HasItsNumberWhereTheMarksOfItsWordWentToTheLineAbove) {
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง\nท ๙๐๑/๒๕๖๒\nเรื่อง แต่งตั้งคณะกรรมการ\n"), "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒||แต่งตั้งคณะกรรมการ||");
}

TEST(Order, HasItsSubjectBehindItsNumber) {
  const std::string body = "อาศัยอำนาจตามความในมาตรา ๕๑\nสั่ง ณ วันที่ ๔ เดือน กุมภาพันธ์ พ.ศ. ๒๕๖๒\n";
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง\nที่ ๙๐๑/๒๕๖๒ เรื่อง แต่งตั้งคณะกรรมการ\n" + body),
            "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒|2019-02-04|แต่งตั้งคณะกรรมการ||");
  EXPECT_EQ(header("order", "คำสั่งเทศบาลตำบลตัวอย่าง ที่ ๙๐๑/๒๕๖๒ เรื่อง แต่งตั้งคณะกรรมการ\n" + body),
            "เทศบาลตำบลตัวอย่าง||๙๐๑/๒๕๖๒|2019-02-04|แต่งตั้งคณะกรรมการ||");
}

TEST(Order, HasNoSubjectInTheMiddleOfAName) {
  EXPECT_EQ(header("order", "คำสั่งองค์การบริหารส่วนตำบลสมมุติเรื่องรุ่ง\nที่ ๙๐๑/๒๕๖๒\nเรื่อง แต่งตั้งคณะกรรมการ\n"),
            "องค์การบริหารส่วนตำบลสมมุติเรื่องรุ่ง||๙๐๑/๒๕๖๒||แต่งตั้งคณะกรรมการ||");
}

// y, x, width and text of a part of a line.
using Parts = std::vector<std::tuple<int, int, int, const char*>>;

// A page 1000 wide; each part stands at its x, those of one y are words of one line.
ReadingOrder flow_of(const Parts& parts, double confidence = 1) {
  ReadingOrder flow;
  for (const auto& [y, x, w, text] : parts) {
    if (flow.empty() || flow.back().box.y != y) {
      flow.emplace_back();
      flow.back().page = 1, flow.back().page_width = 1000, flow.back().line_height = 20, flow.back().box = {x, y, w, 20};
    } else {
      flow.back().box.w = x + w - flow.back().box.x;
    }
    text::append(flow.back().reading, flow.back().reading.empty() ? "" : " ", quote(text, confidence, 1, {x, y, w, 20}));
  }
  return flow;
}

std::string letter_of(const Parts& parts, std::size_t number_at, double confidence = 1) {
  return shown(extract_memo(flow_of(parts, confidence), layout("letter"), number_at, test::schemas()));
}

TEST(Letter, HasTheOfficeAboveItsNumberAndTheAddressBesideIt) {
  EXPECT_EQ(letter_of({{0, 550, 300, "โรงพยาบาลสมมุติ"},
                       {30, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"},
                       {30, 550, 300, "ถนนสมมุติ ตย ๙๙๐๐๐"},
                       {60, 500, 200, "13 มีนาคม 2565"},
                       {90, 100, 300, "เรื่อง การส่งรายงาน"},
                       {120, 100, 300, "เรียน นายอำเภอตัวอย่าง"}},
                      1),
            "โรงพยาบาลสมมุติ||ตย ๐๐๑๗/๑๒|2022-03-13|การส่งรายงาน|นายอำเภอตัวอย่าง|");
  // The day with its word, beside the number.
  EXPECT_EQ(
      letter_of(
          {{0, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"}, {0, 600, 300, "วันที่ ๑๓ มีนาคม ๒๕๖๕"}, {30, 100, 300, "เรื่อง การส่งรายงาน"}, {60, 100, 300, "เรียน นายอำเภอ"}},
          0),
      "||ตย ๐๐๑๗/๑๒|2022-03-13|การส่งรายงาน|นายอำเภอ|");
  // An address whose office could not be read is none.
  EXPECT_EQ(letter_of({{0, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"},
                       {0, 600, 300, "งค์การสมมุติ"},
                       {30, 600, 300, "จังหวัดตัวอย่าง ๙๙๐๐๐"},
                       {60, 500, 200, "๑๓ มีนาคม ๒๕๖๕"},
                       {90, 100, 300, "เรื่อง การส่งรายงาน"},
                       {120, 100, 300, "เรียน นายอำเภอ"}},
                      0),
            "||ตย ๐๐๑๗/๑๒|2022-03-13|การส่งรายงาน|นายอำเภอ|");
  // A name over two lines of its column; the second line of an address alone.
  EXPECT_EQ(letter_of({{0, 550, 350, "ที่ทำการองค์การบริหารส่วนตำบลสม"},
                       {30, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"},
                       {30, 550, 80, "มุติ"},
                       {60, 550, 300, "ตย ๙๙๐๐๐"},
                       {90, 100, 300, "เรื่อง การส่งรายงาน"}},
                      1),
            "ที่ทำการองค์การบริหารส่วนตำบลสมมุติ||ตย ๐๐๑๗/๑๒||การส่งรายงาน||");
  // Its place may stand before the house's number, which is not the office's.
  const auto below = [](const char* line) {
    return letter_of(
        {{0, 550, 350, "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา"}, {30, 550, 350, line}, {60, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"}, {90, 100, 300, "เรื่อง การส่งรายงาน"}}, 1);
  };
  EXPECT_EQ(below("สมมุติ ๑๙/๒ หมู่ ๓"), "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษาสมมุติ||ตย ๐๐๑๗/๑๒||การส่งรายงาน||");
  EXPECT_EQ(below("ถนนสมมุติ ๑๙/๒"), "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา||ตย ๐๐๑๗/๑๒||การส่งรายงาน||");
}

std::string shown_dates(const Parts& parts, const char* kind) {
  const auto found = extract_memo(flow_of(parts), layout(kind), 0, test::schemas());
  if (!found) return "none";
  return (found->memo.date ? found->memo.date->value : "-") + " " + (found->memo.received ? found->memo.received->value : "-");
}

// Whoever receives a paper stamps a day of their own on it.
TEST(ReceiptStamp, IsNoPartOfTheHeader) {
  const auto memo = [](const Parts& stamp, const char* day = "วันที่ ๕ มกราคม ๒๕๖๖") {
    Parts parts{{0, 300, 200, "บันทึกข้อความ"}};
    parts.insert(parts.end(), stamp.begin(), stamp.end());
    for (const auto& part : Parts{{100, 50, 300, "ส่วนราชการ กองคลัง"},
                                  {130, 50, 200, "ที่ ตย ๑๒๓๔๕/๑๒"},
                                  {130, 500, 200, day},
                                  {160, 50, 300, "เรื่อง รายงานผล"},
                                  {190, 50, 300, "เรียน นายกเทศมนตรี"}})
      parts.push_back(part);
    return shown_dates(parts, "memo");
  };
  EXPECT_EQ(memo({{20, 750, 150, "เลขรับ ๘๗๔"}, {42, 750, 180, "วันที่ ๙ ม.ค. ๒๕๖๖"}, {64, 750, 150, "เวลา ๑๐.๓๐ น."}}), "2023-01-05 2023-01-09");
  EXPECT_EQ(memo({{20, 750, 150, "เลขรับ ๘๗๔"}, {42, 750, 180, "วันที่ ๙ ม.ค. ๒๕๖๖"}}, "วันที่      มกราคม ๒๕๖๖"), "2023-01 2023-01-09")
      << "whose day is a pen's";
  EXPECT_EQ(memo({{20, 750, 150, "รับที่ ๘๗๔"}, {42, 750, 180, "๙ มกราคม ๒๕๖๖"}, {64, 750, 150, "๑๐.๓๐ น."}}), "2023-01-05 2023-01-09");
  EXPECT_EQ(memo({{110, 500, 150, "รับที่ ๘๗๔"}}), "2023-01-05 -") << "the header's own day stands below it";
  EXPECT_EQ(memo({{20, 50, 150, "เลขรับ ๘๗๔"}, {42, 750, 180, "เวลา ๑๐.๓๐ น."}}), "2023-01-05 -") << "not in its column";
}

TEST(ReceiptStamp, OverTheDayOfALetterLeavesItThat) {
  const auto letter = [](const Parts& stamp) {
    Parts parts{{0, 50, 200, "ที่ ตย ๑๒๓๔๕/๑๒"}};
    parts.insert(parts.end(), stamp.begin(), stamp.end());
    for (const auto& part : Parts{{88, 520, 200, "๕ มกราคม ๒๕๖๖"}, {120, 50, 300, "เรื่อง รายงานผล"}, {150, 50, 300, "เรียน นายอำเภอ"}})
      parts.push_back(part);
    return shown_dates(parts, "letter");
  };
  EXPECT_EQ(letter({{22, 520, 150, "เลขรับ ๘๗๔"}, {44, 520, 180, "วันที่ ๙ ม.ค. ๒๕๖๖"}, {66, 520, 150, "เวลา ๑๐.๓๐ น."}}), "2023-01-05 2023-01-09");
  EXPECT_EQ(letter({{66, 520, 150, "เลขรับ ๘๗๔"}}), "2023-01-05 -") << "a number alone takes no day that has no word";
}

TEST(Subject, IsDoubtedBehindALineThatItsWriterEnded) {
  const auto sure = [](int width) {
    const ReadingOrder flow = flow_of(
        {{0, 50, 200, "ที่ ตย ๑๒๓๔๕/๑๒"}, {30, 50, width, "เรื่อง รายงานผลการดำเนินงาน"}, {60, 50, 60, "ผ่าน ปลัด"}, {90, 50, 300, "เรียน นายอำเภอ"}});
    const auto found = extract_memo(flow, layout("letter"), 0, test::schemas());
    return found && found->memo.subject ? found->memo.subject->confidence : -1;
  };
  EXPECT_EQ(sure(300), 0.9);
  EXPECT_EQ(sure(700), 1) << "a full line";
}

TEST(Letter, HasNoTelephoneOfItsBody) {
  EXPECT_EQ(header("letter",
                   "ที่ ตย ๐๐๑๗.๒/๑๒๓\n๑๒ มีนาคม ๒๕๖๕\nเรื่อง การส่งรายงาน\nเรียน นายอำเภอตัวอย่าง\nโทรศัพท์ ๐๘ ๑๐๐๐ ๐๑๒๓ เป็นผู้ประสานงาน\nจึงเรียนมาเพื่อทราบ\n"
                   "ขอแสดงความนับถือ\nโทร. ๐-๒๑๒๓-๔๕๖๗\n"),
            "|0-2123-4567|ตย ๐๐๑๗.๒/๑๒๓|2022-03-12|การส่งรายงาน|นายอำเภอตัวอย่าง|");
}

TEST(Letter, HasNoDayThatWasReadWithDoubt) {
  EXPECT_EQ(letter_of({{0, 100, 200, "ที่ ตย ๐๐๑๗/๑๒"}, {30, 500, 200, "๑๓ มีนาคม ๒๕๖๕"}, {60, 100, 300, "เรื่อง การส่งรายงาน"}}, 0, 0.85),
            "||ตย ๐๐๑๗/๑๒|2022-03|การส่งรายงาน|| date_without_day memo/date");
}

}  // namespace letter_test
}  // namespace banthuek::document
