#include "pipeline/read/read_pen.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "pipeline/picture/components.h"
#include "pipeline/read/page_findings.h"
#include "pipeline/read/page_transform.h"
#include "pipeline/read/pen_places.h"

namespace banthuek::read {
namespace {

constexpr double kPenOver = 0.7;                               // body heights: a pen may begin over the print beside it
constexpr double kPenLow = 0.5, kPenHigh = 4.5, kPenWide = 3;  // body heights: of a number; wider than its blank
constexpr double kPenSpeck = 0.12;                             // body heights

struct PenPieces {
  picture::Components coloured;
  std::vector<int> black;  // of the layout's components: those that no line and no leader took
};

std::vector<int> unclaimed(const layout::Layout& layout) {
  std::vector<bool> taken(layout.components.list.size(), false);
  const auto take = [&](const std::vector<int>& pieces) {
    for (const int i : pieces) taken[static_cast<std::size_t>(i)] = true;
  };
  const auto take_block = [&](const layout::TextBlock& block) {
    for (const layout::Segment& s : block.segments) take(s.pieces);
  };
  take_block(layout.text);
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) take_block(c.text);
  for (const layout::Leader& l : layout.leaders) take(l.pieces);
  std::vector<int> out;
  for (std::size_t i = 0; i < taken.size(); ++i)
    if (!taken[i]) out.push_back(static_cast<int>(i));
  return out;
}

// The pieces of a number in a blank, drawn by themselves; nothing where there are none, or a stroke goes far beyond.
struct PenInk {
  picture::Picture bits;
  Box box;
};

class InkOfPlace {
 public:
  InkOfPlace(const Box& place, double body) : place_(place), body_(body) {}

  void add(const picture::Components& all, const picture::Component& c) {
    const Box& b = c.box;
    if (std::max(b.w, b.h) < kPenSpeck * body_ || reaches_) return;
    const double x = b.x + b.w / 2.0, y = b.y + b.h / 2.0;
    if (x < place_.x || x > place_.right() || y < place_.y || y > place_.bottom()) return;
    if (b.h > kPenHigh * body_ || b.x < place_.x - kPenOver * body_ || b.right() > place_.right() + kPenWide * body_) {
      reaches_ = true;
      return;
    }
    box_ = unite(box_, b);
    const auto runs = all.runs_of(c);
    runs_.insert(runs_.end(), runs.begin(), runs.end());
  }

  std::optional<PenInk> ink() const {
    if (reaches_ || box_.h < kPenLow * body_ || box_.w > place_.w + kPenWide * body_) return std::nullopt;
    const int stride = (box_.w + 7) / 8;
    std::vector<std::uint8_t> bits(static_cast<std::size_t>(stride) * box_.h);
    for (const picture::Run& r : runs_)
      for (int x = r.x0; x < r.x1; ++x)
        bits[static_cast<std::size_t>(r.y - box_.y) * stride + (x - box_.x) / 8] |= static_cast<std::uint8_t>(0x80 >> (x - box_.x) % 8);
    return PenInk{picture::Picture::from_bits(bits, box_.w, box_.h, stride, 0, picture::Picture::Bit::kInk), box_};
  }

 private:
  Box place_, box_;
  double body_;
  bool reaches_ = false;
  std::vector<picture::Run> runs_;
};

std::optional<PenInk> ink_in(const Box& place, const PenPieces& pieces, const layout::Layout& layout) {
  InkOfPlace coloured(place, layout.body);
  for (const picture::Component& c : pieces.coloured.list) coloured.add(pieces.coloured, c);
  if (auto ink = coloured.ink()) return ink;
  InkOfPlace black(place, layout.body);
  for (const int i : pieces.black) black.add(layout.components, layout.components.list[static_cast<std::size_t>(i)]);
  return black.ink();
}

bool may_be(const PenPlace& place, const pen::PenReading& reading) {
  if (place.kind == PenNumber::kRunning) return true;
  const int day = std::atoi(text::ascii_digits(reading.digits).c_str());
  return reading.count <= 2 && day >= 1 && day <= place.most;
}

void put_into(Line& line, const PenPlace& place, const Word& word) {
  const bool behind_stroke = place.kind == PenNumber::kRunning;
  std::string before = line.text.substr(0, place.at), behind = line.text.substr(place.at);
  if (!behind_stroke && !before.empty() && before.back() != ' ') before += ' ';
  if (!behind.empty() && behind.front() != ' ') behind.insert(behind.begin(), ' ');
  line.text = before + word.text + behind;
  line.box = unite(line.box, word.box);
  line.words.insert(line.words.begin() + static_cast<std::ptrdiff_t>(place.word), word);
}

class PenReader {
 public:
  PenReader(Page& page, const layout::Layout& layout, const picture::Picture& coloured, const pen::DigitReader& reader)
      : page_(page), layout_(layout), coloured_(coloured), reader_(reader) {}

  // Whether the line has grown.
  bool read(Line& line) {
    std::vector<PenPlace> places = pen_places(line, layout_.body);
    std::reverse(places.begin(), places.end());  // what stands behind moves
    bool grown = false;
    for (const PenPlace& place : places) {
      const std::optional<PenInk> ink = ink_in(place.box, pieces(), layout_);
      if (!ink || in_stamp(ink->box)) continue;
      const std::optional<pen::PenReading> reading = reader_.read(ink->bits);
      if (!reading || !may_be(place, *reading)) continue;
      const Word word{reading->digits, ink->box, reading->confidence};
      keep_in_region(word);
      if (reading->sure) {
        put_into(line, place, word);
        grown = true;
      } else {
        add_finding(page_, "number_by_hand", Severity::kInfo, word.text, "a number is written by hand here; this may be it: look at the paper");
      }
    }
    return grown;
  }

 private:
  const PenPieces& pieces() {
    if (!pieces_) pieces_ = PenPieces{coloured_.empty() ? picture::Components{} : picture::find_components(coloured_), unclaimed(layout_)};
    return *pieces_;
  }

  bool in_stamp(const Box& box) const {
    return std::any_of(page_.regions.begin(), page_.regions.end(),
                       [&](const Region& r) { return r.kind == RegionKind::kStamp && !intersect(r.box, box).empty(); });
  }

  void keep_in_region(const Word& word) {
    const Line line{word.text, word.box, word.confidence, 0, Script::kHandwriting, {word}};
    const auto holds = [&](const Region& r) { return r.kind == RegionKind::kHandwriting && !intersect(r.box, word.box).empty(); };
    const auto region = std::find_if(page_.regions.begin(), page_.regions.end(), holds);
    if (region != page_.regions.end())
      region->lines.push_back(line);
    else
      page_.regions.push_back({RegionKind::kHandwriting, word.box, word.confidence, {line}});
  }

  Page& page_;
  const layout::Layout& layout_;
  const picture::Picture& coloured_;
  const pen::DigitReader& reader_;
  std::optional<PenPieces> pieces_;
};

}  // namespace

void read_pens(Page& page, const Upright& up, const layout::Layout& layout, const pen::DigitReader& reader) {
  PenReader pens(page, layout, up.ink.coloured, reader);
  for (Line& line : page.lines) pens.read(line);
  for (Table& table : page.tables)
    for (Cell& cell : table.cells) {
      bool grown = false;
      for (Line& line : cell.lines) grown = pens.read(line) || grown;
      if (grown) take_text(cell);
    }
}

}  // namespace banthuek::read
