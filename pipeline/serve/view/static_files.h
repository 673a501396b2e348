// Styles, scripts and fonts under /static/: a closed list read once, with ETags.
//
// Own files lie in tools/web/static; OpenSeadragon, uPlot and the fonts in tools/web/node_modules, where `tools/setup desk`
// puts them. Without those the desk works too: plain pictures, tables instead of charts, the system's Thai fonts.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::view {

class StaticFiles {
 public:
  explicit StaticFiles(const std::filesystem::path& web);
  bool has(std::string_view name) const { return files_.find(name) != files_.end(); }
  std::string version() const { return version_; }  // changes when any file does
  // The file of a path below /static/, 304 where the visitor has it, 404.
  http::Response answer(const http::Request& request) const;

 private:
  struct File {
    std::string bytes, type, etag;
  };
  std::map<std::string, File, std::less<>> files_;
  std::string version_;
};

}  // namespace banthuek::serve::view
