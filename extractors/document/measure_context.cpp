#include "extractors/document/measure_context.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "extractors/text/fold.h"
#include "extractors/text/heading_end.h"
#include "extractors/types/fields.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kLinesAbove = 6;       // of a table that may be its heading
constexpr std::size_t kHeadingLength = 130;  // characters; longer is running text

bool heading_above(const ReadingOrder& flow, std::size_t part, const schema::Schemas& schemas) {
  std::string below;  // the line under it: a heading of two lines says it as a whole
  for (std::size_t k = 1; k <= kLinesAbove && k <= part; ++k) {
    const OrderedPart& line = flow[part - k];
    const std::string& text = line.reading.text;
    if (line.table || line.page + 1 < flow[part].page) return false;
    if (text::to_u32(text).size() >= kHeadingLength) {
      below.clear();
      continue;
    }
    std::string both = text;
    both.append(" ").append(below);
    if (speaks_of_measures(text, schemas) || speaks_of_measures(both, schemas)) return true;
    below = text;
  }
  return false;
}

// Whether the nearest lines above the table say that it is an example.
bool is_example(const ReadingOrder& flow, std::size_t part, const schema::Schemas& schemas) {
  constexpr std::size_t kNearest = 2;
  const auto examples = schemas.rules("measures.example");
  for (std::size_t k = 1; k <= kNearest && k <= part && !flow[part - k].table && flow[part - k].page == flow[part].page; ++k)
    if (schema::first_match(examples, flow[part - k].reading.text)) return true;
  return false;
}

bool said_in_headings(const Table& table, const TableMap& map, const schema::Schemas& schemas) {
  return std::any_of(table.cells.begin(), table.cells.end(),
                     [&](const Cell& cell) { return cell.row < map.header_rows && speaks_of_measures(cell.text, schemas); });
}

}  // namespace

bool speaks_of_measures(std::string_view heading, const schema::Schemas& schemas) {
  return schema::first_match(schemas.rules("measures.context"), heading).has_value();
}

// Whether cells of the table are codes of what an office discloses (O8, MOIT 12): what is listed is items, and how far they are.
bool lists_items(const Table& table, const schema::Schemas& schemas) {
  constexpr std::ptrdiff_t kItems = 3;
  const auto codes = schemas.rules("oit.cell");
  return std::count_if(table.cells.begin(), table.cells.end(), [&](const Cell& cell) { return schema::first_match(codes, cell.text); }) >= kItems;
}

std::vector<RecordTable> without_other_matters(std::vector<RecordTable> tables, const ReadingOrder& flow, std::string_view title,
                                               const schema::Schemas& schemas) {
  const bool of_measures = speaks_of_measures(title, schemas);
  std::vector<RecordTable> out;
  bool kept = true, example = false;
  for (RecordTable& record : tables) {
    if (record.map.layout->table.records == "measures" && !record.goes_on)
      kept = !record.map.weak_title || of_measures || said_in_headings(*flow[record.part].table, record.map, schemas) ||
             heading_above(flow, record.part, schemas),
      kept = kept && (!lists_items(*flow[record.part].table, schemas) || said_in_headings(*flow[record.part].table, record.map, schemas));
    if (record.map.layout->table.records != "measures") {
      out.push_back(std::move(record));
      continue;
    }
    example = is_example(flow, record.part, schemas) || (example && record.goes_on);
    if (kept && !example) out.push_back(std::move(record));
  }
  return out;
}

bool were_refused(const std::vector<Paragraph>& body, std::size_t k, const std::vector<const schema::TextRule*>& rejected) {
  constexpr std::size_t kToResolution = 4;  // paragraphs from the end of a list to what was resolved of it
  static const RE2 resolution(R"(^\s*(?:มติ|ที่ประชุม))"), accepted(R"((?:^|มติ|ที่ประชุม|เอกฉันท์)[\s:]*(?:มีมติ)?\s*(?:เห็นชอบ|อนุมัติ))");
  for (std::size_t i = k; i < std::min(body.size(), k + kToResolution); ++i) {
    const std::string& said = body[i].reading.text;
    if (RE2::PartialMatch(said, resolution) && !RE2::PartialMatch(said, accepted) && schema::first_match(rejected, said)) return true;
  }
  return false;
}

void doubt_all(std::vector<Measure>& list, double confidence) {
  for (Measure& m : list) cap_confidence(m, confidence);
}

bool were_decided(const std::string& intro, const std::vector<Measure>& list) {
  static const RE2 decided(R"((?:เห็นชอบ|อนุมัติ|กำหนด|ให้ใช้)\s*(?:ให้(?:ใช้|มี|กำหนด)?\s*)?มาตรการ)"), more("เห็นชอบ|อนุมัติ|มอบ|ให้ปรับ|ให้แก้|ให้นำ");
  return RE2::PartialMatch(intro, decided) && std::none_of(list.begin(), list.end(), [](const Measure& m) {
           const std::string& title = m.title->value;
           return m.method || RE2::PartialMatch(title, more) || text::space_between_clauses(title, 0) < title.size();
         });
}

}  // namespace banthuek::document
