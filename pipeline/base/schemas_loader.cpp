#include "pipeline/base/schemas_loader.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "extractors/schema/schema_load.h"
#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"

namespace banthuek::base {
namespace fs = std::filesystem;

fs::path schemas_folder() {
  if (const char* folder = std::getenv("BANTHUEK_SCHEMAS"); folder && *folder) return folder;
  return data_folder(DataFolder::kSchemas);
}

std::vector<schema::SchemaText> read_schema_texts(const fs::path& folder) {
  std::vector<schema::SchemaText> out;
  for (const char* part : {"layouts", "vocabularies"}) {
    std::error_code error;
    fs::directory_iterator entries(folder / part, error);
    if (error) throw Error(ErrorKind::kSchema, (folder / part).string(), "no such folder; give the folder of schemas in BANTHUEK_SCHEMAS");
    for (const fs::directory_entry& entry : entries) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".toml" && extension != ".tsv") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      if (!in) throw Error(ErrorKind::kSchema, entry.path().string(), "cannot be read; check its rights");
      out.push_back({std::string(part) + "/" + entry.path().filename().string(), text.str()});
    }
  }
  std::sort(out.begin(), out.end(), [](const schema::SchemaText& a, const schema::SchemaText& b) { return a.file < b.file; });
  return out;
}

schema::Schemas load_schemas_from(const fs::path& folder) {
  const std::vector<schema::SchemaText> texts = read_schema_texts(folder);
  return load_schemas(texts);
}

schema::Schemas load_schemas() { return load_schemas_from(schemas_folder()); }

}  // namespace banthuek::base
