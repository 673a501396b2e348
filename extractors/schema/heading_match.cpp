#include "extractors/schema/heading_match.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>

#include "extractors/text/fold.h"

namespace banthuek::schema {

std::string heading_text(const Cell& cell) {
  constexpr double kSure = 0.9, kDoubtful = 0.6;
  const auto letters = [](const Line& line) {
    return !text::fold(line.text).text.empty() && line.text.find_first_not_of(" -.") != std::string::npos;
  };
  if (std::none_of(cell.lines.begin(), cell.lines.end(), [&](const Line& line) { return line.confidence >= kSure && letters(line); }))
    return cell.text;
  std::string out;
  for (const Line& line : cell.lines)
    if (line.confidence >= kDoubtful && letters(line)) out += (out.empty() ? "" : "\n") + line.text;
  return out;
}

namespace {

double score_of(const KnownTexts& headings, const KnownTexts& words, const std::u32string& text) {
  double score = 0;
  for (const std::u32string& heading : headings.folded()) {
    // What is less alike than 0.7 is not measured to its end.
    const std::size_t longer = std::max(text.size(), heading.size());
    const int limit = static_cast<int>(longer * 3 / 10);
    const int errors = text::edit_distance(text, heading, limit);
    if (errors <= limit) score = std::max(score, 1.0 - errors / static_cast<double>(longer));
  }
  if (score > 0) return score;
  for (const std::u32string& w : words.folded()) {
    if (!text::find_approximate(text, w, text::allowed_errors(w.size()) * 2 / 3)) continue;
    const double share = std::min(1.0, static_cast<double>(w.size()) / static_cast<double>(text.size()));
    score = std::max(score, 0.5 + 0.19 * share);
  }
  return score;
}

}  // namespace

double heading_score(const KnownTexts& headings, const KnownTexts& words, std::string_view heading) {
  const std::u32string text = text::fold(heading).text;
  return text.empty() ? 0 : score_of(headings, words, text);
}

namespace {

// The heading without the year that it is of: "คะแนนรวม ปี ๒๕๖๖". A heading that is a year stays one.
std::u32string without_year(std::string_view heading) {
  std::u32string whole = text::fold(heading).text;
  if (whole.empty() || std::none_of(whole.begin(), whole.end(), text::is_digit)) return whole;
  static const RE2 year(R"((?:ประจำ)?(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*[2๒][5๕]\p{Nd}{2}|\s['’]?[5-7๕-๗]\p{Nd}\s*$)");
  std::string rest(heading);
  RE2::GlobalReplace(&rest, year, "");
  std::u32string folded = text::fold(rest).text;
  return std::any_of(folded.begin(), folded.end(),
                     [](char32_t c) { return text::is_thai_sign(c) || (c < 128 && std::isalpha(static_cast<int>(c)) != 0); })
             ? folded
             : whole;
}

}  // namespace

std::optional<HeadingMatch> best_column(const SchemaLayout& layout, std::string_view heading) {
  constexpr double kVague = 0.9;  // least score of a heading that other records have too, but for what they are named by
  const std::u32string text = without_year(heading);
  if (text.empty()) return std::nullopt;
  std::optional<HeadingMatch> best;
  for (const SchemaColumn& column : layout.columns) {
    const auto& denies = column.denies.folded();
    if (std::any_of(denies.begin(), denies.end(), [&](const std::u32string& word) { return text.find(word) != std::u32string::npos; })) continue;
    const double score = score_of(column.headings, column.words, text);
    if (score >= (column.weak && column.role != "title" ? kVague : 0.5) && (!best || score > best->score)) best = HeadingMatch{column.role, score};
  }
  return best;
}

}  // namespace banthuek::schema
