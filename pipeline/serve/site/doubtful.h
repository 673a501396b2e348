// What is worth a person's look: values that are not sure, that a finding speaks of, or that a person wrote and another has yet to see.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/fields.h"
#include "extractors/types/record.h"
#include "pipeline/store/store.h"

namespace banthuek::serve::site {

// "Purchases 3 · Budget" of records/2/budget; empty for a path that names no field of a record.
std::string record_label(const Document& document, const std::vector<schema::RecordKind>& kinds, std::string_view path, bool thai);
// "Budget" of it.
std::string record_column(const Document& document, const std::vector<schema::RecordKind>& kinds, std::string_view path, bool thai);

// A value worth a person's look.
struct Doubtful {
  std::string document, field, value, raw, office, code, reason;  // code and reason of the finding, if one
  Place place;
  double confidence = 0, risk = 0;
  FieldKind kind = FieldKind::kText;
  std::string label_th, label_en;  // of a field of records; empty: of all others
  bool by_person = false;          // a correction: doubtful as long as more people must agree
};

// The gravest first; of the documents that have the least sure values or corrections and nobody has reviewed, at most 2,000.
std::vector<Doubtful> doubtful_values(store::Store& store);

}  // namespace banthuek::serve::site
