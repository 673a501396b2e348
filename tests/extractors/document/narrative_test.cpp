#include "extractors/document/narrative.h"

#include <gtest/gtest.h>

#include <deque>

#include "extractors/document/reading_order.h"
#include "extractors/text/fold.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace narrative_test {

using test::quote;
using test::value_of;

// ---- title

// Lines as wide as `width`, in the middle of a page 1000 wide unless `x` is given.
struct TitleLine {
  const char* text;
  int x = -1, width = 200, y = 0, height = 20;
};

std::string title_of(const std::vector<TitleLine>& lines, std::size_t* end = nullptr) {
  ReadingOrder flow;
  for (const TitleLine& l : lines) {
    OrderedPart part;
    part.page = 1;
    part.page_width = 1000;
    part.line_height = 20;
    part.box = {l.x >= 0 ? l.x : 500 - l.width / 2, l.y, l.width, l.height};
    part.reading = quote(l.text);
    flow.push_back(part);
  }
  const Title title = find_title(flow, test::schemas());
  if (end) *end = title.end;
  if (title.title) {
    EXPECT_EQ(title.title->rule, "report/title@1");
  }
  return value_of(title.title);
}

TEST(FindTitle, EndsAtItsYearAboveAMotto) {
  const auto title = [](const char* below, int y = 90) {
    return title_of({{"รายงานการนำผลไปปฏิบัติ", -1, 300, 0}, {"ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", -1, 280, 24}, {below, -1, 200, y}});
  };
  EXPECT_EQ(title("ซื่อสัตย์ โปร่งใส ตรวจสอบได้"), "รายงานการนำผลไปปฏิบัติประจำปีงบประมาณ พ.ศ. ๒๕๖๖");
  EXPECT_EQ(title("ตามมาตรการของจังหวัด"), "รายงานการนำผลไปปฏิบัติประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ตามมาตรการของจังหวัด");
  EXPECT_EQ(title("รอบ ๖ เดือน"), "รายงานการนำผลไปปฏิบัติประจำปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ ๖ เดือน");
  EXPECT_EQ(title("ซื่อสัตย์ โปร่งใส", 48), "รายงานการนำผลไปปฏิบัติประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ซื่อสัตย์ โปร่งใส") << "right below it";
}

TEST(FindTitle, EndsWhereARuleATableOrAPageEndsIt) {
  std::size_t end = 0;
  EXPECT_EQ(title_of({{"รายงาน"}, {"ประจำปี"}, {"จัดทำโดย"}, {"กองคลัง"}}, &end), "รายงานประจำปี");
  EXPECT_EQ(end, 2u);
  EXPECT_EQ(title_of({{"จัดทำโดย"}}, &end), "(none)");
  EXPECT_EQ(end, 0u);
  EXPECT_EQ(title_of({}), "(none)");
  const Table table = test::table({{"a"}});
  ReadingOrder flow(3);
  for (int i = 0; i < 3; ++i) flow[static_cast<std::size_t>(i)].page = 1, flow[static_cast<std::size_t>(i)].reading = quote("รายงาน");
  flow[1].table = &table;
  EXPECT_EQ(find_title(flow, test::schemas()).end, 1u);
  flow[1].table = nullptr;
  flow[2].page = 2;
  EXPECT_EQ(find_title(flow, test::schemas()).end, 2u);
}

// Pieces of a logo beside the second line were read as dashes.
TEST(FindTitle, GoesOnBehindTwoDashes) {
  EXPECT_EQ(title_of({{"ผลการประเมิน"}, {"- - โรงพยาบาลสมมุติ"}}), "ผลการประเมินโรงพยาบาลสมมุติ");
  EXPECT_EQ(title_of({{"- - ผลการประเมิน"}, {"- รับทราบ"}}), "ผลการประเมิน") << "an item has one";
}

// The mark lost over ื leaves a word of the language, so that nothing else doubts it.
TEST(FindTitle, HasItsLabelMendedWhereALineBeginsWithIt) {
  const auto title = [](const char* second, double confidence) {
    ReadingOrder flow(2);
    flow[0].reading = quote("ข้อบัญญัติเทศบาลตำบลตัวอย่าง", confidence), flow[1].reading = quote(second, confidence);
    for (OrderedPart& part : flow) part.page = 1, part.page_width = 1000, part.line_height = 20, part.box = {400, 0, 200, 20};
    const Title found = find_title(flow, test::schemas());
    return found.title->value + "|" + found.title->raw + "|" + found.title->rule;
  };
  const std::string head = "ข้อบัญญัติเทศบาลตำบลตัวอย่าง", misread = head + "เรือง การเลี้ยงสัตว์";
  EXPECT_EQ(title("เรือง การเลี้ยงสัตว์", 0.98), head + "เรื่อง การเลี้ยงสัตว์|" + misread + "|report/title@1+spelling");
  EXPECT_EQ(title("เรือง การเลี้ยงสัตว์", 1), misread + "|" + misread + "|report/title@1") << "a text layer says what is printed";
  EXPECT_EQ(title("เรืองแสง", 0.98), head + "เรืองแสง|" + head + "เรืองแสง|report/title@1") << "no word of its own";
}

TEST(FindTitle, HasSixLinesAtMostAndNoLongOnes) {
  EXPECT_EQ(title_of({{"ก"}, {"ข"}, {"ค"}, {"ง"}, {"จ"}, {"ฉ"}, {"ช"}}), "กขคงจฉ");
  std::string longest;
  while (longest.size() < 3 * 160) longest += "ก";
  EXPECT_EQ(title_of({{"ก"}, {longest.c_str()}}), "ก" + longest);
  longest += "ก";
  EXPECT_EQ(title_of({{"ก"}, {longest.c_str()}}), "ก");
}

TEST(FindTitle, BeginsWithThaiWords) {
  std::size_t end = 0;
  EXPECT_EQ(title_of({{"***"}, {"12"}, {"รายงาน"}, {"ITA"}}, &end), "รายงาน ITA");
  EXPECT_EQ(end, 4u);
}

TEST(FindTitle, EndsAtTheNameOfABodyBelowItsFirstLine) {
  EXPECT_EQ(title_of({{"เทศบาลตำบลสมมุติ"}, {"รู้รักสามัคคี"}}), "เทศบาลตำบลสมมุติรู้รักสามัคคี");
  EXPECT_EQ(title_of({{"รายงาน"}, {"เทศบาลตำบลสมมุติ"}}), "รายงาน");
  EXPECT_EQ(title_of({{"รายงาน"}, {"เทศบาตำบลสมมุติ"}}), "รายงาน");  // a letter lost
}

TEST(FindTitle, BeginsBelowALetterheadAndLabels) {
  EXPECT_EQ(title_of({{"โรงพยาบาลสมมุติ"}, {"คู่มือการปฏิบัติงาน"}, {"งานพัสดุ"}}), "คู่มือการปฏิบัติงานงานพัสดุ");
  EXPECT_EQ(title_of({{"โรงพยาบาลสมมุติ"}, {"๙๙ หมู่ ๓ ถนนสมมุติ"}, {"โทร. ๐ ๔๔๐๐ ๐๐๐๐"}, {"แนวทางการจัดการเรื่องร้องเรียน"}}), "แนวทางการจัดการเรื่องร้องเรียน");
  EXPECT_EQ(title_of({{"เอกสารแนบท้าย ๑", 700}, {"บันทึกการส่งมอบกุญแจ"}}), "บันทึกการส่งมอบกุญแจ");
  EXPECT_EQ(title_of({{"เลขที่ ............"}, {"แบบสำรวจความต้องการ"}, {"ชื่อ - สกุล"}}), "แบบสำรวจความต้องการ");
  EXPECT_EQ(title_of({{"เอกสารวิชาการ", -1, 200, 0, 20}, {"ก้าวไปด้วยกัน", -1, 400, 60, 40}}), "ก้าวไปด้วยกัน");
  EXPECT_EQ(title_of({{"เอกสารวิชาการ", -1, 200, 0, 20}, {"ก้าวไปด้วยกัน", -1, 400, 60, 29}}), "เอกสารวิชาการก้าวไปด้วยกัน");
}

TEST(FindTitle, GoesOnWithTheBodyWhoseMatterItIs) {
  EXPECT_EQ(title_of({{"มาตรการป้องกันการทุจริตของ"}, {"เทศบาลตำบลสมมุติ"}}), "มาตรการป้องกันการทุจริตของเทศบาลตำบลสมมุติ");
}

TEST(FindTitle, LeavesOutWhatStandsBesideIt) {
  EXPECT_EQ(title_of({{"วิสัยทัศน์", 850, 100}, {"ตัวชี้วัดสำคัญ", 100, 600}}), "วิสัยทัศน์");  // it begins with what comes first
  EXPECT_EQ(title_of({{"ตัวชี้วัดสำคัญ", 100, 600}, {"เมืองสุขภาพดี", 731, 100}, {"ประจำปีงบประมาณ", 200, 400}}), "ตัวชี้วัดสำคัญประจำปีงบประมาณ");
  EXPECT_EQ(title_of({{"ตัวชี้วัดสำคัญ", 100, 600}, {"เมืองสุขภาพดี", 730, 100}}), "ตัวชี้วัดสำคัญเมืองสุขภาพดี");  // near
}

TEST(FindTitle, IsOfLatinLettersWhereNoThaiOnesStandBelow) {
  EXPECT_EQ(title_of({{"12"}, {"Standing orders for the ward of examples"}, {"Example hospital"}}),
            "Standing orders for the ward of examples Example hospital");
  EXPECT_EQ(title_of({{"Standing orders for the ward of examples"}, {"ระเบียบหอผู้ป่วย"}}), "ระเบียบหอผู้ป่วย");
  EXPECT_EQ(title_of({{"Standing orders for the ward of examples", 0}}), "(none)");  // in a corner
  EXPECT_EQ(title_of({{"FM-OPD-012"}}), "(none)");
}

TEST(FindTitle, EndsAtWhatIsToBeFilledInAndAtSmallerLettersApart) {
  EXPECT_EQ(title_of({{"แบบสำรวจความต้องการ"}, {"กลุ่มงาน ............ เบอร์ติดต่อ"}}), "แบบสำรวจความต้องการ");
  EXPECT_EQ(title_of({{"แผนผังการบริการ", -1, 300, 0, 40}, {"ยินดีให้บริการ", -1, 200, 100, 20}}), "แผนผังการบริการ");
  EXPECT_EQ(title_of({{"แผนผังการบริการ", -1, 300, 0, 40}, {"ยินดีให้บริการ", -1, 200, 70, 20}}), "แผนผังการบริการยินดีให้บริการ");  // near
  EXPECT_EQ(title_of({{"แผนผังการบริการ", -1, 300, 0, 40}, {"ปีงบประมาณ", -1, 200, 100, 20}}), "แผนผังการบริการปีงบประมาณ");
}

// Lines whose letters are so wide each, whatever their boxes' heights.
std::string title_of_sizes(const std::vector<std::pair<const char*, int>>& lines) {
  ReadingOrder flow;
  std::deque<Line> kept;
  for (const auto& [text, width] : lines) {
    Line& line = kept.emplace_back();
    line.text = text;
    const std::u32string characters = text::to_u32(text);
    const auto letters = std::count_if(characters.begin(), characters.end(), [](char32_t c) { return !text::is_thai_mark(c); });
    line.box = {500 - width * static_cast<int>(letters) / 2, 40 * static_cast<int>(kept.size()), width * static_cast<int>(letters), 40};
    line.words = {{text, line.box, 1}};
    OrderedPart part;
    part.page = 1;
    part.page_width = 1000;
    part.line_height = 20;
    part.box = line.box;
    part.line = &line;
    part.reading = quote(text);
    flow.push_back(part);
  }
  return value_of(find_title(flow, test::schemas()).title);
}

TEST(FindTitle, EndsAtMuchSmallerLetters) {
  EXPECT_EQ(title_of_sizes({{"โครงสร้างการบริหารงานสมมุติ", 20}, {"ข้อมูลล่าสุด", 13}}), "โครงสร้างการบริหารงานสมมุติ");
  EXPECT_EQ(title_of_sizes({{"โครงสร้างการบริหารงานสมมุติ", 20}, {"ข้อมูลล่าสุด", 14}}), "โครงสร้างการบริหารงานสมมุติข้อมูลล่าสุด");
  EXPECT_EQ(title_of_sizes({{"โครงสร้างการบริหารงานสมมุติ", 20}, {"ปีงบประมาณ ๒๕๖๖", 13}}), "โครงสร้างการบริหารงานสมมุติปีงบประมาณ ๒๕๖๖");
  EXPECT_EQ(title_of_sizes({{"โครงสร้างการบริหารงานสมมุติ", 20}, {"ข้อมูลล่าสุดครั้งที่ ๒", 13}}), "โครงสร้างการบริหารงานสมมุติ") << "of another matter";
  EXPECT_EQ(title_of_sizes({{"โครงสร้างการบริหารงานของ", 20}, {"ระบบสมมุติ", 13}}), "โครงสร้างการบริหารงานของระบบสมมุติ") << "goes on";
  EXPECT_EQ(title_of_sizes({{"พระราชบัญญัติ", 20}, {"การสมมุติ", 13}}), "พระราชบัญญัติการสมมุติ") << "what the law is of";
}

TEST(FindTitle, BeginsAtTheNameThatIsSetLarge) {
  EXPECT_EQ(title_of_sizes({{"เล่มสมมุติเล่มนี้", 10}, {"ข่าวสารสมมุติ", 19}}), "ข่าวสารสมมุติ");
  EXPECT_EQ(title_of_sizes({{"เล่มสมมุติเล่มนี้", 10}, {"ข่าวสารสมมุติ", 18}}), "เล่มสมมุติเล่มนี้ข่าวสารสมมุติ");
}

TEST(FindTitle, IsNoOfficesNameAloneAndNothingInTheRightCorner) {
  EXPECT_EQ(title_of({{"เทศบาลเมืองสมมุติ"}, {"- หน้าแรก"}}), "(none)");
  EXPECT_EQ(title_of({{"เทศบาลเมืองสมมุติ ของเรา"}, {"- หน้าแรก"}}), "เทศบาลเมืองสมมุติ ของเรา");
  EXPECT_EQ(title_of({{"แผนปฏิบัติการสมมุติ", 501, 300}, {"โครงการสมมุติ", 100, 400}, {"1. หลักการ"}}), "โครงการสมมุติ");
  EXPECT_EQ(title_of({{"แผนปฏิบัติการสมมุติ", 500, 300}, {"โครงการสมมุติ", 100, 400}, {"1. หลักการ"}}), "แผนปฏิบัติการสมมุติโครงการสมมุติ");
}

TEST(FindTitle, MayBeginWithAnOfficeOfWhichItSaysSomething) {
  for (const char* title : {"โรงพยาบาลคุณธรรม", "เทศบาลตำบลสมมุติร่วมใจต้านการทุจริต", "โรงเรียนสีขาวปลอดยาเสพติด"})
    EXPECT_EQ(title_of({{title}, {"- ก"}}), title);
}

TEST(FindTitle, GoesOnBehindAWordThatNothingEndsWith) {
  EXPECT_EQ(title_of({{"คู่มือว่าด้วยขั้นตอนและ"}, {"ระยะเวลาดำเนินการ"}}), "คู่มือว่าด้วยขั้นตอนและระยะเวลาดำเนินการ");
  EXPECT_EQ(title_of({{"โครงการสมมุติ"}, {"ระยะเวลา ๑ ปี"}}), "โครงการสมมุติ") << "a label of its sheet";
  EXPECT_EQ(title_of({{"แผนงาน โครงการ และกิจกรรมของเรา"}}), "แผนงาน โครงการ และกิจกรรมของเรา") << "no label of its own";
  EXPECT_EQ(title_of({{"รายงานผล (รอบ ๖ เดือน"}, {"วัตถุประสงค์"}}), "รายงานผล (รอบ ๖ เดือน") << "a bracket that was lost";
  EXPECT_EQ(title_of({{"รายงานผล (โครงการพัฒนา"}, {"คุณภาพชีวิต)"}}), "รายงานผล (โครงการพัฒนาคุณภาพชีวิต)");
}

TEST(FindTitle, LeavesTheDateOfWhatStandsBelowIt) {
  EXPECT_EQ(title_of({{"ผลการประเมินของหน่วยงานสมมุติ"}, {"(ข้อมูล ณ วันที่ ๓๐ กันยายน ๒๕๖๗)"}}), "ผลการประเมินของหน่วยงานสมมุติ");
  EXPECT_EQ(title_of({{"ผลการประเมินของหน่วยงานสมมุติ (ครั้งที่ ๒)"}}), "ผลการประเมินของหน่วยงานสมมุติ (ครั้งที่ ๒)");
}

TEST(FindTitle, GoesOnWithinABracket) { EXPECT_EQ(title_of({{"การมอบอำนาจ (ฉบับที่"}, {"2)"}, {"2. ก"}}), "การมอบอำนาจ (ฉบับที่ 2)"); }

TEST(FindTitle, EndsAtARowOfStarsHoweverItIsRead) {
  EXPECT_EQ(title_of({{"ประกาศเจตนารมณ์"}, {"************"}, {"นโยบายสุจริต"}}), "ประกาศเจตนารมณ์");
  EXPECT_EQ(title_of({{"ประกาศเจตนารมณ์"}, {"XXMXXMMXX XX"}, {"นโยบายสุจริต"}}), "ประกาศเจตนารมณ์");
  EXPECT_EQ(title_of({{"ประกาศเจตนารมณ์"}, {"วรรคหคHHBBHH", -1, 300, 30, 7}, {"นโยบายสุจริต"}}), "ประกาศเจตนารมณ์");
  EXPECT_EQ(title_of({{"ประกาศเจตนารมณ์"}, {"วรรคหคHHBBHH", -1, 300, 30, 8}, {"นโยบายสุจริต"}}),
            "ประกาศเจตนารมณ์วรรคหคHHBBHH นโยบายสุจริต");  // high enough
  EXPECT_EQ(title_of({{"ประกาศเจตนารมณ์"}, {"No Gift Policy"}, {"นโยบายสุจริต"}}), "ประกาศเจตนารมณ์ No Gift Policy นโยบายสุจริต");
}

TEST(FindTitle, EndsWhereCentredLinesEnd) {
  EXPECT_EQ(title_of({{"ก"}, {"ข", 100, 501}}), "ก");
  EXPECT_EQ(title_of({{"ก"}, {"ข", 100, 500}}), "กข");       // not so wide
  EXPECT_EQ(title_of({{"ก", 100}, {"ข", 100, 501}}), "กข");  // the first was not centred
  EXPECT_EQ(title_of({{"ก"}, {"ข", 230, 600}}), "กข");       // 30 of 1000 off the middle
  EXPECT_EQ(title_of({{"ก"}, {"ข", 231, 600}}), "ก");
  EXPECT_EQ(title_of({{"ก"}, {"ข", 169, 600}}), "ก");
  EXPECT_EQ(title_of({{"ก"}, {"ข", 100, 300}, {"ค", 100, 600}}), "กขค");
}

// The panel at a slide's left begins below its title.
TEST(FindTitle, EndsAtAPanelThatBeginsBeforeIt) {
  const auto title = [](int x, int y) { return title_of({{"แผนงานสมมุติ", 300, 400, 0, 40}, {"เป้าหมาย", x, 100, y, 40}}); };
  EXPECT_EQ(title(230, 100), "แผนงานสมมุติ");
  EXPECT_EQ(title(230, 60), "แผนงานสมมุติเป้าหมาย") << "right below";
  EXPECT_EQ(title(259, 100), "แผนงานสมมุติ");
  EXPECT_EQ(title(260, 100), "แผนงานสมมุติเป้าหมาย");
}

TEST(FindTitle, LosesTheDiscThatDirtBesideItIsReadAs) {
  EXPECT_EQ(title_of({{"รายงานการจัดซื้อ"}, {"● และการจัดหาพัสดุ"}}), "รายงานการจัดซื้อและการจัดหาพัสดุ");
  EXPECT_EQ(title_of({{"รายงานการจัดซื้อ"}, {"● และการจัดหาพัสดุ", 100, 300}}), "รายงานการจัดซื้อ") << "an item of a list";
}

TEST(FindTitle, EndsAtPersonsAndAtCells) {
  EXPECT_EQ(title_of({{"ผังโครงสร้างองค์กรโรงพยาบาลสมมุติ"}, {"นายทดสอบ ระบบดี"}, {"ผู้อำนวยการ"}}), "ผังโครงสร้างองค์กรโรงพยาบาลสมมุติ");
  EXPECT_EQ(title_of({{"แผนภูมิการบริหาร"}, {"( นางทดลอง ใจดี )"}}), "แผนภูมิการบริหาร");
  EXPECT_EQ(title_of({{"ทำเนียบผู้บริหาร"}, {"ผู้อำนวยการกองคลัง"}}), "ทำเนียบผู้บริหาร");  // the name above it was not read
  EXPECT_EQ(title_of({{"โครงการอบรม"}, {"หน่วยงานรับผิดชอบ กองคลัง"}}), "โครงการอบรม");
  EXPECT_EQ(title_of({{"รายงานการประชุม"}, {"ครั้งที่ ๑/๒๕๖๖"}, {"ผู้มาประชุม"}}), "รายงานการประชุมครั้งที่ ๑/๒๕๖๖");
  Table table = test::table({{"บัญชีรายชื่อ", "หมายเหตุ"}});
  table.edges = Edges::kRuled;
  ReadingOrder flow(2);
  for (std::size_t i = 0; i < 2; ++i) flow[i].page = 1, flow[i].reading = quote(i ? "หมายเหตุ" : "บัญชีรายชื่อ"), flow[i].of_table = &table;
  flow[0].cell = flow[1].cell = &table.cells[0];
  EXPECT_EQ(value_of(find_title(flow, test::schemas()).title), "บัญชีรายชื่อหมายเหตุ");  // a frame
  flow[1].cell = &table.cells[1];
  EXPECT_EQ(value_of(find_title(flow, test::schemas()).title), "บัญชีรายชื่อ");
}

// ---- fiscal year

std::vector<Paragraph> body_of(const std::vector<std::string>& texts) {
  std::vector<Paragraph> out;
  for (std::size_t i = 0; i < texts.size(); ++i) out.push_back({quote(texts[i], 1, static_cast<int>(i) + 1), static_cast<int>(i) + 1, i, i});
  return out;
}

std::string year_of(const std::vector<std::string>& sources, const std::vector<std::string>& body) {
  std::vector<text::Excerpt> quotes;
  quotes.reserve(sources.size());
  for (const std::string& s : sources) quotes.push_back(quote(s, 1, 9));
  const FiscalYear year = find_fiscal_year(quotes, body_of(body), test::schemas());
  std::string out = value_of(year.year);
  for (const Finding& f : year.findings) {
    EXPECT_EQ(f.code, "year_mismatch");
    EXPECT_EQ(f.reason, "another heading names fiscal year " + year.year->value);
    out += " " + f.value + "@" + std::to_string(f.page);
  }
  return out;
}

TEST(FindFiscalYear, IsTheFirstNamedAndTellsOfOthersInHeadings) {
  EXPECT_EQ(year_of({"รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"}, {}), "2566");
  EXPECT_EQ(year_of({"รายงาน"}, {"ปีงบประมาณ 2567"}), "2567");
  EXPECT_EQ(year_of({"ปีงบประมาณ ๒๕๖๖"}, {"ปีงบประมาณ ๒๕๖๖", "ปีงบประมาณ ๒๕๖๕", "ปีงบประมาณ 2565", "ปีงบประมาณ ๒๕๖๔"}), "2566 ๒๕๖๕@2 ๒๕๖๔@4");
  EXPECT_EQ(year_of({"ปีงบประมาณ ๒๕๖๖", "ปีงบประมาณ ๒๕๖๗ กับ ปีงบประมาณ ๒๕๖๘"}, {}), "2566 ๒๕๖๗@9 ๒๕๖๘@9");
  EXPECT_EQ(year_of({}, {"พ.ศ. ๒๕๖๖"}), "(none)");
  std::string longest = "ปีงบประมาณ ๒๕๖๕";
  while (longest.size() < 3 * 199 - 2) longest += "ก";  // 199 characters, one of them a space
  EXPECT_EQ(year_of({"ปีงบประมาณ ๒๕๖๖"}, {longest}), "2566 ๒๕๖๕@1");
  EXPECT_EQ(year_of({"ปีงบประมาณ ๒๕๖๖"}, {longest + "ก"}), "2566");  // running text may name any year
  EXPECT_EQ(year_of({}, {longest + "กก"}), "2565");
}

TEST(FindFiscalYear, OfRunningTextIsDoubtfulAndOfABodyThatSpeaksOfOthersAGuess) {
  std::string sentence = "ตามที่ได้รับแจ้ง";
  while (sentence.size() < 3 * 200) sentence += "ก";
  const auto told = [](const std::vector<std::string>& body, bool by_title_alone) {
    const FiscalYear year = find_fiscal_year({}, body_of(body), test::schemas(), by_title_alone);
    return year.year ? year.year->value + (year.year->confidence >= 0.95 ? " sure" : year.year->confidence > 0.5 ? " doubtful" : " guess") : "(none)";
  };
  EXPECT_EQ(told({"รายงานผล ปีงบประมาณ ๒๕๖๖"}, false), "2566 sure");
  EXPECT_EQ(told({sentence + " ปีงบประมาณ ๒๕๖๖"}, false), "2566 doubtful");
  EXPECT_EQ(told({sentence + " ปีงบประมาณ ๒๕๖๖", sentence + " ปีงบประมาณ ๒๕๖๓"}, false), "2566 guess");
  EXPECT_EQ(told({sentence + " ปีงบประมาณ ๒๕๖๖", sentence + " ปีงบประมาณ ๒๕๖๖"}, false), "2566 sure");  // they agree
  EXPECT_EQ(told({"รายงานผล ปีงบประมาณ ๒๕๖๖"}, true), "2566 guess");
  EXPECT_EQ(told({"บทนำ", "รายงานผล ปีงบประมาณ ๒๕๖๖"}, true), "(none)");  // of the second page
}

// ---- the assessment's result

TEST(FindFiscalYear, IsNoneOfFiveDigitsNorOfRunningTextFarInside) {
  EXPECT_EQ(year_of({"รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗๘"}, {"ประจำปี 25678"}), "(none)");
  EXPECT_EQ(year_of({"รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"}, {}), "2567");
  const auto on_page = [](int page) {
    std::vector<Paragraph> body(2);
    body[0].reading = quote("แผนพัฒนา", 1, 1), body[0].page = 1;
    body[1].reading = quote("ผลของปีงบประมาณ ๒๕๖๓ เป็นฐาน", 1, page), body[1].page = page;
    return value_of(find_fiscal_year({}, body, test::schemas()).year);
  };
  EXPECT_EQ(on_page(3), "2563");
  EXPECT_EQ(on_page(4), "(none)");
}

TEST(FindFiscalYear, IsNoneOfASpanOfYears) {
  for (const char* title :
       {"แผนพัฒนาท้องถิ่น (พ.ศ. ๒๕๖๖ - ๒๕๗๐)", "แผนปฏิบัติการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ – ๒๕๗๐", "แผนปฏิบัติการ ประจำปี พ.ศ. 2566 ถึง พ.ศ. 2570"}) {
    const FiscalYear year = find_fiscal_year({quote(title)}, body_of({"ผลงานของปีงบประมาณ พ.ศ. ๒๕๖๕ ดีขึ้น"}), test::schemas());
    EXPECT_FALSE(year.year) << title;
    ASSERT_EQ(year.findings.size(), 1u) << title;
    EXPECT_EQ(year.findings[0].code, "year_span");
  }
  EXPECT_EQ(year_of({"แผนดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ตามแผนพัฒนา (พ.ศ. ๒๕๖๖ - ๒๕๗๐)"}, {}), "2567");
  EXPECT_EQ(year_of({"ปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๖"}, {}), "2567");  // no span
}

TEST(FindFiscalYear, IsNoYearOfSessionsAndMeetings) {
  EXPECT_EQ(year_of({"รายงานการประชุมสภา สมัยวิสามัญ สมัยที่ ๒ ครั้งที่ ๑ ประจำปี พ.ศ. ๒๕๖๗"}, {}), "(none)");
  EXPECT_EQ(year_of({"รายงานการประชุมคณะทำงาน ครั้งที่ ๓ ประจำปี ๒๕๖๖"}, {"การประชุมครั้งที่ ๓ ประจำปี ๒๕๖๖"}), "(none)");
  EXPECT_EQ(year_of({"การประชุมคณะทำงาน ครั้งที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"}, {}), "2566");
}

TEST(FindFiscalYear, OfALettersBodyIsOneThatIsCalledSo) {
  const auto told = [](const char* text) { return value_of(find_fiscal_year({}, body_of({text}), test::schemas(), true).year); };
  EXPECT_EQ(told("ได้จัดพิมพ์คู่มือกองทุน ประจำปี ๒๕๖๖ เสร็จแล้ว"), "(none)");
  EXPECT_EQ(told("จะบรรจุในแผน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"), "2566");
}

TEST(FindFiscalYear, IsNoneOfWhatASentenceTells) {
  EXPECT_EQ(year_of({"จากข้อมูลในปีงบประมาณ พ.ศ. ๒๕๖๖ พบว่ามีเรื่องร้องเรียน"}, {}), "(none)");
  EXPECT_EQ(year_of({"เริ่มใช้ในปีงบประมาณ พ.ศ. ๒๕๖๖ ตามคำแนะนำของกรม"}, {}), "(none)");
  // A short sentence of the body is no heading.
  const auto sure = [](const char* text) { return find_fiscal_year({}, body_of({text}), test::schemas()).year->confidence; };
  EXPECT_GE(sure("รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"), 0.95);
  EXPECT_GE(sure("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"), 0.95);
  EXPECT_LT(sure("เงินบำรุง จำนวน ๑๐๐ บาท ปีงบประมาณ พ.ศ. ๒๕๖๖"), 0.95);
}

}  // namespace narrative_test
}  // namespace banthuek::document
