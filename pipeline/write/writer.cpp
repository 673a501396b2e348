#include "pipeline/write/writer.h"

#include "pipeline/write/writers.h"

namespace banthuek {

std::optional<PageFormat> page_format(std::string_view name) {
  if (name == "text") return PageFormat::kText;
  if (name == "json") return PageFormat::kJson;
  if (name == "alto") return PageFormat::kAlto;
  if (name == "hocr") return PageFormat::kHocr;
  if (name == "pdf") return PageFormat::kPdf;
  return std::nullopt;
}

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

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r')
          out += "\ufffd";
        else
          out += c;
    }
  }
  return out;
}

}  // namespace banthuek
