// The result of the assessment that running text tells of the document's own office: score, grade, change against the year before. Pure.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/finding.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

// What the text must say of the score's subject. A document that holds the scores of many bodies tells the office's by its name alone.
enum class ResultSubject { kNamed, kNamedOrNobody };

// The office that writes: its name, empty where nobody knows it, and whether it is sure enough to be looked for in sentences.
struct OwnOffice {
  std::string_view name;
  bool is_sure = true;
};

// The result told by the first paragraph whose score is the office's: one that names `own` before the score, else one that names no other. A score of
// the country, of a province, of another body, of one instrument or indicator, of a target or of another assessment is none (rules ita.of_others,
// ita.not_total); of several years the last counts. Not certain where the office is not named.
std::optional<ItaResult> find_ita_result(const std::vector<document::Paragraph>& body, const OwnOffice& own, ResultSubject subject,
                                         const schema::Schemas& schemas, std::vector<Finding>& findings);

// Takes what a result lacks from paragraphs that tell of the same score.
void complete_from_text(ItaResult& result, const std::vector<document::Paragraph>& body, const OwnOffice& own, const schema::Schemas& schemas);

// The year that a title says the results are of (... ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๗), for a result whose text names none; not certain.
void take_year_of_title(ItaResult& result, const MaybeField& title);

}  // namespace banthuek::ita
