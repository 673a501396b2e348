#include "extractors/text/excerpt.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/fold.h"

namespace banthuek::text {

Excerpt reading_of(const Line& line, int page) {
  Excerpt out{line.text, {}};
  std::size_t from = 0;
  for (const Word& word : line.words) {
    const std::string_view text = trim(word.text);
    if (text.empty()) continue;
    const std::size_t at = out.text.find(text, from);
    if (at == std::string::npos) continue;
    out.pieces.push_back({at, at + text.size(), {page, word.box}, word.confidence});
    from = at + text.size();
  }
  if (out.pieces.empty() && !out.text.empty()) out.pieces.push_back({0, out.text.size(), {page, line.box}, line.confidence});
  return out;
}

Excerpt reading_of(const Cell& cell, int page) {
  std::vector<Excerpt> lines;
  if (!cell.lines.empty()) {
    for (const Line& line : cell.lines)
      if (line.script == Script::kPrint) lines.push_back(reading_of(line, page));
  } else {
    std::string_view rest = cell.text;
    while (!rest.empty()) {
      const std::size_t at = rest.find('\n');
      const std::string_view line = trim(rest.substr(0, at));
      if (!line.empty()) lines.push_back({std::string(line), {{0, line.size(), {page, cell.box}, cell.confidence}}});
      if (at == std::string_view::npos) break;
      rest.remove_prefix(at + 1);
    }
  }
  return join_lines(lines);
}

Excerpt slice(const Excerpt& reading, std::size_t begin, std::size_t end) {
  begin = std::min(begin, reading.text.size());
  end = std::clamp(end, begin, reading.text.size());
  const std::string_view part = trim(std::string_view(reading.text).substr(begin, end - begin));
  if (part.empty()) return {};
  begin = static_cast<std::size_t>(part.data() - reading.text.data());
  end = begin + part.size();
  Excerpt out{std::string(part), {}};
  for (const Piece& piece : reading.pieces)
    if (piece.begin < end && piece.end > begin)
      out.pieces.push_back({std::max(piece.begin, begin) - begin, std::min(piece.end, end) - begin, piece.place, piece.confidence, piece.by_pen});
  return out;
}

Excerpt slice(const Excerpt& reading, std::string_view part) {
  const auto begin = static_cast<std::size_t>(part.data() - reading.text.data());
  return slice(reading, begin, begin + part.size());
}

void append(Excerpt& to, std::string_view joiner, const Excerpt& more) {
  if (more.empty()) return;
  if (!to.empty()) to.text += joiner;
  const std::size_t shift = to.text.size();
  to.text += more.text;
  for (Piece piece : more.pieces) {
    piece.begin += shift;
    piece.end += shift;
    to.pieces.push_back(piece);
  }
}

bool begins_item(std::string_view text) {
  static const RE2 item(
      R"(^\s*(?:\(\s*(?:\p{Nd}{1,3}|[ก-ฮ])\s*\)|\p{Nd}{1,2}(?:\.\p{Nd}{1,2})*\s?[.)](?:\D|$)|\p{Nd}{1,2}(?:\.\p{Nd}{1,2})+\s|[ก-ฮ]\)|[-–—•●▪➢]\s*\S))");
  static const RE2 figure(R"(^\s*\p{Nd}{1,3}\.\p{Nd}{1,2}\s*(?:คะแนน|บาท|เปอร์เซ็นต์|%))");  // that a line's end parted from its sentence
  return RE2::PartialMatch(text, item) && !RE2::PartialMatch(text, figure);
}

std::string_view joiner_between(std::string_view line, std::string_view next) {
  if (line.empty() || next.empty()) return "";
  if (begins_item(next)) return "\n";
  const std::u32string before = to_u32(line.substr(line.size() > 8 ? line.size() - 8 : 0)), after = to_u32(next.substr(0, 8));
  const char32_t last = before.back(), first = after.front();
  if (is_space(last) || is_space(first)) return "";
  // A year cut in two by the cell's edge: ๒๕ | ๖๖, ๒๕๖ | ๖.
  static const RE2 half(R"((?:^|\P{Nd})([2๒][5๕]\p{Nd}?)$)"), other_half(R"(^(\p{Nd}{1,2})(?:\P{Nd}|$))");
  std::string a, b;
  if (is_digit(last) && is_digit(first) && RE2::PartialMatch({line.data(), line.size()}, half, &a) &&
      RE2::PartialMatch({next.data(), next.size()}, other_half, &b) && to_u32(a).size() + to_u32(b).size() == 4)
    return "";
  return is_thai_sign(last) && is_thai_sign(first) ? "" : " ";
}

Excerpt join_lines(std::span<const Excerpt> lines) {
  Excerpt out;
  for (const Excerpt& line : lines) append(out, joiner_between(out.text, line.text), line);
  return out;
}

}  // namespace banthuek::text
