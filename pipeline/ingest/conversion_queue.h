// Office documents on their way to being PDFs: one at a time is with LibreOffice, the others wait. One thread.
#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/ingest/container_job.h"
#include "pipeline/ingest/libreoffice.h"

namespace banthuek::ingest {

class OfficeQueue {
 public:
  explicit OfficeQueue(std::chrono::milliseconds limit) : limit_(limit) {}

  void add(ArrivedFile file, base::Descriptor document, ArchiveJob* archive);
  // Whether that content is on its way already: then `place` is kept as another place of it.
  bool add_twin(const std::string& sha256, const std::string& place);

  struct Ready {
    ArrivedFile file;
    std::vector<std::string> twins;
    ArchiveJob* archive = nullptr;  // that it is a member of
    base::Descriptor pdf;
    std::optional<Error> failure;  // instead of the PDF
  };
  // Begins the next conversion where none runs, and gives one that has ended. Does not wait.
  std::optional<Ready> next();

  std::size_t size() const { return waiting_.size(); }
  std::vector<std::string> places() const;  // twins among them

 private:
  struct Waiting {
    ArrivedFile file;
    base::Descriptor document;
    ArchiveJob* archive = nullptr;
    std::vector<std::string> twins;
    std::unique_ptr<OfficeConversion> conversion;  // of the first
  };
  std::chrono::milliseconds limit_;
  std::deque<Waiting> waiting_;
};

}  // namespace banthuek::ingest
