#include "pipeline/search/facets.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "pipeline/store/record_kinds.h"

namespace banthuek::search {
namespace {

// "10000..99999": the figures with as many digits.
std::pair<double, std::string> size_of(double figure) {
  if (figure < 0) return {-1, "..-1"};
  double from = 0, to = 9;
  while (figure >= to + 1) from = to + 1, to = from * 10 - 1;
  char text[60];
  std::snprintf(text, sizeof text, "%.0f..%.0f", from, to);
  return {from, text};
}

bool is_text(index::Column column) {
  return std::find(std::begin(index::kTextColumns), std::end(index::kTextColumns), column) != std::end(index::kTextColumns);
}

// The most frequent first, then by value; so many of them, with 0 all. By the ranks of values and not their texts: thousands of offices are as
// frequent as each other.
void keep_most(const index::IndexReader& index, index::Column column, std::size_t most,
               std::vector<std::pair<std::uint32_t, std::int64_t>>& numbers) {
  const std::vector<std::uint32_t>& ranks = index.ranks(column);
  const std::size_t kept = most > 0 ? std::min(most, numbers.size()) : numbers.size();
  std::partial_sort(numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(kept), numbers.end(), [&](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second > b.second;
    if (a.first < ranks.size() && b.first < ranks.size()) return ranks[a.first] < ranks[b.first];
    return index.value(column, a.first) < index.value(column, b.first);
  });
  numbers.resize(kept);  // nobody sees the names of the others
}

}  // namespace

Facets count_facets(index::IndexReader& index, const std::vector<index::PassageSet>& sets, std::size_t most) {
  constexpr index::Column kCounted[] = {index::Column::kYear,       index::Column::kType,  index::Column::kProvince, index::Column::kDistrict,
                                        index::Column::kOffice,     index::Column::kGroup, index::Column::kStatus,   index::Column::kDocumentKind,
                                        index::Column::kRecordKind, index::Column::kFlags};
  // Numbers up to here are counted in an array: years, flags, and values until there are too many; those of values not indexed yet are large.
  constexpr std::size_t kDense = 1 << 15, kYears = 1 << 14;
  struct Counts {
    std::vector<std::uint32_t> dense;
    std::unordered_map<std::uint32_t, std::int64_t> sparse;
  };
  std::vector<Counts> counted(std::size(kCounted));
  for (std::size_t c = 0; c < counted.size(); ++c)
    counted[c].dense.resize(is_text(kCounted[c]) ? std::min(kDense, index.ranks(kCounted[c]).size()) : kYears);
  std::vector<std::uint32_t> places;  // of a segment's set, found once for all columns
  for (std::size_t s = 0; s < sets.size(); ++s) {
    if (sets[s].empty()) continue;
    index::IndexReader::Segment& segment = *index.segments()[s];
    places.clear();
    for (std::size_t w = 0; w < index::PassageSet::kWords; ++w)
      for (std::uint64_t word = sets[s].words()[w]; word; word &= word - 1)
        places.push_back(
            static_cast<std::uint32_t>(segment.place(static_cast<std::uint16_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word))))));
    for (std::size_t c = 0; c < counted.size(); ++c) {
      const std::uint32_t* const numbers = index.column(segment, kCounted[c]).data();
      std::uint32_t* const dense = counted[c].dense.data();
      const std::size_t in_dense = counted[c].dense.size();
      for (const std::uint32_t place : places) {
        if (const std::uint32_t number = numbers[place]; number < in_dense)
          ++dense[number];
        else
          ++counted[c].sparse[number];
      }
    }
  }
  Facets facets;
  for (std::size_t c = 0; c < counted.size(); ++c) {
    const index::Column column = kCounted[c];
    std::vector<std::pair<std::uint32_t, std::int64_t>> numbers(counted[c].sparse.begin(), counted[c].sparse.end());  // and how often
    for (std::uint32_t number = 0; number < counted[c].dense.size(); ++number)
      if (const std::uint32_t count = counted[c].dense[number]) numbers.emplace_back(number, count);
    std::vector<FacetCount>& counts = facets[column];
    if (column == index::Column::kFlags) {
      FacetCount findings{"findings", 0}, reviewed{"reviewed", 0};
      for (const auto& [flags, count] : numbers) {
        if (flags & index::kHasFindings) findings.count += count;
        if (flags & index::kIsReviewed) reviewed.count += count;
      }
      counts = {findings, reviewed};
      continue;
    }
    if (column == index::Column::kRecordKind) std::erase_if(numbers, [](const auto& one) { return one.first == 0; });  // of no record
    if (is_text(column)) keep_most(index, column, most, numbers);
    counts.reserve(numbers.size());
    for (const auto& [number, count] : numbers)
      counts.push_back({number == 0 ? "" : column == index::Column::kYear ? std::to_string(number) : index.value(column, number), count});
    if (!is_text(column))
      std::sort(counts.begin(), counts.end(),
                [](const FacetCount& a, const FacetCount& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
    if (most > 0 && counts.size() > most) counts.resize(most);
  }
  if (facets[index::Column::kRecordKind].empty()) facets.erase(index::Column::kRecordKind);
  return facets;
}

std::vector<FieldFacet> count_field_facets(database::Database& db, const index::IndexReader& index, const std::vector<index::PassageSet>& sets) {
  std::vector<FieldFacet> out;
  const std::vector<schema::RecordKind> kinds = store::record_kinds(db);
  std::map<std::pair<std::string, std::string>, std::map<std::pair<double, std::string>, std::int64_t>> counted;  // kind, field; order, value
  database::Statement row = db.prepare(
      "SELECT p.id, r.kind, r.fields FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number WHERE p.id BETWEEN ? AND ?");
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const index::IndexReader::Segment& segment = *index.segments()[s];
    if (sets[s].empty() || segment.kind() != index::PassageKind::kRecord) continue;
    for (row.bind(segment.first).bind(segment.last); row.step();) {
      if (!sets[s].has(static_cast<std::uint16_t>(row.integer(0) & 0xFFFF))) continue;
      const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const schema::RecordKind& one) { return one.name == row.view(1); });
      const auto fields = nlohmann::json::parse(row.view(2), nullptr, false);
      if (kind == kinds.end() || !fields.is_object()) continue;
      for (const schema::KindField& field : kind->fields) {
        if (field.facet == schema::FieldFacet::kNone || !fields.contains(field.name) || fields[field.name].is_null()) continue;
        const nlohmann::json& value = fields[field.name];
        auto& counts = counted[{kind->name, field.name}];
        if (field.facet == schema::FieldFacet::kRange && value.is_number())
          ++counts[size_of(value.get<double>())];
        else
          ++counts[{std::numeric_limits<double>::max(), value.is_string() ? value.get<std::string>() : value.dump()}];
      }
    }
    row.reset();
  }
  for (auto& [of, counts] : counted) {
    FieldFacet& facet = out.emplace_back(FieldFacet{of.first, of.second, {}});
    std::vector<std::pair<double, FacetCount>> list;
    for (const auto& [value, count] : counts) list.push_back({value.first, {value.second, count}});
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first < b.first;
      return a.first == std::numeric_limits<double>::max() && a.second.count > b.second.count;
    });
    for (auto& [order, count] : list) facet.counts.push_back(std::move(count));
  }
  return out;
}

}  // namespace banthuek::search
