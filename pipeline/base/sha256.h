// SHA-256 (OpenSSL, wrapped once): what a file, a picture, a setting or a change is known by. 64 lower-case hexadecimal digits.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace banthuek::base {

// Takes parts one after the other; ("ab", "c") and ("a", "bc") are the same bytes.
class Sha256 {
 public:
  Sha256();
  Sha256& add(std::span<const std::byte> part);
  Sha256& add(std::string_view part);
  std::string hex();  // once, at the end

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// Over values: each is followed by its length, so that ("ab", "c") and ("a", "bc") differ.
class Digest {
 public:
  Digest& add(std::string_view piece);
  std::string hex() { return hash_.hex(); }  // once, at the end

 private:
  Sha256 hash_;
};

std::string sha256_hex(std::string_view bytes);

struct FileContent {
  std::string sha256;
  long long bytes = 0;
};

// Of an open regular file from its beginning; its position stays where it is. Throws Error(kUnreadable) with `where`.
FileContent content_of(int descriptor, const std::string& where);

// Of a file of the program's own. Throws Error(kDisk) where it cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace banthuek::base
