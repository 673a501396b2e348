// What a text tells of the assessment's result. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string_view>

#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

// What must say that the score is the office's result: a name of the office; words that call it the whole; those, or a grade of its own.
// kAnyAbout: of a text that is about the assessment because of what stands elsewhere.
enum class Needed { kAny, kAnyAbout, kNamesOwn, kNamesTotal, kNamesTotalOrGrade };

bool is_about_assessment(std::string_view text);

// What the text tells of the office `own` ("": nobody knows it); nothing where no score or grade in it is its.
std::optional<ItaResult> told_result(const text::Excerpt& text, std::string_view own, Needed needed, const schema::Schemas& schemas);

// Takes what `result` lacks from another of the same score and year; not certain.
void complete(ItaResult& result, const ItaResult& other);

}  // namespace banthuek::ita
