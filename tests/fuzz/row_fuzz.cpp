// Tables of any rows: a text whose lines are rows and whose tabs part cells, some of them merged, under headings of measures or scores.
//
// The first byte says how sure the reading is, the second which cells are merged with the one behind them.
#include <cstdint>
#include <string>

#include "extractors/extract/extract.h"
#include "tests/fuzz/hold_documents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  if (size < 2 || size > 6000) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  std::vector<Page> pages = test::pages_of(text);
  for (Page& page : pages)
    for (Table& table : page.tables) {
      for (Cell& cell : table.cells) {
        cell.confidence = (data[0] % 101) / 100.0;
        for (Line& line : cell.lines) line.confidence = cell.confidence;
      }
      std::vector<Cell> kept;
      for (std::size_t i = 0; i < table.cells.size(); ++i) {
        Cell cell = table.cells[i];
        const bool merge = ((data[1] >> (i % 8)) & 1) != 0 && (data[1] & 0x80) != 0;
        if (merge && i + 1 < table.cells.size() && table.cells[i + 1].row == cell.row) {
          cell.column_span = 2;
          cell.box.w *= 2;
          ++i;
        }
        kept.push_back(std::move(cell));
      }
      table.cells = std::move(kept);
    }
  fuzz::hold_documents(extract::extract(pages, fuzz::schemas()), pages, text);
  return 0;
}
