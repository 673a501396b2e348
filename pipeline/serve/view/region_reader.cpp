#include "pipeline/serve/view/region_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/descriptor.h"
#include "pipeline/process/pool.h"
#include "pipeline/process/worker.h"

namespace banthuek::serve::view {
namespace {

constexpr int kMaxWaiting = 4;
constexpr std::size_t kMaxText = 20'000;  // bytes; a value is no longer (correct_value)
constexpr auto kReadLimit = std::chrono::milliseconds(20'000);
constexpr std::size_t kReaderMemory = 600u << 20;

RegionText text_of(const process::Json& answer) {
  RegionText out;
  double least = 1;
  for (const process::Json& line : answer.at("lines")) {
    std::string text = line.at("text");
    while (!text.empty() && text.back() == '\n') text.pop_back();
    if (text.empty()) continue;
    out.text += (out.text.empty() ? "" : "\n") + text;
    least = std::min(least, line.at("confidence").get<double>());
  }
  if (!out.text.empty()) out.confidence = std::clamp(least, 0.0, 1.0);
  if (out.text.size() > kMaxText) throw Error(ErrorKind::kTooLarge, "region", "holds too much text");
  return out;
}

RegionText read_in_cage(const PictureWanted& wanted) {
  const base::Descriptor source(::open(wanted.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!source) throw Error(ErrorKind::kUnreadable, "region", "the source file cannot be opened");
  process::PoolSettings settings;
  settings.jobs = 1;
  settings.arguments = {"picture-worker"};
  settings.settings = {{"reads", true}};
  settings.memory_bytes = kReaderMemory;
  process::Pool pool(settings);
  while (!pool.idle(0)) pool.wait(std::chrono::milliseconds(1000));
  process::Json task = picture_task(wanted);
  task["reads"] = true;
  pool.give(0, task, {source.get()}, kReadLimit);
  for (;;)
    for (const process::Reply& reply : pool.wait(std::chrono::milliseconds(1000))) {
      if (reply.ending == process::TaskResult::kAnswered) return text_of(reply.body);
      throw reply.ending == process::TaskResult::kError ? process::error_from_json(reply.body) : Error(ErrorKind::kTimeout, "region", reply.detail);
    }
}

}  // namespace

std::optional<RegionText> RegionReader::read(const PictureWanted& wanted, Trouble& trouble) {
  {
    const std::lock_guard lock(counting_);
    if (waiting_ >= kMaxWaiting) {
      trouble = Trouble::kBusy;
      return std::nullopt;
    }
    ++waiting_;
  }
  const std::unique_lock turn(reading_);
  std::optional<RegionText> out;
  try {
    out = read_in_cage(wanted);
  } catch (const std::exception& e) {  // what a stranger's file does to its reader is no trouble of the desk's
    std::fprintf(stderr, "banthuek serve: a part of a page: %s\n", e.what());
  }
  trouble = out ? Trouble::kNone : Trouble::kUnreadable;
  const std::lock_guard lock(counting_);
  --waiting_;
  return out;
}

}  // namespace banthuek::serve::view
