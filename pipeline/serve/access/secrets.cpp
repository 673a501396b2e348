#include "pipeline/serve/access/secrets.h"

#include <sodium.h>

#include <array>
#include <mutex>

#include "extractors/types/error.h"

namespace banthuek::serve::access {
namespace {

void ready() {
  static const int state = sodium_init();
  if (state < 0) throw Error(ErrorKind::kInternal, "", "libsodium cannot start; is /dev/urandom there?");
}

// Each takes 64 MiB: thirty at once would be what the rest of the desk has.
std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

std::string base64(const unsigned char* bytes, std::size_t size) {
  std::string out(sodium_base64_encoded_len(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.resize(out.find('\0') == std::string::npos ? out.size() : out.find('\0'));
  return out;
}

}  // namespace

std::string hash_password(std::string_view password, HashCost cost) {
  ready();
  const std::lock_guard one(one_at_a_time());
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost.passes, cost.bytes) != 0)
    throw Error(ErrorKind::kMemory, "", "no memory to hash a password (64 MiB needed); close other programs");
  return out.data();
}

bool password_fits(std::string_view hash, std::string_view password) {
  ready();
  const std::lock_guard one(one_at_a_time());
  const std::string text(hash);
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

void pretend_password_check(std::string_view password) {
  static const std::string hash = hash_password("nobody has this password");
  password_fits(hash, password);
}

std::string random_token() {
  ready();
  std::array<unsigned char, 32> bytes;
  randombytes_buf(bytes.data(), bytes.size());
  return base64(bytes.data(), bytes.size());
}

std::string keyed_hash(std::string_view key, std::string_view text) {
  ready();
  std::array<unsigned char, 32> out;
  const std::size_t length = std::min<std::size_t>(key.size(), crypto_generichash_KEYBYTES_MAX);
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     length ? reinterpret_cast<const unsigned char*>(key.data()) : nullptr, length);
  return base64(out.data(), out.size());
}

std::string plain_hash(std::string_view text) { return keyed_hash("", text); }

bool same_secret(std::string_view a, std::string_view b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

}  // namespace banthuek::serve::access
