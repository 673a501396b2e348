#include "pipeline/content_hash.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "extractors/error.h"

namespace banthuek {

ContentHash::ContentHash() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(context_), EVP_sha256(), nullptr); }
ContentHash::~ContentHash() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(context_)); }

void ContentHash::add(std::span<const std::byte> part) { EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(context_), part.data(), part.size()); }
void ContentHash::add(std::string_view part) { add(std::as_bytes(std::span(part.data(), part.size()))); }

std::string ContentHash::hex() {
  unsigned char digest[32];
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(context_), digest, nullptr);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : digest) {
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
  return out;
}

std::string sha256_of(std::string_view text) {
  ContentHash hash;
  hash.add(text);
  return hash.hex();
}

FileContent content_of(int descriptor, const std::string& where) {
  ContentHash hash;
  std::vector<std::byte> buffer(1 << 18);
  long long at = 0;
  while (true) {
    const ssize_t n = pread(descriptor, buffer.data(), buffer.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      throw Error(ErrorKind::kUnreadable, where,
                  std::string("cannot be read (") + std::strerror(errno) + "); see to the disk, then `ingest --retry`");
    if (n == 0) return {hash.hex(), at};
    hash.add(std::span(buffer.data(), static_cast<std::size_t>(n)));
    at += n;
  }
}

}  // namespace banthuek
