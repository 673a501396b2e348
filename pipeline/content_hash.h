// SHA-256 of contents: what a file, a picture or a setting is known by. Lower-case hexadecimal, 64 digits.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace banthuek {

std::string sha256_of(std::string_view text);

// Takes parts one after the other.
class ContentHash {
 public:
  ContentHash();
  ~ContentHash();
  ContentHash(const ContentHash&) = delete;
  ContentHash& operator=(const ContentHash&) = delete;
  void add(std::span<const std::byte> part);
  void add(std::string_view part);
  std::string hex();  // once, at the end

 private:
  void* context_;
};

struct FileContent {
  std::string sha256;
  long long bytes = 0;
};

// Of an open regular file from its beginning; its position stays where it is. Throws Error(kUnreadable) with `where`.
FileContent content_of(int descriptor, const std::string& where);

}  // namespace banthuek
