#include "tests/source/small_pdf.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace banthuek {
namespace {

bool is_mark(char32_t c) {
  return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E3A) || (c >= 0x0E47 && c <= 0x0E4E) || (c >= 0xF701 && c <= 0xF71A && c != 0xF70F);
}

std::string hex(unsigned value, int digits) {
  char text[16];
  std::snprintf(text, sizeof text, "%0*X", digits, value);
  return text;
}

std::string utf16(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) out += c < 0x10000 ? hex(c, 4) : hex(0xD800 + ((c - 0x10000) >> 10), 4) + hex(0xDC00 + ((c - 0x10000) & 0x3FF), 4);
  return out;
}

}  // namespace

int TestFont::code(const std::u32string& unicode, int width) {
  if (width < 0) width = unicode.size() == 1 && is_mark(unicode[0]) ? 0 : unicode == U" " ? 220 : 400;
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (entries_[i].unicode == unicode && entries_[i].width == width) return 33 + static_cast<int>(i);
  entries_.push_back({unicode, width});
  return next_++;
}

std::string TestFont::show(const std::u32string& text) {
  std::string out = "<";
  for (const char32_t c : text) out += hex(static_cast<unsigned>(code(std::u32string(1, c))), 2);
  return out + ">";
}

std::string TestFont::widths() const {
  std::string out;
  for (const Entry& e : entries_) out += std::to_string(e.width) + " ";
  return out;
}

std::string TestFont::to_unicode() const {
  std::string out =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <00> <FF> "
      "endcodespacerange\n";
  for (std::size_t i = 0; i < entries_.size(); ++i)
    if (!entries_[i].unicode.empty())
      out += "1 beginbfchar <" + hex(33 + static_cast<unsigned>(i), 2) + "> <" + utf16(entries_[i].unicode) + "> endbfchar\n";
  return out + "endcmap end end\n";
}

SmallPdf::SmallPdf() : objects_(2) {}  // catalog, pages

int SmallPdf::add(const std::string& body) {
  objects_.push_back(body);
  return static_cast<int>(objects_.size());
}

int SmallPdf::add_stream(const std::string& entries, const std::string& data) {
  return add("<< " + entries + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data + "\nendstream");
}

int SmallPdf::add_font(const TestFont& font) {
  const int map = add_stream("", font.to_unicode());
  return add("<< /Type /Font /Subtype /TrueType /BaseFont /" + font.name() + " /FirstChar 33 /LastChar " + std::to_string(font.last()) +
             " /Widths [" + font.widths() + "] /ToUnicode " + std::to_string(map) + " 0 R >>");
}

void SmallPdf::page(const std::string& content, const std::string& resources, const std::string& media, const std::string& extra) {
  const int stream = add_stream("", content);
  pages_.push_back(add("<< /Type /Page /Parent 2 0 R /MediaBox " + media + " /Resources << " + resources + " >> /Contents " + std::to_string(stream) +
                       " 0 R " + extra + " >>"));
}

std::string SmallPdf::str() const {
  std::vector<std::string> objects = objects_;
  std::string kids;
  for (const int p : pages_) kids += std::to_string(p) + " 0 R ";
  objects[0] = "<< /Type /Catalog /Pages 2 0 R >>";
  if (objects[1].empty()) objects[1] = "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>";
  std::string out = "%PDF-1.4\n", table;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char entry[32];
    std::snprintf(entry, sizeof entry, "%010zu 00000 n \n", out.size());
    table += entry;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), start = std::to_string(out.size());
  return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

std::string text_at(TestFont& font, double x, double y, const std::u32string& text, double size) {
  char place[96];
  std::snprintf(place, sizeof place, "BT /F %.2f Tf 1 0 0 1 %.2f %.2f Tm ", size, x, y);
  return place + font.show(text) + " Tj ET\n";
}

std::string one_page(TestFont& font, const std::string& content, const std::string& extra) {
  SmallPdf pdf;
  const int f = pdf.add_font(font);
  pdf.page(content, "/Font << /F " + std::to_string(f) + " 0 R >>", "[0 0 595 842]", extra);
  return pdf.str();
}

TEST(SmallPdf, NamesItsFontsGlyphsAsAsked) {
  TestFont font;
  EXPECT_EQ(font.show(U"กกข"), "<212122>");
  EXPECT_EQ(font.widths(), "400 400 ");
}

}  // namespace banthuek
