#include "pipeline/store/digest.h"

#include <openssl/evp.h>

#include <cstdint>
#include <cstring>

namespace banthuek {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

}  // namespace

void Digest::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Digest::Digest() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr); }

Digest& Digest::add(std::string_view piece) {
  const std::uint64_t length = piece.size();
  EVP_DigestUpdate(context_.get(), piece.data(), piece.size());
  EVP_DigestUpdate(context_.get(), &length, sizeof length);
  return *this;
}

std::string Digest::hex() {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int count = 0;
  EVP_DigestFinal_ex(context_.get(), bytes, &count);
  return hexadecimal(bytes, count);
}

std::string sha256_hex(std::string_view bytes) {
  unsigned char out[EVP_MAX_MD_SIZE];
  unsigned int count = 0;
  EVP_Digest(bytes.data(), bytes.size(), out, &count, EVP_sha256(), nullptr);
  return hexadecimal(out, count);
}

}  // namespace banthuek
