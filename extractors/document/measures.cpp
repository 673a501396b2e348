#include "extractors/document/measures.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/document/measure_draft.h"
#include "extractors/document/measure_rows.h"
#include "extractors/document/table_row.h"
#include "extractors/text/fold.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

class Collector {
 public:
  Collector(const schema::Schemas& schemas, std::optional<values::BuddhistYear> year, FoundMeasures& out)
      : schemas_(schemas), year_(year), out_(out) {}

  void group(const std::string& name, const text::Excerpt& reading) {
    group_ = name;
    group_reading_ = reading;
  }

  const std::string& group_now() const { return group_; }

  // All rows of one table over all its pages.
  void rows(std::vector<Row> rows, const schema::SchemaLayout& layout) {
    mend_rows(rows, schemas_);
    const auto numbered = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.number.has_value(); }));
    const bool with_numbers = numbered > 0 && 3 * numbered >= titled(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool begins = begins_measure(rows, i, with_numbers);
      if (begins) {
        close();
        open(rows[i], layout);
        if (!draft_->number_style.empty())
          if (const auto next =
                  std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(i) + 1, rows.end(), [](const Row& r) { return r.number.has_value(); });
              next != rows.end())
            draft_->next_number = std::atoi(next->number->value.c_str());
      }
      add(rows[i], begins);
    }
  }

  void close() {
    if (!draft_) return;
    finish_measure(*draft_, schemas_, year_, out_);
    draft_.reset();
  }

 private:
  static std::size_t titled(const std::vector<Row>& rows) {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.text.count("title") > 0; }));
  }

  static bool dashed(std::string_view text) {
    static const RE2 dash(R"(^\s*[-–—•]\s*\p{Thai})");
    return RE2::PartialMatch({text.data(), text.size()}, dash);
  }

  bool begins_measure(const std::vector<Row>& rows, std::size_t i, bool with_numbers) const {
    const Row& row = rows[i];
    const bool title = row.text.count("title") > 0;
    if (!draft_) return title || row.number || !row.text.empty();
    if (row.number) return true;
    if (!title) return false;
    // Titles without a number: in a table without numbers a measure; else perhaps a row cut in two by the page's end.
    const auto marked = [](const std::array<values::Choice, 3>& c) {
      return std::any_of(c.begin(), c.end(), [](values::Choice x) { return x == values::Choice::kChosen || x == values::Choice::kUnclear; });
    };
    const auto filled = [&](const auto& r) {
      return r.text.count("responsible") + r.text.count("period") + r.text.count("status") + marked(r.choices);
    };
    const auto draft_filled = filled(*draft_);
    const bool poorer = filled(row) == 0 && draft_filled > 0;
    if (with_numbers) {
      const int before = draft_->number_value.empty() ? 0 : std::atoi(draft_->number_value.c_str());
      for (std::size_t k = i + 1; k < rows.size(); ++k)
        if (rows[k].number) {
          const int next = std::atoi(rows[k].number->value.c_str());
          if (before > 0 && next == before + 1) return false;
          if (before > 0 && next == before + 2) return true;
          break;
        }
      if (row.first_on_page) return !poorer;
      return !poorer && filled(row) > 0;
    }
    return !(row.first_on_page && poorer);
  }

  void open(const Row& row, const schema::SchemaLayout& layout) {
    draft_ = MeasureDraft{};
    draft_->layout = &layout;
    draft_->page = row.page;
    draft_->group = group_;
    draft_->group_reading = group_reading_;
    if (row.number) {
      draft_->number = row.number_reading;
      draft_->number_value = row.number->value;
      draft_->number_style = row.number->style;
    }
  }

  void add(const Row& row, bool begins) {
    for (const auto& [role, reading] : row.text) {
      if (role == "no") continue;
      if (role == "group") {
        if (const auto name = group_named(reading.text, schemas_.vocabulary)) {
          group(*name, reading);
          if (begins) {
            draft_->group = *name;
            draft_->group_reading = reading;
          }
        }
        continue;
      }
      // Rows of dashes under a numbered title, where no column says how, are what is done.
      const bool done = role == "title" && !begins && !row.first_on_page && draft_->text.count("title") && dashed(reading.text) &&
                        !row.text.count("method") && (!draft_->text.count("method") || draft_->method_of_title);
      draft_->method_of_title = draft_->method_of_title || done;
      auto& text = draft_->text[done ? "method" : role];
      // A text that the page's end cut goes on as lines do; a row of its own under the measure is another item.
      text::append(text, begins || row.first_on_page ? text::joiner_between(text.text, reading.text) : "\n", reading);
    }
    if (begins)
      for (const auto& [role, reading] : row.covering)
        if (role != "no" && role != "group" && role != "title" && !draft_->text.count(role)) draft_->text[role] = reading;
    if (!row.has_choices) return;
    const auto said = [](const std::array<values::Choice, 3>& c) {
      return std::any_of(c.begin(), c.end(), [](values::Choice x) { return x != values::Choice::kNothing; });
    };
    if (said(draft_->choices) || !said(row.choices)) return;
    draft_->choices = row.choices;
    draft_->choice_readings = row.choice_readings;
    draft_->has_choices = true;
  }

  const schema::Schemas& schemas_;
  std::optional<values::BuddhistYear> year_;
  FoundMeasures& out_;
  std::optional<MeasureDraft> draft_;
  std::string group_;
  text::Excerpt group_reading_;
};

// The number of a measure that stands with the name of its title: "มาตรการที่ ๑".
void number_by_heading(Row& row, const RecordTable& record, const Grid& grid, int page, const schema::Schemas& schemas) {
  for (int c = 0; c < grid.table.columns; ++c) {
    const Cell* heading = grid.cell(0, c);
    if (!heading || record.map.roles[static_cast<std::size_t>(c)] != "title") continue;
    const text::Excerpt reading = text::reading_of(*heading, page);
    row.number = cut_number(reading.text, schemas);
    if (row.number) row.number_reading = text::slice(reading, row.number->begin, row.number->end);
  }
}

// Whether a row whose first filled cell says this is one of sums; a row of figures alone says it as a whole.
bool is_sum(const std::vector<const schema::TextRule*>& skips, const std::string& cell) {
  return !text::fold(cell).text.empty() && !text::is_digit(text::fold(cell).text.front()) && schema::first_match(skips, text::trim(cell));
}

}  // namespace

FoundMeasures extract_measures(const ReadingOrder& flow, const std::vector<RecordTable>& tables, const schema::Schemas& schemas,
                               std::optional<values::BuddhistYear> year) {
  FoundMeasures out;
  Collector collector(schemas, year, out);
  const auto skips = schemas.rules("row.skip");
  std::vector<Row> rows;
  const schema::SchemaLayout* layout = nullptr;
  const auto flush = [&] {
    if (layout) collector.rows(rows, *layout);
    rows.clear();
  };
  const auto begin_group = [&](const std::string& name, const text::Excerpt& heading) {
    flush();
    collector.close();
    collector.group(name, heading);
  };
  std::size_t next = 0;
  for (std::size_t i = 0; i < flow.size() && next < tables.size(); ++i) {
    if (!flow[i].table) {
      const std::u32string text = text::fold(flow[i].reading.text).text;
      const auto group = text.size() < 110 ? group_named(flow[i].reading.text, schemas.vocabulary) : std::nullopt;
      if (group) begin_group(*group, flow[i].reading);
      continue;
    }
    if (tables[next].part != i) continue;
    const RecordTable& record = tables[next++];
    const OrderedPart& part = flow[i];
    if (next < tables.size() && tables[next].part == i) --i;  // the part holds another
    if (record.map.layout->table.records != "measures") continue;
    if (!record.goes_on) {
      flush();
      collector.close();
    }
    layout = record.map.layout;
    const Grid grid(record.turned ? *record.turned : *part.table);
    bool first = true;
    for (int r = 0; r < std::min(record.map.header_rows, grid.table.rows); ++r)  // a group's name above the columns' headings
      if (const auto heading = row_in_two(grid, r, part.page))
        if (const auto group = group_named(heading->text, schemas.vocabulary); group && *group != collector.group_now())
          begin_group(*group, *heading);
    for (int r = record.map.header_rows; r < grid.table.rows; ++r) {
      if (const auto heading = heading_row(grid, r, part.page, schemas)) {
        if (const auto group = group_named(heading->text, schemas.vocabulary)) begin_group(*group, *heading);
        continue;
      }
      if (repeats_headings(grid, record.map, r)) continue;
      Row row = read_row(grid, record.map, r, part.page, schemas);
      std::string all, first_filled;  // as it is read, from left to right
      for (const Cell& cell : grid.table.cells) {
        if (cell.row != r) continue;
        all += cell.text + " ";
        if (text::trim(first_filled).empty()) first_filled = cell.text;
      }
      if (row.text.empty() && !row.has_choices) continue;
      if (record.turned && !row.number) number_by_heading(row, record, grid, part.page, schemas);
      if (schema::first_match(skips, text::trim(all)) || is_sum(skips, first_filled)) continue;
      row.first_on_page = first && record.goes_on;
      first = false;
      rows.push_back(std::move(row));
    }
  }
  flush();
  collector.close();
  pick_numbers(out);
  return out;
}

}  // namespace banthuek::document
