#include "extractors/document/record_tables.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "extractors/schema/heading_match.h"
#include "extractors/tables/column_places.h"
#include "extractors/tables/score_columns.h"
#include "extractors/tables/turned_table.h"
#include "extractors/tables/unfolded_table.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/number_word.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxLinesBetweenPieces = 8;  // headings that may part two pieces of one table
constexpr int kCardRows = 3;                       // of a table of one record, at least
constexpr int kColumnsOfTwo = 3;                   // of one that holds two, each in a column, at least
constexpr double kSameLabel = 0.8;                 // likeness of a label said again
constexpr int kRowsBelowTitle = 2;                 // of a table of one record whose title stands apart, at least
constexpr std::size_t kNumberDigits = 3;           // of a row's number, at most
constexpr std::size_t kLinesOfTitle = 3;           // above such a table, at most

// What a label says without its number: "มาตรการที่ ๒" is the same as "มาตรการที่ ๑".
std::u32string label_of(const Cell& cell) {
  std::u32string out = text::fold(schema::heading_text(cell)).text;
  std::erase_if(out, text::is_digit);
  return out;
}

bool holds_records(const TableMap& map, std::string_view records) { return map.layout->table.records == records; }

// The measures of a table of two columns, a label and what it says; a label said again begins another. A weak heading names none there.
std::vector<RecordTable> cards(const Table& table, std::size_t part, const schema::Schemas& schemas) {
  std::vector<RecordTable> out;
  if (table.columns != 2 || table.rows < kCardRows) return out;
  std::vector<std::u32string> labels(static_cast<std::size_t>(table.rows));
  for (const Cell& cell : table.cells)
    if (cell.column == 0 && cell.row >= 0 && cell.row < table.rows) labels[static_cast<std::size_t>(cell.row)] = label_of(cell);
  std::vector<int> begins;
  for (int r = 0; r < table.rows; ++r)
    if (!labels[static_cast<std::size_t>(r)].empty() && text::similarity(labels[static_cast<std::size_t>(r)], labels.front()) >= kSameLabel)
      begins.push_back(r);
  begins.push_back(table.rows);
  for (std::size_t k = 0; k + 1 < begins.size(); ++k) {
    int end = begins[k + 1];
    while (end > begins[k] && labels[static_cast<std::size_t>(end - 1)].empty()) --end;  // the gap between two
    auto rows = end - begins[k] >= kCardRows ? tables::turned(table, begins[k], end, schemas) : std::nullopt;
    if (!rows) return {};
    auto map = map_table(*rows, schemas);
    if (!map || map->layout->table.records != "measures" || map->weak_title || map->header_rows != 1) return {};
    out.push_back({part, std::move(*map), false, std::move(rows)});
  }
  return out;
}

// Whether the text is the number of a measure and nothing else: "มาตรการที่ ๑".
bool is_number_alone(std::string_view text, const schema::Schemas& schemas) {
  const std::string said = text::squeeze(text) + " ";
  const auto cut = cut_number(said, schemas);
  return cut && text::trim(std::string_view(said).substr(cut->rest)).empty();
}

// Whether all entries of the first column are numbers of measures.
bool begins_with_numbers(const Table& table, const schema::Schemas& schemas) {
  return std::all_of(table.cells.begin(), table.cells.end(),
                     [&](const Cell& cell) { return cell.row == 0 || cell.column > 0 || is_number_alone(cell.text, schemas); });
}

// The measures of a table that holds each in a column of its own: what they have stands on the left.
std::optional<RecordTable> measures_as_columns(const Table& table, std::size_t part, const schema::Schemas& schemas) {
  if (table.columns < kColumnsOfTwo || table.rows < kCardRows) return std::nullopt;
  auto rows = tables::turned(table, 0, table.rows, schemas);
  auto map = rows ? map_table(*rows, schemas) : std::nullopt;
  if (!map || !holds_records(*map, "measures") || map->weak_title || map->header_rows != 1) return std::nullopt;
  // A column of notes, of sums, of an older version has a heading too: only what is numbered is a measure.
  if (!begins_with_numbers(*rows, schemas)) return std::nullopt;
  if (map->roles.front().empty()) map->roles.front() = "no";
  return RecordTable{part, std::move(*map), false, std::move(rows)};
}

// Whether the text is a measure's title, with its number.
bool is_numbered_title(std::string_view text, const schema::Schemas& schemas) {
  static const RE2 name(R"(^\s*(?:มาตรการ|กิจกรรม|โครงการ)(?:ที่)?\s*\p{Nd})");
  return RE2::PartialMatch(text, name) && cut_number(text, schemas);
}

// The number of a card that a line of its own says, right above it.
void take_number_above(const ReadingOrder& flow, RecordTable& card, const schema::Schemas& schemas) {
  if (card.part == 0 || !flow[card.part - 1].line || flow[card.part - 1].page != flow[card.part].page) return;
  const Line& line = *flow[card.part - 1].line;
  const auto title = std::find(card.map.roles.begin(), card.map.roles.end(), "title") - card.map.roles.begin();
  if (!is_number_alone(line.text, schemas)) return;
  for (Cell& cell : card.turned->cells)
    if (cell.row == 0 && cell.column == title) cell.text = line.text, cell.lines = {line}, cell.box = line.box, cell.confidence = line.confidence;
}

// Of activities and projects: measures only where the document says so (measure_context).
bool is_weak_title(std::string_view text) {
  static const RE2 weak(R"(^\s*(?:กิจกรรม|โครงการ))");
  return RE2::PartialMatch(text, weak);
}

// A title as a row of a label and what it says.
std::pair<Cell, Cell> labelled(Cell title, int row) {
  Cell label;
  label.row = title.row = row;
  label.text = "มาตรการ";
  label.box = title.box;
  label.confidence = 1;
  title.column = title.column_span = 1;
  return {std::move(label), std::move(title)};
}

// Measures of a table of two columns whose titles are no row of it like the others: over both columns, or in the lines above the table.
std::vector<RecordTable> titled_cards(const ReadingOrder& flow, std::size_t part, const schema::Schemas& schemas) {
  Table table = *flow[part].table;
  if (table.columns != 2 || table.rows < kRowsBelowTitle) return {};
  std::vector<Cell> cells;
  bool found = false;
  for (Cell& cell : table.cells) {
    const bool title = cell.column_span == 2 && is_numbered_title(cell.text, schemas);
    found = found || title;
    if (title) {
      const int row = cell.row;
      auto [label, said] = labelled(std::move(cell), row);
      cells.push_back(std::move(label));
      cells.push_back(std::move(said));
    } else {
      cells.push_back(std::move(cell));
    }
  }
  std::size_t first = part;
  for (std::size_t k = 1; !found && k <= kLinesOfTitle && k <= part && first == part; ++k) {
    const OrderedPart& line = flow[part - k];
    if (!line.line || line.table || line.page != flow[part].page) break;
    if (is_numbered_title(line.reading.text, schemas)) first = part - k;
  }
  if (!found && first == part) return {};
  if (first < part) {
    Cell title;
    title.confidence = 1;
    for (std::size_t k = first; k < part; ++k) {
      title.lines.push_back(*flow[k].line);
      title.box = k == first ? flow[k].box : unite(title.box, flow[k].box);
      title.text += (k == first ? "" : "\n") + flow[k].line->text;
      title.confidence = std::min(title.confidence, flow[k].line->confidence);
    }
    for (Cell& cell : cells) ++cell.row;
    ++table.rows;
    auto [label, said] = labelled(std::move(title), 0);
    cells.insert(cells.begin(), {std::move(label), std::move(said)});
  }
  const bool weak = std::any_of(cells.begin(), cells.end(), [](const Cell& cell) { return cell.column == 1 && is_weak_title(cell.text); });
  table.cells = std::move(cells);
  std::vector<RecordTable> out = cards(table, part, schemas);
  for (RecordTable& card : out) card.map.weak_title = weak;
  return out;
}

tables::ScoreColumns score_columns(const TableMap& map) { return {map.roles, map.header_rows, map.parts_named, map.row_roles}; }

// What the cells say of a table of scores: the sums before the headings, which may be misread, hidden or on the page before.
std::optional<TableMap> map_by_sums(const Table& table, const schema::Schemas& schemas, const std::optional<TableMap>& headed,
                                    const TableMap* before) {
  if (headed && !holds_records(*headed, "scores")) return headed;
  for (const schema::SchemaLayout& layout : schemas.layouts) {
    if (layout.table.records != "scores") continue;
    std::optional<tables::ScoreColumns> known;
    if (headed) {
      known = score_columns(*headed);
    } else if (before && before->layout == &layout && before->row_roles.empty() && static_cast<int>(before->roles.size()) == table.columns) {
      known = score_columns(*before);
      known->header_rows = 0;
    }
    auto columns = tables::find_score_columns(table, schemas, known ? &*known : nullptr);
    if (!columns && !headed) columns = tables::find_transposed_scores(table, layout, schemas.vocabulary);
    if (!columns) continue;
    TableMap map = headed.value_or(TableMap{});
    map.layout = &layout;
    map.roles = std::move(columns->roles);
    map.header_rows = columns->header_rows;
    map.parts_named = columns->parts_named;
    map.row_roles = std::move(columns->row_roles);
    map.boxes = tables::column_boxes(table);
    return map;
  }
  if (!headed) return std::nullopt;
  std::optional<TableMap> out = headed;
  out->roles = tables::with_parts_of_numbers(table, score_columns(*headed)).roles;
  return tables::holds_scores(table, score_columns(*out), schemas.vocabulary) ? out : std::nullopt;
}

}  // namespace

std::optional<std::string> group_named(std::string_view text, const schema::Vocabulary& vocabulary) {
  const std::u32string line = text::fold(text).text;
  std::optional<std::string> out;
  int fewest = 1000;
  bool several = false;
  for (const auto& [name, wordings] : vocabulary.groups) {
    int errors = 1000;
    for (const std::string& wording : wordings) {
      const std::u32string word = text::fold(wording).text;
      const auto found = text::find_approximate(line, word, word.size() <= 3 ? 0 : text::allowed_errors(word.size()) / 2);
      if (found) errors = std::min(errors, found->errors);
    }
    if (errors == 1000) continue;
    if (errors < fewest) {
      fewest = errors;
      out = name;
      several = false;
    } else if (errors == fewest) {
      several = true;  // ภายใน and ภายนอก are near to each other; both without error is both named
    }
  }
  return several ? std::nullopt : out;
}

std::optional<NumberCut> cut_number(std::string_view text, const schema::Schemas& schemas) {
  for (const schema::TextRule* rule : schemas.rules("row.number")) {
    const auto m = schema::match(*rule, text);
    if (!m) continue;
    std::string_view number;
    for (const char* name : {"number", "bracketed", "word", "first"})
      if (const auto g = m->group.find(name); g != m->group.end()) number = g->second;
    if (number.empty()) continue;
    const std::string value = values::number_in(number);
    if (value.empty()) continue;
    const auto begin = static_cast<std::size_t>(number.data() - text.data()), end = begin + number.size();
    const auto rest = static_cast<std::size_t>(m->rest.data() - text.data());
    return NumberCut{value, begin, end, rest,
                     std::string(text::trim(text.substr(0, begin))) + "#" + std::string(text::trim(text.substr(end, rest - end)))};
  }
  return std::nullopt;
}

namespace {

// A column of a table of measures that has no column of statuses, whose entries say a status and nothing else, whatever is above them ("ผลสำเร็จ").
void name_status_column(const Table& table, TableMap& map, const schema::Vocabulary& vocabulary) {
  constexpr std::array<std::string_view, 6> kMayHold{"", "other", "result", "outcome", "monitoring", "recommendation"};
  constexpr int kEntries = 2;
  if (!holds_records(map, "measures")) return;
  if (std::any_of(map.roles.begin(), map.roles.end(), [](const std::string& role) { return role.starts_with("status"); })) return;
  for (int c = 0; c < static_cast<int>(map.roles.size()); ++c) {
    std::string& role = map.roles[static_cast<std::size_t>(c)];
    if (std::find(kMayHold.begin(), kMayHold.end(), role) == kMayHold.end()) continue;
    int entries = 0, statuses = 0;
    for (const Cell& cell : table.cells) {
      if (cell.column != c || cell.column_span > 1 || cell.row < map.header_rows || text::fold(cell.text).text.empty()) continue;
      ++entries;
      statuses += values::status_alone(cell.text, vocabulary).has_value();
    }
    if (statuses < kEntries || statuses < entries) continue;
    role = "status";
    return;
  }
}

// The numbers that the rows below the headings begin with, in a column of their own or before the titles.
std::vector<int> row_numbers(const Table& table, const std::vector<std::string>& roles, int header_rows, const schema::Schemas& schemas) {
  const auto of = [&](std::string_view role) { return static_cast<int>(std::find(roles.begin(), roles.end(), role) - roles.begin()); };
  const bool own = of("no") < table.columns;
  std::vector<int> out;
  for (const Cell& cell : table.cells) {
    if (cell.row < header_rows || cell.column != (own ? of("no") : of("title"))) continue;
    const std::optional<NumberCut> cut = own ? std::nullopt : cut_number(cell.text, schemas);
    std::string number = own ? text::ascii_digits(text::squeeze(cell.text)) : cut ? cut->value : "";
    std::erase_if(number, [](char c) { return c == '.' || c == '(' || c == ')'; });
    if (!number.empty() && number.size() <= kNumberDigits && number.find_first_not_of("0123456789") == std::string::npos)
      out.push_back(std::atoi(number.c_str()));
  }
  return out;
}

// Whether the rows of a table count on from the last row of the one before.
bool counts_on(const Table& table, const Table& before, const TableMap& map, const schema::Schemas& schemas) {
  const auto last = row_numbers(before, map.roles, map.header_rows, schemas), next = row_numbers(table, map.roles, 0, schemas);
  if (last.empty() || next.empty() || table.columns != static_cast<int>(map.roles.size())) return false;
  int number = last.back();
  return std::all_of(next.begin(), next.end(), [&](int n) { return n == ++number; });
}

}  // namespace

std::vector<RecordTable> record_tables(const ReadingOrder& flow, const schema::Schemas& schemas) {
  std::vector<RecordTable> out;
  std::size_t lines = 0;
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (!flow[i].table) {
      ++lines;
      continue;
    }
    const Table& table = *flow[i].table;
    // A page between that holds nothing but its number or a catchword parts no table.
    const bool near =
        !out.empty() && !out.back().turned && lines <= kMaxLinesBetweenPieces && (lines == 0 || flow[i].page <= flow[out.back().part].page + 1);
    const auto headed = map_table(table, schemas);
    // Halves side by side, each with the same headings, go on one below the other.
    if (auto unfolded = headed && holds_records(*headed, "scores") ? tables::unfolded(table) : std::nullopt) {
      if (auto whole = map_by_sums(*unfolded, schemas, map_table(*unfolded, schemas), nullptr); whole && holds_records(*whole, "scores")) {
        out.push_back({i, std::move(*whole), false, std::move(unfolded)});
        lines = 0;
        continue;
      }
    }
    auto map = map_by_sums(table, schemas, headed, near ? &out.back().map : nullptr);
    if (map) {
      // A repeated header may be read a little differently: what it leaves open is taken from the one before.
      const bool same = near && out.back().map.layout == map->layout;
      if (same && map->row_roles.empty() && out.back().map.roles.size() == map->roles.size())
        for (std::size_t c = 0; c < map->roles.size(); ++c) {
          const std::string& before = out.back().map.roles[c];
          if (map->roles[c].empty() && std::find(map->roles.begin(), map->roles.end(), before) == map->roles.end()) map->roles[c] = before;
        }
      name_status_column(table, *map, schemas.vocabulary);
      out.push_back({i, std::move(*map), same});
    } else if (auto columns = measures_as_columns(table, i, schemas)) {
      out.push_back(std::move(*columns));
    } else if (auto single = cards(table, i, schemas); !single.empty()) {
      if (single.size() == 1) take_number_above(flow, single.front(), schemas);
      std::move(single.begin(), single.end(), std::back_inserter(out));
    } else if (auto titled = titled_cards(flow, i, schemas); !titled.empty()) {
      std::move(titled.begin(), titled.end(), std::back_inserter(out));
    } else {
      auto on = near && table.rows > 0 && out.back().map.row_roles.empty()
                    ? continue_map(table, out.back().map,
                                   lines == 0 && flow[i].page > flow[out.back().part].page &&
                                       counts_on(table, *flow[out.back().part].table, out.back().map, schemas))
                    : std::nullopt;
      if (on && holds_records(*on, "scores") && !tables::holds_scores(table, score_columns(*on), schemas.vocabulary)) on.reset();
      if (on) {
        out.push_back({i, std::move(*on), true});
      } else if (auto by_content = map_by_content(table, schemas)) {
        name_status_column(table, *by_content, schemas.vocabulary);
        out.push_back({i, std::move(*by_content), false});
      } else {
        continue;
      }
    }
    lines = 0;
  }
  return out;
}

}  // namespace banthuek::document
