// Signatures by Ed25519 (RFC 8032; OpenSSL, wrapped once): who holds the secret key can sign, who has the open one can check.
//
// Keys are PEM as `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout` write them, signatures base64, so that a third person checks them
// with openssl alone. Throws Error{kUsage} for what is no such key. Safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::base {

struct KeyPair {
  std::string secret, open;  // PEM
};

KeyPair make_key_pair();

// `where` names the key in messages.
std::string sign(std::string_view secret_key, std::string_view message, const std::string& where);
bool signature_fits(std::string_view open_key, std::string_view message, std::string_view signature, const std::string& where);

}  // namespace banthuek::base
