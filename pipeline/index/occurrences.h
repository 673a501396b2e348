// Where clusters and pairs of them occur in the texts of a range of passages: what postings are made of, and held against.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/database/database.h"
#include "pipeline/index/passage.h"
#include "pipeline/index/postings.h"
#include "pipeline/index/runs.h"
#include "pipeline/index/search_text.h"

namespace banthuek::index {

// A term and the low 16 bits of its passage in one number; passages ascending, those of one term may be there twice.
using Occurrences = std::vector<std::uint64_t>;

// Which occurrences were added last, so that most of those that a passage repeats (two of three on a page) are not sorted and merged for nothing.
class LastAdded {
 public:
  // Whether an occurrence is none of those it remembers; from then on it is.
  bool is_new(std::uint64_t occurrence) {
    std::uint64_t& last = last_[(occurrence >> 16) * 0x9e3779b97f4a7c15ull >> (64 - kBits)];
    return std::exchange(last, occurrence) != occurrence;
  }

 private:
  static constexpr int kBits = 13;                                                                            // 64 KB: what a core has near
  std::vector<std::uint64_t> last_ = std::vector<std::uint64_t>(std::size_t{1} << kBits, ~std::uint64_t{0});  // no term has all bits set
};

// Adds those of the passages first to last, all of one range of ids. `number_of` gives the number of a cluster. What three of them in a row are goes
// into `runs`, if there.
template <typename NumberOf>
void gather_occurrences(database::Database& db, std::int64_t first, std::int64_t last, const NumberOf& number_of, Occurrences& out, Runs* runs) {
  LastAdded added;
  const auto add = [&](std::uint64_t term, std::uint16_t low) {
    const std::uint64_t occurrence = term << 16 | low;
    const bool fresh = added.is_new(occurrence);
    if (fresh) out.push_back(occurrence);
    return fresh;
  };
  // A pair that was added just now had its clusters added then.
  const auto add_pair = [&](TermKind kind, std::uint16_t before, std::uint16_t id, std::uint16_t low) {
    if (before == 0 || add(term(kind, before, id), low)) add(term(kind, id, 0), low);
  };
  std::vector<Cluster> text;
  const PassageInfo& info = info_of(kind_of(first));
  const auto fields = static_cast<int>(info.fields.size());
  database::Statement row = db.prepare(select_texts(kind_of(first)));
  for (row.bind(first).bind(last); row.step();) {
    const auto low = static_cast<std::uint16_t>(row.integer(fields + 1) & 0xFFFF);
    add(kAllPassages, low);
    for (int field = 0; field < fields; ++field) {
      text.clear();
      append_clusters(row.view(field), text);
      if (runs) runs->add(text);
      std::uint16_t before = 0;
      for (const Cluster cluster : text) {
        const std::uint16_t id = number_of(cluster);
        add_pair(TermKind::kAnywhere, before, id, low);
        if (field < info.titles) add_pair(TermKind::kTitle, before, id, low);
        before = id;
      }
    }
    if (runs) runs->put(low);
  }
}

// The runs of the passages first to last alone.
Runs gather_runs(database::Database& db, std::int64_t first, std::int64_t last);

// By term; passages stay in their order. (Radix sort of the 34 bits of a term: a hash table of lists took three times as long.)
void sort_by_term(Occurrences& list);

// Calls `act` with each term of a sorted list and its passages, ascending and each once.
template <typename Act>
void for_each_term(const Occurrences& sorted, const Act& act) {
  std::vector<std::uint16_t> list;
  for (std::size_t i = 0; i < sorted.size();) {
    const std::uint64_t term = sorted[i] >> 16;
    list.clear();
    for (; i < sorted.size() && sorted[i] >> 16 == term; ++i) {
      const auto low = static_cast<std::uint16_t>(sorted[i]);
      if (list.empty() || list.back() != low) list.push_back(low);
    }
    act(term, list);
  }
}

// What a cluster that came after the last number is known by.
constexpr std::uint16_t shared_number(Cluster cluster) { return static_cast<std::uint16_t>(kLastCluster + 1 + cluster % (65535 - kLastCluster)); }

}  // namespace banthuek::index
