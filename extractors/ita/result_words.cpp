#include "extractors/ita/result_words.h"

#include <re2/re2.h>

#include <cstdlib>
#include <string_view>
#include <utility>

#include "extractors/values/dates.h"

namespace banthuek::ita {

std::optional<Hit> first_hit(const schema::Schemas& schemas, const char* target, const text::Excerpt& text, std::size_t begin, std::size_t end) {
  std::optional<Hit> best;
  const std::string_view part = std::string_view(text.text).substr(begin, end == std::string::npos ? end : end - begin);
  for (const schema::TextRule* rule : schemas.rules(target)) {
    auto m = schema::match(*rule, part);
    if (!m) continue;
    const std::size_t at = text::offset_of(text, m->value);
    if (!best || at < best->at) best = Hit{rule, std::move(*m), at, false};
  }
  return best;
}

// Whether the text names another year before the score: then which of them it is of is not certain.
bool names_another_year(std::string_view text, const std::string& year) {
  static const RE2 any(R"((?:^|\P{Nd})([2๒][5๕]\p{Nd}{2}))");
  re2::StringPiece left(text.data(), text.size()), said;
  while (RE2::FindAndConsume(&left, any, &said))
    if (values::buddhist_year(std::string_view(said.data(), said.size())) != year) return true;
  return false;
}

std::optional<Hit> told_year(const text::Excerpt& text, std::size_t score, const schema::Schemas& schemas) {
  static const RE2 compared(R"((?:กว่า|จาก|กับ|เทียบ)\s*(?:ใน)?(?:ปี)?\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*$)"), named("ผลคะแนน|ประเมิน");
  for (const schema::TextRule* rule : schemas.rules("ita.fiscal_year")) {
    auto m = schema::match(*rule, text.text);
    if (!m) continue;
    const std::size_t at = text::offset_of(text, m->value), begin = text::offset_of(text, m->whole);
    const std::string_view before = std::string_view(text.text).substr(begin, at - begin);
    if (at < score && RE2::PartialMatch(before, named) && !RE2::PartialMatch(before, compared)) {
      const bool several = names_another_year(std::string_view(text.text).substr(0, score), values::buddhist_year(m->value));
      return Hit{rule, std::move(*m), at, several};
    }
  }
  auto first = first_hit(schemas, "ita.fiscal_year", text);
  if (first) first->supposed = (score > 0 && first->at > score) || RE2::PartialMatch(std::string_view(text.text).substr(0, first->at), compared);
  return first;
}

std::optional<Hit> grade_of_year_before(const text::Excerpt& text, const std::string& year, std::size_t own, const schema::Schemas& schemas) {
  for (const schema::TextRule* rule : schemas.rules("ita.grade_of_year"))
    for (schema::RuleMatch& m : schema::match_all(*rule, text.text)) {
      const std::string said = values::buddhist_year(m.group.at("year"));
      const std::size_t at = text::offset_of(text, m.value);
      if (!said.empty() && !year.empty() && at != own && std::atoi(said.c_str()) + 1 == std::atoi(year.c_str()))
        return Hit{rule, std::move(m), at, false};
    }
  return std::nullopt;
}

bool closes_bracket(std::string_view text, std::size_t from, std::size_t to) {
  const std::string_view part = text.substr(from, to - from);
  const std::size_t close = part.find(')');
  return close != std::string_view::npos && part.find('(') > close;
}

}  // namespace banthuek::ita
