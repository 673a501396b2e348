// The questions about the whole archive, as pages and as JSON: tests/report holds what they answer.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "extractors/types/ordered_json.h"
#include "pipeline/report/audit_reports.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace audit_page_test {

std::string encoded(const std::string& text) { return http::percent_encode(text); }

TEST(AuditPage, ShowsCopiesWithBothPapersAndWhatDiffers) {
  World world;
  const std::string main = main_of(world.get("/audit?question=copies&lang=en"));
  EXPECT_NE(main.find("เผยแพร่แผนการจัดซื้อจัดจ้าง"), std::string::npos) << main;
  EXPECT_GE(times(main, "/cut?field=measures%2F0%2F\""), 2) << "the measure on both papers";
  EXPECT_NE(main.find("/audit/pair?left="), std::string::npos);
  EXPECT_EQ(main_of(world.get("/audit?question=copies&year=2567")).find("<section class=\"panel\">"), std::string::npos)
      << "the measures of one office are no copies";
  EXPECT_NE(main_of(world.get("/audit?question=copies&office=%E0%B8%99%E0%B8%B4%E0%B8%97%E0%B8%B2%E0%B8%99")).find(kOfficeA), std::string::npos)
      << "a group with the office is shown whole";
}

TEST(AuditPair, MarksWhatDiffersOnBothSides) {
  World world;
  const std::string at = "/audit/pair?left=" + key_of("a66") + "-2&right=" + key_of("b66") + "-2";
  const std::string main = main_of(world.get(at + "&lang=en"));
  EXPECT_NE(main.find("<mark>"), std::string::npos) << main;
  EXPECT_NE(main.find("<div>เปิดช่องทางร้องเรียนการทุจริต<mark>ทางเว็บไซต์</mark>"), std::string::npos) << main;
  EXPECT_NE(main.find("src=\"/documents/KEY_a66/cut?field=measures%2F1%2F\""), std::string::npos);
  EXPECT_NE(main.find("src=\"/documents/KEY_b66/cut?field=measures%2F1%2F\""), std::string::npos);
  EXPECT_EQ(world.get("/audit/pair?left=" + key_of("a66") + "-99&right=x").status, 404);
  EXPECT_EQ(world.get("/audit/pair").status, 404);
}

TEST(Cut, OfARecordHoldsAllOfItThatStandsOnItsFirstPage) {
  World world;
  const auto size = [&](const std::string& field) { return world.get("/documents/" + key_of("a66") + "/cut?field=" + encoded(field)).body.size(); };
  EXPECT_GT(size("measures/1/"), 0u);
  EXPECT_EQ(world.get("/documents/" + key_of("a66") + "/cut?field=measures%2F99%2F").status, 404);
}

TEST(AuditPage, TellsWhatComesBackAndWhatIsGone) {
  World world;
  // The two years name one office once its district stands in both.
  world.post("/documents/" + key_of("a66") + "/correct", {{"field", "organisation/district"}, {"after", ""}});
  world.post("/documents/" + key_of("a66") + "/correct", {{"field", "measures/0/method"}, {"after", ""}});
  const std::string main = main_of(world.get("/audit?question=follow-ups&year=2565&lang=en"));
  EXPECT_NE(main.find("comes back: 1"), std::string::npos) << main;
  EXPECT_NE(main.find("gone: 2"), std::string::npos);
  EXPECT_NE(main.find("<option>นครราชสีมา</option>"), std::string::npos) << "provinces of the archive are to choose from";
  const std::string gone = main_of(world.get("/audit?question=follow-ups&year=2565&which=gone"));
  EXPECT_NE(gone.find("ปลูกต้นไม้ในสำนักงาน"), std::string::npos);
  EXPECT_EQ(gone.find("เผยแพร่แผนการจัดซื้อจัดจ้าง"), std::string::npos);
}

TEST(AuditPage, CountsOfficesWithoutAReportByProvinceAndYear) {
  World world;
  const std::string main = main_of(world.get("/audit?question=missing&year=2566&lang=en"));
  EXPECT_EQ(times(main, "<th scope=\"col\">256"), 3) << "a column a year of the archive";
  EXPECT_GT(times(main, "<tr>"), 77) << "a row a province";
  const std::string one = main_of(world.get("/audit?question=missing&year=2566&province=" + encoded("ชัยภูมิ") + "&lang=en"));
  EXPECT_NE(one.find("Offices without a report of 2566"), std::string::npos);
  EXPECT_EQ(one.find("<td>นครราชสีมา</td>"), std::string::npos);
}

TEST(AuditPage, CountsStatusesAndPutsScoresSideBySide) {
  World world;
  const std::string statuses = main_of(world.get("/audit?question=statuses&year=2566&lang=en"));
  EXPECT_NE(statuses.find("href=\"/search?province=%{ชัยภูมิ}&amp;year=2566&amp;status=done\">1</a>"), std::string::npos) << statuses;
  const std::string scores = main_of(world.get("/audit?question=scores&lang=en"));
  EXPECT_NE(scores.find("85.70"), std::string::npos) << scores;
  EXPECT_NE(scores.find("+5.45"), std::string::npos) << "against the year before";
  EXPECT_NE(scores.find("href=\"/office?name="), std::string::npos);
}

TEST(AuditPage, SaysWhereAnAnswerIsEmptyAndOnlyThere) {
  World world;
  for (const char* question : {"copies", "follow-ups", "scores"}) {
    const std::string at = std::string("/audit?question=") + question + "&lang=en";
    EXPECT_NE(main_of(world.get(at + "&office=zzzz")).find("class=\"blank\""), std::string::npos) << question;
  }
  EXPECT_EQ(main_of(world.get("/audit?question=scores&lang=en")).find("class=\"blank\""), std::string::npos);
}

TEST(AuditPage, RefusesWhatIsNoQuestion) {
  World world;
  EXPECT_EQ(world.get("/audit?question=nothing").status, 400);
  EXPECT_EQ(world.get("/audit?question=copies&year=12").status, 400);
  EXPECT_EQ(world.get("/api/v1/audit/missing").status, 400) << "it asks about a year";
  EXPECT_EQ(world.get("/api/v1/audit/nothing").status, 400);
  EXPECT_EQ(world.get("/api/v1/audit/statuses?limit=0").status, 400);
  EXPECT_EQ(world.get("/api/v1/audit/statuses?cursor=x").status, 400);
}

TEST(AuditApi, GivesTheTableOfTheCommandPageByPage) {
  World world;
  const view::Json first = json_of(world.get("/api/v1/audit/statuses?limit=2"));
  EXPECT_EQ(first["question"], "statuses");
  EXPECT_EQ(first["rows"].size(), 2u);
  EXPECT_EQ(first["next"], "p2");
  view::Json rows = first["rows"];
  for (view::Json next = first["next"]; !next.is_null();) {
    const view::Json more = json_of(world.get("/api/v1/audit/statuses?limit=2&cursor=" + next.get<std::string>()));
    rows.insert(rows.end(), more["rows"].begin(), more["rows"].end());
    next = more["next"];
  }
  store::Store store = store::Store::open(world.archive(), database::Access::kRead);
  EXPECT_EQ(rows.size(), report::status_counts(store).rows.size());
  EXPECT_EQ(first["total"], rows.size());
  const view::Json one = json_of(world.get("/api/v1/audit/statuses?province=" + encoded("ชัยภูมิ") + "&year=2567"));
  ASSERT_EQ(one["rows"].size(), 1u);
  EXPECT_EQ(one["rows"][0]["not_started"], 25);
}

TEST(Tables, AreKeptUntilTheArchiveChanges) {
  World world;
  int made = 0;
  const auto ask = [&] {
    return world.desk().archive().table("a table", [&](store::Store& store) {
      ++made;
      return report::status_counts(store);
    });
  };
  const auto first = ask();
  EXPECT_EQ(ask(), first);
  EXPECT_EQ(made, 1);
  world.post("/documents/" + key_of("a66") + "/correct", {{"field", "measures/0/status"}, {"after", "not_started"}});
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_NE(ask(), first);
  EXPECT_EQ(made, 2);
}

TEST(OfficePage, ShowsItsYearsScoresPeopleAndWhatIsMissing) {
  World world;
  const std::string main = main_of(world.get("/office?name=" + encoded(kOfficeA) + "&lang=en"));
  for (const char* part : {"<th scope=\"row\">2566</th>", "<th scope=\"row\">2565</th>", "นายสมมุติ ใจดี", "เมืองสมมุติ", "<b>2567</b>", "85.7",
                           "href=\"/compare?office=", "href=\"/documents/KEY_a66\">"})
    EXPECT_NE(main.find(part), std::string::npos) << part << " in " << main;
  EXPECT_EQ(world.get("/office?name=none").status, 404);
  EXPECT_EQ(world.get("/office").status, 404);
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  EXPECT_EQ(masked.get("/office?name=" + encoded(kOfficeA), "reader").body.find("นายสมมุติ"), std::string::npos);
  EXPECT_EQ(main_of(world.get("/office?name=" + encoded(kOfficeC))).find("<b>"), std::string::npos) << "a name is text";
}

// The parts of a year's bar stand behind each other.
TEST(OfficePage, ItsBarsAreAsWideAsTheirParts) {
  World world;
  const std::string main = main_of(world.get("/office?name=" + encoded(kOfficeA) + "&lang=en"));
  static const RE2 rect(R"re(<rect class="[a-z_]+" x="([\d.e-]+)"[^>]* width="([\d.e-]+)")re");
  re2::StringPiece rest(main);
  double x = 0, width = 0, end = 0;
  int wide = 0, bars = 0;
  while (RE2::FindAndConsume(&rest, rect, &x, &width)) {
    if (x == 0) {
      if (bars++ > 0) {
        EXPECT_NEAR(end, 100, 0.01) << "of each year all";
      }
      end = 0;
    }
    EXPECT_NEAR(x, end, 0.01) << main;
    end = x + width;
    wide += width > 0;
  }
  EXPECT_GT(wide, 1);
  EXPECT_NEAR(end, 100, 0.01);
}

TEST(OfficePage, CountsPagesAndPutsWhatHasNoYearLast) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const char* name : {"long.pdf", "undated.pdf"}) {
      Document d = report_of(kOfficeB);
      d.last_page = d.first_page + 2;
      if (std::string_view(name) == "undated.pdf") d.fiscal_year.reset();
      store::StoredFile file = stored_file(name, d);
      store.put_file(file);
    }
    store.finish();
  }
  const std::string main = main_of(world.get("/office?name=" + encoded(kOfficeB) + "&lang=en"));
  EXPECT_EQ(times(main, "pages: 3"), 2) << main;
  EXPECT_EQ(times(main, "<th scope=\"row\">1</th>") + times(main, "<th scope=\"row\">0</th>"), 0) << main;
  const std::string none = world.desk().pages().text("site.none", view::Language::kEnglish);
  EXPECT_NE(main.find("<th scope=\"row\">" + none + "</th>"), std::string::npos) << main;
  EXPECT_LT(main.find("<th scope=\"row\">2566</th>"), main.find("<th scope=\"row\">" + none + "</th>"));
}

TEST(DocumentsPage, FiltersAndOrders) {
  World world;
  const auto keys = [&](const std::string& query) {
    const std::string main = main_of(world.get("/documents?" + query));
    std::vector<std::string> out;
    for (std::size_t at = main.find("<a href=\"/documents/KEY_"); at != std::string::npos; at = main.find("<a href=\"/documents/KEY_", at + 1))
      out.push_back(main.substr(at + 24, main.find('"', at + 24) - at - 24));
    return out;
  };
  using Keys = std::vector<std::string>;
  EXPECT_EQ(keys("").size(), 5u);
  EXPECT_EQ(keys("").front(), "d67") << "the newest year first";
  EXPECT_EQ(keys("year=2565"), Keys{"a65"});
  EXPECT_EQ(keys("province=" + encoded("ชัยภูมิ")), (Keys{"d67", "b66"}));
  EXPECT_EQ(keys("text=" + encoded("ในนิทาน")), Keys{"b66"});
  EXPECT_EQ(keys("findings=yes"), Keys{"a66"});
  EXPECT_EQ(keys("findings=no").size(), 4u);
  EXPECT_EQ(keys("sort=score").front(), "a66");
  EXPECT_EQ(keys("sort=findings").front(), "a66");
  EXPECT_EQ(keys("reviewed=yes"), Keys{});
  world.post("/documents/" + key_of("b66") + "/reviewed", {{"reviewed", "1"}});
  EXPECT_EQ(keys("reviewed=yes"), Keys{"b66"});
  EXPECT_EQ(keys("page=99").size(), 5u) << "past the end is the last page";
  EXPECT_EQ(keys("sort=nothing&kind=nothing&year=x").size(), 5u);
}

}  // namespace audit_page_test
}  // namespace banthuek::serve
