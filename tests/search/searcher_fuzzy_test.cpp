// Fuzzy searches compared with a plain scan: the fewest edits, counted by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <span>

#include "tests/search/plain_scan.h"

namespace banthuek::search {
namespace searcher_fuzzy_test {

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
        asked->tight_text = tight(asked->text);
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

}  // namespace searcher_fuzzy_test
}  // namespace banthuek::search
