// What a Store holds; shared by the files that implement it (store.cpp, page_cache.cpp). Internal.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "pipeline/database/database.h"
#include "pipeline/store/content.h"

namespace banthuek::store {

struct StoreState {
  database::Database db;
  std::string who;
  std::function<std::string()> clock;
  std::unique_ptr<ContentReader> content_reader;  // made when first asked for: it reads the schema, which is then what it will be

  StoreState(const std::filesystem::path& file, database::Access access, std::string who_);
  ContentReader& contents();
};

}  // namespace banthuek::store
