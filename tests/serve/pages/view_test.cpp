#include <gtest/gtest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "extractors/types/error.h"
#include "extractors/types/fields.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/document_view.h"
#include "pipeline/serve/pages/iiif.h"
#include "pipeline/serve/pages/province_tiles.h"
#include "pipeline/serve/site/name_places.h"
#include "pipeline/serve/site/search_view.h"
#include "pipeline/serve/site/store_pool.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/serve/view/templates.h"
#include "pipeline/serve/view/text_diff.h"
#include "tests/source_dir.h"

namespace banthuek::serve {
namespace view_test {

const std::filesystem::path kWeb = test::source_dir() / "tools/web";

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

TEST(Templates, NeverWriteAVariableUnescaped) {
  for (const auto& entry : std::filesystem::directory_iterator(kWeb / "templates")) {
    const std::string text = slurp(entry.path());
    EXPECT_EQ(text.find("{{{"), std::string::npos) << entry.path();
    EXPECT_EQ(text.find("{{&"), std::string::npos) << entry.path();
    EXPECT_EQ(text.find(" style="), std::string::npos) << entry.path() << ": inline styles are against the content policy";
    EXPECT_EQ(text.find(" onclick"), std::string::npos) << entry.path();
    EXPECT_FALSE(RE2::PartialMatch(text, "(src|href)=\"(https?:)?//")) << entry.path() << ": nothing comes from elsewhere";
  }
}

// Labels of all fields that a record may have, as its document's page and review show them.
template <typename Record>
void see_labels(const view::Pages& pages, const Record& record, const std::string& path) {
  visit_fields(record, [&](const FieldInfo& info, const auto& member) {
    using Member = std::remove_cvref_t<decltype(member)>;
    const std::string at = path + info.key;
    if constexpr (IsMaybeField<Member> || IsField<Member>)
      EXPECT_TRUE(pages.has(view::label_key(at))) << at;
    else if constexpr (IsMaybeRecord<Member>)
      see_labels(pages, typename Member::value_type{}, at + "/");
    else if constexpr (IsList<Member>)
      see_labels(pages, typename Member::value_type{}, at + "/0/");
    else if constexpr (!IsCode<Member>)
      see_labels(pages, member, at + "/");
  });
}

TEST(FieldLabels, AreThereForEachFieldOfARecord) { see_labels(view::Pages(kWeb), Document(), ""); }

// Text of documents may hold anything.
TEST(DocumentView, ShowsMarkupInAValueAsText) {
  const view::Pages pages(kWeb);
  site::WholeDocument whole;
  whole.stored.key = "0123456789abcdef";
  whole.stored.file = "scans/a.pdf";
  Document& document = whole.stored.document;
  document.organisation.name = Field{"<script>alert(1)</script>", "<script>alert(1)</script>", {{1, {10, 10, 50, 20}}}, 0.5, "x"};
  document.signatures.push_back({Field{"\"><img src=x>", "\"><img src=x>", {{1, {10, 40, 50, 20}}}, 0.99, "x"}, {}, {}, {}});
  whole.pages.push_back({1, 1000, 1400, 0, 0, 0.9, "scan", 0});
  site::Json view = pages::document_view(pages, whole, {view::Language::kThai, "token", true, true, false});
  view["title"] = "t";
  const std::string html = pages.render("document", view, view::Language::kThai);
  EXPECT_EQ(html.find("<script>alert"), std::string::npos);
  EXPECT_EQ(html.find("<img src=x"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)"), std::string::npos);
}

TEST(DocumentView, HidesPersonsFromMaskedReaders) {
  const view::Pages pages(kWeb);
  site::WholeDocument whole;
  whole.stored.key = "0123456789abcdef";
  whole.stored.document.signatures.push_back({Field{"นายสมมุติ ใจดี", "นายสมมุติ ใจดี", {{1, {10, 40, 50, 20}}}, 0.99, "x"}, {}, {}, {}});
  whole.pages.push_back({1, 1000, 1400, 0, 0, 0.9, "scan", 0});
  const std::string shown = pages::document_view(pages, whole, {view::Language::kThai, "t", false, true, false}).dump();
  const std::string masked = pages::document_view(pages, whole, {view::Language::kThai, "t", false, false, true}).dump();
  EXPECT_NE(shown.find("สมมุติ"), std::string::npos);
  EXPECT_EQ(masked.find("สมมุติ"), std::string::npos);
  EXPECT_EQ(site::person_places(whole.stored.document, 1).size(), 1u);
  EXPECT_TRUE(site::person_places(whole.stored.document, 2).empty());
}

TEST(ShownDate, IsInTheVisitorsEraAndAsPreciseAsTheDocument) {
  EXPECT_EQ(view::shown_date("2024-11-15", view::Language::kThai), "15 พ.ย. 2567");
  EXPECT_EQ(view::shown_date("2024-11", view::Language::kThai), "พ.ย. 2567");
  EXPECT_EQ(view::shown_date("2024", view::Language::kEnglish), "2024");
  EXPECT_EQ(view::shown_date("2024-11-15", view::Language::kEnglish), "15 Nov 2024");
  EXPECT_EQ(view::shown_date("ไม่ทราบ", view::Language::kThai), "ไม่ทราบ");
}

TEST(ShownTime, IsByTheClockOfThisMachine) {
  setenv("TZ", "UTC-7", 1);  // seven hours east
  tzset();
  EXPECT_EQ(view::shown_time("2026-11-21T20:46:20Z", view::Language::kThai), "22 พ.ย. 2569 03:46");
  EXPECT_EQ(view::shown_time("2026-11-21T04:05:20Z", view::Language::kEnglish), "21 Nov 2026 11:05");
  EXPECT_EQ(view::shown_time("long ago", view::Language::kThai), "long ago");
}

TEST(ShownFinding, IsInThaiByItsCodeAndInEnglishAsItSays) {
  const view::Pages pages(kWeb);
  EXPECT_EQ(view::shown_finding(pages, "number_repeated", "the row before has the same number", view::Language::kThai), "เลขลำดับซ้ำ");
  EXPECT_EQ(view::shown_finding(pages, "number_repeated", "the row before has the same number", view::Language::kEnglish),
            "the row before has the same number");
  EXPECT_EQ(view::shown_finding(pages, "a_new_code", "why", view::Language::kThai), "why");
}

TEST(BeginOf, NeverCutsACharacter) {
  EXPECT_EQ(view::begin_of("กข", 6), "กข");
  EXPECT_EQ(view::begin_of("กข", 5), "ก");
  EXPECT_EQ(view::begin_of("กข", 2), "");
  EXPECT_EQ(view::begin_of("abc", 2), "ab");
}

TEST(ProvinceTiles, AreTheProvincesOfTheVocabularyEachInAPlaceOfItsOwn) {
  std::set<std::pair<std::string, std::string>> known, drawn;
  std::set<std::pair<int, int>> places;
  std::istringstream lines(slurp(test::source_dir() / "schemas/vocabularies/places.tsv"));
  std::string line, name, letters;
  for (std::getline(lines, line); std::getline(lines, line);) {
    std::istringstream row(line);
    if (std::getline(row, name, '\t') && std::getline(row, letters, '\t')) known.emplace(name, letters);
  }
  for (const pages::ProvinceTile& tile : pages::kProvinceTiles) {
    drawn.emplace(tile.name, tile.letters);
    EXPECT_TRUE(places.emplace(tile.column, tile.row).second) << tile.name;
    EXPECT_LT(tile.column, pages::kTileColumns);
    EXPECT_LT(tile.row, pages::kTileRows);
  }
  EXPECT_EQ(drawn, known);
}

TEST(Around, AValueShowsItsLineAndStaysOnThePage) {
  const Box middle = pages::around({1, {1000, 1000, 40, 30}}, 2000, 3000);
  EXPECT_GE(middle.w, 600);
  EXPECT_LT(middle.y, 1000);
  const Box corner = pages::around({1, {0, 0, 40, 30}}, 2000, 3000);
  EXPECT_EQ(corner.x, 0);
  EXPECT_EQ(corner.y, 0);
}

TEST(EveryString, IsUsedSomewhere) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(kWeb / "templates")) all += slurp(entry.path());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(test::source_dir() / "pipeline/serve"))
    if (entry.is_regular_file()) all += slurp(entry.path());
  std::istringstream lines(slurp(kWeb / "strings.toml"));
  std::string section;
  const std::set<std::string> by_name = {"field",   "status",  "frequency",   "kind",   "outcome",
                                         "finding", "message", "outcome_why", "action", "health"};  // keys made from the data's own words
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind('[', 0) == 0) section = line.substr(1, line.find(']') - 1);
    const auto equals = line.find(" = [");
    if (equals == std::string::npos || line.front() == '#' || by_name.count(section)) continue;
    const std::string key = section + "." + line.substr(0, equals);
    bool by_stem = false;  // "search.sort_" + what the data say
    for (std::size_t i = key.find('_'); i != std::string::npos; i = key.find('_', i + 1))
      by_stem = by_stem || all.find("\"" + key.substr(0, i + 1) + "\"") != std::string::npos;
    const bool used =
        all.find(key) != std::string::npos || by_stem ||
        (key.size() > 4 && key.compare(key.size() - 4, 4, "_try") == 0 && all.find(key.substr(0, key.size() - 4)) != std::string::npos) ||
        section == "accounts";
    EXPECT_TRUE(used) << key << " is in strings.toml, but nothing says it";
  }
}

struct CutCase {
  const char* region;
  const char* size;
  int x, y, w, h, width, height;  // width 0: refused
};
class IiifCuts : public testing::TestWithParam<CutCase> {};

TEST_P(IiifCuts, AreAsTheStandardSays) {
  const CutCase& c = GetParam();
  const auto cut = pages::iiif_cut(c.region, c.size, 2000, 3000);
  if (c.width == 0) {
    EXPECT_FALSE(cut) << c.region << "/" << c.size;
    return;
  }
  ASSERT_TRUE(cut) << c.region << "/" << c.size;
  EXPECT_EQ(cut->region, (Box{c.x, c.y, c.w, c.h}));
  EXPECT_EQ(cut->width, c.width);
  EXPECT_EQ(cut->height, c.height);
}

INSTANTIATE_TEST_SUITE_P(Level1, IiifCuts,
                         testing::Values(CutCase{"full", "max", 0, 0, 2000, 3000, 2000, 3000}, CutCase{"full", "500,", 0, 0, 2000, 3000, 500, 750},
                                         CutCase{"full", ",750", 0, 0, 2000, 3000, 500, 750},
                                         CutCase{"square", "max", 0, 500, 2000, 2000, 2000, 2000},
                                         CutCase{"100,200,300,400", "150,", 100, 200, 300, 400, 150, 200},
                                         CutCase{"1900,2900,512,512", "max", 1900, 2900, 100, 100, 100, 100},
                                         CutCase{"pct:10,10,50,50", "max", 200, 300, 1000, 1500, 1000, 1500},
                                         CutCase{"full", "!600,600", 0, 0, 2000, 3000, 400, 600}, CutCase{"2000,0,10,10", "max", 0, 0, 0, 0, 0, 0},
                                         CutCase{"0,0,0,10", "max", 0, 0, 0, 0, 0, 0}, CutCase{"full", "0,", 0, 0, 0, 0, 0, 0},
                                         CutCase{"full", "^4000,", 0, 0, 0, 0, 0, 0}, CutCase{"full", "9999999999,", 0, 0, 0, 0, 0, 0},
                                         CutCase{"full", ",", 0, 0, 0, 0, 0, 0}, CutCase{"a,b,c,d", "max", 0, 0, 0, 0, 0, 0},
                                         CutCase{"-1,0,10,10", "max", 0, 0, 0, 0, 0, 0}));

TEST(Address, HoldsTheWholeSearch) {
  const site::SearchRequest wanted = site::wanted_of(*http::parse_query("q=%E0%B8%81&year=2566&status=done&fuzzy=1&sort=year&page=3"));
  EXPECT_EQ(site::address_of(wanted, {}), "/search?q=%E0%B8%81&fuzzy=1&year=2566&status=done&sort=year");
  EXPECT_EQ(site::address_of(wanted, {{"year", ""}, {"page", "2"}}), "/search?q=%E0%B8%81&fuzzy=1&status=done&sort=year&page=2");
}

TEST(Alike, TellsTheShareInCommon) {
  EXPECT_EQ(view::alike("ก", "ข"), 0);
  EXPECT_EQ(view::alike("จัดซื้อจัดจ้าง", "จัดซื้อจัดจ้าง"), 1);
  EXPECT_GT(view::alike("เผยแพร่แผนจัดซื้อจัดจ้างประจำปี", "เผยแพร่แผนจัดซื้อจัดจ้างรายไตรมาส"), 0.6);
  EXPECT_LT(view::alike("เผยแพร่แผนจัดซื้อ", "อบรมคุณธรรมบุคลากร"), 0.3);
}

TEST(CommonText, MarksWhatBothSay) {
  const auto [a, b] = view::common_text("red green blue", "red black blue");
  ASSERT_EQ(a.size(), 3u);
  EXPECT_TRUE(a[0].common);
  EXPECT_FALSE(a[1].common);
  EXPECT_TRUE(a[2].common);
  std::string whole;
  for (const view::Piece& piece : b) whole += piece.text;
  EXPECT_EQ(whole, "red black blue");
}

}  // namespace view_test
}  // namespace banthuek::serve
