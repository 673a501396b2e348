// What a Store holds; shared by the files that implement it (store.cpp, store_pages.cpp). Internal.
#pragma once

#include "pipeline/store/store.h"

namespace banthuek {

struct Store::State {
  Database db;
  std::string who;
  Clock clock;

  State(const std::filesystem::path& file, Access access, std::string who_);
};

}  // namespace banthuek
