// The overview: years, provinces on the map, statuses, scores, quality, the ledger.
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/serve/pages/province_tiles.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace overview_page_test {

TEST(OverviewPage, IsAsExpected) {
  World world;
  expect_file("overview_en.html", main_of(world.get("/overview?lang=en")));
  const std::string other = main_of(world.get("/overview?office=" + http::percent_encode(kOfficeB)));
  EXPECT_NE(other.find("<option selected>เทศบาลตำบลในนิทาน</option>"), std::string::npos);
  EXPECT_NE(other.find("ยังไม่มีคะแนน ITA ของหน่วยงานนี้"), std::string::npos);
  EXPECT_EQ(times(other, "<option selected>"), 1);
  EXPECT_NE(other.find("<title>นครราชสีมา: 2 ฉบับ</title>"), std::string::npos);
}

// The most there are is a whole bar, also where that is one.
TEST(OverviewPage, OfOneDocumentHasWholeBars) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const char* name : {"a66", "a65", "d67"}) store.remove_file(store.document(key_of(name))->sha256);
    store.remove_file(store.document(key_of("c"))->sha256);
  }
  const std::string html = main_of(world.get("/overview?lang=en"));
  EXPECT_NE(
      html.find(
          "<th scope=\"row\">\n<a href=\"/documents?year=2566\">2566</a>\n</th>\n<td class=\"bar-cell\">\n<svg class=\"bar\" viewBox=\"0 0 100 10\" "
          "preserveAspectRatio=\"none\" aria-hidden=\"true\">\n<rect x=\"0\" y=\"1\" height=\"8\" width=\"100.0\"/>"),
      std::string::npos)
      << html.substr(0, 1500);
  EXPECT_EQ(times(html, "width=\"100.0\""), 2) << "of years and of quality";
  EXPECT_NE(html.find("<g class=\"h4\">\n<title>ชัยภูมิ: 1 reports</title>"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"h4\">\n<a href=\"/documents?province=%{ชัยภูมิ}&amp;year=2566\">1</a>"), std::string::npos);
  EXPECT_EQ(times(html, "<rect class=\"done\" x=\"0.0\" y=\"1\" height=\"8\" width=\"50.0\"/>"), 1);
  const std::string home = main_of(world.get("/?lang=en"));
  EXPECT_NE(home.find("<rect x=\"0\" y=\"0.0\" width=\"10\" height=\"100.0\"/>"), std::string::npos);
}

// A tile's colour tells in four steps how many reports there are, of the most that any has.
TEST(OverviewPage, ShadesTilesInFourSteps) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
    const std::vector<int> counts = {1, 2, 3, 4, 5, 6, 7, 8};
    for (std::size_t p = 0; p < counts.size(); ++p)
      for (int i = 0; i < counts[p]; ++i) {
        store::StoredFile file;
        file.path = std::to_string(p) + "-" + std::to_string(i);
        file.sha256 = base::sha256_hex(file.path);
        file.kind = "pdf";
        file.page_count = 1;
        Document d;
        d.first_page = d.last_page = 1;
        d.organisation.province = Field{pages::kProvinceTiles[p].name, pages::kProvinceTiles[p].name, {}, 0.9, "x"};
        if (i % 2) d.fiscal_year = Field{"2566", "2566", {}, 0.9, "x"};
        file.documents = {d};
        store.put_file(file);
      }
  }
  const std::string html = main_of(world.get("/overview?lang=en"));
  const std::vector<int> shades = {1, 1, 2, 2, 3, 3, 4, 4};
  for (std::size_t p = 0; p < shades.size(); ++p) {
    const std::string title = "<title>" + std::string(pages::kProvinceTiles[p].name) + ": " + std::to_string(p + 1) + " reports</title>";
    EXPECT_NE(html.find("<g class=\"h" + std::to_string(shades[p]) + "\">\n" + title), std::string::npos) << title;
  }
  EXPECT_NE(html.find("<g class=\"h0\">\n<title>" + std::string(pages::kProvinceTiles[20].name) + ": 0 reports</title>"), std::string::npos);
  EXPECT_NE(html.find("No ITA score of this office yet"), std::string::npos);
  EXPECT_EQ(html.find("No report with a year yet"), std::string::npos);
  EXPECT_NE(html.find("<td class=\"h4\">\n<a href=\"/documents?province=%{" + std::string(pages::kProvinceTiles[7].name) + "}&amp;year=2566\">4</a>"),
            std::string::npos);
}

}  // namespace overview_page_test
}  // namespace banthuek::serve
