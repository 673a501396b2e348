#include "pipeline/search/term.h"

#include <gtest/gtest.h>

#include <random>

#include "pipeline/index/skeleton.h"
#include "tests/store/samples.h"

namespace banthuek::search {
namespace term_test {

Clusters clusters(std::string_view text) { return index::search_text(text).clusters; }

Term term_of(const std::string& text, QueryTerm::Form form = QueryTerm::Form::kWord, Tones tones = Tones::kCount) {
  return make_term({text, form}, {}, tones, Widen::kMeaning);
}

// "begin-end" of the first place, or nothing.
std::string place(const Term& term, const std::string& text, std::size_t from = 0) {
  const auto found = find_term(term, clusters(text), from);
  return found ? std::to_string(found->begin) + "-" + std::to_string(found->end) : "";
}

TEST(FindTerm, GivesTheFirstPlaceWhereClustersMatch) {
  EXPECT_EQ(place(term_of("การ"), "การการ"), "0-3");
  EXPECT_EQ(place(term_of("การ"), "การการ", 1), "3-6");
  EXPECT_EQ(place(term_of("การ"), "การการ", 3), "3-6");
  EXPECT_EQ(place(term_of("การ"), "การการ", 4), "");
  EXPECT_EQ(place(term_of("การ"), "กา"), "");
  EXPECT_EQ(place(term_of("ก"), "กา"), "0-1");
  EXPECT_EQ(place(term_of("า"), "กา"), "1-2");
  EXPECT_EQ(place(term_of("การ"), "การ์"), "") << "a cluster is not cut";
  EXPECT_EQ(place(term_of("ก"), ""), "");
  EXPECT_EQ(place(term_of("Ab"), "xaB"), "1-3");
}

TEST(FindTerm, APrefixMayGoOnInItsLastClusterOnly) {
  const Term prefix = term_of("การ", QueryTerm::Form::kPrefix);
  EXPECT_EQ(place(prefix, "การ์ด"), "0-3");
  EXPECT_EQ(place(prefix, "การ"), "0-3");
  EXPECT_EQ(place(prefix, "ก่าร"), "");
  EXPECT_EQ(place(prefix, "กา"), "");
  EXPECT_EQ(place(term_of("ก่", QueryTerm::Form::kPrefix), "ก"), "");
}

TEST(FindTerm, TonesDoNotCountWhereAskedSo) {
  const Term toneless = term_of("ข้าว", QueryTerm::Form::kWord, Tones::kIgnored);
  for (const char* text : {"ขาว", "ข้าว", "ข่าว"}) EXPECT_EQ(place(toneless, text), "0-3") << text;
  EXPECT_EQ(place(toneless, "คาว"), "");
  EXPECT_EQ(place(term_of("ข้าว"), "ขาว"), "");
  const Term prefix = term_of("ข้ากิ", QueryTerm::Form::kPrefix, Tones::kIgnored);
  EXPECT_EQ(place(prefix, "ขากิ่"), "0-3");
}

TEST(FindTerm, OfSeveralWaysTheEarliestPlaceCounts) {
  Term term;
  term.ways = {clusters("คง"), clusters("ขค"), clusters("จ")};
  EXPECT_EQ(place(term, "กขคง"), "1-3");
  EXPECT_EQ(place(term, "จกขคง"), "0-1");
  EXPECT_EQ(place(term, "กขจคง"), "2-3");
  EXPECT_EQ(place(term, "กคงขค"), "1-3");
  term.ways = {clusters("ก"), clusters("กข")};
  EXPECT_EQ(place(term, "กข"), "0-1") << "of two at one place the first way";
}

TEST(MakeTerm, WidensWordsByMeaningAndPhrasesBySpellingAlone) {
  SearchVocabulary v;
  v.synonyms = {{clusters("ไลน์"), clusters("line")}};
  v.abbreviations = {{clusters("ทต."), clusters("เทศบาล")}};
  const auto ways = [&](const char* text, QueryTerm::Form form, Widen widen) { return make_term({text, form}, v, Tones::kCount, widen).ways.size(); };
  EXPECT_EQ(ways("ไลน์", QueryTerm::Form::kWord, Widen::kMeaning), 2u);
  EXPECT_EQ(ways("ไลน์", QueryTerm::Form::kWord, Widen::kSpelling), 1u);
  EXPECT_EQ(ways("ไลน์", QueryTerm::Form::kPhrase, Widen::kMeaning), 1u);
  EXPECT_EQ(ways("ทต.", QueryTerm::Form::kPhrase, Widen::kMeaning), 2u);
  EXPECT_TRUE(make_term({"ก", QueryTerm::Form::kPrefix}, v, Tones::kCount, Widen::kMeaning).prefix);
  EXPECT_FALSE(make_term({"ก", QueryTerm::Form::kPhrase}, v, Tones::kCount, Widen::kMeaning).prefix);
  EXPECT_EQ(make_term({"ก\u0E4Dา", QueryTerm::Form::kWord}, v, Tones::kIgnored, Widen::kMeaning).ways.front(), clusters("กำ"));
}

Term fuzzy(const std::string& text) {
  Term term = term_of(text);
  allow_edits(term);
  return term;
}

TEST(AllowEdits, GoesByTheNumberOfCharacters) {
  const auto edits = [](std::size_t length) { return fuzzy(std::string(length, 'x')).edits; };
  for (const std::size_t length : {1, 3, 65, 80}) EXPECT_EQ(edits(length), 0) << length;
  for (const std::size_t length : {4, 7}) EXPECT_EQ(edits(length), 1) << length;
  for (const std::size_t length : {8, 64}) EXPECT_EQ(edits(length), 2) << length;
  EXPECT_EQ(fuzzy("กิ่ก").edits, 1) << "marks count: four characters in two clusters";
  EXPECT_EQ(fuzzy("กิ่ก").pattern.length, 4);
  EXPECT_EQ(fuzzy("กขค").pattern.length, 0);
}

TEST(AllowEdits, KnowsWhereEachCharacterStands) {
  const Term term = fuzzy("aกéa\u0E7F\x7F");
  EXPECT_EQ(term.pattern.mask('a'), 0b1001u);
  EXPECT_EQ(term.pattern.mask(0x0E01), 0b10u);
  EXPECT_EQ(term.pattern.mask(0xE9), 0b100u);
  EXPECT_EQ(term.pattern.mask(0x0E7F), 0b10000u);
  EXPECT_EQ(term.pattern.mask(0x7F), 0b100000u);
  EXPECT_EQ(term.pattern.mask('b'), 0u);
  EXPECT_EQ(term.pattern.mask(0x0E00), 0u);
  EXPECT_EQ(term.pattern.mask(0x0E80), 0u);
  EXPECT_EQ(term.pattern.mask(0x80), 0u);
}

std::vector<char16_t> characters(const Clusters& clusters) {
  std::vector<char16_t> out;
  for (index::Cluster c : clusters)
    for (; c; c >>= 16) out.push_back(static_cast<char16_t>(c & 0xFFFF));
  return out;
}

// Sellers' table: the fewest edits of `way` to some part of `text` that ends where a cluster does, and where it ends first.
std::pair<int, std::size_t> plain_near(const Clusters& way, const Clusters& text) {
  const auto a = characters(way);
  std::vector<int> row(a.size() + 1);
  for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<int>(i);
  std::pair<int, std::size_t> best{1000, 0};
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char16_t c : characters({text[at]})) {
      int corner = row[0];
      for (std::size_t i = 1; i < row.size(); ++i) {
        const int above = row[i];
        row[i] = std::min({above + 1, row[i - 1] + 1, corner + (a[i - 1] == c ? 0 : 1)});
        corner = above;
      }
    }
    if (row.back() < best.first) best = {row.back(), at + 1};
  }
  return best;
}

TEST(FindNear, GivesTheFewestEditsOfAnyPartOfTheText) {
  std::mt19937 random(4);
  const char* const parts[] = {"ก", "ข", "ค", "กิ", "ก่", "ขี้", "a", "b", "é"};
  const auto text = [&](std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i) out += parts[random() % std::size(parts)];
    return out;
  };
  int hits = 0, misses = 0, refused = 0;
  for (int turn = 0; turn < 3000; ++turn) {
    const Term term = fuzzy(text(2 + random() % 10));
    std::string where = text(random() % 4);
    if (random() % 2) {  // the term with some characters gone or changed
      Clusters changed = term.ways.front();
      for (std::size_t k = random() % 4; k > 0 && !changed.empty(); --k) {
        const std::size_t at = random() % changed.size();
        if (random() % 2)
          changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at));
        else
          changed[at] = clusters(text(1)).front();
      }
      where += index::to_utf8(changed);
    }
    where += text(random() % 12);
    const Clusters in = clusters(where);
    const auto near = find_near(term, in);
    const auto [distance, end] = plain_near(term.ways.front(), in);
    std::string letters;
    index::append_letters(where, letters);
    const bool may = may_nearly_stand(term, letters);
    EXPECT_TRUE(may || !near) << index::to_utf8(term.ways.front()) << " in " << where;
    refused += !may;
    if (term.edits == 0 || distance > term.edits) {
      EXPECT_FALSE(near) << index::to_utf8(term.ways.front()) << " in " << where;
      ++misses;
      continue;
    }
    ++hits;
    ASSERT_TRUE(near) << index::to_utf8(term.ways.front()) << " in " << where << " " << distance;
    EXPECT_EQ(near->distance, distance) << index::to_utf8(term.ways.front()) << " in " << where;
    EXPECT_EQ(near->place.end, end);
    EXPECT_EQ(near->place.begin, end - std::min(end, term.ways.front().size()));
  }
  EXPECT_GT(hits, 700);
  EXPECT_GT(misses, 700);
  EXPECT_GT(refused, 700) << "most of what does not match is refused by its letters";
}

TEST(FindNear, LettersNoMoreThanMayDifferRefuseNothing) {
  const Term term = fuzzy("ก่่้๊");  // one letter, and one character may differ
  ASSERT_EQ(index::letters(term.ways.front()), "\x81");
  EXPECT_TRUE(may_nearly_stand(term, ""));
  EXPECT_FALSE(may_nearly_stand(term_of("กาาา"), "")) << "not asked to be fuzzy";
}

TEST(FindNear, GoesUpToSixtyFourCharacters) {
  std::string word;
  for (int i = 0; i < 64; ++i) word += static_cast<char>('a' + i * 7 % 26);
  const Term term = fuzzy(word);
  EXPECT_EQ(find_near(term, clusters("xx" + word + "yy"))->distance, 0);
  EXPECT_EQ(find_near(term, clusters("xx" + word.substr(0, 63) + "yy"))->distance, 1);
  EXPECT_EQ(find_near(term, clusters(word.substr(1, 62)))->distance, 2);
  EXPECT_FALSE(find_near(term, clusters(word.substr(1, 61))));
  EXPECT_FALSE(find_near(term_of("กขคงจฉ"), clusters("กขคงจฉ"))) << "not asked to be fuzzy";
  EXPECT_FALSE(find_near(term, {}));
}

class Candidate : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  index::IndexReader index{store.db()};

  // Measures 1, 2, ... with these titles and methods.
  void put(const std::vector<std::pair<std::string, std::string>>& texts) {
    Document d;
    d.first_page = d.last_page = 1;
    for (const auto& [title, method] : texts) {
      Measure& m = d.measures.emplace_back();
      m.title = field(title);
      if (!method.empty()) m.method = field(method);
    }
    store.put_file(stored_file("a.pdf", d));
    store.finish();
    index.refresh();
  }
  static std::string ids(const index::PassageSet& set) {
    std::string out;
    for (int low = 0; low < 100; ++low)
      if (set.has(static_cast<std::uint16_t>(low))) out += (out.empty() ? "" : " ") + std::to_string(low);
    return out;
  }
  std::string of(const Term& term, index::TermKind kind = index::TermKind::kAnywhere) {
    const Candidates found = candidates(index, *index.segments().front(), term, kind);
    return ids(found.set) + (found.exact ? "" : " perhaps");
  }
};

TEST_F(Candidate, OfOneOrTwoClustersAreExactAndOfMoreToBeLookedAt) {
  put({{"กขค", ""}, {"กข ขค", ""}, {"ขค", "กข"}, {"กค", ""}, {"ค", "กขค"}});
  EXPECT_EQ(of(term_of("ก")), "1 2 3 4 5");
  EXPECT_EQ(of(term_of("กข")), "1 2 3 5");
  EXPECT_EQ(of(term_of("ขค")), "1 2 3 5");
  EXPECT_EQ(of(term_of("กขค")), "1 2 3 5 perhaps");
  EXPECT_EQ(of(term_of("กข"), index::TermKind::kTitle), "1 2");
  EXPECT_EQ(of(term_of("ก"), index::TermKind::kTitle), "1 2 4");
  EXPECT_EQ(of(term_of("ง")), "") << "a cluster that stands nowhere";
  EXPECT_EQ(of(term_of("กง")), "");
  EXPECT_EQ(of(term_of("คก")), "");
}

TEST_F(Candidate, OfAPrefixOrWithoutTonesHaveAllTheirSpellings) {
  put({{"กข", ""}, {"กข่", ""}, {"กขี", ""}, {"ก่ข", ""}, {"ค", ""}});
  EXPECT_EQ(of(term_of("ข", QueryTerm::Form::kPrefix)), "1 2 3 4");
  EXPECT_EQ(of(term_of("กข", QueryTerm::Form::kPrefix)), "1 2 3");
  EXPECT_EQ(of(term_of("กข", QueryTerm::Form::kWord, Tones::kIgnored)), "1 2 4");
  EXPECT_EQ(of(term_of("ก้ข้", QueryTerm::Form::kWord, Tones::kIgnored)), "1 2 4");
  EXPECT_EQ(of(term_of("กขี", QueryTerm::Form::kPrefix)), "3");
}

TEST_F(Candidate, OfSeveralWaysAreThoseOfAny) {
  put({{"กข", ""}, {"งจ", ""}, {"กขค", ""}});
  Term term;
  term.ways = {clusters("งจ"), clusters("กข")};
  EXPECT_EQ(of(term), "1 2 3");
  term.ways = {clusters("งจ"), clusters("กขค")};
  EXPECT_EQ(of(term), "2 3 perhaps");
}

TEST_F(Candidate, OfManySpellingsGoByTheirClustersAlone) {
  // Each base with seven endings: 7 x 7 pairs are more than the 32 that are looked up.
  std::vector<std::pair<std::string, std::string>> texts;
  const char* const marks[] = {"", "่", "้", "๊", "๋", "ั", "ิ"};
  for (const char* mark : marks) texts.emplace_back(std::string("ก") + mark + "ข" + mark, "");
  texts.emplace_back("ขก", "");
  put(texts);
  // Without tones ก and ข are five clusters each: 25 pairs.
  EXPECT_EQ(of(term_of("กข", QueryTerm::Form::kWord, Tones::kIgnored)), "1 2 3 4 5");
  Document d;
  d.first_page = d.last_page = 1;
  for (const char* mark : {"่", "้", "๊", "๋"}) {
    d.measures.emplace_back().title = field(std::string("ก") + mark + "ข" + mark);
    d.measures.emplace_back().title = field(std::string("ก") + "ิ" + mark + "ข" + "ิ" + mark);
  }
  store.put_file(stored_file("b.pdf", d));
  store.finish();
  index.refresh();
  const auto& last = **std::find_if(index.segments().rbegin(), index.segments().rend(),
                                    [](const auto& segment) { return segment->kind() == index::PassageKind::kMeasure; });
  // As a beginning ข has eleven; with ก alone that is eleven pairs: exact.
  EXPECT_EQ(ids(candidates(index, last, term_of("กข", QueryTerm::Form::kPrefix), index::TermKind::kAnywhere).set), "1");
  // Without tones and as a beginning: five times eleven are too many: whatever holds both is a candidate.
  const Candidates many = candidates(index, last, term_of("กข", QueryTerm::Form::kPrefix, Tones::kIgnored), index::TermKind::kAnywhere);
  EXPECT_EQ(ids(many.set), "1 2 3 4 5 8");
  EXPECT_FALSE(many.exact);
}

TEST_F(Candidate, NearOnesComeByTheNumberOfPairsTheyShare) {
  put({{"abcdefghi", ""}, {"abcdefgh", "hi"}, {"abcdefg", ""}, {"abcdef", ""}, {"abcde", ""}, {"abcd", ""}, {"ab cd ef", "fg"}, {"zzz", ""}});
  const Term term = fuzzy("abcdefghi");  // 8 pairs, 2 edits: 4 must be shared
  ASSERT_EQ(term.edits, 2);
  std::vector<std::string> levels;
  for (const index::PassageSet& level : near_candidates(index, *index.segments().front(), term)) levels.push_back(ids(level));
  EXPECT_EQ(levels, (std::vector<std::string>{"1 2", "1 2", "1 2 3", "1 2 3 4", "1 2 3 4 5 7"}));
  levels.clear();
  for (const index::PassageSet& level : near_candidates(index, *index.segments().front(), fuzzy("abcd"))) levels.push_back(ids(level));
  EXPECT_EQ(levels, (std::vector<std::string>{"1 2 3 4 5 6", "1 2 3 4 5 6 7", "1 2 3 4 5 6 7"})) << "one pair at least";
  EXPECT_TRUE(near_candidates(index, *index.segments().front(), term_of("a")).empty()) << "one cluster has no pair";
}

}  // namespace term_test
}  // namespace banthuek::search
