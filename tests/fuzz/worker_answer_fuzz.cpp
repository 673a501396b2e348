// What a worker that a file took over may send: the bytes on its socket, put together to messages, taken as answers to every step of a file.
//
// The first byte says into what pieces the rest is cut. Whole messages whose length lies would hardly come about by chance, so a second
// pass takes the rest as the JSON of an answer, right in its frame.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/ingest/file_job.h"
#include "pipeline/process/message.h"
#include "pipeline/process/worker.h"

namespace {

using namespace banthuek;

class Kept : public ingest::PageKeeper {
 public:
  bool has(const std::string& key) override { return pages_.contains(key) && !pages_.at(key).empty(); }
  void put(const std::string& key, std::string_view bytes) override { pages_[key] = bytes; }
  std::optional<std::string> get(const std::string& key) override { return pages_.at(key); }

 private:
  std::map<std::string, std::string> pages_;
};

void take_as_answers(const process::Message& message) {
  const process::Json& body = message.body;
  if (body.is_object() && body.contains("error")) {
    try {
      process::error_from_json(body["error"]);
    } catch (const process::Json::exception&) {  // the pool takes it for a crash
    }
  }
  for (const char* honest : {R"({"pages": 2, "kind": "PDF"})", ""}) {
    Kept kept;
    ingest::FileJob job(1, "a.pdf", std::string(64, 'a'), {}, kept);
    // An honest opening first, so that the answer meets the later steps too.
    if (*honest) job.answered(*job.next(), process::Json::parse(honest));
    for (int i = 0; i < 12 && !job.finished(); ++i) {
      std::optional<ingest::Step> step = job.next();
      while (step && !job.finished()) step = job.answered(*step, body, message.bytes);
    }
    job.findings();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece = 1 + data[0];
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  process::MessageReader reader;
  try {
    for (std::size_t at = 0; at < rest.size(); at += piece) {
      const std::string_view part = rest.substr(at, piece);
      reader.feed(part.data(), part.size());
      while (std::optional<process::Message> message = reader.next()) take_as_answers(*message);
    }
  } catch (const Error&) {  // no message: the worker is ended
  }
  process::MessageReader framed;
  // The rest up to a NUL is the text, what follows is beside it.
  const std::string_view text = rest.substr(0, rest.find('\0')), beside = rest.substr(std::min(rest.size(), text.size() + 1));
  const std::uint32_t header[3] = {process::kMessageMagic, static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(beside.size())};
  framed.feed(reinterpret_cast<const char*>(header), sizeof header);
  framed.feed(text.data(), text.size());
  framed.feed(beside.data(), beside.size());
  try {
    if (std::optional<process::Message> message = framed.next()) take_as_answers(*message);
  } catch (const Error&) {
  }
  return 0;
}
