#include <gtest/gtest.h>
#include <re2/re2.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include "extractors/text/normalise.h"
#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/source_dir.h"
#include "tests/store/samples.h"

namespace banthuek::text {
namespace search_test {

search::SearchVocabulary words() { return search::read_vocabulary(test::source_dir() / "schemas/vocabularies/search.toml"); }

class Search : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  search::Searcher searcher{store, words()};

  void put(const std::string& title, const std::string& method = "", const std::string& office = "เทศบาลตำบลสมมุติ") {
    Document d = report_of(office);
    d.measures = {measure(title, method)};
    store.put_file(stored_file(title + method + office, d));
  }
  std::vector<std::string> titles(const std::string& query, search::SearchOptions options = {}) {
    std::vector<std::string> out;
    for (const search::Hit& hit : searcher.search(query, options).hits) out.push_back(hit.title);
    return out;
  }
  int found(const std::string& query, search::SearchOptions options = {}) { return static_cast<int>(searcher.search(query, options).total); }
  std::string refusal(const std::string& query, search::SearchOptions options = {}) {
    try {
      searcher.search(query, options);
    } catch (const Error& e) {
      return e.what();
    }
    return "";
  }
};

// Every test runs on measures that wait for the index and on indexed ones.
class Either : public Search, public testing::WithParamInterface<bool> {
 protected:
  int found(const std::string& query, search::SearchOptions options = {}) {
    if (GetParam()) store.finish();
    return Search::found(query, options);
  }
};
INSTANTIATE_TEST_SUITE_P(WaitingAndIndexed, Either, testing::Bool());

TEST_P(Either, FindsWordsInsideUnspacedText) {
  put("มาตรการส่งเสริมคุณธรรมและความโปร่งใส");
  EXPECT_EQ(found("คุณธรรม"), 1);
  EXPECT_EQ(found("ใส"), 1);
  EXPECT_EQ(found("ส"), 1);
  EXPECT_EQ(found("ธรรมะ"), 0);
}

TEST_P(Either, MatchesWhereClustersBeginAndEnd) {
  put("การ์ดเชิญ");
  EXPECT_EQ(found("การ"), 0);
  EXPECT_EQ(found("การ*"), 1);
  EXPECT_EQ(found("ก"), 1);
}

TEST_P(Either, TakesDigitsAndErasAlike) {
  put("แผนปีงบประมาณ พ.ศ. ๒๕๖๖", "ปี 2564");
  for (const char* query : {"๒๕๖๖", "2566", "พ.ศ. 2566", "พ.ศ.๒๕๖๖", "\"ปีงบประมาณ 2566\"", "\"พ.ศ. 2566\"", "\"ปี พ.ศ. 2564\""})
    EXPECT_EQ(found(query), 1) << query;
  EXPECT_EQ(found("2567"), 0);
}

TEST_P(Either, TakesSaraAmInAnyEncoding) {
  put("สำนักงานทำน้ำ");
  EXPECT_EQ(found("ส\u0E4D\u0E32นัก"), 1);
  EXPECT_EQ(found("น้\u0E4D\u0E32"), 1);
  EXPECT_EQ(found("น\u0E4D\u0E49\u0E32"), 1);
}

TEST_P(Either, IgnoresLineBreaksAndSpacesInThai) {
  put("จัดซื้อ\nจัดจ้าง", "line one");
  EXPECT_EQ(found("จัดซื้อจัดจ้าง"), 1);
  EXPECT_EQ(found("\"line one\""), 1);
  EXPECT_EQ(found("lineone"), 0);
}

TEST_P(Either, TonesCountUnlessAskedOtherwise) {
  put("ขาว");
  search::SearchOptions without;
  without.tones = search::Tones::kIgnored;
  EXPECT_EQ(found("ข้าว"), 0);
  EXPECT_EQ(found("ข้าว", without), 1);
}

TEST_P(Either, JoinsWordsByAndOrNotAndBrackets) {
  put("งบประมาณ พัสดุ");
  put("งบประมาณ บุคคล");
  put("พัสดุ");
  EXPECT_EQ(found("งบประมาณ พัสดุ"), 1);
  EXPECT_EQ(found("งบประมาณ OR พัสดุ"), 3);
  EXPECT_EQ(found("งบประมาณ NOT พัสดุ"), 1);
  EXPECT_EQ(found("-งบประมาณ พัสดุ"), 1);
  EXPECT_EQ(found("(งบประมาณ OR พัสดุ) AND NOT บุคคล"), 2);
  EXPECT_EQ(found("\"งบประมาณ พัสดุ\""), 1);
  EXPECT_EQ(found("\"พัสดุ งบประมาณ\""), 0);
}

TEST_P(Either, FuzzyFindsMisreadWordsAfterExactOnes) {
  put("การใช้งบประมาณ");
  put("การใช้งบประบาณ");
  search::SearchOptions fuzzy;
  fuzzy.matching = search::Matching::kFuzzy;
  EXPECT_EQ(found("งบประมาณ"), 1);
  EXPECT_EQ(found("งบประมาณ", fuzzy), 2);
  EXPECT_EQ(titles("งบประมาณ", fuzzy), (std::vector<std::string>{"การใช้งบประมาณ", "การใช้งบประบาณ"}));
}

TEST_P(Either, FindsAnOfficeByItsAbbreviationAndBySynonyms) {
  put("ก", "ข", "องค์การบริหารส่วนตำบลบ้านสมมุติ");
  put("ทางเว็บไซด์");
  EXPECT_EQ(found("อบต.บ้านสมมุติ"), 1);
  EXPECT_EQ(found("เว็บไซต์"), 1);
  EXPECT_EQ(found("\"เว็บไซต์\""), 0);
}

TEST_P(Either, FiltersAndCountsFacets) {
  put("งบประมาณ", "", "เทศบาลตำบลหนึ่ง");
  put("งบประมาณ", "", "เทศบาลตำบลสอง");
  search::SearchOptions options;
  options.counting = search::Counting::kFacets;
  options.filters.offices = {"ทต.สอง"};
  EXPECT_EQ(found("งบประมาณ", options), 1);
  options.filters = {};
  options.filters.year_from = 2567;
  EXPECT_EQ(found("งบประมาณ", options), 0);
  options.filters = {};
  options.filters.period_from = index::first_day("2023-09-15");
  options.filters.period_to = index::last_day("2023-12");
  EXPECT_EQ(found("", options), 2);
  options.filters = {};
  EXPECT_EQ(searcher.search("งบประมาณ", options).facets[index::Column::kOffice].size(), 2u);
  EXPECT_EQ(searcher.search("งบประมาณ", options).facets[index::Column::kYear].front().value, "2566");
}

// A filter at a time over measures that differ in all that is filtered.
TEST_P(Either, EachFilterKeepsWhatItNamesAndNothingElse) {
  for (int i = 0; i < 2; ++i) {
    Document d = report_of(i ? "เทศบาลตำบลหนึ่ง" : "เทศบาลตำบลสอง");
    d.organisation.type = field(i ? "เทศบาลตำบล" : "อบต.");
    d.organisation.district = field(i ? "เหนือ" : "ใต้");
    d.organisation.province = field(i ? "สมมุติบุรี" : "สมมุติธานี");
    d.fiscal_year = field(i ? "2566" : "2564");
    d.measures = {measure("งบประมาณ")};
    Measure& m = d.measures[0];
    m.group = field(i ? "IIT" : "EIT");
    m.status = i ? MaybeField(field("done")) : std::nullopt;
    m.period = PeriodField{field("ก"), field(i ? "2023-01" : "2021-01-15"), field(i ? "2023-03" : "2021-02"), std::nullopt};
    m.title->confidence = i ? 0.9 : 0.4;
    if (!i) d.findings.clear();
    d.findings.resize(i ? 1 : 0);
    if (i) d.findings[0] = {"doubt", Severity::kWarning, 1, "measures/0/title", "", "doubtful", ""};
    store.put_file(stored_file(std::to_string(i), d));
  }
  store.set_reviewed(store::document_key(base::sha256_hex("1"), 1), store::Reviewed::kYes);
  const auto kept = [&](const std::function<void(search::Filters&)>& set) {
    search::SearchOptions options;
    set(options.filters);
    if (GetParam()) store.finish();
    std::string years;
    for (const search::Hit& hit : searcher.search("งบประมาณ", options).hits) years += hit.year;
    std::string alone;  // and without a query
    for (const search::Hit& hit : searcher.search("", options).hits) alone += hit.year;
    EXPECT_EQ(alone, years);
    return years;
  };
  EXPECT_EQ(kept([](search::Filters& f) { f.offices = {"ทต.หนึ่ง"}; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.types = {"องค์การบริหารส่วนตำบล"}; }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.districts = {"เหนือ"}; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.provinces = {"สมมุติธานี"}; }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.provinces = {"สมมุติธานี", "สมมุติบุรี"}; }), "25662564");
  EXPECT_THROW(kept([](search::Filters& f) { f.provinces = {"ไม่มี"}; }), Error);
  EXPECT_EQ(kept([](search::Filters& f) { f.groups = {"EIT"}; }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.statuses = {"done"}; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.year_from = 2565; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.year_to = 2565; }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.period_from = index::first_day("2021-03"); }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.period_to = index::last_day("2021-01-14"); }), "");
  EXPECT_EQ(kept([](search::Filters& f) { f.period_to = index::last_day("2021-01-15"); }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.confidence = 0.5; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.findings = search::Want::kYes; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.findings = search::Want::kNo; }), "2564");
  EXPECT_EQ(kept([](search::Filters& f) { f.reviewed = search::Want::kYes; }), "2566");
  EXPECT_EQ(kept([](search::Filters& f) { f.reviewed = search::Want::kNo; }), "2564");
}

TEST_F(Search, RanksTitleBeforeMethodBeforeTheRestAndWholeWordsFirst) {
  put("ก", "งบประมาณ");
  put("งบประมาณ");
  put("ข");
  Document d = report_of();
  d.measures = {measure("ค")};
  d.measures[0].result = field("งบประมาณ");
  store.put_file(stored_file("x", d));
  EXPECT_EQ(titles("งบประมาณ"), (std::vector<std::string>{"งบประมาณ", "ก", "ค"}));
}

TEST_F(Search, MarksTheHitInASnippetCutAtClusters) {
  put("ก", "ประชาสัมพันธ์ให้ประชาชนทราบถึงการใช้จ่ายงบประมาณประจำปีของหน่วยงานอย่างทั่วถึง");
  search::SearchOptions options;
  options.snippet = 12;
  const search::Hit hit = searcher.search("งบประมาณ", options).hits.at(0);
  EXPECT_EQ(hit.field, "method");
  ASSERT_EQ(hit.marks.size(), 1u);
  EXPECT_EQ(hit.snippet, "…ยงบประมาณประ…");
  EXPECT_EQ(hit.marks[0], (std::pair{2, 8}));
}

TEST_F(Search, PagesGiveEveryHitOnce) {
  for (int i = 0; i < 25; ++i) put("งบประมาณ " + std::to_string(i));
  std::set<std::string> seen;
  search::SearchOptions options;
  options.limit = 10;
  for (options.offset = 0; options.offset < 30; options.offset += 10)
    for (const std::string& title : titles("งบประมาณ", options)) EXPECT_TRUE(seen.insert(title).second);
  EXPECT_EQ(seen.size(), 25u);
}

TEST_F(Search, SeesChangesAtOnceAndForgetsWhatIsGone) {
  put("งบประมาณ");
  store.finish();
  EXPECT_EQ(found("งบประมาณ"), 1);
  store.remove_file(store.file_hashes().front());
  EXPECT_EQ(found("งบประมาณ"), 0);
  put("งบประมาณใหม่");
  EXPECT_EQ(found("งบประมาณ"), 1);
}

TEST_F(Search, WithoutWordsGivesAllOfWhatItIsNarrowedTo) {
  put("หนึ่ง");
  store.finish();
  put("สอง");  // not indexed yet
  Document unsure = report_of("");
  unsure.measures = {measure("สาม", "")};
  unsure.measures[0].title->confidence = 0;
  store.put_file(stored_file("สาม", unsure));
  search::SearchOptions options;
  EXPECT_NE(refusal("", options), "");
  options.no_words = search::NoWords::kAll;
  EXPECT_EQ(found("", options), 3);
  EXPECT_EQ(found("  ", options), 3);
  EXPECT_EQ(titles("", options).size(), 3u);
  options.grouping = search::Grouping::kDocument;
  EXPECT_EQ(found("", options), 3);
  options.grouping = search::Grouping::kNone;
  options.in = {index::PassageKind::kScore};
  EXPECT_EQ(found("", options), 3) << "a score in each report";
  EXPECT_NE(refusal("\"", options), "") << "signs alone are no search";
}

TEST_F(Search, SaysWhatToWriteInsteadOfABadQuery) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "query: holds no letter or digit; write a word to look for, as in: banthuek search งบประมาณ"},
      {"   ", "query: holds no letter or digit; write a word to look for, as in: banthuek search งบประมาณ"},
      {"่้", "query: holds no letter or digit; write a word to look for, as in: banthuek search งบประมาณ"},
      {"\"งบ", "query: a quote is opened and not closed; write \"words\" or leave the quote out"},
      {"(งบ", "query: a bracket is opened and not closed; write ) after the words it should hold"},
      {"งบ)", "query: a bracket is closed and not opened; write ( before the words it should hold"},
      {"AND งบ", "query: AND or OR lacks a word before it; write one, as in: งบประมาณ OR พัสดุ"},
      {"งบ OR", "query: AND, OR, NOT or a bracket lacks a word; write one after it, as in: งบประมาณ OR พัสดุ"},
      {"NOT งบ", "query: says only what must not stand; add a word to look for, as in: งบประมาณ NOT พัสดุ"},
      {"\xE0\xB8", "query: is not UTF-8; type it again, or convert it with iconv -t UTF-8"},
      {std::string(100000, 'x'),
       "query: is 100000 characters long, the most is 600; search for a few of its words, or use search --file for many queries"},
      {"๓๑ ก.พ. ๒๕๖๖",
       "query: '31 ก.พ. 2566' is no date, as that month has 28 days; write another day, or \"31 ก.พ. 2566\" in quotes to find the misprint"},
  };
  for (const auto& [query, message] : cases) EXPECT_EQ(refusal(query), message);
  for (const char* query : {"title:งบ", "งบ^2", "'; DROP TABLE measures; --", "NEAR(งบ พัสดุ)", "*", "%", "29 ก.พ. 2567"}) {
    const std::string said = refusal(query);
    EXPECT_TRUE(said.empty() || said.starts_with("query: ")) << said;
    EXPECT_EQ(said.find("SQL"), std::string::npos);
  }
}

// Texts made of syllables and cut by line breaks, compared with a plain scan over their clusters.
TEST_F(Search, FindsExactlyWhatAPlainScanFinds) {
  std::mt19937 random(6);
  const std::vector<std::string> syllables = {"การ", "งบ", "ประ",  "มาณ", "ที่",    "น้ำ",   "ใจ", "ผู้", "รับ", "จ้าง", "๒๕๖๖", "พ.ศ. ", " ",
                                              "\n",  "ส่ง", "เสริม", "คุณ",  "ธรรม", "ITA ", "O1", "(", ")",  "เเม่", "กี่",    "กิ",     "ก"};
  const auto text = [&](int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += syllables[random() % syllables.size()];
    return out;
  };
  std::vector<std::pair<std::int64_t, std::vector<search::Clusters>>> plain;  // by number
  std::vector<std::pair<search::Clusters, std::vector<std::int64_t>>> texts;  // each once, with the numbers of all that have it
  Document d = report_of("");
  d.organisation.name.reset();
  for (int file = 0; file < 60; ++file) {
    d.measures.clear();
    for (int i = 0; i < 50; ++i) d.measures.push_back(measure(text(4), text(25)));
    store.put_file(stored_file(std::to_string(file), d));
  }
  const std::string columns =
      "SELECT m.id, m.title, m.method, m.responsible, m.monitoring, m.period, m.result, m.outcome, m.recommendation, d.organisation "
      "FROM measures m JOIN documents d ON d.id = m.document";
  {
    database::Statement row = store.db().prepare(columns);
    while (row.step()) {
      plain.push_back({row.integer(0), {}});
      for (int i = 1; i <= 9; ++i) plain.back().second.push_back(index::search_text(row.view(i)).clusters);
    }
    std::sort(plain.begin(), plain.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::map<search::Clusters, std::vector<std::int64_t>> holders;
    for (const auto& [id, fields] : plain)
      for (const search::Clusters& in : fields) holders[in].push_back(id);
    texts.assign(holders.begin(), holders.end());
  }
  EXPECT_GT(store.db().integer("SELECT count(*) FROM search_segments"), 0);
  EXPECT_EQ(plain.size(), 3000u);
  std::set<std::string> queries;
  for (int asked = 0; asked < 1000;) {
    const auto& at = plain[random() % plain.size()];
    const search::Clusters& from = at.second[random() % 2];
    if (from.empty()) continue;
    const std::size_t begin = random() % from.size(), length = 1 + random() % std::min<std::size_t>(12, from.size() - begin);
    const search::Clusters part(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(begin + length));
    const std::string query = index::to_utf8(part);
    // What the normaliser would read otherwise on its own (eras, brackets, signs alone) is left to other tests.
    if (index::search_text(query).clusters != part || query.find("พ.ศ") != std::string::npos || query.find("25") != std::string::npos) continue;
    bool word = false;
    for (const index::Cluster c : part) word = word || index::is_word(c);
    if (!word) continue;
    // A Latin letter and a digit beside it are found with and without a space (synonyms_test.cpp).
    static const RE2 beside("(?i)[a-z] ?[0-9]|[0-9] ?[a-z]");
    if (RE2::PartialMatch(query, beside)) continue;
    ++asked;
    if (!queries.insert(query).second) continue;  // answered already
    std::vector<std::int64_t> expected;
    for (const auto& [in, ids] : texts)
      if (std::search(in.begin(), in.end(), part.begin(), part.end()) != in.end()) expected.insert(expected.end(), ids.begin(), ids.end());
    std::sort(expected.begin(), expected.end());
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    ASSERT_EQ(searcher.all_ids("\"" + query + "\""), expected) << query;
  }
  EXPECT_GT(queries.size(), 500u);
}

}  // namespace search_test
}  // namespace banthuek::text
