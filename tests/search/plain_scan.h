// Queries drawn by chance over an invented archive, and a plain scan of it, which searches are compared with.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "pipeline/search/searcher.h"
#include "tests/search/invented_archive.h"
#include "tests/search/read_plain.h"

namespace banthuek::search {

class PlainScan : public testing::Test, protected InventedArchive {
 protected:
  Searcher searcher{store, SearchVocabulary{}};
  std::map<std::int64_t, Plain> measures, others;  // others: passages of the other kinds
  bool term_of_others = false;                     // whether queries are cut out of passages of all kinds, not out of measures alone

  void SetUp() override {
    fill();
    measures = plain_measures(store);
    read_others(store, others);
    ASSERT_GT(measures.size(), 200u);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_segments"), 1);
    ASSERT_GT(store.db().integer("SELECT count(*) FROM search_deleted"), 10);
  }

  // A term that a query can hold: it reads back as it is, and has a letter that is not a mark alone.
  std::optional<Asked> term() {
    Asked asked;
    asked.op = any(4) == 0 ? Asked::Op::kPhrase : any(4) == 0 ? Asked::Op::kPrefix : Asked::Op::kWord;
    const std::map<std::int64_t, Plain>& passages = term_of_others && any(3) > 0 ? others : measures;
    auto at = passages.begin();
    std::advance(at, any(passages.size()));
    const std::vector<Clusters>& fields = at->second.fields;
    const Clusters& from = any(8) == 0 ? index::search_text(text(4)).clusters : fields[any(fields.size())];
    if (from.empty()) return std::nullopt;
    const std::size_t begin = any(from.size()), length = 1 + any(std::min<std::size_t>(any(3) ? 3 : 9, from.size() - begin));
    asked.text.assign(from.begin() + static_cast<std::ptrdiff_t>(begin), from.begin() + static_cast<std::ptrdiff_t>(begin + length));
    if (asked.op == Asked::Op::kPrefix) asked.text.back() &= 0xFFFF;
    const std::string written = index::to_utf8(asked.text);
    if (index::search_text(written).clusters != asked.text || written.starts_with('-') ||
        std::none_of(asked.text.begin(), asked.text.end(), index::is_word))
      return std::nullopt;
    if (asked.op != Asked::Op::kPhrase && written.find_first_of(" ()\"*") != std::string::npos) return std::nullopt;
    if (asked.op == Asked::Op::kPhrase && written.find('"') != std::string::npos) return std::nullopt;
    asked.tight_text = tight(asked.text);
    return asked;
  }

  Asked query(int depth) {
    const std::size_t kind = depth > 1 ? 0 : any(6);
    if (kind < 3) {
      for (;;)
        if (auto asked = term()) return *asked;
    }
    Asked asked;
    asked.op = kind == 3 ? Asked::Op::kOr : Asked::Op::kAnd;
    for (std::size_t i = 0, n = 2 + any(2); i < n; ++i) asked.parts.push_back(query(depth + 1));
    if (kind == 5) {
      Asked without;
      without.op = Asked::Op::kNot;
      without.parts.push_back(query(depth + 1));
      asked.parts.push_back(without);
    }
    return asked;
  }

  Filters filters() {
    Filters f;
    if (any(3)) return f;
    switch (any(12)) {
      case 0:
        f.offices = {one({"เทศบาลหนึ่ง", "อบต.สาม"}), "อบจ.สี่"};
        break;
      case 1:
        f.types = {"อบต."};
        break;
      case 2:
        f.districts = {"เหนือ", "ใต้"};
        break;
      case 3:
        f.provinces = {"สมมุติธานี"};
        break;
      case 4:
        f.groups = {"EIT"};
        break;
      case 5:
        f.statuses = {"done", "not_started"};
        break;
      case 6:
        f.year_from = 2562;
        break;
      case 7:
        f.year_to = 2562;
        f.findings = Want::kNo;
        break;
      case 8:
        f.period_from = 20220501;
        f.confidence = 0.6;
        break;
      case 10:
        f.kinds = {"memo"};
        break;
      case 9:
        f.period_to = 20220101;
        f.reviewed = Want::kNo;
        break;
      default:
        f.findings = Want::kYes;
        f.reviewed = Want::kYes;
    }
    return f;
  }

  std::vector<std::int64_t> scan(const Asked& asked, const SearchOptions& options) {
    std::vector<std::int64_t> ids;
    for (const auto* passages : {&measures, &others})
      for (const auto& [id, m] : *passages)
        if (options.in.has(index::kind_of(id)) && passes(m, options.filters) && holds(m, asked, options.tones)) ids.push_back(id);
    return ids;
  }
};

inline std::vector<std::int64_t> ids_of(const SearchResult& result) {
  std::vector<std::int64_t> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

inline std::vector<std::int64_t> sorted(std::vector<std::int64_t> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace banthuek::search
