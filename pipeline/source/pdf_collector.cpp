#include "pipeline/source/pdf_collector.h"

#include <algorithm>
#include <cmath>

#include "pipeline/source/pdf_limits.h"
#include "pipeline/text_layer/actual_text.h"
#include "pipeline/text_layer/glyph_order.h"

namespace banthuek::source {
namespace {

constexpr double kSlant = 0.06;        // tangent: glyphs and images turned less are upright
constexpr double kWhite = 0.98;        // text lighter than this is not seen on paper
constexpr double kMaxCoverWork = 3e7;  // comparisons of glyphs with what is painted over them

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

long long font_id(const Ref& font) { return static_cast<long long>(font.num) << 32 | static_cast<unsigned>(font.gen); }

PdfCollector::PdfCollector(double dpi) : point_(dpi / 72) { content_.dpi = dpi; }

void PdfCollector::startPage(int, GfxState* state, XRef*) {
  content_.width = std::max(1, static_cast<int>(std::lround(state->getPageWidth())));
  content_.height = std::max(1, static_cast<int>(std::lround(state->getPageHeight())));
}

text_layer::PdfContent PdfCollector::take() {
  content_.too_much |= too_deep();
  text_layer::order_glyphs(content_.glyphs);
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
