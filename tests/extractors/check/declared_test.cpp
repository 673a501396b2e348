#include "extractors/check/declared.h"

#include <gtest/gtest.h>

namespace banthuek::check {
namespace declared_test {

Field field(const std::string& text) {
  Field out;
  out.raw = out.value = text;
  return out;
}

schema::Vocabulary vocabulary() {
  schema::Vocabulary out;
  out.organisation_kinds = {{"องค์การบริหารส่วนตำบล", "อบต.", {"อบต."}}, {"เทศบาลตำบล", "เทศบาลตำบล", {"ทต."}}};
  out.offices = {{"0000001", "เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล", "บางตัวอย่าง", "จังหวัดตัวอย่าง"}};
  return out;
}

Document document(const std::string& office, const std::string& district, const std::string& year) {
  Document out;
  if (!office.empty()) out.organisation.name = field(office);
  if (!district.empty()) out.organisation.district = field(district);
  if (!year.empty()) out.fiscal_year = field(year);
  return out;
}

struct Case {
  Declared given;
  const char *office, *district, *year;
  std::vector<std::string> found;  // code and field
};

class CheckGiven : public testing::TestWithParam<Case> {};

TEST_P(CheckGiven, FindsWhatDiffers) {
  const Case& c = GetParam();
  std::vector<Document> documents{document(c.office, c.district, c.year)};
  for (int times = 0; times < 2; ++times) check_given({c.given}, documents, vocabulary());  // again changes nothing
  std::vector<std::string> found;
  for (const Finding& f : documents[0].findings) found.push_back(f.code + " " + f.field);
  EXPECT_EQ(found, c.found);
}

INSTANTIATE_TEST_SUITE_P(
    AsManifestsSayIt, CheckGiven,
    testing::Values(Case{{"", "เทศบาลตำบลตัวอย่าง", "บางตัวอย่าง", "2566"}, "เทศบาลตำบลตัวอย่าง", "บางตัวอย่าง", "2566", {}},
                    Case{{"", "ทต.ตัวอย่าง", "อ.บางตัวอย่าง", "๒๕๖๖"}, "เทศบาลตำบลตัวอย่าง", "อำเภอบางตัวอย่าง", "2566", {}},
                    Case{{"", "ตัวอย่าง", "อำเภอ บางตัวอย่าง", "2023"}, "เทศบาลตำบลตัวอย่าง", "บางตัวอย่าง", "2566", {}},
                    Case{{"", "อบต. ตัวอย่าง", "", "66"}, "องค์การบริหารส่วนตำบลตัวอย่าง", "", "2566", {}},
                    Case{{"", "", "เมือง", ""}, "", "เมืองตัวอย่าง", "", {}},
                    Case{{"", "อบต.ตัวอย่าง", "", ""}, "เทศบาลตำบลตัวอย่าง", "", "", {"given_differs organisation/name"}},
                    Case{{"", "ทต.ตัวอยาง", "", ""}, "เทศบาลตำบลตัวอย่าง", "", "", {"given_differs organisation/name"}},
                    Case{{"", "", "เมืองบน", "2565"}, "", "เมืองล่าง", "2566", {"given_differs organisation/district", "given_differs fiscal_year"}},
                    Case{{"", "", "", "2565"}, "เทศบาลตำบลตัวอย่าง", "", "", {"given_not_stated fiscal_year"}},
                    Case{{"", "", "กิ่งอำเภอบางตัวอย่าง", ""}, "", "เขตบางตัวอย่าง", "", {}}, Case{{"", "", "เมืองตัวอย่าง", ""}, "", "เมือง", "", {}},
                    Case{{"", "", "เมือง", ""}, "", "บางเมือง", "", {"given_differs organisation/district"}},
                    Case{{"", "", "อ.", ""}, "", "อ.", "", {}}, Case{{"", "", "อำเภอ", ""}, "", "เขต", "", {"given_differs organisation/district"}},
                    Case{{"", "", "", "ปีนี้"}, "", "", "ปีนี้", {}}, Case{{"", "", "", "ปีนี้"}, "", "", "2566", {"given_differs fiscal_year"}},
                    Case{{"", "เทศบาลตำบล", "", ""}, "เทศบาลตำบลตัวอย่าง", "", "", {"given_differs organisation/name"}},
                    Case{{"", "สำนักตัวอย่าง", "", ""}, "สำนักตัวอย่าง", "", "", {}},
                    Case{{"", "ทต.ตัวอย่าง", "บางตัวอย่าง", "2566"},
                         "",
                         "",
                         "",
                         {"given_not_stated organisation/name", "given_not_stated organisation/district", "given_not_stated fiscal_year"}},
                    Case{{"", "", "", ""}, "เทศบาลตำบลตัวอย่าง", "", "2566", {}}));

TEST(CheckGiven, TakesAMisreadNameForTheOneOfficeThatItIs) {
  std::vector<Document> documents{document("เทศบาลตำบลตัวอยาง", "", "")};
  documents[0].organisation.dla_code = "0000001";
  check_given({{"", "เทศบาลตำบลตัวอย่าง", "", ""}}, documents, vocabulary());
  EXPECT_TRUE(documents[0].findings.empty());
}

TEST(CheckGiven, IsContentWhereOneDocumentOfTheFileStatesIt) {
  std::vector<Document> documents{document("", "", ""), document("", "", "2566")};
  check_given({{"list.csv:2", "", "", "2566"}}, documents, vocabulary());
  EXPECT_TRUE(documents[0].findings.empty() && documents[1].findings.empty());
}

TEST(CheckGiven, PutsADoubtOnThePageOfTheValueOrTheDocumentsFirst) {
  std::vector<Document> documents{document("", "", "2566"), document("", "", "2566")};
  documents[0].first_page = 3;
  documents[1].fiscal_year->places = {{7, {1, 1, 1, 1}}};
  documents[1].findings = {{"given_differs", Severity::kWarning, 1, "old", "", "", ""},
                           {"given_not_stated", Severity::kInfo, 1, "old", "", "", ""},
                           {"other", Severity::kInfo, 1, "", "", "", ""}};
  check_given({{"list.csv:2", "", "", "2565"}, {"list.csv:3", "", "", "2565"}}, documents, vocabulary());
  ASSERT_EQ(documents[0].findings.size(), 1u);  // once, though two rows say it
  EXPECT_EQ(documents[0].findings[0].page, 3);
  ASSERT_EQ(documents[1].findings.size(), 2u);
  EXPECT_EQ(documents[1].findings[0].code, "other");
  EXPECT_EQ(documents[1].findings[1].page, 7);
  EXPECT_EQ(documents[1].findings[1].reading, "2565");
  documents = {document("", "", "")};
  check_given({{"list.csv:2", "", "", "2565"}}, documents, vocabulary());
  ASSERT_EQ(documents[0].findings.size(), 1u);
  EXPECT_EQ(documents[0].findings[0].reason, "the manifest says 2565; no document of the file says it");
  EXPECT_EQ(documents[0].findings[0].severity, Severity::kInfo);
  documents.clear();
  check_given({{"list.csv:2", "", "", "2565"}}, documents, vocabulary());
  EXPECT_TRUE(documents.empty());
}

TEST(CheckGiven, GoesByTheOfficesCodeOnlyWhereTheDocumentHasOne) {
  schema::Vocabulary words = vocabulary();
  words.offices.push_back({"", "เทศบาลตำบลอื่น", "เทศบาลตำบล", "", ""});
  std::vector<Document> documents{document("เทศบาลตำบลตัวอย่าง", "", "")};
  check_given({{"", "เทศบาลตำบลอื่น", "", ""}}, documents, words);
  EXPECT_EQ(documents[0].findings.size(), 1u);
}

TEST(CheckGiven, SaysWhatWasGivenAndWhatWasRead) {
  std::vector<Document> documents{document("", "", "2566")};
  check_given({{"list.csv:2", "", "", "2565"}}, documents, vocabulary());
  ASSERT_EQ(documents[0].findings.size(), 1u);
  const Finding& f = documents[0].findings[0];
  EXPECT_EQ(f.value, "2566");
  EXPECT_EQ(f.reason, "the manifest says 2565");
  EXPECT_EQ(f.severity, Severity::kWarning);
}

}  // namespace declared_test
}  // namespace banthuek::check
