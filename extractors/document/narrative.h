// What running text and headings tell: title, fiscal year. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/schema.h"
#include "extractors/types/finding.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// Lines of the title: from the top of the flow to the first that ends it (rules title.end, a table, a long paragraph). A letterhead, labels and
// addresses (rules title.aside) and smaller lines above it are none of it, nor is what stands beside it.
struct Title {
  MaybeField title;
  std::size_t end = 0;  // part of the flow behind it
};
Title find_title(const ReadingOrder& flow, const schema::Schemas& schemas);

// The year of the first of `sources` that names one; other years named there, and in the headings, are findings. `by_title_alone`: the body of
// such a document speaks of other years, so that what its first page names is a guess.
struct FiscalYear {
  MaybeField year;
  std::vector<Finding> findings;
};
FiscalYear find_fiscal_year(const std::vector<text::Excerpt>& sources, const std::vector<Paragraph>& body, const schema::Schemas& schemas,
                            bool by_title_alone = false);

}  // namespace banthuek::document
