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

class ConversionQueue {
 public:
  explicit ConversionQueue(std::chrono::milliseconds limit) : limit_(limit) {}

  void add(ArrivedFile file, base::Descriptor document, ContainerJob* archive);
  // Whether that content is on its way already: then `place` is kept as another place of it, and the archive that it is a member of, if any,
  // stays open until the content is stored.
  bool add_twin(const std::string& sha256, const std::string& place, ContainerJob* archive);

  struct Ready {
    ArrivedFile file;
    std::vector<std::string> duplicates;
    ContainerJob* archive = nullptr;      // that it is a member of
    std::vector<ContainerJob*> archives;  // that duplicates are members of
    base::Descriptor pdf;
    std::optional<Error> failure;  // instead of the PDF
  };
  // Begins the next conversion where none runs, and gives one that has ended. Does not wait.
  std::optional<Ready> next();

  std::size_t size() const { return waiting_.size(); }
  std::vector<std::string> places() const;  // duplicates among them

 private:
  struct Waiting {
    ArrivedFile file;
    base::Descriptor document;
    ContainerJob* archive = nullptr;
    std::vector<std::string> duplicates;
    std::vector<ContainerJob*> archives;                // of the duplicates
    std::unique_ptr<LibreofficeConversion> conversion;  // of the first
  };
  std::chrono::milliseconds limit_;
  std::deque<Waiting> waiting_;
};

}  // namespace banthuek::ingest
