// search_bench --recall: queries of all kinds of passages and forms, held against a plain scan of the texts.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <set>

#include "tools/benchmarks/search_bench.h"

namespace banthuek {
namespace {

using index::Cluster;
using search::Clusters;

constexpr int kChains = 1 << 15;             // of the places of pairs of clusters in a text
constexpr std::size_t kMinFuzzy = 7;         // clusters of a misread word: fewer may leave no pair of its clusters as it was
constexpr std::int64_t kHitsCompared = 400;  // up to which the hits themselves are held against the scan, not their numbers alone

enum class Form { kOne, kAnd, kOr, kNot, kDocument, kFuzzy };

// A query and what it means, told without the parser and the index.
struct Asked {
  const char* form = "";
  Form means = Form::kOne;
  std::string query;
  std::vector<Clusters> terms;
  search::SearchOptions options;
  std::int64_t office = 0;  // of `offices`; 0: any
  // Of the passages that the scan found: how many, and a sum that no others have.
  std::int64_t count = 0;
  std::uint64_t sum = 0;
  std::map<index::PassageKind, std::int64_t> kinds;
  std::vector<std::int64_t> ids;
  // Within a document: which terms stand in each, and the passages with any.
  std::map<std::int64_t, unsigned> documents;
  std::vector<std::pair<std::int64_t, std::int64_t>> any;

  void found(std::int64_t id) {
    ++count;
    sum += mixed(id);
    ++kinds[index::kind_of(id)];
    if (count <= kHitsCompared) ids.push_back(id);
  }
  static std::uint64_t mixed(std::int64_t id) {
    std::uint64_t x = static_cast<std::uint64_t>(id) * 0x9e3779b97f4a7c15ull;
    x ^= x >> 29;
    return x * 0xbf58476d1ce4e5b9ull;
  }
};

struct Origin {
  std::int64_t document = 0, office = 0;
  int year = 0;
};

// A text of a passage, its fields with a cluster between that no query has, and where each pair of clusters stands in it.
class ScannedText {
 public:
  void clear() {
    text_.clear();
    std::fill(heads_.begin(), heads_.end(), -1);
    next_.clear();
  }
  void add_field(std::string_view field) {
    index::append_clusters(field, text_);
    text_.push_back(1);
  }
  void chain() {
    next_.resize(text_.size());
    for (int i = static_cast<int>(text_.size()) - 1; i >= 0; --i) {
      int& head = heads_[chain_of(text_[static_cast<std::size_t>(i)])];
      next_[static_cast<std::size_t>(i)] = std::exchange(head, i);
    }
  }
  bool holds(const Clusters& term) const {
    for (int at = heads_[chain_of(term.front())]; at >= 0; at = next_[static_cast<std::size_t>(at)])
      if (static_cast<std::size_t>(at) + term.size() <= text_.size() && std::equal(term.begin(), term.end(), text_.begin() + at)) return true;
    return false;
  }
  const Clusters& text() const { return text_; }

 private:
  static std::size_t chain_of(Cluster cluster) { return cluster * 0x9e3779b97f4a7c15ull >> (64 - 15); }
  Clusters text_;
  std::vector<int> heads_ = std::vector<int>(kChains, -1), next_;
};

std::vector<char16_t> letters(std::span<const Cluster> clusters) {
  std::vector<char16_t> out;
  for (Cluster c : clusters)
    for (; c; c >>= 16) out.push_back(static_cast<char16_t>(c & 0xFFFF));
  return out;
}

// Whether some part of a text, beginning anywhere and ending where a cluster does, is the word with so many letters put in, left out or changed.
bool nearly_holds(const Clusters& text, const Clusters& word, int edits) {
  const std::vector<char16_t> wanted = letters(word);
  std::vector<int> row(wanted.size() + 1);
  for (std::size_t i = 0; i <= wanted.size(); ++i) row[i] = static_cast<int>(i);
  for (const Cluster cluster : text) {
    if (cluster == 1) {  // the next field
      for (std::size_t i = 0; i <= wanted.size(); ++i) row[i] = static_cast<int>(i);
      continue;
    }
    for (const char16_t c : letters(std::span(&cluster, 1))) {
      int diagonal = row[0];
      row[0] = 0;
      for (std::size_t i = 1; i <= wanted.size(); ++i)
        diagonal = std::exchange(row[i], std::min({row[i] + 1, row[i - 1] + 1, diagonal + (wanted[i - 1] != c)}));
    }
    if (row.back() <= edits) return true;
  }
  return false;
}

class Recall {
 public:
  Recall(store::Store& store, int wanted) : db_(store.db()), searcher_(store, search::SearchVocabulary{}) {
    read_origins();
    draw(wanted);
  }

  int run() {
    scan();
    int right = 0;
    std::map<std::string, std::array<int, 2>> by_form;
    for (Asked& asked : asked_) {
      const bool same = compare(asked);
      right += same;
      by_form[asked.form][0] += same;
      ++by_form[asked.form][1];
    }
    std::printf("held against a plain scan of %lld passages, queries answered the same\n", static_cast<long long>(passages_));
    for (const auto& [form, counts] : by_form) std::printf("  %-34s %5d of %d\n", form.c_str(), counts[0], counts[1]);
    figures["recall_queries"] = asked_.size();
    figures["recall_queries_same"] = right;
    figures["recall_hits_expected"] = expected_;
    figures["recall_hits_missing"] = missing_;
    figures["recall_all_kinds"] = expected_ ? 1 - static_cast<double>(missing_) / static_cast<double>(expected_) : 1;
    std::printf("recall: %d of %zu queries of all kinds have the hits of the scan; %lld of %lld hits missing\n", right, asked_.size(),
                static_cast<long long>(missing_), static_cast<long long>(expected_));
    return right == static_cast<int>(asked_.size()) ? 0 : 1;
  }

 private:
  void read_origins() {
    database::Statement row = db_.prepare("SELECT id, organisation, fiscal_year FROM documents");
    std::map<std::string, std::int64_t> numbers;
    while (row.step()) {
      const auto [office, fresh] = numbers.try_emplace(row.text(1), static_cast<std::int64_t>(offices_.size()) + 1);
      if (fresh) offices_.push_back(row.text(1));
      documents_[row.integer(0)] = {row.integer(0), office->second, static_cast<int>(row.integer(2))};
    }
  }

  static const char* document_of(index::PassageKind kind) {
    return kind == index::PassageKind::kMeasure ? "SELECT document FROM measures WHERE id = ?" : "SELECT document FROM passages WHERE id = ?";
  }
  Origin origin(std::int64_t id) {
    database::Statement row = db_.prepare(document_of(index::kind_of(id)));
    if (!row.bind(id).step() || row.is_null(0)) return {};
    return documents_.at(row.integer(0));
  }

  std::size_t any(std::size_t n) { return random_() % n; }

  // A passage of a kind by chance, as its fields.
  std::vector<Clusters> passage(index::PassageKind kind, std::int64_t& id) {
    const std::int64_t base = index::base_of(kind), last = index::last_passage(db_, kind);
    std::vector<Clusters> out;
    if (last <= base) return out;
    id = base + 1 + static_cast<std::int64_t>(any(static_cast<std::size_t>(last - base)));
    database::Statement row = db_.prepare(index::select_texts(kind));
    if (!row.bind(id).bind(id).step()) return out;
    for (std::size_t i = 0; i < index::info_of(kind).fields.size(); ++i) out.push_back(index::search_text(row.view(static_cast<int>(i))).clusters);
    return out;
  }

  // Clusters out of a text that a query can hold: it reads back as it is, and has a letter. Latin and digits have rules of their own (term_test).
  bool can_be_asked(const Clusters& term) const {
    if (term.empty() || std::none_of(term.begin(), term.end(), index::is_word)) return false;
    for (std::size_t i = 0; i < term.size(); ++i) {
      const bool thai = index::is_thai(term[i]), digit = index::is_digit(term[i]);
      if ((!thai && !digit) || (i && index::is_digit(term[i - 1]) != digit)) return false;
    }
    const std::string written = index::to_utf8(term);
    return index::search_text(written).clusters == term;
  }

  Clusters term_of(const std::vector<Clusters>& fields, std::size_t least, std::size_t most) {
    for (int tries = 0; tries < 40; ++tries) {
      const Clusters& from = fields[any(fields.size())];
      if (from.size() < least) continue;
      const std::size_t length = least + any(std::min(most, from.size()) - least + 1), begin = any(from.size() - length + 1);
      const auto at = from.begin() + static_cast<std::ptrdiff_t>(begin);
      if (Clusters term(at, at + static_cast<std::ptrdiff_t>(length)); can_be_asked(term)) return term;
    }
    return {};
  }

  // As somebody types it: digits of either kind, spaces and line ends anywhere in a phrase.
  std::string typed(const Clusters& term, bool phrase) {
    std::string out = phrase ? "\"" : "";
    for (const Cluster cluster : term) {
      if (phrase && out.size() > 1 && !index::is_digit(cluster) && any(5) == 0) out += ' ';
      if (index::is_digit(cluster) && any(2))
        out += index::to_utf8(0x0E50 + (cluster - '0'));
      else
        out += index::to_utf8(cluster);
    }
    return phrase ? out + '"' : out;
  }

  void draw(int wanted) {
    struct Shape {
      const char* form;
      Form means;
      std::size_t terms, least, most;
    };
    constexpr Shape kShapes[] = {{"a part of a text", Form::kOne, 1, 3, 12},
                                 {"one cluster", Form::kOne, 1, 1, 1},
                                 {"two clusters", Form::kOne, 1, 2, 2},
                                 {"a phrase, over line breaks", Form::kOne, 1, 8, 40},
                                 {"AND", Form::kAnd, 2, 2, 8},
                                 {"OR", Form::kOr, 2, 3, 8},
                                 {"NOT", Form::kNot, 2, 2, 5},
                                 {"digits", Form::kOne, 1, 2, 4},
                                 {"terms in passages of a document", Form::kDocument, 2, 3, 7},
                                 {"a misread word", Form::kFuzzy, 1, kMinFuzzy, 12}};
    for (int tries = 0; static_cast<int>(asked_.size()) < wanted && tries < 100 * wanted; ++tries) {
      const Shape& shape = kShapes[static_cast<std::size_t>(tries) % std::size(kShapes)];
      const index::PassageKind kind = index::kPassageKinds[any(std::size(index::kPassageKinds))];
      std::int64_t id = 0;
      const std::vector<Clusters> fields = passage(kind, id);
      if (fields.empty()) continue;
      Asked asked;
      asked.form = shape.form;
      asked.means = shape.means;
      for (std::size_t i = 0; i < shape.terms; ++i)
        if (Clusters term = term_of(fields, shape.least, shape.most); !term.empty()) asked.terms.push_back(std::move(term));
      if (asked.terms.size() < shape.terms) continue;
      if (std::string_view(shape.form) == "digits" && !index::is_digit(asked.terms[0][0])) {
        const Clusters& year = index::search_text(any(2) ? "2566" : "2564").clusters;
        asked.terms[0] = year;
      }
      if (shape.means == Form::kFuzzy) {
        // A letter in the middle that no text has there.
        Cluster& misread = asked.terms[0][1 + any(asked.terms[0].size() - 2)];
        misread = (misread & ~Cluster{0xFFFF}) | 0x0E06;
        if (!can_be_asked(asked.terms[0]) || letters(asked.terms[0]).size() > 40) continue;
        asked.options.matching = search::Matching::kFuzzy;
      }
      const bool phrase = asked.terms[0].size() >= 8 && shape.means == Form::kOne;
      const char* const kBetween[] = {"", " ", " OR ", " NOT ", " ", ""};
      for (std::size_t i = 0; i < asked.terms.size(); ++i) {
        const std::string word = typed(asked.terms[i], phrase);
        if (!phrase && word.find_first_of(" ()\"*-") != std::string::npos) asked.query = "";
        asked.query += (i ? kBetween[static_cast<std::size_t>(shape.means)] : "") + word;
      }
      asked.options.in = any(3) ? index::PassageKinds::all() : index::PassageKinds{kind};
      if (shape.means == Form::kDocument) asked.options.within = search::Within::kDocument;
      // Most within the office whose text it is, so that lists stay short; what is rare or told by the lists alone in all of them.
      const bool anywhere = shape.means == Form::kOne && (asked.terms[0].size() <= 2 || asked.terms[0].size() >= 12) && any(2) == 0;
      if (const Origin from = origin(id); !anywhere) {
        if (from.document == 0) continue;
        asked.office = from.office;
        asked.options.filters.offices = {offices_[static_cast<std::size_t>(from.office - 1)]};
        if (any(3) == 0) asked.options.filters.year_from = from.year;
        if (any(4) == 0) asked.options.filters.year_to = from.year + 1;
      }
      asked_.push_back(std::move(asked));
    }
  }

  static bool passes(const Asked& asked, const Origin& origin) {
    const search::Filters& f = asked.options.filters;
    if (f.year_from && (!origin.year || origin.year < *f.year_from)) return false;
    return !f.year_to || (origin.year && origin.year <= *f.year_to);
  }

  static void look(Asked& asked, std::int64_t id, const Origin& origin, const ScannedText& text) {
    if (!asked.options.in.has(index::kind_of(id)) || !passes(asked, origin)) return;
    const auto holds = [&](std::size_t i) { return text.holds(asked.terms[i]); };
    switch (asked.means) {
      case Form::kOne:
        if (holds(0)) asked.found(id);
        return;
      case Form::kAnd:
        if (holds(0) && holds(1)) asked.found(id);
        return;
      case Form::kOr:
        if (holds(0) || holds(1)) asked.found(id);
        return;
      case Form::kNot:
        if (holds(0) && !holds(1)) asked.found(id);
        return;
      case Form::kFuzzy:
        if (nearly_holds(text.text(), asked.terms[0], letters(asked.terms[0]).size() < 8 ? 1 : 2)) asked.found(id);
        return;
      case Form::kDocument:
        const unsigned there = (holds(0) ? 1u : 0u) | (holds(1) ? 2u : 0u);
        if (!there || !origin.document) return;
        asked.documents[origin.document] |= there;
        asked.any.emplace_back(id, origin.document);
        return;
    }
  }

  void scan() {
    std::map<std::int64_t, std::vector<Asked*>> by_office;
    for (Asked& asked : asked_) by_office[asked.office].push_back(&asked);
    ScannedText text;
    for (const index::PassageKind kind : index::kPassageKinds) {
      const int fields = static_cast<int>(index::info_of(kind).fields.size());
      database::Statement row = db_.prepare(index::select_texts(kind));
      for (row.bind(index::base_of(kind)).bind(index::base_of(kind) + (std::int64_t{1} << index::kKindShift) - 1); row.step();) {
        ++passages_;
        const std::int64_t id = row.integer(fields + 1);
        const Origin from = origin(id);
        text.clear();
        for (int i = 0; i < fields; ++i) text.add_field(row.view(i));
        text.chain();
        for (const std::int64_t office : std::set{std::int64_t{0}, from.office})
          for (Asked* asked : by_office[office]) look(*asked, id, from, text);
      }
    }
    for (Asked& asked : asked_)
      for (const auto& [id, document] : asked.any)
        if (asked.documents[document] == 3) asked.found(id);
  }

  bool compare(Asked& asked) {
    search::SearchOptions options = asked.options;
    options.counting = search::Counting::kFacets;
    options.limit = static_cast<int>(kHitsCompared);
    std::int64_t count = 0;
    std::uint64_t sum = 0;
    const search::SearchResult result = searcher_.search(asked.query, options);
    if (asked.means == Form::kFuzzy) {
      count = static_cast<std::int64_t>(result.hits.size());
      for (const search::Hit& hit : result.hits) sum += Asked::mixed(hit.id);
    } else {
      for (const std::int64_t id : searcher_.all_ids(asked.query, options)) ++count, sum += Asked::mixed(id);
    }
    expected_ += asked.count;
    missing_ += std::max<std::int64_t>(0, asked.count - count);
    bool same = count == asked.count && sum == asked.sum;
    if (same && asked.means != Form::kFuzzy && result.total_is == search::SearchResult::Total::kCounted) {
      std::vector<std::int64_t> shown;
      for (const search::Hit& hit : result.hits) shown.push_back(hit.id);
      std::sort(shown.begin(), shown.end());
      std::sort(asked.ids.begin(), asked.ids.end());
      same = result.total == asked.count && std::map(result.kinds.begin(), result.kinds.end()) == asked.kinds &&
             (asked.count > kHitsCompared || shown == asked.ids);
    }
    if (!same)
      std::printf("not the same (%s): '%s': %lld hits, the scan has %lld\n", asked.form, asked.query.c_str(), static_cast<long long>(count),
                  static_cast<long long>(asked.count));
    return same;
  }

  database::Database& db_;
  search::Searcher searcher_;
  std::mt19937 random_{29};
  std::map<std::int64_t, Origin> documents_;
  std::vector<std::string> offices_;
  std::vector<Asked> asked_;
  std::int64_t passages_ = 0, expected_ = 0, missing_ = 0;
};

}  // namespace

bool recall_of_all_kinds(store::Store& store, int queries) { return Recall(store, queries).run() == 0; }

}  // namespace banthuek
