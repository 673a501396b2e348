// What a password must be: long enough, and none that everybody tries first. Length comes first (NIST SP 800-63B, 5.1.1.2): no kinds of characters
// are asked for, as they make passwords that people write down. Pure.
#pragma once

#include <string>
#include <string_view>

namespace banthuek::serve::access {

// Why it does not do, with what to try; empty where it does. `name`: of the account.
std::string password_fault(std::string_view password, std::string_view name);

}  // namespace banthuek::serve::access
