#include "extractors/types/export_schema.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/expected_file.h"

namespace banthuek {
namespace export_schema_test {

// What stands in schemas/ is what the fields say; `tools/test --accept` writes it again.
TEST(ExportSchema, StandsInSchemasAsTheFieldsSay) { expect_as_in_file("../schemas/export.schema.json", export_schema().dump(1) + "\n"); }

}  // namespace export_schema_test
}  // namespace banthuek
