// A search as the desk's address bar holds it, and what it found. The one place that talks to pipeline/search.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/serve/http/http.h"
#include "pipeline/serve/site/store_pool.h"

namespace banthuek::serve::site {

struct SearchRequest {
  std::string q;
  bool fuzzy = false;
  http::Pairs filters;     // facet name and value, as in kFilters
  std::string sort;        // relevance, year, office, score
  index::PassageKinds in;  // empty: records where there are conditions on fields, all kinds where there are words, else measures
  int page = 1, per_page = 20;
};

// The names of filters in the address, in the order in which they are shown. All but the last, conditions on fields of records, are facets.
inline constexpr const char* kFilters[] = {"in", "kind", "year", "status", "group", "province", "district", "type", "office", "where"};
inline constexpr std::span kFacets(kFilters, std::size(kFilters) - 1);

// The last page of results that can be asked for: hit 10,000 at 20 a page (searcher.h).
inline constexpr int kMaxPages = 500;

struct Marked {
  std::string text;
  bool hit = false;
};

struct ShownHit {
  std::int64_t id = 0;
  index::PassageKind kind = index::PassageKind::kMeasure;
  std::string document;  // key; empty: a page of no document
  int number = 0;        // of the record among those of its document, from 1; of a page in its file
  std::vector<Marked> title, snippet;
  std::string office, province, group, status;
  int year = 0, page = 0;
  double confidence = 0;
  std::vector<Place> places;  // of the words found, if asked for
};

struct SearchResponse {
  long total = 0;
  bool estimated = false;
  bool measures_only = true;
  bool incomplete = false;  // a part of the search index is missing
  std::vector<ShownHit> hits;
  FacetLists facets;
};

// Out of a request's query; Error{kUsage} where a filter is malformed.
SearchRequest wanted_of(const http::Pairs& query);
// Where a hit is shown: "/documents/KEY?found=3,10,20,300,40#b-found", or the field of the record; empty for a page of no document.
// With the words searched (`q`), which are then marked in its values too.
std::string address_of(const ShownHit& hit, std::string_view q = "");
// The text in pieces, the words that `q` asks for marked as they stand; in one piece where it asks for none.
std::vector<Marked> mark_words(const std::string& text, std::string_view q);
// The address of the same search, with `change` put in the place of what it names ("" takes it out).
std::string address_of(const SearchRequest& wanted, const http::Pairs& change);

// Throws Error{kUsage} with what to write instead where the query cannot be read.
// kChoices: a facet that filters shows what could be chosen beside it, which costs a search more for each such facet. kFewChoices: the same with the
// most frequent values only of a facet that does not filter.
enum class Facetting { kNo, kYes, kChoices, kFewChoices };
inline constexpr std::size_t kFewValues = 256;
// kMasked: not in what holds names of persons (signers, running text).
enum class Names { kShown, kMasked };
SearchResponse find(StorePool& archive, const SearchRequest& wanted, Facetting facetting, Names names = Names::kShown);

// Asks once for what is kept (counts, overview, queue) and for what a search takes from the disk, so that the first visitor of a
// large archive does not wait for it. For a thread of its own at the start; an error is left to the visitor who meets it.
void warm(StorePool& archive);

// The search that an address asks for ("q=...&year=2566"), as it is kept. Throws Error{kUsage}.
SearchRequest wanted_in(const std::string& query);

// The documents that a search finds measures in, those that came last first.
struct FoundDocument {
  std::string key, at;  // at: when its file was taken in, ISO 8601, UTC
};
std::vector<FoundDocument> documents_found(StorePool& archive, const SearchRequest& wanted, Names names);

// Ids of all measures that it finds, for exports.
std::vector<std::int64_t> find_all(StorePool& archive, const SearchRequest& wanted, Names names);

}  // namespace banthuek::serve::site
