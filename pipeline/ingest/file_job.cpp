#include "pipeline/ingest/file_job.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "extractors/types/document_codec.h"
#include "pipeline/ingest/page_batch.h"
#include "pipeline/store/page_cache.h"
#include "pipeline/store/stored_pages.h"

namespace banthuek::ingest {
namespace {

constexpr std::size_t kBatchBytes = 4u << 20;    // of pages' text handed over for extraction in one message
constexpr std::size_t kLargestPage = 16u << 20;  // bytes; a page of a dense table is under 200 kB

}  // namespace

std::string reason_of(process::TaskResult ending) {
  switch (ending) {
    case process::TaskResult::kCrashed:
      return "reading it crashed the reader twice";
    case process::TaskResult::kOutOfMemory:
      return "reading it needs more memory than a worker may have";
    case process::TaskResult::kTimedOut:
      return "reading it takes longer than the limit";
    case process::TaskResult::kRefused:
      return "reading it made the reader try what it may not do";
    case process::TaskResult::kAnswered:
    case process::TaskResult::kError:
      break;
  }
  return "";
}

FileJob::FileJob(long id, std::string place, std::string sha256, FileJobSettings settings, PageKeeper& pages)
    : id_(id), place_(std::move(place)), sha256_(std::move(sha256)), settings_(std::move(settings)), keeper_(pages) {}

bool FileJob::finished() const { return stage_ == Stage::kFinished; }

int FileJob::pages_read() const {
  return static_cast<int>(std::count_if(keys_.begin(), keys_.end(), [](const std::string& k) { return !k.empty(); }));
}

Step FileJob::step(StepKind what, int page, bool alone) const {
  static constexpr const char* kNames[] = {"open", "prepare", "read", "take", "extract"};
  process::Json task{{"do", kNames[static_cast<int>(what)]}, {"file", id_}, {"name", place_}};
  if (page > 0) task["page"] = page;
  if (!settings_.passwords.empty()) task["passwords"] = settings_.passwords;
  return {what, page, alone, std::move(task)};
}

std::optional<Step> FileJob::next() {
  if (under_way_) return std::nullopt;
  switch (stage_) {
    case Stage::kToOpen:
      under_way_ = true;
      return step(StepKind::kOpen, 0, second_try_);
    case Stage::kReading:
      // What layer pages gave is kept under the file's own hash: on a second run they need no worker.
      while (handed_ < pages_ && lost_.size() < static_cast<std::size_t>(settings_.most_lost_pages)) {
        const int page = ++handed_;
        const std::string key = store::layer_key(sha256_, page);
        if (!has(key)) return step(StepKind::kPrepare, page, false);
        take_from_cache(page, key);
        if (stage_ != Stage::kReading) return next();
      }
      if (handed_ < pages_ && lost_.size() >= static_cast<std::size_t>(settings_.most_lost_pages)) {
        const LostPage last = lost_.back();
        while (handed_ < pages_ && stage_ == Stage::kReading)
          lose(++handed_, {0, last.kind, last.ending, "given up after other pages of the file: " + last.reason});
        return next();
      }
      if (!alone_.empty()) {
        const int page = alone_.front();
        alone_.pop_front();
        return step(StepKind::kPrepare, page, true);
      }
      return std::nullopt;
    case Stage::kToExtract:
      under_way_ = true;
      taken_ = 0;
      rows_.clear();
      return take();
    case Stage::kFinished:
      break;
  }
  return std::nullopt;
}

// The next batch of pages for the worker that extracts, or the extraction itself when it has all.
std::optional<Step> FileJob::take() {
  if (taken_ >= pages_) return step(StepKind::kExtract, 0, second_try_);
  Step out = step(StepKind::kTake, 0, second_try_);
  out.task["first"] = taken_ == 0;
  out.task["pages"] = process::Json::array();
  for (std::size_t size = 0; taken_ < pages_ && size < kBatchBytes; ++taken_) {
    if (keys_[taken_].empty()) continue;
    const std::optional<std::string> page = keeper_.get(keys_[taken_]);
    if (!page)
      throw Error(ErrorKind::kDatabase, place_, "a page read before is gone from the page cache; check the disk, then run the same command again");
    size += std::max(page->size(), store::text_size_of(*page));
    add_to_batch(out.task, out.bytes, taken_ + 1, *page);
  }
  return out;
}

void FileJob::page_done() {
  if (++settled_ < pages_) return;
  if (pages_read() > 0) {
    stage_ = Stage::kToExtract;
    second_try_ = false;
    return;
  }
  const LostPage& first = lost_.front();
  failure_ = FileFailure{first.kind, first.ending, fmt::format("page {}: {}", first.page, first.reason)};
  stage_ = Stage::kFinished;
}

void FileJob::lose(int page, LostPage lost) {
  lost.page = page;
  lost_.push_back(std::move(lost));
  page_done();
}

bool FileJob::keep(int page, const std::string& key, std::string_view bytes) {
  if (bytes.empty() || bytes.size() > kLargestPage) return false;
  keeper_.put(key, bytes);
  unreadable_.erase(key);
  keys_[page - 1] = key;
  page_done();
  return true;
}

void FileJob::take_from_cache(int page, const std::string& key) {
  keys_[page - 1] = key;
  from_cache_.insert(page);
  page_done();
}

// The pages whose bytes a worker calls unreadable are on their way again. False where it is wrong of one of them.
bool FileJob::read_again(const std::vector<int>& pages) {
  for (const int page : pages) {
    const std::optional<std::string> bytes = keeper_.get(keys_[page - 1]);
    if (bytes && store::page_from_bytes(*bytes)) return false;
  }
  under_way_ = false;
  stage_ = Stage::kReading;
  for (const int page : pages) {
    --settled_;
    from_cache_.erase(page);
    unreadable_.insert(keys_[page - 1]);
  }
  for (const int page : pages) {
    const std::string key = std::exchange(keys_[page - 1], "");
    if (tried_.insert(page).second) {
      alone_.push_back(page);
      continue;
    }
    keeper_.put(key, "");  // not taken out: another file of the same picture may be under way with this key
    lose(page, {0, ErrorKind::kInternal, process::TaskResult::kCrashed, reason_of(process::TaskResult::kCrashed) + " (its answer makes no sense)"});
  }
  return true;
}

std::optional<Step> FileJob::answered(const Step& asked, const process::Json& body, std::string_view bytes) {
  // What a worker says is not trusted: the file in it may have taken it over.
  const auto nonsense = [&] {
    broke(asked, process::TaskResult::kCrashed, "its answer makes no sense");
    return std::nullopt;
  };
  try {
    switch (asked.what) {
      case StepKind::kOpen: {
        const int pages = body.at("pages");
        if (pages < 1 || pages > settings_.most_pages) return nonsense();
        under_way_ = false;
        pages_ = pages;
        kind_ = body.at("kind");
        keys_.assign(static_cast<std::size_t>(pages), "");
        pictures_.assign(static_cast<std::size_t>(pages), "");
        stage_ = Stage::kReading;
        return std::nullopt;
      }
      case StepKind::kPrepare: {
        if (!body.contains("picture")) {
          if (!keep(asked.page, store::layer_key(sha256_, asked.page), bytes)) return nonsense();
          return std::nullopt;
        }
        const std::string picture = body.at("picture");
        pictures_[asked.page - 1] = picture;
        // Older versions kept pages by their picture alone.
        const std::string own = store::picture_key(sha256_, picture);
        const bool is_own = has(own);
        if (!is_own && !has(picture)) return step(StepKind::kRead, asked.page, asked.alone);
        take_from_cache(asked.page, is_own ? own : picture);
        return std::nullopt;
      }
      case StepKind::kRead: {
        if (!keep(asked.page, store::picture_key(sha256_, pictures_[asked.page - 1]), bytes)) return nonsense();
        return std::nullopt;
      }
      case StepKind::kTake: {
        std::optional<BatchAnswer> batch = batch_answer(asked.task, body, bytes);
        if (!batch) return nonsense();
        if (!batch->unreadable.empty()) return read_again(batch->unreadable) ? std::nullopt : nonsense();
        for (store::StoredPage& row : batch->rows) {
          row.picture_hash = picture(row.page.number);
          rows_.push_back(std::move(row));
        }
        return take();
      }
      case StepKind::kExtract: {
        std::vector<Document> documents;
        for (const process::Json& json : body.at("documents")) {
          std::optional<Document> document = document_from_json(json);
          if (!document || document->first_page < 1 || document->last_page < document->first_page || document->last_page > pages_) return nonsense();
          documents.push_back(std::move(*document));
        }
        documents_ = std::move(documents);
        under_way_ = false;
        stage_ = Stage::kFinished;
        return std::nullopt;
      }
    }
  } catch (const process::Json::exception&) {
    return nonsense();
  }
  return std::nullopt;
}

void FileJob::failed(const Step& asked, const Error& error) {
  if (asked.what == StepKind::kPrepare || asked.what == StepKind::kRead)
    return lose(asked.page, {0, error.kind, process::TaskResult::kError, error.message});
  failure_ = FileFailure{error.kind, process::TaskResult::kError, error.message};
  under_way_ = false;
  stage_ = Stage::kFinished;
}

void FileJob::broke(const Step& asked, process::TaskResult ending, const std::string& detail) {
  const std::string reason = reason_of(ending) + " (" + detail + ")";
  if (asked.what == StepKind::kPrepare || asked.what == StepKind::kRead) {
    if (tried_.insert(asked.page).second) {
      alone_.push_back(asked.page);
      return;
    }
    return lose(asked.page, {0, ErrorKind::kInternal, ending, reason});
  }
  under_way_ = false;
  if (!second_try_) {
    second_try_ = true;
    return;
  }
  failure_ = FileFailure{ErrorKind::kInternal, ending, reason};
  stage_ = Stage::kFinished;
}

std::vector<Finding> FileJob::findings() const {
  std::vector<Finding> out;
  for (const LostPage& lost : lost_) out.push_back({"page_not_read", Severity::kError, lost.page, "", "", lost.reason, ""});
  std::sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) { return a.page < b.page; });
  return out;
}

}  // namespace banthuek::ingest
