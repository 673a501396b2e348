// Says something to another server, once: the only way in which the desk speaks to anything but its visitors.
//
// The address comes from whoever starts the program, never from a visitor. Encrypted with the certificate checked, or on this machine; no redirect is
// followed, no proxy of the environment is asked, and the whole takes twenty seconds at most, however slowly the other end talks.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::http {

// Throws Error(kUsage) where `address` is none that may be posted to: https://HOST[:PORT][/PATH], or http:// of this machine; without user or
// password, fragment, blanks.
void check_post_address(std::string_view address);

// Posts JSON and gives the status of the answer, whose body is not read; 0 where there was none. Throws Error(kUsage) as check_post_address.
int post_json(const std::string& address, const std::string& json);

}  // namespace banthuek::serve::http
