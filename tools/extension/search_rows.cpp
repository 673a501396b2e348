#include "tools/extension/search_rows.h"

#include <dlfcn.h>

#include <filesystem>
#include <sstream>

#include "pipeline/search/searcher.h"

namespace banthuek {
namespace {

// The vocabulary beside the extension: as built (schemas/ above its folder), or installed (share/banthuek). Without it
// the search knows no abbreviations.
search::SearchVocabulary vocabulary_beside() {
  Dl_info info{};
  if (!dladdr(reinterpret_cast<void*>(&vocabulary_beside), &info) || !info.dli_fname) return {};
  const std::filesystem::path folder = std::filesystem::absolute(info.dli_fname).parent_path();
  for (const char* place : {"../schemas", "../share/banthuek/schemas", "../../share/banthuek/schemas"}) {
    const std::filesystem::path file = folder / place / "vocabularies" / "search.toml";
    if (std::filesystem::exists(file)) return search::read_vocabulary(file);
  }
  return {};
}

}  // namespace

struct SearchRows::State {
  std::string file;
  database::Database db;
  search::Searcher searcher;
  explicit State(const std::string& name) : file(name), db(name, database::Access::kRead), searcher(db, vocabulary_beside()) {}
};

SearchRows::SearchRows() = default;
SearchRows::~SearchRows() = default;

Rows SearchRows::search(const std::string& file, const std::string& query, const std::string& options, std::string& error) {
  Rows rows;
  try {
    if (file.empty()) throw Error(ErrorKind::kUsage, "banthuek_search", "needs a database that is a file; open one of banthuek");
    search::SearchOptions wanted;
    wanted.limit = 1000;
    std::istringstream words(options);
    for (std::string word; words >> word;) {
      if (word == "fuzzy")
        wanted.matching = search::Matching::kFuzzy;
      else if (word == "no_tones")
        wanted.tones = search::Tones::kIgnored;
      else if (word == "no_synonyms")
        wanted.widen = search::Widen::kSpelling;
      else
        throw Error(ErrorKind::kUsage, "banthuek_search", "does not know the option '" + word + "'; there are fuzzy, no_tones and no_synonyms");
    }
    if (!state_ || state_->file != file) state_ = std::make_unique<State>(file);
    for (search::Hit& hit : state_->searcher.search(query, wanted).hits) {
      Row& row = rows.emplace_back();
      row.id = hit.id;
      row.score = hit.score;
      row.distance = hit.distance;
      row.texts[1] = std::move(hit.measure);
      row.texts[2] = std::move(hit.document);
      row.texts[3] = std::move(hit.title);
      row.texts[4] = std::move(hit.office);
      row.texts[5] = std::move(hit.province);
      row.texts[6] = std::move(hit.year);
      row.texts[7] = std::move(hit.status);
      row.texts[8] = std::move(hit.page);
      row.texts[11] = std::move(hit.snippet);
    }
  } catch (const std::exception& e) {
    error = e.what();
    rows.clear();
  }
  return rows;
}

}  // namespace banthuek
