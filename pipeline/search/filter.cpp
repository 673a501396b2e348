#include "pipeline/search/filter.h"

#include <algorithm>
#include <bit>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"

namespace banthuek::search {
namespace {

// Calls act(place in columns) for each of the set, and takes out those it refuses.
template <typename Act>
void keep_if(const index::IndexReader::Segment& segment, index::MeasureSet& set, const Act& act) {
  for (std::size_t w = 0; w < index::MeasureSet::kWords; ++w)
    for (std::uint64_t word = set.words()[w]; word; word &= word - 1) {
      const auto low = static_cast<std::uint16_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word)));
      if (!act(segment.place(low))) set.remove(low);
    }
}

std::vector<std::uint32_t> numbers_of(index::IndexReader& index, index::Column column, const std::vector<std::string>& values,
                                      const SearchVocabulary& vocabulary) {
  std::vector<std::uint32_t> numbers;
  const auto add = [&](const std::string& value) {
    if (const std::uint32_t number = index.number_of(column, value)) numbers.push_back(number);
  };
  for (const std::string& value : values) {
    const std::string inner = text::squeeze(text::to_internal(value));
    add(inner);
    if (column != index::Column::kOffice && column != index::Column::kType) continue;
    for (const Clusters& way : ways_to_write(index::search_text(inner).clusters, vocabulary, Widen::kSpelling)) add(index::to_utf8(way));
  }
  return numbers;
}

struct TextFilter {
  index::Column column;
  const std::vector<std::string>* values;
};

}  // namespace

bool Filters::any() const {
  return year_from || year_to || !offices.empty() || !types.empty() || !districts.empty() || !provinces.empty() || !groups.empty() ||
         !statuses.empty() || period_from || period_to || confidence > 0 || findings != Want::kEither || reviewed != Want::kEither;
}

void check_date(std::string_view option, std::string_view iso) {
  static constexpr std::uint32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const std::string where(option), shown(iso);
  const std::uint32_t first = index::first_day(iso), last = index::last_day(iso);
  const std::uint32_t year = first / 10000, month = first / 100 % 100, day = first % 100;
  if (!first || iso.size() < 4 || month > 12 || month < 1 || day < 1 || year < 1900 || year > 2200)
    throw Error(ErrorKind::kUsage, where, "'" + shown + "' is no date; write it in the common era as 2023, 2023-04 or 2023-04-30");
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  const std::uint32_t days = kDays[month - 1] + (leap && month == 2 ? 1 : 0);
  if (first == last && day > days)
    throw Error(ErrorKind::kUsage, where, "'" + shown + "' is no date, as that month has " + std::to_string(days) + " days; write another day");
}

void apply_filters(index::IndexReader& index, index::IndexReader::Segment& segment, const Filters& f, const SearchVocabulary& vocabulary,
                   index::MeasureSet& set) {
  const TextFilter texts[] = {{index::Column::kOffice, &f.offices},     {index::Column::kType, &f.types},   {index::Column::kDistrict, &f.districts},
                              {index::Column::kProvince, &f.provinces}, {index::Column::kGroup, &f.groups}, {index::Column::kStatus, &f.statuses}};
  for (const auto& [column, values] : texts) {
    if (values->empty()) continue;
    const std::vector<std::uint32_t> wanted = numbers_of(index, column, *values, vocabulary);
    const auto& numbers = index.column(segment, column);
    keep_if(segment, set, [&](std::size_t at) { return std::find(wanted.begin(), wanted.end(), numbers[at]) != wanted.end(); });
  }
  if (f.year_from || f.year_to) {
    const auto& years = index.column(segment, index::Column::kYear);
    const auto from = static_cast<std::uint32_t>(f.year_from.value_or(1)), to = static_cast<std::uint32_t>(f.year_to.value_or(9999));
    keep_if(segment, set, [&](std::size_t at) { return years[at] >= from && years[at] <= to; });
  }
  if (f.period_from || f.period_to) {
    const auto& starts = index.column(segment, index::Column::kStart);
    const auto& ends = index.column(segment, index::Column::kEnd);
    keep_if(segment, set, [&](std::size_t at) {
      const std::uint32_t start = starts[at], end = ends[at] ? ends[at] : starts[at] + 30;
      return (start || ends[at]) && (!f.period_to || start <= f.period_to) && (!f.period_from || end >= f.period_from);
    });
  }
  if (f.confidence > 0) {
    const auto& confidences = index.column(segment, index::Column::kConfidence);
    keep_if(segment, set, [&](std::size_t at) { return confidences[at] >= f.confidence * 1000 - 0.5; });
  }
  const auto flag = [&](std::uint32_t bit, Want want) {
    if (want == Want::kEither) return;
    const auto& flags = index.column(segment, index::Column::kFlags);
    keep_if(segment, set, [&](std::size_t at) { return ((flags[at] & bit) != 0) == (want == Want::kYes); });
  };
  flag(index::kHasFindings, f.findings);
  flag(index::kIsReviewed, f.reviewed);
}

Facets count_facets(index::IndexReader& index, const std::vector<index::MeasureSet>& sets) {
  constexpr index::Column kCounted[] = {index::Column::kYear,   index::Column::kType,  index::Column::kProvince, index::Column::kDistrict,
                                        index::Column::kOffice, index::Column::kGroup, index::Column::kStatus,   index::Column::kFlags};
  Facets facets;
  std::vector<std::int64_t> dense;
  for (const index::Column column : kCounted) {
    std::unordered_map<std::uint32_t, std::int64_t> sparse;  // numbers of values not indexed yet are large
    dense.assign(1 << 16, 0);
    for (std::size_t s = 0; s < sets.size(); ++s) {
      index::IndexReader::Segment& segment = *index.segments()[s];
      if (sets[s].empty()) continue;
      const auto& numbers = index.column(segment, column);
      for (std::size_t w = 0; w < index::MeasureSet::kWords; ++w)
        for (std::uint64_t word = sets[s].words()[w]; word; word &= word - 1) {
          const auto low = static_cast<std::uint16_t>(64 * w + static_cast<std::size_t>(std::countr_zero(word)));
          const std::uint32_t number = numbers[segment.place(low)];
          if (number < dense.size())
            ++dense[number];
          else
            ++sparse[number];
        }
    }
    for (std::uint32_t number = 0; number < dense.size(); ++number)
      if (dense[number]) sparse[number] += dense[number];
    std::vector<FacetCount>& counts = facets[column];
    if (column == index::Column::kFlags) {
      FacetCount findings{"findings", 0}, reviewed{"reviewed", 0};
      for (const auto& [flags, count] : sparse) {
        if (flags & index::kHasFindings) findings.count += count;
        if (flags & index::kIsReviewed) reviewed.count += count;
      }
      counts = {findings, reviewed};
      continue;
    }
    for (const auto& [number, count] : sparse)
      counts.push_back({number == 0 ? "" : column == index::Column::kYear ? std::to_string(number) : index.value(column, number), count});
    std::sort(counts.begin(), counts.end(),
              [](const FacetCount& a, const FacetCount& b) { return a.count != b.count ? a.count > b.count : a.value < b.value; });
  }
  return facets;
}

}  // namespace banthuek::search
