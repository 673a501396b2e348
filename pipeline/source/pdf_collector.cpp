#include "pipeline/source/pdf_collector.h"

#include <algorithm>
#include <cmath>

#include "pipeline/source/pdf_limits.h"
#include "pipeline/text_layer/actual_text.h"

namespace banthuek::source {
namespace {

constexpr double kSlant = 0.06;  // tangent: glyphs and images turned less are upright
constexpr double kWhite = 0.98;  // text lighter than this is not seen on paper
constexpr std::size_t kMaxGrounds = 2'000;
constexpr double kMaxCoverWork = 3e7;  // comparisons of glyphs with what is painted over them

double luminance(const GfxRGB& c) { return 0.3 * colToDbl(c.r) + 0.59 * colToDbl(c.g) + 0.11 * colToDbl(c.b); }

// Degrees clockwise (y points down) of the vector, or -1 between the quarters.
int quarter(double x, double y) {
  if (std::abs(y) <= kSlant * std::abs(x)) return x >= 0 ? 0 : 180;
  if (std::abs(x) <= kSlant * std::abs(y)) return y >= 0 ? 90 : 270;
  return -1;
}

}  // namespace

void skip(Stream* stream, double bytes) {
  stream->reset();
  for (double i = 0; i < bytes && stream->getChar() != EOF; ++i) {
  }
  stream->close();
}

long long font_id(const GfxFont& font) { return static_cast<long long>(font.getID()->num) << 32 | static_cast<unsigned>(font.getID()->gen); }

PdfCollector::PdfCollector(double dpi) : point_(dpi / 72) { content_.dpi = dpi; }

void PdfCollector::startPage(int, GfxState* state, XRef*) {
  content_.width = std::max(1, static_cast<int>(state->getPageWidth() + 0.5));
  content_.height = std::max(1, static_cast<int>(state->getPageHeight() + 0.5));
}

text_layer::PdfContent PdfCollector::take() {
  const DottedRules rules = dotted_rules(dots_);
  content_.horizontal.insert(content_.horizontal.end(), rules.horizontal.begin(), rules.horizontal.end());
  content_.vertical.insert(content_.vertical.end(), rules.vertical.begin(), rules.vertical.end());
  return std::move(content_);
}

void PdfCollector::add_dot(double x0, double y0, double x1, double y1) {
  if (dots_.size() < kMaxOutlines) dots_.push_back({(x0 + x1) / 2, (y0 + y1) / 2, std::max({x1 - x0, y1 - y0, 1.0})});
}

bool PdfCollector::shade(GfxState* state) {
  if (in_soft_mask()) return true;
  ++content_.filled_areas;
  add_ground(clip(state));
  return true;
}

void PdfCollector::add_ground(const Bounds& area) {
  if (grounds_.size() < kMaxGrounds && area.x1 > area.x0 && area.y1 > area.y0) grounds_.push_back(area);
}

bool PdfCollector::on_ground(double x, double y) const {
  if (grounds_.size() >= kMaxGrounds) return true;
  return std::any_of(grounds_.begin(), grounds_.end(), [&](const Bounds& b) { return x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1; });
}

bool PdfCollector::tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double, double) {
  return shade(state);
}

int PdfCollector::font_index(GfxState* state) {
  const std::shared_ptr<GfxFont>& font = state->getFont();
  if (!font) return -1;
  const auto [place, is_new] = font_indices_.try_emplace(font.get(), static_cast<int>(content_.fonts.size()));
  if (is_new) {
    fonts_.push_back(font);
    text_layer::PdfFont f;
    if (font->getName()) f.name = font->getNameWithoutSubsetTag();
    f.id = font_id(*font);
    f.has_unicode = font->hasToUnicodeCMap();
    if (const double a = font->getAscent(); a > 0.3 && a < 2) f.ascent = a;
    if (const double d = font->getDescent(); d < 0 && d > -1) f.descent = d;
    content_.fonts.push_back(std::move(f));
  }
  return place->second;
}

PdfCollector::Bounds PdfCollector::clip(GfxState* state) const {
  Bounds b;
  state->getClipBBox(&b.x0, &b.y0, &b.x1, &b.y1);
  return b;
}

void PdfCollector::drawChar(GfxState* state, double x, double y, double dx, double dy, double, double, CharCode code, int bytes,
                            const Unicode* unicode, int length) {
  if (in_soft_mask() || content_.too_much) return;
  if (content_.glyphs.size() >= kMaxGlyphs) {
    content_.too_much = true;
    return;
  }
  text_layer::Glyph g;
  double spacing = state->getCharSpace(), sx, sy;
  if (bytes == 1 && code == 0x20) spacing += state->getWordSpace();
  state->textTransformDelta(spacing * state->getHorizScaling(), 0, &sx, &sy);
  state->transformDelta(dx - sx, dy - sy, &g.dx, &g.dy);
  state->transform(x, y, &g.x, &g.y);
  g.size = std::abs(state->getTransformedFontSize());
  double m11, m12, m21, m22;
  state->getFontTransMat(&m11, &m12, &m21, &m22);
  if (!std::isfinite(g.x + g.y + g.dx + g.dy + g.size)) return;
  const double most = 2.0 * (content_.width + content_.height);  // nothing larger is text
  if (g.size > most || std::abs(g.dx) > most || std::abs(g.dy) > most) return;
  g.direction = quarter(m11, m12);
  const Bounds c = clip(state);
  const double cx = g.x + g.dx / 2, cy = g.y + g.dy / 2, slack = g.size;
  if (cx < c.x0 - 1 || cx > c.x1 + 1 || cy < c.y0 - 1 || cy > c.y1 + slack) return;
  if (cx < 0 || cy < 0 || cx > content_.width || cy > content_.height + slack / 2) return;
  g.code = code;
  g.font = font_index(state);
  g.hidden = (state->getRender() & 3) == 3 || state->getFillOpacity() < 0.02;
  if (!g.hidden && (state->getRender() & 3) == 0) {  // white on paper: nobody sees it
    GfxRGB colour;
    state->getFillRGB(&colour);
    g.hidden = luminance(colour) > kWhite && !on_ground(cx, cy - (g.direction == 0 ? g.size * 0.2 : 0));
  }
  for (int i = 0; i < length; ++i)
    if (unicode[i]) g.text += static_cast<char32_t>(unicode[i]);
  content_.glyphs.push_back(std::move(g));
}

// UTF-16, as LibreOffice writes it; whatever else stands there is passed over. Runs in runs are not looked for.
void PdfCollector::beginActualText(GfxState*, const GooString* text) {
  said_.clear();
  said_from_ = content_.glyphs.size();
  const std::string bytes = text ? text->toStr() : std::string();
  if (bytes.size() % 2 != 0 || bytes.size() > 64 || !bytes.starts_with("\xFE\xFF")) return;
  for (std::size_t i = 2; i < bytes.size(); i += 2)
    said_ += static_cast<char32_t>(static_cast<unsigned char>(bytes[i]) << 8 | static_cast<unsigned char>(bytes[i + 1]));
}

void PdfCollector::endActualText(GfxState*) {
  text_layer::lay_actual_text(content_.glyphs, said_from_, said_);
  said_.clear();
}

// What is painted over hides the glyphs that lie under it.
void PdfCollector::cover(const Bounds& area) {
  const double share = (area.x1 - area.x0) * (area.y1 - area.y0) / (double(content_.width) * content_.height);
  if (share < 0.001 || covering_work_ > kMaxCoverWork) return;
  covering_work_ += static_cast<double>(content_.glyphs.size());
  for (text_layer::Glyph& g : content_.glyphs) {
    const double x = g.x + g.dx / 2, y = g.y + g.dy / 2 - (g.direction == 0 ? g.size * 0.25 : 0);
    if (x > area.x0 && x < area.x1 && y > area.y0 && y < area.y1) g.hidden = true;
  }
}

void PdfCollector::add_rule(double x0, double y0, double x1, double y1, double width) {
  const bool across = std::abs(x1 - x0) >= std::abs(y1 - y0);
  std::vector<layout::Rule>& rules = across ? content_.horizontal : content_.vertical;
  if (rules.size() >= kMaxRules) {
    content_.too_much = true;
    return;
  }
  if (across ? x0 > x1 : y0 > y1) {
    std::swap(x0, x1);
    std::swap(y0, y1);
  }
  rules.push_back({x0, y0, x1, y1, std::max(1.0, width)});
}

// A filled area as thin as a rule.
bool PdfCollector::add_thin(const Bounds& b) {
  const double w = b.x1 - b.x0, h = b.y1 - b.y0;
  const double thin = std::min(w, h), length = std::max(w, h);
  if (length < kMaxDotPoints * point_ && (length < kMinRulePoints * point_ || length < 3 * thin)) {
    add_dot(b.x0, b.y0, b.x1, b.y1);
    return true;
  }
  if (thin > kMaxRulePoints * point_ || length < 3 * thin) return false;
  const double x = (b.x0 + b.x1) / 2, y = (b.y0 + b.y1) / 2;
  if (w >= h)
    add_rule(b.x0, y, b.x1, y, h);
  else
    add_rule(x, b.y0, x, b.y1, w);
  return true;
}

void PdfCollector::add_outline(const text_layer::Outline& o) {
  if (content_.outlines.size() >= kMaxOutlines) {
    content_.too_much = true;
    return;
  }
  const double side = std::max(o.x1 - o.x0, o.y1 - o.y0);
  if (side < kMaxDotPoints * point_) {
    add_dot(o.x0, o.y0, o.x1, o.y1);
    return;
  }
  if (side <= kMaxOutlinePoints * point_)
    content_.outlines.push_back(o);
  else
    ++content_.filled_areas;
}

void PdfCollector::stroke(GfxState* state) {
  if (in_soft_mask() || content_.too_much) return;
  GfxRGB colour;
  state->getStrokeRGB(&colour);
  if (luminance(colour) > kPaleGrey || state->getStrokeOpacity() < 0.05) return;
  const double width = state->getTransformedLineWidth();
  const Bounds c = clip(state);
  const double straight = std::max(1.0, 0.5 * point_);
  const GfxPath* path = state->getPath();
  for (int s = 0; s < path->getNumSubpaths(); ++s) {
    const GfxSubpath& sub = *path->getSubpath(s);
    text_layer::Outline o{1e9, 1e9, -1e9, -1e9, 1, 0, 0, text_layer::Outline::Paint::kStroke, luminance(colour) < 0.5, 0};
    double px = 0, py = 0;
    for (int i = 0; i < sub.getNumPoints(); ++i) {
      double x, y;
      state->transform(sub.getX(i), sub.getY(i), &x, &y);
      if (!std::isfinite(x + y)) break;
      o.x0 = std::min(o.x0, x), o.y0 = std::min(o.y0, y), o.x1 = std::max(o.x1, x), o.y1 = std::max(o.y1, y);
      if (sub.getCurve(i)) {
        ++o.curves;
      } else if (i > 0 && !sub.getCurve(i - 1)) {
        ++o.lines;
        if (std::abs(x - px) > straight && std::abs(y - py) > straight) o.slope = (y - py) / (x - px);
        const double x0 = std::clamp(px, c.x0, c.x1), x1 = std::clamp(x, c.x0, c.x1);
        const double y0 = std::clamp(py, c.y0, c.y1), y1 = std::clamp(y, c.y0, c.y1);
        const double length = std::max(std::abs(x1 - x0), std::abs(y1 - y0));
        const bool axis = std::abs(x1 - x0) <= straight || std::abs(y1 - y0) <= straight;
        const bool across = std::abs(x1 - x0) > straight, down = std::abs(y1 - y0) > straight;  // of what the clip leaves
        const bool seen = (down || (py <= c.y1 + width && py >= c.y0 - width)) && (across || (px <= c.x1 + width && px >= c.x0 - width));
        if (axis && seen && length >= kMinRulePoints * point_ && width <= kMaxRulePoints * point_) add_rule(x0, y0, x1, y1, width);
      }
      px = x, py = y;
    }
    if (width > kMaxRulePoints * point_) add_ground({o.x0 - width / 2, o.y0 - width / 2, o.x1 + width / 2, o.y1 + width / 2});
    const bool small = std::max(o.x1 - o.x0, o.y1 - o.y0) <= kMaxOutlinePoints * point_;
    if (o.curves > 0 || o.slope != 0 || (small && o.lines >= 3)) add_outline(o);
  }
}

void PdfCollector::fill_subpath(GfxState* state, const GfxSubpath& sub, const Bounds& c, text_layer::Outline& rest) {
  Bounds b{1e9, 1e9, -1e9, -1e9};
  int curves = 0;
  double area = 0, px = 0, py = 0;
  for (int i = 0; i < sub.getNumPoints(); ++i) {
    double x, y;
    state->transform(sub.getX(i), sub.getY(i), &x, &y);
    if (!std::isfinite(x + y)) return;
    if (i > 0) area += px * y - x * py;
    px = x, py = y;
    b.x0 = std::min(b.x0, x), b.y0 = std::min(b.y0, y), b.x1 = std::max(b.x1, x), b.y1 = std::max(b.y1, y);
    curves += sub.getCurve(i);
  }
  const Bounds shown{std::max(b.x0, c.x0), std::max(b.y0, c.y0), std::min(b.x1, c.x1), std::min(b.y1, c.y1)};
  if (shown.x1 <= shown.x0 - 1e-6 || shown.y1 <= shown.y0 - 1e-6) return;
  if (curves == 0 && add_thin(shown)) return;
  const double box = (b.x1 - b.x0) * (b.y1 - b.y0);
  if (curves == 0 && sub.getNumPoints() <= 6 && std::abs(area) / 2 > 0.98 * box && state->getFillOpacity() > 0.98 &&
      state->getBlendMode() == gfxBlendNormal)
    cover(shown);
  rest.x0 = std::min(rest.x0, shown.x0), rest.y0 = std::min(rest.y0, shown.y0);
  rest.x1 = std::max(rest.x1, shown.x1), rest.y1 = std::max(rest.y1, shown.y1);
  const double high = b.y1 - b.y0;
  if (curves >= 2 && high > kMinLetterPoints * point_ && high < kMaxLetterPoints * point_ && content_.filled_curves.size() < kMaxOutlines)
    content_.filled_curves.push_back({static_cast<int>(std::lround(shown.x0)), static_cast<int>(std::lround(shown.y0)),
                                      std::max(1, static_cast<int>(std::lround(shown.x1 - shown.x0))),
                                      std::max(1, static_cast<int>(std::lround(shown.y1 - shown.y0)))});
  ++rest.subpaths;
  rest.lines += sub.getNumPoints() - 1 - curves;
  rest.curves += curves;
}

void PdfCollector::fill_path(GfxState* state) {
  if (in_soft_mask() || content_.too_much || state->getFillOpacity() < 0.05) return;
  GfxRGB colour;
  state->getFillRGB(&colour);
  const Bounds c = clip(state);
  const GfxPath* path = state->getPath();
  // A frame: one rectangle inside another, filled between them.
  if (path->getNumSubpaths() == 2) {
    Bounds box[2];
    bool straight = true;
    for (int s = 0; s < 2; ++s) {
      box[s] = {1e9, 1e9, -1e9, -1e9};
      const GfxSubpath& sub = *path->getSubpath(s);
      straight &= sub.getNumPoints() <= 6;
      for (int i = 0; i < sub.getNumPoints(); ++i) {
        double x, y;
        state->transform(sub.getX(i), sub.getY(i), &x, &y);
        straight &= !sub.getCurve(i) && std::isfinite(x + y);
        box[s].x0 = std::min(box[s].x0, x), box[s].y0 = std::min(box[s].y0, y);
        box[s].x1 = std::max(box[s].x1, x), box[s].y1 = std::max(box[s].y1, y);
      }
    }
    if (box[0].x0 > box[1].x0) std::swap(box[0], box[1]);
    const Bounds &o = box[0], &i = box[1];
    const double most = kMaxRulePoints * point_;
    const auto near = [&](double d) { return d >= -0.01 && d <= most; };
    if (straight && near(i.x0 - o.x0) && near(o.x1 - i.x1) && near(i.y0 - o.y0) && near(o.y1 - i.y1) && i.x1 - i.x0 > most && i.y1 - i.y0 > most) {
      if (luminance(colour) > kPaleGrey) return;
      add_thin({o.x0, o.y0, o.x1, i.y0});
      add_thin({o.x0, i.y1, o.x1, o.y1});
      add_thin({o.x0, o.y0, i.x0, o.y1});
      add_thin({i.x1, o.y0, o.x1, o.y1});
      return;
    }
  }
  if (luminance(colour) > kPaleGrey) {  // paper-coloured: draws nothing, but may hide what lies under it
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
      const std::size_t h = content_.horizontal.size(), v = content_.vertical.size();
      text_layer::Outline none;
      fill_subpath(state, *path->getSubpath(s), c, none);
      content_.horizontal.resize(h);
      content_.vertical.resize(v);
    }
    return;
  }
  text_layer::Outline rest{1e9, 1e9, -1e9, -1e9, 0, 0, 0, text_layer::Outline::Paint::kFill, luminance(colour) < 0.5, 0};
  for (int s = 0; s < path->getNumSubpaths(); ++s) fill_subpath(state, *path->getSubpath(s), c, rest);
  if (rest.curves == 0 && rest.subpaths == 1 && rest.lines <= 5 && content_.grounds.size() < kMaxGrounds)
    content_.grounds.push_back(
        {static_cast<int>(rest.x0), static_cast<int>(rest.y0), static_cast<int>(rest.x1 - rest.x0), static_cast<int>(rest.y1 - rest.y0)});
  add_ground({rest.x0, rest.y0, rest.x1, rest.y1});
  if (rest.subpaths > 0) add_outline(rest);
}

// Gives whether on_image has read the stream.
bool PdfCollector::add_image(GfxState* state, const ImageCall& call) {
  if (in_soft_mask() || content_.too_much) return false;
  if (content_.images.size() >= kMaxImages) {
    content_.too_much = true;
    return false;
  }
  const double* m = state->getCTM();
  const double right[2] = {m[0], m[1]}, down[2] = {-m[2], -m[3]};
  const double x[2] = {m[4] + std::min(0.0, m[0]) + std::min(0.0, m[2]), m[4] + std::max(0.0, m[0]) + std::max(0.0, m[2])};
  const double y[2] = {m[5] + std::min(0.0, m[1]) + std::min(0.0, m[3]), m[5] + std::max(0.0, m[1]) + std::max(0.0, m[3])};
  if (!std::isfinite(x[0] + x[1] + y[0] + y[1])) return false;
  const Bounds c = clip(state);
  text_layer::PdfImage image;
  image.x0 = std::max({x[0], c.x0, 0.0});
  image.y0 = std::max({y[0], c.y0, 0.0});
  image.x1 = std::min({x[1], c.x1, double(content_.width)});
  image.y1 = std::min({y[1], c.y1, double(content_.height)});
  image.width = call.width;
  image.height = call.height;
  const double lost = (image.x0 - x[0]) + (x[1] - image.x1) + (image.y0 - y[0]) + (y[1] - image.y1);
  image.clipped = lost > 0.02 * (x[1] - x[0] + y[1] - y[0]);
  image.turned = quarter(right[0], right[1]);
  image.masked = call.masked && call.colours;
  image.mirrored = right[0] * down[1] - right[1] * down[0] < 0;
  image.kind = call.colours ? text_layer::PdfImage::Kind::kImage : text_layer::PdfImage::Kind::kMask;
  if (image.x1 <= image.x0 || image.y1 <= image.y0) return false;
  content_.images.push_back(image);
  add_ground({image.x0, image.y0, image.x1, image.y1});
  const bool used = on_image(static_cast<int>(content_.images.size()) - 1, call);
  if (call.colours && !call.masked && image.turned >= 0 && state->getFillOpacity() > 0.98 && state->getBlendMode() == gfxBlendNormal)
    cover({image.x0, image.y0, image.x1, image.y1});
  return used;
}

void PdfCollector::drawImageMask(GfxState* state, Object*, Stream* stream, int width, int height, bool invert, bool, bool inline_image) {
  const bool used = add_image(state, {stream, width, height, nullptr, invert, true});
  if (inline_image && !used) skip(stream, std::floor((width + 7.0) / 8) * height);
}

void PdfCollector::drawImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours, bool,
                             const int* mask_colours, bool inline_image) {
  const bool used = add_image(state, {stream, width, height, colours, false, mask_colours != nullptr});
  const double bits = double(width) * colours->getNumPixelComps() * colours->getBits();
  if (inline_image && !used) skip(stream, std::floor((bits + 7) / 8) * height);
}

void PdfCollector::drawMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours, bool, Stream*, int,
                                   int, bool, bool) {
  add_image(state, {stream, width, height, colours, false, true});
}

void PdfCollector::drawSoftMaskedImage(GfxState* state, Object*, Stream* stream, int width, int height, GfxImageColorMap* colours, bool, Stream*, int,
                                       int, GfxImageColorMap*, bool) {
  add_image(state, {stream, width, height, colours, false, true});
}

void PdfCollector::beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) {
  groups_.push_back(for_soft_mask);
  soft_masks_ += for_soft_mask;
}

void PdfCollector::endTransparencyGroup(GfxState*) {
  if (groups_.empty()) return;
  soft_masks_ -= groups_.back();
  groups_.pop_back();
}

}  // namespace banthuek::source
