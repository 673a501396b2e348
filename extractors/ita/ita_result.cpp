#include "extractors/ita/ita_result.h"

#include <re2/re2.h>

#include <string>

#include "extractors/ita/result_table.h"
#include "extractors/ita/told_result.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/fields.h"
#include "extractors/values/dates.h"

namespace banthuek::ita {
namespace {

constexpr std::size_t kAbove = 3;       // paragraphs between a heading and what it is of, at most
constexpr std::size_t kSentence = 30;   // characters of what a heading above tells of, at least
constexpr std::size_t kHeading = 140;   // characters of one, at most
constexpr double kOfAPage = 0.7;        // confidence, at most, of what stands about a page, in no sentence
constexpr std::size_t kLinesBelow = 5;  // under a heading that tell its figures, at most
constexpr std::size_t kShortLine = 60;  // characters of such a line, at most

// The heading above a paragraph that does not itself say what assessment its score is of.
const text::Excerpt* heading_above(const std::vector<document::Paragraph>& body, std::size_t k) {
  if (is_about_assessment(body[k].reading.text) || text::to_u32(body[k].reading.text).size() < kSentence) return nullptr;
  for (std::size_t above = k; above > 0 && above + kAbove > k;) {
    const text::Excerpt& heading = body[--above].reading;
    if (text::to_u32(heading.text).size() > kHeading) break;
    if (is_assessment_heading(heading.text)) return &heading;
  }
  return nullptr;
}

std::optional<ItaResult> result_of_paragraph(const std::vector<document::Paragraph>& body, std::size_t k, std::string_view own, bool must_name_own,
                                             const schema::Schemas& schemas) {
  const text::Excerpt* heading = heading_above(body, k);
  if (!heading) return told_result(body[k].reading, own, must_name_own ? Needed::kNamesOwn : Needed::kAny, schemas);
  text::Excerpt text = *heading;
  text::append(text, "\n", body[k].reading);
  return told_result(text, own, must_name_own ? Needed::kNamesOwn : Needed::kNamesTotalOrGrade, schemas);
}

// The result that lines of their own under a heading tell, a label and a figure each.
std::optional<ItaResult> result_of_lines(const std::vector<document::Paragraph>& body, std::size_t k, std::string_view own,
                                         const schema::Schemas& schemas) {
  if (text::to_u32(body[k].reading.text).size() > kHeading || !is_assessment_heading(body[k].reading.text)) return std::nullopt;
  text::Excerpt all = body[k].reading;
  std::size_t i = k + 1;
  for (; i < body.size() && i <= k + kLinesBelow && body[i].page == body[k].page && text::to_u32(body[i].reading.text).size() <= kShortLine; ++i)
    text::append(all, " ", body[i].reading);
  auto out = i > k + 1 ? told_result(all, own, Needed::kNamesTotal, schemas) : std::nullopt;
  if (!out || !out->score || !out->grade) return std::nullopt;
  cap_confidence(*out, kOfAPage);
  return out;
}

}  // namespace

std::optional<ItaResult> find_ita_result(const std::vector<document::Paragraph>& body, const OwnOffice& office, ResultSubject subject,
                                         const schema::Schemas& schemas, std::vector<Finding>& findings) {
  const std::string_view own = office.is_sure ? office.name : std::string_view();
  for (const bool must_name_own : {true, false}) {
    if (must_name_own ? own.empty() : subject == ResultSubject::kNamed) continue;
    for (std::size_t k = 0; k < body.size(); ++k) {
      auto out = result_of_paragraph(body, k, own, must_name_own, schemas);
      if (!out) continue;
      if (!out->fiscal_year)
        findings.push_back({"missing_part", Severity::kInfo, body[k].page, "ita_result/fiscal_year", "", "the result names no fiscal year", ""});
      return out;
    }
  }
  for (std::size_t k = 0; k < body.size() && subject != ResultSubject::kNamed; ++k)
    if (auto out = result_of_lines(body, k, own, schemas)) return out;
  return std::nullopt;
}

void complete_from_text(ItaResult& result, const std::vector<document::Paragraph>& body, const OwnOffice& office, const schema::Schemas& schemas) {
  if (!result.score) return;
  for (const document::Paragraph& paragraph : body)
    if (const auto told = told_result(paragraph.reading, office.is_sure ? office.name : std::string_view(), Needed::kAnyAbout, schemas))
      complete(result, *told);
}

void take_year_of_title(ItaResult& result, const MaybeField& title) {
  constexpr double kNotCertain = 0.9;
  static const RE2 of_results(
      R"(ประเมิน(?:คุณธรรมและความโปร่งใส(?:ในการดำเนินงาน)?(?:ของ|ภายใน)?(?:หน่วยงาน)?(?:ของรัฐ|ภาครัฐ)?)?[\sA-Za-z:&().,\-–]{0,80}(?:ประจำ)?ปี\s*(?:งบประมาณ)?\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([2๒][5๕]\p{Nd}{2}))");
  if (result.fiscal_year || !title || !is_about_assessment(title->raw)) return;
  re2::StringPiece all(title->raw), year;
  std::string only;
  while (RE2::FindAndConsume(&all, of_results, &year)) {
    std::string found = values::buddhist_year({year.data(), year.size()});
    if (!only.empty() && only != found) return;
    only = std::move(found);
  }
  if (only.empty()) return;
  result.fiscal_year = *title;
  result.fiscal_year->value = only;
  result.fiscal_year->rule = "ita_result/title@1";
  result.fiscal_year->confidence = std::min(title->confidence, kNotCertain);
}

}  // namespace banthuek::ita
