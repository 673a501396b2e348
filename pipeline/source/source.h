// Opens what is put in, by its content and never by its name, and gives its pages: each as the Page of its own text
// layer, where that can be trusted, or as a picture to be recognised.
//
// Works from memory or from a descriptor alone: opening and reading pages opens no file by name (a sandboxed worker may
// not). Sizes that a file claims are not trusted: nothing is allocated for them above the limits below. What they do
// not hold (time, memory inside Poppler) is held by the worker's own limits. Call prepare_sources() before a sandbox
// closes: it loads the font configuration that Poppler needs for fonts that are not embedded. A Source and its
// SourcePages are used from one thread; sources in different threads are fine.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"
#include "pipeline/text_layer/defects.h"
#include "pipeline/text_layer/glyph_decoding.h"

namespace banthuek::source {

inline constexpr int kMaxPages = 20000;           // of one file; more is kTooLarge
inline constexpr double kRenderDpi = 300;         // of pages that are drawn, and of text layers' boxes
inline constexpr double kMaxPagePixels = 18e6;    // of a page picture: A3 at 300 dpi; larger pages and scans get fewer dpi
inline constexpr double kMaxImagePixels = 400e6;  // claimed by one image; more is kTooLarge before a byte is decoded

enum class SourceKind { kPdf, kPng, kJpeg, kTiff, kWebp };
const char* name_of(SourceKind kind);  // "PDF", ...

// One page. `layer` is there with kTaken and kRepaired, and for a page on which nothing is drawn.
struct SourcePage {
  text_layer::LayerVerdict verdict = text_layer::LayerVerdict::kNone;
  std::string reason;             // why, for Page::source_reason: "no text layer", "hidden text under a scan", ...
  std::optional<Page> layer;      // complete, source and source_reason set
  std::vector<Finding> findings;  // about opening this page; already in `layer` where there is one
  bool codes_in_doubt = false;    // kReplaced because its codes say no letters, or wrong ones: decode may mend it
  std::vector<long long> fonts;   // that its layer's letters are of (text_layer::PdfFont::id), most first; none where the source does not tell
  std::vector<Box> unread;        // pictures beside the layer's text that show letters: to be recognised (read/add_unread.h)
  std::vector<Box> unmapped;      // letters that are drawn and whose codes say nothing: to be read off the picture (read/add_unmapped.h)
};

class Source {
 public:
  virtual ~Source() = default;

  virtual SourceKind kind() const = 0;
  virtual int pages() const = 0;  // at least 1

  // Page `number` from 1, its text layer judged. Throws Error kDamaged where the page cannot be read, kInternal where
  // there is none of that number.
  virtual SourcePage page(int number) = 0;

  // The page's picture, upright as the file says: the scan's own pixels, not resampled, where the page is one picture;
  // else drawn, at kRenderDpi or the resolution of the images on it. Never more than kMaxPagePixels. For a page with a
  // text layer the picture has the layer's width and height (before Page::turned). Throws as page does.
  virtual picture::Picture picture(int number) = 0;

  // What of the picture lies in `box`, of a page with a text layer, without drawing the rest. Throws as page does.
  virtual picture::Picture part(int number, const Box& box) = 0;

  // The page's glyphs by their codes, in pixels of its picture; none where it has no codes or stands turned. Throws as page does.
  virtual std::vector<text_layer::CodedGlyph> coded_glyphs(int /*number*/) { return {}; }

  // Fonts that the page names for itself, told without reading it; not all that it draws with.
  virtual std::vector<long long> named_fonts(int /*number*/) { return {}; }

  // From now on the codes of these fonts are what was read.
  virtual void decode(const text_layer::Decoding& /*decoding*/) {}

  // The page's picture as it lies in the file, where that is a JPEG that covers the page upright: for writers that must
  // leave it untouched. Empty where there is none.
  virtual std::string jpeg(int number) = 0;
};

struct OpenOptions {
  std::string password;  // of an encrypted PDF: tried as user's and as owner's
};

// Opens `bytes`, which must outlive the Source. `name` is what messages say. Throws Error:
// kUnsupported (of no kind that is read here; the message says what it is where that is known), kEncrypted, kDamaged
// (empty, truncated, no pages), kTooLarge.
std::unique_ptr<Source> open_source(std::span<const std::byte> bytes, const std::string& name, const OpenOptions& options = {});

// The same for an open descriptor, from its beginning, mapped into memory; the descriptor may be closed afterwards.
// Throws also kUnreadable (a folder, a pipe).
std::unique_ptr<Source> open_source(int descriptor, const std::string& name, const OpenOptions& options = {});

// The same for a file by its name (any bytes). Throws also kUnreadable.
std::unique_ptr<Source> open_source_file(const std::string& path, const OpenOptions& options = {});

// Loads what the libraries want to load from the disk, and keeps the memory of pictures (base/heap.h). Once, before a sandbox closes; safe to repeat.
void prepare_sources();

}  // namespace banthuek::source
