#include "pipeline/read/straighten.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "pipeline/layout/coloured_print.h"
#include "pipeline/layout/x_height.h"
#include "pipeline/picture/even_grounds.h"
#include "pipeline/picture/lift_print.h"
#include "pipeline/picture/morphology.h"
#include "pipeline/picture/photographs.h"
#include "pipeline/picture/skew.h"
#include "pipeline/read/orientation.h"
#include "pipeline/read/read_line.h"

namespace banthuek::read {
namespace {

// Letters are best found and read at this height; lower ones are enlarged first, much higher ones made smaller (pixels).
constexpr double kMinBody = 13, kMaxBody = 56, kGoodBody = 24;
constexpr double kMaxEnlarged = 40e6;  // pixels; a page that would grow beyond is read as it is
constexpr double kMaxTwice = 16e6;     // pixels, as A4 at 400 dpi: a larger one is held once only

double guess_body(const picture::Picture& page) { return std::max(page.width(), page.height()) / 125.0; }

// Letters in white on a dark ground: the page as print. Empty where the negative shows no letters either (a black page).
picture::Picture negative_of(const picture::Picture& page) {
  constexpr double kMinInk = 0.003, kMaxInk = 0.4;
  constexpr std::size_t kFewPieces = 40;
  picture::Picture negative = page.inverted();
  const picture::PageInk ink = picture::separate_ink(negative);
  if (ink.coverage < kMinInk || ink.coverage > kMaxInk) return {};
  const picture::Components pieces = picture::find_components(ink.bits);
  return pieces.list.size() >= kFewPieces && layout::body_height(pieces) > 0 ? negative : picture::Picture();
}

// The same cut upside down.
recognise::LineCrop turned_about(recognise::LineCrop crop) {
  std::reverse(crop.pixels.begin(), crop.pixels.end());
  if (crop.band) crop.band = recognise::Band{crop.height - crop.band->bottom, crop.height - crop.band->top};
  return crop;
}

picture::PageInk turned_ink(const picture::PageInk& ink, int turn, double degrees) {
  picture::PageInk out;
  out.grey = picture::rotated(ink.grey.turned(turn), degrees);
  if (!ink.coloured.empty()) out.coloured = picture::rotated(ink.coloured.turned(turn), degrees);
  // Lifted print is as black as ink can be, and no measure for the rest of the page.
  out.bits = ink.lifted ? picture::to_bits(out.grey, ink.threshold) : picture::ink_bits(out.grey, ink.shaded);
  out.threshold = ink.threshold, out.lifted = ink.lifted;
  out.grounds = ink.grounds;  // turned with the page's other boxes
  out.coverage = ink.coverage, out.paper = ink.paper, out.shaded = ink.shaded;
  return out;
}

}  // namespace

void turn(Upright& up, int turn, double degrees) {
  const int width = up.ink.grey.width(), height = up.ink.grey.height();
  up.ink = turned_ink(up.ink, turn, degrees);
  const double angle = (turn + degrees) * std::numbers::pi / 180, c = std::cos(angle), s = std::sin(angle);
  // A box around what lay askew is higher and wider than that is once it lies straight.
  const double askew = std::abs(degrees) * std::numbers::pi / 180, own = std::cos(askew), other = std::sin(askew);
  // Not so where the result would be little of it: then what it holds stood upright on the slanted page.
  constexpr double kSteep = 20 * std::numbers::pi / 180, kMinShare = 0.4;
  const auto straight = [&](double along, double across) {
    const double around = along * own + across * other;
    if (askew > kSteep) return around;
    const double within = (along * own - across * other) / (own * own - other * other);
    return within < kMinShare * along ? around : std::min(within, along / own);
  };
  for (std::vector<Box>* list : {&up.photographs, &up.ink.grounds})
    for (Box& box : *list) {
      const double u = box.x + box.w / 2.0 - width / 2.0, v = box.y + box.h / 2.0 - height / 2.0;
      const double x = c * u - s * v + up.ink.grey.width() / 2.0, y = s * u + c * v + up.ink.grey.height() / 2.0;
      double w = straight(box.w, box.h), h = straight(box.h, box.w);
      if (turn % 180 != 0) std::swap(w, h);
      box = {static_cast<int>(std::lround(x - w / 2)), static_cast<int>(std::lround(y - h / 2)), static_cast<int>(std::lround(w)),
             static_cast<int>(std::lround(h))};
    }
}

namespace {

// The pieces of its ink, with print in colour and in white on dark grounds taken as ink.
struct Lifted {
  picture::Components pieces;
  bool from_grounds = false;
};

// What is known of a page before its ink: dark grounds, and lines of print that is brighter than what it stands on.
struct BrightPrint {
  std::vector<Box> banners, pale;
};

bool holds(const std::vector<Box>& grounds, const Box& line) {
  const int x = line.x + line.w / 2, y = line.y + line.h / 2;
  return std::any_of(grounds.begin(), grounds.end(), [&](const Box& g) { return x >= g.x && x < g.right() && y >= g.y && y < g.bottom(); });
}

// Whether a line's ground is ink of the page: then it is found with the rules around it (find_dark_grounds, find_dark_bars).
bool is_inked(const picture::PageInk& ink, const Box& line) {
  constexpr double kInked = 0.3;
  int all = 0, inked = 0;
  for (int y = line.y; y < line.bottom(); y += 2)
    for (int x = line.x; x < line.right(); x += 2) ++all, inked += ink.bits.ink_at(x, y) || (!ink.coloured.empty() && ink.coloured.ink_at(x, y));
  return inked > kInked * all;
}

// All ink of the page, black and coloured.
picture::Picture all_ink(const picture::PageInk& ink) { return ink.coloured.empty() ? ink.bits : picture::either(ink.bits, ink.coloured); }

// `from`: the picture that the ink is of.
Lifted lift_print(Upright& up, const picture::Picture& from, const BrightPrint& known) {
  picture::Components found = picture::find_components(up.ink.bits);
  bool changed = false;
  const double body = layout::body_height(found);
  const picture::Picture all = all_ink(up.ink);
  std::vector<Box> grounds = layout::find_dark_grounds(found, all, body), white;
  if (!up.ink.coloured.empty()) {
    const picture::Components coloured = picture::find_components(up.ink.coloured);
    picture::Components either = picture::find_components(all);
    const double usual = body > 0 ? body : layout::body_height(coloured);
    for (const auto& more : {layout::find_dark_grounds(coloured, all, usual), layout::find_dark_grounds(either, all, usual)})
      grounds.insert(grounds.end(), more.begin(), more.end());
    std::vector<Box> print = layout::find_coloured_print(coloured, from.width(), from.height(), found.list.size());
    white = layout::find_white_print(either, usual);
    const std::vector<Box> torn = layout::find_torn_print(std::move(either), up.ink.coloured, body);
    print.insert(print.end(), torn.begin(), torn.end());
    picture::take_as_print(up.ink, from, print);
    changed = !print.empty() || !white.empty();
  }
  grounds.insert(grounds.end(), known.banners.begin(), known.banners.end());
  white.insert(white.end(), known.pale.begin(), known.pale.end());
  std::erase_if(white, [&](const Box& line) { return holds(grounds, line); });
  picture::take_as_negative(up.ink, from, grounds);
  picture::take_as_negative(up.ink, from, white);
  up.ink.grounds.insert(up.ink.grounds.end(), grounds.begin(), grounds.end());
  const bool lifted = !grounds.empty() || !white.empty();
  if (changed || lifted) found = picture::find_components(up.ink.bits);
  return {std::move(found), lifted};
}

// On a page askew the box around a ground takes in what stands above and below it: what was lifted there is lifted again once the page is straight.
// `plain`: the ink as it was before.
void lift_again(Upright& up, picture::PageInk plain, const picture::Picture& from, const BrightPrint& known) {
  const auto tints = static_cast<std::ptrdiff_t>(plain.grounds.size());
  for (const std::vector<Box>* list : {&known.banners, &known.pale}) plain.grounds.insert(plain.grounds.end(), list->begin(), list->end());
  up.ink = std::move(plain);
  turn(up, up.turned, -up.skew);
  const auto first = up.ink.grounds.begin() + tints, middle = first + static_cast<std::ptrdiff_t>(known.banners.size());
  const BrightPrint turned{{first, middle}, {middle, up.ink.grounds.end()}};
  up.ink.grounds.resize(static_cast<std::size_t>(tints));
  lift_print(up, picture::rotated(from.turned(up.turned), -up.skew), turned);
}

// Headings of tables whose ground hangs together with the rules around; of a ground of colour a scan takes part for black. `page`: as the ink was
// taken from it, not turned yet; `askew`: pieces of its black ink.
void lift_bars(Upright& up, const picture::Picture& page, const picture::Components& askew, double body) {
  const bool coloured = !up.ink.coloured.empty();
  if (!coloured && !layout::may_have_dark_bars(askew, body)) return;
  const picture::Picture all = all_ink(up.ink);
  picture::Components pieces = picture::find_components(all);
  if (coloured && !layout::may_have_dark_bars(pieces, body)) return;
  const std::vector<Box> bars = layout::find_dark_bars(pieces, all, body);
  if (!bars.empty()) {
    picture::take_rims_as_ink(up.ink, bars, layout::bar_rim(body));
    // Of colour the grey has lost the ground.
    const bool plain = !coloured || static_cast<double>(page.width()) * page.height() > kMaxTwice;
    picture::take_as_negative(up.ink, plain ? picture::Picture(up.ink.grey) : picture::rotated(page.turned(up.turned), -up.skew), bars);
    up.ink.grounds.insert(up.ink.grounds.end(), bars.begin(), bars.end());
  }
  if (coloured || !bars.empty()) pieces = picture::find_components(up.ink.bits);
  const std::vector<Box> lines = layout::find_white_print(pieces, body);
  picture::take_as_negative(up.ink, picture::Picture(up.ink.grey), lines);
}

// `on_grounds`: whether the page may stand on grounds, and whether it did.
Upright straightened(const picture::Picture& given, bool& on_grounds) {
  constexpr int kDarkGround = 100;
  Upright up;
  picture::Picture page = given;
  picture::Patches patches = picture::find_patches(page);
  on_grounds = on_grounds && picture::stands_on_grounds(page, patches.photographs);
  const auto take_ink = [&] {
    if (!on_grounds) {
      up.ink = picture::separate_ink(page);
      return;
    }
    picture::EvenPage even = picture::even_grounds(page);
    page = std::move(even.grey);
    up.ink = picture::separate_ink(page);
    up.ink.grounds = std::move(even.grounds);
    up.ink.coverage = std::max(up.ink.coverage, even.covered);
  };
  take_ink();
  if (up.ink.paper < kDarkGround)
    if (picture::Picture negative = negative_of(page); !negative.empty()) {
      page = std::move(negative), up.ink = picture::separate_ink(page), up.inverted = true;
      patches = picture::find_patches(page);
    }
  if (on_grounds) patches.banners.clear(), patches.toned.clear();
  up.photographs = std::move(patches.photographs);
  const auto inked = [&](const Box& box) { return is_inked(up.ink, box); };
  std::erase_if(patches.toned, inked);
  BrightPrint known{std::move(patches.banners), layout::find_pale_print(page, patches.toned)};
  std::erase_if(known.pale, inked);
  picture::take_as_paper(up.ink, up.photographs);
  picture::PageInk plain = up.ink;
  Lifted lifted = lift_print(up, page, known);
  // So many pieces are noise: then nothing on the page tells a letter's size.
  constexpr std::size_t kNoise = 120'000;
  double body = lifted.pieces.list.size() > kNoise ? 0 : layout::body_height(lifted.pieces);
  if (body > 0 && (body < kMinBody || body > kMaxBody)) {
    up.scale = std::clamp(kGoodBody / body, 0.1, 4.0);
    if (static_cast<double>(page.width()) * page.height() * up.scale * up.scale > kMaxEnlarged && up.scale > 1) up.scale = 1;
    if (up.scale != 1) {
      page = (on_grounds ? given : page).scaled(up.scale);
      take_ink();
      for (std::vector<Box>* boxes : {&up.photographs, &known.banners, &known.pale})
        for (Box& b : *boxes)
          b = {static_cast<int>(b.x * up.scale), static_cast<int>(b.y * up.scale), static_cast<int>(b.w * up.scale) + 1,
               static_cast<int>(b.h * up.scale) + 1};
      picture::take_as_paper(up.ink, up.photographs);
      plain = up.ink;
      lifted = lift_print(up, page, known);
      body = layout::body_height(lifted.pieces);
    }
  }
  const bool again = lifted.from_grounds && static_cast<double>(page.width()) * page.height() <= kMaxTwice;
  if (!again) plain = {};
  if (body > 0) {
    const picture::Skew tilt = picture::find_tilt(lifted.pieces, up.ink.bits.width(), up.ink.bits.height(), body);
    up.turned = tilt.runs == picture::Runs::kUpright && tilt.confidence > 0.1 ? 90 : 0;
    if (tilt.confidence > 0.1 && std::abs(tilt.degrees) >= 0.08) up.skew = tilt.degrees;
    if (up.skew != 0 && again)
      lift_again(up, std::move(plain), page, known);
    else if (up.turned != 0 || up.skew != 0)
      turn(up, up.turned, -up.skew);
    if (up.turned != 0) {  // measured on letters that lay on their side
      lifted.pieces = picture::find_components(up.ink.bits);
      if (const double upright = layout::body_height(lifted.pieces); upright > 0) body = upright;
    }
  }
  lift_bars(up, page, lifted.pieces, body);
  up.body = body > 0 ? body : guess_body(up.ink.grey);
  return up;
}

}  // namespace

Upright straighten(const picture::Picture& given) {
  constexpr double kLowest = 5;  // pixels: what is lower between grounds is the grain of a photograph
  bool on_grounds = true;
  Upright up = straightened(given, on_grounds);
  if (!on_grounds || up.body >= kLowest * up.scale) return up;
  on_grounds = false;
  return straightened(given, on_grounds);
}

bool upside_down(const layout::Layout& layout, const picture::Picture& grey, recognise::Recogniser& recogniser) {
  const MarkCount marks = count_marks(layout);
  const int all = marks.above + marks.below;
  if (all >= 16 && marks.above > 1.6 * marks.below) return false;
  const bool marks_below = all >= 16 && marks.below > 1.6 * marks.above;
  std::vector<const layout::Segment*> longest;
  const auto add = [&](const layout::TextBlock& block) {
    for (const layout::Segment& s : block.segments)
      if (s.letters >= 6) longest.push_back(&s);
  };
  add(layout.text);
  for (const layout::TableLayout& t : layout.tables)
    for (const layout::CellLayout& c : t.cells) add(c.text);
  std::sort(longest.begin(), longest.end(), [](const layout::Segment* a, const layout::Segment* b) { return a->letters > b->letters; });
  if (longest.size() > 3) longest.resize(3);
  constexpr double kReadable = 0.5;  // of a line of print, however worn
  double up = 0, down = 0;
  for (const layout::Segment* s : longest) {
    LineCut cut = cut_line(grey, layout.components, layout.rules.ink, *s);
    up += recogniser.recognise(recognise::prepare_line(cut.crop)).confidence;
    down += recogniser.recognise(recognise::prepare_line(turned_about(std::move(cut.crop)))).confidence;
  }
  const auto lines = static_cast<double>(longest.size());
  if (marks_below) return down >= up && down >= kReadable * lines;
  return down > up + 0.03 * lines && down >= kReadable * lines;
}

}  // namespace banthuek::read
