#include "pipeline/base/schemas_loader.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "extractors/document/kind_records.h"
#include "extractors/schema/schema_load.h"
#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"

namespace banthuek::base {
namespace fs = std::filesystem;

fs::path schemas_folder() {
  if (const char* folder = std::getenv("BANTHUEK_SCHEMAS"); folder && *folder) return folder;
  return data_folder(DataFolder::kSchemas);
}

namespace {

// All .toml and .tsv of a folder, each under `part` and its name.
void add_files(const fs::path& folder, const std::string& part, std::vector<schema::SchemaText>& out) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) throw Error(ErrorKind::kSchema, folder.string(), "no such folder; give the folder of schemas in BANTHUEK_SCHEMAS");
  for (const fs::directory_entry& entry : entries) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".toml" && extension != ".tsv") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw Error(ErrorKind::kSchema, entry.path().string(), "cannot be read; check its rights");
    out.push_back({part + entry.path().filename().string(), text.str()});
  }
}

}  // namespace

std::vector<schema::SchemaText> read_schema_texts(const fs::path& folder) {
  std::vector<schema::SchemaText> out;
  add_files(folder / "layouts", "layouts/", out);
  add_files(folder / "vocabularies", "vocabularies/", out);
  if (fs::exists(folder / "records")) add_files(folder / "records", "records/", out);
  if (const char* own = std::getenv("BANTHUEK_RECORDS"); own && *own) {
    std::vector<schema::SchemaText> kinds;
    add_files(own, "records/", kinds);
    for (schema::SchemaText& kind : kinds) {
      std::erase_if(out, [&](const schema::SchemaText& shipped) { return shipped.file == kind.file; });
      out.push_back(std::move(kind));
    }
  }
  std::sort(out.begin(), out.end(), [](const schema::SchemaText& a, const schema::SchemaText& b) { return a.file < b.file; });
  return out;
}

schema::Schemas load_checked(std::span<const schema::SchemaText> texts) {
  schema::Schemas out = load_schemas(texts);
  document::check_kinds(out);
  return out;
}

schema::Schemas load_schemas_from(const fs::path& folder) { return load_checked(read_schema_texts(folder)); }

std::vector<schema::RecordKind> load_record_kinds() {
  std::vector<schema::SchemaText> texts = read_schema_texts(schemas_folder());
  std::erase_if(texts, [](const schema::SchemaText& text) { return !text.file.starts_with("records/"); });
  return load_schemas(texts).records;
}

schema::Schemas load_schemas() { return load_schemas_from(schemas_folder()); }

}  // namespace banthuek::base
