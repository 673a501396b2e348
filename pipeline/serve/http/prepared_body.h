// A body made whole before its first byte is sent: what cannot be made is said, not cut off. It may be too large for memory.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "pipeline/base/descriptor.h"
#include "pipeline/serve/http/http.h"

namespace banthuek::serve::http {

class PreparedBody {
 public:
  PreparedBody();  // throws Error(kDisk) where no temporary file can be made, as add does where it is full

  void add(std::string_view piece);

  // Response::stream of what was added; it goes as long as the response does, from the beginning at each call.
  std::function<void(const Write&)> stream() const;

 private:
  std::shared_ptr<base::Descriptor> file_;
};

}  // namespace banthuek::serve::http
