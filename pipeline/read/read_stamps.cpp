#include "pipeline/read/read_stamps.h"

#include <algorithm>
#include <vector>

#include "extractors/text/fold.h"
#include "pipeline/picture/skew.h"
#include "pipeline/read/read_picture.h"

namespace banthuek::read {
namespace {

constexpr double kUpper = 0.4;  // of the page's height: urgency and receipt stand there, coloured stamps (secrecy, certified copies) anywhere
constexpr double kMinHeight = 1.2, kMaxHeight = 14, kMinWidth = 3, kMaxWidth = 30;  // body heights
constexpr double kLevel = 1.1;                                                      // wider than high
constexpr int kMaxStamps = 4;                                                       // of a page
constexpr int kMaxTilt = 8;                                                         // degrees either way
constexpr double kSure = 0.7;                                                       // of a line that is kept
constexpr std::size_t kLetters = 3;                                                 // of a line that is kept

bool may_be_stamp(const Region& r, const Upright& up) {
  const Box& b = r.box;
  return (r.kind == RegionKind::kStamp || b.y + b.h / 2.0 < kUpper * up.ink.grey.height()) && b.h >= kMinHeight * up.body &&
         b.h <= kMaxHeight * up.body && b.w >= kMinWidth * up.body && b.w <= kMaxWidth * up.body && b.w > kLevel * b.h;
}

// How clearly rows of ink and rows of paper change: greatest where lines of text lie level.
double evenness(const picture::Picture& ink) {
  double sum = 0;
  for (int y = 0; y < ink.height(); ++y) {
    double row = 0;
    for (int x = 0; x < ink.width(); ++x) row += ink.ink_at(x, y);
    sum += row * row;
  }
  return sum;
}

picture::Picture level(const picture::Picture& ink) {
  picture::Picture best = ink;
  double most = evenness(ink);
  for (int degrees = -kMaxTilt; degrees <= kMaxTilt; ++degrees) {
    if (degrees == 0) continue;
    picture::Picture turned = picture::rotated(ink, degrees);
    if (const double e = evenness(turned); e > 1.02 * most) most = e, best = std::move(turned);
  }
  return best;
}

}  // namespace

void read_stamps(Page& page, const Upright& up, recognise::Recogniser& recogniser) {
  int left = kMaxStamps;
  for (Region& r : page.regions) {
    if (left == 0) return;
    if (r.kind == RegionKind::kSignature || !may_be_stamp(r, up)) continue;
    const bool coloured = r.kind == RegionKind::kStamp || r.kind == RegionKind::kHandwriting;
    const picture::Picture& from = coloured ? up.ink.coloured : up.ink.bits;
    if (from.empty()) continue;
    --left;
    const int rim = static_cast<int>(up.body / 2);
    const picture::Picture ink = level(from.cut({r.box.x - rim, r.box.y - rim, r.box.w + 2 * rim, r.box.h + 2 * rim}));
    for (Line& line : read_picture_as_lines(ink, recogniser)) {
      if (line.confidence < kSure || text::to_u32(line.text).size() < kLetters) continue;
      line.box = r.box;  // of an ink that was turned: no better is known
      line.baseline = 0;
      for (Word& w : line.words) w.box = r.box;
      r.lines.push_back(std::move(line));
    }
  }
}

}  // namespace banthuek::read
