#include "extractors/schema/start_match.h"

#include <algorithm>

#include "extractors/text/fold.h"

namespace banthuek::schema {
namespace {

constexpr std::size_t kBelow = 14;    // lines that the fields of a header stand on
constexpr std::size_t kLongest = 60;  // characters behind a heading that is only its line's beginning

// A heading that is only the beginning of its line (ประกาศ) must be followed by the name of a body, or by nothing.
bool names_a_body(std::u32string_view rest, const Vocabulary& vocabulary) {
  if (rest.empty()) return true;
  return std::any_of(vocabulary.organisation_kinds.begin(), vocabulary.organisation_kinds.end(), [&](const OrganisationKind& kind) {
    const std::u32string word = text::fold(kind.word).text;
    return text::begins_with(rest, word, text::allowed_errors(word.size()) / 2).has_value();
  });
}

// Bytes of the heading that the line is; 0 where it is none.
std::size_t heading_of(std::string_view text, const Start& start, const Vocabulary& vocabulary) {
  std::u32string line = text::fold(text).text;
  while (!line.empty() && (line.front() == U'#' || line.front() == U'*')) line.erase(0, 1);
  for (const std::string& heading : start.headings) {
    const std::u32string word = text::fold(heading).text;
    const int errors = text::allowed_errors(word.size());
    if (start.whole_line) {
      // "บันทึกข้อความ (MEMORANDUM)": what it is called in English may stand beside it.
      std::u32string thai = line;
      std::erase_if(thai, [](char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || c == U'(' || c == U')' || c == U'/'; });
      const int allowed = thai == line ? errors : 1;  // beside English a numeral is a chapter's
      if (text::edit_distance(thai, word, allowed) <= allowed) return heading.size();
    } else if (line.size() < word.size() + kLongest) {
      const auto found = text::begins_with(line, word, errors / 2);
      if (found && names_a_body(std::u32string_view(line).substr(found->end), vocabulary)) return heading.size();
    }
  }
  return 0;
}

bool is_field(const SchemaLayout& layout, std::string_view target, std::string_view text) {
  return std::any_of(layout.rules.begin(), layout.rules.end(),
                     [&](const TextRule& rule) { return rule.target == target && rule.part != HeaderPart::kFoot && match(rule, text).has_value(); });
}

// How many of the fields stand on the lines from `first` on, each below the one before it; a line of a heading may hold one too.
int fields_below(const Start& start, const SchemaLayout& layout, std::span<const PageLine> lines, std::size_t first) {
  int found = 0;
  std::size_t from = first;
  for (const std::string& target : start.fields)
    for (std::size_t i = from; i < std::min(lines.size(), first + kBelow); ++i)
      if (is_field(layout, target, lines[i].text)) {
        ++found;
        from = i;
        break;
      }
  return found;
}

bool begins_so(const std::vector<std::string>& words, std::string_view text) {
  const std::u32string line = text::fold(text).text;
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    const std::u32string folded = text::fold(word).text;
    return text::begins_with(line, folded, text::allowed_errors(folded.size())).has_value();
  });
}

}  // namespace

std::optional<StartMatch> match_start(const Start& start, const SchemaLayout& layout, std::span<const PageLine> lines, const Vocabulary& vocabulary) {
  const int least = start.least > 0 ? start.least : static_cast<int>(start.fields.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].top > start.zone) continue;
    std::size_t length = 0;
    if (start.pattern) {
      re2::StringPiece found;
      if (!start.pattern->Match({lines[i].text.data(), lines[i].text.size()}, 0, lines[i].text.size(), RE2::UNANCHORED, &found, 1)) continue;
      length = found.size();
    }
    if (!start.headings.empty()) {
      const std::size_t heading = heading_of(lines[i].text, start, vocabulary);
      if (heading == 0) continue;
      length = std::max(length, heading);
    }
    if (start.headings.empty() && !start.pattern && !is_field(layout, start.fields.front(), lines[i].text)) continue;
    if (!start.fields.empty() && fields_below(start, layout, lines, i) < least) continue;
    const auto until = lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), i + kBelow));
    if (std::any_of(lines.begin(), until, [&](const PageLine& line) { return begins_so(start.without, line.text); })) return std::nullopt;
    return StartMatch{i, length};
  }
  return std::nullopt;
}

}  // namespace banthuek::schema
