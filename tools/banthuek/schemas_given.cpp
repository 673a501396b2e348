#include "tools/banthuek/schemas_given.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "extractors/schema/schema_load.h"
#include "pipeline/base/schemas_loader.h"

namespace banthuek {

schema::Schemas schemas_given(const std::vector<std::string>& paths) {
  std::filesystem::path folder = base::schemas_folder();
  for (const std::string& path : paths)
    if (std::filesystem::is_directory(path)) folder = path;
  std::vector<schema::SchemaText> texts = base::read_schema_texts(folder);
  for (const std::string& file : paths) {
    if (std::filesystem::is_directory(file)) continue;
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) throw Error(ErrorKind::kSchema, file, "cannot be read; give the name of a file of schemas");
    const std::string name = file.substr(file.rfind('/') + 1);
    std::erase_if(texts, [&](const schema::SchemaText& t) { return t.file == "layouts/" + name || t.file == "records/" + name; });
    texts.push_back({file, text.str()});
  }
  return base::load_checked(texts);
}

}  // namespace banthuek
