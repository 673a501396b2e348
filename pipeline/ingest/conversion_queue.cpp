#include "pipeline/ingest/conversion_queue.h"

namespace banthuek::ingest {

void ConversionQueue::add(ArrivedFile file, base::Descriptor document, ContainerJob* archive) {
  waiting_.push_back({std::move(file), std::move(document), archive, {}, {}, nullptr});
}

bool ConversionQueue::add_twin(const std::string& sha256, const std::string& place, ContainerJob* archive) {
  for (Waiting& other : waiting_)
    if (other.file.sha256 == sha256) {
      other.duplicates.push_back(place);
      if (archive) ++archive->open_members, other.archives.push_back(archive);
      return true;
    }
  return false;
}

std::optional<ConversionQueue::Ready> ConversionQueue::next() {
  if (waiting_.empty()) return std::nullopt;
  Waiting& first = waiting_.front();
  std::optional<Error> failure;
  base::Descriptor pdf;
  try {
    if (!first.conversion) {
      const std::optional<std::string> office = find_office();
      if (!office) throw Error(ErrorKind::kUnsupported, "", "LibreOffice is gone; install it with `tools/setup office`");
      first.conversion = std::make_unique<LibreofficeConversion>(first.document.get(), *office, limit_);
      return std::nullopt;
    }
    if (!first.conversion->ended()) return std::nullopt;
    pdf = first.conversion->pdf();
    failure = fault_of(first.file.stamp, first.document.get());
  } catch (const Error& e) {
    if (e.kind == ErrorKind::kDisk) throw;
    failure = e;
  }
  Ready out{std::move(first.file), std::move(first.duplicates), first.archive, std::move(first.archives), std::move(pdf), std::move(failure)};
  waiting_.pop_front();
  return out;
}

std::vector<std::string> ConversionQueue::places() const {
  std::vector<std::string> out;
  for (const Waiting& file : waiting_) {
    out.push_back(file.file.place);
    out.insert(out.end(), file.duplicates.begin(), file.duplicates.end());
  }
  return out;
}

}  // namespace banthuek::ingest
