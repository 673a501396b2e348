#include "extractors/document/organisation.h"

#include <gtest/gtest.h>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {
namespace organisation_test {

using test::quote;
using test::value_of;

// The shipped words and places with a list of invented offices.
const schema::Schemas& schemas() {
  static const schema::Schemas made = [] {
    schema::Schemas out = test::schemas();
    schema::Vocabulary& v = out.vocabulary;
    v.offices = {{"1", "เทศบาลตำบลทุ่งสมมุติ", "เทศบาลตำบล", "ยางตลาด", "กาฬสินธุ์"},
                 {"2", "เทศบาลตำบลบ้านซ้ำ", "เทศบาลตำบล", "ยางตลาด", "กาฬสินธุ์"},
                 {"3", "เทศบาลตำบลบ้านซ้ำ", "เทศบาลตำบล", "ปัว", "น่าน"},
                 {"4", "เทศบาลตำบลบ้านซ้ำ", "เทศบาลตำบล", "ท่าวังผา", "น่าน"},
                 {"5", "องค์การบริหารส่วนตำบลหนองสมมุติใหญ่", "อบต.", "ปัว", "น่าน"},
                 {"6", "องค์การบริหารส่วนจังหวัดน่าน", "อบจ.", "เมืองน่าน", "น่าน"},
                 {"7", "เทศบาลตำบลทุ่ง", "เทศบาลตำบล", "ปัว", "น่าน"}};
    v.office_names.clear();
    for (const schema::Office& office : v.offices) v.office_names.insert(office.name);
    return out;
  }();
  return made;
}

// "name|type|district|province|code", then the findings.
std::string shown(const FoundOrganisation& found) {
  const Organisation& o = found.organisation;
  std::string out;
  for (const MaybeField* f : {&o.name, &o.type, &o.district, &o.province}) out += (*f ? (*f)->value : "") + "|";
  out += o.dla_code;
  for (const Finding& f : found.findings) out += " " + f.code + " " + f.field + (f.reading.empty() ? "" : ": " + f.reading);
  return out;
}

ReadingOrder flow_of(const std::vector<std::string>& lines) {
  ReadingOrder out;
  int y = 0;
  for (const std::string& text : lines) {
    OrderedPart part;
    part.page = 1;
    part.page_width = 1000;
    part.line_height = 20;
    part.box = {100, y += 100, 800, 20};  // each a paragraph of its own
    part.reading = quote(text);
    out.push_back(part);
  }
  return out;
}

std::string of(const std::vector<std::string>& strong, const std::vector<std::string>& lines = {}) {
  std::vector<text::Excerpt> quotes;
  quotes.reserve(strong.size());
  for (const std::string& s : strong) quotes.push_back(quote(s));
  return shown(find_organisation(flow_of(lines), quotes, schemas()));
}

TEST(FindOrganisation, IsTheOneOfTheList) {
  EXPECT_EQ(of({"สำนักปลัด เทศบาลตำบลทุ่งสมมุติ อำเภอยางตลาด จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|ยางตลาด|กาฬสินธุ์|1");
  EXPECT_EQ(of({}, {"เทศบาลตำบลทุ่งสมมุติ อ.ยางตลาด จ.กาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|ยางตลาด|กาฬสินธุ์|1");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"กองคลัง"}, {"ข้อความ"}), "||||");
  EXPECT_EQ(of({}), "||||");
}

TEST(FindOrganisation, SaysWhereANameIsMisreadAmbiguousElsewhereOrUnknown) {
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุดิ อำเภอยางตลาด จังหวัดกาฬสินธุ์"}),
            "เทศบาลตำบลทุ่งสมมุดิ|เทศบาลตำบล|ยางตลาด|กาฬสินธุ์|1 organisation_misread organisation/name: เทศบาลตำบลทุ่งสมมุติ");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุดิ"}), "เทศบาลตำบลทุ่งสมมุดิ|เทศบาลตำบล||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"เทศบาลตำบลบ้านซ้ำ"}), "เทศบาลตำบลบ้านซ้ำ|เทศบาลตำบล||| organisation_ambiguous organisation/name");
  EXPECT_EQ(of({"เทศบาลตำบลบ้านซ้ำ จังหวัดน่าน"}), "เทศบาลตำบลบ้านซ้ำ|เทศบาลตำบล||น่าน| organisation_ambiguous organisation/name");
  EXPECT_EQ(of({"เทศบาลตำบลบ้านซ้ำ จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลบ้านซ้ำ|เทศบาลตำบล||กาฬสินธุ์|2");
  EXPECT_EQ(of({"เทศบาลตำบลบ้านซ้ำ อำเภอปัว จังหวัดน่าน"}), "เทศบาลตำบลบ้านซ้ำ|เทศบาลตำบล|ปัว|น่าน|3");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ อำเภอปัว จังหวัดน่าน"}),
            "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|ปัว|น่าน| organisation_place organisation/province: ยางตลาด กาฬสินธุ์");
  EXPECT_EQ(of({"เทศบาลตำบลไกลโพ้น จังหวัดน่าน"}), "เทศบาลตำบลไกลโพ้น|เทศบาลตำบล||น่าน| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"วิทยาลัยเทคนิคสมมุติ"}), "วิทยาลัยเทคนิคสมมุติ||||");  // no local government: not looked for
}

TEST(FindOrganisation, SaysHowGraveAndWhy) {
  const auto finding = [](const char* text) {
    const std::vector<text::Excerpt> strong{quote(text, 1, 3)};
    const auto found = find_organisation({}, strong, schemas());
    if (found.findings.size() != 1) return std::string("(not one)");
    const Finding& f = found.findings[0];
    return std::string(name_of(f.severity)) + " " + std::to_string(f.page) + " " + f.value + ": " + f.reason;
  };
  EXPECT_EQ(finding("เทศบาลตำบลทุ่งสมมุดิ อำเภอยางตลาด จังหวัดกาฬสินธุ์"),
            "warning 3 เทศบาลตำบลทุ่งสมมุดิ: not in the list, but one office there differs by 1 letters");
  EXPECT_EQ(finding("เทศบาลตำบลบ้านซ้ำ"), "info 3 เทศบาลตำบลบ้านซ้ำ: several offices bear this name");
  EXPECT_EQ(finding("เทศบาลตำบลทุ่งสมมุติ อำเภอปัว จังหวัดน่าน"), "warning 3 ปัว น่าน: the office of this name lies elsewhere");
  EXPECT_EQ(finding("เทศบาลตำบลไกลโพ้น"), "info 3 เทศบาลตำบลไกลโพ้น: no local government of this name is in the list; names change");
}

TEST(FindOrganisation, WritesOutTheShortFormOfItsKind) {
  EXPECT_EQ(of({"อบต.หนองสมมุติใหญ่"}), "องค์การบริหารส่วนตำบลหนองสมมุติใหญ่|อบต.|||5");
  EXPECT_EQ(of({"อบต. หนองสมมุติใหญ่"}), "องค์การบริหารส่วนตำบลหนองสมมุติใหญ่|อบต.|||5");
  EXPECT_EQ(of({"อบต. ไกลโพ้น"}), "องค์การบริหารส่วนตำบลไกลโพ้น|อบต.||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"อบต."}), "||||");
}

TEST(FindOrganisation, TakesANameBehindASpaceOnlyFromTheList) {
  EXPECT_EQ(of({"เทศบาลตำบล ทุ่งสมมุติ"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"เทศบาลตำบล ไกลโพ้น"}), "||||");
  EXPECT_EQ(of({"เทศบาลตำบล"}), "||||");
  EXPECT_EQ(of({"เทศบาลตำบลก"}), "||||");  // one letter is no name
}

TEST(FindOrganisation, EndsANameWhereTheSentenceGoesOn) {
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติได้ดำเนินการ"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งได้ดำเนินการ"}), "เทศบาลตำบลทุ่ง|เทศบาลตำบล|||7");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งไกล"}), "เทศบาลตำบลทุ่งไกล|เทศบาลตำบล||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"เทศบาลตำบลไกลโพ้นได้ดำเนินการ"}), "เทศบาลตำบลไกลโพ้น|เทศบาลตำบล||| organisation_not_listed organisation/name");
  // The line below, joined without a space: a form's next label, a table's heading.
  for (const char* next : {"วันที่", "ลำดับที่", "รายการ", "ความร่วมมือ"})
    EXPECT_EQ(of({std::string("เทศบาลตำบลไกลโพ้น") + next}), "เทศบาลตำบลไกลโพ้น|เทศบาลตำบล||| organisation_not_listed organisation/name") << next;
  EXPECT_EQ(of({"เทศบาลตำบลและอื่น"}), "||||");
  EXPECT_EQ(of({"โรงพยาบาลส่งเสริมสุขภาพตำบลผ่านเกณฑ์มาตรฐานอนามัย"}), "||||");
  EXPECT_EQ(of({"เทศบาลตำบลไกลโพ้น(ก)"}), "เทศบาลตำบลไกลโพ้น|เทศบาลตำบล||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"เทศบาลตำบลไกล-โพ้น"}), "เทศบาลตำบลไกล-โพ้น|เทศบาลตำบล||| organisation_not_listed organisation/name");
}

TEST(FindOrganisation, OfAProvinceOrASubdistrictNamesIt) {
  EXPECT_EQ(of({"สำนักงานสาธารณสุขจังหวัดกลยุทธ์"}), "||||") << "the next line, joined";
  EXPECT_EQ(of({"โรงพยาบาลส่งเสริมสุขภาพตำบลที่ผ่านเกณฑ์"}), "||||") << "hospitals of a kind";
  EXPECT_EQ(of({"โรงพยาบาลส่งเสริมสุขภาพตำบลสมมุติ"}), "โรงพยาบาลส่งเสริมสุขภาพตำบลสมมุติ||||");
}

TEST(FindOrganisation, KeepsThePlaceInTheNameOfOtherBodies) {
  EXPECT_EQ(of({"สำนักงานสาธารณสุขจังหวัดน่าน"}), "สำนักงานสาธารณสุขจังหวัดน่าน|||น่าน|");
  EXPECT_EQ(of({"สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดน่าน"}), "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดน่าน|||น่าน|");
  EXPECT_EQ(of({"ที่ว่าการอำเภอปัว จังหวัดน่าน"}), "ที่ว่าการอำเภอปัว|||น่าน|");
  EXPECT_EQ(of({"โรงเรียนนั้น"}), "||||");
  EXPECT_EQ(of({"วิทยาลัยอาจแบ่งส่วนราชการ"}), "||||");
  EXPECT_EQ(of({"โรงเรียนสมมุติวิทยา"}), "โรงเรียนสมมุติวิทยา||||");
}

TEST(FindOrganisation, KnowsTheTwoBodiesThatNeedNoName) {
  EXPECT_EQ(of({"กรุงเทพมหานคร"}), "กรุงเทพมหานคร|พิเศษ||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"เมืองพัทยา"}), "เมืองพัทยา|พิเศษ||| organisation_not_listed organisation/name");
  EXPECT_EQ(of({"กทม."}), "กรุงเทพมหานคร|พิเศษ||| organisation_not_listed organisation/name");
}

TEST(FindOrganisation, IsNoAddressNorPartOfAnotherWordNorOfASentence) {
  EXPECT_EQ(of({"ถนนสมมุติ เขตตัวอย่าง กทม. ๑๐๙๙๙"}), "||||");
  EXPECT_EQ(of({"กรุงเทพมหานคร ๑๐๙๙๙"}), "||||");
  EXPECT_EQ(of({"ประธาน ก.เมืองพัทยา"}), "||||");
  EXPECT_EQ(of({"มหาวิทยาลัยสมมุติ"}), "มหาวิทยาลัยสมมุติ||||");
  EXPECT_EQ(of({"วิทยาลัยพ.ศ. ๒๕๖๐"}), "||||");
  EXPECT_EQ(of({"องค์การบริหารส่วนจังหวัดพ.ศ. ๒๕๔๐"}), "||||");
  EXPECT_EQ(of({"องค์การบริหารส่วนตำบลที่ยื่นคำขอ"}), "||||");
}

TEST(FindOrganisation, IsAMinistryOnlyWhereItIssues) {
  EXPECT_EQ(of({"ระเบียบกระทรวงสมมุติและสิ่งอื่น"}), "กระทรวงสมมุติและสิ่งอื่น||||");
  EXPECT_EQ(of({"ระเบียบกระทรวงสมมุติว่าด้วยการพัสดุ"}), "กระทรวงสมมุติ||||");
  EXPECT_EQ(of({"ตามหลักเกณฑ์ของกระทรวงสมมุติ"}), "||||");
}

TEST(FindOrganisation, IsAsSureAsTheChoice) {
  const auto confidence = [](const std::vector<text::Excerpt>& strong, const std::vector<std::string>& lines) {
    return find_organisation(flow_of(lines), strong, schemas()).organisation.name.value_or(Field{}).confidence;
  };
  EXPECT_GT(confidence({quote("เทศบาลตำบลทุ่งสมมุติ", 1)}, {}), 0.95);
  EXPECT_LT(confidence({}, {"เทศบาลตำบลทุ่งสมมุติ"}), 0.5);  // only mentioned
  EXPECT_LT(confidence({quote("โรงพยาบาลสมมุติ", 1), quote("โรงเรียนสมมุติ", 1)}, {}), 0.95);
}

TEST(FindOrganisation, HasTheProvinceInItsNameWhereItIsOne) {
  EXPECT_EQ(of({"องค์การบริหารส่วนจังหวัดน่าน"}), "องค์การบริหารส่วนจังหวัดน่าน|อบจ.||น่าน|6");
  EXPECT_EQ(of({"องค์การบริหารส่วนจังหวัดสมมุติ"}), "องค์การบริหารส่วนจังหวัดสมมุติ|อบจ.||| organisation_not_listed organisation/name");
  const std::vector<text::Excerpt> strong{quote("องค์การบริหารส่วนจังหวัดน่าน")};
  EXPECT_EQ(find_organisation({}, strong, schemas()).organisation.province.value_or(Field{}).raw, "น่าน");
}

TEST(FindOrganisation, IsNotCutByTheEndOfALine) {
  const std::string cut = "รายงานการประชุม สำนักงานสาธารณสุขอำเภอท่าสมมุติปลาย";
  const auto name = [](const std::string& found) { return found.substr(0, found.find('|')); };
  EXPECT_EQ(name(of({cut}, {cut, "นา", "ณ ห้องประชุมสำนักงานสาธารณสุขอำเภอท่าสมมุติปลายนา"})), "สำนักงานสาธารณสุขอำเภอท่าสมมุติปลายนา");
  EXPECT_EQ(name(of({cut}, {cut, "ด่วนที่สุด", "นา ๑๒ หมู่ ๓", "ณ ห้องประชุมสำนักงานสาธารณสุขอำเภอท่าสมมุติปลายนา"})), "สำนักงานสาธารณสุขอำเภอท่าสมมุติปลายนา")
      << "a stamp between";
  EXPECT_EQ(name(of({cut}, {cut, "ครั้งที่ ๑", "ณ ห้องประชุมสำนักงานสาธารณสุขอำเภอท่าสมมุติปลายนา"})), "สำนักงานสาธารณสุขอำเภอท่าสมมุติปลาย");
  EXPECT_EQ(name(of({"สำนักงานสาธารณสุขอำเภอท่าสมมุติปลาย"}, {"สำนักงานสาธารณสุขอำเภอท่าสมมุติปลาย", "กองคลัง", "แผนงาน"})), "สำนักงานสาธารณสุขอำเภอท่าสมมุติปลาย");
}

TEST(FindOrganisation, IsTheOneNamedMost) {
  EXPECT_EQ(of({}, {"เทศบาลตำบลบนสุด", "เทศบาลตำบลล่างสุด", "เทศบาลตำบลล่างสุด"}).substr(0, 60), of({}, {"เทศบาลตำบลล่างสุด"}).substr(0, 60));
  // Of two named alike the first; the list decides between them.
  EXPECT_EQ(of({}, {"เทศบาลตำบลบนสุด", "เทศบาลตำบลเกลือแกง"}), of({}, {"เทศบาลตำบลบนสุด"}));
  EXPECT_EQ(of({}, {"เทศบาลตำบลบนสุด", "เทศบาลตำบลทุ่งสมมุติ"}), of({}, {"เทศบาลตำบลทุ่งสมมุติ"}));
  // A header counts six times.
  EXPECT_EQ(of({"เทศบาลตำบลบนสุด"}, {"เทศบาลตำบลเกลือแกง", "เทศบาลตำบลเกลือแกง", "เทศบาลตำบลเกลือแกง", "เทศบาลตำบลเกลือแกง", "เทศบาลตำบลเกลือแกง"}),
            of({"เทศบาลตำบลบนสุด"}));
  EXPECT_EQ(of({"เทศบาลตำบลบนสุด"}, std::vector<std::string>(7, "เทศบาลตำบลเกลือแกง")), of({}, {"เทศบาลตำบลเกลือแกง"}));
  // A short form counts less than one written out.
  EXPECT_EQ(of({}, {"ทต.บนสุด", "เทศบาลตำบลเกลือแกง"}), of({}, {"เทศบาลตำบลเกลือแกง"}));
  // A misreading beside the name counts for it.
  EXPECT_EQ(of({}, {"เทศบาลตำบลเกลือแกง", "เทศบาลตำบลสมมุติวิทยาคม", "เทศบาลตำบลสมมุดิวิทยาคม"}), of({}, {"เทศบาลตำบลสมมุติวิทยาคม"}));
}

TEST(FindOrganisation, IsNamedInTablesToo) {
  Table table = test::table({{"เทศบาลตำบลล่างสุด"}, {"เทศบาลตำบลล่างสุด"}, {"เทศบาลตำบลล่างสุด"}});
  ReadingOrder flow = flow_of({"เทศบาลตำบลบนสุด"});
  OrderedPart part;
  part.table = &table;
  part.page = 1;
  flow.push_back(part);
  EXPECT_EQ(value_of(find_organisation(flow, {}, schemas()).organisation.name), "เทศบาลตำบลบนสุด");  // three tenths each
  table.cells.push_back(test::cell(3, 0, "เทศบาลตำบลล่างสุด"));
  EXPECT_EQ(value_of(find_organisation(flow, {}, schemas()).organisation.name), "เทศบาลตำบลล่างสุด");
}

TEST(FindOrganisation, KeepsTheReadingThatIsWrittenOut) {
  const std::vector<text::Excerpt> strong{quote("ทต.บนสุด"), quote("เทศบาลตำบลบนสุด")};
  EXPECT_EQ(find_organisation({}, strong, schemas()).organisation.name.value_or(Field{}).raw, "เทศบาลตำบลบนสุด");
}

TEST(FindOrganisation, HasItsPlaceBehindItOrOnTheLineBelow) {
  const std::string found = "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|ยางตลาด|กาฬสินธุ์|1";
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ", "อำเภอยางตลาด จังหวัดกาฬสินธุ์"}), found);
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ อำเภอยางตลาด", "จังหวัดกาฬสินธุ์"}), found);
  EXPECT_EQ(of({}, {"เทศบาลตำบลทุ่งสมมุติ", "อำเภอยางตลาด จังหวัดกาฬสินธุ์"}), found);
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ"}, {"เทศบาลตำบลทุ่งสมมุติ อำเภอยางตลาด จังหวัดกาฬสินธุ์"}), found);
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ", "ข้อความ", "จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"จังหวัดน่าน เทศบาลตำบลทุ่งสมมุติ"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"อื่น", "เทศบาลตำบลทุ่งสมมุติ จังหวัดกาฬสินธุ์ จังหวัดน่าน"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล||กาฬสินธุ์|1");
  // Behind a long line the line below is another's.
  std::string longest = "เทศบาลตำบลทุ่งสมมุติ ";
  while (longest.size() < 3 * 20 + 1 + 57) longest += "ก";
  EXPECT_EQ(of({longest, "จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล||กาฬสินธุ์|1");
  EXPECT_EQ(of({longest + "ก", "จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
}

TEST(FindOrganisation, KnowsAPlaceThatWasMisread) {
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ อำเภอยางตลาต จังหวัดกาฬสินธ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|ยางตลาด|กาฬสินธุ์|1");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ จังหวัดกาฬสินธุ์นั้น"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล||กาฬสินธุ์|1");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ จังหวัดสมมุติ"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล|||1");
  EXPECT_EQ(of({"เทศบาลตำบลทุ่งสมมุติ อำเภอปัว จังหวัดกาฬสินธุ์"}), "เทศบาลตำบลทุ่งสมมุติ|เทศบาลตำบล||กาฬสินธุ์|1");  // a district of another province
  const auto raw = [](const char* text) {
    const std::vector<text::Excerpt> strong{quote(text)};
    return find_organisation({}, strong, schemas()).organisation.province.value_or(Field{}).raw;
  };
  EXPECT_EQ(raw("เทศบาลตำบลทุ่งสมมุติ จังหวัดกาฬสินธุ์นั้น"), "กาฬสินธุ์");
  EXPECT_EQ(raw("เทศบาลตำบลทุ่งสมมุติ จังหวัดกาฬสินธ์"), "กาฬสินธ์");
}

std::string resolved(const char* name, const char* district = "", const char* province = "") {
  const OfficeMatch m = resolve_office(name, district, province, schemas().vocabulary);
  return (m.office ? m.office->dla_code : "-") + " " + std::to_string(m.errors) + (m.ambiguous ? " ambiguous" : "");
}

TEST(ResolveOffice, IsTheOneThatFitsWithALetterInEightMisread) {
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุติ"), "1 0");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุติ", "ยางตลาด", "กาฬสินธุ์"), "1 0");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุติ", "ปัว", ""), "- 0");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุติ", "", "น่าน"), "- 0");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุดิ", "", "กาฬสินธุ์"), "1 1");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมนุดิ", "", "กาฬสินธุ์"), "1 2");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสนนุดิ", "", "กาฬสินธุ์"), "- 0");
  EXPECT_EQ(resolved("เทศบาลตำบลทุ่งสมมุดิ"), "- 1");  // without a place any of thousands
  EXPECT_EQ(resolved("เทศบาลตำบลบ้านซ้ำ"), "- 0 ambiguous");
  EXPECT_EQ(resolved("เทศบาลตำบลบ้านซ้ำ", "", "น่าน"), "- 0 ambiguous");
  EXPECT_EQ(resolved("เทศบาลตำบลบ้านซ้ำ", "", "กาฬสินธุ์"), "2 0");
  EXPECT_EQ(resolved("องค์การบริหารส่วนตำบลหนองลมนุตีไหญ่", "", "น่าน"), "- 0");  // four of 38
  EXPECT_EQ(resolved("องค์การบริหารส่วนตำบลหนองลมนุตีใหญ่", "", "น่าน"), "5 3");
}

TEST(Organisation, OfTwoReadingsIsNotCertain) {
  const auto sure = [](const std::string& a, const std::string& b, double confidence) {
    const FoundOrganisation found = find_organisation(flow_of({}), {quote(a, confidence), quote(b, confidence)}, schemas());
    return found.organisation.name && found.organisation.name->confidence >= 0.95;
  };
  EXPECT_TRUE(sure("โรงพยาบาลบึงสมมุติลอยฟ้า", "โรงพยาบาลบึงสมมุติลอยฟ้า", 0.999));
  EXPECT_FALSE(sure("โรงพยาบาลบึงสมมุติลอยฟ่า", "โรงพยาบาลบึงสมมุติลอยฟ้า", 0.999));
  EXPECT_TRUE(sure("โรงพยาบาลบึงสมมุติลอยฟ้า", "โรงพยาบาลบึงสมมุติลอยฟา", 1));  // printed so: two names
}

TEST(Organisation, IsNotCutAtASyllableThatIsMisreadForAWord) {
  EXPECT_EQ(of({"โรงพยาบาลบึงสมมุติเรื่องรุ่ง"}), "โรงพยาบาลบึงสมมุติเรื่องรุ่ง||||");
  EXPECT_EQ(of({"โรงพยาบาลบึงสมมุติเรื่อง การรับสมัคร"}), "โรงพยาบาลบึงสมมุติ||||");
  EXPECT_EQ(of({"โรงพยาบาลบึงสมมุติเรื่องการรับสมัครสอบ"}), "โรงพยาบาลบึงสมมุติ||||");
}

std::string name_of(const std::vector<std::string>& strong, const std::vector<std::string>& lines = {}) {
  const std::string found = of(strong, lines);
  return found.substr(0, found.find('|'));
}

TEST(Organisation, OfAPlaceThatNoListKnowsStandsInALine) {
  const std::string name = "สำนักงานประมงจังหวัดสมมุติ";
  EXPECT_EQ(name_of({"ประกาศ" + name}, {"ประกาศ" + name}), name);
  EXPECT_EQ(name_of({name}, {"สำนักงานประมงจังหวัด", "สมมุติ"}), "") << "the next line, joined";
  const FoundOrganisation found = find_organisation(flow_of({name}), {quote(name)}, schemas());
  ASSERT_TRUE(found.organisation.name);
  EXPECT_LT(found.organisation.name->confidence, 0.95);
}

TEST(Organisation, IsTheOneInFrontOfTheBodyThatItBelongsTo) {
  const std::string school = "โรงเรียนบ้านสมมุติ", area = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาน่าน เขต ๑";
  EXPECT_EQ(name_of({school, area}, {area, area}), school);
  EXPECT_EQ(name_of({school + " " + area}, {area, area}), school);
  EXPECT_EQ(name_of({school + " (สมมุติอุทิศ)", area}, {area, area}), school);
  EXPECT_EQ(name_of({school + " สังกัด" + area}, {area, area}), school);
  EXPECT_EQ(name_of({area}, {area, school}), area);
}

TEST(Organisation, IsPartedFromItsPlaceOnACover) {
  EXPECT_EQ(name_of({"แผนปฏิบัติการ", "สำนักงานประมง", "จังหวัดน่าน"}), "สำนักงานประมงจังหวัดน่าน");
  EXPECT_EQ(name_of({"สำนักงานสาธารณสุขอำเภอ", "เชียงของ"}), "สำนักงานสาธารณสุขอำเภอเชียงของ");
  EXPECT_EQ(name_of({"โรงเรียนบ้านสมมุติ", "อำเภอปัว จังหวัดน่าน"}), "โรงเรียนบ้านสมมุติ");
  EXPECT_EQ(name_of({"โรงพยาบาล", "ปีงบประมาณ ๒๕๖๗"}), "");
}

TEST(Organisation, IsNamedInThePositionOfWhoSigns) {
  EXPECT_EQ(name_of({}, {"ขอขอบคุณมหาวิทยาลัยสมมุติ", "ผู้อำนวยการสถานพินิจและคุ้มครองเด็กและเยาวชนจังหวัดน่าน"}), "สถานพินิจและคุ้มครองเด็กและเยาวชนจังหวัดน่าน");
  EXPECT_EQ(name_of({}, {"ขอขอบคุณมหาวิทยาลัยสมมุติ", "สำนักงานประมงจังหวัดน่าน"}), "มหาวิทยาลัยสมมุติ");
}

}  // namespace organisation_test
}  // namespace banthuek::document
