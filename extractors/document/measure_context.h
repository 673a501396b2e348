// Whether a table holds measures of integrity: by its title column's heading, or by what stands above it. Pure.
//
// A heading that names any records (a project, an indicator, an item) makes a table of measures only where a title, a heading or a caption says that
// it is about measures, plans or risks of integrity (rules measures.context): a plan of purchases has projects too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/document/record_tables.h"
#include "extractors/schema/schema.h"
#include "extractors/types/record.h"

namespace banthuek::document {

// Whether a title or heading says that what follows are measures of integrity.
bool speaks_of_measures(std::string_view heading, const schema::Schemas& schemas);

// Whether the sentence that announces a list says that its items were decided, as a whole, and they are titles and nothing else: such a list may
// count by letters, as parts of any matter do.
bool were_decided(const std::string& intro, const std::vector<Measure>& list);

// The tables without those of measures that nothing calls measures. `title`: the document's, empty where it has none. A table that goes on is as the
// one before it.
std::vector<RecordTable> without_other_matters(std::vector<RecordTable> tables, const ReadingOrder& flow, std::string_view title,
                                               const schema::Schemas& schemas);

// Whether a resolution right behind paragraph `k` of the body refuses what a list proposes, by the rules `rejected`.
bool were_refused(const std::vector<Paragraph>& body, std::size_t k, const std::vector<const schema::TextRule*>& rejected);

// No value of the measures is surer than `confidence`.
void doubt_all(std::vector<Measure>& list, double confidence);

}  // namespace banthuek::document
