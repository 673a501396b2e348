// Pages as files of other programs' formats: text, JSON, ALTO 4, hOCR, searchable PDF.
//
// Pages go in one by one and come out as they can; a writer holds at most one page. A PDF comes out
// whole at the end: its pages wait in a temporary file (pdf_file.h). What comes out is handed to a Sink in pieces. One thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/types/page.h"
#include "pipeline/picture/picture.h"

namespace banthuek::write {

enum class PageFormat { kText, kJson, kAlto, kHocr, kPdf };
std::optional<PageFormat> page_format(std::string_view name);  // "text", "json", "alto", "hocr", "pdf"

using Sink = std::function<void(std::string_view)>;

// The picture that a page was read from, for the PDF writer; asked for only there.
struct PageImage {
  std::function<std::string()> jpeg;          // its bytes where it lies in the source as a JPEG, else empty
  std::function<picture::Picture()> picture;  // as the source gives it: before Page::turned and Page::skew were taken out
};

class PageWriter {
 public:
  virtual ~PageWriter() = default;

  virtual void begin_file(const std::string& name, const std::string& sha256) = 0;
  virtual void page(const Page& page, const PageImage& image) = 0;
  virtual void end_file(const std::optional<std::string>& error) = 0;  // what was wrong, where not all of it could be read
  virtual void finish() = 0;                                           // once, last
};

}  // namespace banthuek::write
