#include "tests/samples/outline.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace banthuek::test {
namespace {

std::string number(double value, int digits) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  return text.data();
}

std::string place(const Box& box) {
  std::string out;
  for (const int at : {box.x, box.y, box.right(), box.bottom()})
    out += (out.empty() ? "" : " ") + std::to_string(static_cast<int>(std::lround(at / 10.0)));
  return out;
}

std::string line_text(const Line& line) { return place(line.box) + (line.script == Script::kHandwriting ? " (pen) " : "  ") + line.text + "\n"; }

std::string mark_text(const Mark& mark) { return std::string(name_of(mark.kind)) + " " + place(mark.box) + " " + number(mark.confidence, 2) + "\n"; }

std::string finding_text(const Finding& f) {
  std::string out = std::string("  finding ") + name_of(f.severity) + " " + f.code + ", page " + std::to_string(f.page);
  if (!f.field.empty()) out += ", " + f.field;
  if (!f.value.empty()) out += ": " + f.value;
  if (!f.reading.empty()) out += " -> " + f.reading;
  for (char& c : out)
    if (c == '\n') c = ' ';
  return out + "\n";
}

std::string table_text(const Table& table) {
  std::string out = "  table " + std::to_string(table.rows) + " x " + std::to_string(table.columns) +
                    (table.edges == Edges::kRuled ? ", ruled, " : ", open, ") + place(table.box) + "\n";
  for (const Cell& cell : table.cells) {
    out += "    " + std::to_string(cell.row) + "," + std::to_string(cell.column);
    if (cell.row_span > 1 || cell.column_span > 1) out += " over " + std::to_string(cell.row_span) + " x " + std::to_string(cell.column_span);
    out += ": " + place(cell.box) + "\n";
    for (const Line& line : cell.lines) out += "      " + line_text(line);
    for (const Mark& mark : cell.marks) out += "      mark " + mark_text(mark);
  }
  return out;
}

// How sure the page's words are, and how many there are: one figure for many, so that it changes with any of them.
std::string words_text(const Page& page) {
  std::size_t words = 0;
  double sum = 0;
  long baselines = 0;
  for (const Line* line : all_lines(page)) {
    baselines += line->baseline;
    for (const Word& word : line->words) sum += word.confidence, ++words;
  }
  return std::to_string(words) + " words, " + number(words ? 100 * sum / static_cast<double>(words) : 0, 1) + " % sure, baselines " +
         std::to_string((baselines + 5) / 10);
}

std::string page_outline(const Page& page) {
  std::string out = "page " + std::to_string(page.number) + ": " + std::to_string(page.width) + " x " + std::to_string(page.height) + " at " +
                    number(page.dpi, 0) + ", turned " + std::to_string(page.turned) + ", skew " + number(page.skew, 1) + ", " + name_of(page.source) +
                    ": " + page.source_reason + "\n  " + words_text(page) + "\n";
  for (const Finding& finding : page.findings) out += finding_text(finding);
  for (const FlowItem& item : page.flow) {
    const auto at = static_cast<std::size_t>(item.index);
    out += item.kind == FlowItem::Kind::kLine ? "  " + line_text(page.lines[at]) : table_text(page.tables[at]);
  }
  for (const Mark& mark : page.marks) out += "  mark " + mark_text(mark);
  for (const Region& region : page.regions)
    out += std::string("  region ") + name_of(region.kind) + " " + place(region.box) + " " + number(region.confidence, 2) + "\n";
  return out;
}

// Of these no expected.json tells the value.
bool told_here(std::string_view path) { return path == "title" || path == "organisation/type" || path.ends_with("/frequency"); }

std::string document_outline(const Document& document) {
  std::string out = "document: pages " + std::to_string(document.first_page) + " to " + std::to_string(document.last_page) + ", layouts";
  for (const std::string& layout : document.layouts) out += " " + layout;
  out += document.organisation.dla_code.empty() ? "\n" : ", office " + document.organisation.dla_code + "\n";
  for_each_field(document, [&](std::string_view path, const Field& field) {
    out += "  " + std::string(path) + " " + number(field.confidence, 2) + " " + field.rule;
    for (const Place& p : field.places) out += ", " + std::to_string(p.page) + ": " + place(p.box);
    if (told_here(path)) out += " = " + field.value;
    out += "\n";
  });
  for (const Finding& finding : document.findings) out += finding_text(finding);
  return out;
}

}  // namespace

std::string outline(const Result& result) {
  std::string out;
  for (const Page& page : result.pages) out += page_outline(page);
  for (const Document& document : result.documents) out += document_outline(document);
  return out;
}

}  // namespace banthuek::test
