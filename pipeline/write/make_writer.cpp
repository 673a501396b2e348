#include "pipeline/write/make_writer.h"

#include <utility>

#include "pipeline/write/writers.h"

namespace banthuek::write {

std::unique_ptr<PageWriter> make_writer(PageFormat format, Sink sink) {
  switch (format) {
    case PageFormat::kText:
      return make_text_writer(std::move(sink));
    case PageFormat::kJson:
      return make_json_writer(std::move(sink));
    case PageFormat::kAlto:
      return make_alto_writer(std::move(sink));
    case PageFormat::kHocr:
      return make_hocr_writer(std::move(sink));
    case PageFormat::kPdf:
      return make_pdf_writer(std::move(sink));
  }
  return nullptr;
}

}  // namespace banthuek::write
