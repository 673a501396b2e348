// The searcher's view of whole documents: terms that stand in different passages of one, and hits by document.
#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include "pipeline/search/searcher.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kHitsOfGroup = 3;
constexpr int kMaxHits = 10'000;  // looked through for the order of documents

using Documents = std::vector<std::int64_t>;  // ids, ascending

// Calls act(id, document) for each passage of the set; 0: of no document.
template <typename Act>
void each_document(database::Database& db, const index::IndexReader::Segment& segment, const index::PassageSet& set, const Act& act) {
  if (set.empty()) return;
  database::Statement row = db.prepare(segment.kind() == index::PassageKind::kMeasure ? "SELECT id, document FROM measures WHERE id BETWEEN ? AND ?"
                                                                                      : "SELECT id, document FROM passages WHERE id BETWEEN ? AND ?");
  for (row.bind(segment.first).bind(segment.last); row.step();)
    if (set.has(static_cast<std::uint16_t>(row.integer(0) & 0xFFFF))) act(row.integer(0), row.integer(1));
}

Documents documents_where(const QueryNode& node, const std::vector<Documents>& of_terms, const Documents& all) {
  Documents out;
  switch (node.op) {
    case QueryNode::Op::kTerm:
      return of_terms[static_cast<std::size_t>(node.term)];
    case QueryNode::Op::kNot: {
      const Documents without = documents_where(node.parts.front(), of_terms, all);
      std::set_difference(all.begin(), all.end(), without.begin(), without.end(), std::back_inserter(out));
      return out;
    }
    case QueryNode::Op::kAnd:
    case QueryNode::Op::kOr:
      out = documents_where(node.parts.front(), of_terms, all);
      for (std::size_t i = 1; i < node.parts.size(); ++i) {
        const Documents next = documents_where(node.parts[i], of_terms, all);
        Documents both;
        if (node.op == QueryNode::Op::kAnd)
          std::set_intersection(out.begin(), out.end(), next.begin(), next.end(), std::back_inserter(both));
        else
          std::set_union(out.begin(), out.end(), next.begin(), next.end(), std::back_inserter(both));
        out = std::move(both);
      }
      return out;
  }
  return out;
}

// Terms that may stand, not those that must not.
void asked_terms(const QueryNode& node, std::vector<int>& out) {
  if (node.op == QueryNode::Op::kNot) return;
  if (node.op == QueryNode::Op::kTerm) out.push_back(node.term);
  for (const QueryNode& part : node.parts) asked_terms(part, out);
}

}  // namespace

std::vector<index::PassageSet> Searcher::find_within_documents(Plan& plan, const SearchOptions& options) {
  std::vector<std::vector<index::PassageSet>> of_terms;
  std::vector<Documents> documents;
  for (std::size_t t = 0; t < plan.terms.size(); ++t) {
    Plan one = plan;
    one.query.root = {QueryNode::Op::kTerm, static_cast<int>(t), {}};
    bool exact = true;
    std::vector<index::PassageSet> sets = find_candidates(one, options, exact);
    if (!exact) keep_matching(one, sets);
    Documents& held = documents.emplace_back();
    for (std::size_t s = 0; s < sets.size(); ++s)
      each_document(db_, *index_.segments()[s], sets[s], [&](std::int64_t, std::int64_t document) {
        if (document) held.push_back(document);
      });
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    of_terms.push_back(std::move(sets));
  }
  Documents all;
  {
    database::Statement row = db_.prepare("SELECT id FROM documents ORDER BY id");
    while (row.step()) all.push_back(row.integer(0));
  }
  const Documents wanted = documents_where(plan.query.root, documents, all);
  std::vector<int> asked;
  asked_terms(plan.query.root, asked);
  std::vector<index::PassageSet> out(index_.segments().size());
  for (std::size_t s = 0; s < out.size(); ++s) {
    index::PassageSet any;
    for (const int term : asked) any |= of_terms[static_cast<std::size_t>(term)][s];
    each_document(db_, *index_.segments()[s], any, [&](std::int64_t id, std::int64_t document) {
      if (document && std::binary_search(wanted.begin(), wanted.end(), document)) out[s].add(static_cast<std::uint16_t>(id & 0xFFFF));
    });
  }
  // What is shown of a passage is any of the terms.
  QueryNode root{QueryNode::Op::kOr, 0, {}};
  for (const int term : asked) root.parts.push_back({QueryNode::Op::kTerm, term, {}});
  plan.query.root = root.parts.size() == 1 ? root.parts.front() : root;
  return out;
}

void Searcher::collect_groups(const Plan& plan, const SearchOptions& options, std::vector<index::PassageSet>& sets, bool exact,
                              SearchResult& result) {
  if (!exact) keep_matching(plan, sets);
  std::unordered_map<std::int64_t, std::int64_t> document_of;
  std::map<std::int64_t, std::int64_t> counts;
  for (std::size_t s = 0; s < sets.size(); ++s)
    each_document(db_, *index_.segments()[s], sets[s], [&](std::int64_t id, std::int64_t document) {
      document_of[id] = document;
      ++counts[document];
    });
  result.documents = static_cast<std::int64_t>(counts.size());
  result.total = static_cast<std::int64_t>(document_of.size());
  // Hits in their order, more of them until the page's documents are met.
  const auto wanted = static_cast<std::size_t>(options.offset + options.limit);
  std::vector<std::int64_t> order;
  SearchOptions every = options;
  every.showing = Showing::kText;
  every.offset = 0;
  for (every.limit = std::min(kMaxHits, std::max(200, 4 * (options.offset + options.limit)));; every.limit = std::min(kMaxHits, every.limit * 4)) {
    SearchResult hits;
    collect(plan, every, sets, true, hits);
    order.clear();
    for (const Hit& hit : hits.hits)
      if (const std::int64_t document = document_of[hit.id]; std::find(order.begin(), order.end(), document) == order.end())
        order.push_back(document);
    if (order.size() >= std::min(wanted, counts.size()) || every.limit == kMaxHits) break;
  }
  SearchOptions few = options;
  few.offset = 0;
  few.limit = kHitsOfGroup;
  for (std::size_t i = static_cast<std::size_t>(options.offset); i < std::min(order.size(), wanted); ++i) {
    std::vector<index::PassageSet> own(sets.size());
    for (const auto& [id, document] : document_of)
      if (document == order[i])
        for (std::size_t s = 0; s < sets.size(); ++s) {
          const index::IndexReader::Segment& segment = *index_.segments()[s];
          if (id >= segment.first && id <= segment.last && sets[s].has(static_cast<std::uint16_t>(id & 0xFFFF)))
            own[s].add(static_cast<std::uint16_t>(id & 0xFFFF));
        }
    SearchResult hits;
    collect(plan, few, own, true, hits);
    HitGroup& group = result.groups.emplace_back();
    group.count = counts[order[i]];
    if (!hits.hits.empty()) group.document = hits.hits.front().document;
    group.hits = std::move(hits.hits);
  }
}

}  // namespace banthuek::search
