#include "pipeline/write/writer.h"

namespace banthuek::write {

std::optional<PageFormat> page_format(std::string_view name) {
  if (name == "text") return PageFormat::kText;
  if (name == "json") return PageFormat::kJson;
  if (name == "alto") return PageFormat::kAlto;
  if (name == "hocr") return PageFormat::kHocr;
  if (name == "pdf") return PageFormat::kPdf;
  return std::nullopt;
}

}  // namespace banthuek::write
