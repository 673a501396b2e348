#include "pipeline/ingest/container_job.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "pipeline/source/container.h"

namespace banthuek::ingest {

bool is_archive(int descriptor) {
  std::array<std::byte, 4096> head{};
  const ssize_t n = pread(descriptor, head.data(), head.size(), 0);
  if (n <= 0) return false;
  const source::ContainerKind kind = source::archive_kind(std::span(head.data(), static_cast<std::size_t>(n)));
  return kind != source::ContainerKind::kNone && kind != source::ContainerKind::kOffice;
}

process::Json ContainerJob::task() const { return {{"do", "unpack"}, {"file", id}, {"name", file.place}, {"index", index}}; }

void ContainerJob::broke(process::TaskResult ending, const std::string& detail) {
  under_way = false;
  if (!second_try) {
    second_try = true;
    return;
  }
  failure = FileFailure{ErrorKind::kInternal, ending, reason_of(ending) + " (" + detail + ")"};
  ended = true;
}

void ContainerJob::failed_with(const Error& error) {
  under_way = false;
  failure = FileFailure{error.kind, process::TaskResult::kError, error.message};
  ended = true;
}

store::LedgerEntry ContainerJob::entry() const {
  store::LedgerEntry out;
  out.path = file.place, out.sha256 = file.sha256;
  if (!failure && members > 0 && failed == members && failed_alike) {
    out.outcome = *failed_alike;
    out.message = fmt::format("{}: none of its {} members could be read; their own rows say why", file.place, members);
  } else if (failure && members == 0) {
    out.outcome = outcome_of_failure(*failure);
    out.message = file.place + ": " + failure->message;
  } else if (failure) {
    out.outcome = store::Outcome::kPartlyRead;
    out.message = fmt::format("{}: breaks off after {} members: {}", file.place, members, failure->message);
  } else if (failed > 0) {
    out.outcome = store::Outcome::kPartlyRead;
    out.message = fmt::format("{}: {} of {} members failed; their own rows say why", file.place, failed, members);
  }
  return out;
}

ArrivedFile member_file(const ContainerJob& archive, const std::string& name) {
  ArrivedFile out;
  // The worker made it a place already; one that was taken over may have not, and must not write to the terminal.
  out.place = archive.file.place + "!" + name;
  std::replace_if(
      out.place.begin(), out.place.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  return out;
}

}  // namespace banthuek::ingest
