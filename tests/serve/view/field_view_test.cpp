// Values as the desk words them.
#include "pipeline/serve/view/field_view.h"

#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace field_view_test {

const view::Pages& pages() {
  static const view::Pages once(kWeb);
  return once;
}

TEST(Labels, AreOfTheFieldAndItsRecord) {
  struct Case {
    const char *field, *key, *label;
  };
  for (const Case& c : {Case{"organisation/name", "field.name", "Office"},
                        {"title", "field.title", "Title"},
                        {"memo/date", "field.date", "Date"},
                        {"measures/0/title", "field.measure_title", "Measure"},
                        {"measures/0/status", "field.status", "Measure 1 · Status"},
                        {"measures/11/period/raw", "field.period", "Measure 12 · Period"},
                        {"measures/2/period/start", "field.start", "Measure 3 · Start"},
                        {"signatures/0/name", "field.signer", "Name"},
                        {"signatures/0/position", "field.position", "Position"},
                        {"oit_items/3/title", "field.item_title", "Item"},
                        {"oit_items/3/code", "field.code", "Code"},
                        {"scores/0/total", "field.total", "Total"}}) {
    EXPECT_EQ(view::label_key(c.field), c.key);
    EXPECT_EQ(view::label_of(pages(), c.field, view::Language::kEnglish), c.label);
  }
  EXPECT_EQ(view::label_of(pages(), "measures/0/status", view::Language::kThai), "มาตรการ 1 · สถานะ");
  EXPECT_EQ(view::label_key(""), "");
  EXPECT_EQ(view::label_key("measures/"), "");
}

TEST(Dates, ThatAreNoneAreShownAsTheyStand) {
  struct Case {
    const char *iso, *thai, *english;
  };
  for (const Case& c : {Case{"2023-01-09", "9 ม.ค. 2566", "9 Jan 2023"},
                        {"2023-12-31", "31 ธ.ค. 2566", "31 Dec 2023"},
                        {"2023-12", "ธ.ค. 2566", "Dec 2023"},
                        {"2023", "2566", "2023"},
                        {"1900-01-01", "1 ม.ค. 2443", "1 Jan 1900"},
                        {"1899-01-01", "1899-01-01", "1899-01-01"},
                        {"2023-13-01", "2023-13-01", "2023-13-01"},
                        {"2023-00", "2566", "2023"},
                        {"2023-04-05T", "2023-04-05T", "2023-04-05T"},
                        {"", "", ""},
                        {"x", "x", "x"}}) {
    EXPECT_EQ(view::shown_date(c.iso, view::Language::kThai), c.thai);
    EXPECT_EQ(view::shown_date(c.iso, view::Language::kEnglish), c.english);
  }
}

TEST(Times, AreByTheClockOfThisMachineToTheMinute) {
  setenv("TZ", "UTC-7", 1);
  tzset();
  for (const auto& [iso, shown] : http::Pairs{{"2026-01-01T16:59:59Z", "1 ม.ค. 2569 23:59"},
                                              {"2025-12-31T17:00:00Z", "1 ม.ค. 2569 00:00"},
                                              {"2026-02-28T20:01:02", "1 มี.ค. 2569 03:01"},
                                              {"2026-11-21T20:46:2", "2026-11-21T20:46:2"},
                                              {"2026-11-21 20:46:20", "2026-11-21 20:46:20"},
                                              {"", ""}})
    EXPECT_EQ(view::shown_time(iso, view::Language::kThai), shown);
}

TEST(Values, AreInWordsWhereTheyAreOfAClosedList) {
  struct Case {
    const char *field, *value, *thai, *english;
  };
  for (const Case& c : {Case{"measures/0/status", "in_progress", "กำลังดำเนินการ", "in progress"},
                        {"measures/0/status", "unknown", "unknown", "unknown"},
                        {"measures/0/status", "", "", ""},
                        {"measures/0/period/frequency", "half_yearly", "ทุกหกเดือน", "half-yearly"},
                        {"measures/0/period/frequency", "daily", "daily", "daily"},
                        {"measures/0/period/frequency", "", "", ""},
                        {"measures/0/period/start", "2022-10", "ต.ค. 2565", "Oct 2022"},
                        {"measures/0/period/end", "2022-10", "ต.ค. 2565", "Oct 2022"},
                        {"memo/date", "2022-10-02", "2 ต.ค. 2565", "2 Oct 2022"},
                        {"measures/0/period/raw", "2022-10", "2022-10", "2022-10"},
                        {"title", "2022-10", "2022-10", "2022-10"},
                        {"fiscal_year", "2566", "2566", "2566"},
                        {"kind", "letter", "หนังสือ", "letter"},
                        {"measures/0/title", "done", "done", "done"}}) {
    EXPECT_EQ(view::shown_value(pages(), c.field, c.value, view::Language::kThai), c.thai) << c.field;
    EXPECT_EQ(view::shown_value(pages(), c.field, c.value, view::Language::kEnglish), c.english) << c.field;
  }
}

TEST(Values, OfEveryClosedListHaveWordsInBothLanguages) {
  for (const char* field : {"measures/0/status", "measures/0/period/frequency", "kind"})
    for (const char* word : closed_words(field_info(Document{}, field)->kind)) {
      EXPECT_NE(view::shown_value(pages(), field, word, view::Language::kThai), word);
      EXPECT_NO_THROW(view::shown_value(pages(), field, word, view::Language::kEnglish)) << word;
    }
}

TEST(Findings, WithoutAReasonAreTakenFromTheStrings) {
  EXPECT_EQ(view::shown_finding(pages(), "number_repeated", "", view::Language::kEnglish), "a number stands twice");
  EXPECT_EQ(view::shown_finding(pages(), "number_repeated", "", view::Language::kThai), "เลขลำดับซ้ำ");
  EXPECT_EQ(view::shown_finding(pages(), "unheard_of", "", view::Language::kEnglish), "");
}

TEST(Confidences, AreNeverRoundedUp) {
  struct Case {
    double confidence;
    const char* sure;
    int percent;
  };
  for (const Case& c : {Case{1, "high", 100},
                        {0.95, "high", 95},
                        {0.9499, "middle", 94},
                        {0.8, "middle", 80},
                        {0.7999, "low", 79},
                        {0, "low", 0},
                        {-1, "low", 0},
                        {2, "high", 100},
                        {0.999, "high", 99},
                        {0.57, "low", 57},
                        {0.29, "low", 29},
                        {0.58, "low", 58}}) {
    EXPECT_STREQ(view::sureness(c.confidence), c.sure) << c.confidence;
    EXPECT_EQ(view::percent(c.confidence), c.percent) << c.confidence;
  }
}

TEST(Texts, AreCutAndPartedForReading) {
  EXPECT_EQ(view::anchor_of("measures/3/period/raw"), "measures-3-period-raw");
  EXPECT_EQ(view::anchor_of("a_b.c ก"), "a_b-c----");
  for (const auto& [number, shown] : std::vector<std::pair<long long, std::string>>{
           {0, "0"}, {12, "12"}, {999, "999"}, {1000, "1,000"}, {12345, "12,345"}, {999999, "999,999"}, {1234567, "1,234,567"}})
    EXPECT_EQ(view::thousands(number), shown);
  for (const auto& [path, shown] :
       http::Pairs{{"/a/b/c.pdf", "b/c.pdf"}, {"/c.pdf", "/c.pdf"}, {"c.pdf", "c.pdf"}, {"b/c.pdf", "b/c.pdf"}, {"a/b/c.pdf", "b/c.pdf"}, {"", ""}})
    EXPECT_EQ(view::short_path(path), shown);
  EXPECT_EQ(view::begin_of("abc", 3), "abc");
  EXPECT_EQ(view::begin_of("abc", 9), "abc");
  EXPECT_EQ(view::begin_of("abc", 0), "");
  EXPECT_EQ(view::begin_of("กขค", 3), "ก");
  EXPECT_EQ(view::begin_of("กขค", 4), "ก");
  EXPECT_EQ(view::begin_of("aก", 3), "a");
}

}  // namespace field_view_test
}  // namespace banthuek::serve
