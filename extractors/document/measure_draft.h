// A measure under way: what its rows say by role, and the measure that it becomes.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "extractors/schema/schema.h"
#include "extractors/text/excerpt.h"
#include "extractors/types/record.h"
#include "extractors/values/dates.h"
#include "extractors/values/status.h"

namespace banthuek::document {

struct FoundMeasures {
  std::vector<Measure> measures;
  std::vector<Finding> findings;
};

struct MeasureDraft {
  std::map<std::string, text::Excerpt> text;  // by role
  std::array<values::Choice, 3> choices{values::Choice::kNothing, values::Choice::kNothing, values::Choice::kNothing};
  std::array<text::Excerpt, 3> choice_readings;
  bool has_choices = false;
  bool method_of_title = false;  // its method was found among the rows of its title
  text::Excerpt number;
  std::string number_value, group;
  std::string number_style;  // as its title has it before it; empty where a column holds it
  int next_number = 0;       // of the rows behind; 0 where none has one
  text::Excerpt group_reading;
  const schema::SchemaLayout* layout = nullptr;
  int page = 0;
};

// Adds the measure of a draft, and what is doubtful in it; a heading that fell among the rows, with nothing but a title, is none.
// `year`: of the table, for periods without one.
void finish_measure(const MeasureDraft& draft, const schema::Schemas& schemas, std::optional<values::BuddhistYear> year, FoundMeasures& out);

// A doubtful number between its neighbours' numbers is the one between them.
void pick_numbers(FoundMeasures& found);

}  // namespace banthuek::document
