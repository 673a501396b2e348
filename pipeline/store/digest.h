// SHA-256 (OpenSSL, wrapped once): over bytes at once or fed piece by piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace banthuek {

// Feeds pieces; each is followed by its length, so that ("ab", "c") and ("a", "bc") differ.
class Digest {
 public:
  Digest();
  Digest& add(std::string_view piece);
  std::string hex();  // 64 lower-case digits; ends the digest

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

// SHA-256 of the bytes alone, 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace banthuek
