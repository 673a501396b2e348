#include "pipeline/search/facets.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <functional>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

#include "pipeline/store/record_kinds.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kFewPlaces = 4;      // of so many combinations one place: then each by itself costs less than all combinations in a row
constexpr std::int64_t kWorthKeeping = 8;  // a set of more than an eighth of a segment: then all of the segment is read, once for all searches

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
  const auto sort = [kept](auto& list, const auto& less) {
    if (kept < list.size()) std::nth_element(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(kept), list.end(), less);
    list.resize(kept);  // nobody sees the names of the others
    std::sort(list.begin(), list.end(), less);
  };
  constexpr std::int64_t kMaxCount = std::numeric_limits<std::uint32_t>::max();
  if (std::ranges::all_of(numbers, [&](const auto& one) { return one.first < ranks.size() && one.second < kMaxCount; })) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;  // of whole numbers: how seldom, then its rank
    keys.reserve(numbers.size());
    for (const auto& [number, count] : numbers) keys.emplace_back(static_cast<std::uint64_t>(kMaxCount - count) << 32 | ranks[number], number);
    sort(keys, std::less<>());
    numbers.clear();
    for (const auto& [key, number] : keys) numbers.emplace_back(number, kMaxCount - static_cast<std::int64_t>(key >> 32));
    return;
  }
  sort(numbers, [&](const auto& a, const auto& b) {
    if (a.second != b.second) return a.second > b.second;
    if (a.first < ranks.size() && b.first < ranks.size()) return ranks[a.first] < ranks[b.first];
    return index.value(column, a.first) < index.value(column, b.first);
  });
}

}  // namespace

Facets count_facets(index::IndexReader& index, const std::vector<index::PassageSet>& sets, std::size_t most) {
  // Numbers up to here are counted in an array: years, flags, and values until there are too many; those of values not indexed yet are large.
  constexpr std::size_t kDense = 1 << 15, kYears = 1 << 14;
  struct Counts {
    index::Column column;
    std::vector<std::uint32_t> dense;
    std::unordered_map<std::uint32_t, std::int64_t> sparse;

    void add(std::uint32_t number, std::uint32_t count) {
      if (number < dense.size())
        dense[number] += count;
      else
        sparse[number] += count;
    }
  };
  const auto empty_counts = [&](std::span<const index::Column> columns) {
    std::vector<Counts> out(columns.size());
    for (std::size_t c = 0; c < out.size(); ++c) {
      out[c].column = columns[c];
      out[c].dense.resize(is_text(columns[c]) ? std::min(kDense, index.ranks(columns[c]).size()) : kYears);
    }
    return out;
  };
  std::vector<Counts> of_document = empty_counts(index::kOfDocument), of_passage = empty_counts(index::kOfPassage);
  // Of a segment's set, of a damaged one also such as it does not have; how often each combination is there.
  std::vector<std::uint32_t> places, often;
  const auto count = [&](const index::Combinations& combinations, std::vector<Counts>& counted) {
    if (places.size() < combinations.size() / kFewPlaces) {
      for (std::size_t c = 0; c < counted.size(); ++c)
        for (const std::uint32_t place : places)
          if (place < combinations.of_place.size()) counted[c].add(combinations.columns[c][combinations.of_place[place]], 1);
      return;
    }
    often.assign(combinations.size(), 0);
    for (const std::uint32_t place : places)
      if (place < combinations.of_place.size()) ++often[combinations.of_place[place]];
    for (std::size_t c = 0; c < counted.size(); ++c)
      for (std::size_t i = 0; i < often.size(); ++i)
        if (often[i]) counted[c].add(combinations.columns[c][i], often[i]);
  };
  for (std::size_t s = 0; s < sets.size(); ++s) {
    if (sets[s].empty()) continue;
    index::IndexReader::Segment& segment = *index.segments()[s];
    places.clear();
    for (std::size_t w = 0; w < index::PassageSet::kWords; ++w)
      for (std::uint64_t word = sets[s].words()[w]; word; word &= word - 1)
        places.push_back(
            static_cast<std::uint32_t>(segment.place(static_cast<std::uint16_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word))))));
    const auto& [documents, passages] = index.combinations(segment);
    count(documents, of_document);
    count(passages, of_passage);
  }
  std::vector<Counts> counted = std::move(of_document);
  std::ranges::move(of_passage, std::back_inserter(counted));
  Facets facets;
  for (const auto& [column, dense, sparse] : counted) {
    std::vector<std::pair<std::uint32_t, std::int64_t>> numbers(sparse.begin(), sparse.end());  // and how often
    for (std::uint32_t number = 0; number < dense.size(); ++number)
      if (dense[number]) numbers.emplace_back(number, dense[number]);
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

void FieldFacetCounter::read_kinds(database::Database& db) {
  std::string definitions = store::kind_definitions(db);
  if (definitions == definitions_) return;
  std::vector<schema::RecordKind> kinds = store::record_kinds(db);
  std::erase_if(kinds, [](const schema::RecordKind& kind) {
    return std::ranges::all_of(kind.fields, [](const schema::KindField& field) { return field.facet == schema::FieldFacet::kNone; });
  });
  kinds_ = std::move(kinds);
  values_.clear();
  known_.clear();
  definitions_ = std::move(definitions);  // last: what throws before is tried again
}

FieldFacetCounter::Stands FieldFacetCounter::read(database::Database& db, const index::IndexReader::Segment& segment, const index::PassageSet* only) {
  Stands out;
  database::Statement row = db.prepare(
      "SELECT p.id, r.kind, r.fields FROM passages p JOIN records r ON r.document = p.document AND r.number = p.number WHERE p.id BETWEEN ? AND ?");
  for (row.bind(segment.first).bind(segment.last); row.step();) {
    const auto low = static_cast<std::uint16_t>(row.integer(0) & 0xFFFF);
    if (only && !only->has(low)) continue;
    const auto kind = std::ranges::find_if(kinds_, [&](const schema::RecordKind& one) { return one.name == row.view(1); });
    if (kind == kinds_.end()) continue;
    const auto fields = nlohmann::json::parse(row.view(2), nullptr, false);
    if (!fields.is_object()) continue;
    for (const schema::KindField& field : kind->fields) {
      const auto value = fields.find(field.name);
      if (field.facet == schema::FieldFacet::kNone || value == fields.end() || value->is_null()) continue;
      auto [order, text] = field.facet == schema::FieldFacet::kRange && value->is_number()
                               ? size_of(value->get<double>())
                               : std::pair(std::numeric_limits<double>::max(), value->is_string() ? value->get<std::string>() : value->dump());
      const auto number = static_cast<std::uint32_t>(values_.size());
      const auto known = values_.try_emplace({kind->name, field.name, order, std::move(text)}, number).first;
      out.emplace_back(low, known->second);
    }
  }
  return out;
}

std::vector<FieldFacet> FieldFacetCounter::count(database::Database& db, const index::IndexReader& index,
                                                 const std::vector<index::PassageSet>& sets) {
  read_kinds(db);
  std::vector<FieldFacet> out;
  if (kinds_.empty()) return out;
  std::vector<std::int64_t> often;  // by number of the value
  std::set<std::int64_t> there;     // segments
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const index::IndexReader::Segment& segment = *index.segments()[s];
    if (segment.kind() != index::PassageKind::kRecord) continue;
    there.insert(segment.id);
    if (sets[s].empty()) continue;
    auto known = segment.indexed() ? known_.find(segment.id) : known_.end();
    if (known == known_.end() && segment.indexed() && kWorthKeeping * sets[s].count() > segment.last - segment.first + 1)
      known = known_.emplace(segment.id, read(db, segment, nullptr)).first;
    const Stands found = known == known_.end() ? read(db, segment, &sets[s]) : Stands();
    often.resize(values_.size());
    for (const auto& [low, value] : known == known_.end() ? found : known->second) often[value] += sets[s].has(low);
  }
  std::erase_if(known_, [&](const auto& entry) { return !there.contains(entry.first); });
  std::vector<std::pair<double, FacetCount>> list;
  const auto put = [&] {  // what is counted of the last field
    if (out.empty()) return;
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      if (a.first != b.first) return a.first < b.first;
      return a.first == std::numeric_limits<double>::max() && a.second.count > b.second.count;
    });
    for (auto& [order, count] : list) out.back().counts.push_back(std::move(count));
    list.clear();
  };
  for (const auto& [value, number] : values_) {
    if (number >= often.size() || often[number] == 0) continue;
    const auto& [kind, field, order, text] = value;
    if (out.empty() || out.back().kind != kind || out.back().field != field) {
      put();
      out.push_back({kind, field, {}});
    }
    list.push_back({order, {text, often[number]}});
  }
  put();
  return out;
}

}  // namespace banthuek::search
