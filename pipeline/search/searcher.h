// The search: passages by keyword, ranked, with filters, facets and paging.
//
// Exact: a passage is found if and only if a term stands in one of its texts, beginning and ending where clusters do
// (search_text.h). The index gives candidates; texts decide. Where that many candidates are left that not all texts are
// looked at, the total and the facets are estimates and say so; the hits shown are verified always.
//
// Ranking: a term in the title before one in the method before the rest, whole words before parts of words, then more
// often, then the later year. Records come before the running text of pages, and of many records those whose titles hold all terms first
// altogether, kind by kind; within these tiers the ranking looks at 64 passages at a time, those stored last first, and weighs words in the 32 best
// at a time. The order is the same for every page. For one thread; the Store or Database must outlive it. Works on a consistent state of the file
// whatever a writer does.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/search/facets.h"
#include "pipeline/search/filter.h"
#include "pipeline/search/match.h"
#include "pipeline/search/query.h"
#include "pipeline/search/term.h"
#include "pipeline/store/store.h"

namespace banthuek::search {

enum class Sort { kRelevance, kYear, kOffice, kScore };  // the latest year, the first office, the best ITA score first
enum class Counting { kTotal, kFacets };

// kDocument: the terms of a query may stand in different passages of one document; hits are the passages of such documents in which any of them
// stands.
enum class Within { kPassage, kDocument };
// kDocument: hits are given by document, in the order of the best of each.
enum class Grouping { kNone, kDocument };

// What a search without words and without filters is: kAll gives all passages of `in`, for where somebody narrowed it.
enum class NoWords { kRefused, kAll };

enum class Showing { kText, kPlaces };  // kPlaces: also where on the pages the words of each hit stand

struct SearchOptions {
  Filters filters;
  // What questions about measures ask; the program's commands ask for all kinds.
  index::PassageKinds in = {index::PassageKind::kMeasure};
  NoWords no_words = NoWords::kRefused;
  Showing showing = Showing::kText;
  Sort sort = Sort::kRelevance;
  Matching matching = Matching::kExact;
  Tones tones = Tones::kCount;
  Widen widen = Widen::kMeaning;
  Counting counting = Counting::kTotal;
  std::size_t facet_values = 0;  // of each facet the most frequent; 0: all
  Within within = Within::kPassage;
  Grouping grouping = Grouping::kNone;  // limit and offset are then of documents
  int limit = 20, offset = 0;           // offset at most 10,000
  int snippet = 60;                     // clusters
};

// The hits of one document, or of the pages of no document of one file.
struct HitGroup {
  std::string document;  // key; empty: of no document
  std::int64_t count = 0;
  std::vector<Hit> hits;  // the best of them, three at most
};

struct SearchResult {
  std::vector<Hit> hits;
  std::vector<HitGroup> groups;  // where they were asked for: hits is then empty
  std::int64_t documents = 0;    // so many groups there are
  std::int64_t total = 0;
  enum class Total { kCounted, kEstimated } total_is = Total::kCounted;
  Facets facets;
  std::vector<FieldFacet> field_facets;
  std::vector<std::pair<index::PassageKind, std::int64_t>> kinds;  // with the facets: how many of each kind that has any
};

class Searcher {
 public:
  explicit Searcher(store::Store& store) : Searcher(store, default_vocabulary()) {}
  Searcher(store::Store& store, SearchVocabulary vocabulary) : Searcher(store.db(), std::move(vocabulary)) {}
  Searcher(database::Database& db, SearchVocabulary vocabulary) : db_(db), vocabulary_(std::move(vocabulary)), index_(db_) {}

  // Throws Error{kUsage} for a query that cannot be run. An empty query is allowed where there are filters, or as
  // options.no_words says: it gives all that pass them.
  SearchResult search(std::string_view query, const SearchOptions& options = {});

  // Ids of all passages that match, ascending; for exports and questions.
  std::vector<std::int64_t> all_ids(std::string_view query, const SearchOptions& options = {});

  index::IndexReader& index() { return index_; }

 private:
  Plan plan(std::string_view query, const SearchOptions& options) const;
  index::PassageSet evaluate(const Plan& plan, const QueryNode& node, const index::IndexReader::Segment& segment, index::TermKind kind, bool& exact);
  index::PassageSet evaluate_near(const Plan& plan, const QueryNode& node, const index::IndexReader::Segment& segment);
  std::vector<index::PassageSet> find_candidates(const Plan& plan, const SearchOptions& options, bool& exact);
  void keep_matching(const Plan& plan, std::vector<index::PassageSet>& sets);
  std::vector<Match> look_at_all(const Plan& plan, std::vector<index::PassageSet>& sets);
  std::vector<std::int64_t> by_column(const std::vector<index::PassageSet>& sets, Sort sort, std::size_t most);
  std::vector<std::int64_t> by_tier(const Plan& plan, const std::vector<index::PassageSet>& sets, std::size_t most);
  void collect(const Plan& plan, const SearchOptions& options, std::vector<index::PassageSet>& sets, bool exact, SearchResult& result);
  // Sets of passages by document: of a query whose terms may stand in different passages of one, and `plan` is then any of its terms.
  std::vector<index::PassageSet> find_within_documents(Plan& plan, const SearchOptions& options);
  void collect_groups(const Plan& plan, const SearchOptions& options, std::vector<index::PassageSet>& sets, bool exact, SearchResult& result);
  // Candidates as options ask for them: exact says whether all of them match.
  std::vector<index::PassageSet> candidates_of(Plan& plan, const SearchOptions& options, bool& exact);
  void show(const Plan& plan, const SearchOptions& options, const Match& found, SearchResult& result);
  void collect_near(const Plan& plan, const SearchOptions& options, const std::vector<index::PassageSet>& taken, SearchResult& result);

  database::Database& db_;
  SearchVocabulary vocabulary_;
  index::IndexReader index_;
  FieldFacetCounter field_facets_;
};

}  // namespace banthuek::search
