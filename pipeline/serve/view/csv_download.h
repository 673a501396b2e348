// A list as a CSV file to take away.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::view {

class CsvDownload {
 public:
  explicit CsvDownload(std::string_view file_name);

  // The first row holds the headings. Every cell is quoted, and none runs as a formula.
  void add(const std::vector<std::string>& cells);
  http::Response take() { return std::move(response_); }

 private:
  http::Response response_;
};

}  // namespace banthuek::serve::view
