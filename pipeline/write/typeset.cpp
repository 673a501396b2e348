#include "pipeline/write/typeset.h"

#include <fmt/core.h>

#include <array>
#include <map>
#include <vector>

#include "extractors/text/fold.h"
#include "extractors/text/word_breaks.h"
#include "extractors/types/error.h"
#include "pipeline/write/pdf_file.h"
#include "pipeline/write/pdf_parts.h"
#include "pipeline/write/pdf_picture.h"
#include "pipeline/write/thai_font.h"

namespace banthuek::write {
namespace {

constexpr double kWidth = 595, kHeight = 842, kLeft = 56, kRight = 56, kTop = 66, kBottom = 60, kLabel = 112;  // points; A4

// UTF-16 with its mark, as a PDF string.
std::string pdf_text(std::string_view utf8) {
  std::string out = "<FEFF";
  for (const char32_t c : text::to_u32(utf8)) out += c < 0x10000 ? pdf_hex(c) : pdf_hex(0xFFFD);
  return out + ">";
}

struct Look {
  double size, lead;
  bool bold;
  const char* colour;
};

Look look_of(Typeset::Style style) {
  switch (style) {
    case Typeset::Style::kTitle:
      return {20, 34, true, "0 g"};
    case Typeset::Style::kHeading:
      return {14.5, 24, true, "0.08 0.28 0.37 rg"};
    case Typeset::Style::kStrong:
      return {12.5, 19.5, true, "0 g"};
    case Typeset::Style::kSmall:
      return {10.5, 15.5, false, "0.33 g"};
    case Typeset::Style::kText:
      break;
  }
  return {12.5, 19.5, false, "0 g"};
}

}  // namespace

struct Typeset::State {
  struct Face {
    ThaiFont font;
    std::map<unsigned, char32_t> used;
  };
  std::string title, running;
  std::vector<Face> faces;
  std::vector<std::string> pages;
  std::vector<PdfPicture> pictures;
  std::vector<std::vector<std::size_t>> pictures_of;  // by page
  double y = 0;

  void new_page() {
    pages.emplace_back();
    pictures_of.emplace_back();
    y = kHeight - kTop;
  }
  void need(double points) {
    if (y - points < kBottom) new_page();
  }
  Face& face(bool bold) { return faces[bold && faces.size() > 1 ? 1 : 0]; }

  double width_of(std::string_view utf8, const Look& look) {
    double sum = 0;
    for (const Glyph& g : face(look.bold).font.shape(text::to_u32(utf8))) sum += g.advance;
    return sum * look.size;
  }
  void draw(std::string& page, std::string_view utf8, double x, double at, const Look& look) {
    Face& f = face(look.bold);
    std::string codes;
    for (const Glyph& g : f.font.shape(text::to_u32(utf8))) {
      codes += pdf_hex(g.id);
      f.used.try_emplace(g.id, g.letter);
    }
    page += fmt::format("BT {} /F{} {} Tf {} {} Td <{}> Tj ET\n", look.colour, look.bold && faces.size() > 1 ? "1" : "0", pdf_number(look.size, 2),
                        pdf_number(x, 2), pdf_number(at, 2), codes);
  }
  // Lines of a text no wider than `width`; a word that is wider is cut where it must be.
  std::vector<std::string> lines_of(std::string_view utf8, double width, const Look& look) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin <= utf8.size()) {
      const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
      const std::string_view paragraph = utf8.substr(begin, end - begin);
      std::string line;
      std::size_t last = 0;
      for (const text::WordRange& word : text::word_ranges(paragraph)) {
        const std::string_view between = paragraph.substr(last, word.begin - last), letters = paragraph.substr(word.begin, word.end - word.begin);
        last = word.end;
        const std::string longer = line.empty() ? std::string(letters) : line + std::string(between) + std::string(letters);
        if (line.empty() || width_of(longer, look) <= width) {
          line = longer;
        } else {
          out.push_back(line);
          line = letters;
        }
        while (width_of(line, look) > width) {
          std::u32string all = text::to_u32(line), piece;
          std::size_t fits = 1;
          while (fits < all.size() && width_of(text::to_utf8(all.substr(0, fits + 1)), look) <= width) ++fits;
          out.push_back(text::to_utf8(all.substr(0, fits)));
          line = text::to_utf8(all.substr(fits));
        }
      }
      out.push_back(line);
      begin = end + 1;
    }
    return out;
  }
};

Typeset::Typeset(std::string title, std::string running) : state_(std::make_unique<State>()) {
  for (const char* weight : {"", "-Bold"})
    if (auto font = ThaiFont::find(weight)) state_->faces.push_back({std::move(*font), {}});
  if (state_->faces.empty()) throw Error(ErrorKind::kUsage, "PDF", "this machine has no Thai font to write it with; install fonts-thai-tlwg");
  state_->title = std::move(title);
  state_->running = std::move(running);
  state_->new_page();
}

Typeset::~Typeset() = default;

void Typeset::need(double points) { state_->need(points); }
void Typeset::gap(double points) { state_->y -= points; }

void Typeset::text(std::string_view utf8, Style style) {
  const Look look = look_of(style);
  for (const std::string& line : state_->lines_of(utf8, kWidth - kLeft - kRight, look)) {
    state_->need(look.lead);
    state_->y -= look.lead;
    state_->draw(state_->pages.back(), line, kLeft, state_->y + 0.3 * look.lead, look);
  }
}

void Typeset::pair(std::string_view label, std::string_view utf8) {
  const Look look = look_of(Style::kText), small = look_of(Style::kSmall);
  bool first = true;
  const std::vector<std::string> labels = state_->lines_of(label, kLabel - 8, small);
  const std::vector<std::string> lines = state_->lines_of(utf8, kWidth - kLeft - kRight - kLabel, look);
  for (std::size_t i = 0; i < std::max(lines.size(), labels.size()); ++i) {
    state_->need(first ? 2 * look.lead : look.lead);
    first = false;
    state_->y -= look.lead;
    if (i < labels.size()) state_->draw(state_->pages.back(), labels[i], kLeft, state_->y + 0.3 * look.lead, small);
    if (i < lines.size()) state_->draw(state_->pages.back(), lines[i], kLeft + kLabel, state_->y + 0.3 * look.lead, look);
  }
}

void Typeset::rule() {
  state_->y -= 8;
  state_->pages.back() += fmt::format("0.75 G 0.6 w {} {} m {} {} l S\n", pdf_number(kLeft, 2), pdf_number(state_->y, 2),
                                      pdf_number(kWidth - kRight, 2), pdf_number(state_->y, 2));
  state_->y -= 4;
}

void Typeset::picture(const std::string& jpeg, double max_height) {
  PdfPicture picture = jpeg_as_pdf(jpeg);
  if (picture.data.empty()) return;
  const double room = kWidth - kLeft - kRight, scale = std::min({room / picture.width, max_height / picture.height, 0.75});
  const double w = picture.width * scale, h = picture.height * scale;
  state_->need(h + 10);
  state_->y -= h + 6;
  const std::string name = std::to_string(state_->pictures.size());
  state_->pages.back() +=
      fmt::format("q {} 0 0 {} {} {} cm /P{} Do Q 0.6 G 0.5 w {} {} {} {} re S\n", pdf_number(w, 2), pdf_number(h, 2), pdf_number(kLeft, 2),
                  pdf_number(state_->y, 2), name, pdf_number(kLeft, 2), pdf_number(state_->y, 2), pdf_number(w, 2), pdf_number(h, 2));
  state_->pictures_of.back().push_back(state_->pictures.size());
  state_->pictures.push_back(std::move(picture));
  state_->y -= 6;
}

std::string Typeset::finish() {
  State& s = *state_;
  const Look small = look_of(Style::kSmall);
  for (std::size_t i = 0; i < s.pages.size(); ++i) {
    const std::string page = fmt::format("{} / {}", i + 1, s.pages.size());
    s.draw(s.pages[i], page, kWidth - kRight - s.width_of(page, small), kHeight - 40, small);
    const std::vector<std::string> head = s.lines_of(s.running, kWidth - kLeft - kRight - 70, small);
    s.draw(s.pages[i], head.front(), kLeft, kHeight - 40, small);
  }
  PdfFile file;
  std::string fonts;
  for (std::size_t i = 0; i < s.faces.size(); ++i) {
    const auto& [font, used] = s.faces[i];
    const int bytes = file.add_stream(fmt::format("/Filter /FlateDecode /Length1 {}", font.bytes().size()), deflated(font.bytes()));
    const int descriptor =
        file.add(fmt::format("<< /Type /FontDescriptor /FontName /{} /Flags 4 /FontBBox [-500 -500 1500 1200] /ItalicAngle 0 /Ascent {} /Descent {} "
                             "/CapHeight 700 /StemV 80 /FontFile2 {} >>",
                             font.name(), pdf_number(1000 * font.ascent(), 2), pdf_number(1000 * font.descent(), 2), link(bytes)));
    std::string widths = "[", map;
    std::size_t count = 0;
    std::string rows;
    for (const auto& [glyph, letter] : used) {
      widths += fmt::format(" {} [{}]", glyph, pdf_number(1000 * font.advance_of(glyph), 2));
      rows += fmt::format("<{}> <{}>\n", pdf_hex(glyph), letter < 0x10000 ? pdf_hex(letter) : pdf_hex(0xFFFD));
      if (++count % 100 == 0 || count == used.size()) {
        map += fmt::format("{} beginbfchar\n{}endbfchar\n", count % 100 == 0 ? 100 : count % 100, rows);
        rows.clear();
      }
    }
    const int cid =
        file.add(fmt::format("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                             "/Supplement 0 >> /CIDToGIDMap /Identity /FontDescriptor {} /W {} ] >>",
                             font.name(), link(descriptor), widths));
    const int unicode = file.add_stream(
        "/Filter /FlateDecode",
        deflated(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> "
            "def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" +
            map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"));
    fonts += fmt::format(
        "/F{} {} ", i,
        link(file.add(fmt::format("<< /Type /Font /Subtype /Type0 /BaseFont /{} /Encoding /Identity-H /DescendantFonts [{}] /ToUnicode {} >>",
                                  font.name(), link(cid), link(unicode)))));
  }
  std::vector<int> pictures;
  for (const PdfPicture& p : s.pictures) pictures.push_back(file.add_stream(p.dictionary, p.data));
  const int parent = file.reserve();
  std::string kids;
  for (std::size_t i = 0; i < s.pages.size(); ++i) {
    std::string shown;
    for (const std::size_t p : s.pictures_of[i]) shown += fmt::format("/P{} {} ", p, link(pictures[p]));
    const int content = file.add_stream("/Filter /FlateDecode", deflated(s.pages[i]));
    kids +=
        link(file.add(fmt::format("<< /Type /Page /Parent {} /MediaBox [0 0 {} {}] /Resources << /Font << {}>> /XObject << {}>> >> /Contents {} >>",
                                  link(parent), pdf_number(kWidth, 2), pdf_number(kHeight, 2), fonts, shown, link(content)))) +
        " ";
  }
  file.put(parent, fmt::format("<< /Type /Pages /Count {} /Kids [{}] >>", s.pages.size(), kids));
  const int info = file.add("<< /Title " + pdf_text(s.title) + " /Producer (banthuek) >>");
  const int catalog = file.add("<< /Type /Catalog /Pages " + link(parent) + " /Lang (th) /ViewerPreferences << /DisplayDocTitle true >> >>");
  std::string out;
  file.finish([&](std::string_view piece) { out += piece; }, catalog, info);
  return out;
}

}  // namespace banthuek::write
