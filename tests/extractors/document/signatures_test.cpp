#include "extractors/document/signatures.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace signatures_test {

using test::quote;
using test::value_of;

// A line of text with its place on page 1, 20 high.
struct At {
  const char* text;
  int x, y, w = 200;
  int page = 1;
};

std::string shown(const std::vector<Signature>& all) {
  std::string out;
  for (const Signature& s : all) {
    for (const MaybeField* f : {&s.name, &s.position, &s.opinion_of, &s.comment}) out += (*f ? (*f)->value : "") + "|";
    out += "\n";
  }
  return out;
}

ReadingOrder flow_of(const std::vector<At>& lines, double confidence = 1) {
  ReadingOrder out;
  for (const At& l : lines) {
    OrderedPart part;
    part.page = l.page;
    part.page_width = 1000;
    part.page_height = 1400;
    part.line_height = 20;
    part.box = {l.x, l.y, l.w, 20};
    part.reading = quote(l.text, confidence, l.page, part.box);
    out.push_back(part);
  }
  return out;
}

std::string of(const std::vector<At>& lines) { return shown(extract_signatures(flow_of(lines), 0, test::schemas())); }

// One below the other.
std::string below(const std::vector<const char*>& texts) {
  std::vector<At> lines;
  int y = 100;
  for (const char* text : texts) lines.push_back({text, 400, y += 24});
  return of(lines);
}

TEST(Signatures, HoldNameAndPosition) {
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ตำแหน่ง : ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "....", "..ปลัดเทศบาล.."}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"ข้อความ"}), "");
  const auto all = extract_signatures(flow_of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"ปลัดเทศบาล", 100, 124}}), 0, test::schemas());
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].name->rule + all[0].position->rule, "signatures/name@1signatures/position@1");
  EXPECT_TRUE(extract_signatures(flow_of({{"(นายทดสอบ ระบบดี)", 100, 100}}), 1, test::schemas()).empty());
}

TEST(Signatures, PositionGoesOnWhereItIsActingOrAnotherFollows) {
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "รองปลัดเทศบาล รักษาราชการแทน", "ทั้งหมด", "ทั้งสิ้น"}), "นายทดสอบ ระบบดี|รองปลัดเทศบาล รักษาราชการแทน ทั้งหมด|||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ปลัดเทศบาล", "หัวหน้าฝ่าย", "นักวิชาการคลัง", "กองคลัง", "ครู", "ปลัดเทศบาล"}),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล หัวหน้าฝ่าย นักวิชาการคลัง กองคลัง ครู|||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ปลัดเทศบาล", "ข้อความ"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
}

TEST(Signatures, PositionOfADeputyWrapsBeforeItSaysForWhom) {
  const char* const who = "(นายทดสอบ ระบบดี)";
  EXPECT_EQ(of({{who, 440, 100, 120},
                {"รองผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลสมมุติ", 300, 124, 400},
                {"พัฒนา ปฏิบัติราชการแทน", 380, 148, 240},
                {"ผู้อำนวยการ", 400, 172, 200}}),
            "นายทดสอบ ระบบดี|รองผู้อำนวยการโรงพยาบาลส่งเสริมสุขภาพตำบลสมมุติพัฒนา ปฏิบัติราชการแทน ผู้อำนวยการ|||\n");
  EXPECT_EQ(of({{who, 440, 100, 120}, {"รองผู้อำนวยการโรงพยาบาลสมมุติ", 300, 124, 400}, {"พัฒนา ขอมอบหมายงาน", 380, 148, 240}}),
            "นายทดสอบ ระบบดี|รองผู้อำนวยการโรงพยาบาลสมมุติ|||\n");
}

TEST(Signatures, PositionThatWrapsStandsFartherBelowOnAScan) {
  const auto read = [](PageSource source) {
    Page page;
    page.source = source;
    ReadingOrder flow = flow_of({{"(นายทดสอบ ระบบดี)", 440, 100, 120}, {"ปลัดองค์การบริหารส่วนตำบลสมมุติ", 300, 124, 400}, {"พัฒนา", 460, 160, 80}});
    for (OrderedPart& part : flow) part.sheet = &page;
    return shown(extract_signatures(flow, 0, test::schemas()));
  };
  EXPECT_EQ(read(PageSource::kScan), "นายทดสอบ ระบบดี|ปลัดองค์การบริหารส่วนตำบลสมมุติพัฒนา|||\n");
  EXPECT_EQ(read(PageSource::kTextLayer), "นายทดสอบ ระบบดี|ปลัดองค์การบริหารส่วนตำบลสมมุติ|||\n");
}

TEST(Signatures, PositionEndsAtTheNextBlock) {
  for (const char* next : {"วันที่ ๕ ตุลาคม ๒๕๖๔", "ความเห็นของปลัด", "(ลงชื่อ)", "-ทราบ-"})
    EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", next}), "นายทดสอบ ระบบดี||||\n") << next;
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "(นางทดลอง มั่นคง)", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี||||\nนางทดลอง มั่นคง|ปลัดเทศบาล|||\n");
  std::string longest = "ปลัด";
  while (longest.size() < 3 * 89) longest += "ก";
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", longest.c_str()}), "นายทดสอบ ระบบดี|" + longest + "|||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", (longest + "ก").c_str()}), "นายทดสอบ ระบบดี||||\n");
  // Three lines' height below is near enough; another page is not.
  EXPECT_EQ(of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"ปลัดเทศบาล", 100, 180}}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"ปลัดเทศบาล", 100, 181}}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"ปลัดเทศบาล", 100, 124, 200, 2}}), "นายทดสอบ ระบบดี||||\n");
}

TEST(Signatures, SideBySideHaveEachTheirOwn) {
  EXPECT_EQ(of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"(นางทดลอง มั่นคง)", 600, 104}, {"ปลัดเทศบาล", 110, 130}, {"นายกเทศมนตรี", 590, 130}}),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\nนางทดลอง มั่นคง|นายกเทศมนตรี|||\n");
  EXPECT_EQ(of({{"ความเห็นของปลัดเทศบาล", 100, 40},
                {"ความเห็นของนายก", 600, 40},
                {"-ทราบ-", 100, 70},
                {"-อนุมัติ-", 600, 70},
                {"(นายทดสอบ ระบบดี)", 100, 100},
                {"(นางทดลอง มั่นคง)", 600, 104},
                {"ปลัดเทศบาล", 110, 130},
                {"นายกเทศมนตรี", 590, 130}}),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล|ปลัดเทศบาล|ทราบ|\nนางทดลอง มั่นคง|นายกเทศมนตรี|นายก|อนุมัติ|\n");
  // In one line, parted by a second name or signing place.
  EXPECT_EQ(of({{"(นายทดสอบ ระบบดี) (นางทดลอง มั่นคง)", 100, 100, 800}}), "นายทดสอบ ระบบดี||||\nนางทดลอง มั่นคง||||\n");
}

TEST(Signatures, AreNotSideBySideWhereOneStandsFarBelow) {
  // 8 lines of 20 between them: less is side by side.
  const auto second = [](int y) { return of({{"(นายทดสอบ ระบบดี)", 100, 100}, {"(นางทดลอง มั่นคง)", 600, y}, {"ปลัดเทศบาล", 120, y + 30}}); };
  EXPECT_EQ(second(259), "นายทดสอบ ระบบดี||||\nนางทดลอง มั่นคง||||\n");  // under the first, far from it
  EXPECT_EQ(second(260), "นายทดสอบ ระบบดี||||\nนางทดลอง มั่นคง|ปลัดเทศบาล|||\n");
}

TEST(Signatures, HoldWhoseOpinionItIsAndWhatItSays) {
  EXPECT_EQ(below({"ความเห็นของปลัดเทศบาล", "-ทราบ-", "(ลงชื่อ)", "(นายทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|ปลัดเทศบาล|ทราบ|\n");
  EXPECT_EQ(below({"ความเห็นของปลัดเทศบาล.....-เห็นชอบ.....", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||ปลัดเทศบาล|เห็นชอบ|\n");
  EXPECT_EQ(below({"(ลงชื่อ)..........ผู้รายงาน", "(นายทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|ผู้รายงาน||\n");
  EXPECT_EQ(below({"ผู้ตรวจสอบ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||ผู้ตรวจสอบ||\n");
  EXPECT_EQ(below({"ให้เป็นผู้ตรวจสอบ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"-ทราบ-", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี|||ทราบ|\n");
  EXPECT_EQ(below({"จึงเสนอมาเพื่อพิจารณา", "อนุมัติ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n") << "the end of a sentence: who asks";
  EXPECT_EQ(below({"-ทราบ-", "จึงเรียนมาเพื่อโปรดทราบ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"ความเห็นของปลัดเทศบาล", "ควรดำเนินการ", "ตามที่เสนอมา", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"ความเห็นของปลัดเทศบาล", "ควรดำเนินการต่อไป", "โดยเร็วที่สุด", "(นายทดสอบ ระบบดี)"}),
            "นายทดสอบ ระบบดี||ปลัดเทศบาล|ควรดำเนินการต่อไปโดยเร็วที่สุด|\n");
}

TEST(Signatures, TakeNoCommentThatWasNotTicked) {
  EXPECT_EQ(below({"☐ อนุมัติ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"☑ อนุมัติ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี|||อนุมัติ|\n");
}

TEST(Signatures, TakeACommentFromTheFiveSegmentsAboveTheName) {
  EXPECT_EQ(below({"-ทราบ-", "ก", "ข", "ค", "ง", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี|||ทราบ|\n");
  EXPECT_EQ(below({"-ทราบ-", "ก", "ข", "ค", "ง", "จ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(of({{"-ทราบ-", 400, 1300}, {"(นายทดสอบ ระบบดี)", 400, 100, 200, 2}}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(of({{"ความเห็นของปลัดเทศบาล", 400, 1300}, {"(นายทดสอบ ระบบดี)", 400, 100, 200, 2}}),
            "นายทดสอบ ระบบดี||ปลัดเทศบาล||\n");  // over one page's end
  EXPECT_EQ(of({{"ความเห็นของปลัดเทศบาล", 400, 1300}, {"(นายทดสอบ ระบบดี)", 400, 100, 200, 3}}), "นายทดสอบ ระบบดี||||\n");
}

TEST(Signatures, TakeFreeWordsOfAnOpinionWhereTheyAreThaiAndSure) {
  const auto comment = [](const char* text, double confidence = 1) {
    std::vector<At> lines{{"ความเห็นของปลัดเทศบาล", 400, 100}, {text, 400, 124}, {"(นายทดสอบ ระบบดี)", 400, 148}};
    ReadingOrder flow = flow_of(lines);
    flow[1].reading.pieces[0].confidence = confidence;
    const auto all = extract_signatures(flow, 0, test::schemas());
    return all.size() == 1 ? value_of(all[0].comment) : "(not one)";
  };
  EXPECT_EQ(comment("กขคงจฉชซ"), "กขคงจฉชซ");
  EXPECT_EQ(comment("...-กขคงจฉชซ-..."), "กขคงจฉชซ");
  EXPECT_EQ(comment("กขคงจฉช"), "(none)");         // seven letters
  EXPECT_EQ(comment("กขคงจฉชซab"), "กขคงจฉชซab");  // eight of ten
  EXPECT_EQ(comment("กขคงจฉชซabc"), "(none)");
  EXPECT_EQ(comment("กขคงจฉชซ", 0.75), "กขคงจฉชซ");
  EXPECT_EQ(comment("กขคงจฉชซ", 0.74), "(none)");
  EXPECT_EQ(comment("ปลัดเทศบาลตำบล"), "(none)");  // a position
}

TEST(Signatures, OfAnotherRowStartAboveIt) {
  EXPECT_EQ(below({"ความเห็นของปลัดเทศบาล", "-ทราบ-", "(นายทดสอบ ระบบดี)", "ปลัดเทศบาล", "ความเห็นของนายก", "-อนุมัติ-", "(นางทดลอง มั่นคง)", "นายกเทศมนตรี"}),
            "นายทดสอบ ระบบดี|ปลัดเทศบาล|ปลัดเทศบาล|ทราบ|\nนางทดลอง มั่นคง|นายกเทศมนตรี|นายก|อนุมัติ|\n");
  EXPECT_EQ(below({"-ทราบ-", "(นายทดสอบ ระบบดี)", "(นางทดลอง มั่นคง)"}), "นายทดสอบ ระบบดี|||ทราบ|\nนางทดลอง มั่นคง||||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ปลัดเทศบาล", "(นางทดลอง มั่นคง)"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\nนางทดลอง มั่นคง||||\n");
}

TEST(Signatures, StandInTheOrderOfTheirPlace) {
  EXPECT_EQ(of({{"(นางทดลอง มั่นคง)", 100, 500}, {"(นายทดสอบ ระบบดี)", 100, 100}, {"(นายอื่น ใดดี)", 100, 50, 200, 2}}),
            "นายทดสอบ ระบบดี||||\nนางทดลอง มั่นคง||||\nนายอื่น ใดดี||||\n");
}

TEST(Signatures, NameHoldsTheRankThatStandsBeforeItsBrackets) {
  EXPECT_EQ(of({{"พ.ต.ท.", 380, 100, 60}, {"( ทดสอบ ระบบดี )", 420, 160}, {"สารวัตรสมมุติ", 420, 184}}), "พ.ต.ท. ทดสอบ ระบบดี|สารวัตรสมมุติ|||\n");
  EXPECT_EQ(below({"พันเอก", "(ทดสอบ ระบบดี)"}), "พันเอก ทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"พันเอก (ทดสอบ ระบบดี)"}), "พันเอก ทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"รองศาสตราจารย์ ดร.", "(ทดสอบ ระบบดี)"}), "รองศาสตราจารย์ ดร. ทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"พันเอก", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"พันเอก", "(ทดลอง มั่นคง)", "ปลัดเทศบาล", "(ทดสอบ ระบบดี)"}), "พันเอก ทดลอง มั่นคง|ปลัดเทศบาล|||\nทดสอบ ระบบดี||||\n");
  EXPECT_EQ(of({{"พันเอก", 100, 100, 60}, {"(ทดสอบ ระบบดี)", 700, 160}}), "ทดสอบ ระบบดี||||\n");  // of another column
}

TEST(Signatures, NameMayBreakInsideItsBrackets) {
  EXPECT_EQ(below({"(นางสาวทดสอบ ระบบดี", "มาก)", "ปลัดเทศบาล"}), "นางสาวทดสอบ ระบบดีมาก|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(ผู้ช่วยศาสตราจารย์ ดร.ทดสอบ", "ระบบดี)", "ปลัดเทศบาล"}), "ผู้ช่วยศาสตราจารย์ ดร.ทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(นางสาวทดสอบ ระบบดี", "ปลัดเทศบาล"}), "นางสาวทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
}

TEST(Signatures, NameOfAMonkIsOneWord) {
  EXPECT_EQ(below({"ลงชื่อ........", "(พระครูสมมุติธรรมรส)", "ประธานกรรมการ"}), "พระครูสมมุติธรรมรส|ประธานกรรมการ|||\n");
}

TEST(Signatures, PositionWrapsWhereTheOfficeGoesOn) {
  const auto position = [](const char* first, const char* second) {
    const std::string all = below({"(นายทดสอบ ระบบดี)", first, second});
    return all.substr(all.find('|') + 1, all.find("|||") - all.find('|') - 1);
  };
  EXPECT_EQ(position("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", "มัธยมศึกษาน่าน"), "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษามัธยมศึกษาน่าน");
  EXPECT_EQ(position("ผู้อำนวยการสถานพินิจและคุ้มครองเด็ก", "และเยาวชนจังหวัดน่าน"), "ผู้อำนวยการสถานพินิจและคุ้มครองเด็กและเยาวชนจังหวัดน่าน");
  EXPECT_EQ(position("นายกองค์การบริหารส่วนตำบล", "ไกลโพ้น"), "นายกองค์การบริหารส่วนตำบลไกลโพ้น");
  EXPECT_EQ(position("ผู้อำนวยการ", "โรงเรียนบ้านสมมุติ"), "ผู้อำนวยการโรงเรียนบ้านสมมุติ");
  EXPECT_EQ(position("นักวิชาการสาธารณสุข", "ชำนาญการพิเศษ"), "นักวิชาการสาธารณสุขชำนาญการพิเศษ");
  EXPECT_EQ(position("รอง ผกก.สภ.สมมุติ ปรท.", "ผกก.สภ.สมมุติ"), "รอง ผกก.สภ.สมมุติ ปรท. ผกก.สภ.สมมุติ");
  EXPECT_EQ(position("ผู้อำนวยการโรงเรียนบ้านสมมุติ", "ข้อความ"), "ผู้อำนวยการโรงเรียนบ้านสมมุติ");
  EXPECT_EQ(position("ครูชำนาญการ", "โรงเรียนบ้านสมมุติ"), "ครูชำนาญการ");
  EXPECT_EQ(position("นายกสมาคมศิษย์เก่า", "โรงเรียนบ้านสมมุติ"), "นายกสมาคมศิษย์เก่า โรงเรียนบ้านสมมุติ");
  EXPECT_EQ(position("ปลัดอำเภอ (เจ้าพนักงานปกครองชำนาญการ", "พิเศษ)"), "ปลัดอำเภอ (เจ้าพนักงานปกครองชำนาญการพิเศษ)");
  EXPECT_EQ(position("ปลัดอำเภอ (เจ้าพนักงานปกครองชำนาญการ", "ข้อความ"), "ปลัดอำเภอ (เจ้าพนักงานปกครองชำนาญการ");
  EXPECT_EQ(position("(ปลัดเทศบาล", "๕ ตุลาคม ๒๕๖๕ (เวลา ๑๐.๐๐ น.)"), "(ปลัดเทศบาล");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี)", "ปลัดองค์การบริหารส่วนตำบลสมมุติ", "ผู้รับรองข้อมูล"}), "นายทดสอบ ระบบดี|ปลัดองค์การบริหารส่วนตำบลสมมุติ|ผู้รับรองข้อมูล||\n")
      << "a role below it";
  EXPECT_EQ(position("ผู้ช่วย", "ผู้อำนวยการกองคลัง"), "ผู้ช่วย ผู้อำนวยการกองคลัง");
  EXPECT_EQ(position("รักษาการในตำแหน่งผู้อำนวยการ", "โรงพยาบาลสมมุติ"), "รักษาการในตำแหน่งผู้อำนวยการโรงพยาบาลสมมุติ");
  EXPECT_EQ(position("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถม", "ศึกษาน่าน เขต ๑"), "ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต ๑");
}

TEST(Signatures, PositionOverAnOfficeIsNotCertain) {
  const auto sure = [](const char* second) {
    const auto all = extract_signatures(
        flow_of({{"ขอแสดงความนับถือ", 400, 50, 200}, {"(นายทดสอบ ระบบดี)", 400, 100, 200}, {"ปลัดเทศบาล", 400, 124, 200}, {second, 400, 148, 200}}), 0,
        test::schemas());
    return all.size() == 1 && all[0].position ? all[0].position->confidence : -1;
  };
  EXPECT_EQ(sure("โรงเรียนบ้านสมมุติ"), 0.9);
  EXPECT_EQ(sure("ข้อความ"), 1);
}

TEST(Signatures, PositionOfALineUnderTwoNamesIsNotCertain) {
  const auto sure = [](int second) {
    const auto all = extract_signatures(flow_of({{"ขอแสดงความนับถือ", 100, 50, 200},
                                                 {"(นายทดสอบ ระบบดี)", 100, 100, 200},
                                                 {"(นางทดลอง มั่นคง)", second, 100, 200},
                                                 {"ปลัดเทศบาล นายกเทศมนตรี", 80, 130, 460}}),
                                        0, test::schemas());
    double out = -1;
    for (const Signature& s : all)
      if (s.position) out = s.position->confidence;
    return out;
  };
  EXPECT_LE(sure(330), 0.8);
  EXPECT_GT(sure(600), 0.95);
}

// The sender's unit and its telephone stand at the left of a letter's foot, beside the lines of the position.
TEST(Signatures, PositionIsNotEndedByTheColumnBesideIt) {
  const auto position = [](int x) {
    const std::string all = of({{"(นายทดสอบ ระบบดี)", 600, 100, 240},
                                {"กองตัวอย่าง", x, 124, 160},
                                {"ผู้ทรงคุณวุฒิ", 620, 124, 200},
                                {"กลุ่มงานตัวอย่าง", x, 148, 200},
                                {"รองอธิบดี ปฏิบัติราชการแทน", 600, 160, 240},
                                {"อธิบดีกรมสมมุติ", 620, 184, 200}});
    return all.substr(all.find('|') + 1, all.find("|||") - all.find('|') - 1);
  };
  EXPECT_EQ(position(100), "ผู้ทรงคุณวุฒิ รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมสมมุติ");
  EXPECT_NE(position(420), "ผู้ทรงคุณวุฒิ รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมสมมุติ") << "too near to be a column";
}

TEST(Signatures, PositionIsNoSentenceNorADate) {
  for (const char* text : {"คณะกรรมการสมมุติได้ตรวจสอบแล้ว เมื่อวันที่ ๒ มีนาคม ๒๕๖๘", "เมื่อวันที่ ๒ มีนาคม ๒๕๖๘", "๒ มีนาคม ๒๕๖๘", "2 มี.ค. 68"})
    EXPECT_EQ(below({"(ลงชื่อ)", "(นายทดสอบ ระบบดี)", text}), "นายทดสอบ ระบบดี||||\n") << text;
}

TEST(Signatures, PositionOfAMemberIsTheRoleOnTheSigningLine) {
  EXPECT_EQ(below({"(ลงชื่อ) ประธานกรรมการ", "(นายทดสอบ ระบบดี)", "(ลงชื่อ) กรรมการ", "(นางทดลอง มั่นคง)"}),
            "นายทดสอบ ระบบดี|ประธานกรรมการ|ประธานกรรมการ||\nนางทดลอง มั่นคง|กรรมการ|กรรมการ||\n");
  EXPECT_EQ(below({"(ลงชื่อ)..........ผู้รายงาน", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี||ผู้รายงาน||\n");
  EXPECT_EQ(below({"ลงชื่อ..........ประธาน", "กรรมการ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี|ประธานกรรมการ|ประธานกรรมการ||\n");
  EXPECT_EQ(below({"ลงชื่อ..........", "กรรมการ", "(นายทดสอบ ระบบดี)"}), "นายทดสอบ ระบบดี|กรรมการ|กรรมการ||\n");
}

TEST(Signatures, NameMayStandBeforeItsRole) {
  EXPECT_EQ(below({"ลงชื่อ......(นายทดสอบ ระบบดี)......ผู้รับรอง", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|ผู้รับรอง||\n");
  EXPECT_EQ(below({"(นายทดสอบ ระบบดี) ปลัดเทศบาล"}), "") << "of a list, or of a sentence";
}

TEST(Signatures, NameMayStandBehindTheSigningWord) {
  EXPECT_EQ(below({"(ลงชื่อ) นายทดสอบ ระบบดี", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"ลงนามโดย นายทดสอบ ระบบดี เมื่อ ๒ มี.ค. ๖๗", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"ลงชื่อ นายทดสอบ ระบบดี ผู้ยืม"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"Digitally signed by: นายทดสอบ ระบบดี"}), "นายทดสอบ ระบบดี||||\n");
  EXPECT_EQ(below({"(ลงชื่อ) นายทดสอบ ระบบดี", "(นายทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "นายทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
}

TEST(Signatures, NamePrintedOnceMoreInBracketsIsOne) {
  EXPECT_EQ(below({"(ลงนาม) ร้อยตรี ทดสอบ ระบบดี", "(ทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "ร้อยตรี ทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(ลงนาม) ทดสอบ ระบบดี", "(ร้อยตรี ทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "ร้อยตรี ทดสอบ ระบบดี|ปลัดเทศบาล|||\n");
  EXPECT_EQ(below({"(ลงนาม) ร้อยตรี สมมุติ ใจดี", "(ทดสอบ ระบบดี)", "ปลัดเทศบาล"}), "ร้อยตรี สมมุติ ใจดี||||\nทดสอบ ระบบดี|ปลัดเทศบาล|||\n") << "another";
}

}  // namespace signatures_test
}  // namespace banthuek::document
