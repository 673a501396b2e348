#include "tests/samples/sample.h"

#include <fcntl.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>

#include "extractors/types/document_codec.h"
#include "pipeline/ingest/page_batch.h"
#include "pipeline/ingest/page_worker.h"
#include "pipeline/process/worker.h"
#include "pipeline/store/page_cache.h"
#include "tests/source_dir.h"

namespace banthuek::test {
namespace {

namespace fs = std::filesystem;

std::vector<Input> find_inputs() {
  std::vector<Input> out;
  for (const auto& folder : fs::directory_iterator(test::source_dir() / "samples")) {
    if (!folder.is_directory()) continue;
    for (const auto& file : fs::directory_iterator(folder)) {
      const std::string name = file.path().stem().string();
      if (name == "born-digital" || name.starts_with("scan-") || name.starts_with("layer-"))
        out.push_back({folder.path().filename().string(), name, file.path()});
    }
  }
  std::sort(out.begin(), out.end(), [](const Input& a, const Input& b) { return std::tie(a.sample, a.name) < std::tie(b.sample, b.name); });
  return out;
}

// A worker of this process: what it keeps open goes by the number of the file.
class Reader {
 public:
  Reader() { worker_->set_up(process::Json::object()); }

  Result read(const Input& input) {
    ++file_;
    Result result;
    const int pages = ask("open", input).body.at("pages");
    process::Message take{{{"do", "take"}, {"first", true}}};
    for (int number = 1; number <= pages; ++number) {
      process::Message answer = ask("prepare", input, number);
      if (answer.body.contains("picture")) answer = ask("read", input, number);
      result.pages.push_back(store::page_from_bytes(answer.bytes).value());
      ingest::add_to_batch(take.body, take.bytes, number, answer.bytes);
    }
    worker_->run(std::move(take));
    const process::Json answer = worker_->run({{{"do", "extract"}}}).body;
    for (const process::Json& document : answer.at("documents")) result.documents.push_back(document_from_json(document).value());
    return result;
  }

 private:
  process::Message ask(const char* what, const Input& input, int page = 0) {
    std::vector<base::Descriptor> files;
    files.emplace_back(::open(input.path.c_str(), O_RDONLY | O_CLOEXEC));
    return worker_->run({{{"do", what}, {"file", file_}, {"name", input.name}, {"page", page}}, "", std::move(files)});
  }

  std::unique_ptr<process::TaskHandler> worker_ = ingest::make_page_worker();
  long file_ = 0;
};

}  // namespace

const std::vector<Input>& inputs() {
  static const std::vector<Input> found = find_inputs();
  return found;
}

const Result& result_of(const Input& input) {
  static Reader reader;
  static std::map<std::string, Result> read;
  const auto known = read.find(input.path.string());
  return known != read.end() ? known->second : read.emplace(input.path.string(), reader.read(input)).first->second;
}

const Input& born_digital(const Input& input) {
  for (const Input& other : inputs())
    if (other.sample == input.sample && other.born_digital()) return other;
  throw std::runtime_error("samples/" + input.sample + " has no born-digital.pdf");
}

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace banthuek::test
