#include "extractors/text/heading_end.h"

#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::text {

std::size_t space_between_clauses(std::string_view text, std::size_t from) {
  static const RE2 space(R"([ก-ฮะ-ฺเ-ๅ็-๎]( )[ก-ฮเ-ไ])"),
      goes_on("^ (?:โดย|และ|หรือ|ทั้ง|เพื่อ|ที่|ซึ่ง|ตาม|ประจำ|พร้อม|รวม|ต่อ|ของ|ใน|ณ|ถึง|จาก|แก่|กับ|ด้วย|ก่อน|เป็น|ระหว่าง|ปี|พ\\.ศ)");
  re2::StringPiece rest(text.data() + from, text.size() - from), found;
  while (RE2::FindAndConsume(&rest, space, &found)) {
    const auto at = static_cast<std::size_t>(found.data() - text.data());
    if (!RE2::PartialMatch(re2::StringPiece(text.data() + at, text.size() - at), goes_on)) return at;
    rest = re2::StringPiece(text.data() + at + 1, text.size() - at - 1);
  }
  return std::string_view::npos;
}

std::optional<std::size_t> wide_gap(const Excerpt& text, std::size_t from) {
  constexpr double kOthers = 2;  // times the other gaps' mean
  for (std::size_t i = 1; i < text.pieces.size(); ++i) {
    const auto gap_before = [&](std::size_t k) {
      const Box &left = text.pieces[k - 1].place.box, &box = text.pieces[k].place.box;
      const bool one_line = text.pieces[k - 1].place.page == text.pieces[k].place.page && box.y < left.bottom() && left.y < box.bottom();
      return one_line ? box.x - left.right() : 0;
    };
    const Piece& piece = text.pieces[i];
    const int gap = gap_before(i), height = piece.place.box.h;
    if (text.pieces[i - 1].begin < from || gap < height) continue;
    int sum = 0, others = 0;
    for (std::size_t k = 1; k < text.pieces.size(); ++k) {
      const bool parted = text.pieces[k].begin > text.pieces[k - 1].end;  // by a space
      if (k == i || !parted || text.pieces[k - 1].begin < from || gap_before(k) <= 0) continue;
      sum += gap_before(k), ++others;
    }
    if (others > 0 && gap >= kOthers * sum / others) return piece.begin;
  }
  return std::nullopt;
}

std::optional<std::size_t> smaller_end(const Excerpt& text, std::size_t from) {
  constexpr double kSmaller = 0.9;
  const auto first = std::find_if(text.pieces.begin(), text.pieces.end(), [&](const Piece& piece) { return piece.end > from; });
  if (first == text.pieces.end() || first->confidence < 1) return std::nullopt;
  auto end = text.pieces.end();
  while (end > first && std::prev(end)->place.box.h < kSmaller * first->place.box.h) --end;
  return end == text.pieces.end() ? std::nullopt : std::optional(end->begin);
}

TitleEnd title_end(const Excerpt& text, std::size_t from, std::size_t end, bool wraps, bool named) {
  constexpr double kRunsOn = 0.9;                                // confidence at most of a title that a description may stand behind
  constexpr double kFirstWords = 0.8;                            // and of one that is taken to end at the first space
  constexpr std::size_t kLongTitle = 70;                         // characters; a longer one with a space may hold a description
  constexpr std::size_t kHeadingLetters = 8, kDescription = 25;  // characters of such a heading and of what it is described by, at least
  const auto letters = [&](std::size_t begin, std::size_t stop) { return to_u32(std::string_view(text.text).substr(begin, stop - begin)).size(); };
  const std::size_t space = space_between_clauses(text.text, from);
  if (space >= end) return {end, 1};
  if (!wraps && letters(from, end) <= kLongTitle) return {end, 1};
  if (const auto gap = wide_gap(text, from); gap && letters(from, *gap) >= kHeadingLetters && *gap < end) return {*gap, kRunsOn};
  if (named && letters(from, space) >= kHeadingLetters && letters(space, end) >= kDescription) return {space, kFirstWords};
  return {end, kRunsOn};
}

std::optional<QuotedName> name_in_quotes(std::string_view text, std::size_t from) {
  static const RE2 name(R"(^\s*(?:คือ|ได้แก่|ชื่อ(?:ว่า)?|มีชื่อว่า|เรียกว่า)\s*(?:มาตรการ)?\s*(?:“\s*([^“”]{4,150}?)\s*”|"\s*([^"]{4,150}?)\s*")\s*)");
  re2::StringPiece rest(text.data() + from, text.size() - from), curved, straight;
  if (!RE2::Consume(&rest, name, &curved, &straight)) return std::nullopt;
  const re2::StringPiece& said = curved.empty() ? straight : curved;
  const auto begin = static_cast<std::size_t>(said.data() - text.data());
  return QuotedName{begin, begin + said.size(), text.size() - rest.size()};
}

}  // namespace banthuek::text
