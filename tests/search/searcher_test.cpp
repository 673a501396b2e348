// Searches of all kinds compared with a plain scan of the records.
#include "pipeline/search/searcher.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek::search {
namespace {

constexpr double kWeights[index::kSearchedFields] = {100, 50, 20, 20, 20, 20, 20, 20, 15};  // title, method, the rest, the office

// What a scan knows of one measure.
struct Plain {
  std::int64_t id = 0;
  bool waiting = false;
  std::vector<Clusters> fields;
  std::string title, office, type, district, province, group, status;
  int year = 0;
  std::uint32_t start = 0, end = 0;
  double confidence = 0;
  bool findings = false, reviewed = false;
  std::optional<double> score;
};

// A query as a tree of its own, so that the parser is tested too.
struct Asked {
  enum class Op { kWord, kPhrase, kPrefix, kAnd, kOr, kNot } op = Op::kWord;
  Clusters text;
  std::vector<Asked> parts;

  std::string written() const {
    switch (op) {
      case Op::kWord:
        return index::to_utf8(text);
      case Op::kPhrase:
        return '"' + index::to_utf8(text) + '"';
      case Op::kPrefix:
        return index::to_utf8(text) + "*";
      case Op::kNot:
        return "NOT " + parts[0].written();
      case Op::kAnd:
      case Op::kOr: {
        std::string out = "(";
        for (const Asked& part : parts) out += (out.size() > 1 ? op == Op::kAnd ? " " : " OR " : "") + part.written();
        return out + ")";
      }
    }
    return "";
  }
};

bool same(index::Cluster text, index::Cluster asked, bool last, Asked::Op op, Tones tones) {
  if (op == Asked::Op::kPrefix && last) return index::begins_with(text, asked);
  return tones == Tones::kIgnored ? index::without_tone(text) == index::without_tone(asked) : text == asked;
}

std::size_t place_of(const Clusters& in, const Asked& asked, Tones tones, std::size_t from = 0) {
  for (std::size_t at = from; at + asked.text.size() <= in.size(); ++at) {
    std::size_t i = 0;
    while (i < asked.text.size() && same(in[at + i], asked.text[i], i + 1 == asked.text.size(), asked.op, tones)) ++i;
    if (i == asked.text.size()) return at;
  }
  return in.size();
}

bool holds(const Plain& m, const Asked& asked, Tones tones) {
  switch (asked.op) {
    case Asked::Op::kNot:
      return !holds(m, asked.parts[0], tones);
    case Asked::Op::kAnd:
      return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    case Asked::Op::kOr:
      return std::any_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return holds(m, part, tones); });
    default:
      return std::any_of(m.fields.begin(), m.fields.end(), [&](const Clusters& in) { return place_of(in, asked, tones) < in.size(); });
  }
}

// The scores of the terms that are seen to stand on the way to the answer; those under a NOT give none.
bool see(const Plain& m, const Asked& asked, Tones tones, std::vector<double>& scores) {
  if (asked.op == Asked::Op::kNot) return holds(m, asked, tones);
  if (asked.op == Asked::Op::kAnd)
    return std::all_of(asked.parts.begin(), asked.parts.end(), [&](const Asked& part) { return see(m, part, tones, scores); });
  if (asked.op == Asked::Op::kOr) {
    bool any = false;
    for (const Asked& part : asked.parts) any = see(m, part, tones, scores) || any;
    return any;
  }
  double best = 0;
  for (int i = 0; i < index::kSearchedFields; ++i) {
    const Clusters& in = m.fields[static_cast<std::size_t>(i)];
    int times = 0;
    for (std::size_t at = place_of(in, asked, tones); at < in.size(); at = place_of(in, asked, tones, at + asked.text.size())) ++times;
    if (times) best = std::max(best, kWeights[i] + 0.5 * std::min(times - 1, 5));
  }
  if (best > 0) scores.push_back(best);
  return best > 0;
}

bool passes(const Plain& m, const Filters& f) {
  const auto among = [](const std::vector<std::string>& values, const std::string& value) {
    return values.empty() || std::find(values.begin(), values.end(), value) != values.end();
  };
  if (!among(f.offices, m.office) || !among(f.types, m.type) || !among(f.districts, m.district) || !among(f.provinces, m.province) ||
      !among(f.groups, m.group) || !among(f.statuses, m.status))
    return false;
  if ((f.year_from || f.year_to) && (m.year < f.year_from.value_or(1) || m.year > f.year_to.value_or(9999))) return false;
  if (f.period_from && (!m.start || m.end < f.period_from)) return false;
  if (f.period_to && (!m.start || m.start > f.period_to)) return false;
  if (f.confidence > 0 && m.confidence < f.confidence) return false;
  if (f.findings != Want::kEither && m.findings != (f.findings == Want::kYes)) return false;
  return f.reviewed == Want::kEither || m.reviewed == (f.reviewed == Want::kYes);
}

// Some hundred invented measures: in merged segments, in several, deleted again, and waiting for the index.
class PlainScan : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = store::Store::open(folder / "a.db", database::Access::kWrite);
  Searcher searcher{store, SearchVocabulary{}};
  std::mt19937 random{7};
  std::map<std::int64_t, Plain> measures;
  int files = 0;

  std::size_t any(std::size_t n) { return random() % n; }
  const char* one(std::initializer_list<const char*> of) { return *(of.begin() + any(of.size())); }

  std::string text(std::size_t parts) {
    std::string out;
    for (std::size_t i = 0; i < parts; ++i)
      out += one({"ก", "กา", "กิ่", "กี่",  "ก้",   "ขา", "ข้า", "ค",  "คน", "คำ", "น้ำ", "เงิน", "แผน", "งาน", "การ",
                  "ที่", "ปี",  "พ", "รถ", "abc", "ab", "b",  "x1", "1",  "๗ ", " ",  "\n",  "-",   "(",   "."});
    return out;
  }

  void put(int count) {
    Document d = report_of(one({"เทศบาลหนึ่ง", "เทศบาลสอง", "อบต.สาม", "อบจ.สี่"}));
    d.first_page = d.last_page = 1;
    d.organisation.type = field(one({"เทศบาล", "อบต."}));
    d.organisation.district = field(one({"เหนือ", "ใต้", "กลาง"}));
    d.organisation.province = field(one({"สมมุติบุรี", "สมมุติธานี"}));
    d.fiscal_year = field(one({"2561", "2562", "2563"}));
    d.ita_result->score = field(one({"80.25", "90", "100"}));
    if (any(5) == 0) d.organisation.name.reset();
    if (any(5) == 0) d.fiscal_year.reset();
    if (any(5) == 0) d.ita_result.reset();
    d.measures.clear();
    d.findings.clear();
    for (int i = 0; i < count; ++i) {
      Measure m;
      const auto maybe = [&](MaybeField& f, std::size_t parts, std::size_t chance) {
        if (any(10) < chance) f = field(text(1 + any(parts)), "", 0.5 + 0.1 * static_cast<double>(any(5)));
      };
      maybe(m.title, 6, 9);
      maybe(m.method, 20, 7);
      for (MaybeField* f : {&m.responsible, &m.monitoring, &m.result, &m.outcome, &m.recommendation}) maybe(*f, 4, 2);
      if (any(2)) m.status = field(one({"done", "in_progress", "not_started"}));
      if (any(2)) m.group = field(one({"IIT", "EIT"}));
      if (any(2)) m.period = PeriodField{field(text(2)), field(one({"2021-10", "2022-03-15"})), field(one({"2022-04", "2022-09-30"})), std::nullopt};
      d.measures.push_back(m);
      if (any(4) == 0) d.findings.push_back({"doubt", Severity::kWarning, 1, "measures/" + std::to_string(i) + "/title", "", "", ""});
    }
    store.put_file(stored_file(std::to_string(++files), d));
    if (any(3) == 0) store.set_reviewed(store::document_key(base::sha256_hex(std::to_string(files)), 1), store::Reviewed::kYes);
  }

  void read_plain() {
    measures.clear();
    const std::int64_t indexed_to = std::stoll(*store.setting("indexed_to"));
    database::Statement row = store.db().prepare(
        std::string("SELECT ") + index::kSearchedColumns +
        ", m.id, d.organisation_type, d.district, d.province, m.measure_group, m.status, d.fiscal_year, m.period_start, m.period_end, m.confidence, "
        "d.reviewed, d.ita_score, EXISTS (SELECT 1 FROM findings f WHERE f.document = d.id AND f.field = 'measures/' || (m.number - 1) || '/title') "
        "FROM measures m JOIN documents d ON d.id = m.document");
    while (row.step()) {
      Plain m;
      for (int i = 0; i < index::kSearchedFields; ++i) m.fields.push_back(index::search_text(row.view(i)).clusters);
      m.title = row.text(0);
      m.office = row.text(8);
      m.id = row.integer(9);
      m.waiting = m.id > indexed_to;
      m.type = row.text(10);
      m.district = row.text(11);
      m.province = row.text(12);
      m.group = row.text(13);
      m.status = row.text(14);
      m.year = static_cast<int>(row.integer(15));
      m.start = index::first_day(row.view(16));
      m.end = index::last_day(row.view(17));
      m.confidence = row.real(18);
      m.reviewed = row.integer(19) != 0;
      if (!row.is_null(20)) m.score = row.real(20);
      m.findings = row.integer(21) != 0;
      measures[m.id] = m;
    }
  }

  void SetUp() override {
    database::Transaction once(store.db(), database::Transaction::Kind::kWrite);
    for (int round = 0; round < 8; ++round) {
      for (int file = 0; file < 5; ++file) put(1 + static_cast<int>(any(12)));
      store.finish();
      store.remove_file(base::sha256_hex(std::to_string(files - 2)));
    }
    for (int file = 0; file < 7; ++file) put(6);
    once.commit();
    read_plain();
    ASSERT_GT(measures.size(), 200u);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_segments"), 1);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_deleted"), 10);
  }

  // A term that a query can hold: it reads back as it is, and has a letter that is not a mark alone.
  std::optional<Asked> term() {
    Asked asked;
    asked.op = any(4) == 0 ? Asked::Op::kPhrase : any(4) == 0 ? Asked::Op::kPrefix : Asked::Op::kWord;
    auto at = measures.begin();
    std::advance(at, any(measures.size()));
    const Clusters& from = any(8) == 0 ? index::search_text(text(4)).clusters : at->second.fields[any(index::kSearchedFields)];
    if (from.empty()) return std::nullopt;
    const std::size_t begin = any(from.size()), length = 1 + any(std::min<std::size_t>(any(3) ? 3 : 9, from.size() - begin));
    asked.text.assign(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(begin + length));
    if (asked.op == Asked::Op::kPrefix) asked.text.back() &= 0xFFFF;
    const std::string written = index::to_utf8(asked.text);
    if (index::search_text(written).clusters != asked.text || written.starts_with('-') ||
        std::none_of(asked.text.begin(), asked.text.end(), index::is_word))
      return std::nullopt;
    if (asked.op != Asked::Op::kPhrase && written.find_first_of(" ()\"*") != std::string::npos) return std::nullopt;
    if (asked.op == Asked::Op::kPhrase && written.find('"') != std::string::npos) return std::nullopt;
    return asked;
  }

  Asked query(int depth) {
    const std::size_t kind = depth > 1 ? 0 : any(6);
    if (kind < 3) {
      for (;;)
        if (auto asked = term()) return *asked;
    }
    Asked asked;
    asked.op = kind == 3 ? Asked::Op::kOr : Asked::Op::kAnd;
    for (std::size_t i = 0, n = 2 + any(2); i < n; ++i) asked.parts.push_back(query(depth + 1));
    if (kind == 5) {
      Asked without;
      without.op = Asked::Op::kNot;
      without.parts.push_back(query(depth + 1));
      asked.parts.push_back(without);
    }
    return asked;
  }

  Filters filters() {
    Filters f;
    if (any(3)) return f;
    switch (any(11)) {
      case 0:
        f.offices = {one({"เทศบาลหนึ่ง", "อบต.สาม"}), "ไม่มี"};
        break;
      case 1:
        f.types = {"อบต."};
        break;
      case 2:
        f.districts = {"เหนือ", "ใต้"};
        break;
      case 3:
        f.provinces = {"สมมุติธานี"};
        break;
      case 4:
        f.groups = {"EIT"};
        break;
      case 5:
        f.statuses = {"done", "not_started"};
        break;
      case 6:
        f.year_from = 2562;
        break;
      case 7:
        f.year_to = 2562;
        f.findings = Want::kNo;
        break;
      case 8:
        f.period_from = 20220501;
        f.confidence = 0.6;
        break;
      case 9:
        f.period_to = 20220101;
        f.reviewed = Want::kNo;
        break;
      default:
        f.findings = Want::kYes;
        f.reviewed = Want::kYes;
    }
    return f;
  }

  std::vector<std::int64_t> scan(const Asked& asked, const SearchOptions& options) {
    std::vector<std::int64_t> ids;
    for (const auto& [id, m] : measures)
      if (holds(m, asked, options.tones) && passes(m, options.filters)) ids.push_back(id);
    return ids;
  }
};

std::vector<std::int64_t> ids_of(const SearchResult& result) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

std::vector<std::int64_t> sorted(std::vector<std::int64_t> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

TEST_F(PlainScan, FindsTheSameMeasuresWithTheSameScoresForQueriesOfAllKinds) {
  int empty = 0, several = 0;
  for (int turn = 0; turn < 500; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.tones = any(4) == 0 ? Tones::kIgnored : Tones::kCount;
    options.limit = 1000;
    const std::string written = asked.written();
    const std::vector<std::int64_t> expected = scan(asked, options);
    ASSERT_EQ(searcher.all_ids(written, options), expected) << written;
    const SearchResult result = searcher.search(written, options);
    ASSERT_EQ(sorted(ids_of(result)), expected) << written;
    EXPECT_EQ(result.total, static_cast<std::int64_t>(expected.size())) << written;
    EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
    for (const Hit& hit : result.hits) {
      std::vector<double> scores;
      see(measures[hit.id], asked, options.tones, scores);
      double plain = 0;
      for (const double score : scores) plain += score / static_cast<double>(scores.size());
      const double more = hit.score - plain, word = 10.0 / static_cast<double>(scores.size());
      EXPECT_TRUE(std::abs(more) < 1e-9 || std::abs(more - word) < 1e-9) << written << ": " << hit.score << " for " << plain;
      EXPECT_EQ(hit.distance, 0);
    }
    empty += expected.empty();
    several += expected.size() > 3;
  }
  EXPECT_GT(empty, 10);
  EXPECT_GT(several, 150);
}

TEST_F(PlainScan, PutsHitsInTheOrderOfTheirScoreYearAndNumber) {
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.limit = 1000;
    const SearchResult all = searcher.search(asked.written(), options);
    for (std::size_t i = 1; i < all.hits.size() && i < 32; ++i) {
      const Hit &a = all.hits[i - 1], &b = all.hits[i];
      const auto key = [&](const Hit& hit) { return std::tuple(-hit.score, -measures[hit.id].year, -hit.id); };
      EXPECT_LT(key(a), key(b)) << asked.written() << " at " << i;
    }
    // Every page is a part of the whole.
    for (const int offset : {0, 1, 7, 10000}) {
      options.offset = offset;
      options.limit = 5;
      const SearchResult part = searcher.search(asked.written(), options);
      EXPECT_EQ(part.total, all.total);
      std::vector<std::int64_t> expected = ids_of(all);
      expected.erase(expected.begin(), expected.begin() + std::min<std::ptrdiff_t>(offset, static_cast<std::ptrdiff_t>(expected.size())));
      if (expected.size() > 5) expected.resize(5);
      if (offset + 5 <= 32 || all.total <= 32) {
        EXPECT_EQ(ids_of(part), expected) << asked.written() << " from " << offset;
      }
    }
  }
}

TEST_F(PlainScan, SortsByYearOfficeOrScoreWithTheLaterOnesFirst) {
  store.finish();
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.limit = 1000;
    for (const Sort sort : {Sort::kYear, Sort::kOffice, Sort::kScore}) {
      std::vector<std::int64_t> expected = scan(asked, options);
      std::sort(expected.begin(), expected.end(), [&](std::int64_t a, std::int64_t b) {
        const auto key = [&](std::int64_t id) {
          const Plain& m = measures[id];
          return std::tuple(sort == Sort::kYear    ? -m.year
                            : sort == Sort::kScore ? -m.score.value_or(-1)
                                                   : 0.0,
                            sort == Sort::kOffice ? (m.office.empty() ? "\xFF" : m.office) : "", -id);
        };
        return key(a) < key(b);
      });
      options.sort = sort;
      EXPECT_EQ(ids_of(searcher.search(asked.written(), options)), expected) << asked.written() << static_cast<int>(sort);
    }
  }
}

TEST_F(PlainScan, CountsTheSameFacets) {
  const std::pair<index::Column, std::function<std::string(const Plain&)>> columns[] = {
      {index::Column::kOffice, [](const Plain& m) { return m.office; }},
      {index::Column::kType, [](const Plain& m) { return m.type; }},
      {index::Column::kDistrict, [](const Plain& m) { return m.district; }},
      {index::Column::kProvince, [](const Plain& m) { return m.province; }},
      {index::Column::kGroup, [](const Plain& m) { return m.group; }},
      {index::Column::kStatus, [](const Plain& m) { return m.status; }},
      {index::Column::kYear, [](const Plain& m) { return m.year ? std::to_string(m.year) : ""; }}};
  for (int turn = 0; turn < 60; ++turn) {
    const Asked asked = query(0);
    SearchOptions options;
    options.filters = filters();
    options.counting = Counting::kFacets;
    options.limit = 0;
    const SearchResult result = searcher.search(asked.written(), options);
    EXPECT_TRUE(result.hits.empty());
    const std::vector<std::int64_t> ids = scan(asked, options);
    for (const auto& [column, value] : columns) {
      std::map<std::string, std::int64_t> counts;
      for (const std::int64_t id : ids) ++counts[value(measures[id])];
      std::vector<std::pair<std::int64_t, std::string>> expected, got;
      for (const auto& [name, count] : counts) expected.emplace_back(-count, name);
      std::sort(expected.begin(), expected.end());
      for (const FacetCount& count : result.facets.at(column)) got.emplace_back(-count.count, count.value);
      EXPECT_EQ(got, expected) << asked.written() << " " << name_of(column);
    }
  }
}

// Fuzzy ---------------------------------------------------------------------------------------------------------------

std::vector<char16_t> characters(std::span<const index::Cluster> clusters) {
  std::vector<char16_t> out;
  for (index::Cluster c : clusters)
    for (; c; c >>= 16) out.push_back(static_cast<char16_t>(c & 0xFFFF));
  return out;
}

// The fewest edits between `way` and a part of `text` that ends with a cluster (Sellers).
int edits_to(const Clusters& way, const Clusters& text) {
  const auto a = characters(way);
  std::vector<int> row(a.size() + 1);
  for (std::size_t i = 0; i < row.size(); ++i) row[i] = static_cast<int>(i);
  int best = 1000;
  for (const index::Cluster& cluster : text) {
    for (const char16_t c : characters({&cluster, 1})) {
      int corner = row[0];
      for (std::size_t i = 1; i < row.size(); ++i) {
        const int above = row[i];
        row[i] = std::min({above + 1, row[i - 1] + 1, corner + (a[i - 1] == c ? 0 : 1)});
        corner = above;
      }
    }
    best = std::min(best, row.back());
  }
  return best;
}

int allowed(const Clusters& way) {
  const std::size_t length = characters(way).size();
  return length < 4 || length > 64 ? 0 : length < 8 ? 1 : 2;
}

// Characters that differ where the term is nearest; nothing where that is too many.
std::optional<int> distance(const Plain& m, const Asked& asked) {
  if (holds(m, asked, Tones::kCount)) return 0;
  int best = 1000;
  for (const Clusters& in : m.fields) best = std::min(best, edits_to(asked.text, in));
  const int most = allowed(asked.text);
  return most && best <= most ? std::optional(best) : std::nullopt;
}

// Whether enough pairs of neighbours of the term stand somewhere in the measure for the index to think of it.
bool near_candidate(const Plain& m, const Asked& asked) {
  if (m.waiting) return true;
  const int pairs = static_cast<int>(asked.text.size()) - 1;
  if (pairs < 1) return holds(m, asked, Tones::kCount);
  int shared = 0;
  for (std::size_t i = 0; i + 1 < asked.text.size(); ++i)
    shared += std::any_of(m.fields.begin(), m.fields.end(), [&](const Clusters& in) {
      return std::search(in.begin(), in.end(), asked.text.begin() + static_cast<std::ptrdiff_t>(i),
                         asked.text.begin() + static_cast<std::ptrdiff_t>(i) + 2) != in.end();
    });
  return shared >= std::max(1, pairs - 2 * allowed(asked.text));
}

TEST_F(PlainScan, FuzzyFindsAllWithinTheAllowedEditsTheNearestFirst) {
  SearchOptions options;
  options.matching = Matching::kFuzzy;
  options.limit = 1000;
  int near = 0, two = 0, waiting = 0;
  for (int turn = 0; turn < 150; ++turn) {
    std::vector<Asked> terms;
    for (std::size_t n = any(3) ? 1 : 2; terms.size() < n;)
      if (auto asked = term(); asked && asked->op == Asked::Op::kWord) {
        if (any(2)) asked->text[any(asked->text.size())] = index::search_text(one({"ก", "ขี้", "x"})).clusters.front();
        if (index::search_text(index::to_utf8(asked->text)).clusters == asked->text &&
            std::any_of(asked->text.begin(), asked->text.end(), index::is_word))
          terms.push_back(*asked);
      }
    std::string written;
    for (const Asked& asked : terms) written += asked.written() + " ";
    options.filters = filters();
    std::vector<std::pair<int, std::int64_t>> expected;
    for (const auto& [id, m] : measures) {
      int sum = 0;
      bool in = passes(m, options.filters), candidate = true;
      for (const Asked& asked : terms) {
        const auto one = distance(m, asked);
        in = in && one;
        sum += one.value_or(0);
        candidate = candidate && near_candidate(m, asked);
      }
      if (in && (sum == 0 || candidate)) expected.emplace_back(sum, id);
    }
    const SearchResult result = searcher.search(written, options);
    std::vector<std::pair<int, std::int64_t>> got;
    for (const Hit& hit : result.hits) {
      got.emplace_back(hit.distance, hit.id);
      near += hit.distance > 0;
      two += hit.distance > 1;
      waiting += hit.distance > 0 && measures[hit.id].waiting;
    }
    EXPECT_TRUE(std::is_sorted(got.begin(), got.end(), [](const auto& a, const auto& b) { return a.first < b.first; })) << written;
    std::sort(got.begin(), got.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(got, expected) << written;
    EXPECT_EQ(result.total, static_cast<std::int64_t>(expected.size()));
    for (const int offset : {1, 6}) {
      SearchOptions page = options;
      page.offset = offset;
      page.limit = 4;
      std::vector<std::int64_t> part = ids_of(result);
      part.erase(part.begin(), part.begin() + std::min<std::ptrdiff_t>(offset, static_cast<std::ptrdiff_t>(part.size())));
      if (part.size() > 4) part.resize(4);
      if (result.total <= 32) {
        EXPECT_EQ(ids_of(searcher.search(written, page)), part) << written;
      }
    }
  }
  EXPECT_GT(near, 100);
  EXPECT_GT(two, 5);
  EXPECT_GT(waiting, 10);
}

// Where more candidates are left than texts are read (400), pages are filled block by block ------------------------------

class ManyHits : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = store::Store::open(folder / "a.db", database::Access::kWrite);
  Searcher searcher{store, SearchVocabulary{}};

  // `count` measures; every third has "กขค" in its title, the others in the method; every fifth has only its pairs.
  void put(int count) {
    Document d = report_of("");
    d.organisation.name.reset();
    d.measures.clear();
    for (int i = 1; i <= count; ++i) {
      Measure m;
      const char* word = i % 5 == 0 ? "กข-ขค" : "กขค";
      m.title = field(i % 3 == 0 ? word : "ท");
      if (i % 3) m.method = field(word);
      d.measures.push_back(m);
    }
    store.put_file(stored_file("a.pdf", d));
    store.finish();
  }
  static std::vector<std::int64_t> expected(int count, bool all) {
    std::vector<std::int64_t> ids;
    for (const bool titled : {true, false})
      for (int i = count; i > 0; --i)
        if ((i % 3 == 0) == titled && (all || i % 5)) ids.push_back(i);
    return ids;
  }
};

TEST_F(ManyHits, OfAnExactTermAreCountedAndPagedTitlesFirst) {
  put(600);
  SearchOptions options;
  std::vector<std::int64_t> ids;
  for (options.offset = 0; options.offset < 640; options.offset += 40) {
    options.limit = 40;
    const SearchResult result = searcher.search("กข", options);
    EXPECT_EQ(result.total, 600);
    EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
    for (const std::int64_t id : ids_of(result)) ids.push_back(id);
  }
  EXPECT_EQ(ids.size(), 600u);
  EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 600u);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i] % 3 == 0, i < 200) << i;
  options.limit = 1000;
  options.offset = 0;
  EXPECT_EQ(ids_of(searcher.search("กข", options)).size(), 600u);
}

TEST_F(ManyHits, OfALongerTermAreEstimatedAndShownVerified) {
  put(600);
  SearchOptions options;
  options.limit = 600;
  const SearchResult result = searcher.search("กขค", options);
  EXPECT_EQ(result.total_is, SearchResult::Total::kEstimated);
  EXPECT_EQ(sorted(ids_of(result)), sorted(expected(600, false)));
  EXPECT_EQ(result.total, 480) << "not fewer than were seen";
  options.limit = 20;
  const SearchResult first = searcher.search("กขค", options);
  EXPECT_EQ(first.hits.size(), 20u);
  EXPECT_EQ(first.total, 600 * 53 / 67) << "every ninth was read: 67, and 53 of them hold it";
  EXPECT_EQ(searcher.all_ids("กขค", options), sorted(expected(600, false)));
  for (const Sort sort : {Sort::kYear, Sort::kOffice, Sort::kScore}) {
    options.sort = sort;
    options.limit = 600;
    std::vector<std::int64_t> newest = sorted(expected(600, false));
    std::reverse(newest.begin(), newest.end());
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), newest);
  }
}

TEST_F(ManyHits, UpTo400AreAllReadAndCounted) {
  put(400);
  SearchOptions options;
  options.limit = 0;
  const SearchResult result = searcher.search("กขค", options);
  EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
  EXPECT_EQ(result.total, 320);
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures = {measure("กขค", "")};
  store.put_file(stored_file("b.pdf", d));
  store.finish();
  EXPECT_EQ(searcher.search("กขค", options).total_is, SearchResult::Total::kEstimated) << "401 candidates";
}

TEST_F(ManyHits, OfFiltersAloneComeNewestFirst) {
  put(450);
  SearchOptions options;
  options.filters.year_from = 2566;
  options.limit = 500;
  const SearchResult result = searcher.search(" ", options);
  EXPECT_EQ(result.total, 450);
  EXPECT_EQ(result.total_is, SearchResult::Total::kCounted);
  const std::vector<std::int64_t> ids = ids_of(result);
  ASSERT_EQ(ids.size(), 450u);
  for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(ids[i], 450 - static_cast<std::int64_t>(i));
}

// As it is described in searcher.h: blocks of 64, those stored last first; in each the best first, then words weighed in groups of 32.
TEST_F(ManyHits, AreRankedInBlocksAndWordsAreWeighedInGroups) {
  for (const int count : {100, 450}) {
    store::Store other = store::Store::open(folder / std::to_string(count), database::Access::kWrite);
    Document d = report_of("");
    d.organisation.name.reset();
    d.measures.clear();
    struct Ranked {
      double score;
      std::int64_t id;
      bool whole;
    };
    std::vector<Ranked> expected;
    for (int i = 1; i <= count; ++i) {
      const bool twice = i % 7 == 0, whole = i % 5 == 0;
      Measure m;
      m.title = field(whole ? (twice ? "ab ab" : "ab") : (twice ? "xabxabx" : "xabx"));
      d.measures.push_back(m);
      expected.insert(expected.begin(), {twice ? 100.5 : 100, i, whole});
    }
    other.put_file(stored_file("a.pdf", d));
    other.finish();
    const auto best_first = [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.id > b.id; };
    const std::size_t block = count > 400 ? 64 : expected.size();
    for (std::size_t begin = 0; begin < expected.size(); begin += block) {
      const auto at = [&](std::size_t i) { return expected.begin() + static_cast<std::ptrdiff_t>(std::min(i, expected.size())); };
      std::sort(at(begin), at(begin + block), best_first);
      for (std::size_t group = begin; group < std::min(begin + block, expected.size()); group += 32) {
        const auto end = at(std::min(group + 32, begin + block));
        for (auto one = at(group); one != end; ++one) one->score += one->whole ? 10 : 0;
        std::sort(at(group), end, best_first);
      }
    }
    Searcher of_other(other, SearchVocabulary{});
    SearchOptions options;
    options.limit = count;
    const SearchResult result = of_other.search("ab", options);
    ASSERT_EQ(result.hits.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      EXPECT_EQ(result.hits[i].id, expected[i].id) << count << " at " << i;
      EXPECT_EQ(result.hits[i].score, expected[i].score) << count << " at " << i;
    }
    options.limit = 10;
    for (options.offset = 0; options.offset + 10 < 64; options.offset += 10) {
      const SearchResult page = of_other.search("ab", options);
      ASSERT_EQ(page.hits.size(), 10u);
      for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(page.hits[i].id, expected[static_cast<std::size_t>(options.offset) + i].id) << options.offset;
    }
  }
}

TEST_F(ManyHits, APageIsFilledHoweverManyCandidatesTheTextsRefuse) {
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures.assign(1300, Measure{});
  for (std::size_t i = 0; i < d.measures.size(); ++i) d.measures[i].title = field(i < 5 ? "กขค" : "กข-ขค");
  store.put_file(stored_file("a.pdf", d));
  store.finish();
  for (const Sort sort : {Sort::kRelevance, Sort::kYear}) {
    SearchOptions options;
    options.sort = sort;
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), (std::vector<std::int64_t>{5, 4, 3, 2, 1}));
    options.limit = 2;
    options.offset = 2;
    EXPECT_EQ(ids_of(searcher.search("กขค", options)), (std::vector<std::int64_t>{3, 2}));
  }
}

TEST_F(ManyHits, InTheOrderOfAColumnArePagedWithoutReadingThemAll) {
  std::vector<std::tuple<int, int, std::int64_t>> by_year, by_score;
  std::int64_t id = 0;
  for (int file = 0; file < 9; ++file) {
    Document d = report_of("");
    d.organisation.name.reset();
    const int year = 2560 + file * 4 % 9, score = 80 + file * 7 % 9;
    d.fiscal_year = field(std::to_string(year));
    d.ita_result->score = field(std::to_string(score));
    d.measures.assign(60, Measure{});
    for (Measure& m : d.measures) {
      m.title = field("กข");
      ++id;
      by_year.emplace_back(-year, 0, -id);
      by_score.emplace_back(-score, 0, -id);
    }
    store.put_file(stored_file(std::to_string(file), d));
    if (file % 2) store.finish();
  }
  store.finish();
  std::sort(by_year.begin(), by_year.end());
  std::sort(by_score.begin(), by_score.end());
  SearchOptions options;
  options.limit = 25;
  for (const int offset : {0, 50, 130, 500, 530}) {
    options.offset = offset;
    for (const auto& [sort, order] : {std::pair{Sort::kYear, by_year}, {Sort::kScore, by_score}}) {
      options.sort = sort;
      std::vector<std::int64_t> expected;
      for (std::size_t i = static_cast<std::size_t>(offset); i < std::min<std::size_t>(order.size(), static_cast<std::size_t>(offset) + 25); ++i)
        expected.push_back(-std::get<2>(order[i]));
      const SearchResult result = searcher.search("กข", options);
      EXPECT_EQ(ids_of(result), expected) << offset;
      EXPECT_EQ(result.total, 540);
    }
  }
}

TEST_F(ManyHits, FuzzyStopsAfterFifteenHundredTexts) {
  Document d = report_of("");
  d.organisation.name.reset();
  d.measures.assign(1600, Measure{});
  for (Measure& m : d.measures) m.title = field("abcdx");
  store.put_file(stored_file("a.pdf", d));
  SearchOptions options;
  options.matching = Matching::kFuzzy;
  const SearchResult result = searcher.search("abcde", options);
  EXPECT_EQ(result.total, 1500);
  EXPECT_EQ(result.total_is, SearchResult::Total::kEstimated);
  EXPECT_EQ(result.hits.size(), 20u);
  store.finish();
  EXPECT_EQ(searcher.search("abcde", options).total, 1500);
  EXPECT_EQ(searcher.search("abcdx", options).total, 1600) << "what matches as it is is not looked for again";
}

TEST_F(ManyHits, PagesEndAtTenThousand) {
  put(5);
  const std::string far = "search: pages go to hit 10000; add a word or a filter, or export all";
  const auto said = [&](int offset, int limit) {
    SearchOptions options;
    options.offset = offset;
    options.limit = limit;
    return message_of([&] { searcher.search("กข", options); });
  };
  EXPECT_EQ(said(10000, 10000), "");
  EXPECT_EQ(said(0, 0), "");
  EXPECT_EQ(said(10001, 1), far);
  EXPECT_EQ(said(0, 10001), far);
  EXPECT_EQ(said(-1, 1), far);
  EXPECT_EQ(said(0, -1), far);
  EXPECT_NE(message_of([&] { searcher.search(" "); }), "") << "neither words nor filters";
}

}  // namespace
}  // namespace banthuek::search
