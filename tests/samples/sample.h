// The samples of samples/ as tests see them: what is kept of each, and what the program makes of it, in this process.
//
// An input goes through the steps of an import's worker (page_worker.h), without process, cage or database: opened, each page prepared and read,
// all of them extracted. What was read is kept for the life of the process, since several tests look at it. One thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "extractors/types/page.h"
#include "extractors/types/record.h"

namespace banthuek::test {

struct Input {
  std::string sample;  // folder of samples/: "memo-and-measures"
  std::string name;    // file without its ending: "born-digital", "scan-office200", "layer-private-use"
  std::filesystem::path path;

  bool born_digital() const { return name == "born-digital"; }
};

// Every born-digital.pdf, scan-* and layer-* of samples/, by sample and name.
const std::vector<Input>& inputs();

struct Result {
  std::vector<Page> pages;
  std::vector<Document> documents;
};

// Throws what reading throws.
const Result& result_of(const Input& input);

// The born-digital input of the same sample.
const Input& born_digital(const Input& input);

// Text of a file; empty where there is none.
std::string read_text(const std::filesystem::path& path);

}  // namespace banthuek::test
