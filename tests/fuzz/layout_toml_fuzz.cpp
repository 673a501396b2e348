// A layout or vocabulary file of any bytes: it loads, or an Error says where and why; never anything else.
//
// The first byte picks the name that the bytes go under, which decides how they are read.
#include <array>
#include <cstdint>
#include <string>

#include "extractors/schema/schema.h"
#include "extractors/schema/schema_load.h"
#include "extractors/types/error.h"
#include "tests/fuzz/hold.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banthuek;
  static constexpr std::array<const char*, 7> kNames{
      "layouts/any.toml",        "layouts/any.toml",         "vocabularies/words.toml", "vocabularies/levels.toml", "vocabularies/spellings.toml",
      "vocabularies/places.tsv", "vocabularies/offices.toml"};
  if (size < 1) return 0;
  const schema::SchemaText text{kNames[data[0] % kNames.size()], std::string(reinterpret_cast<const char*>(data) + 1, size - 1)};
  try {
    const schema::Schemas schemas = schema::load_schemas({&text, 1});
    for (const schema::SchemaLayout& layout : schemas.layouts) HOLD(!layout.name.empty());
  } catch (const Error& error) {
    HOLD(error.kind == ErrorKind::kSchema);
    HOLD(!error.message.empty());
  }
  return 0;
}
