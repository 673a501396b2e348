// A ZIP file written piece by piece, its members stored as they are: pictures and PDFs do not get smaller. APPNOTE 6.3.9 without ZIP64: at most 4 GB.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::serve::bundle {

class ZipWriter {
 public:
  explicit ZipWriter(std::function<void(std::string_view)> sink) : sink_(std::move(sink)) {}
  // Names are UTF-8, of this program's making. Throws Error{kTooLarge} past 4 GB.
  void add(const std::string& name, std::string_view bytes);
  void finish();

 private:
  void put(const std::string& bytes);
  std::function<void(std::string_view)> sink_;
  std::uint64_t written_ = 0;
  std::string central_;
  unsigned members_ = 0;
};

}  // namespace banthuek::serve::bundle
