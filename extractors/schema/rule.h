// A rule of a layout: anchor words that may be misread, then an RE2 pattern; with the samples it must and must not match.
//
// A text is matched so: where the rule has anchors, the text must begin with one of them (or hold one, `place = "anywhere"`), at
// most a quarter of its letters misread; the pattern, if there is one, is then searched in what follows. The value is the group
// "value" where the pattern has it, else the whole match, else all that follows the anchor, leaders trimmed. Rules are data
// (schemas/README.md); Schemas own them. Pure; safe from any thread.
#pragma once

#include <re2/re2.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::schema {

struct Sample {
  std::string text;
  std::optional<std::string> value;  // what the rule must cut out of it
  int line = 0;                      // in its file
};

enum class AnchorPlace { kBeginning, kAnywhere, kWhole };

// Where a header field stands: among the labels below the heading, on the right half beside them (a letter's office), or behind the header,
// at the document's foot (a letter's telephone, the day of an order).
enum class HeaderPart { kHead, kRight, kFoot };

struct TextRule {
  std::string target;  // what it finds: one of rule_targets()
  std::string id;      // "LAYOUT/TARGET@VERSION"
  std::vector<std::string> anchors;
  AnchorPlace place = AnchorPlace::kBeginning;
  HeaderPart part = HeaderPart::kHead;
  int errors = -1;  // letters of the anchor that may be misread; -1: a quarter
  std::shared_ptr<const RE2> pattern;
  int lines = 1;  // lines it may go on over
  std::vector<Sample> matches;
  std::vector<Sample> rejects;
  std::string file;
  int line = 0;
};

struct RuleMatch {
  std::string_view whole, value;                  // views into the text matched
  std::string_view rest;                          // what follows the match
  std::map<std::string, std::string_view> group;  // named groups that took part
  int errors = 0;                                 // letters of the anchor that were misread
};

// The first match of the rule in `text`; `text` must outlive the result.
std::optional<RuleMatch> match(const TextRule& rule, std::string_view text);

// The first of the rules that the text matches, and which it is.
std::optional<RuleMatch> first_match(const std::vector<const TextRule*>& rules, std::string_view text, const TextRule** which = nullptr);

// All matches that do not overlap, in order. Rules with anchors match once.
std::vector<RuleMatch> match_all(const TextRule& rule, std::string_view text);

// Where a folded anchor begins and ends in the bytes of `text`; the longest of those with the fewest errors.
struct AnchorAt {
  std::size_t begin = 0, end = 0;
  int errors = 0;
};
std::optional<AnchorAt> find_anchor(const TextRule& rule, std::string_view text);

}  // namespace banthuek::schema
