#include "pipeline/base/signing.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <vector>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace {

constexpr std::size_t kSignature = 64;  // bytes, of Ed25519

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

// OpenSSL would ask at the terminal for a passphrase; no question is ever asked.
int no_passphrase(char*, int, int, void*) { return -1; }

template <typename Read>
Key read_key(std::string_view pem, const std::string& where, const char* kind, Read read) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(read(bio.get(), nullptr, no_passphrase, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
    throw Error(ErrorKind::kUsage, where, std::string("is no ") + kind + " key of Ed25519 without a passphrase; make a pair with: banthuek key NAME");
  return key;
}

Error failed(const char* what) { return Error(ErrorKind::kInternal, "", std::string("OpenSSL cannot ") + what + "; see that its library is whole"); }

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

KeyPair make_key_pair() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
  const Bio secret(BIO_new(BIO_s_mem())), open(BIO_new(BIO_s_mem()));
  if (!key || PEM_write_bio_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1 ||
      PEM_write_bio_PUBKEY(open.get(), key.get()) != 1)
    throw failed("make a key");
  return {text_of(secret.get()), text_of(open.get())};
}

std::string sign(std::string_view secret_key, std::string_view message, const std::string& where) {
  const Key key = read_key(secret_key, where, "secret", PEM_read_bio_PrivateKey);
  const Context context(EVP_MD_CTX_new());
  unsigned char signature[kSignature];
  std::size_t size = sizeof signature;
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), signature, &size, bytes_of(message), message.size()) != 1)
    throw failed("sign");
  std::string out(4 * ((size + 2) / 3) + 1, '\0');
  out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), signature, static_cast<int>(size))));
  return out;
}

bool signature_fits(std::string_view open_key, std::string_view message, std::string_view signature, const std::string& where) {
  const Key key = read_key(open_key, where, "open", PEM_read_bio_PUBKEY);
  if (signature.size() != 4 * ((kSignature + 2) / 3)) return false;
  std::vector<unsigned char> bytes(signature.size());
  if (EVP_DecodeBlock(bytes.data(), bytes_of(signature), static_cast<int>(signature.size())) < static_cast<int>(kSignature)) return false;
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) != 1) throw failed("check a signature");
  return EVP_DigestVerify(context.get(), bytes.data(), kSignature, bytes_of(message), message.size()) == 1;
}

}  // namespace banthuek::base
