// Which field a heading names: its similarity to the nearest of the column's headings, letters misread or not, or, where none is near, a lesser
// score for the longest of the column's words that stands in it. Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::schema {

struct HeadingMatch {
  std::string role;
  double score = 0;  // 1: letter by letter; 0.7 and more: a heading; below: by a word in it
};

// What a cell says as a heading: its lines but those that the noise of a dark ground left beside surely read ones.
std::string heading_text(const Cell& cell);

// How well a heading fits the headings and words of one column: the score of HeadingMatch, 0 below 0.5.
double heading_score(const KnownTexts& headings, const KnownTexts& words, std::string_view heading);

// The column of the layout whose heading this most likely is; nothing below a score of 0.5 (of a weak column that is no title: 0.9) or for an empty
// text.
std::optional<HeadingMatch> best_column(const SchemaLayout& layout, std::string_view heading);

}  // namespace banthuek::schema
