#include "pipeline/serve/site/search_view.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/report/name_mask.h"
#include "pipeline/search/query.h"
#include "pipeline/serve/view/field_view.h"
#include "pipeline/store/record_kinds.h"

namespace banthuek::serve::site {
namespace {

int number_of(const std::string& text, int least, int most, const char* what) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    throw Error(ErrorKind::kUsage, "", fmt::format("{}: '{}' does not do; give a number from {} to {}", what, view::begin_of(text, 40), least, most));
  return value;
}

constexpr int kFirstYear = 2400, kLastYear = 2700;  // Buddhist era

index::Column column_of(std::string_view facet) {
  if (facet == "year") return index::Column::kYear;
  if (facet == "status") return index::Column::kStatus;
  if (facet == "group") return index::Column::kGroup;
  if (facet == "province") return index::Column::kProvince;
  if (facet == "district") return index::Column::kDistrict;
  if (facet == "type") return index::Column::kType;
  if (facet == "kind") return index::Column::kDocumentKind;
  return index::Column::kOffice;
}

// What is searched: what the address says, or what fits the question. A kind of records goes into `filters`.
index::PassageKinds kinds_of(database::Database& db, const SearchRequest& wanted, search::Filters& filters) {
  index::PassageKinds out = wanted.in;
  bool fields = false;
  for (const auto& [name, value] : wanted.filters) {
    fields = fields || name == "where";
    if (name != "in") continue;
    if (!search::add_kind(db, value, out, filters)) throw Error(ErrorKind::kUsage, "", "in: " + search::no_such_kind(db, view::begin_of(value, 40)));
  }
  if (!out.empty()) return out;
  if (fields) return {index::PassageKind::kRecord};
  return wanted.q.empty() ? index::PassageKinds{index::PassageKind::kMeasure} : index::PassageKinds::all();
}

search::SearchOptions options_of(database::Database& db, const SearchRequest& wanted, Facetting facetting) {
  search::SearchOptions options;
  options.in = kinds_of(db, wanted, options.filters);
  for (const auto& [name, value] : wanted.filters) {
    search::Filters& filters = options.filters;
    if (name == "year") {
      filters.years.push_back(number_of(value, kFirstYear, kLastYear, "year"));
    }
    if (name == "status") {
      if (value != "done" && value != "in_progress" && value != "not_started")
        throw Error(ErrorKind::kUsage, "", "status: '" + view::begin_of(value, 40) + "' does not do; give done, in_progress or not_started");
      filters.statuses.push_back(value);
    }
    if (name == "where") filters.where.push_back(search::field_condition(value));
    if (name == "kind") filters.kinds.push_back(value);
    if (name == "group") filters.groups.push_back(value);
    if (name == "province") filters.provinces.push_back(value);
    if (name == "district") filters.districts.push_back(value);
    if (name == "type") filters.types.push_back(value);
    if (name == "office") filters.offices.push_back(value);
  }
  options.no_words = search::NoWords::kAll;
  if (wanted.sort == "year") options.sort = search::Sort::kYear;
  if (wanted.sort == "office") options.sort = search::Sort::kOffice;
  if (wanted.sort == "score") options.sort = search::Sort::kScore;
  if (wanted.fuzzy) options.matching = search::Matching::kFuzzy;
  options.counting = facetting == Facetting::kNo ? search::Counting::kTotal : search::Counting::kFacets;
  if (facetting == Facetting::kFewChoices) options.facet_values = kFewValues;
  options.limit = wanted.per_page;
  options.offset = (wanted.page - 1) * wanted.per_page;
  return options;
}

// A text in pieces; `marks` count code points.
std::vector<Marked> marked(const std::string& text, const std::vector<std::pair<int, int>>& marks) {
  std::vector<std::size_t> at;  // byte of each code point, and the end
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) at.push_back(i);
  at.push_back(text.size());
  const auto byte = [&](int point) { return at[static_cast<std::size_t>(std::clamp(point, 0, static_cast<int>(at.size()) - 1))]; };
  std::vector<Marked> out;
  std::size_t done = 0;
  for (const auto& [first, count] : marks) {
    const std::size_t begin = byte(first), end = byte(first + count);
    if (begin < done || end <= begin) continue;
    if (begin > done) out.push_back({text.substr(done, begin - done), false});
    out.push_back({text.substr(begin, end - begin), true});
    done = end;
  }
  if (done < text.size()) out.push_back({text.substr(done), false});
  return out;
}

}  // namespace

SearchRequest wanted_of(const http::Pairs& query) {
  SearchRequest out;
  out.q = text::squeeze(text::to_internal(http::value_or(query, "q", "")));
  if (out.q.size() > 3000) throw Error(ErrorKind::kUsage, "", "is too long a search; give fewer words");
  out.fuzzy = http::value_or(query, "fuzzy", "") == "1";
  for (const char* filter : kFilters)
    for (const auto& [name, value] : query)
      if (name == filter && !value.empty()) out.filters.emplace_back(name, text::to_internal(value));
  for (const auto& [name, value] : out.filters)
    if (name == "year") number_of(value, kFirstYear, kLastYear, "year");
  out.sort = http::value_or(query, "sort", "");
  if (out.sort != "year" && out.sort != "office" && out.sort != "score") out.sort = "relevance";
  if (const auto page = http::find(query, "page")) out.page = number_of(*page, 1, kMaxPages, "page");
  return out;
}

std::string address_of(const SearchRequest& wanted, const http::Pairs& change) {
  http::Pairs out;
  if (!wanted.q.empty()) out.emplace_back("q", wanted.q);
  if (wanted.fuzzy) out.emplace_back("fuzzy", "1");
  for (const auto& filter : wanted.filters) out.push_back(filter);
  if (wanted.sort != "relevance") out.emplace_back("sort", wanted.sort);
  for (const auto& changed : change) {  // by name: clang 14 lets no lambda see a structured binding
    std::erase_if(out, [&](const auto& pair) { return pair.first == changed.first; });
    if (!changed.second.empty()) out.push_back(changed);
  }
  return "/search?" + http::join_query(out);
}

std::string address_of(const ShownHit& hit, std::string_view q) {
  if (hit.document.empty()) return "";
  const std::string number = std::to_string(hit.number - 1);
  std::string found;
  for (std::size_t i = 0; i < std::min<std::size_t>(hit.places.size(), 20); ++i) {
    const Place& p = hit.places[i];
    for (const int number_of_place : {p.page, p.box.x, p.box.y, p.box.w, p.box.h}) found += fmt::format("{},", number_of_place);
    found.back() = ';';
  }
  std::string at = "/documents/" + hit.document;
  if (!found.empty()) at += "?found=" + found.substr(0, found.size() - 1);
  if (!q.empty()) at += (found.empty() ? "?q=" : "&q=") + http::percent_encode(q);
  switch (hit.kind) {
    case index::PassageKind::kMeasure:
      return at + "#v-measures-" + number + "-title";
    case index::PassageKind::kPerson:
      return at + "#v-signatures-" + number + "-name";
    case index::PassageKind::kScore:
      return at + "#v-scores-" + number + "-organisation";
    case index::PassageKind::kRecord:
      if (!found.empty()) return at + "#b-found";
      return fmt::format("{}#page-{}", at, hit.page);
    case index::PassageKind::kItem:
      return at + "#v-oit_items-" + number + "-code";
    default:
      return at + (found.empty() ? fmt::format("#page-{}", hit.page) : "#b-found");
  }
}

namespace {

// The terms that must or may stand, not those that must not.
void asked_terms(const search::Query& query, const search::QueryNode& node, std::vector<std::string>& out) {
  if (node.op == search::QueryNode::Op::kNot) return;
  if (node.op == search::QueryNode::Op::kTerm) out.push_back(text::squeeze(query.terms[static_cast<std::size_t>(node.term)].text));
  for (const search::QueryNode& part : node.parts) asked_terms(query, part, out);
}

}  // namespace

std::vector<Marked> mark_words(const std::string& text, std::string_view q) {
  std::vector<std::string> words;
  try {
    if (!text::squeeze(q).empty()) {
      const search::Query query = search::parse_query(q);
      asked_terms(query, query.root, words);
    }
  } catch (const Error&) {
    // What cannot be searched is marked nowhere.
  }
  std::erase(words, "");
  std::vector<Marked> out;
  std::size_t done = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    for (const std::string& word : words)
      if (text.compare(at, word.size(), word) == 0) length = std::max(length, word.size());
    // A sign above or below belongs to the letter before it: half of a letter is not marked.
    const std::string_view rest = std::string_view(text).substr(at + length);
    const bool split = length > 0 && rest.size() > 2 &&
                       (rest.starts_with("\xE0\xB8\xB1") || (rest.starts_with("\xE0\xB8") && rest[2] >= '\xB3' && rest[2] <= '\xBA') ||
                        (rest.starts_with("\xE0\xB9") && rest[2] >= '\x87' && rest[2] <= '\x8E'));
    if (length == 0 || split) {
      ++at;
      continue;
    }
    if (at > done) out.push_back({text.substr(done, at - done), false});
    out.push_back({text.substr(at, length), true});
    done = at += length;
  }
  if (done < text.size()) out.push_back({text.substr(done), false});
  return out;
}

namespace {

search::SearchOptions options_for(database::Database& db, const SearchRequest& wanted, Facetting facetting, Names names) {
  search::SearchOptions options = options_of(db, wanted, facetting);
  options.showing = search::Showing::kPlaces;
  if (names == Names::kMasked) {
    index::PassageKinds shown;
    for (const index::PassageKind kind : {index::PassageKind::kMeasure, index::PassageKind::kScore, index::PassageKind::kItem})
      if (options.in.has(kind)) shown.add(kind);
    options.in = shown;
  }
  return options;
}

std::vector<search::FacetCount> counts_of(const search::SearchResult& result, std::string_view facet) {
  std::vector<search::FacetCount> out;
  if (facet == "in") {
    for (const auto& [kind, count] : result.kinds) out.push_back({index::info_of(kind).plural, count});
  } else if (const auto counts = result.facets.find(column_of(facet)); counts != result.facets.end()) {
    out = counts->second;
  }
  return out;
}

// What may be chosen beside what is chosen already: the facet's counts without its own filters.
std::vector<search::FacetCount> choices_of(search::Searcher& searcher, SearchRequest wanted, std::string_view facet, Names names) {
  std::erase_if(wanted.filters, [&](const auto& filter) { return filter.first == facet; });
  search::SearchOptions options = options_for(searcher.index().database(), wanted, Facetting::kYes, names);
  options.showing = search::Showing::kText;
  options.limit = options.offset = 0;
  return counts_of(searcher.search(wanted.q, options), facet);
}

// Who sees no names cannot ask for them either: that there is a hit would say who stands there.
bool asks_for_a_person(StorePool& archive, const SearchRequest& wanted, Names names) {
  return names == Names::kMasked && archive.name_mask()->hides(wanted.q);
}

// Of all pages of the results, however they are sorted.
std::string facets_name(const SearchRequest& wanted, Names names) {
  return (names == Names::kMasked ? "masked " : "shown ") + address_of(wanted, {{"page", ""}, {"sort", ""}});
}

}  // namespace

SearchResponse find(StorePool& archive, const SearchRequest& wanted, Facetting facetting, Names names) {
  if (asks_for_a_person(archive, wanted, names)) return {};
  const bool few = facetting == Facetting::kFewChoices;
  const auto lease = archive.read();
  const std::string& version = lease.version();
  const std::string name = few ? facets_name(wanted, names) : "";
  const auto kept = few ? archive.kept_facets().find(name, version) : nullptr;
  const search::SearchOptions options = options_for(lease->db(), wanted, kept ? Facetting::kNo : facetting, names);
  const search::SearchResult result = lease.searcher().search(wanted.q, options);
  SearchResponse out;
  out.total = static_cast<long>(result.total);
  out.incomplete = !archive.index_whole(*lease, version);
  out.estimated = result.total_is == search::SearchResult::Total::kEstimated;
  for (const search::Hit& hit : result.hits) {
    ShownHit shown;
    shown.id = hit.id;
    shown.kind = hit.kind;
    shown.document = hit.document;
    shown.number = hit.number;
    shown.places = hit.places;
    shown.confidence = hit.confidence;
    const bool in_title = hit.field == index::info_of(hit.kind).fields.front().name && hit.kind != index::PassageKind::kPage;
    if (in_title) {
      shown.title = marked(hit.snippet, hit.marks);
    } else {
      shown.title = {{hit.title, false}};
      shown.snippet = marked(hit.snippet, hit.marks);
    }
    shown.office = hit.office;
    shown.province = hit.province;
    shown.group = hit.group;
    shown.status = hit.status;
    shown.year = std::atoi(hit.year.c_str());
    shown.page = std::atoi(hit.page.c_str());
    out.hits.push_back(std::move(shown));
  }
  out.measures_only = options.in == index::PassageKinds{index::PassageKind::kMeasure};
  if (kept) {
    out.facets = *kept;
    return out;
  }
  for (const char* facet : kFacets) {
    const bool filtered = std::any_of(wanted.filters.begin(), wanted.filters.end(), [&](const auto& filter) { return filter.first == facet; });
    if (std::string_view(facet) == "in" && out.measures_only && !filtered) continue;
    const bool choices = facetting == Facetting::kChoices || facetting == Facetting::kFewChoices;
    auto counts = choices && filtered ? choices_of(lease.searcher(), wanted, facet, names) : counts_of(result, facet);
    if (!counts.empty()) out.facets.emplace_back(facet, std::move(counts));
  }
  if (few) archive.kept_facets().keep(name, version, out.facets);
  return out;
}

std::vector<std::int64_t> find_all(StorePool& archive, const SearchRequest& wanted, Names names) {
  if (asks_for_a_person(archive, wanted, names)) return {};
  const auto lease = archive.read();
  search::SearchOptions options = options_of(lease->db(), wanted, Facetting::kNo);
  options.in = {index::PassageKind::kMeasure};
  return lease.searcher().all_ids(wanted.q, options);
}

std::vector<FoundDocument> documents_found(StorePool& archive, const SearchRequest& wanted, Names names) {
  const std::vector<std::int64_t> ids = find_all(archive, wanted, names);
  std::vector<FoundDocument> out;
  const auto store = archive.read();
  std::string list = "[";
  for (const std::int64_t id : ids) list += fmt::format("{}{}", list.size() > 1 ? "," : "", id);
  list += "]";
  auto rows = store->db().prepare(
      "SELECT d.key, (SELECT max(l.at) FROM file_places p JOIN ledger l ON l.path = p.path WHERE p.file = d.file) at FROM documents d "
      "WHERE d.id IN (SELECT m.document FROM measures m WHERE m.id IN (SELECT value FROM json_each(?))) ORDER BY at DESC, d.id DESC");
  for (rows.bind(list); rows.step();) out.push_back({rows.text(0), rows.text(1)});
  return out;
}

SearchRequest wanted_in(const std::string& query) {
  const auto pairs = http::parse_query(query);
  if (!pairs) throw Error(ErrorKind::kUsage, "saved search", "names no value of this document; search again");
  return wanted_of(*pairs);
}

void warm(StorePool& archive) {
  try {
    archive.counts();
    find(archive, {"การ", false, {}, "relevance", {}, 1, 20}, Facetting::kYes);
    archive.overview();
    archive.doubtful();
    archive.offices();
    archive.offices_of_years();
  } catch (const Error&) {
  }
}

}  // namespace banthuek::serve::site
