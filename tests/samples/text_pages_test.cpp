// Reports of shapes that no drawn sample has, as text alone: tables without headings, measures without a title, measures in a list, misread places.
#include "tests/extractors/text_pages.h"

#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "extractors/types/export_json.h"

namespace banthuek::test {
namespace text_pages_test {

const std::string kHead = "รายงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๖\n";

Document document_of(const std::vector<Page>& pages) { return extract::extract_document(pages, schemas()); }

std::string value(const MaybeField& field) { return field ? field->value : "-"; }

// One text for a measure, "-" where it says nothing.
std::string told(const Measure& m) {
  return value(m.no) + " | " + value(m.title) + " | " + value(m.method) + " | " + value(m.responsible) + " | " +
         (m.period ? value(m.period->start) + " to " + value(m.period->end) : "-") + " | " + value(m.result);
}

struct Headless {
  const char* name;
  const char* rows;
  std::vector<std::string> measures;
};

class TableWithoutHeadings : public testing::TestWithParam<Headless> {};

TEST_P(TableWithoutHeadings, IsTakenByWhatItsColumnsHold) {
  const auto measures = [](const char* caption) {
    std::vector<std::string> out;
    for (const Measure& m : document_of(pages_of(kHead + caption + GetParam().rows)).measures) out.push_back(told(m));
    return out;
  };
  EXPECT_EQ(measures("มาตรการส่งเสริมคุณธรรมและความโปร่งใส\n"), GetParam().measures);
  EXPECT_EQ(measures("แผนการจัดซื้อวัสดุสำนักงาน\n"), std::vector<std::string>());  // nothing says that it is of measures
}

INSTANTIATE_TEST_SUITE_P(
    Pages, TableWithoutHeadings,
    testing::Values(
        Headless{"NumbersMakeTheNextColumnTheTitle",
                 "๑\tการจัดซื้อจัดจ้าง\tเผยแพร่แผนทุกเดือน\tกองคลัง\tต.ค. ๖๕ - ก.ย. ๖๖\tเผยแพร่ครบ\n"
                 "(๒)\tการรับเรื่องร้องเรียน\tเปิดช่องทางออนไลน์\tสำนักปลัด\tมี.ค. ๖๖\tรับไว้ ๓ เรื่อง\n",
                 {"1 | การจัดซื้อจัดจ้าง | เผยแพร่แผนทุกเดือน | กองคลัง | 2022-10 to 2023-09 | เผยแพร่ครบ",
                  "2 | การรับเรื่องร้องเรียน | เปิดช่องทางออนไลน์ | สำนักปลัด | 2023-03 to 2023-03 | รับไว้ ๓ เรื่อง"}},
        Headless{"ItemsAreTitles",
                 "๑. การจัดซื้อจัดจ้าง\tเผยแพร่แผนทุกเดือน\tกองคลัง\tต.ค. ๖๕\n๒. การรับเรื่องร้องเรียน\tเปิดช่องทางออนไลน์\tสำนักปลัด\tมี.ค. ๖๖\n",
                 {"1 | การจัดซื้อจัดจ้าง | เผยแพร่แผนทุกเดือน | กองคลัง | 2022-10 to 2022-10 | -",
                  "2 | การรับเรื่องร้องเรียน | เปิดช่องทางออนไลน์ | สำนักปลัด | 2023-03 to 2023-03 | -"}},
        Headless{"PeriodBeforeOffice",
                 "๑. การจัดซื้อจัดจ้าง\tต.ค. ๖๕\tกองคลัง\tเผยแพร่แผนแล้ว\n๒. การรับเรื่องร้องเรียน\tมี.ค. ๖๖\tสำนักปลัด\tเปิดช่องทางแล้ว\n",
                 {"1 | การจัดซื้อจัดจ้าง | - | กองคลัง | 2022-10 to 2022-10 | เผยแพร่แผนแล้ว",
                  "2 | การรับเรื่องร้องเรียน | - | สำนักปลัด | 2023-03 to 2023-03 | เปิดช่องทางแล้ว"}},
        Headless{"MostOfAColumnIsEnough",
                 "๑\tการจัดซื้อจัดจ้าง\tกองคลัง\tต.ค. ๖๕\n๒\tการรับเรื่องร้องเรียน\tทุกคนร่วมกัน\tมี.ค. ๖๖\n๓\tการให้บริการ\tกองช่าง\tเมื่อพร้อม\n",
                 {"1 | การจัดซื้อจัดจ้าง | - | กองคลัง | 2022-10 to 2022-10 | -", "2 | การรับเรื่องร้องเรียน | - | ทุกคนร่วมกัน | 2023-03 to 2023-03 | -",
                  "3 | การให้บริการ | - | กองช่าง | - to - | -"}},
        Headless{"HalfOfAColumnIsNotEnough", "๑\tการจัดซื้อจัดจ้าง\tกองคลัง\tต.ค. ๖๕\n๒\tการรับเรื่องร้องเรียน\tทุกคนร่วมกัน\tมี.ค. ๖๖\n", {}},
        Headless{"WithoutAPeriodNoMeasures", "๑\tการจัดซื้อจัดจ้าง\tเผยแพร่แผนทุกเดือน\tกองคลัง\n๒\tการรับเรื่องร้องเรียน\tเปิดช่องทางออนไลน์\tสำนักปลัด\n", {}},
        Headless{"WithoutAnOfficeNoMeasures", "๑\tการจัดซื้อจัดจ้าง\tเผยแพร่แผนทุกเดือน\tต.ค. ๖๕\n๒\tการรับเรื่องร้องเรียน\tเปิดช่องทางออนไลน์\tมี.ค. ๖๖\n", {}},
        Headless{"WithoutATitleNoMeasures", "เผยแพร่แผนทุกเดือน\tกองคลัง\tต.ค. ๖๕\nเปิดช่องทางออนไลน์\tสำนักปลัด\tมี.ค. ๖๖\n", {}},
        Headless{"TwoColumnsNoMeasures", "๑. การจัดซื้อจัดจ้าง\tต.ค. ๖๕\n๒. การรับเรื่องร้องเรียน\tมี.ค. ๖๖\n", {}},
        Headless{"OneRowNoMeasures", "๑\tการจัดซื้อจัดจ้าง\tเผยแพร่แผนทุกเดือน\tกองคลัง\tต.ค. ๖๕\n", {}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(MeasureWithoutATitle, IsKeptAndStandsOnThePagesOfWhatItSays) {
  const std::string head = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n";
  const Document d = document_of(pages_of(kHead + head + "๑\tการจัดซื้อ\tเผยแพร่แผน\tกองคลัง\tต.ค. ๖๕\n๒\t\tเปิดช่องทาง\tสำนักปลัด\tมี.ค. ๖๖\n\f\n" + head +
                                          "\t\tและรายงานผล\t\t\n๓\t\tอบรม\tกองช่าง\tพ.ค. ๖๖\n"));
  ASSERT_EQ(d.measures.size(), 3u);
  EXPECT_EQ(told(d.measures[1]), "2 | - | เปิดช่องทางและรายงานผล | สำนักปลัด | 2023-03 to 2023-03 | -");
  EXPECT_EQ(pages_of(d.measures[0]), std::vector<int>{1});
  EXPECT_EQ(pages_of(d.measures[1]), (std::vector<int>{1, 2}));
  EXPECT_EQ(pages_of(d.measures[2]), std::vector<int>{2});
}

TEST(MeasureWithoutATitle, AndWithoutMethodResultOrOutcomeIsNone) {
  const std::string head = "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n";
  const Document d = document_of(pages_of(kHead + head + "๑\tการจัดซื้อ\tเผยแพร่แผน\tกองคลัง\tต.ค. ๖๕\n๒\t\t\tสำนักปลัด\tมี.ค. ๖๖\n"));
  EXPECT_EQ(d.measures.size(), 1u);
}

TEST(GroupOfAMeasure, IsTheOneOfItsColumnWhereverTheMeasureStands) {
  const Document d = document_of(pages_of(kHead + "แบบวัด\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n"
                                                  "แบบวัด IIT\tการใช้งบประมาณ\tแจ้งแผน\tกองคลัง\tต.ค. ๖๕\n\tการใช้อำนาจ\tมอบหมายงาน\tสำนักปลัด\tพ.ย. ๖๕\n"
                                                  "แบบวัด OIT\tการเปิดเผยข้อมูล\tเผยแพร่\tสำนักปลัด\tธ.ค. ๖๕\n"));
  ASSERT_EQ(d.measures.size(), 3u);
  const char* const raw[] = {"แบบวัด IIT", "แบบวัด IIT", "แบบวัด OIT"};
  const char* const group[] = {"IIT", "IIT", "OIT"};
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(d.measures[i].group) << i;
    EXPECT_EQ(d.measures[i].group->value, group[i]) << i;
    EXPECT_EQ(d.measures[i].group->raw, raw[i]) << i;
  }
  EXPECT_EQ(d.measures[0].group->places, d.measures[1].group->places);
  EXPECT_GT(d.measures[2].group->places.at(0).box.y, d.measures[1].title->places.at(0).box.y);
}

std::vector<std::string> listed(const std::string& text) {
  std::vector<std::string> out;
  for (const Measure& m : document_of(pages_of(kHead + text)).measures) out.push_back(value(m.no) + " | " + value(m.title));
  return out;
}

const std::string kIntro = "เทศบาลได้กำหนดมาตรการส่งเสริมคุณธรรมและความโปร่งใส ดังต่อไปนี้\n";
const std::vector<std::string> kTwo{"1 | การเผยแพร่แผนจัดซื้อจัดจ้าง", "2 | การรับเรื่องร้องเรียน"};
const std::string kList = "๑. การเผยแพร่แผนจัดซื้อจัดจ้าง\n๒. การรับเรื่องร้องเรียน\n";

TEST(ListedMeasures, AreTheNumberedLinesBehindAnIntroduction) { EXPECT_EQ(listed(kIntro + kList), kTwo); }

TEST(ListedMeasures, EndWithTheList) {
  EXPECT_EQ(listed(kIntro + kList + "จึงเรียนมาเพื่อโปรดทราบ\n๓. ข้อความอื่น\n"), kTwo);
  EXPECT_EQ(listed(kIntro + kList + "ข้อความของย่อหน้าถัดไปซึ่งไม่มีเลขกำกับ\n"), kTwo);
}

TEST(ListedMeasures, AreNoneWithoutAnIntroductionOrOfOneOnly) {
  EXPECT_TRUE(listed("ข้อความทั่วไปของรายงานฉบับนี้\n" + kList).empty());
  EXPECT_TRUE(listed(kIntro + "๑. การเผยแพร่แผนจัดซื้อจัดจ้าง\n").empty());
  EXPECT_TRUE(listed(kIntro + "ข้อความทั่วไปของรายงานฉบับนี้\n" + kList).empty());
}

TEST(ListedMeasures, OfTheFirstListOnly) { EXPECT_EQ(listed(kIntro + kList + "จึงเรียนมาเพื่อโปรดทราบ\n" + kIntro + "๑. การอบรม\n๒. การประชุม\n"), kTwo); }

TEST(ListedMeasures, StandBackForTheTable) {
  EXPECT_EQ(listed(kIntro + kList + "ที่\tมาตรการ\tวิธีการ\tผู้รับผิดชอบ\tระยะเวลา\n๑\tการอบรม\tจัดทำ\tกองคลัง\tต.ค. ๖๕\n"),
            std::vector<std::string>{"1 | การอบรม"});
}

// The dotted line under a field shows between its words.
TEST(MemoDate, IsReadThroughTheDotsOfItsLine) {
  const auto date = [](const std::string& text) {
    const Document d = document_of(pages_of("บันทึกข้อความ\nส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านโพ\nที่ นม ๗๓๑๐๑/๒๑๘ วันที่ " + text + "\nเรื่อง รายงาน\n"));
    return d.memo ? value(d.memo->date) : "no memo";
  };
  EXPECT_EQ(date("๑๘ ตุลาคม ๒๕๖๔"), "2021-10-18");
  EXPECT_EQ(date("๑๘ ตุลาคม.๒๕๖๔"), "2021-10-18");
  EXPECT_EQ(date("๑๘ ตุลาคม.. ๒๕๖๔"), "2021-10-18");
}

TEST(MemoSubject, IsFoundWithoutItsWordAndLosesWhatStandsInTheWordsPlace) {
  std::vector<Page> pages =
      pages_of("บันทึกข้อความ\nส่วนราชการ สำนักปลัด เทศบาลตำบลบ้านโพ\nที่ นม ๗๓๑๐๑/๒๑๘ วันที่ ๑๘ ตุลาคม ๒๕๖๔\nเบ๋วง การประเมินคุณธรรม\nเรียน นายกเทศมนตรี\n");
  const auto subject = [&] {
    const Document d = document_of(pages);
    return d.memo ? value(d.memo->subject) : "no memo";
  };
  EXPECT_EQ(subject(), "การประเมินคุณธรรม");
  pages[0].lines.at(3).box.x += 40;  // not below the other labels: part of the subject
  EXPECT_EQ(subject(), "เบ๋วง การประเมินคุณธรรม");
}

struct Places {
  const char* read;
  const char* district;
  const char* province;
};

class MisreadPlace : public testing::TestWithParam<Places> {};

TEST_P(MisreadPlace, IsTheOneThatItIsMisreadFrom) {
  const Document d = document_of(pages_of(std::string("รายงานผลการดำเนินงาน\nองค์การบริหารส่วนตำบลโคกกระดังงา ") + GetParam().read + "\n"));
  EXPECT_EQ(value(d.organisation.district), GetParam().district);
  EXPECT_EQ(value(d.organisation.province), GetParam().province);
}

INSTANTIATE_TEST_SUITE_P(Pages, MisreadPlace,
                         testing::Values(Places{"อำเภอบ้านไผ่ จังหวัดขอนแก่น", "บ้านไผ่", "ขอนแก่น"}, Places{"อำเภอบ้านไผ จังหวัดขอนแก่น", "บ้านไผ่", "ขอนแก่น"},
                                         Places{"อำเภอบ้านไผ่ จังหวัดขอบแก่น", "บ้านไผ่", "ขอนแก่น"}, Places{"อำเภอบ้านไผ่ จังหวัดขอนแกน", "บ้านไผ่", "ขอนแก่น"},
                                         // As near to two districts as to one, or to none, is none.
                                         Places{"อำเภอฟ้ากว้าง จังหวัดขอนแก่น", "-", "ขอนแก่น"}, Places{"อำเภอบ้านไผ่ จังหวัดทะเลทอง", "บ้านไผ่", "-"}));

TEST(MisreadPlace, KeepsWhatWasRead) {
  const Document d = document_of(pages_of("รายงานผลการดำเนินงาน\nองค์การบริหารส่วนตำบลโคกกระดังงา อำเภอบ้านไผ่ จังหวัดขอบแก่น\n"));
  ASSERT_TRUE(d.organisation.province);
  EXPECT_EQ(d.organisation.province->raw, "ขอบแก่น");
  EXPECT_EQ(d.organisation.province->value, "ขอนแก่น");
}

}  // namespace text_pages_test
}  // namespace banthuek::test
