// hOCR 1.2 (http://kba.github.io/hocr-spec/1.2/), as XHTML.
#include <fmt/core.h>

#include <cmath>
#include <span>

#include "pipeline/base/xml_escape.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

std::string bbox(const Box& b) { return fmt::format("bbox {} {} {} {}", b.x, b.y, b.right(), b.bottom()); }

class HocrWriter : public PageWriter {
 public:
  explicit HocrWriter(Sink sink) : sink_(std::move(sink)) {
    sink_(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"th\" lang=\"th\">\n<head>\n<title>banthuek</title>\n"
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"/>\n"
        "<meta name=\"ocr-system\" content=\"banthuek\"/>\n"
        "<meta name=\"ocr-capabilities\" content=\"ocr_page ocr_carea ocr_par ocr_line ocrx_word "
        "ocr_table\"/>\n</head>\n<body>\n");
  }

  void begin_file(const std::string& name, const std::string&) override { file_ = name; }

  void page(const Page& page, const PageImage&) override {
    const std::string id = std::to_string(++number_);
    const int dpi = static_cast<int>(std::lround(page.dpi));
    std::string out = fmt::format("<div class=\"ocr_page\" id=\"page_{}\" title=\"image &quot;{}&quot;; {}; ppageno {}; scan_res {} {}\">\n", id,
                                  base::xml_escaped(file_), bbox({0, 0, page.width, page.height}), page.number - 1, dpi, dpi);
    int part = 0;
    for (const FlowItem& item : page.flow) {
      const std::string block = fmt::format("{}_{}", id, ++part);
      if (item.kind == FlowItem::Kind::kLine) {
        const Line& line = page.lines[item.index];
        area(out, block, line.box, {&line, 1});
      } else {
        const Table& table = page.tables[item.index];
        out += fmt::format("<div class=\"ocr_table\" id=\"table_{}\" title=\"{}\">\n", block, bbox(table.box));
        int cell = 0;
        for (const Cell& c : table.cells)
          if (!c.lines.empty()) area(out, fmt::format("{}_{}", block, ++cell), c.box, c.lines);
        out += "</div>\n";
      }
    }
    sink_(out + "</div>\n");
  }

  void end_file(const std::optional<std::string>&) override {}
  void finish() override { sink_("</body>\n</html>\n"); }

 private:
  static void area(std::string& out, const std::string& id, const Box& box, std::span<const Line> lines) {
    out += fmt::format("<div class=\"ocr_carea\" id=\"block_{}\" title=\"{}\">\n<p class=\"ocr_par\" id=\"par_{}\" lang=\"th\" title=\"{}\">\n", id,
                       bbox(box), id, bbox(box));
    int number = 0;
    for (const Line& line : lines) {
      const std::string name = fmt::format("{}_{}", id, ++number);
      out += "<span class=\"ocr_line\" id=\"line_" + name + "\" title=\"" + bbox(line.box);
      if (line.baseline > 0) out += fmt::format("; baseline 0 {}", line.baseline - line.box.bottom());
      out += "\">";
      std::size_t at = 0;
      int word = 0;
      for (const Word& w : line.words) {
        const std::size_t begin = line.text.find(w.text, at);
        if (word > 0 && (begin == std::string::npos || begin > at)) out += " ";
        out += fmt::format("<span class=\"ocrx_word\" id=\"word_{}_{}\" title=\"{}; x_wconf {}\">{}</span>", name, ++word, bbox(w.box),
                           static_cast<int>(std::lround(100 * w.confidence)), base::xml_escaped(w.text));
        if (begin != std::string::npos) at = begin + w.text.size();
      }
      out += "</span>\n";
    }
    out += "</p>\n</div>\n";
  }

  Sink sink_;
  std::string file_;
  int number_ = 0;
};

}  // namespace

std::unique_ptr<PageWriter> make_hocr_writer(Sink sink) { return std::make_unique<HocrWriter>(std::move(sink)); }

}  // namespace banthuek::write
