#include "extractors/ita/scores.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>

#include "extractors/tables/score_columns.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/score.h"

namespace banthuek::ita {

namespace {

constexpr double kContradicted = 0.9;    // a number that its row's sum contradicts, a level that the total does, a part whose heading was not read
constexpr double kProved = 0.97;         // at least, of four numbers that a sum binds
constexpr double kLegible = 0.5;         // below, no sum proves that they were read
constexpr double kExact = 0.0051;        // of a sum that agrees to the last digit
constexpr double kMaxOfOthers = 30.005;  // where no heading is read, only a larger part is surely the OIT's
constexpr int kDashes = 2;               // at least, of a body that was not assessed: its row stays, without numbers
constexpr std::size_t kManyRows = 6, kSomeRows = 3;  // none of which has the sum
constexpr double kFullMarks = 100;
constexpr double kFarLess = 0.15;  // in confidence
constexpr int kProvedRows = 3;     // of a table whose other rows a sum may mend

void doubt(MaybeField& field) {
  if (field) field->confidence = std::min(field->confidence, kContradicted);
}

// A level of the list whose bounds the total is outside of: one of both was misread.
void doubt_level(Score& score, const schema::Vocabulary& vocabulary) {
  if (!score.level) return;
  if (!tables::score_level(score.level->value, vocabulary)) doubt(score.level);
  if (score.total && !vocabulary.is_of_level(std::atof(score.total->value.c_str()), score.level->value).value_or(true)) doubt(score.level);
}

tables::ScoreNumbers numbers_of(const Score& score) {
  const auto number = [](const MaybeField& field) { return field ? std::atof(field->value.c_str()) : NAN; };
  return {number(score.iit), number(score.eit), number(score.oit), number(score.total)};
}

bool is_whole(const tables::ScoreNumbers& row) { return !std::isnan(row.iit + row.eit + row.oit + row.total); }

// A number of the row with one digit read otherwise.
struct Mended {
  MaybeField Score::*field = nullptr;
  std::string value;
};

constexpr std::array<MaybeField Score::*, 4> kNumbers{&Score::iit, &Score::eit, &Score::oit, &Score::total};

bool is_of_its_level(const Score& score, const schema::Vocabulary& vocabulary) {
  return !score.level || vocabulary.is_of_level(std::atof(score.total->value.c_str()), score.level->value).value_or(true);
}

// The one digit of the row's numbers that, read otherwise, makes the sum that the table has. Where several would, that of the number that was read
// far less surely than the others; nothing where two of its digits would.
std::optional<Mended> mended_by_sum(const Score& row, tables::ScoreSum sum, const schema::Vocabulary& vocabulary) {
  std::vector<Mended> ways;
  for (MaybeField Score::*field : kNumbers) {
    Score other = row;
    const std::string value = (row.*field)->value;
    for (std::size_t i = 0; i < value.size(); ++i)
      for (char digit = '0'; value[i] != '.' && digit <= '9'; ++digit) {
        if (digit == value[i]) continue;
        std::string& tried = (other.*field)->value;
        tried = value;
        tried[i] = digit;
        if (tables::adds_up(numbers_of(other), sum) && is_of_its_level(other, vocabulary)) ways.push_back({field, tried});
      }
  }
  if (ways.size() > 1) {
    const auto confidence = [&](const Mended& way) { return (row.*way.field)->confidence; };
    const double least =
        confidence(*std::min_element(ways.begin(), ways.end(), [&](const Mended& a, const Mended& b) { return confidence(a) < confidence(b); }));
    std::erase_if(ways, [&](const Mended& way) { return confidence(way) >= least + kFarLess; });
  }
  return ways.size() == 1 ? std::optional(ways.front()) : std::nullopt;
}

// Whether what stands under the names of the instruments is no part of the totals: of many rows none has a sum, or of some the totals are outside of
// what any weights could give. How many answered, ranks, a year before.
bool are_no_parts(const std::vector<tables::ScoreNumbers>& rows) {
  std::size_t whole = 0, outside = 0;
  for (const tables::ScoreNumbers& row : rows) {
    if (!is_whole(row)) continue;
    if (tables::adds_up(row, tables::ScoreSum::kPlain) || tables::adds_up(row, tables::ScoreSum::kWeighted)) return false;
    ++whole;
    const auto [least, most] = std::minmax({row.iit, row.eit, row.oit});
    outside += most > kFullMarks || row.total < least - kExact || row.total > most + kExact;
  }
  return whole >= kManyRows || (whole >= kSomeRows && 2 * outside >= whole);
}

// Four numbers that a plain sum binds to the last digit prove each other; a weighted one proves its total, and the parts but for their last digit. Of
// those that it does not, one at least was misread, or stands under another heading.
void weigh_by_sums(std::span<Score> rows, const schema::Vocabulary& vocabulary) {
  std::vector<tables::ScoreNumbers> numbers;
  for (const Score& row : rows) numbers.push_back(numbers_of(row));
  const auto whole = std::count_if(numbers.begin(), numbers.end(), is_whole);
  tables::ScoreSum sum = tables::sum_of(numbers);
  if (sum == tables::ScoreSum::kUnknown && whole == 1)
    for (const tables::ScoreSum either : {tables::ScoreSum::kPlain, tables::ScoreSum::kWeighted})
      if (std::any_of(numbers.begin(), numbers.end(), [&](const tables::ScoreNumbers& row) { return tables::adds_up(row, either); })) sum = either;
  if (sum == tables::ScoreSum::kUnknown && are_no_parts(numbers)) {
    for (Score& row : rows) {
      row.iit = row.eit = row.oit = std::nullopt;
      if (row.total && !(row.level && is_of_its_level(row, vocabulary))) doubt(row.total);
    }
    return;
  }
  const auto proved_rows = std::count_if(numbers.begin(), numbers.end(), [&](const tables::ScoreNumbers& row) { return tables::adds_up(row, sum); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!is_whole(numbers[i])) continue;
    const bool proved = tables::adds_up(numbers[i], sum), exact = proved && std::fabs(tables::difference(numbers[i], sum)) < kExact;
    const auto mended = proved || proved_rows < kProvedRows ? std::nullopt : mended_by_sum(rows[i], sum, vocabulary);
    for (MaybeField Score::*number : kNumbers) {
      MaybeField& field = rows[i].*number;
      if (!proved)
        doubt(field);
      else if (exact && field->confidence >= kLegible && whole > 1 && (sum == tables::ScoreSum::kPlain || number == &Score::total))
        field->confidence = std::max(field->confidence, kProved);
    }
    if (mended) {
      (rows[i].*mended->field)->value = mended->value;
      (rows[i].*mended->field)->rule += "+sum";
    }
  }
}

// The records of one table: of its rows, or of its columns where it is transposed.
class ScoreReader {
 public:
  ScoreReader(const document::OrderedPart& part, const Table& table, const document::TableMap& map, const schema::Schemas& schemas)
      : part_(part), table_(table), map_(map), schemas_(schemas), not_bodies_(schemas.rules("score.not_body")), skips_(schemas.rules("row.skip")) {}

  std::vector<Score> read() const {
    std::vector<Score> out;
    const bool transposed = !map_.row_roles.empty();
    const int from = transposed ? 0 : map_.header_rows, to = transposed ? table_.columns : table_.rows;
    for (int record = from; record < to; ++record)
      if (auto score = read_record(record, transposed)) out.push_back(std::move(*score));
    return out;
  }

 private:
  std::optional<Score> read_record(int record, bool transposed) const {
    Score score;
    bool any = false;
    int dashes = 0, filled = 0;  // of the figures and the level
    for (const Cell& cell : table_.cells) {
      const std::vector<std::string>& roles = transposed ? map_.row_roles : map_.roles;
      const auto at = static_cast<std::size_t>(transposed ? cell.row : cell.column);
      if (at >= roles.size()) continue;
      // One level may stand beside all the rows that have it.
      const bool covers = !transposed && roles[at] == "level" && cell.row < record && record < cell.row + cell.row_span;
      if ((transposed ? cell.column : cell.row) != record && !covers) continue;
      if (transposed && map_.roles[static_cast<std::size_t>(record)].empty()) continue;
      const text::Excerpt reading = text::reading_of(cell, part_.page);
      if (reading.empty()) continue;
      const bool dash = text::fold(reading.text).text == U"-";
      const bool figure = !roles[at].empty() && roles[at] != "organisation" && roles[at] != "no" && roles[at] != "other";
      dashes += dash && figure;
      filled += figure;
      take(score, roles[at], reading, dash, any);
    }
    if ((!any && (dashes < kDashes || dashes < filled)) || !score.organisation || !is_body(score.organisation->raw)) return std::nullopt;
    if (is_kind_alone(score.organisation->raw)) doubt(score.organisation);
    doubt_level(score, schemas_.vocabulary);
    return score;
  }

  void take(Score& score, const std::string& role, const text::Excerpt& reading, bool dash, bool& any) const {
    const std::string rule = fmt::format("{}/{}@{}", map_.layout->name, role, map_.layout->version);
    if (role == "organisation") score.organisation = text::make_field(reading, rule);
    for (const auto& [name, field] :
         {std::pair{"iit", &Score::iit}, std::pair{"eit", &Score::eit}, std::pair{"oit", &Score::oit}, std::pair{"total", &Score::total}}) {
      if (role != name) continue;
      if (const auto number = values::score_number(reading.text)) {
        score.*field = text::make_field(reading, *number, rule);
        any = true;
      } else if (const auto without_point = values::score_without_point(reading.text)) {
        score.*field = text::make_field(reading, *without_point, rule + "+spelling");
        doubt(score.*field);
        any = true;
      }
    }
    if (role != "level" || dash) return;
    const std::string written(text::squeeze(reading.text));
    const std::string level = tables::score_level(written, schemas_.vocabulary).value_or(written);
    score.level = text::make_field(reading, level, level == written ? rule : rule + "+spelling");
  }

  // A name of which only the kind was read, the rest cut off by the page.
  bool is_kind_alone(std::string_view name) const {
    const std::u32string letters = text::fold(name).text;
    const auto& kinds = schemas_.vocabulary.organisation_kinds;
    return std::any_of(kinds.begin(), kinds.end(), [&](const schema::OrganisationKind& kind) { return letters == text::fold(kind.word).text; });
  }

  // Means, sums and full marks are no body's.
  bool is_body(std::string_view name) const { return !schema::first_match(skips_, name) && !schema::first_match(not_bodies_, name); }

  const document::OrderedPart& part_;
  const Table& table_;
  const document::TableMap& map_;
  const schema::Schemas& schemas_;
  const std::vector<const schema::TextRule*> not_bodies_, skips_;
};

// IIT and EIT weigh the same, and so does an OIT of 30 at most where the parts are weighted: without a heading no sum tells which is which.
void doubt_unnamed_parts(Score& score) {
  doubt(score.iit);
  doubt(score.eit);
  if (score.oit && std::atof(score.oit->value.c_str()) <= kMaxOfOthers) doubt(score.oit);
}

}  // namespace

std::vector<Score> extract_scores(const document::ReadingOrder& flow, const std::vector<document::RecordTable>& tables,
                                  const schema::Schemas& schemas) {
  std::vector<Score> out;
  std::vector<bool> named;  // of each row, whether headings name its parts
  std::size_t first = 0;    // of the rows of one table over pages
  const auto weigh = [&] {
    weigh_by_sums(std::span(out).subspan(first), schemas.vocabulary);
    for (; first < out.size(); ++first)
      if (!named[first]) doubt_unnamed_parts(out[first]);
  };
  for (const document::RecordTable& record : tables) {
    if (record.map.layout->table.records != "scores") continue;
    if (!record.goes_on) weigh();
    std::vector<Score> rows = ScoreReader(flow[record.part], record.turned ? *record.turned : *flow[record.part].table, record.map, schemas).read();
    out.insert(out.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    named.resize(out.size(), record.map.parts_named);
  }
  weigh();
  return out;
}

}  // namespace banthuek::ita
