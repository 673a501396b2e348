// Two years of an office, and near-identical measures of several.
#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace compare_page_test {

std::string of(const char* office, const std::string& more = "") { return "/compare?lang=en&office=" + http::percent_encode(office) + more; }

TEST(ComparePage, IsAsExpected) {
  World world;
  expect_file("compare_en.html", main_of(world.get("/compare?lang=en")));
  EXPECT_EQ(main_of(world.get(of(kOfficeA))), main_of(world.get("/compare?lang=en")))
      << "the first office of two years is shown where none is asked for";
}

TEST(ComparePage, TakesTheYearsAskedForOrTheLastTwo) {
  World world;
  struct Case {
    std::string target;
    const char *left, *right;
  };
  for (const Case& c : {Case{of(kOfficeA), "2565", "2566"},
                        {of(kOfficeA, "&left=2566&right=2565"), "2566", "2565"},
                        {of(kOfficeA, "&left=2500&right=x"), "2565", "2566"}}) {
    const std::string html = main_of(world.get(c.target));
    EXPECT_EQ(html.find("<h2>2565 · ITA score 85.7</h2>") != std::string::npos, true) << c.target;
    EXPECT_LT(html.find("<h2>" + std::string(c.left)), html.find("<h2>" + std::string(c.right))) << c.target;
  }
  const std::string same = main_of(world.get(of(kOfficeA, "&left=2566&right=2566")));
  EXPECT_NE(same.find("There are no two years to compare yet"), std::string::npos);
  EXPECT_NE(same.find("name=\"left\""), std::string::npos);
}

TEST(ComparePage, OfAnOfficeWithOneYearOrNoneSaysSo) {
  World world;
  for (const char* office : {kOfficeB, kOfficeC, "<nobody>"}) {
    const std::string html = main_of(world.get(of(office)));
    EXPECT_NE(html.find("There are no two years to compare yet"), std::string::npos) << office;
    EXPECT_EQ(html.find("name=\"left\"") != std::string::npos, office == std::string_view(kOfficeB)) << office;
    EXPECT_EQ(times(html, "<option selected>"), office == std::string_view(kOfficeB) ? 3 : 1) << office;
  }
  EXPECT_NE(main_of(world.get(of("<nobody>"))).find("<option selected>&lt;nobody&gt;</option>"), std::string::npos);
}

void put(store::Store& store, const std::string& name, const std::vector<std::string>& titles, const std::string& office, const std::string& year) {
  store::StoredFile file;
  file.path = name;
  file.sha256 = base::sha256_hex(name);
  file.kind = "pdf";
  file.page_count = 1;
  Document d;
  d.first_page = d.last_page = 1;
  d.organisation.name = Field{office, office, {}, 0.9, "x"};
  d.fiscal_year = Field{year, year, {}, 0.9, "x"};
  for (const std::string& title : titles) {
    d.measures.emplace_back();
    d.measures.back().title = Field{title, title, {}, 0.9, "x"};
  }
  file.documents = {d};
  store.put_file(file);
}

// Each measure has one partner, the likest first; half alike is alike.
TEST(ComparePage, PairsEachMeasureWithTheLikest) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    put(store, "l", {"abcdefgh", "abcdexyz", "qrs", "half12"}, "Office", "2560");
    put(store, "r", {"abcdexyz", "abcdefgz", "tuv", "half-no-more"}, "Office", "2561");
  }
  std::string html = main_of(world.get(of("Office"))), captions;
  for (std::size_t at = 0; (at = html.find("pair-head\">", at)) != std::string::npos;) {
    at += 11;
    captions += html.substr(at, html.find('<', at) - at) + "\n";
  }
  // abcdefgh has 7 pairs, 6 of them in abcdefgz: 12/14; abcdexyz is the same; half12 shares 3 of 5 and 9: 6/14.
  EXPECT_EQ(captions, "85 % alike\n100 % alike\nonly in 2560\nonly in 2560\nnew in 2561\nnew in 2561\n");
}

TEST(ComparePage, HalfAlikeIsAlike) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    put(store, "l", {"abab"}, "Office", "2560");
    put(store, "r", {"ab"}, "Office", "2561");
  }
  EXPECT_NE(main_of(world.get(of("Office"))).find(">50 % alike<"), std::string::npos);
}

// Of twelve letters and more, in different offices, three quarters alike; the text counted against its group's first.
TEST(AlikeMeasures, AreGroupedOverOffices) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
    put(store, "1", {"abcdefghijklm", "short title", "0123456789abcdefg"}, "Office 1", "2560");
    put(store, "2", {"abcdefghijklm", "short title", "0123456789abcdefg"}, "Office 1", "2561");
    put(store, "3", {"abcdefghijklX", "short title", "0123456789ABCDEFG"}, "Office 2", "2560");
    put(store, "4", {"abcdefghijklm"}, "Office 3", "2560");
  }
  const std::string html = main_of(world.get("/compare?lang=en"));
  const std::string section = html.substr(html.find("<div class=\"alike\">"));
  EXPECT_EQ(times(section, "<section>"), 1);
  EXPECT_NE(section.find("<h3>abcdefghijklm</h3>\n<p class=\"quiet\">3 offices · 91 % alike</p>"), std::string::npos) << section;
  EXPECT_EQ(times(section, "<li>"), 3);
  EXPECT_EQ(times(section, ">Office 1</a>"), 1) << "an office is named once in a group";
  EXPECT_NE(section.find("<span class=\"alike-text\">"), std::string::npos) << "texts that differ are shown";
}

// Twelve groups at most, each with eight members beside its first; titles of twelve letters count, of eleven do not.
TEST(AlikeMeasures, AreShownInBounds) {
  World world;
  {
    store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
    std::vector<std::string> titles;
    for (char c = 'a'; c <= 'm'; ++c) titles.push_back(std::string(12, c));
    titles.push_back(std::string(11, 'z'));
    for (int i = 1; i <= 10; ++i) put(store, "f" + std::to_string(i), titles, "Office " + std::to_string(i), "2560");
  }
  const std::string section = main_of(world.get("/compare?lang=en"));
  EXPECT_EQ(times(section, "9 offices · 100 % alike"), 12);
  EXPECT_EQ(times(section, "<h3>"), 12);
  EXPECT_EQ(times(section, "zzz"), 0);
  EXPECT_EQ(times(section.substr(section.find("<h3>mmm"), section.find("</section>") - section.find("<h3>mmm")), "<li>"), 9);
}

TEST(AlikeMeasures, OfTheSameTextShowItOnce) {
  World world;
  const std::string section = main_of(world.get("/compare?lang=en"));
  EXPECT_NE(section.find("2 offices · 100 % alike"), std::string::npos);
  World none;
  {
    store::Store store = store::Store::open(none.archive(), database::Access::kWrite);
    store.remove_file(base::sha256_hex("d67"));
    for (const std::string& sha : store.file_hashes()) store.remove_file(sha);
  }
  EXPECT_NE(main_of(none.get("/compare?lang=en")).find("No near-identical measures of different offices yet"), std::string::npos);
}

}  // namespace compare_page_test
}  // namespace banthuek::serve
