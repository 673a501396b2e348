// Reads the layouts and vocabularies of schemas/ out of their texts.
//
// Throws Error{kSchema} with "file:line: what; what to try", the line and a caret under the place, before any work is done. Unknown keys,
// unknown targets, rules without samples and samples that their rule does not match, or that a column of another role takes, are such errors.
#pragma once

#include <span>
#include <string>

#include "extractors/schema/schema.h"

namespace banthuek::schema {

struct SchemaText {
  std::string file;  // "layouts/memo.toml", "vocabularies/places.tsv"; what is no vocabulary is a layout, or with [record] in it a kind of records
  std::string text;
};

Schemas load_schemas(std::span<const SchemaText> texts);

}  // namespace banthuek::schema
