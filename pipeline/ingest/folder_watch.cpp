#include "pipeline/ingest/folder_watch.h"

#include <sys/stat.h>

namespace banthuek::ingest {

bool Watched::settled(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return false;  // gone again
  const long long time = info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec;
  Look& look = looks_[path];
  if (look.size != info.st_size || look.time != time) {
    look = {info.st_size, time, false};
    return false;
  }
  if (look.taken) return false;
  return look.taken = true;
}

}  // namespace banthuek::ingest
