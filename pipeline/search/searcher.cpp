#include "pipeline/search/searcher.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <map>
#include <tuple>

#include "pipeline/search/match.h"
#include "pipeline/search/places.h"

namespace banthuek::search {
namespace {

constexpr std::int64_t kLookAtAll = 400;   // candidates up to which every text is read
constexpr std::size_t kBlock = 64;         // candidates that are ranked together where there are more
constexpr std::size_t kWeighed = 32;       // of them whose words are weighed together
constexpr std::size_t kSample = 64;        // candidates that an estimate reads
constexpr int kFarthest = 10000;           // offset of a page
constexpr std::size_t kNearBudget = 1500;  // texts that a fuzzy search reads
constexpr std::size_t kPageCost = 8;       // of which the text of a page is so many

template <typename Act>
void for_each_id(const index::IndexReader::Segment& segment, const index::PassageSet& set, const Act& act) {  // descending
  for (std::size_t w = index::PassageSet::kWords; w-- > 0;)
    for (std::uint64_t word = set.words()[w]; word;) {
      const int bit = 63 - std::countl_zero(word);
      word &= ~(std::uint64_t{1} << bit);
      act(segment.base() + static_cast<std::int64_t>(64 * w) + bit);
    }
}

std::int64_t count(const std::vector<index::PassageSet>& sets) {
  std::int64_t n = 0;
  for (const index::PassageSet& set : sets) n += set.count();
  return n;
}

// Orders found[begin..]: by score, then, group by group until `wanted` are settled, with whole words before parts.
void rank(std::vector<Match>& found, std::size_t begin, std::size_t wanted) {
  std::sort(found.begin() + static_cast<std::ptrdiff_t>(begin), found.end(), better);
  for (; begin < found.size() && begin < wanted; begin += kWeighed) {
    const std::size_t end = std::min(begin + kWeighed, found.size());
    for (std::size_t i = begin; i < end; ++i) weigh_words(found[i]);
    std::sort(found.begin() + static_cast<std::ptrdiff_t>(begin), found.begin() + static_cast<std::ptrdiff_t>(end), better);
  }
}

}  // namespace

Plan Searcher::plan(std::string_view query, const SearchOptions& options) const {
  if (options.offset < 0 || options.offset > kFarthest || options.limit < 0 || options.limit > kFarthest)
    throw Error(ErrorKind::kUsage, "search", fmt::format("pages go to hit {}; add a word or a filter, or export all", kFarthest));
  if (options.within == Within::kDocument && options.matching == Matching::kFuzzy)
    throw Error(ErrorKind::kUsage, "search", "misread words are looked for within one passage; leave --fuzzy or --within document out");
  Plan plan;
  if (query.find_first_not_of(" \t\r\n") == std::string_view::npos && (options.filters.any() || options.no_words == NoWords::kAll)) {
    plan.all = true;
    return plan;
  }
  plan.query = parse_query(query);
  for (const QueryTerm& term : plan.query.terms) {
    plan.terms.push_back(make_term(term, vocabulary_, options.tones, options.widen));
    if (options.matching == Matching::kFuzzy) allow_edits(plan.terms.back());
  }
  return plan;
}

index::PassageSet Searcher::evaluate(const Plan& plan, const QueryNode& node, const index::IndexReader::Segment& segment, index::TermKind kind,
                                     bool& exact) {
  switch (node.op) {
    case QueryNode::Op::kTerm: {
      Candidates found = candidates(index_, segment, plan.terms[static_cast<std::size_t>(node.term)], kind);
      exact = exact && found.exact;
      return found.set;
    }
    case QueryNode::Op::kOr: {
      index::PassageSet set;
      for (const QueryNode& part : node.parts) set |= evaluate(plan, part, segment, kind, exact);
      return set;
    }
    case QueryNode::Op::kNot: {
      index::PassageSet set = index_.all_of(segment);
      if (kind == index::TermKind::kTitle) return set;
      bool inner = true;
      const index::PassageSet without = evaluate(plan, node.parts.front(), segment, kind, inner);
      if (inner) set.subtract(without);
      exact = exact && inner;
      return set;
    }
    case QueryNode::Op::kAnd: {
      index::PassageSet set;
      bool first = true;
      for (const QueryNode& part : node.parts) {
        const index::PassageSet one = evaluate(plan, part, segment, kind, exact);
        if (first)
          set = one;
        else
          set &= one;
        first = false;
        if (set.empty()) return set;
      }
      return set;
    }
  }
  return {};
}

std::vector<index::PassageSet> Searcher::find_candidates(const Plan& plan, const SearchOptions& options, bool& exact) {
  std::vector<index::PassageSet> sets;
  sets.reserve(index_.segments().size());
  for (const auto& segment : index_.segments()) {
    index::PassageSet set;
    if (!options.in.has(segment->kind())) {
      sets.push_back(set);
      continue;
    }
    if (!segment->indexed())
      set = segment->present;
    else if (plan.all)
      set = index_.all_of(*segment);
    else
      set = evaluate(plan, plan.query.root, *segment, index::TermKind::kAnywhere, exact);
    if (segment->any_deleted) set.subtract(segment->deleted);
    if (options.filters.any() && !set.empty()) apply_filters(index_, *segment, options.filters, vocabulary_, set);
    if (!segment->indexed() && !plan.all) {
      index::PassageSet holding;
      for_each_id(*segment, set, [&](std::int64_t id) {
        if (matches(index_, plan, id)) holding.add(static_cast<std::uint16_t>(id & 0xFFFF));
      });
      set = holding;
    }
    sets.push_back(set);
  }
  return sets;
}

void Searcher::keep_matching(const Plan& plan, std::vector<index::PassageSet>& sets) {
  for (std::size_t s = 0; s < sets.size(); ++s) {
    index::PassageSet holding;
    for_each_id(*index_.segments()[s], sets[s], [&](std::int64_t id) {
      if (matches(index_, plan, id)) holding.add(static_cast<std::uint16_t>(id & 0xFFFF));
    });
    sets[s] = holding;
  }
}

std::vector<Match> Searcher::look_at_all(const Plan& plan, std::vector<index::PassageSet>& sets) {
  std::vector<Match> found;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    index::PassageSet holding;
    for_each_id(*index_.segments()[s], sets[s], [&](std::int64_t id) {
      auto one = score_candidate(index_, plan, id, Matching::kExact);
      if (!one) return;
      holding.add(static_cast<std::uint16_t>(id & 0xFFFF));
      found.push_back(std::move(*one));
    });
    sets[s] = holding;
  }
  return found;
}

// Candidates in the order of their column, those without a value last.
std::vector<std::int64_t> Searcher::by_column(const std::vector<index::PassageSet>& sets, Sort sort, std::size_t most) {
  std::vector<std::tuple<std::uint32_t, bool, index::PassageKind, std::int64_t>> order;  // running text last; the last: the later id first
  const index::Column column = sort == Sort::kYear ? index::Column::kYear : sort == Sort::kOffice ? index::Column::kOffice : index::Column::kScore;
  static const std::vector<std::uint32_t> kNone;
  const std::vector<std::uint32_t>& rank = sort == Sort::kOffice ? index_.ranks(index::Column::kOffice) : kNone;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    index::IndexReader::Segment& segment = *index_.segments()[s];
    if (sets[s].empty()) continue;
    const auto& numbers = index_.column(segment, column);
    for_each_id(segment, sets[s], [&](std::int64_t id) {
      std::uint32_t key = numbers[segment.place(static_cast<std::uint16_t>(id & 0xFFFF))];
      if (sort == Sort::kOffice)
        key = key && key < rank.size() ? rank[key] : ~0u;
      else
        key = ~key;
      order.emplace_back(key, segment.kind() == index::PassageKind::kPage, segment.kind(), -id);
    });
  }
  if (most < order.size()) {
    std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end());
    order.resize(most);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::int64_t> ids;
  ids.reserve(order.size());
  for (const auto& [key, running, kind, id] : order) ids.push_back(-id);
  return ids;
}

// Candidates whose titles hold all terms, then the others; within both those stored last first.
std::vector<std::int64_t> Searcher::by_tier(const Plan& plan, const std::vector<index::PassageSet>& sets, std::size_t most) {
  std::vector<std::int64_t> ids;
  std::vector<index::PassageSet> rest = sets;
  for (std::size_t s = 0; s < sets.size() && !plan.all; ++s) {
    const index::IndexReader::Segment& segment = *index_.segments()[s];
    if (!segment.indexed() || sets[s].empty() || index::info_of(segment.kind()).titles == 0) continue;
    bool exact = true;
    index::PassageSet titled = evaluate(plan, plan.query.root, segment, index::TermKind::kTitle, exact);
    titled &= sets[s];
    rest[s].subtract(titled);
    for_each_id(segment, titled, [&](std::int64_t id) { ids.push_back(id); });
    if (ids.size() > most) return ids;
  }
  for (std::size_t s = 0; s < rest.size() && ids.size() <= most; ++s)
    for_each_id(*index_.segments()[s], rest[s], [&](std::int64_t id) { ids.push_back(id); });
  return ids;
}

void Searcher::collect(const Plan& plan, const SearchOptions& options, std::vector<index::PassageSet>& sets, bool exact, SearchResult& result) {
  const std::size_t wanted = static_cast<std::size_t>(options.offset) + static_cast<std::size_t>(options.limit);
  std::int64_t total = count(sets);
  std::vector<Match> found;
  if (total <= kLookAtAll) {
    found = look_at_all(plan, sets);
    exact = true;
    total = static_cast<std::int64_t>(found.size());
    if (options.sort == Sort::kRelevance) {
      rank(found, 0, wanted);
    } else {
      const std::vector<std::int64_t> order = by_column(sets, options.sort, static_cast<std::size_t>(total));
      std::sort(found.begin(), found.end(), [&](const Match& a, const Match& b) {
        return std::find(order.begin(), order.end(), a.id) < std::find(order.begin(), order.end(), b.id);
      });
    }
  } else {
    // The texts may refuse any number: where the first candidates do not fill the page, all of them are put in order.
    std::vector<std::int64_t> ids;
    const auto order = [&](std::size_t most) {
      ids = options.sort == Sort::kRelevance ? by_tier(plan, sets, most) : by_column(sets, options.sort, most);
    };
    order(wanted + (exact ? 1 : 16) * kBlock);
    for (std::size_t at = 0; found.size() < wanted; at += kBlock) {
      if (at + kBlock > ids.size() && static_cast<std::int64_t>(ids.size()) < total) order(static_cast<std::size_t>(total));
      if (at >= ids.size()) break;
      const std::size_t begin = found.size();
      for (std::size_t i = at; i < std::min(at + kBlock, ids.size()); ++i)
        if (auto one = score_candidate(index_, plan, ids[i], Matching::kExact)) found.push_back(std::move(*one));
      if (options.sort == Sort::kRelevance) rank(found, begin, wanted);
    }
    if (!exact) {
      // Every n-th candidate tells how many of them hold the terms.
      std::int64_t seen = 0, holding = 0, at = 0, next = 0;
      const std::int64_t step = std::max<std::int64_t>(1, total / static_cast<std::int64_t>(kSample));
      for (std::size_t s = 0; s < sets.size(); ++s)
        for (std::size_t w = 0; w < index::PassageSet::kWords; ++w) {
          std::uint64_t word = sets[s].words()[w];
          const std::int64_t end = at + index::count_bits(word);
          for (; next < end; next += step) {
            for (; at < next; ++at) word &= word - 1;
            ++seen;
            holding += matches(index_, plan, index_.segments()[s]->base() + static_cast<std::int64_t>(64 * w) + std::countr_zero(word));
          }
          at = end;
        }
      total = std::max(total * holding / std::max<std::int64_t>(1, seen), static_cast<std::int64_t>(found.size()));
    }
  }
  result.total = total;
  result.total_is = exact ? SearchResult::Total::kCounted : SearchResult::Total::kEstimated;
  for (std::size_t i = static_cast<std::size_t>(options.offset); i < std::min(found.size(), wanted); ++i) show(plan, options, found[i], result);
}

void Searcher::collect_near(const Plan& plan, const SearchOptions& options, const std::vector<index::PassageSet>& taken, SearchResult& result) {
  // Levels of likeness: a single word has several, from most to least alike; several words one.
  std::vector<std::vector<index::PassageSet>> levels;  // [level][segment]
  const bool single = plan.query.root.op == QueryNode::Op::kTerm;
  for (std::size_t s = 0; s < index_.segments().size(); ++s) {
    index::IndexReader::Segment& segment = *index_.segments()[s];
    std::vector<index::PassageSet> here;
    if (!options.in.has(segment.kind())) continue;
    if (!segment.indexed())
      here = {segment.present};
    else if (single)
      here = near_candidates(index_, segment, plan.terms.front());
    else
      here = {evaluate_near(plan, plan.query.root, segment)};
    for (std::size_t k = 0; k < here.size(); ++k) {
      if (segment.any_deleted) here[k].subtract(segment.deleted);
      here[k].subtract(taken[s]);
      if (options.filters.any()) apply_filters(index_, segment, options.filters, vocabulary_, here[k]);
      if (k == levels.size()) levels.emplace_back(index_.segments().size());
      levels[k][s] = here[k];
    }
  }
  std::vector<Match> found;
  std::size_t looked = 0;
  for (std::size_t k = 0; k < levels.size() && looked < kNearBudget; ++k)
    for (std::size_t s = 0; s < levels[k].size(); ++s) {
      index::PassageSet fresh = levels[k][s];
      if (k > 0) fresh.subtract(levels[k - 1][s]);
      for_each_id(*index_.segments()[s], fresh, [&](std::int64_t id) {
        if (looked >= kNearBudget) return;
        looked += index::kind_of(id) == index::PassageKind::kPage ? kPageCost : 1;
        auto one = score_candidate(index_, plan, id, single ? Matching::kNear : Matching::kFuzzy);  // those that hold a single word are taken
        if (one && one->distance > 0) found.push_back(std::move(*one));
      });
    }
  if (looked >= kNearBudget) result.total_is = SearchResult::Total::kEstimated;
  std::sort(found.begin(), found.end(), better);
  const std::int64_t before = result.total;
  result.total += static_cast<std::int64_t>(found.size());
  for (std::size_t i = 0; i < found.size() && result.hits.size() < static_cast<std::size_t>(options.limit); ++i)
    if (before + static_cast<std::int64_t>(i) >= options.offset) show(plan, options, found[i], result);
}

void Searcher::show(const Plan& plan, const SearchOptions& options, const Match& found, SearchResult& result) {
  result.hits.push_back(show_hit(db_, plan, found, options.snippet));
  if (options.showing == Showing::kText) return;
  Hit& hit = result.hits.back();
  hit.places = places_of(index_, plan, found);
  if (!hit.places.empty()) hit.page = std::to_string(hit.places.front().page);
}

index::PassageSet Searcher::evaluate_near(const Plan& plan, const QueryNode& node, const index::IndexReader::Segment& segment) {
  index::PassageSet set;
  switch (node.op) {
    case QueryNode::Op::kTerm: {
      const Term& term = plan.terms[static_cast<std::size_t>(node.term)];
      set = candidates(index_, segment, term, index::TermKind::kAnywhere).set;
      if (const auto levels = near_candidates(index_, segment, term); !levels.empty()) set |= levels.back();
      return set;
    }
    case QueryNode::Op::kNot:
      return index_.all_of(segment);
    case QueryNode::Op::kOr:
      for (const QueryNode& part : node.parts) set |= evaluate_near(plan, part, segment);
      return set;
    case QueryNode::Op::kAnd:
      set = evaluate_near(plan, node.parts.front(), segment);
      for (const QueryNode& part : node.parts) set &= evaluate_near(plan, part, segment);
      return set;
  }
  return set;
}

std::vector<index::PassageSet> Searcher::candidates_of(Plan& plan, const SearchOptions& options, bool& exact) {
  if (options.within == Within::kPassage || plan.all) return find_candidates(plan, options, exact);
  exact = true;
  return find_within_documents(plan, options);
}

SearchResult Searcher::search(std::string_view query, const SearchOptions& options) {
  Plan plan = this->plan(query, options);
  database::Transaction transaction(db_, database::Transaction::Kind::kRead);
  index_.refresh();
  check_filters(index_, options.filters, vocabulary_);
  bool exact = true;
  std::vector<index::PassageSet> sets = candidates_of(plan, options, exact);
  SearchResult result;
  if (options.grouping == Grouping::kDocument)
    collect_groups(plan, options, sets, exact, result);
  else
    collect(plan, options, sets, exact, result);
  if (options.counting == Counting::kFacets) {
    result.facets = count_facets(index_, sets, options.facet_values);
    result.field_facets = field_facets_.count(db_, index_, sets);
    std::map<index::PassageKind, std::int64_t> kinds;
    for (std::size_t s = 0; s < sets.size(); ++s)
      if (const int n = sets[s].count()) kinds[index_.segments()[s]->kind()] += n;
    result.kinds.assign(kinds.begin(), kinds.end());
  }
  if (options.matching == Matching::kFuzzy && !plan.all && options.grouping == Grouping::kNone) collect_near(plan, options, sets, result);
  return result;
}

std::vector<std::int64_t> Searcher::all_ids(std::string_view query, const SearchOptions& options) {
  Plan plan = this->plan(query, options);
  database::Transaction transaction(db_, database::Transaction::Kind::kRead);
  index_.refresh();
  check_filters(index_, options.filters, vocabulary_);
  bool exact = true;
  std::vector<index::PassageSet> sets = candidates_of(plan, options, exact);
  if (!exact) keep_matching(plan, sets);
  std::vector<std::int64_t> ids;
  for (std::size_t s = 0; s < sets.size(); ++s) for_each_id(*index_.segments()[s], sets[s], [&](std::int64_t id) { ids.push_back(id); });
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace banthuek::search
