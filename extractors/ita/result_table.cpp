#include "extractors/ita/result_table.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>

#include "extractors/schema/heading_match.h"
#include "extractors/tables/score_columns.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/fields.h"
#include "extractors/values/dates.h"
#include "extractors/values/score.h"

namespace banthuek::ita {
namespace {

constexpr double kOfATable = 0.9;       // confidence, at most
constexpr std::size_t kLinesAbove = 4;  // of a table that may be its heading
constexpr double kMinTotal = 20, kMaxTotal = 100;

// Cells by row and column, one that spans several columns at the first.
class ResultGrid {
 public:
  explicit ResultGrid(const document::OrderedPart& part) : part_(part) {
    for (const Cell& cell : part.table->cells) cells_[{cell.row, cell.column}] = &cell;
  }

  int rows() const { return part_.table->rows; }
  int columns() const { return part_.table->columns; }
  std::string text(int row, int column) const {
    const auto at = cells_.find({row, column});
    return at == cells_.end() ? std::string() : at->second->text;
  }
  text::Excerpt reading(int row, int column) const {
    const auto at = cells_.find({row, column});
    return at == cells_.end() ? text::Excerpt() : text::reading_of(*at->second, part_.page);
  }

 private:
  const document::OrderedPart& part_;
  std::map<std::pair<int, int>, const Cell*> cells_;
};

std::string year_in(const std::string& text) {
  static const RE2 year(R"((?:^|\P{Nd})([2๒][5๕]\p{Nd}{2})(?:\P{Nd}|$))"), aim("เป้า|คาด");
  std::string out;
  return RE2::PartialMatch(text, year, &out) && !RE2::PartialMatch(text, aim) ? values::buddhist_year(out) : std::string();
}

bool is_change_heading(const std::string& text) {
  static const RE2 change("ผลต่าง|เพิ่ม|ลด|เปลี่ยนแปลง|เปรียบเทียบ|พัฒนาการ|ส่วนต่าง");
  return RE2::PartialMatch(text, change);
}

class ResultTableReader {
 public:
  ResultTableReader(const document::OrderedPart& part, const schema::Schemas& schemas) : grid_(part), schemas_(schemas) {
    for (const schema::SchemaLayout& layout : schemas.layouts)
      if (layout.table.records == "scores") layout_ = &layout;
  }

  // Whether some rows or columns are instruments.
  bool names_instruments() const {
    int rows = 0, columns = 0;
    for (int r = 0; r < grid_.rows(); ++r) rows += is_instrument(role_of(grid_.text(r, 0)));
    for (int c = 0; c < grid_.columns(); ++c) columns += is_instrument(role_of(grid_.text(0, c)));
    return std::max(rows, columns) >= kInstruments;
  }

  // `heading`: above the table, of the assessment; empty where none is. It names the year of a row that does not.
  std::optional<ItaResult> read(const text::Excerpt& heading) const {
    if (!layout_ || grid_.rows() < 2 || grid_.columns() < 2) return std::nullopt;
    auto out = years_in_columns();
    return out ? out : years_in_rows(heading);
  }

 private:
  static constexpr int kInstruments = 2;  // named, at least

  static bool is_instrument(const std::string& role) { return role == "iit" || role == "eit" || role == "oit"; }

  std::string role_of(const std::string& text) const {
    if (!layout_) return {};
    const auto found = schema::best_column(*layout_, text);
    return found ? found->role : std::string();
  }

  // The columns, or rows, of the last year and of the one before it, and of what changed; -1 for none.
  struct Years {
    int last = -1, before = -1, change = -1;
    std::string year;
  };

  template <typename TextAt>
  static Years years_of(int count, TextAt text_at) {
    Years out;
    std::map<int, int> years;
    for (int k = 0; k < count; ++k) {
      if (is_change_heading(text_at(k)))
        out.change = k;
      else if (const std::string year = year_in(text_at(k)); !year.empty())
        years[std::atoi(year.c_str())] = k;
    }
    if (years.empty()) return out;
    out.last = years.rbegin()->second;
    out.year = std::to_string(years.rbegin()->first);
    if (const auto before = years.find(years.rbegin()->first - 1); before != years.end()) out.before = before->second;
    return out;
  }

  // Rows are figures: the total's, the level's.
  std::optional<ItaResult> years_in_columns() const {
    int total = -1, level = -1;
    for (int r = 0; r < grid_.rows(); ++r) {
      if (role_of(grid_.text(r, 0)) == "organisation") return std::nullopt;
      if (total < 0 && r > 0 && role_of(grid_.text(r, 0)) == "total") total = r;
      if (level < 0 && r > 0 && role_of(grid_.text(r, 0)) == "level") level = r;
    }
    if (total < 0) return std::nullopt;
    Years years = years_of(grid_.columns(), [&](int c) { return c == 0 ? std::string() : grid_.text(0, c); });
    if (years.last < 0) return std::nullopt;
    ItaResult out;
    take(out, grid_.reading(total, years.last), level < 0 ? text::Excerpt() : grid_.reading(level, years.last));
    if (level >= 0 && years.before > 0) out.previous_grade = level_field(grid_.reading(level, years.before));
    if (years.change > 0) out.change = change_field(grid_.reading(total, years.change));
    return finished(std::move(out), years.year, grid_.reading(0, years.last));
  }

  // Columns are figures, a row is a year; or one row alone, of the year that the heading names.
  std::optional<ItaResult> years_in_rows(const text::Excerpt& heading) const {
    static const RE2 of_many("เฉลี่ย|ประเทศ|จังหวัด|อำเภอ");
    int total = -1, level = -1, change = -1;
    for (int c = 0; c < grid_.columns(); ++c) {
      const std::string role = role_of(grid_.text(0, c));
      if (role == "organisation") return std::nullopt;
      if (total < 0 && role == "total") total = c;
      if (level < 0 && role == "level") level = c;
      if (is_change_heading(grid_.text(0, c))) change = c;
    }
    if (total < 0) return std::nullopt;
    Years years = years_of(grid_.rows(), [&](int r) { return r == 0 || total == 0 ? std::string() : grid_.text(r, 0); });
    text::Excerpt said = years.last < 0 ? heading : grid_.reading(years.last, 0);
    if (years.last < 0) {
      // The one row that has a total.
      for (int r = 1; r < grid_.rows(); ++r)
        if (values::score_number(grid_.text(r, total))) {
          if (years.last > 0 || RE2::PartialMatch(grid_.text(r, 0), of_many)) return std::nullopt;
          years.last = r;
        }
      years.year = year_in(heading.text);
      if (years.last < 0 || years.year.empty()) return std::nullopt;
    }
    ItaResult out;
    take(out, grid_.reading(years.last, total), level < 0 ? text::Excerpt() : grid_.reading(years.last, level));
    if (level >= 0 && years.before > 0) out.previous_grade = level_field(grid_.reading(years.before, level));
    if (change > 0 && change != total) out.change = change_field(grid_.reading(years.last, change));
    if (!out.change && years.change > 0) out.change = change_field(grid_.reading(years.change, total));
    return finished(std::move(out), years.year, said);
  }

  void take(ItaResult& out, const text::Excerpt& total, const text::Excerpt& level) const {
    const auto number = values::score_number(total.text);
    // A whole number counts something.
    if (number && number->find('.') != std::string::npos && std::atof(number->c_str()) >= kMinTotal && std::atof(number->c_str()) <= kMaxTotal)
      out.score = text::make_field(total, *number, "ita_result/table@1");
    out.grade = level_field(level);
  }

  MaybeField level_field(const text::Excerpt& reading) const {
    const auto level = reading.empty() ? std::nullopt : tables::score_level(reading.text, schemas_.vocabulary);
    return level ? MaybeField(text::make_field(reading, *level, "ita_result/table@1")) : std::nullopt;
  }

  static MaybeField change_field(const text::Excerpt& reading) {
    static const RE2 number(R"(^\s*(?:(ลดลง|ต่ำลง|[-–−▼↓])|(?:เพิ่มขึ้น|สูงขึ้น|[+▲↑]))\s*(\p{Nd}{1,2}\.\p{Nd}{1,2}))");
    std::string down, value;
    if (!RE2::PartialMatch(reading.text, number, &down, &value)) return std::nullopt;
    return text::make_field(reading, (down.empty() ? "" : "-") + text::ascii_digits(value), "ita_result/table@1");
  }

  static std::optional<ItaResult> finished(ItaResult out, const std::string& year, const text::Excerpt& said) {
    if (!out.score) return std::nullopt;
    out.fiscal_year = text::make_field(said, year, "ita_result/table@1");
    cap_confidence(out, kOfATable);
    return out;
  }

  ResultGrid grid_;
  const schema::Schemas& schemas_;
  const schema::SchemaLayout* layout_ = nullptr;
};

// The heading of the assessment above the table, of one line or two; empty where there is none.
text::Excerpt heading_above(const document::ReadingOrder& flow, std::size_t part) {
  static const RE2 result("ประเมิน|คะแนน|ผล");
  text::Excerpt below;
  for (std::size_t k = 1; k <= kLinesAbove && k <= part && !flow[part - k].table; ++k) {
    const text::Excerpt& line = flow[part - k].reading;
    text::Excerpt both = line;
    if (!below.empty()) text::append(both, text::joiner_between(both.text, below.text), below);
    if (is_assessment_heading(both.text) && RE2::PartialMatch(both.text, result)) return both;
    below = line;
  }
  return {};
}

bool tells_of_others(const document::ReadingOrder& flow, std::size_t part, const schema::Schemas& schemas) {
  for (std::size_t k = 1; k <= kLinesAbove && k <= part && !flow[part - k].table; ++k)
    if (schema::first_match(schemas.rules("ita.of_others"), flow[part - k].reading.text)) return true;
  return false;
}

}  // namespace

bool is_assessment_heading(std::string_view text) {
  static const RE2 result("(?:ผล|สรุป|คะแนน).{0,40}(?:ITA|คุณธรรมและความโปร่งใส)|(?:ITA|คุณธรรมและความโปร่งใส).{0,40}(?:ผลคะแนน|คะแนน)");
  static const RE2 other("ผลการดำเนิน|มาตรการ|แผน|เป้าหมาย");
  return RE2::PartialMatch(text, result) && !RE2::PartialMatch(text, other);
}

std::optional<ItaResult> find_result_table(const document::ReadingOrder& flow, const schema::Schemas& schemas) {
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (!flow[i].table) continue;
    ResultTableReader reader(flow[i], schemas);
    const text::Excerpt heading = heading_above(flow, i);
    if (heading.text.empty() && (!reader.names_instruments() || tells_of_others(flow, i, schemas))) continue;
    if (auto out = reader.read(heading)) return out;
  }
  return std::nullopt;
}

}  // namespace banthuek::ita
