// Who asked a proxy, by what it says: X-Forwarded-For and -Proto, or Forwarded (RFC 7239).
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve::http {

struct Visitor {
  std::string address;  // empty: the proxies do not say
  bool https = false;
};

// Each proxy adds who asked it: from the end, the first that `is_proxy` does not know is the visitor, and what stands before it anybody may have
// written. A proxy adds to one kind of header and passes the other on as it came: where both are there and name different visitors, neither is
// believed. `headers` have names in lower case.
Visitor visitor_of(const Pairs& headers, const std::function<bool(const std::string& address)>& is_proxy);

}  // namespace banthuek::serve::http
