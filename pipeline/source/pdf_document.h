// Poppler, wrapped once: a PDF in memory, its pages as PdfContent or as pictures. Nothing but pdf_*.cpp includes
// Poppler.
//
// Uses Poppler's private headers (22.12): the public C++ API gives neither images with their matrices nor render modes
// nor vector rules, and costs a rendering where a born-digital page needs none. Not shared between threads.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "pipeline/picture/picture.h"
#include "pipeline/text_layer/drawn_page.h"

namespace banthuek::source {

class PdfDocument {
 public:
  // `bytes` must outlive it. Throws Error kEncrypted, kDamaged, kTooLarge with `name` as its place.
  PdfDocument(std::span<const std::byte> bytes, std::string name, const std::string& password);
  ~PdfDocument();

  int pages() const;
  int attachments() const;  // files that are embedded in this one, as in a portfolio

  // Everything below: `number` from 1; throws Error kDamaged where the page object is broken.

  // What the page draws, without drawing it, with the shapes of the glyphs whose code may lie; pixels at picture_dpi(number).
  text_layer::PdfContent content(int number);

  // Text that content() found and Poppler shows nothing of, as it cannot open its font; does the content show a font whose encoding nobody knows, by
  // guess?
  int lost_texts() const;
  bool unknown_encoding(const text_layer::PdfContent& content) const;

  // The fonts (PdfFont::id) that the page's own resources name.
  std::vector<long long> named_fonts(int number);

  // Draws the page at `dpi`, at most kMaxPagePixels.
  picture::Picture draw(int number, double dpi);

  // Draws only what lies in `box`, in pixels at `dpi`; all of the page where that is empty.
  picture::Picture draw(int number, double dpi, const Box& box);

  // The pixels of image `index` of PdfContent::images, turned as it stands on the page, of at most kMaxPagePixels (made
  // smaller by whole factors above). Empty where the image is broken.
  picture::Picture image(int number, int index);

  // The bytes of image `index` where it is stored as a plain JPEG (grey or RGB); else empty.
  std::string image_jpeg(int number, int index);

  // kRenderDpi, or less where the page is so large that its picture would pass kMaxPagePixels.
  double picture_dpi(int number);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Loads Poppler's global data and the font configuration. Safe to repeat.
void prepare_poppler();

}  // namespace banthuek::source
