// Pages made from a text file, for tests of what comes after recognition: a line each, table rows by tabs, paragraphs of a cell by
// <p>, "\f" or a second table begins a page. Boxes are invented: lines below each other, 20 pixels apart, 800 wide.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/schema/schema_load.h"
#include "extractors/text/normalise.h"
#include "extractors/types/page.h"
#include "tests/source_dir.h"

namespace banthuek::test {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string without(std::string text, const std::string& what, const std::string& with = "") {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
  return text;
}

inline schema::Schemas source_schemas() {
  std::vector<schema::SchemaText> texts;
  for (const char* part : {"layouts", "vocabularies"})
    for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "schemas" / part))
      if (entry.path().extension() != ".md") texts.push_back({std::string(part) + "/" + entry.path().filename().string(), read_file(entry.path())});
  std::sort(texts.begin(), texts.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
  return schema::load_schemas(texts);
}

inline const schema::Schemas& schemas() {
  static const schema::Schemas loaded = source_schemas();
  return loaded;
}

class PageMaker {
 public:
  std::vector<Page> make(const std::string& text) {
    begin();
    std::istringstream in(text::to_internal(text));
    std::vector<std::string> rows;
    std::string line;
    while (std::getline(in, line)) {
      if (line.find('\t') != std::string::npos) {
        rows.push_back(line);
        continue;
      }
      flush(rows);
      if (line == "\f") {
        end();
        begin();
        continue;
      }
      line = without(without(line, "**"), "### ");
      if (line.rfind("## ", 0) == 0) line.erase(0, 3);
      if (!text::squeeze(line).empty()) add_line(text::squeeze(line));
    }
    flush(rows);
    end();
    return pages_;
  }

 private:
  void begin() {
    page_ = Page{};
    page_.number = static_cast<int>(pages_.size()) + 1;
    page_.width = 1000;
    page_.height = 1400;
    y_ = 100;
    tables_ = 0;
  }
  void end() {
    if (!page_.flow.empty()) pages_.push_back(page_);
  }
  Line make_line(const std::string& text, int x, int w) {
    Line line;
    line.text = text;
    line.box = {x, y_, w, 16};
    line.confidence = 0.99;
    return line;
  }
  void add_line(const std::string& text) {
    page_.lines.push_back(make_line(text, 100, std::min<int>(800, 4 * static_cast<int>(text.size()) / 2)));
    page_.flow.push_back({FlowItem::Kind::kLine, static_cast<int>(page_.lines.size()) - 1});
    y_ += 20;
  }
  static std::vector<std::string> split(const std::string& text, const std::string& at) {
    std::vector<std::string> out;
    std::size_t from = 0;
    for (;;) {
      const std::size_t end = text.find(at, from);
      out.push_back(text.substr(from, end - from));
      if (end == std::string::npos) return out;
      from = end + at.size();
    }
  }
  void flush(std::vector<std::string>& rows) {
    if (rows.empty()) return;
    if (tables_ > 0) {
      end();
      begin();
    }
    ++tables_;
    Table table;
    table.rows = static_cast<int>(rows.size());
    for (const std::string& row : rows) table.columns = std::max(table.columns, static_cast<int>(split(row, "\t").size()));
    const int width = 800 / table.columns;
    for (int r = 0; r < table.rows; ++r) {
      const auto cells = split(rows[static_cast<std::size_t>(r)], "\t");
      for (int c = 0; c < static_cast<int>(cells.size()); ++c) {
        Cell cell;
        cell.row = r;
        cell.column = c;
        cell.box = {100 + c * width, y_, width, 20};
        cell.confidence = 0.99;
        std::string text = without(without(cells[static_cast<std::size_t>(c)], "<p>"), "</a>");
        if (const std::size_t a = text.find("<a "); a != std::string::npos) text.erase(a, text.find('>', a) + 1 - a);
        for (const std::string& line : split(text, "</p>"))
          if (!text::squeeze(line).empty()) cell.lines.push_back(make_line(text::squeeze(line), cell.box.x, width));
        for (const Line& line : cell.lines) cell.text += (cell.text.empty() ? "" : "\n") + line.text;
        table.cells.push_back(std::move(cell));
      }
      y_ += 20;
    }
    table.box = {100, y_ - 20 * table.rows, 800, 20 * table.rows};
    page_.tables.push_back(std::move(table));
    page_.flow.push_back({FlowItem::Kind::kTable, static_cast<int>(page_.tables.size()) - 1});
    rows.clear();
  }

  std::vector<Page> pages_;
  Page page_;
  int y_ = 100, tables_ = 0;
};

inline std::vector<Page> pages_of(const std::string& text) { return PageMaker().make(text); }

}  // namespace banthuek::test
