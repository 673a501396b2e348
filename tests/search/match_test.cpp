#include "pipeline/search/match.h"

#include <gtest/gtest.h>

#include "pipeline/base/sha256.h"
#include "pipeline/search/searcher.h"
#include "tests/store/samples.h"

namespace banthuek::search {
namespace match_test {

class FoundHit : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  Searcher searcher{store, SearchVocabulary{}};

  // A measure with these texts, in the order of PassageInfo::fields; the last one is the office.
  void put(const std::vector<std::string>& texts) {
    Document d = report_of();
    Measure m;
    MaybeField* const fields[] = {&m.title,  &m.method,  &m.responsible,    &m.monitoring,       nullptr,
                                  &m.result, &m.outcome, &m.recommendation, &d.organisation.name};
    d.organisation.name.reset();
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].empty()) continue;
      if (i == 4)
        m.period = PeriodField{field(texts[i]), {}, {}, {}};
      else
        *fields[i] = field(texts[i]);
    }
    d.measures = {m};
    store.put_file(stored_file("a.pdf", d));
  }
  SearchResult search(const std::string& query, int snippet = 60, Matching matching = Matching::kExact) {
    SearchOptions options;
    options.snippet = snippet;
    options.matching = matching;
    return searcher.search(query, options);
  }
  double score(const std::string& query) {
    const SearchResult result = search(query);
    return result.hits.empty() ? -1 : result.hits[0].score;
  }
  // The snippet with [ ] around what is marked.
  std::string snippet(const std::string& query, int width = 60, Matching matching = Matching::kExact) {
    const SearchResult result = search(query, width, matching);
    if (result.hits.empty()) return "nothing";
    return marked(result.hits[0]);
  }
  static std::string marked(const Hit& hit) {
    std::string out;
    int at = 0;
    std::size_t mark = 0;
    const auto signs = [&] {
      if (mark < hit.marks.size() && at == hit.marks[mark].first) out += '[';
      if (mark < hit.marks.size() && at == hit.marks[mark].first + hit.marks[mark].second) out += ']', ++mark;
      if (mark < hit.marks.size() && at == hit.marks[mark].first && out.back() != '[') out += '[';
    };
    for (const char c : hit.snippet) {
      if ((c & 0xC0) != 0x80) {
        signs();
        ++at;
      }
      out += c;
    }
    signs();
    return out;
  }
};

TEST_F(FoundHit, HasTheWeightOfTheFieldItStandsIn) {
  const std::pair<double, const char*> fields[] = {{100, "title"}, {50, "method"},  {20, "responsible"},    {20, "monitoring"}, {20, "period"},
                                                   {20, "result"}, {20, "outcome"}, {20, "recommendation"}, {15, "office"}};
  for (std::size_t i = 0; i < std::size(fields); ++i) {
    std::vector<std::string> texts(9);
    texts[i] = "xabcx";
    put(texts);
    const SearchResult result = search("abc");
    ASSERT_EQ(result.hits.size(), 1u) << i;
    EXPECT_EQ(result.hits[0].score, fields[i].first) << i;
    EXPECT_EQ(result.hits[0].field, fields[i].second);
    EXPECT_EQ(marked(result.hits[0]), "x[abc]x");
  }
}

TEST_F(FoundHit, CountsMoreTheOftenerItStandsUpToSixTimes) {
  std::string text = "x";
  for (int times = 1; times <= 8; ++times) {
    text += "abcx";
    put({"", text});
    EXPECT_EQ(score("abc"), 50 + 0.5 * std::min(times - 1, 5)) << times;
  }
  put({"xabcx", "xabcxabcxabcx"});
  EXPECT_EQ(score("abc"), 100) << "the best field";
  put({"", "", "xabcx", "xabcxabcx"});
  EXPECT_EQ(score("abc"), 20.5);
  EXPECT_EQ(search("abc").hits[0].field, "monitoring");
  put({"", "", "xabcxabcx", "xabcxabcx"});
  EXPECT_EQ(search("abc").hits[0].field, "responsible") << "of equals the first";
}

TEST_F(FoundHit, CountsMoreAsAWholeWord) {
  const std::pair<const char*, double> cases[] = {{"abc", 110},  {"abc def", 110}, {"x abc", 110},  {"(abc)", 110}, {"xabc", 100},
                                                  {"abcx", 100}, {"x abcx", 100},  {"xabc x", 100}, {"กabcข", 110}, {"xabc abc", 100.5}};
  for (const auto& [text, expected] : cases) {
    put({text});
    EXPECT_EQ(score("abc"), expected) << text;
  }
  put({"การใช้งบประมาณประจำปี"});
  EXPECT_EQ(score("งบประมาณ"), 110);
  EXPECT_EQ(score("ประมาณประ"), 100);
  EXPECT_EQ(score("การ"), 110) << "at the beginning";
  EXPECT_EQ(score("ปี"), 110) << "at the end";
  EXPECT_EQ(score("บประมาณ"), 100) << "ends with a word and does not begin with one";
  EXPECT_EQ(score("งบประ"), 100) << "begins with a word and does not end with one";
}

TEST_F(FoundHit, LooksAtSixteenClustersAroundForWords) {
  const std::string far = "ประชาชนทั่วไปในเขตพื้นที่รับผิดชอบขององค์กร";
  put({far + "ใช้งบประมาณ" + far});
  EXPECT_EQ(score("งบประมาณ"), 110);
  EXPECT_EQ(score("ประมาณประ"), 100);
}

TEST_F(FoundHit, SharesTheScoreAmongItsTerms) {
  put({"xabcx", "xdefx", "xghix"});
  EXPECT_EQ(score("abc def"), 75);
  EXPECT_EQ(score("abc def ghi"), (100 + 50 + 20) / 3.0);
  EXPECT_EQ(score("def OR nothing"), 50);
  EXPECT_EQ(score("def OR ghi"), 35);
  EXPECT_EQ(score("abc NOT nothing"), 100);
  EXPECT_EQ(score("abc NOT def"), -1);
  EXPECT_EQ(search("ghi def").hits[0].field, "method") << "the best of them is shown";
  put({"abc", "xdefx"});
  EXPECT_EQ(score("abc def"), 80) << "a whole word in half of the score";
}

TEST_F(FoundHit, IsBetterNearerThenByScoreYearAndNumber) {
  Match a, b;
  EXPECT_FALSE(better(a, b));
  a.id = 2;
  b.id = 1;
  EXPECT_TRUE(better(a, b));
  EXPECT_FALSE(better(b, a));
  b.year = 1;
  EXPECT_TRUE(better(b, a));
  EXPECT_FALSE(better(a, b));
  a.score = 0.5;
  EXPECT_TRUE(better(a, b));
  EXPECT_FALSE(better(b, a));
  a.distance = 1;
  EXPECT_TRUE(better(b, a));
  EXPECT_FALSE(better(a, b));
}

TEST_F(FoundHit, SnippetsAreCutAroundTheBestPlaceAtClusters) {
  put({"กขคงจฉชซฌญฎฏฐฑฒณ"});
  EXPECT_EQ(snippet("ช", 100), "กขคงจฉ[ช]ซฌญฎฏฐฑฒณ");
  EXPECT_EQ(snippet("ช", 16), "กขคงจฉ[ช]ซฌญฎฏฐฑฒณ");
  EXPECT_EQ(snippet("ช", 7), "…จฉ[ช]ซฌญฎ…") << "a third of the room before it";
  EXPECT_EQ(snippet("ช", 1), "…[ช]…");
  EXPECT_EQ(snippet("ช", 0), "…[ช]…");
  EXPECT_EQ(snippet("ช", -5), "…[ช]…");
  EXPECT_EQ(snippet("ก", 4), "[ก]ขคง…");
  EXPECT_EQ(snippet("ข", 7), "ก[ข]คงจฉช…");
  EXPECT_EQ(snippet("ณ", 4), "…ฐฑฒ[ณ]") << "filled up from before";
  EXPECT_EQ(snippet("คงจฉช", 3), "…[คงจฉช]…") << "never less than the term";
  EXPECT_EQ(snippet("คงจฉช", 5), "…[คงจฉช]…");
  EXPECT_EQ(snippet("คงจฉช", 8), "…ข[คงจฉช]ซฌ…");
  put({"กิ่ขี้คู่งำจ์"});
  EXPECT_EQ(snippet("คู่", 3), "…[คู่]งำจ์");
  EXPECT_EQ(snippet("ขี้", 4), "กิ่[ขี้]คู่งำ…");
}

TEST_F(FoundHit, SnippetsMarkEveryTermAndEveryPlace) {
  put({"กขคกขคง"});
  EXPECT_EQ(snippet("กข"), "[กข]ค[กข]คง");
  EXPECT_EQ(snippet("กข ง"), "[กข]ค[กข]ค[ง]");
  EXPECT_EQ(snippet("ง กข"), "[กข]ค[กข]ค[ง]") << "in the order of the text";
  EXPECT_EQ(snippet("กข", 3), "[กข]ค…") << "what is outside is not marked";
  EXPECT_EQ(snippet("กข", 4), "[กข]คก…") << "what is cut is not marked";
  put({"ก ข ค", "ข"});
  EXPECT_EQ(snippet("\"กข\""), "[ก ข] ค");
  EXPECT_EQ(snippet("ข"), "ก [ข] ค") << "a space behind is not marked";
  put({"ก\nข\tค\rง\nจ"});
  EXPECT_EQ(snippet("ข"), "ก [ข] ค ง จ") << "in one line";
}

TEST_F(FoundHit, SnippetsOfNearMissesMarkThePlace) {
  put({"กขabcdxคง"});
  EXPECT_EQ(snippet("abcde", 60, Matching::kFuzzy), "ก[ขabcd]xคง") << "where it ends with the fewest edits";
  EXPECT_EQ(search("abcde", 60, Matching::kFuzzy).hits.at(0).distance, 1);
  EXPECT_EQ(search("abcde", 60, Matching::kFuzzy).hits.at(0).score, 100) << "no whole words among misreadings";
}

TEST_F(FoundHit, OfFiltersAloneShowsTheBeginningOfTheTitleAndMarksNothing) {
  put({"กขคงจฉ", "วิธี"});
  SearchOptions options;
  options.filters.year_from = 2566;
  options.snippet = 4;
  SearchResult result = searcher.search("", options);
  ASSERT_EQ(result.hits.size(), 1u);
  EXPECT_EQ(result.hits[0].snippet, "กขคง…");
  EXPECT_TRUE(result.hits[0].marks.empty());
  EXPECT_EQ(result.hits[0].field, "title");
  EXPECT_EQ(result.hits[0].score, 0);
  put({"", "วิธี"});
  result = searcher.search("", options);
  ASSERT_EQ(result.hits.size(), 1u);
  EXPECT_EQ(result.hits[0].snippet, "");
  EXPECT_TRUE(result.hits[0].marks.empty());
}

TEST_F(FoundHit, SaysWhereItStands) {
  Document d = report_of();
  d.measures = {measure("ก"), measure("กขคง")};
  d.measures[1].title->places = {{4, {}}};
  for (MaybeField* f : {&d.measures[1].no, &d.measures[1].method, &d.measures[1].responsible, &d.measures[1].status}) (*f)->places = {{4, {}}};
  d.measures[1].period->raw.places = {{4, {}}};
  store.put_file(stored_file("โฟลเดอร์/a.pdf", d));
  const Hit hit = search("กขคง").hits.at(0);
  EXPECT_EQ(hit.id, 2);
  EXPECT_EQ(hit.document, store::document_key(base::sha256_hex("โฟลเดอร์/a.pdf"), 1));
  EXPECT_EQ(hit.measure, hit.document + "-2");
  EXPECT_EQ(hit.title, "กขคง");
  EXPECT_EQ(hit.office, "องค์การบริหารส่วนตำบลบ้านสมมุติ");
  EXPECT_EQ(hit.province, "สมมุติบุรี");
  EXPECT_EQ(hit.year, "2566");
  EXPECT_EQ(hit.group, "IIT");
  EXPECT_EQ(hit.status, "done");
  EXPECT_EQ(hit.file, "โฟลเดอร์/a.pdf");
  EXPECT_EQ(hit.page, "4");
}

TEST_F(FoundHit, IsNothingWhereTheMeasureIsGone) {
  put({"abc"});
  Plan plan;
  plan.query = parse_query("abc");
  plan.terms = {make_term(plan.query.terms[0], {}, Tones::kCount, Widen::kMeaning)};
  const std::int64_t id = store.db().integer("SELECT id FROM measures");
  index::IndexReader index(store.db());
  index.refresh();
  EXPECT_TRUE(matches(index, plan, id));
  EXPECT_TRUE(score_candidate(index, plan, id, Matching::kExact));
  EXPECT_FALSE(matches(index, plan, id + 1));
  EXPECT_FALSE(score_candidate(index, plan, id + 1, Matching::kExact));
  Match gone;
  gone.id = id + 1;
  gone.field = 1;
  EXPECT_EQ(show_hit(store.db(), plan, gone, 60).title, "");
  EXPECT_EQ(show_hit(store.db(), plan, gone, 60).field, "method");
  plan.all = true;
  EXPECT_TRUE(matches(index, plan, id + 1));
}

}  // namespace match_test
}  // namespace banthuek::search
