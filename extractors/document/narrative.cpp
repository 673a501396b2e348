#include "extractors/document/narrative.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/document/measures.h"
#include "extractors/document/person_name.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"
#include "extractors/values/spelling.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxTitleLines = 6;
constexpr int kPagesThatNameAYear = 3;  // from the body's first: cover, memo and the first page of what it covers

constexpr double kTold = 0.9;                   // confidence of a year that only running text names
constexpr double kGuess = 0.45;                 // and where it names several
constexpr std::size_t kHeading = 200;           // characters; longer is running text

struct Hit {
  text::Excerpt reading;
  std::string rule;
  const schema::RuleMatch match;
};

int page_of(const text::Excerpt& reading) { return reading.pieces.empty() ? 0 : reading.pieces.front().place.page; }

// The first match of any rule for the target, the one that stands first in the text.
std::optional<Hit> first_hit(const schema::Schemas& schemas, const char* target, const text::Excerpt& reading) {
  std::optional<Hit> best;
  std::size_t least = 0;
  for (const schema::TextRule* rule : schemas.rules(target)) {
    auto m = schema::match(*rule, reading.text);
    if (!m) continue;
    const std::size_t at = text::offset_of(reading, m->value);
    if (best && at >= least) continue;
    least = at;
    best.emplace(Hit{text::slice(reading, m->value), rule->id, std::move(*m)});
  }
  return best;
}

std::string decimal(std::string_view raw) {
  std::string out;
  for (const char c : text::ascii_digits(raw))
    if ((c >= '0' && c <= '9') || c == '.') out += c;
  return out;
}

std::string year_value(std::string_view raw) {
  const auto year = values::common_era(raw);
  return year ? std::to_string(*year + 543) : "";
}

}  // namespace

Title find_title(const ReadingOrder& flow, const schema::Schemas& schemas) {
  Title out;
  text::Excerpt text;
  const auto ends = schemas.rules("title.end"), charts = schemas.rules("signature.nobody");
  const Cell* cell = nullptr;  // of the last line, where it stands in a ruled one
  bool of_persons = false;
  std::size_t i = 0;
  std::size_t lines = 0;
  bool all_centred = true;
  for (; i < flow.size() && lines < kMaxTitleLines; ++i) {
    const OrderedPart& part = flow[i];
    if (part.table || part.page != flow.front().page || text::to_u32(part.reading.text).size() > 160) break;
    if (schema::first_match(ends, part.reading.text)) break;
    const std::u32string folded = text::fold(part.reading.text).text;
    if (text.empty() && std::none_of(folded.begin(), folded.end(), text::is_thai_sign)) continue;
    const auto& kinds = schemas.vocabulary.organisation_kinds;
    if (lines > 0 && std::any_of(kinds.begin(), kinds.end(), [&](const schema::OrganisationKind& k) {
          return text::begins_with(folded, text::fold(k.word).text, 1).has_value();
        }))
      break;
    // Headings are centred; a line that is not begins the running text below them.
    const int centre = part.box.x + part.box.w / 2;
    const bool centred = std::abs(centre - part.page_width / 2) <= part.page_width * 3 / 100;
    // Names, posts and cells stand below a heading: boxes of a chart, lists of persons, rows of a table.
    const bool ruled = part.of_table && part.of_table->edges == Edges::kRuled;
    if (lines > 0 && ((ruled && part.cell != cell) || person_name(part.reading.text, schemas.vocabulary) ||
                      (of_persons && begins_position(part.reading.text, schemas.vocabulary))))
      break;
    cell = part.cell;
    of_persons = of_persons || schema::first_match(charts, part.reading.text);
    if (lines > 0 && all_centred && !centred && 2 * part.box.w > part.page_width) break;
    all_centred = all_centred && centred;
    text::append(text, text::joiner_between(text.text, part.reading.text), part.reading);
    ++lines;
  }
  out.end = i;
  if (!text.empty()) out.title = values::make_text_field(text, "report/title@1", schemas.vocabulary);
  return out;
}

FiscalYear find_fiscal_year(const std::vector<text::Excerpt>& sources, const std::vector<Paragraph>& body, const schema::Schemas& schemas,
                            bool by_title_alone) {
  FiscalYear out;
  std::set<std::string> others, told;  // told: by running text
  const auto look = [&](const text::Excerpt& reading, bool may_decide, bool heading) {
    for (const schema::TextRule* rule : schemas.rules("fiscal_year"))
      for (const schema::RuleMatch& m : schema::match_all(*rule, reading.text)) {
        const text::Excerpt value = text::slice(reading, m.value);
        const std::string year = year_value(value.text);
        if (year.empty()) continue;
        if (may_decide && !heading) told.insert(year);
        if (!out.year && may_decide) {
          out.year = text::make_field(value, year, rule->id);
          if (!heading) out.year->confidence = std::min(out.year->confidence, kTold);
        } else if (heading && out.year && year != out.year->value && others.insert(year).second) {
          out.findings.push_back({"year_mismatch", Severity::kWarning, page_of(value), "fiscal_year", value.text,
                                  "another heading names fiscal year " + out.year->value, ""});
        }
      }
  };
  for (const text::Excerpt& source : sources) look(source, true, true);
  // Further inside, running text speaks of other years; where it names several, the first is a guess.
  const bool stated = out.year.has_value();
  for (const Paragraph& paragraph : body) {
    const bool heading = text::to_u32(paragraph.reading.text).size() < kHeading;
    look(paragraph.reading, paragraph.page < body.front().page + (by_title_alone ? 1 : kPagesThatNameAYear), heading);
  }
  if (!stated && by_title_alone && out.year) out.year->confidence = std::min(out.year->confidence, kGuess);
  if (!stated && told.size() > 1 && told.count(out.year->value) > 0 && out.year->confidence <= kTold) out.year->confidence = kGuess;
  return out;
}

std::optional<ItaResult> find_ita_result(const std::vector<Paragraph>& body, const schema::Schemas& schemas, std::vector<Finding>& findings) {
  static const RE2 about(R"(ประเมิน|ITA|คุณธรรมและความโปร่งใส)");
  for (const Paragraph& paragraph : body) {
    const text::Excerpt& text = paragraph.reading;
    if (!RE2::PartialMatch(text.text, about) || first_hit(schemas, "ita.of_others", text)) continue;
    const auto score = first_hit(schemas, "ita.score", text), grade = first_hit(schemas, "ita.grade", text);
    if (!score && !grade) continue;
    // A grade alone needs to be that of the assessment, not a level of anything.
    if (!score && !RE2::PartialMatch(text.text, R"(ผลการประเมิน|ผลคะแนน)")) continue;
    ItaResult out;
    if (score) out.score = text::make_field(score->reading, decimal(score->reading.text), score->rule);
    if (grade) out.grade = text::make_field(grade->reading, std::string(text::squeeze(grade->reading.text)), grade->rule);
    // Change and the grade before stand behind the score.
    const std::string_view first = score ? score->match.value : grade->match.value;
    const std::size_t behind = text::offset_of(text, first) + first.size();
    const text::Excerpt rest = text::slice(text, behind, text.text.size());
    if (const auto change = first_hit(schemas, "ita.change", rest)) {
      const bool down = change->match.group.count("down") > 0;
      const text::Excerpt whole = text::slice(rest, change->match.whole);
      out.change = text::make_field(whole, (down ? "-" : "") + decimal(change->reading.text), change->rule);
    }
    if (const auto previous = first_hit(schemas, "ita.previous_grade", rest)) {
      const std::string value = text::squeeze(previous->reading.text);
      out.previous_grade = text::make_field(previous->reading, value, previous->rule);
      // What was taken for the grade may be the one before.
      if (grade && text::offset_of(text, grade->match.value) == text.text.find(rest.text, behind) + text::offset_of(rest, previous->match.value))
        out.grade.reset();
    }
    if (const auto year = first_hit(schemas, "ita.fiscal_year", text)) {
      const std::string value = year_value(year->reading.text);
      if (!value.empty()) out.fiscal_year = text::make_field(year->reading, value, year->rule);
    }
    if (!out.fiscal_year)
      findings.push_back({"missing_part", Severity::kInfo, paragraph.page, "ita_result/fiscal_year", "", "the result names no fiscal year", ""});
    return out;
  }
  return std::nullopt;
}

std::vector<OitItem> find_oit_items(const ReadingOrder& flow, const schema::Schemas& schemas) {
  std::vector<OitItem> out;
  const auto rules = schemas.rules("oit.item");
  std::set<std::string> seen;
  const auto take = [&](const text::Excerpt& reading) {
    for (const schema::TextRule* rule : rules) {
      const auto m = schema::match(*rule, reading.text);
      if (!m || !m->group.count("code") || !m->group.count("title")) continue;
      const text::Excerpt code = text::slice(reading, m->group.at("code")), title = text::slice(reading, m->group.at("title"));
      std::string digits = text::ascii_digits(code.text);
      while (digits.size() > 1 && digits.front() == '0') digits.erase(0, 1);
      if (digits.empty() || digits == "0" || first_hit(schemas, "oit.not_title", title)) return;
      if (!seen.insert(digits + "\t" + title.text).second) return;
      OitItem item;
      item.code = text::make_field(code, "O" + digits, rule->id);
      item.title = values::make_text_field(title, rule->id, schemas.vocabulary);
      out.push_back(std::move(item));
      return;
    }
  };
  // A title may go on: the line reached the right margin, the next is not indented and begins nothing of its own.
  const auto is_item = [&](std::string_view text) { return schema::first_match(rules, text).has_value(); };
  std::map<int, int> margin;
  for (const OrderedPart& part : flow)
    if (!part.table) margin[part.page] = std::max(margin[part.page], part.box.right());
  for (std::size_t i = 0; i < flow.size(); ++i) {
    if (flow[i].table) continue;
    text::Excerpt text = flow[i].reading;
    if (!is_item(text.text)) continue;
    for (std::size_t k = i; k + 1 < flow.size() && k < i + 3; ++k) {
      const OrderedPart &last = flow[k], &next = flow[k + 1];
      if (next.table || next.page != last.page || last.box.right() + 4 * last.line_height < margin[last.page]) break;
      if (next.box.x > flow[i].box.x || is_item(next.reading.text) || text::begins_item(next.reading.text)) break;
      text::append(text, text::joiner_between(text.text, next.reading.text), next.reading);
    }
    take(text);
  }
  return out;
}

std::vector<Measure> find_listed_measures(const std::vector<Paragraph>& body, const schema::Schemas& schemas) {
  std::vector<Measure> out;
  const auto intros = schemas.rules("list.intro"), ends = schemas.rules("list.end");
  const auto any = [](const std::vector<const schema::TextRule*>& rules, std::string_view text) {
    return schema::first_match(rules, text).has_value();
  };
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    if (!any(intros, body[i].reading.text)) continue;
    std::vector<Measure> list;
    for (std::size_t k = i + 1; k < body.size(); ++k) {
      const text::Excerpt& text = body[k].reading;
      if (any(ends, text.text)) break;
      const auto number = cut_number(text.text, schemas);
      if (!number) break;
      Measure m;
      m.no = text::make_field(text::slice(text, number->begin, number->end), number->value, "narrative/no@1");
      m.title = values::make_text_field(text::slice(text, number->rest, text.text.size()), "narrative/title@1", schemas.vocabulary);
      list.push_back(std::move(m));
    }
    // A list of one is a sentence with a number.
    if (list.size() >= 2) out.insert(out.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
    if (!out.empty()) break;
  }
  return out;
}

}  // namespace banthuek::document
