#include "extractors/tables/score_columns.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "extractors/schema/heading_match.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/score.h"

namespace banthuek::tables {
namespace {

constexpr double kPlainRounding = 0.0205;     // three parts and a total, each to two decimals
constexpr double kWeightedRounding = 0.0155;  // the parts of 100 are rounded before they are weighted
constexpr double kOnceRounded = 0.055;        // where figures are published to one decimal
constexpr double kMinShareOfRows = 0.5;       // of the rows prove a sum: by chance one in thirty does; the others were misread, or misprinted
constexpr std::size_t kMinRows = 2;
constexpr std::size_t kMaxNumberColumns = 9;  // a table of the ten indicators has no columns of instruments
constexpr double kMinShareOfCells = 0.6;      // of a column's cells are of its kind
constexpr std::size_t kNameLetters = 5;       // of a body, at least
constexpr double kMaxOfThirty = 30.005, kMaxOfForty = 40.005;
constexpr std::size_t kMinLevels = 4;  // rows whose level is of their total, and of all that have both
constexpr double kMinShareOfLevels = 0.9;
constexpr std::array kParts{"iit", "eit", "oit"};
constexpr const char* kOwnWords[] = {"ปรับปรุง", "สูงมาก", "สูง", "ปานกลาง", "ต่ำ", "ต่ำมาก"};  // levels of other bodies and of 2561

bool is_dash(std::string_view text) { return text::fold(text).text == U"-"; }

double number_in(std::string_view text) {
  auto read = values::score_number(text);
  if (!read) read = values::score_without_point(text);
  return read ? std::atof(read->c_str()) : NAN;
}

// The cells of a table as texts and numbers by row and column; those that span several columns left out.
class Cells {
 public:
  explicit Cells(const Table& table)
      : rows_(static_cast<std::size_t>(std::max(0, table.rows))),
        columns_(static_cast<std::size_t>(std::max(0, table.columns))),
        cells_(rows_ * columns_) {
    for (const Cell& cell : table.cells)
      if (cell.row >= 0 && cell.row < table.rows && cell.column >= 0 && cell.column < table.columns && cell.column_span == 1)
        cells_[static_cast<std::size_t>(cell.row) * columns_ + static_cast<std::size_t>(cell.column)] = &cell;
  }

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::string_view text(std::size_t row, std::size_t column) const {
    const Cell* cell = cells_[row * columns_ + column];
    return cell ? std::string_view(cell->text) : std::string_view();
  }
  double number(std::size_t row, std::size_t column) const { return number_in(text(row, column)); }

 private:
  std::size_t rows_, columns_;
  std::vector<const Cell*> cells_;
};

// The first row that holds two numbers, dashes or levels: what stands above are headings.
std::size_t first_row(const Cells& cells, const schema::Vocabulary& vocabulary) {
  for (std::size_t r = 0; r < cells.rows(); ++r) {
    int numbers = 0;
    for (std::size_t c = 1; c < cells.columns(); ++c) {
      const std::string_view text = cells.text(r, c);
      numbers += values::score_number(text) || is_dash(text) || score_level(text, vocabulary);
    }
    if (numbers >= 2) return r;
  }
  return cells.rows();
}

using Rows = std::vector<std::size_t>;

// The rows below the headings, without those of means, sums and full marks, which prove nothing.
Rows body_rows(const Cells& cells, std::size_t from, const schema::Schemas& schemas) {
  const auto not_bodies = schemas.rules("score.not_body");
  Rows out;
  for (std::size_t r = from; r < cells.rows(); ++r) {
    bool body = true;
    for (std::size_t c = 0; c < cells.columns(); ++c) body = body && !schema::first_match(not_bodies, cells.text(r, c));
    if (body) out.push_back(r);
  }
  return out;
}

// What most of a column's cells are, of those that hold something.
struct ColumnKind {
  bool numbers = false, levels = false, names = false;
};

ColumnKind kind_of(const Cells& cells, std::size_t column, const Rows& rows, const schema::Vocabulary& vocabulary) {
  std::size_t filled = 0, numbers = 0, decimals = 0, dashes = 0, levels = 0, names = 0;
  for (const std::size_t r : rows) {
    const std::string_view text = cells.text(r, column);
    const std::u32string letters = text::fold(text).text;
    if (letters.empty()) continue;
    ++filled;
    dashes += letters == U"-";
    if (const double number = number_in(text); !std::isnan(number)) {
      ++numbers;
      decimals += values::score_number(text).value_or(".").find('.') != std::string::npos;
    } else if (score_level(text, vocabulary)) {
      ++levels;
    } else {
      names += static_cast<std::size_t>(std::count_if(letters.begin(), letters.end(), text::is_thai_sign)) >= kNameLetters;
    }
  }
  const auto most = [&](std::size_t n) { return n > 0 && static_cast<double>(n) >= kMinShareOfCells * static_cast<double>(filled); };
  return {most(numbers + dashes) && 2 * decimals >= numbers && numbers > 0, most(levels + dashes) && levels > 0, most(names)};
}

bool begins_with_body(std::string_view text, const schema::Vocabulary& vocabulary) {
  const std::u32string name = text::fold(text).text;
  return std::any_of(vocabulary.organisation_kinds.begin(), vocabulary.organisation_kinds.end(), [&](const schema::OrganisationKind& kind) {
    if (text::begins_with(name, text::fold(kind.word).text, 1)) return true;
    return std::any_of(kind.shorts.begin(), kind.shorts.end(),
                       [&](const std::string& word) { return text::begins_with(name, text::fold(word).text, 0).has_value(); });
  });
}

struct Choice {
  std::size_t total = 0;
  std::array<std::size_t, 3> parts{};  // IIT, EIT, OIT
  ScoreSum sum = ScoreSum::kUnknown;
  std::size_t proved = 0;
};

std::vector<ScoreNumbers> numbers_of(const Cells& cells, const Rows& rows, const Choice& choice) {
  std::vector<ScoreNumbers> out;
  for (const std::size_t r : rows)
    out.push_back(
        {cells.number(r, choice.parts[0]), cells.number(r, choice.parts[1]), cells.number(r, choice.parts[2]), cells.number(r, choice.total)});
  return out;
}

std::size_t proved_by(const std::vector<ScoreNumbers>& rows, ScoreSum sum) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const ScoreNumbers& row) { return adds_up(row, sum); }));
}

// A column of weighted parts whose largest is above 30 is the OIT's.
bool is_above_thirty(const Cells& cells, std::size_t column, const Rows& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](std::size_t r) { return cells.number(r, column) > kMaxOfThirty; });
}

// How many of the chosen columns the headings name so.
int named_so(const Choice& choice, const ScoreColumns* known) {
  if (!known) return 0;
  const auto is = [&](std::size_t column, std::string_view role) { return column < known->roles.size() && known->roles[column] == role; };
  int out = 4 * is(choice.total, "total");
  for (std::size_t k = 0; k < kParts.size(); ++k) out += is(choice.parts[k], kParts[k]);
  return out;
}

// The choice of columns whose sums most rows prove; of several years' the one that the headings chose.
std::optional<Choice> best_choice(const Cells& cells, const Rows& rows, const std::vector<std::size_t>& numbers, const ScoreColumns* known) {
  std::optional<Choice> best;
  if (numbers.size() < 4 || numbers.size() > kMaxNumberColumns) return best;
  const auto weigh = [&](std::size_t total, std::array<std::size_t, 3> parts) {
    Choice choice{total, parts};
    const std::vector<ScoreNumbers> scores = numbers_of(cells, rows, choice);
    choice.sum = sum_of(scores);
    if (choice.sum == ScoreSum::kUnknown) return;
    choice.proved = proved_by(scores, choice.sum);
    if (!best || std::pair(choice.proved, named_so(choice, known)) > std::pair(best->proved, named_so(*best, known))) best = choice;
  };
  for (const std::size_t total : numbers)
    for (std::size_t a = 0; a < numbers.size(); ++a)
      for (std::size_t b = a + 1; b < numbers.size(); ++b)
        for (std::size_t c = b + 1; c < numbers.size(); ++c) {
          if (total == numbers[a] || total == numbers[b] || total == numbers[c]) continue;
          weigh(total, {numbers[a], numbers[b], numbers[c]});
          weigh(total, {numbers[c], numbers[b], numbers[a]});
        }
  if (best && best->sum == ScoreSum::kPlain && is_above_thirty(cells, best->parts[0], rows) && !is_above_thirty(cells, best->parts[2], rows))
    std::swap(best->parts[0], best->parts[2]);
  return best;
}

// The one column of numbers that the levels beside it are of: a total without parts, or among ten indicators. Nothing where several are.
std::optional<std::size_t> total_of_levels(const Cells& cells, const Rows& rows, const std::vector<std::size_t>& numbers, std::size_t level,
                                           const schema::Vocabulary& vocabulary) {
  std::optional<std::size_t> out;
  for (const std::size_t c : numbers) {
    std::size_t both = 0, agree = 0;
    for (const std::size_t r : rows) {
      const auto name = score_level(cells.text(r, level), vocabulary);
      if (!name || std::isnan(cells.number(r, c))) continue;
      ++both;
      agree += vocabulary.is_of_level(cells.number(r, c), *name).value_or(false);
    }
    if (both < kMinLevels || static_cast<double>(agree) < kMinShareOfLevels * static_cast<double>(both)) continue;
    if (out) return std::nullopt;
    out = c;
  }
  return out;
}

std::size_t column_with(const ScoreColumns& columns, std::string_view role) {
  return static_cast<std::size_t>(std::find(columns.roles.begin(), columns.roles.end(), role) - columns.roles.begin());
}

// The body's column: the one that is known, else the first where most names begin with a word of bodies.
std::optional<std::size_t> body_column(const Cells& cells, const Rows& rows, const std::vector<ColumnKind>& kinds,
                                       const schema::Vocabulary& vocabulary, const ScoreColumns* known) {
  if (known)
    if (const std::size_t c = column_with(*known, "organisation"); c < kinds.size() && kinds[c].names) return c;
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    if (!kinds[c].names) continue;
    std::size_t filled = 0, bodies = 0;
    for (const std::size_t r : rows) {
      filled += !text::fold(cells.text(r, c)).text.empty();
      bodies += begins_with_body(cells.text(r, c), vocabulary);
    }
    if (2 * bodies > filled) return c;
  }
  return std::nullopt;
}

bool has_one_decimal(double number) { return std::fabs(number * 10 - std::round(number * 10)) < 1e-6; }

bool is_figure(std::string_view role) { return role == "iit" || role == "eit" || role == "oit" || role == "total"; }

// What a row of a transposed table holds, by what it begins with.
std::string row_role(std::string_view text, const schema::SchemaLayout& layout) {
  const auto found = schema::best_column(layout, text);
  return found && (is_figure(found->role) || found->role == "level") ? found->role : "";
}

}  // namespace

double difference(const ScoreNumbers& row, ScoreSum sum) {
  const double parts = sum == ScoreSum::kPlain ? row.iit + row.eit + row.oit : 0.3 * row.iit + 0.3 * row.eit + 0.4 * row.oit;
  return sum == ScoreSum::kUnknown ? NAN : parts - row.total;
}

bool adds_up(const ScoreNumbers& row, ScoreSum sum) {
  const double off = std::fabs(difference(row, sum));
  if (std::isnan(off) || row.total <= 0) return false;
  const bool once = has_one_decimal(row.iit) && has_one_decimal(row.eit) && has_one_decimal(row.oit) && has_one_decimal(row.total);
  if (sum == ScoreSum::kWeighted) return off <= (once ? kOnceRounded : kWeightedRounding);
  return row.iit <= kMaxOfThirty && row.eit <= kMaxOfThirty && row.oit <= kMaxOfForty && off <= (once ? 2 * kOnceRounded : kPlainRounding);
}

ScoreSum sum_of(std::span<const ScoreNumbers> rows) {
  for (const ScoreSum sum : {ScoreSum::kPlain, ScoreSum::kWeighted}) {
    std::size_t whole = 0, proved = 0, telling = 0;
    for (const ScoreNumbers& row : rows) {
      if (std::isnan(row.iit) || std::isnan(row.eit) || std::isnan(row.oit) || std::isnan(row.total)) continue;
      ++whole;
      if (!adds_up(row, sum)) continue;
      ++proved;
      telling += std::fabs(row.iit - row.oit) > 0.5 || std::fabs(row.eit - row.oit) > 0.5;  // of equal parts any weighted sum is the same
    }
    if (telling >= kMinRows && static_cast<double>(proved) >= kMinShareOfRows * static_cast<double>(whole)) return sum;
  }
  return ScoreSum::kUnknown;
}

std::optional<std::string> score_level(std::string_view text, const schema::Vocabulary& vocabulary) {
  std::string level(text::squeeze(text));
  while (!level.empty() && std::string_view(" .,:;'`").find(level.back()) != std::string_view::npos) level.pop_back();
  static const RE2 small("^[a-f]$"), twice("^(?:Aa|aA|aa)$");
  if (level == "฿") return "B";
  if (RE2::FullMatch(level, small)) return std::string(1, static_cast<char>(level[0] - 'a' + 'A'));
  if (RE2::FullMatch(level, twice)) return "AA";
  const std::u32string folded = text::fold(level).text;
  for (const schema::Level& l : vocabulary.levels)
    if (l.name == level || (l.to_year >= 9999 && text::fold(l.name).text == folded)) return l.name;
  for (const char* word : kOwnWords)
    if (text::fold(word).text == folded) return word;
  return std::nullopt;
}

std::optional<ScoreColumns> find_score_columns(const Table& table, const schema::Schemas& schemas, const ScoreColumns* known) {
  const schema::Vocabulary& vocabulary = schemas.vocabulary;
  const Cells cells(table);
  const std::size_t from = first_row(cells, vocabulary);
  const Rows rows = body_rows(cells, from, schemas);
  if (rows.empty()) return std::nullopt;
  std::vector<ColumnKind> kinds;
  std::vector<std::size_t> numbers;
  for (std::size_t c = 0; c < cells.columns(); ++c) {
    kinds.push_back(kind_of(cells, c, rows, vocabulary));
    if (kinds.back().numbers) numbers.push_back(c);
  }
  const auto body = body_column(cells, rows, kinds, vocabulary, known);
  if (!body) return std::nullopt;
  const auto level = static_cast<std::size_t>(std::find_if(kinds.begin(), kinds.end(), [](const ColumnKind& k) { return k.levels; }) - kinds.begin());
  const auto choice = best_choice(cells, rows, numbers, known);
  const auto total = choice                           ? std::optional(choice->total)
                     : known || level == kinds.size() ? std::nullopt
                                                      : total_of_levels(cells, rows, numbers, level, vocabulary);
  if (!total) return std::nullopt;

  ScoreColumns columns;
  if (known && known->roles.size() == cells.columns()) columns = *known;
  columns.roles.resize(cells.columns());
  columns.header_rows = std::max(columns.header_rows, static_cast<int>(from));
  const auto set = [&](std::size_t column, const std::string& role) {
    std::replace(columns.roles.begin(), columns.roles.end(), role, std::string());
    columns.roles[column] = role;
  };
  if (choice) {
    // IIT and EIT weigh the same: a heading that names one of the two is believed, though the sums cannot tell.
    std::array<std::size_t, 3> parts = choice->parts;
    const auto named = [&](std::size_t column, std::string_view role) { return columns.roles[column] == role; };
    // Headings whose total or OIT the sums contradict are another grid's, or read wrongly.
    const bool believed = named(choice->total, "total") && named(parts[2], "oit");
    const bool turned = believed && (named(parts[0], "eit") || named(parts[1], "iit"));
    columns.parts_named = columns.parts_named && believed && (turned || named(parts[0], "iit") || named(parts[1], "eit"));
    // Side by side, the OIT last, they are as they are published: nobody writes EIT before IIT there.
    const bool published =
        parts[1] == parts[0] + 1 && parts[2] == parts[1] + 1 && (choice->sum == ScoreSum::kWeighted || is_above_thirty(cells, parts[2], rows));
    columns.parts_named = columns.parts_named || published;
    if (turned) std::swap(parts[0], parts[1]);
    for (std::size_t k = 0; k < parts.size(); ++k) set(parts[k], kParts[k]);
  }
  set(*total, "total");
  set(*body, "organisation");
  if (level < kinds.size() && column_with(columns, "level") == columns.roles.size() && !is_figure(columns.roles[level]) && level != *body)
    columns.roles[level] = "level";
  return columns;
}

bool holds_scores(const Table& table, const ScoreColumns& columns, const schema::Vocabulary& vocabulary) {
  const Cells cells(table);
  if (cells.columns() != columns.roles.size()) return false;
  const auto from = static_cast<std::size_t>(std::max(0, columns.header_rows));
  bool numbers = false;
  for (std::size_t c = 0; c < cells.columns(); ++c) {
    const std::string& role = columns.roles[c];
    std::size_t filled = 0, fit = 0;
    for (std::size_t r = from; r < cells.rows(); ++r) {
      const std::string_view text = cells.text(r, c);
      const std::u32string letters = text::fold(text).text;
      if (letters.empty()) continue;
      ++filled;
      const bool number = values::score_number(text).has_value();
      if (role == "organisation")
        fit += !number && std::any_of(letters.begin(), letters.end(), text::is_thai_sign);
      else if (role == "level")
        fit += letters == U"-" || score_level(text, vocabulary).has_value();
      else
        fit += letters == U"-" || number;
    }
    const bool figures = is_figure(role);
    if (!figures && role != "organisation" && role != "level") continue;
    if (filled > 0 && static_cast<double>(fit) < kMinShareOfCells * static_cast<double>(filled)) return false;
    if (role == "organisation" && filled == 0) return false;
    numbers = numbers || (figures && fit > 0);
  }
  return numbers;
}

ScoreColumns with_parts_of_numbers(const Table& table, ScoreColumns columns) {
  const Cells cells(table);
  for (const char* part : kParts) {
    const std::size_t c = column_with(columns, part);
    double filled = 0, fit = 0;
    for (auto r = static_cast<std::size_t>(std::max(0, columns.header_rows)); c < cells.columns() && r < cells.rows(); ++r) {
      filled += !text::fold(cells.text(r, c)).text.empty();
      fit += is_dash(cells.text(r, c)) || values::score_number(cells.text(r, c)).has_value();
    }
    if (fit < kMinShareOfCells * filled) columns.roles[c].clear();
  }
  return columns;
}

std::optional<ScoreColumns> find_transposed_scores(const Table& table, const schema::SchemaLayout& layout, const schema::Vocabulary& vocabulary) {
  const Cells cells(table);
  const std::size_t from = first_row(cells, vocabulary);
  if (from == 0 || from >= cells.rows() || cells.columns() < 2) return std::nullopt;
  ScoreColumns columns;
  columns.header_rows = static_cast<int>(from);
  columns.roles.assign(cells.columns(), "");
  columns.row_roles.assign(cells.rows(), "");
  columns.row_roles[from - 1] = "organisation";
  std::set<std::string> taken;
  for (std::size_t r = from; r < cells.rows(); ++r) {
    const std::string role = row_role(cells.text(r, 0), layout);
    if (!role.empty() && taken.insert(role).second) columns.row_roles[r] = role;
  }
  if (!taken.count("total") || taken.size() < 4) return std::nullopt;
  bool any = false;
  for (std::size_t c = 1; c < cells.columns(); ++c) {
    if (!begins_with_body(cells.text(from - 1, c), vocabulary)) continue;
    columns.roles[c] = "organisation";
    any = true;
  }
  return any ? std::optional(columns) : std::nullopt;
}

}  // namespace banthuek::tables
