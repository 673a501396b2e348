// What a Store holds; shared by the files that implement it (store.cpp, page_cache.cpp). Internal.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/database/database.h"

namespace banthuek::store {

struct StoreState {
  database::Database db;
  std::string who;
  std::function<std::string()> clock;

  StoreState(const std::filesystem::path& file, database::Access access, std::string who_);
};

}  // namespace banthuek::store
