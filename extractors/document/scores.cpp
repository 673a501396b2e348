#include "extractors/document/scores.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::document {

std::optional<std::string> score_number(std::string_view text) {
  static const RE2 number(R"(^\s*(\d{1,3}(?:[.,]\s?\d{1,4})?)\s*(?:%|คะแนน)?\s*$)");
  std::string out;
  if (!RE2::FullMatch(text::ascii_digits(text), number, &out)) return std::nullopt;
  std::replace(out.begin(), out.end(), ',', '.');
  std::erase(out, ' ');
  return out;
}

std::vector<Score> extract_scores(const ReadingOrder& flow, const std::vector<RecordTable>& tables, const schema::Schemas& schemas) {
  std::vector<Score> out;
  const auto skips = schemas.rules("row.skip");
  for (const RecordTable& record : tables) {
    if (record.map.layout->table.records != "scores") continue;
    const OrderedPart& part = flow[record.part];
    const std::string version = "@" + std::to_string(record.map.layout->version);
    for (int r = record.map.header_rows; r < part.table->rows; ++r) {
      Score score;
      bool any = false;
      int dashes = 0;  // a body that was not assessed: its row stays, without numbers
      for (const Cell& cell : part.table->cells) {
        if (cell.row != r || cell.column >= static_cast<int>(record.map.roles.size())) continue;
        const std::string& role = record.map.roles[static_cast<std::size_t>(cell.column)];
        const text::Excerpt reading = text::reading_of(cell, part.page);
        if (reading.empty()) continue;
        const std::string rule = record.map.layout->name + "/" + role + version;
        const auto put_number = [&](MaybeField& to) {
          if (const auto n = score_number(reading.text)) {
            to = text::make_field(reading, *n, rule);
            any = true;
          } else if (text::fold(reading.text).text == U"-") {
            ++dashes;
          }
        };
        if (role == "organisation") score.organisation = text::make_field(reading, rule);
        if (role == "iit") put_number(score.iit);
        if (role == "eit") put_number(score.eit);
        if (role == "oit") put_number(score.oit);
        if (role == "total") put_number(score.total);
        if (role == "level" && text::fold(reading.text).text != U"-") score.level = text::make_field(reading, rule);
      }
      if ((!any && dashes < 3) || !score.organisation) continue;
      if (std::any_of(skips.begin(), skips.end(),
                      [&](const schema::TextRule* rule) { return schema::match(*rule, score.organisation->raw).has_value(); }))
        continue;
      out.push_back(std::move(score));
    }
  }
  return out;
}

}  // namespace banthuek::document
