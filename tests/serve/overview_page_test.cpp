// The overview: years, provinces on the map, statuses, scores, quality, the ledger.
#include <gtest/gtest.h>

#include "pipeline/serve/province_tiles.h"
#include "tests/serve/world.h"

namespace banthuek::web {
namespace {

TEST(OverviewPage, IsAsExpected) {
  World world;
  expect_file("overview_en.html", main_of(world.get("/overview?lang=en")));
  const std::string other = main_of(world.get("/overview?office=" + percent_encode(kOfficeB)));
  EXPECT_NE(other.find("<option selected>เทศบาลตำบลในนิทาน</option>"), std::string::npos);
  EXPECT_NE(other.find("ยังไม่มีคะแนน ITA ของหน่วยงานนี้"), std::string::npos);
  EXPECT_EQ(times(other, "<option selected>"), 1);
  EXPECT_NE(other.find("<title>นครราชสีมา: 2 ฉบับ</title>"), std::string::npos);
}

// A tile's colour tells in four steps how many reports there are, of the most that any has.
TEST(OverviewPage, ShadesTilesInFourSteps) {
  World world;
  {
    Store store = Store::open(world.archive(), Access::kWrite);
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
    const std::vector<int> counts = {1, 2, 3, 4, 5, 6, 7, 8};
    for (std::size_t p = 0; p < counts.size(); ++p)
      for (int i = 0; i < counts[p]; ++i) {
        StoredFile file;
        file.path = std::to_string(p) + "-" + std::to_string(i);
        file.sha256 = sha256_hex(file.path);
        file.kind = "pdf";
        file.page_count = 1;
        Document d;
        d.first_page = d.last_page = 1;
        d.organisation.province = Field{kProvinceTiles[p].name, kProvinceTiles[p].name, {}, 0.9, "x"};
        if (i % 2) d.fiscal_year = Field{"2566", "2566", {}, 0.9, "x"};
        file.documents = {d};
        store.put_file(file);
      }
  }
  const std::string html = main_of(world.get("/overview?lang=en"));
  const std::vector<int> shades = {1, 1, 2, 2, 3, 3, 4, 4};
  for (std::size_t p = 0; p < shades.size(); ++p) {
    const std::string title = "<title>" + std::string(kProvinceTiles[p].name) + ": " + std::to_string(p + 1) + " reports</title>";
    EXPECT_NE(html.find("<g class=\"h" + std::to_string(shades[p]) + "\">\n" + title), std::string::npos) << title;
  }
  EXPECT_NE(html.find("<g class=\"h0\">\n<title>" + std::string(kProvinceTiles[20].name) + ": 0 reports</title>"), std::string::npos);
  EXPECT_NE(html.find("No ITA score of this office yet"), std::string::npos);
  EXPECT_EQ(html.find("No report with a year yet"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"h4\">\n<a href=\"/search?province=%{" + std::string(kProvinceTiles[7].name) + "}&amp;year=2566\">4</a>"),
            std::string::npos);
}

}  // namespace
}  // namespace banthuek::web
