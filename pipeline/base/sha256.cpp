#include "pipeline/base/sha256.h"

#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <vector>

#include "extractors/types/error.h"
#include "pipeline/base/hex.h"

namespace banthuek::base {
namespace {

constexpr std::size_t kChunk = 1 << 18;  // bytes read at once

// Fetched once: EVP_sha256() looks the method up for each hash, which takes longer than the hash of a short text.
const EVP_MD* sha256_method() {
  static const EVP_MD* const kFetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kFetched ? kFetched : EVP_sha256();
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context_.get(), sha256_method(), nullptr); }

Sha256& Sha256::add(std::span<const std::byte> part) {
  EVP_DigestUpdate(context_.get(), part.data(), part.size());
  return *this;
}

Sha256& Sha256::add(std::string_view part) { return add(std::as_bytes(std::span(part.data(), part.size()))); }

std::string Sha256::hex() {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned int count = 0;
  EVP_DigestFinal_ex(context_.get(), bytes, &count);
  std::string out;
  append_hex(out, {reinterpret_cast<const char*>(bytes), count});
  return out;
}

Digest& Digest::add(std::string_view piece) {
  const std::uint64_t length = piece.size();
  hash_.add(piece).add(std::as_bytes(std::span(&length, 1)));
  return *this;
}

std::string sha256_hex(std::string_view bytes) { return Sha256().add(bytes).hex(); }

FileContent content_of(int descriptor, const std::string& where) {
  Sha256 hash;
  std::vector<std::byte> buffer(kChunk);
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

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::kDisk, path.string(), "cannot be read; check that it is there and may be read");
  Sha256 hash;
  std::vector<char> buffer(kChunk);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0)
    hash.add(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
  return hash.hex();
}

}  // namespace banthuek::base
