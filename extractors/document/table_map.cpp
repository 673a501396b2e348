#include "extractors/document/table_map.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "extractors/schema/heading_match.h"
#include "extractors/tables/column_entries.h"
#include "extractors/tables/column_places.h"
#include "extractors/text/excerpt.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/period.h"

namespace banthuek::document {
namespace {

constexpr int kMaxHeadingRows = 4;
// Of a row whose other cells hold but a word of some heading.
constexpr double kSureHeading = 0.9;
constexpr int kSureHeadings = 2;
constexpr std::size_t kHeadingLetters = 70;

struct Heading {
  int column = 0, span = 1;
  std::string text;
};

// Whether the line stands over all of the cell: a heading of all its columns.
bool over_all(const Line& line, const Cell& cell) { return std::abs(line.box.x + line.box.w / 2 - cell.box.x - cell.box.w / 2) < cell.box.w / 8; }

// The headings of the columns that one cell spans, where its lines, but for one over all of them, hold one for each: rules between them that are not
// drawn, or that the scan lost. By the words' places; empty where some column has none.
std::vector<std::string> parted_heading(const Cell& cell, const std::vector<Box>& boxes) {
  std::vector<std::string> out(static_cast<std::size_t>(cell.column_span));
  for (std::size_t n = !cell.lines.empty() && over_all(cell.lines[0], cell) ? 1 : 0; n < cell.lines.size(); ++n)
    for (const Word& word : cell.lines[n].words)
      for (std::size_t k = 0; k < out.size(); ++k) {
        const Box& column = boxes[static_cast<std::size_t>(cell.column) + k];
        const int centre = word.box.x + word.box.w / 2;
        if (centre >= column.x && centre < column.right()) out[k] += word.text;
      }
  if (std::any_of(out.begin(), out.end(), [](const std::string& text) { return text.empty(); })) out.clear();
  return out;
}

// The heading of every column when the first `rows` rows are the header: cells above each other joined.
std::vector<std::string> headings_of(const Table& table, int rows) {
  std::vector<std::string> out(static_cast<std::size_t>(table.columns));
  const std::vector<Box> boxes = tables::column_boxes(table);
  for (int row = 0; row < rows; ++row)
    for (const Cell& cell : table.cells)
      if (cell.row == row) {
        if (cell.column_span > 1 && cell.column >= 0 && cell.column + cell.column_span <= table.columns && cell.row + cell.row_span >= rows) {
          if (const auto parts = parted_heading(cell, boxes); !parts.empty()) {
            for (std::size_t k = 0; k < parts.size(); ++k) out[static_cast<std::size_t>(cell.column) + k] += parts[k];
            continue;
          }
        }
        for (int c = cell.column; c < cell.column + cell.column_span && c < table.columns; ++c) {
          // A heading over several columns says nothing about each where each has its own below, and else stands for one of them.
          if (cell.column_span > 1 && (cell.row + cell.row_span < rows || c > cell.column)) continue;
          out[static_cast<std::size_t>(c)] += schema::heading_text(cell);
        }
      }
  return out;
}

// Where columns hold parts of a field (status.done, status.not_started), one named as the whole field has the heading over all of them above its
// own: "สถานะ" on "กำลังดำเนินการ". Named by what is left without it.
void name_parts(TableMap& map, const schema::SchemaLayout& layout, const std::vector<std::string>& headings, std::set<std::string>& taken) {
  for (std::size_t c = 0; c < headings.size(); ++c) {
    const std::string parts = map.roles[c] + ".";
    const auto is_part = [&](const std::string& role) { return role.starts_with(parts); };
    const auto whole =
        std::find_if(layout.columns.begin(), layout.columns.end(), [&](const schema::SchemaColumn& column) { return column.role == map.roles[c]; });
    if (whole == layout.columns.end() || std::none_of(taken.begin(), taken.end(), is_part)) continue;
    schema::SchemaLayout left;
    for (const schema::SchemaColumn& column : layout.columns)
      if (is_part(column.role) && !taken.count(column.role)) left.columns.push_back(column);
    const std::u32string text = text::fold(headings[c]).text;
    std::optional<schema::HeadingMatch> best;
    for (const std::string& heading : whole->headings) {
      const std::u32string over = text::fold(heading).text;
      if (!text.starts_with(over)) continue;
      if (auto m = schema::best_column(left, text::to_utf8(text.substr(over.size()))); m && (!best || m->score > best->score)) best = std::move(m);
    }
    if (!best) continue;
    taken.erase(map.roles[c]);
    map.roles[c] = best->role;
    taken.insert(best->role);
  }
}

// A heading may stand over what is no title: of two columns the one whose entries are numbered names the records, where nothing else numbers them and
// the one that the headings chose holds none.
void take_numbered_title(const Table& table, int rows, TableMap& map, const std::set<std::string>& taken) {
  const auto title = std::find(map.roles.begin(), map.roles.end(), "title");
  if (title == map.roles.end() || taken.count("no") || tables::numbered_items(table, static_cast<int>(title - map.roles.begin()), rows).first > 0)
    return;
  for (auto role = map.roles.begin(); role != title; ++role) {
    const auto [items, cells] = tables::numbered_items(table, static_cast<int>(role - map.roles.begin()), rows);
    if (!role->empty() || items == 0 || 3 * items < 2 * cells) continue;
    *role = "title";
    title->clear();
    return;
  }
}

// The last year that the headings over each column name: of the same figures of several years the last count.
std::vector<int> years_of(const Table& table, int rows) {
  static const RE2 year(R"((?:[2๒][5๕]|^[^\p{Nd}]+|['’])([5-7๕-๗]\p{Nd})(?:\P{Nd}|$))");
  std::vector<int> out(static_cast<std::size_t>(table.columns));
  for (const Cell& cell : table.cells) {
    re2::StringPiece said;
    if (cell.row >= rows || !RE2::PartialMatch(cell.text, year, &said)) continue;
    const int of_cell = std::atoi(text::ascii_digits(std::string_view(said.data(), said.size())).c_str());
    for (int c = std::max(0, cell.column); c < std::min(cell.column + cell.column_span, table.columns); ++c)
      out[static_cast<std::size_t>(c)] = std::max(out[static_cast<std::size_t>(c)], of_cell);
  }
  return out;
}

// How many columns without a role stand below a heading over several, but for the first below each: the twelve months of one period are one column.
int unknown_below_one(const Table& table, int rows, const std::vector<std::string>& roles) {
  int out = 0;
  for (const Cell& over : table.cells) {
    if (over.row + over.row_span >= rows || over.column_span < 2 || over.column_span == table.columns) continue;
    int unknown = 0;
    for (int c = over.column; c < std::min(over.column + over.column_span, table.columns); ++c) unknown += roles[static_cast<std::size_t>(c)].empty();
    out += std::max(0, unknown - 1);
  }
  return out;
}

// Whether a heading is surely, and not weakly, that of the measures' titles.
bool names_measures(const schema::SchemaLayout& layout, const std::vector<std::string>& headings) {
  return std::any_of(layout.columns.begin(), layout.columns.end(), [&](const schema::SchemaColumn& column) {
    if (column.weak || column.role != "title" || layout.table.records != "measures") return false;
    return std::any_of(headings.begin(), headings.end(),
                       [&](const std::string& heading) { return schema::heading_score(column.headings, {}, heading) >= kSureHeading; });
  });
}

std::optional<TableMap> map_rows(const Table& table, const schema::SchemaLayout& layout, int rows) {
  TableMap map;
  map.layout = &layout;
  map.header_rows = rows;
  map.roles.assign(static_cast<std::size_t>(table.columns), "");
  const std::vector<std::string> headings = headings_of(table, rows);
  struct Claim {
    double score;
    std::size_t column;
    std::string role, besides;
    std::size_t turn;  // 0: not weak
    int year;          // that the headings over the column name; 0 for none
  };
  std::vector<Claim> claims;  // a column of figures names no records: "จำนวน (มาตรการ)"
  const std::vector<int> years = years_of(table, rows);
  for (std::size_t c = 0; c < headings.size(); ++c) {
    // A heading that is another's second choice may take what is left.
    for (const schema::SchemaColumn& column : layout.columns) {
      schema::SchemaLayout one;
      one.columns = {column};
      if (column.role == "title" && tables::holds_figures(table, static_cast<int>(c), rows)) continue;
      if (const auto m = schema::best_column(one, headings[c]))
        claims.push_back(
            {m->score, c, m->role, column.besides, column.weak ? 1 + static_cast<std::size_t>(&column - layout.columns.data()) : 0, years[c]});
    }
  }
  // A weak heading takes what no other did, in the layout's order: "ประเด็นที่ต้องพัฒนา" names the records, but not beside "มาตรการ"; what it leaves is
  // known all the same.
  // "โครงการ/กิจกรรม" is near to "มาตรการ/กิจกรรม", and nearer to itself.
  std::erase_if(claims, [&, all = claims](const Claim& claim) {
    return claim.turn == 0 && std::any_of(all.begin(), all.end(), [&](const Claim& other) {
             return other.turn > 0 && other.column == claim.column && other.score > claim.score && (other.role == claim.role || other.score == 1);
           });
  });
  std::stable_sort(claims.begin(), claims.end(), [](const Claim& x, const Claim& y) {
    return std::tuple(x.turn, !x.besides.empty(), -x.score, -x.year) < std::tuple(y.turn, !y.besides.empty(), -y.score, -y.year);
  });
  std::set<std::size_t> yielded;       // columns whose heading is known and names nothing here
  std::set<std::string> taken, named;  // `named`: by headings that stand over no other records
  double sum = 0;
  int count = 0, sure = 0;
  for (const Claim& claim : claims) {
    if (!map.roles[claim.column].empty()) continue;
    if (claim.turn > 0 && taken.count(claim.role)) {
      yielded.insert(claim.column);
      continue;
    }
    const bool again = claim.role != "other" && taken.count(claim.role) > 0;
    // The same heading twice, side by side: one column cut in two by the reader, or a second one of its kind.
    if (again && (claim.besides.empty() || taken.count(claim.besides) > 0)) continue;
    map.roles[claim.column] = again ? claim.besides : claim.role;
    taken.insert(map.roles[claim.column]);
    if (claim.turn == 0) named.insert(map.roles[claim.column]);
    sure += claim.turn == 0 && claim.score >= kSureHeading;
    map.weak_title = map.weak_title || (claim.turn > 0 && claim.role == "title");
    sum += claim.score;
    ++count;
  }
  name_parts(map, layout, headings, taken);
  if (map.weak_title) take_numbered_title(table, rows, map, taken);
  // A needed heading that was not read, on a dark ground, among others that were: the column without one that holds numbered items.
  for (const std::string& need : layout.table.needs)
    for (std::size_t c = 0; c < headings.size() && !taken.count(need) && count >= 3; ++c)
      if (text::fold(headings[c]).text.empty() && tables::holds_items(table, static_cast<int>(c), rows)) {
        map.roles[c] = need;
        taken.insert(need);
      }
  for (const std::string& need : layout.table.needs)
    if (!taken.count(need)) return std::nullopt;
  const auto& one_of = layout.table.needs_one_of;
  const std::set<std::string>& prove = map.weak_title ? named : taken;
  if (!one_of.empty() && std::none_of(one_of.begin(), one_of.end(), [&](const auto& r) { return prove.count(r) > 0; })) return std::nullopt;
  if (count < 2) return std::nullopt;
  // Most of the columns that have a heading must be known, or it is another table.
  int headed = 0, known = count;
  for (const std::size_t c : yielded) known += map.roles[c].empty();
  for (const std::string& h : headings) headed += !text::fold(h).text.empty();
  headed -= unknown_below_one(table, rows, map.roles);
  const bool few = 2 * known < headed;  // a register of anything may have a column of measures: the paper must say what they are for
  if (few && !(names_measures(layout, headings) && sure >= kSureHeadings && 3 * known >= headed)) return std::nullopt;
  map.weak_title = map.weak_title || few;
  map.named = sum, map.score = sum / count;
  map.boxes = tables::column_boxes(table), map.headings = headings;
  return map;
}

// Whether the row's cells are headings of the layout, not rows of the table: most of them, or some, and in all of them a word of some heading
// ("มาตรการตามแผน"), or one of them surely names measures.
bool is_header_row(const Table& table, const schema::SchemaLayout& layout, int row) {
  int cells = 0, headings = 0, sure = 0, with_word = 0;
  bool items = false;
  std::vector<std::string> texts;
  for (const Cell& cell : table.cells)
    if (cell.row == row && !text::fold(cell.text).text.empty()) {
      ++cells;
      texts.push_back(schema::heading_text(cell));
      const auto m = schema::best_column(layout, schema::heading_text(cell));
      headings += (m && m->score >= 0.66) || (cell.column_span > 1 && 2 * cell.column_span <= table.columns);
      sure += m && m->score >= kSureHeading;
      with_word += m.has_value();
      items = items || text::begins_item(cell.text) || text::to_u32(cell.text).size() > kHeadingLetters;
    }
  return cells > 0 && (2 * headings > cells || (sure >= kSureHeadings && !items && (with_word == cells || names_measures(layout, texts))));
}

// Whether a row of several cells holds a numbered item or a mark: it is one of the table's records.
bool is_record_row(const Table& table, int row) {
  int cells = 0;
  bool item = false;
  for (const Cell& cell : table.cells) {
    if (cell.row != row || (text::fold(cell.text).text.empty() && cell.marks.empty())) continue;
    ++cells;
    item = item || !cell.marks.empty() || text::begins_item(cell.text);
  }
  return item && cells > 2;
}

}  // namespace

std::optional<TableMap> map_table(const Table& table, const schema::Schemas& schemas) {
  std::optional<TableMap> best;
  for (const schema::SchemaLayout& layout : schemas.layouts) {
    if (layout.columns.empty()) continue;
    int rows = 0;
    // Rows before the heading (a title inside the frame, one cell over all columns) are stepped over, measures are not: there a table goes on.
    int first = 0;
    std::optional<TableMap> of_layout;  // of so many rows as name the columns best
    while (first < std::min(table.rows, 2) && !is_header_row(table, layout, first) && !is_record_row(table, first)) ++first;
    if (first >= std::min(table.rows, 2) || !is_header_row(table, layout, first)) continue;
    rows = first + 1;
    while (rows < std::min(table.rows, kMaxHeadingRows) && is_header_row(table, layout, rows)) ++rows;
    for (const Cell& cell : table.cells)  // a heading cell that reaches further down takes the header with it
      if (cell.row < rows) rows = std::max(rows, std::min(kMaxHeadingRows, cell.row + cell.row_span));
    for (int count = rows; count > first; --count) {
      auto map = map_rows(table, layout, count);
      if (map && (!of_layout || map->named > of_layout->named + 1e-9)) of_layout = std::move(map);
    }
    if (of_layout && (!best || of_layout->score > best->score + 1e-9)) best = std::move(of_layout);
  }
  return best;
}

std::optional<TableMap> continue_map(const Table& table, const TableMap& before, bool counts_on) {
  TableMap map = before;
  map.header_rows = 0;
  map.boxes = tables::column_boxes(table);
  const auto usable = [](const std::vector<Box>& boxes) {
    return !boxes.empty() && std::all_of(boxes.begin(), boxes.end(), [](const Box& b) { return !b.empty(); });
  };
  const bool placed = usable(map.boxes) && usable(before.boxes),
             titled = std::find(before.roles.begin(), before.roles.end(), "title") != before.roles.end();
  if (table.columns == static_cast<int>(before.roles.size()))
    return placed && titled && !counts_on && !tables::stand_alike(map.boxes, map.roles, before.boxes, before.roles, "title") ? std::nullopt
                                                                                                                             : std::optional(map);
  if (!placed) return std::nullopt;
  map.roles.assign(static_cast<std::size_t>(table.columns), "");
  map.headings.clear();
  for (std::size_t c = 0; c < map.boxes.size(); ++c) {
    int most = 0;
    std::set<std::string> within;  // known columns that this one reaches over: which of them a mark is in nobody knows
    for (std::size_t b = 0; b < before.boxes.size(); ++b) {
      const int shared = std::min(map.boxes[c].right(), before.boxes[b].right()) - std::max(map.boxes[c].x, before.boxes[b].x);
      if (2 * shared > before.boxes[b].w && !before.roles[b].empty() && before.roles[b] != "other") within.insert(before.roles[b]);
      if (shared > most && 2 * shared > std::min(map.boxes[c].w, before.boxes[b].w)) {
        most = shared;
        map.roles[c] = before.roles[b];
      }
    }
    if (within.size() > 1 && map.roles[c].starts_with("status.")) map.roles[c].clear();
  }
  if (std::find(map.roles.begin(), map.roles.end(), "title") == map.roles.end() ||
      !tables::stand_alike(map.boxes, map.roles, before.boxes, before.roles, "title"))
    return std::nullopt;
  return map;
}

std::optional<TableMap> map_by_content(const Table& table, const schema::Schemas& schemas) {
  for (const schema::SchemaLayout& layout : schemas.layouts) {
    if (layout.table.records != "measures" || table.columns < 3 || table.rows < 2) continue;
    TableMap map;
    map.layout = &layout;
    map.roles.assign(static_cast<std::size_t>(table.columns), "");
    map.boxes = tables::column_boxes(table);
    std::map<std::string, int> kinds;
    for (int c = 0; c < table.columns; ++c) {
      int cells = 0, items = 0, numbers = 0, offices = 0, periods = 0;
      for (const Cell& cell : table.cells) {
        if (cell.column != c || text::fold(cell.text).text.empty()) continue;
        ++cells;
        const std::u32string text = text::fold(cell.text).text;
        items += text::begins_item(cell.text) && text.size() > 8;
        numbers +=
            text.size() <= 4 && std::all_of(text.begin(), text.end(), [](char32_t ch) { return text::is_digit(ch) || ch == U')' || ch == U'('; });
        periods += text.size() < 80 && values::parse_period(cell.text, values::BuddhistYear{2566}).has_value();
        for (const std::string& word : schemas.vocabulary.departments)
          if (text::begins_with(text, text::fold(word).text, 1) || text.find(text::fold(word).text) < 4) {
            ++offices;
            break;
          }
      }
      const auto most = [&](int n) { return cells > 0 && 2 * n > cells; };
      std::string& role = map.roles[static_cast<std::size_t>(c)];
      if (c == 0 && most(numbers))
        role = "no";
      else if (!kinds["title"] && most(items) && c <= 1)
        role = "title";
      else if (!kinds["period"] && most(periods))
        role = "period";
      else if (!kinds["responsible"] && most(offices))
        role = "responsible";
      ++kinds[role];
    }
    if (kinds["no"] && !kinds["title"] && table.columns > 1 && map.roles[1].empty()) {
      map.roles[1] = "title";
      ++kinds["title"];
    }
    if (!kinds["title"] || !kinds["period"] || !kinds["responsible"]) continue;
    // What is left are the long texts: method before the period or the office, result behind.
    bool behind = false;
    for (std::string& role : map.roles) {
      behind = behind || role == "period";
      if (!role.empty()) continue;
      const char* next = !behind && !kinds["method"] ? "method" : behind && !kinds["result"] ? "result" : "";
      role = next;
      ++kinds[role];
    }
    map.score = 0.5;
    map.weak_title = true;  // no heading says what it is about
    return map;
  }
  return std::nullopt;
}

}  // namespace banthuek::document
