// Passwords, random tokens and their comparison: libsodium, wrapped once.
//
// Passwords are stored as Argon2id strings (hash_cost.h: 64 MiB, a few tens of milliseconds), one at a time. Tokens are 32
// random bytes in URL-safe base64. Safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/serve/access/hash_cost.h"

namespace banthuek::serve::access {

std::string hash_password(std::string_view password, HashCost cost = hash_cost());  // throws Error{kMemory} where 64 MiB cannot be had
bool password_fits(std::string_view hash, std::string_view password);
// As long a work as password_fits, for names that do not exist, so that time does not tell which do.
void pretend_password_check(std::string_view password);

std::string random_token();
std::string keyed_hash(std::string_view key, std::string_view text);  // 32 bytes of BLAKE2b, URL-safe base64
std::string plain_hash(std::string_view text);                        // the same without key: for ETags
bool same_secret(std::string_view a, std::string_view b);             // in constant time

}  // namespace banthuek::serve::access
