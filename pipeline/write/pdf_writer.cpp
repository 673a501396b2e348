// Searchable PDF: each page's picture untouched, its text invisible over it.
//
// Text is set in a font without ink whose codes are UTF-16 units, word by word over each word's box, up to the next
// word where no space is printed between: readers make a space of any gap. Thai marks are narrow, so that a selection
// is about as wide as the letters; without any width, Poppler puts a mark at a word's end behind the next word's first
// letter (tried: อยูเ่ สมอ). Where the page was turned or straightened to be read, the text is turned back, so that the
// picture stays as it was. References: ISO 32000-1, 9.3.6 (render mode 3), 9.10.3 (ToUnicode).
#include <fmt/core.h>

#include <cmath>
#include <map>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "pipeline/write/glyphless_font.h"
#include "pipeline/write/pdf_file.h"
#include "pipeline/write/pdf_parts.h"
#include "pipeline/write/pdf_picture.h"
#include "pipeline/write/writers.h"

namespace banthuek::write {
namespace {

// From the page picture as it was read (upright, straight) back to the points of the PDF page.
class Placement {
 public:
  Placement(const Page& page, int width, int height, double scale)
      : turned_(page.turned), width_(width), height_(height), scale_(scale), centre_x_(page.width / 2.0), centre_y_(page.height / 2.0) {
    const double angle = page.skew * std::acos(-1.0) / 180;
    cos_ = std::cos(angle), sin_ = std::sin(angle);
    const bool lying = turned_ % 180 != 0;
    // The page may have been read at another size than the picture has (it never should): keep the text on the page.
    stretch_x_ = page.width > 0 ? double(lying ? height : width) / page.width : 1;
    stretch_y_ = page.height > 0 ? double(lying ? width : height) / page.height : 1;
  }

  void map(double x, double y, double& out_x, double& out_y) const {
    const double dx = x - centre_x_, dy = y - centre_y_;
    const double sx = (centre_x_ + dx * cos_ - dy * sin_) * stretch_x_, sy = (centre_y_ + dx * sin_ + dy * cos_) * stretch_y_;
    double px = sx, py = sy;
    if (turned_ == 90) px = sy, py = height_ - sx;
    if (turned_ == 180) px = width_ - sx, py = height_ - sy;
    if (turned_ == 270) px = width_ - sy, py = sx;
    out_x = px * scale_;
    out_y = (height_ - py) * scale_;
  }

 private:
  int turned_;
  double width_, height_, scale_, centre_x_, centre_y_, cos_ = 1, sin_ = 0, stretch_x_ = 1, stretch_y_ = 1;
};

class PdfWriter : public PageWriter {
 public:
  explicit PdfWriter(Sink sink) : sink_(std::move(sink)), pages_(file_.reserve()), font_(file_.reserve()) {}

  void begin_file(const std::string&, const std::string&) override {}

  void page(const Page& page, const PageImage& image) override {
    PdfPicture picture;
    double dpi = page.dpi;
    const std::string jpeg = image.jpeg();
    if (!jpeg.empty()) picture = jpeg_as_pdf(jpeg);
    if (picture.data.empty()) {
      const picture::Picture pixels = image.picture();
      picture = picture_as_pdf(pixels);
      if (pixels.dpi() > 0) dpi = pixels.dpi();
    } else if (page.width > 0 && page.height > 0) {
      const int read = page.turned % 180 == 0 ? page.width : page.height;
      dpi = page.dpi * picture.width / read;  // the JPEG's own pixels, where the page was read smaller
    }
    if (!(dpi > 1)) dpi = 300;
    const double scale = 72 / dpi;
    const int shown = file_.add_stream(picture.dictionary, picture.data);
    std::string text =
        fmt::format("q {} 0 0 {} 0 0 cm /Im Do Q\nBT 3 Tr\n", pdf_number(picture.width * scale, 3), pdf_number(picture.height * scale, 3));
    const Placement placement(page, picture.width, picture.height, scale);
    for (const FlowItem& item : page.flow)
      if (item.kind == FlowItem::Kind::kLine)
        line(text, page.lines[item.index], placement);
      else
        for (const Cell& cell : page.tables[item.index].cells)
          for (const Line& l : cell.lines) line(text, l, placement);
    const int content = file_.add_stream("/Filter /FlateDecode", deflated(text + "ET\n"));
    kids_.push_back(file_.add(fmt::format(
        "<< /Type /Page /Parent {} /MediaBox [0 0 {} {}] /Resources << /Font << /F {} >> /XObject << /Im {} >> >> /Contents {} >>", link(pages_),
        pdf_number(picture.width * scale, 3), pdf_number(picture.height * scale, 3), link(font_), link(shown), link(content))));
  }

  void end_file(const std::optional<std::string>&) override {}

  void finish() override {
    write_font();
    std::string kids;
    for (const int kid : kids_) kids += link(kid) + " ";
    file_.put(pages_, fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", kids_.size(), kids));
    file_.finish(sink_, file_.add("<< /Type /Catalog /Pages " + link(pages_) + " /Lang (th) >>"));
  }

 private:
  // Codes are UTF-16 units; a character beyond them gets a code of the surrogates' range, which ToUnicode explains.
  unsigned code(char32_t c) {
    if (c < 0xD800 || (c > 0xDFFF && c < 0x10000)) return static_cast<unsigned>(c);
    const auto [place, is_new] = beyond_.try_emplace(c, 0xD800 + static_cast<unsigned>(beyond_.size()));
    if (is_new && place->second > 0xDFFF) place->second = 0xFFFD;
    return place->second;
  }

  void line(std::string& out, const Line& line, const Placement& placement) {
    const double height = std::max(1, line.box.h);
    const double baseline = line.baseline > 0 ? line.baseline : line.box.bottom() - 0.22 * height;
    std::size_t at = 0;
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      const Word& w = line.words[i];
      const std::size_t begin = line.text.find(w.text, at);
      if (begin != std::string::npos) at = begin + w.text.size();
      double x0, y0, x1, y1;
      placement.map(w.box.x, baseline, x0, y0);
      placement.map(w.box.x + 1, baseline, x1, y1);
      const double unit = std::hypot(x1 - x0, y1 - y0), size = height * unit;
      if (!(size > 0)) continue;
      const double c = (x1 - x0) / unit, s = (y1 - y0) / unit;
      std::string codes;
      double wide = 0;  // em
      for (const char32_t ch : text::to_u32(w.text)) {
        codes += pdf_hex(code(ch));
        wide += text::is_thai_mark(ch) ? 0.1 : 0.5;
      }
      const bool last = i + 1 == line.words.size();
      const bool space = !last && at < line.text.size() && line.text[at] == ' ';
      int width = std::max(1, w.box.w);
      if (!last && !space && line.words[i + 1].box.x > w.box.x) width = line.words[i + 1].box.x - w.box.x;
      const double natural = std::max(0.1, wide) * size;
      out += fmt::format("/F {} Tf {} {} {} {} {} {} Tm {} Tz <{}> Tj\n", pdf_number(size, 3), pdf_number(c, 3), pdf_number(s, 3), pdf_number(-s, 3),
                         pdf_number(c, 3), pdf_number(x0, 3), pdf_number(y0, 3), pdf_number(100 * width * unit / natural, 3), codes);
      if (space || last) {  // a space at a line's end keeps the words of two lines apart
        const double gap = last ? 0.15 * height : std::max(1, line.words[i + 1].box.x - w.box.right());
        out += pdf_number(100 * gap * unit / (0.5 * size), 3) + " Tz <0020> Tj\n";
      }
    }
  }

  void write_font() {
    const std::string font = glyphless_font();
    const int file = file_.add_stream(fmt::format("/Filter /FlateDecode /Length1 {}", font.size()), deflated(font));
    const int descriptor = file_.add(
        "<< /Type /FontDescriptor /FontName /GlyphLessFont /Flags 5 /FontBBox [0 -250 500 750] /ItalicAngle 0 "
        "/Ascent 750 /Descent -250 /CapHeight 700 /StemV 80 /FontFile2 " +
        link(file) + " >>");
    std::string map;
    for (int i = 0; i < 0x10000; ++i) map += std::string("\0\1", 2);
    const int gids = file_.add_stream("/Filter /FlateDecode", deflated(map));
    const int cid = file_.add(
        fmt::format("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /GlyphLessFont /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                    "/Supplement 0 >> /FontDescriptor {} /CIDToGIDMap {} /DW 500 /W [3633 3633 100 3636 3642 100 3655 3662 100] >>",
                    link(descriptor), link(gids)));
    const int unicode = file_.add_stream("/Filter /FlateDecode", deflated(to_unicode()));
    file_.put(font_,
              fmt::format("<< /Type /Font /Subtype /Type0 /BaseFont /GlyphLessFont /Encoding /Identity-H /DescendantFonts [{}] /ToUnicode {} >>",
                          link(cid), link(unicode)));
  }

  std::string to_unicode() const {
    std::string out =
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering "
        "(UCS) "
        "/Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> "
        "<FFFF>\n"
        "endcodespacerange\n";
    std::vector<unsigned> rows;
    for (unsigned row = 0; row < 0x100; ++row)
      if (row < 0xD8 || row > 0xDF) rows.push_back(row << 8);
    for (std::size_t i = 0; i < rows.size(); i += 100) {
      const std::size_t end = std::min(rows.size(), i + 100);
      out += fmt::format("{} beginbfrange\n", end - i);
      for (std::size_t k = i; k < end; ++k) out += fmt::format("<{}> <{}> <{}>\n", pdf_hex(rows[k]), pdf_hex(rows[k] | 0xFF), pdf_hex(rows[k]));
      out += "endbfrange\n";
    }
    for (const auto& [c, unit] : beyond_) {
      if (unit < 0xD800 || unit > 0xDFFF) continue;
      const char32_t v = c - 0x10000;
      out += fmt::format("1 beginbfchar\n<{}> <{}{}>\nendbfchar\n", pdf_hex(unit), pdf_hex(0xD800 + (v >> 10)), pdf_hex(0xDC00 + (v & 0x3FF)));
    }
    return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
  }

  Sink sink_;
  PdfFile file_;
  int pages_, font_;  // objects that others refer to before they are put
  std::vector<int> kids_;
  std::map<char32_t, unsigned> beyond_;
};

}  // namespace

std::unique_ptr<PageWriter> make_pdf_writer(Sink sink) { return std::make_unique<PdfWriter>(std::move(sink)); }

}  // namespace banthuek::write
