// Who signs and who is only mentioned: pages 1000 wide with lines 20 high, their text invented.
#include "extractors/document/signing_place.h"

#include <gtest/gtest.h>

#include "extractors/document/signatures.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace signing_place_test {

using test::quote;
using test::value_of;

struct At {
  const char* text;
  Box box;
};

// A page of lines, of strokes and of tables whose cells' lines stand in the flow as lines.
struct Paper {
  Page page;
  std::vector<Table> tables;
  std::vector<At> lines;
  std::vector<std::pair<const Table*, const Cell*>> cells;  // of each line
  ReadingOrder flow;

  explicit Paper(PageSource source = PageSource::kTextLayer) {
    page.width = 1000;
    page.height = 1400;
    page.source = source;
    tables.reserve(4);
  }
  Paper& line(const char* text, int x, int y, int w = 200) {
    lines.push_back({text, {x, y, w, 20}});
    cells.push_back({});
    return *this;
  }
  Paper& ink(const Box& box, RegionKind kind = RegionKind::kSignature) {
    page.regions.push_back({kind, box, 0.7});
    return *this;
  }
  Paper& table(const std::vector<std::vector<std::string>>& rows, Edges edges = Edges::kRuled) {
    tables.push_back(test::table(rows));
    Table& table = tables.back();
    table.edges = edges;
    for (Cell& cell : table.cells) {
      cell.box.y += 300;
      cell.lines = {test::line(cell.text, cell.box)};
    }
    for (const Cell& cell : table.cells) {
      lines.push_back({cell.text.c_str(), cell.box});
      cells.push_back({&table, &cell});
    }
    return *this;
  }
  std::vector<Signature> signatures() {
    flow.clear();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      OrderedPart part;
      part.page = 1;
      part.page_width = page.width;
      part.page_height = page.height;
      part.line_height = 20;
      part.box = lines[i].box;
      part.sheet = &page;
      part.of_table = cells[i].first;
      part.cell = cells[i].second;
      part.reading = quote(lines[i].text, 0.999, 1, part.box);
      flow.push_back(part);
    }
    return extract_signatures(flow, 0, test::schemas());
  }
  // "name|position" and how sure the name is in three steps, a line each.
  std::string shown() {
    std::string out;
    for (const Signature& s : signatures())
      out += value_of(s.name) + "|" + value_of(s.position) +
             (s.name->confidence >= 0.95   ? " certain"
              : s.name->confidence >= 0.85 ? " doubtful"
                                           : " perhaps") +
             "\n";
    return out;
  }
};

TEST(SigningPlace, IsUnderTheFormulaThatClosesADocument) {
  for (const char* formula : {"จึงเรียนมาเพื่อโปรดพิจารณา", "ขอแสดงความนับถือ", "ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๖", "สั่ง ณ วันที่ ๑ มีนาคม ๒๕๖๖"})
    EXPECT_EQ(Paper().line(formula, 100, 100).line("(นายทดสอบ ระบบดี)", 500, 125).line("ปลัดเทศบาล", 500, 150).shown(),
              "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n")
        << formula;
  // Without brackets only with a position.
  EXPECT_EQ(Paper().line("ขอแสดงความนับถือ", 500, 100).line("นายทดสอบ ระบบดี", 500, 125).line("ปลัดเทศบาล", 500, 150).shown(),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");
  EXPECT_EQ(Paper().line("ขอแสดงความนับถือ", 500, 100).line("นายทดสอบ ระบบดี", 500, 125).line("บ้านสมมุติ", 500, 150).shown(), "");
  // A list behind the formula is an annex.
  EXPECT_EQ(Paper()
                .line("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๖", 100, 100)
                .line("ให้ผู้มีรายชื่อต่อไปนี้มารายงานตัวในวันและเวลาที่กำหนดไว้", 100, 200, 600)
                .line("นายทดสอบ ระบบดี", 500, 225)
                .line("ปลัดเทศบาล", 500, 250)
                .shown(),
            "");
}

TEST(SigningPlace, IsUnderTheWordForItOrALineOfDots) {
  EXPECT_EQ(Paper().line("(ลงชื่อ)", 400, 100, 60).line("นายทดสอบ ระบบดี", 500, 180).shown(), "นายทดสอบ ระบบดี|(none) certain\n");
  EXPECT_EQ(Paper().line("(ลงชื่อ)", 400, 100, 60).line("นายทดสอบ ระบบดี", 500, 250).shown(), "");  // too far
  EXPECT_EQ(Paper().line("(ลงชื่อ)", 100, 100, 60).line("นายทดสอบ ระบบดี", 500, 130).shown(), "");  // of another column
  EXPECT_EQ(Paper().line("....................", 480, 100, 240).line("นายทดสอบ ระบบดี", 500, 125).shown(), "นายทดสอบ ระบบดี|(none) certain\n");
}

TEST(SigningPlace, IsNoneInARowThatSaysMoreOfThePerson) {
  const std::vector<std::vector<std::string>> agenda{{"วาระที่ ๑", "เรื่องสมมุติ", "นายทดสอบ ระบบดี"}, {"วาระที่ ๒", "เรื่องอื่น", "เลขานุการ"}};
  EXPECT_EQ(Paper().table(agenda, Edges::kOpen).shown(), "");
}

TEST(SigningPlace, IsNoneUnderTheWordsThatCertifyACopy) {
  const auto copy = [](const char* words, int x, int y) {
    return Paper().line("ขอแสดงความนับถือ", 500, 100).line(words, x, y).line("(นายทดสอบ ระบบดี)", 500, 200).line("ปลัดเทศบาล", 500, 225).shown();
  };
  EXPECT_EQ(copy("สำเนาถูกต้อง", 520, 150), "");
  EXPECT_EQ(copy("รับรองสำเนาถูกต้อง", 520, 150), "");
  EXPECT_EQ(copy("สำเนาหนังสือ", 520, 150), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");
  EXPECT_EQ(copy("สำเนาถูกต้อง", 100, 150), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");  // beside it
  EXPECT_EQ(copy("สำเนาถูกต้อง", 520, 40), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");   // far above
  EXPECT_EQ(copy("สำเนาถูกต้อง", 520, 250), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");  // below: of the next name
  // Who signs the document stands between.
  EXPECT_EQ(Paper()
                .line("สำเนาถูกต้อง", 500, 100)
                .line("(นางสมมุติ ระบบดี)", 500, 150)
                .line("นิติกร", 500, 175)
                .line("(นายทดสอบ ระบบดี)", 500, 210)
                .line("ปลัดเทศบาล", 500, 235)
                .shown(),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");
}

TEST(SigningPlace, IsUnderAStrokeOfAPen) {
  const auto with_ink = [](const Box& box, RegionKind kind = RegionKind::kSignature) {
    return Paper().line("ผลการดำเนินงานของสำนัก", 400, 60, 400).ink(box, kind).line("นายทดสอบ ระบบดี", 500, 130).line("ปลัดเทศบาล", 500, 155).shown();
  };
  EXPECT_EQ(with_ink({520, 85, 120, 40}), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");
  EXPECT_EQ(with_ink({520, 85, 120, 40}, RegionKind::kPicture), "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");
  EXPECT_EQ(with_ink({520, 85, 120, 40}, RegionKind::kLogo), "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");
  EXPECT_EQ(with_ink({520, 105, 120, 3}), "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");   // the trace of a rule
  EXPECT_EQ(with_ink({520, 20, 120, 100}), "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");  // a picture
  EXPECT_EQ(with_ink({100, 85, 120, 40}), "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");   // elsewhere
  EXPECT_EQ(with_ink({520, 10, 120, 40}), "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");   // a line of print between
}

TEST(SigningPlace, IsWhereBracketsHaveRoomAboveAndAPositionBelow) {
  EXPECT_EQ(Paper().line("ผลการดำเนินงาน", 500, 60).line("(นายทดสอบ ระบบดี)", 500, 110).line("ปลัดเทศบาล", 500, 135).shown(),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n");
  EXPECT_EQ(Paper().line("ผลการดำเนินงาน", 500, 85).line("(นายทดสอบ ระบบดี)", 500, 110).line("ปลัดเทศบาล", 500, 135).shown(),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล perhaps\n");
}

// The form that asks for publication names three people, at times without brackets.
TEST(SigningPlace, IsPastABlankLineUnderAsWhatSomebodySigns) {
  const auto form = [](const char* role, int gap) {
    return Paper()
        .line(role, 100, 100 - gap)
        .line("นายทดสอบ ระบบดี", 100, 120)
        .line("ตำแหน่ง นักวิชาการคลัง", 100, 145)
        .line("วันที่ ๑๔ มีนาคม ๒๕๖๗", 100, 170)
        .shown();
  };
  EXPECT_EQ(form("ผู้รับผิดชอบการให้ข้อมูล", 20), "นายทดสอบ ระบบดี|นักวิชาการคลัง certain\n");
  EXPECT_EQ(form("ผู้รับผิดชอบการให้ข้อมูล", 5), "") << "the next line of a list";
  EXPECT_EQ(form("รายชื่อคณะทำงาน", 20), "");
  EXPECT_EQ(form("ขอแต่งตั้งให้ท่านเป็นหัวหน้าคณะผู้รับผิดชอบ", 20), "") << "a role ends the line";
}

TEST(SigningPlace, IsNoneInAChartOrAListOfNames) {
  // Boxes of a chart: names right under what they head.
  Paper chart;
  for (int k = 0; k < 3; ++k)
    chart.line("งานสมมุติ", 50 + 300 * k, 300).line("(นายทดสอบ ระบบดี)", 50 + 300 * k, 325).line("นักวิชาการคลัง", 50 + 300 * k, 350);
  EXPECT_EQ(chart.shown(), "");
  // What is left of a box's frame looks like a pen's stroke: five names close under print, and more than half, are a chart.
  const auto boxes = [](int close, int with_room) {
    Paper paper;
    for (int k = 0; k < close + with_room; ++k)
      paper.line("งานสมมุติ", 50 + 300 * (k % 3), 300 + 150 * (k / 3) - (k < close ? 0 : 40))
          .line("(นายทดสอบ ระบบดี)", 50 + 300 * (k % 3), 325 + 150 * (k / 3))
          .line("นักวิชาการคลัง", 50 + 300 * (k % 3), 350 + 150 * (k / 3));
    return paper.ink({60, 280, 120, 40}, RegionKind::kSignature).shown();
  };
  EXPECT_EQ(boxes(5, 0), "");
  EXPECT_EQ(boxes(5, 4), "");
  EXPECT_NE(boxes(4, 0), "");
  EXPECT_NE(boxes(5, 5), "");
  Paper headed;
  headed.line("โครงสร้างการบริหารงานสำนักปลัด", 300, 50, 400).line("(นายทดสอบ ระบบดี)", 400, 150).line("ปลัดเทศบาล", 400, 175);
  EXPECT_EQ(headed.shown(), "");
  Paper figures;  // a chart of what is no person
  figures.line("แผนภูมิความเสี่ยง", 300, 50, 400).line("(นายทดสอบ ระบบดี)", 400, 150).line("ปลัดเทศบาล", 400, 175);
  EXPECT_NE(figures.shown(), "");
  EXPECT_EQ(Paper().table({{"ลำดับ", "ชื่อ-สกุล", "ตำแหน่ง"}, {"๑", "นายทดสอบ ระบบดี", "ปลัดเทศบาล"}, {"๒", "นางทดลอง มั่นคง", "นักวิชาการคลัง"}}).shown(), "");
  // A line that says more of the person than the name.
  Paper list;
  list.line("ขอแสดงความนับถือ", 500, 100);
  list.lines.push_back({"๑.๑   นายทดสอบ ระบบดี   นักวิชาการคลัง", {100, 125, 700, 20}});
  list.cells.push_back({});
  EXPECT_EQ(list.line("นักวิชาการคลัง", 300, 150).shown(), "");
}

TEST(SigningPlace, MayStandInTheCellOfAForm) {
  EXPECT_EQ(Paper().table({{"ลงชื่อ", "ลงชื่อ"}, {"(นายทดสอบ ระบบดี)", "(นางทดลอง มั่นคง)"}, {"ปลัดเทศบาล", "นักวิชาการคลัง"}}).shown(),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\nนางทดลอง มั่นคง|นักวิชาการคลัง certain\n");
}

TEST(SigningPlace, MakesTheNameDoubtfulWhereInkOfAPenTouchesIt) {
  const auto with_ink = [](const Box& box, PageSource source, RegionKind kind = RegionKind::kSignature) {
    return Paper(source).line("จึงเรียนมาเพื่อโปรดทราบ", 100, 50).ink(box, kind).line("(นายทดสอบ ระบบดี)", 500, 130).line("ปลัดเทศบาล", 500, 155).shown();
  };
  const std::string certain = "นายทดสอบ ระบบดี|ปลัดเทศบาล certain\n", doubtful = "นายทดสอบ ระบบดี|ปลัดเทศบาล doubtful\n";
  EXPECT_EQ(with_ink({520, 85, 120, 55}, PageSource::kScan), doubtful);
  EXPECT_EQ(with_ink({520, 85, 120, 40}, PageSource::kScan), doubtful);  // so near that marks above letters went with it
  EXPECT_EQ(with_ink({520, 85, 120, 36}, PageSource::kScan), certain);
  EXPECT_EQ(with_ink({520, 85, 120, 55}, PageSource::kTextLayer), certain);
  EXPECT_EQ(with_ink({520, 85, 120, 55}, PageSource::kScan, RegionKind::kPicture), certain);
}

TEST(SigningPlace, IsOfANameWithoutTitleUnderTheDateOfALaw) {
  EXPECT_EQ(
      Paper().line("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๖", 480, 100, 240).line("ทดสอบ ระบบดี", 500, 140).line("รัฐมนตรีว่าการกระทรวงสมมุติ", 480, 165, 240).shown(),
      "ทดสอบ ระบบดี|รัฐมนตรีว่าการกระทรวงสมมุติ certain\n");
  EXPECT_EQ(Paper().line("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๖", 480, 100, 240).line("ทดสอบ ระบบดี", 500, 140).line("ข้อความอื่นใด", 480, 165, 240).shown(), "");
  EXPECT_EQ(Paper().line("ตามที่กล่าวแล้ว", 480, 100, 240).line("ทดสอบ ระบบดี", 500, 140).line("รัฐมนตรีว่าการกระทรวงสมมุติ", 480, 165, 240).shown(), "");
  EXPECT_EQ(
      Paper().line("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๖", 480, 100, 240).line("ทดสอบ ระบบดี", 100, 140).line("รัฐมนตรีว่าการกระทรวงสมมุติ", 480, 165, 240).shown(),
      "");
}

TEST(SigningPlace, IsNotOfAPositionThatBeginsAsATitleDoes) {
  EXPECT_EQ(Paper()
                .line("จึงเรียนมาเพื่อโปรดทราบ", 100, 50)
                .line("(นายทดสอบ ระบบดี)", 500, 130)
                .line("นายแพทย์ชำนาญการพิเศษ ปฏิบัติราชการแทน", 440, 155, 320)
                .line("ผู้อำนวยการโรงพยาบาลสมมุติ", 470, 180, 260)
                .shown(),
            "นายทดสอบ ระบบดี|นายแพทย์ชำนาญการพิเศษ ปฏิบัติราชการแทน ผู้อำนวยการโรงพยาบาลสมมุติ certain\n");
  EXPECT_EQ(Paper().line("จึงเรียนมาเพื่อโปรดทราบ", 100, 50).line("(นายแพทย์ทดสอบ ระบบดี)", 500, 130).shown(), "นายแพทย์ทดสอบ ระบบดี|(none) certain\n");
}

}  // namespace signing_place_test
}  // namespace banthuek::document
