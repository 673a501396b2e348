// The result that a slide, a poster or a cover shows, in short texts that no sentence binds. Pure; safe from any thread.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::ita {

// What the short texts of a page say below a heading of the assessment, on a page that names `own`; doubtful. The score is called so, or is the one
// figure set larger than all else there. Without such a figure not on pages of `tabled`, whose tables hold figures.
std::optional<ItaResult> find_slide_result(const std::vector<document::Paragraph>& body, std::string_view own, const std::set<int>& tabled,
                                           const schema::Schemas& schemas);

}  // namespace banthuek::ita
