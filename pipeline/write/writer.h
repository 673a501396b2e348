// Pages as files of other programs' formats: text, JSON, ALTO 4, hOCR, searchable PDF.
//
// Pages go in one by one and come out as they can; a writer holds at most one page (the PDF writer also its page
// table). What comes out is handed to a Sink in pieces. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek {

enum class PageFormat { kText, kJson, kAlto, kHocr, kPdf };
std::optional<PageFormat> page_format(std::string_view name);  // "text", "json", "alto", "hocr", "pdf"

using Sink = std::function<void(std::string_view)>;

// The picture that a page was read from, for the PDF writer; asked for only there.
struct PageImage {
  std::function<std::string()> jpeg;  // its bytes where it lies in the source as a JPEG, else empty
  std::function<Picture()> picture;   // as the source gives it: before Page::turned and Page::skew were taken out
};

class PageWriter {
 public:
  virtual ~PageWriter() = default;

  virtual void begin_file(const std::string& name, const std::string& sha256) = 0;
  virtual void page(const Page& page, const PageImage& image) = 0;
  virtual void end_file(const std::optional<std::string>& error) = 0;  // what was wrong, where not all of it could be read
  virtual void finish() = 0;                                           // once, last
};

// text: page_text, a form feed between pages and files. json: DESIGN.md's object, pages as in page_json.h. alto: ALTO 4
// with all pages in one layout; tables are ComposedBlocks of TYPE "table" with a TextBlock for each cell (its row and
// column in its ID). hocr: XHTML; words are ICU words. pdf: each picture untouched, with the text invisible over it
// (pdf_writer.h).
std::unique_ptr<PageWriter> make_writer(PageFormat format, Sink sink);

// & < > " ' escaped; characters that XML 1.0 forbids become U+FFFD. `text` is valid UTF-8.
std::string xml_escaped(std::string_view text);

}  // namespace banthuek
