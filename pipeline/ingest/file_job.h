// One file on its way through the workers: which step comes next, and what is known when none is left.
//
// open -> for each page: prepare (layer or picture, and its hash) -> read (unless that picture was read before)
//      -> all pages handed to one worker -> extract
//
// A FileJob starts no process and writes no database: the driver asks for steps, hands them to workers, and tells how each
// ended, so that every course of events is tested without a process. A page that killed its worker is tried once more alone;
// killed again, it is lost: the file keeps its other pages, with a finding. Pages as read live in the cache only, so a file
// of thousands of pages needs little memory here, and nothing read is lost when the coordinator dies.
//
// Pages are bytes here (store/page_cache.h), which only the worker that extracts parses. Where it says that some are no page, they are looked at
// here, as it may lie; then that page is read once more, alone, and lost where it is no page again. One thread.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/error.h"
#include "extractors/types/record.h"
#include "pipeline/process/pool.h"
#include "pipeline/store/stored.h"

namespace banthuek::ingest {

// Where pages as read are kept between steps and between runs (the table page_cache; a map in tests). The key of a page read
// from a picture is made of its file's SHA-256 and the picture's; of one taken from a text layer, of its file's and its number.
// The keeper adds model and settings: pages read otherwise are not found, so they are read again.
class PageKeeper {
 public:
  virtual ~PageKeeper() = default;
  virtual bool has(const std::string& key) = 0;  // bytes, whatever they are, but not none
  virtual void put(const std::string& key, std::string_view bytes) = 0;
  virtual std::optional<std::string> get(const std::string& key) = 0;
};

enum class StepKind { kOpen, kPrepare, kRead, kTake, kExtract };

struct Step {
  StepKind what = StepKind::kOpen;
  int page = 0;            // from 1; of kPrepare and kRead
  bool alone = false;      // while no other worker works
  process::Json task;      // what the worker gets
  std::string bytes = {};  // and beside it
};

// A page that could not be read, and why.
struct LostPage {
  int page = 0;
  ErrorKind kind = ErrorKind::kInternal;
  process::TaskResult ending = process::TaskResult::kError;
  std::string reason;
};

// Something that keeps a whole file from being read.
struct FileFailure {
  ErrorKind kind = ErrorKind::kInternal;
  process::TaskResult ending = process::TaskResult::kError;
  std::string message;
};

struct FileJobSettings {
  int most_pages = 20'000;             // of one file; a worker that claims more lies
  int most_lost_pages = 10;            // after so many, the rest of the file is given up
  std::vector<std::string> passwords;  // for what is encrypted, tried in order
};

class FileJob {
 public:
  // `place` is for messages; `sha256` of the bytes.
  FileJob(long id, std::string place, std::string sha256, FileJobSettings settings, PageKeeper& pages);

  // The next step that any worker may take now; nothing while others of this file are under way, or when it is finished.
  std::optional<Step> next();

  // What the worker that took `step` gave; the step that same worker is to take at once, if any.
  std::optional<Step> answered(const Step& step, const process::Json& body, std::string_view bytes = {});
  void failed(const Step& step, const Error& error);                                    // the task threw
  void broke(const Step& step, process::TaskResult ending, const std::string& detail);  // it killed its worker

  long id() const { return id_; }
  const std::string& place() const { return place_; }
  bool finished() const;

  int pages() const { return pages_; }
  const std::string& kind() const { return kind_; }
  int pages_read() const;
  int pages_from_cache() const { return static_cast<int>(from_cache_.size()); }
  // Key in the keeper of each page, "" where lost; the first is page 1.
  const std::vector<std::string>& keys() const { return keys_; }
  // "" for a page that was a text layer: only pages of pictures name the model that read them.
  const std::string& picture(int page) const { return pictures_[static_cast<std::size_t>(page - 1)]; }
  const std::vector<LostPage>& lost() const { return lost_; }
  const std::optional<FileFailure>& failure() const { return failure_; }
  const std::vector<Document>& documents() const { return documents_; }
  // Of the pages that were read, in order; without reading.
  const std::vector<store::StoredPage>& rows() const { return rows_; }

  // One finding for each lost page.
  std::vector<Finding> findings() const;

 private:
  enum class Stage { kToOpen, kReading, kToExtract, kFinished };
  Step step(StepKind what, int page, bool alone) const;
  std::optional<Step> take();
  void lose(int page, LostPage lost);
  void page_done();
  bool has(const std::string& key) { return !unreadable_.contains(key) && keeper_.has(key); }
  bool keep(int page, const std::string& key, std::string_view bytes);
  void take_from_cache(int page, const std::string& key);
  bool read_again(const std::vector<int>& pages);

  long id_;
  std::string place_, sha256_;
  FileJobSettings settings_;
  PageKeeper& keeper_;
  Stage stage_ = Stage::kToOpen;
  std::string kind_;
  int pages_ = 0, handed_ = 0, settled_ = 0, taken_ = 0;
  bool under_way_ = false;   // open or extract is with a worker
  bool second_try_ = false;  // of open or extract
  std::set<int> tried_;      // pages that broke a worker once
  std::deque<int> alone_;    // pages to try once more
  std::vector<std::string> keys_, pictures_;
  std::set<int> from_cache_;          // pages whose bytes were there before
  std::set<std::string> unreadable_;  // keys whose bytes are no page
  std::vector<store::StoredPage> rows_;
  std::vector<LostPage> lost_;
  std::optional<FileFailure> failure_;
  std::vector<Document> documents_;
};

// What the user is told of an TaskResult.
std::string reason_of(process::TaskResult ending);

}  // namespace banthuek::ingest
