#include "extractors/text/heading_end.h"

#include <re2/re2.h>

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

}  // namespace banthuek::text
