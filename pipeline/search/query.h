// The query language: words (all must stand), "phrases" (in “quotes” of any kind), word* (beginnings), AND OR NOT or -word, brackets.
//
// Words may be parts of compounds: Thai is searched without regard to where words end. Signs with no letter or digit are
// passed over outside quotes. Errors are Error{kUsage} with what to write instead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/error.h"

namespace banthuek::search {

struct QueryTerm {
  enum class Form { kWord, kPhrase, kPrefix };
  std::string text;  // as written, without quotes or star
  Form form = Form::kWord;
};

struct QueryNode {
  enum class Op { kTerm, kAnd, kOr, kNot } op = Op::kTerm;
  int term = 0;                  // kTerm: index into Query::terms
  std::vector<QueryNode> parts;  // kNot has one
};

struct Query {
  QueryNode root;
  std::vector<QueryTerm> terms;
};

// At most 600 characters and 24 words; NOT may not stand alone. Days that no month has (31 ก.พ. 2566) are refused outside
// quotes.
Query parse_query(std::string_view text);

}  // namespace banthuek::search
