// One term of a query, ready to be looked for: in the index, which gives candidates, and in texts, which decide.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/index/index_reader.h"
#include "pipeline/search/query.h"
#include "pipeline/search/synonyms.h"

namespace banthuek::search {

enum class Tones { kCount, kIgnored };

struct Span {
  std::size_t begin = 0, end = 0;  // clusters
};

// Where each character stands in a pattern of at most 64, as bits.
struct NearPattern {
  std::array<std::uint64_t, 256> usual{};  // ASCII, then U+0E00 to U+0E7F
  std::unordered_map<char16_t, std::uint64_t> others;
  int length = 0;

  std::uint64_t mask(char16_t c) const {
    if (c < 0x80) return usual[c];
    if (c >= 0x0E00 && c < 0x0E80) return usual[128u + (c - 0x0E00u)];
    const auto found = others.find(c);
    return found == others.end() ? 0 : found->second;
  }
};

struct Term {
  std::vector<Clusters> ways;          // any of them; the first is what was asked
  std::vector<std::string> skeletons;  // of the ways
  Tones tones = Tones::kCount;
  bool prefix = false;  // the last cluster may go on
  bool era = false;     // พ.ศ. was asked for in front, which the ways leave out
  int edits = 0;        // characters that may differ where nothing matches as it is (allow_edits)
  NearPattern pattern;  // of the first way, where edits are allowed
  NearPattern letter_pattern;

  // How the cluster at `at` of a way is to match.
  index::Similarity likeness(const Clusters& way, std::size_t at) const {
    if (prefix && at + 1 == way.size()) return index::Similarity::kBeginning;
    return tones == Tones::kIgnored ? index::Similarity::kWithoutTones : index::Similarity::kSame;
  }
};

Term make_term(const QueryTerm& term, const SearchVocabulary& vocabulary, Tones tones, Widen widen);

// Whether the term may stand in a text of this skeleton; without it, it does not.
bool may_stand(const Term& term, std::string_view skeleton);

// First place of the term in a text from `from` on.
std::optional<Span> find_term(const Term& term, std::span<const index::Cluster> text, std::size_t from);

// The fewest characters by which some part of the text differs from the first way of the term, and where it ends;
// nothing where it is more than term.edits. (Sellers' distance by Myers' bit vectors, J. ACM 46(3), 1999.)
struct Near {
  int distance = 0;
  Span place;
};
std::optional<Near> find_near(const Term& term, std::span<const index::Cluster> text);

// Whether find_near may find anything in a text of these letters; without it, it does not: what letters leave out makes nothing more different.
bool may_nearly_stand(const Term& term, std::string_view letters);

// Makes a term fuzzy: none of its characters may differ where it has under 4, one under 8, else two.
void allow_edits(Term& term);

struct Candidates {
  index::PassageSet set;
  bool exact = true;  // every one of the set holds the term: no need to look into its text
};

// Measures of a segment that may hold the term.
Candidates candidates(index::IndexReader& index, const index::IndexReader::Segment& segment, const Term& term, index::TermKind kind);

// Measures of a segment that share enough with the term to be within its edits: for each number of shared pairs,
// from most to least, those that have at least that many.
std::vector<index::PassageSet> near_candidates(index::IndexReader& index, const index::IndexReader::Segment& segment, const Term& term);

}  // namespace banthuek::search
