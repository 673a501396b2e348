// An OutputDev of Poppler that draws nothing and notes what would be drawn. Included by pdf_*.cpp only.
#pragma once

#include <poppler/Gfx.h>
#include <poppler/GfxFont.h>
#include <poppler/GfxState.h>
#include <poppler/OutputDev.h>
#include <poppler/Stream.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/picture/picture.h"
#include "pipeline/source/dotted_rules.h"
#include "pipeline/source/pdf_states.h"
#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::source {

// What an image operator hands over; valid during the call only.
struct ImageCall {
  Stream* stream = nullptr;
  int width = 0, height = 0;
  GfxImageColorMap* colours = nullptr;  // null: a stencil
  bool invert = false;                  // stencil: 1 marks
  bool masked = false;                  // only parts of it show
};

// Reads past the data of an inline image; a size that lies ends with the data.
void skip(Stream* stream, double bytes);

// Names a font wherever in the file it is used.
long long font_id(const Ref& font);
inline long long font_id(const GfxFont& font) { return font_id(*font.getID()); }

// As bright as the eye sees it, 0 to 1.
inline double luminance(const GfxRGB& c) { return 0.3 * colToDbl(c.r) + 0.59 * colToDbl(c.g) + 0.11 * colToDbl(c.b); }

inline constexpr std::size_t kMaxGrounds = 2'000;  // of a page; more is a drawing

class PdfCollector : public StateCounter<OutputDev> {
 public:
  explicit PdfCollector(double dpi);

  text_layer::PdfContent take();
  bool full() const { return content_.too_much || too_deep(); }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool axialShadedSupportExtend(GfxState*, GfxAxialShading*) override { return true; }
  bool radialShadedSupportExtend(GfxState*, GfxRadialShading*) override { return true; }

  void startPage(int number, GfxState* state, XRef* xref) override;
  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y, CharCode code, int bytes,
                const Unicode* unicode, int length) override;
  void stroke(GfxState* state) override;
  void fill(GfxState* state) override { fill_path(state); }
  void eoFill(GfxState* state) override { fill_path(state); }
  bool tilingPatternFill(GfxState*, Gfx*, Catalog*, GfxTilingPattern*, const double*, int, int, int, int, double, double) override;
  bool functionShadedFill(GfxState* state, GfxFunctionShading*) override { return shade(state); }
  bool axialShadedFill(GfxState* state, GfxAxialShading*, double, double) override { return shade(state); }
  bool radialShadedFill(GfxState* state, GfxRadialShading*, double, double) override { return shade(state); }
  bool gouraudTriangleShadedFill(GfxState* state, GfxGouraudTriangleShading*) override { return shade(state); }
  bool patchMeshShadedFill(GfxState* state, GfxPatchMeshShading*) override { return shade(state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert, bool interpolate, bool inline_image) override;
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours, bool interpolate,
                 const int* mask_colours, bool inline_image) override;
  void drawMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours, bool interpolate, Stream* mask,
                       int mask_width, int mask_height, bool mask_invert, bool mask_interpolate) override;
  void drawSoftMaskedImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* colours, bool interpolate,
                           Stream* mask, int mask_width, int mask_height, GfxImageColorMap* mask_colours, bool mask_interpolate) override;
  void setSoftMaskFromImageMask(GfxState*, Object*, Stream*, int, int, bool, bool, double*) override {}
  void unsetSoftMaskFromImageMask(GfxState*, double*) override {}

  void beginTransparencyGroup(GfxState*, const double*, GfxColorSpace*, bool, bool, bool for_soft_mask) override;
  void endTransparencyGroup(GfxState*) override;

  void beginActualText(GfxState*, const GooString* text) override;
  void endActualText(GfxState*) override;

 protected:
  // Called for each image as it is noted; gives whether it has read the stream.
  virtual bool on_image(int /*index*/, const ImageCall& /*call*/) { return false; }

 private:
  struct Bounds {
    double x0, y0, x1, y1;
  };

  bool in_soft_mask() const { return soft_masks_ > 0; }
  bool shade(GfxState* state);
  void add_ground(const Bounds& area);
  bool on_ground(double x, double y) const;
  int font_index(GfxState* state);
  Bounds clip(GfxState* state) const;
  void fill_path(GfxState* state);
  void fill_subpath(GfxState* state, const GfxSubpath& path, const Bounds& clip, text_layer::Outline& rest);
  void cover(const Bounds& area);
  void add_rule(double x0, double y0, double x1, double y1, double width);
  bool add_thin(const Bounds& b);
  void add_outline(const text_layer::Outline& outline);
  void add_dot(double x0, double y0, double x1, double y1);
  bool add_image(GfxState* state, const ImageCall& call);

  text_layer::PdfContent content_;
  double point_;              // pixels
  std::vector<bool> groups_;  // of each open group: is it a soft mask's
  int soft_masks_ = 0;
  std::map<const GfxFont*, int> font_indices_;
  std::vector<std::shared_ptr<GfxFont>> fonts_;  // keeps the addresses in font_indices_ from being used again
  double covering_work_ = 0;
  std::vector<Bounds> grounds_;  // areas and images painted so far that white letters can be seen on
  std::u32string said_;          // of the run that is open (/ActualText), and
  std::size_t said_from_ = 0;    // its first glyph
  std::vector<Dot> dots_;
};

}  // namespace banthuek::source
