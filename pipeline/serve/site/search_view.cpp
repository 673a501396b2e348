#include "pipeline/serve/site/search_view.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "pipeline/serve/view/field_view.h"

namespace banthuek::serve::site {
namespace {

int number_of(const std::string& text, int least, int most, const char* what) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
    throw Error(ErrorKind::kUsage, "",
                std::string(what) + ": '" + view::begin_of(text, 40) + "' ใช้ไม่ได้ (does not do): give a number from " + std::to_string(least) +
                    " to " + std::to_string(most));
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

// What is searched: what the address says, or what fits the question.
index::PassageKinds kinds_of(const SearchRequest& wanted) {
  index::PassageKinds out = wanted.in;
  for (const auto& [name, value] : wanted.filters)
    if (const auto kind = index::passage_kind(value); name == "in" && kind) out.add(*kind);
  if (!out.empty()) return out;
  return wanted.q.empty() ? index::PassageKinds{index::PassageKind::kMeasure} : index::PassageKinds::all();
}

search::SearchOptions options_of(const SearchRequest& wanted, Facetting facetting) {
  search::SearchOptions options;
  options.in = kinds_of(wanted);
  for (const auto& [name, value] : wanted.filters) {
    search::Filters& filters = options.filters;
    if (name == "year") {
      const int year = number_of(value, kFirstYear, kLastYear, "ปี (year)");
      filters.year_from = std::min(year, filters.year_from.value_or(year));
      filters.year_to = std::max(year, filters.year_to.value_or(year));
    }
    if (name == "status") {
      if (value != "done" && value != "in_progress" && value != "not_started")
        throw Error(ErrorKind::kUsage, "",
                    "สถานะ (status): '" + view::begin_of(value, 40) + "' ใช้ไม่ได้ (does not do): give done, in_progress or not_started");
      filters.statuses.push_back(value);
    }
    if (name == "in" && !index::passage_kind(value))
      throw Error(
          ErrorKind::kUsage, "",
          "ค้นใน (in): '" + view::begin_of(value, 40) + "' ใช้ไม่ได้ (does not do): give measures, documents, persons, scores, items, rows or pages");
    if (name == "kind") filters.kinds.push_back(value);
    if (name == "group") filters.groups.push_back(value);
    if (name == "province") filters.provinces.push_back(value);
    if (name == "district") filters.districts.push_back(value);
    if (name == "type") filters.types.push_back(value);
    if (name == "office") filters.offices.push_back(value);
  }
  // Nothing asked for is everything: a range of years that holds all, and with it those without a year.
  if (wanted.q.empty() && !options.filters.any()) options.filters.confidence = 1e-9;
  if (wanted.sort == "year") options.sort = search::Sort::kYear;
  if (wanted.sort == "office") options.sort = search::Sort::kOffice;
  if (wanted.sort == "score") options.sort = search::Sort::kScore;
  if (wanted.fuzzy) options.matching = search::Matching::kFuzzy;
  options.counting = facetting == Facetting::kYes ? search::Counting::kFacets : search::Counting::kTotal;
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
  if (out.q.size() > 3000) throw Error(ErrorKind::kUsage, "", "คำค้นยาวเกินไป (the search is too long): give fewer words");
  out.fuzzy = http::value_or(query, "fuzzy", "") == "1";
  for (const char* facet : kFacets)
    for (const auto& [name, value] : query)
      if (name == facet && !value.empty()) out.filters.emplace_back(name, text::to_internal(value));
  for (const auto& [name, value] : out.filters)
    if (name == "year") number_of(value, kFirstYear, kLastYear, "ปี (year)");
  out.sort = http::value_or(query, "sort", "");
  if (out.sort != "year" && out.sort != "office" && out.sort != "score") out.sort = "relevance";
  if (const auto page = http::find(query, "page")) out.page = number_of(*page, 1, 500, "หน้า (page)");
  return out;
}

std::string address_of(const SearchRequest& wanted, const http::Pairs& change) {
  http::Pairs out;
  if (!wanted.q.empty()) out.emplace_back("q", wanted.q);
  if (wanted.fuzzy) out.emplace_back("fuzzy", "1");
  for (const auto& filter : wanted.filters) out.push_back(filter);
  if (wanted.sort != "relevance") out.emplace_back("sort", wanted.sort);
  for (const auto& [name, value] : change) {
    std::erase_if(out, [&](const auto& pair) { return pair.first == name; });
    if (!value.empty()) out.emplace_back(name, value);
  }
  return "/search?" + http::join_query(out);
}

std::string address_of(const ShownHit& hit) {
  if (hit.document.empty()) return "";
  const std::string at = "/documents/" + hit.document, number = std::to_string(hit.number - 1);
  switch (hit.kind) {
    case index::PassageKind::kMeasure:
      return at + "#v-measures-" + number + "-title";
    case index::PassageKind::kPerson:
      return at + "#v-signatures-" + number + "-name";
    case index::PassageKind::kScore:
      return at + "#v-scores-" + number + "-organisation";
    case index::PassageKind::kItem:
      return at + "#v-oit_items-" + number + "-code";
    default:
      break;
  }
  std::string found;
  for (std::size_t i = 0; i < std::min<std::size_t>(hit.places.size(), 20); ++i) {
    const Place& p = hit.places[i];
    for (const int number_of_place : {p.page, p.box.x, p.box.y, p.box.w, p.box.h}) found += std::to_string(number_of_place) + ",";
    found.back() = ';';
  }
  if (!found.empty()) return at + "?found=" + found.substr(0, found.size() - 1) + "#b-found";
  return at + "#page-" + std::to_string(hit.page);
}

SearchResponse find(StorePool& archive, const SearchRequest& wanted, Facetting facetting, Names names) {
  const auto lease = archive.read();
  search::SearchOptions options = options_of(wanted, facetting);
  options.showing = search::Showing::kPlaces;
  if (names == Names::kMasked) {
    index::PassageKinds shown;
    for (const index::PassageKind kind : {index::PassageKind::kMeasure, index::PassageKind::kScore, index::PassageKind::kItem})
      if (options.in.has(kind)) shown.add(kind);
    options.in = shown;
  }
  const search::SearchResult result = lease.searcher().search(wanted.q, options);
  SearchResponse out;
  out.total = static_cast<long>(result.total);
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
  if (!out.measures_only && !result.kinds.empty()) {
    std::vector<search::FacetCount> kinds;
    for (const auto& [kind, count] : result.kinds) kinds.push_back({index::info_of(kind).plural, count});
    out.facets.emplace_back("in", std::move(kinds));
  }
  for (const char* facet : kFacets) {
    if (std::string_view(facet) == "in") continue;
    const auto counts = result.facets.find(column_of(facet));
    if (counts != result.facets.end()) out.facets.emplace_back(facet, counts->second);
  }
  return out;
}

std::vector<std::int64_t> find_all(StorePool& archive, const SearchRequest& wanted) {
  const auto lease = archive.read();
  search::SearchOptions options = options_of(wanted, Facetting::kNo);
  options.in = {index::PassageKind::kMeasure};
  return lease.searcher().all_ids(wanted.q, options);
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
