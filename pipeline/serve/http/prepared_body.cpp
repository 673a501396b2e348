#include "pipeline/serve/http/prepared_body.h"

#include <unistd.h>

#include <string>

#include "extractors/types/error.h"
#include "pipeline/base/temporary_file.h"

namespace banthuek::serve::http {

PreparedBody::PreparedBody() : file_(std::make_shared<base::Descriptor>(base::make_temporary("for what is sent"))) {}

void PreparedBody::add(std::string_view piece) {
  while (!piece.empty()) {
    const ssize_t n = ::write(file_->get(), piece.data(), piece.size());
    if (n <= 0) throw Error(ErrorKind::kDisk, "", "what is sent does not fit into the temporary folder; make room or set TMPDIR");
    piece.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::function<void(const Write&)> PreparedBody::stream() const {
  return [file = file_](const Write& write) {
    std::string piece(65536, '\0');
    ::lseek(file->get(), 0, SEEK_SET);
    for (ssize_t n; (n = ::read(file->get(), piece.data(), piece.size())) > 0;)
      if (!write(std::string_view(piece.data(), static_cast<std::size_t>(n)))) return;
  };
}

}  // namespace banthuek::serve::http
