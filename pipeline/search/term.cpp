#include "pipeline/search/term.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "extractors/text/normalise.h"
#include "pipeline/index/runs.h"
#include "pipeline/index/skeleton.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kMaxPairs = 32;  // of alternatives; beyond, single clusters are taken instead
constexpr int kFewLeft = 12;           // measures of a segment

bool stands_at(const Term& term, const Clusters& way, std::span<const index::Cluster> text, std::size_t at) {
  if (at + way.size() > text.size()) return false;
  for (std::size_t i = 0; i < way.size(); ++i)
    if (!index::alike(text[at + i], way[i], term.likeness(way, i))) return false;
  return true;
}

std::vector<char16_t> characters(std::span<const index::Cluster> clusters) {
  std::vector<char16_t> out;
  for (index::Cluster c : clusters)
    for (; c; c >>= 16) out.push_back(static_cast<char16_t>(c & 0xFFFF));
  return out;
}

// The fewest characters by which what ends at the last one added differs from a pattern of so many.
class NearDistance {
 public:
  explicit NearDistance(int length) : last_(std::uint64_t{1} << (length - 1)), distance_(length) {}

  // `eq`: where the next character of the text stands in the pattern.
  int add(std::uint64_t eq) {
    const std::uint64_t xv = eq | minus_, xh = (((eq & plus_) + plus_) ^ plus_) | eq;
    std::uint64_t ph = minus_ | ~(xh | plus_), mh = plus_ & xh;
    distance_ += static_cast<int>((ph & last_) != 0) - static_cast<int>((mh & last_) != 0);
    ph <<= 1;
    mh <<= 1;
    plus_ = mh | ~(xv | ph);
    minus_ = ph & xv;
    return distance_;
  }

 private:
  std::uint64_t plus_ = ~std::uint64_t{0}, minus_ = 0, last_;
  int distance_;
};

Candidates candidates_of(index::IndexReader& index, const index::IndexReader::Segment& segment, const Term& term, const Clusters& way,
                         index::TermKind kind) {
  std::vector<std::vector<std::uint16_t>> numbers;
  bool shared = false;
  for (std::size_t i = 0; i < way.size(); ++i) {
    numbers.push_back(index.numbers(way[i], term.likeness(way, i)));
    if (numbers.back().empty()) return {};
    for (const std::uint16_t number : numbers.back()) shared = shared || number > index::kLastCluster;
  }
  Candidates out;
  out.exact = !shared;
  bool first = true;
  const auto narrow = [&](const index::PassageSet& set) {
    if (first)
      out.set = set;
    else
      out.set &= set;
    first = false;
    return !out.set.empty();
  };
  const auto singles = [&](std::size_t i) {
    index::PassageSet set;
    for (const std::uint16_t a : numbers[i]) index.add_postings_of(segment, banthuek::index::term(kind, a, 0), set);
    return set;
  };
  if (way.size() == 1) {
    out.set = singles(0);
    return out;
  }
  out.exact = way.size() == 2 && !shared;
  // Runs tell more than pairs, and with and without tones cost the same. A cluster that may go on is in none.
  const std::size_t whole = way.size() - (term.prefix ? 1 : 0);
  if (whole >= banthuek::index::kShortRun) {
    out.set = index.all_of(segment);
    index.keep_runs(segment, std::span(way).first(whole), out.set);
    first = false;
    if (out.set.empty()) return out;
  }
  // Pairs with few alternatives first; where few measures are left, their texts are cheaper than more lists.
  std::vector<std::size_t> order(way.size() - 1);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto cost = [&](std::size_t i) { return numbers[i].size() * numbers[i + 1].size(); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return cost(a) < cost(b); });
  for (const std::size_t i : order) {
    if (!first && cost(i) > 1 && out.set.count() <= kFewLeft) {
      out.exact = false;
      return out;
    }
    if (cost(i) > kMaxPairs) {
      out.exact = false;
      if (!narrow(singles(i)) || !narrow(singles(i + 1))) return out;
      continue;
    }
    if (!first && cost(i) == 1) {
      index.keep_postings_of(segment, banthuek::index::term(kind, numbers[i].front(), numbers[i + 1].front()), out.set);
      if (out.set.empty()) return out;
      continue;
    }
    index::PassageSet set;
    for (const std::uint16_t a : numbers[i])
      for (const std::uint16_t b : numbers[i + 1]) index.add_postings_of(segment, banthuek::index::term(kind, a, b), set);
    if (!narrow(set)) return out;
  }
  return out;
}

}  // namespace

Term make_term(const QueryTerm& query, const SearchVocabulary& vocabulary, Tones tones, Widen widen) {
  Term term;
  term.tones = tones;
  term.prefix = query.form == QueryTerm::Form::kPrefix;
  const Clusters written = index::search_text(text::to_internal(query.text)).clusters;
  term.era = era_before(written, 4) == 4 || era_before(written, 3) == 3;
  term.ways = ways_to_write(written, vocabulary, query.form == QueryTerm::Form::kPhrase ? Widen::kSpelling : widen);
  for (const Clusters& way : term.ways) term.skeletons.push_back(index::skeleton(way));
  return term;
}

bool may_stand(const Term& term, std::string_view skeleton) {
  return std::any_of(term.skeletons.begin(), term.skeletons.end(),
                     [&](const std::string& way) { return memmem(skeleton.data(), skeleton.size(), way.data(), way.size()) != nullptr; });
}

std::optional<Span> find_term(const Term& term, std::span<const index::Cluster> text, std::size_t from) {
  std::optional<Span> best;
  for (const Clusters& way : term.ways) {
    const std::size_t stop = best ? best->begin : text.size();
    for (std::size_t at = from; at < stop; ++at) {
      if (!stands_at(term, way, text, at)) continue;
      best = Span{at, at + way.size()};
      break;
    }
  }
  return best;
}

void allow_edits(Term& term) {
  const std::vector<char16_t> text = characters(term.ways.front());
  if (text.size() < 4 || text.size() > 64) return;
  term.edits = text.size() < 8 ? 1 : 2;
  NearPattern& p = term.pattern;
  p.length = static_cast<int>(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t c = text[i];
    std::uint64_t& mask = c < 0x80 ? p.usual[c] : c >= 0x0E00 && c < 0x0E80 ? p.usual[128u + (c - 0x0E00u)] : p.others[c];
    mask |= std::uint64_t{1} << i;
  }
  const std::string letters = index::letters(term.ways.front());
  term.letter_pattern.length = static_cast<int>(letters.size());
  for (std::size_t i = 0; i < letters.size(); ++i) term.letter_pattern.usual[static_cast<unsigned char>(letters[i])] |= std::uint64_t{1} << i;
}

bool may_nearly_stand(const Term& term, std::string_view letters) {
  const NearPattern& pattern = term.letter_pattern;
  if (term.edits == 0) return false;
  if (pattern.length <= term.edits) return true;
  NearDistance distance(pattern.length);
  for (const char letter : letters)
    if (distance.add(pattern.usual[static_cast<unsigned char>(letter)]) <= term.edits) return true;
  return false;
}

std::optional<Near> find_near(const Term& term, std::span<const index::Cluster> text) {
  const int m = term.pattern.length;
  if (term.edits == 0 || m == 0) return std::nullopt;
  NearDistance counter(m);
  int distance = m, best = term.edits + 1;
  std::size_t best_end = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (index::Cluster c = text[at]; c; c >>= 16) distance = counter.add(term.pattern.mask(static_cast<char16_t>(c & 0xFFFF)));
    if (distance < best) {
      best = distance;
      best_end = at + 1;
    }
  }
  if (best > term.edits) return std::nullopt;
  const std::size_t length = term.ways.front().size();
  return Near{best, {best_end > length ? best_end - length : 0, best_end}};
}

Candidates candidates(index::IndexReader& index, const index::IndexReader::Segment& segment, const Term& term, index::TermKind kind) {
  Candidates out;
  for (const Clusters& way : term.ways) {
    const Candidates one = candidates_of(index, segment, term, way, kind);
    out.set |= one.set;
    out.exact = out.exact && one.exact;
  }
  return out;
}

std::vector<index::PassageSet> near_candidates(index::IndexReader& index, const index::IndexReader::Segment& segment, const Term& term) {
  const Clusters& way = term.ways.front();
  const int pairs = static_cast<int>(way.size()) - 1, least = std::max(1, pairs - 2 * term.edits);
  if (pairs < 1) return {};
  // Counters as bit planes: plane k holds bit k of every measure's count.
  std::vector<index::PassageSet> planes;
  for (int i = 0; i < pairs; ++i) {
    index::PassageSet carry;
    for (const std::uint16_t a : index.numbers(way[static_cast<std::size_t>(i)], index::Similarity::kSame))
      for (const std::uint16_t b : index.numbers(way[static_cast<std::size_t>(i) + 1], index::Similarity::kSame))
        index.add_postings_of(segment, banthuek::index::term(index::TermKind::kAnywhere, a, b), carry);
    for (std::size_t k = 0; !carry.empty(); ++k) {
      if (k == planes.size()) planes.emplace_back();
      const index::PassageSet sum = planes[k];
      for (std::size_t w = 0; w < index::PassageSet::kWords; ++w) planes[k].words()[w] ^= carry.words()[w];
      carry &= sum;
    }
  }
  std::vector<index::PassageSet> levels;
  for (int count = pairs; count >= least; --count) {
    index::PassageSet level;  // count equal to `count`
    for (std::size_t w = 0; w < index::PassageSet::kWords; ++w) {
      std::uint64_t equal = ~std::uint64_t{0};
      for (std::size_t k = 0; k < planes.size(); ++k) equal &= (count >> k & 1) ? planes[k].words()[w] : ~planes[k].words()[w];
      level.words()[w] = (count >> planes.size()) ? 0 : equal;
    }
    if (!levels.empty()) level |= levels.back();
    levels.push_back(level);
  }
  return levels;
}

}  // namespace banthuek::search
