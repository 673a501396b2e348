// Reads a kind of records out of its file. Throws Error{kSchema} as schema_load does.
#pragma once

#include "extractors/schema/record_kind.h"
#include "extractors/schema/schema_toml.h"

namespace banthuek::schema {

RecordKind read_record_kind(const TomlFile& file);

}  // namespace banthuek::schema
