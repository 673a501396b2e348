// One candidate and its texts: whether it matches, how well, and what to show of it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extractors/types/record.h"
#include "pipeline/database/database.h"
#include "pipeline/index/passage.h"
#include "pipeline/search/term.h"

namespace banthuek::search {

// kFuzzy: also what differs by one or two characters; kNear: of passages that do not hold the term as it is.
enum class Matching { kExact, kFuzzy, kNear };

// A query made ready.
struct Plan {
  Query query;
  std::vector<Term> terms;  // of the query's terms
  bool all = false;         // no query: everything matches
};

struct Match {
  std::int64_t id = 0;
  double score = 0;
  int distance = 0;  // characters that differ
  std::int64_t year = 0;
  int field = 0;  // where the best place is: index into PassageInfo::fields
  Span place;
  double share = 1;  // of that place in the score
  std::string text;  // of that field
};

// Nearer first, then records before running text, the higher score, the later year, the kind, the later id.
bool better(const Match& a, const Match& b);

// Raises the score of what was found as a whole word. Apart from look_at as finding the ends of Thai words is slow.
void weigh_words(Match& found);

// Reads the texts of a passage; nothing where they do not match.
std::optional<Match> score_candidate(index::IndexReader& index, const Plan& plan, std::int64_t id, Matching matching);

// Whether the texts of a passage match; cheaper than look_at.
bool matches(index::IndexReader& index, const Plan& plan, std::int64_t id);

struct Hit {
  std::int64_t id = 0;
  index::PassageKind kind = index::PassageKind::kMeasure;
  std::string measure, document;  // names that last: KEY-NUMBER (of a measure), KEY; empty: a page of no document
  int number = 0;                 // of the record among those of its document, from 1
  std::string record_kind;        // purchase_plan, ...: of a record
  std::string title;              // of the record; of a page that of its document
  std::string office, province, year, group, status, document_kind, file, page;
  std::string snippet;                     // cut at clusters
  std::vector<std::pair<int, int>> marks;  // of the snippet: first character, number of characters (code points)
  std::string field;                       // that the snippet is from
  double score = 0;
  int distance = 0;  // fuzzy: characters that differ
  double confidence = 0;
  std::vector<Place> places;  // where its words stand, if asked for (places.h); `page` is then that of the first of them
};

// `snippet`: most clusters of it.
Hit show_hit(database::Database& db, const Plan& plan, const Match& found, int snippet);

}  // namespace banthuek::search
