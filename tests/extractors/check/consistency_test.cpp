// Every check of a document: what does not agree is a finding with place, value, reason and, where it follows, the reading that resolves it;
// what agrees is none. The document itself is never altered.
#include "extractors/check/consistency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "extractors/extract/extract.h"
#include "tests/extractors/check/sound_document.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::check {
namespace consistency_test {

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
  ASSERT_NE(found, all.end()) << "no finding " << c.code << " at " << c.where;
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
                    Case{"telephone_unlikely", "memo/telephone", "", [](Document& d) { d.memo->telephone = field("643-000123"); }},
                    Case{"reference_province", "memo/reference", "กส ๕๑๐๐๑/๑๒", [](Document& d) { d.memo->reference = field("กล ๕๑๐๐๑/๑๒"); }},
                    Case{"addressee_differs", "memo/to", "ปลัดเทศบาลตำบลทุ่งสมมุติ", [](Document& d) { d.memo->to = field("ปลัดเทศบาลตำบลทุ่งสมมุดิ"); }},
                    Case{"name_differs", "signatures/2/name", "นายทดสอบ ระบบดี", [](Document& d) {
                           d.signatures.push_back({field("นายทดสอบ ระบบดิ"), {}, {}, {}});
                         }}));

// Of measures with these numbers; "" for none, "IIT 1" for one of a group.
std::string found_in_numbers(const std::vector<std::string>& numbers) {
  return found_after([&](Document& d) {
    d.measures.clear();
    for (const std::string& number : numbers) {
      Measure m;
      m.title = field("มาตรการ");
      const std::size_t space = number.find(' ');
      if (space != std::string::npos) m.group = field(number.substr(0, space));
      if (!number.empty()) m.no = field(space == std::string::npos ? number : number.substr(space + 1));
      d.measures.push_back(m);
    }
  });
}

TEST(Numbering, OfAGroupGoesUpByOne) {
  EXPECT_EQ(found_in_numbers({"1", "2", "3"}), "");
  EXPECT_EQ(found_in_numbers({"5", "6"}), "");
  EXPECT_EQ(found_in_numbers({"1", "3"}), "numbering_gap measures/1/no 2");
  EXPECT_EQ(found_in_numbers({"1", "1"}), "number_repeated measures/1/no");
  EXPECT_EQ(found_in_numbers({"3", "2"}), "numbering_gap measures/1/no 4");
  EXPECT_EQ(found_in_numbers({"1", "2", "1", "2"}), "");  // begins again
  EXPECT_EQ(found_in_numbers({"1", "3", "4"}), "numbering_gap measures/1/no 2");
  EXPECT_EQ(found_in_numbers({"1", "1.1", "1.3", "2"}), "");
  EXPECT_EQ(found_in_numbers({"IIT 1", "EIT 1", "IIT 2", "EIT 3"}), "numbering_gap measures/3/no 2");
  EXPECT_EQ(found_in_numbers({""}), "");
  EXPECT_EQ(found_in_numbers({"", "1"}), "number_missing measures/0/no");
  EXPECT_EQ(found_in_numbers({"1", "", "2"}), "number_missing measures/1/no");
}

TEST(PeriodOfAMeasure, LiesInTheFiscalYear) {
  const auto found = [](MaybeField start, MaybeField end) {
    return found_after([&](Document& d) { d.measures[1].period = PeriodField{*field("raw"), std::move(start), std::move(end), {}}; });
  };
  const std::string outside = "period_outside_year measures/1/period";
  EXPECT_EQ(found(field("2022-10"), field("2023-09-30")), "");
  EXPECT_EQ(found(field("2022-10-01"), field("2023-09")), "");
  EXPECT_EQ(found(field("2022-09"), {}), outside);
  EXPECT_EQ(found(field("2022-09-30"), field("2022-12")), outside);
  EXPECT_EQ(found({}, field("2023-10")), outside);
  EXPECT_EQ(found(field("2023-09"), field("2023-10-01")), outside);
  EXPECT_EQ(found(field("2021"), field("2024")), "");  // whole years
  EXPECT_EQ(found({}, {}), "");
  EXPECT_EQ(found_after([](Document& d) {
              d.fiscal_year.reset();
              d.measures[0].period->start = field("2011-01");
            }),
            "");
  Document d = sound();
  d.measures[0].period->start = field("2021-10");
  d.measures[1].period->end = field("2023-11");
  d.measures[1].period->raw.places.clear();
  const auto all = findings_of(d);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].reason, "it begins before fiscal year 2566");
  EXPECT_EQ(all[0].value, "ต.ค. ๖๕ - ก.ย. ๖๖");
  EXPECT_EQ(all[1].reason, "it ends after fiscal year 2566");
  EXPECT_EQ(all[1].page, 0);
}

TEST(Result, IsHeldAgainstTheBoundsOfItsLevel) {
  const auto found = [](const char* grade, const char* score) {
    return found_after([&](Document& d) { d.ita_result = ItaResult{field("2565"), field(score), field(grade), {}, {}}; });
  };
  const std::string mismatch = "level_mismatch ita_result/grade";
  EXPECT_EQ(found("A", "85.00"), "");
  EXPECT_EQ(found("A", "84.996"), "");
  EXPECT_EQ(found("A", "84.994"), mismatch + " B");
  EXPECT_EQ(found("A", "94.994"), "");
  EXPECT_EQ(found("A", "94.996"), mismatch + " AA");
  EXPECT_EQ(found("ผ่านดี", "84.99"), mismatch);
  EXPECT_EQ(found("ผ่านดี", "85"), "");
  EXPECT_EQ(found("Z", "10"), "");
  EXPECT_EQ(found("F", "0"), "");
  EXPECT_EQ(found("AA", "100"), "");
  EXPECT_EQ(found("AA", "100.01"), "score_out_of_range ita_result/score; " + mismatch);
  EXPECT_EQ(found("F", "-0.01"), "score_out_of_range ita_result/score; " + mismatch);
  EXPECT_EQ(found_after([](Document& d) { d.ita_result->score.reset(); }), "");
  EXPECT_EQ(found_after([](Document& d) { d.ita_result.reset(); }), "");
}

TEST(Result, LessItsChangeIsOfTheLevelBefore) {
  const auto found = [](const char* change, const char* before) {
    return found_after([&](Document& d) { d.ita_result = ItaResult{field("2565"), field("74.36"), field("C"), field(change), field(before)}; });
  };
  const std::string mismatch = "change_mismatch ita_result/change";
  EXPECT_EQ(found("9.37", "D"), "");                // 64.99
  EXPECT_EQ(found("9.36", "D"), mismatch + " C");   // 65.00
  EXPECT_EQ(found("19.36", "D"), "");               // 55.00
  EXPECT_EQ(found("19.37", "D"), mismatch + " E");  // 54.99
  EXPECT_EQ(found("-9.36", "D"), mismatch + " B");
  EXPECT_EQ(found("9.36", "Z"), "");
  Document d = sound();
  d.ita_result->change = field("20.00");
  ASSERT_EQ(findings_of(d).size(), 1u);
  EXPECT_EQ(findings_of(d)[0].reason, "score less change gives 54.36, which is not of level D");
}

TEST(Result, IsOfNoYearAfterTheDocuments) {
  const auto found = [](const char* year) { return found_after([&](Document& d) { d.ita_result->fiscal_year = field(year); }); };
  EXPECT_EQ(found("2564"), "");
  EXPECT_EQ(found("2566"), "");
  EXPECT_EQ(found("2567"), "year_mismatch ita_result/fiscal_year");
}

TEST(Scores, AddUpOrWeighUpToTheirTotal) {
  const auto found = [](const char* iit, const char* eit, const char* oit, const char* total) {
    return found_after([&](Document& d) {
      d.scores = {{field("ก"), field(iit), field(eit), field(oit), field(total), {}}};
      if (!*eit) d.scores[0].eit.reset();
    });
  };
  EXPECT_EQ(found("25", "25", "30", "80.00"), "");
  EXPECT_EQ(found("25", "25", "30", "80.02"), "");
  EXPECT_EQ(found("25", "25", "30", "79.98"), "");
  EXPECT_EQ(found("25", "25", "30", "80.03"), "score_sum scores/0/total 80.00");
  EXPECT_EQ(found("25", "25", "30", "79.97"), "score_sum scores/0/total 80.00");
  EXPECT_EQ(found("25", "25", "40.02", "90.02"), "");  // as large as a rounded part may be
  EXPECT_EQ(found("25", "25", "40.03", "31.01"), "");  // of a hundred each: 7.5 + 7.5 + 16.012
  EXPECT_EQ(found("80", "90", "70", "79.02"), "");
  EXPECT_EQ(found("80", "90", "70", "79.03"), "score_sum scores/0/total 79.00");
  EXPECT_EQ(found("80", "", "70", "10"), "");
  // One row of a hundred says that all are.
  EXPECT_EQ(found_after([](Document& d) {
              d.scores = {{field("ก"), field("10"), field("10"), field("10"), field("10"), {}}, {field("ข"), field("90"), {}, {}, {}, {}}};
            }),
            "");
  EXPECT_EQ(found_after([](Document& d) { d.scores[0].level = field("A"); }), "level_mismatch scores/0/level B");
}

TEST(MemoDate, IsNearItsFiscalYear) {
  const auto found = [](const char* date) { return found_after([&](Document& d) { d.memo->date = field(date); }); };
  EXPECT_EQ(found("2021-01-01"), "");
  EXPECT_EQ(found("2025-12-31"), "");
  EXPECT_EQ(found("2020-12-31"), "date_outside_year memo/date");
  EXPECT_EQ(found("2026-01-01"), "date_outside_year memo/date");
}

TEST(MemoTelephone, BeginsWithANought) {
  const auto found = [](const char* number) { return found_after([&](Document& d) { d.memo->telephone = field(number); }); };
  EXPECT_EQ(found("043-000123"), "");
  EXPECT_EQ(found("(043)000123"), "");
  EXPECT_EQ(found("143-016061"), "telephone_unlikely memo/telephone");
  EXPECT_EQ(found("1(043)000123"), "telephone_unlikely memo/telephone");
  EXPECT_EQ(found_after([](Document& d) { d.memo->telephone.reset(); }), "");
}

TEST(MemoReference, OfAnOfficeThatIsNotListedHasNoOtherProvincesLetters) {
  const auto found = [](const char* reference) {
    return found_after([&](Document& d) {
      d.organisation.dla_code.clear();
      d.memo->reference = field(reference);
    });
  };
  EXPECT_EQ(found("นม ๐๐๓๓.๓/๑๒"), "reference_province memo/reference กส ๐๐๓๓.๓/๑๒");
  EXPECT_EQ(found("กส ๐๐๓๓.๓/๑๒"), "");
  EXPECT_EQ(found("สธ ๐๒๑๒/๑๒"), "");  // a ministry's
}

TEST(MemoReference, OfOneOfficeHasTheSameLettersInAllDocumentsOfAFile) {
  const auto found = [](const std::vector<std::pair<std::string, std::string>>& references) {
    std::vector<Document> documents;
    for (const auto& [office, reference] : references) {
      Document& d = documents.emplace_back();
      d.organisation.name = field(office);
      d.memo = Memo{};
      d.memo->reference = field(reference);
    }
    check_documents(documents);
    std::string out;
    for (std::size_t i = 0; i < documents.size(); ++i)
      for (const Finding& f : documents[i].findings) out += std::to_string(i) + " " + f.code + " " + f.field + " " + f.reading + ";";
    return out;
  };
  EXPECT_EQ(found({{"ก", "นม ๑/๒"}, {"ก", "นน ๑/๓"}, {"ก", "นม๑/๔"}}), "1 reference_differs memo/reference นม ๑/๓;");
  EXPECT_EQ(found({{"ก", "นม ๑/๒"}, {"ก", "นน ๑/๓"}}), "");  // which of two is misread nobody knows
  EXPECT_EQ(found({{"ก", "นม ๑/๒"}, {"ข", "นน ๑/๓"}, {"ก", "นม ๑/๔"}}), "");
  EXPECT_EQ(found({{"ก", "นม ๑/๒"}, {"ก", "นม/๓"}, {"ก", "นม ๑/๔"}}), "");
}

TEST(MemoReference, BeginsWithTheLettersOfItsProvince) {
  const auto found = [](const char* reference) { return found_after([&](Document& d) { d.memo->reference = field(reference); }); };
  const std::string wrong = "reference_province memo/reference ";
  EXPECT_EQ(found("กส ๕๑๐๐๑/๑๒"), "");
  EXPECT_EQ(found("กล๕๑๐๐๑/๑๒"), wrong + "กส๕๑๐๐๑/๑๒");
  EXPECT_EQ(found("กล 51001/12"), wrong + "กส 51001/12");
  EXPECT_EQ(found("กลก ๕๑๐๐๑"), "");
  EXPECT_EQ(found("ก ๕๑๐๐๑"), "");
  EXPECT_EQ(found("กล"), "");
  EXPECT_EQ(found("กล-๕๑๐๐๑"), "");
  EXPECT_EQ(found("AB ๕๑๐๐๑"), "");
  EXPECT_EQ(found("ฮก ๕๑๐๐๑"), wrong + "กส ๕๑๐๐๑");
  const auto without = [](const std::function<void(Document&)>& change) {
    return found_after([&](Document& d) {
      d.memo->reference = field("กล ๕๑๐๐๑");
      change(d);
    });
  };
  EXPECT_EQ(without([](Document&) {}), wrong + "กส ๕๑๐๐๑");
  EXPECT_EQ(without([](Document& d) { d.organisation.dla_code.clear(); }), "");
  EXPECT_EQ(without([](Document& d) { d.organisation.province.reset(); }), "");
  EXPECT_EQ(without([](Document& d) { d.organisation.province = field("แดนสมมุติ"); }), "");
}

TEST(OitTitle, IsOfTheYearOrTheOneBefore) {
  schema::Schemas schemas;
  schemas.vocabulary.oit_titles = {{2564, "O1", "อื่นใดทั้งหมด", true}, {2565, "O1", "กขคงจ", true},  {2566, "O1", "ฉชซฌญ", true},
                                   {2567, "O1", "ดตถทธ", true},     {2566, "O2", "กขคงจ", false}, {2565, "O3", "กขคงจ", true}};
  const auto found = [&](const char* code, const char* title) {
    return found_after([&](Document& d) { d.oit_items = {{field("O9"), field("ก")}, {field(code), field(title)}}; }, schemas);
  };
  EXPECT_EQ(found("O1", "ฉชซฌญ"), "");
  EXPECT_EQ(found("O1", "กขคงจ"), "");
  EXPECT_EQ(found("O1", "กขคงะ"), "");                                   // four letters of five
  EXPECT_EQ(found("O1", "กขคะะ"), "oit_title oit_items/1/title ฉชซฌญ");  // three
  EXPECT_EQ(found("O1", "อื่นใดทั้งหมด"), "oit_title oit_items/1/title ฉชซฌญ");
  EXPECT_EQ(found("O1", "ดตถทธ"), "oit_title oit_items/1/title ฉชซฌญ");
  EXPECT_EQ(found("O2", "อื่น"), "");  // not sure
  EXPECT_EQ(found("O3", "อื่น"), "oit_title oit_items/1/title กขคงจ");
  EXPECT_EQ(found("O4", "อื่น"), "");
  EXPECT_EQ(found_after([](Document& d) { d.oit_items = {{field("O1"), {}}, {{}, field("ก")}}; }, schemas), "");
  EXPECT_EQ(found_after(
                [](Document& d) {
                  d.fiscal_year.reset();
                  d.oit_items = {{field("O1"), field("อื่น")}};
                },
                schemas),
            "");
}

TEST(Check, SaysHowGraveWhatAndWhy) {
  struct Told {
    std::function<void(Document&)> change;
    Severity severity;
    const char *value, *reason;
  };
  for (const Told& t : {
           Told{[](Document& d) { d.measures[2].no.reset(); }, Severity::kInfo, "", "the row has no number"},
           {[](Document& d) { d.measures[2].no = field("2"); }, Severity::kWarning, "2", "the row before has the same number"},
           {[](Document& d) { d.measures[2].no = field("4"); }, Severity::kWarning, "4", "the row before has number 2"},
           {[](Document& d) {
              d.ita_result = ItaResult{field("2565"), field("101"), {}, {}, {}};
            },
            Severity::kError, "101", "a total lies between 0 and 100"},
           {[](Document& d) { d.ita_result->grade = field("A"); }, Severity::kWarning, "A 74.36", "a total of 74.36 is not of level A"},
           {[](Document& d) { d.ita_result->fiscal_year = field("2567"); }, Severity::kWarning, "2567",
            "the result is of a year after that of the document"},
           {[](Document& d) { d.scores[0].total = field("97.00"); }, Severity::kWarning, "97.00", "IIT, EIT and OIT give 79.00"},
           {[](Document& d) { d.memo->subject.reset(); }, Severity::kWarning, "", "the memo's subject was not found"},
           {[](Document& d) { d.memo->date = field("2013-04-05"); }, Severity::kWarning, "2013-04-05", "far from fiscal year 2566"},
           {[](Document& d) { d.memo->telephone = field("643-000123"); }, Severity::kWarning, "643-000123", "a telephone number begins with 0"},
           {[](Document& d) { d.memo->reference = field("กล ๑"); }, Severity::kWarning, "กล ๑", "offices of กาฬสินธุ์ write กส"},
           {[](Document& d) { d.memo->to = field("ปลัดเทศบาลตำบลทุ่งสมมุดิ"); }, Severity::kInfo, "ปลัดเทศบาลตำบลทุ่งสมมุดิ",
            "a signer's position is nearly the same"},
       }) {
    Document d = sound();
    t.change(d);
    const auto all = findings_of(d);
    ASSERT_EQ(all.size(), 1u) << t.reason;
    EXPECT_EQ(all[0].severity, t.severity) << t.reason;
    EXPECT_EQ(all[0].value, t.value);
    EXPECT_EQ(all[0].reason, t.reason);
  }
}

TEST(Check, LeavesEveryValueAsItIs) {
  Document d = sound();
  d.measures[2].no = field("4");
  d.ita_result->grade = field("A");
  check_document(d, test::schemas());
  EXPECT_EQ(d.measures[2].no->value, "4");
  EXPECT_EQ(d.ita_result->grade->value, "A");
}

Document document_of(const std::string& text) { return extract::extract(test::pages_of(text), test::schemas()).front(); }

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

}  // namespace consistency_test
}  // namespace banthuek::check
