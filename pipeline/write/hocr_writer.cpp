// hOCR 1.2 (http://kba.github.io/hocr-spec/1.2/), as XHTML.
#include <cmath>
#include <span>

#include "pipeline/base/xml_escape.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

std::string bbox(const Box& b) {
  return "bbox " + std::to_string(b.x) + " " + std::to_string(b.y) + " " + std::to_string(b.right()) + " " + std::to_string(b.bottom());
}

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
    std::string out = "<div class=\"ocr_page\" id=\"page_" + id + "\" title=\"image &quot;" + base::xml_escaped(file_) + "&quot;; " +
                      bbox({0, 0, page.width, page.height}) + "; ppageno " + std::to_string(page.number - 1) + "; scan_res " + std::to_string(dpi) +
                      " " + std::to_string(dpi) + "\">\n";
    int part = 0;
    for (const FlowItem& item : page.flow) {
      const std::string block = id + "_" + std::to_string(++part);
      if (item.kind == FlowItem::Kind::kLine) {
        const Line& line = page.lines[item.index];
        area(out, block, line.box, {&line, 1});
      } else {
        const Table& table = page.tables[item.index];
        out += "<div class=\"ocr_table\" id=\"table_" + block + "\" title=\"" + bbox(table.box) + "\">\n";
        int cell = 0;
        for (const Cell& c : table.cells)
          if (!c.lines.empty()) area(out, block + "_" + std::to_string(++cell), c.box, c.lines);
        out += "</div>\n";
      }
    }
    sink_(out + "</div>\n");
  }

  void end_file(const std::optional<std::string>&) override {}
  void finish() override { sink_("</body>\n</html>\n"); }

 private:
  static void area(std::string& out, const std::string& id, const Box& box, std::span<const Line> lines) {
    out += "<div class=\"ocr_carea\" id=\"block_" + id + "\" title=\"" + bbox(box) + "\">\n<p class=\"ocr_par\" id=\"par_" + id +
           "\" lang=\"th\" title=\"" + bbox(box) + "\">\n";
    int number = 0;
    for (const Line& line : lines) {
      const std::string name = id + "_" + std::to_string(++number);
      out += "<span class=\"ocr_line\" id=\"line_" + name + "\" title=\"" + bbox(line.box);
      if (line.baseline > 0) out += "; baseline 0 " + std::to_string(line.baseline - line.box.bottom());
      out += "\">";
      std::size_t at = 0;
      int word = 0;
      for (const Word& w : line.words) {
        const std::size_t begin = line.text.find(w.text, at);
        if (word > 0 && (begin == std::string::npos || begin > at)) out += " ";
        out += "<span class=\"ocrx_word\" id=\"word_" + name + "_" + std::to_string(++word) + "\" title=\"" + bbox(w.box) + "; x_wconf " +
               std::to_string(static_cast<int>(std::lround(100 * w.confidence))) + "\">" + base::xml_escaped(w.text) + "</span>";
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
