// The evidence for what was collected: each value with its picture, place, source and history, and the proof that the database says so.
//
// Times are shown in Thai. Pictures are drawn out of the source files by the workers (page_pictures.h): a file that is gone or changed leaves its
// item without a picture, which is said. Throws Error as the store does.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/casework/casework.h"
#include "pipeline/serve/view/templates.h"
#include "pipeline/store/head.h"
#include "pipeline/store/store.h"

namespace banthuek::serve::view {
class PagePictures;
}  // namespace banthuek::serve::view

namespace banthuek::serve::bundle {

struct EvidenceValue {
  std::string field, label, value, shown, raw, rule;
  double confidence = 0;
  // The text as read, where a person would read another than the value.
  std::string other_raw() const { return raw == value || raw == shown ? "" : raw; }
};

struct EvidenceChange {
  std::string at, who, why, label, before, after;
};

struct EvidenceItem {
  casework::Subject subject;
  std::string label, why, who, at, stood_then;  // stood_then: what was seen when it was collected, where it is another now
  std::string office, year, heading, file, sha256, read_how;
  int page = 0;
  bool gone = false;  // its document is no longer stored
  std::vector<EvidenceValue> values;
  std::vector<EvidenceChange> changes;
  std::string picture;  // a JPEG; empty: `no_picture` says why
  std::string no_picture;
};

struct EvidenceDocument {
  std::string key, sha256, path, file;  // path: where the source file is, empty where it is gone or changed
  int first_page = 0;
  std::string proof;  // JSON, of head.h
};

struct Evidence {
  std::string title, state, assignee, made_at, made_by;
  std::vector<std::pair<std::string, std::string>> notes;  // who and when, and the text
  std::vector<EvidenceItem> items;
  std::vector<EvidenceDocument> documents;
  store::Head head;
  std::size_t faults = 0;  // that verify found in the database
};

// All contents of a database with its head, as of one moment; made once and used while the documents that are asked for are what they were then.
class Snapshot {
 public:
  struct Taken {
    std::vector<store::Content> contents;
    store::Head head;
    std::size_t faults = 0;
  };
  std::shared_ptr<const Taken> of(store::Store& store, const std::vector<std::string>& keys);

 private:
  std::mutex mutex_;
  std::shared_ptr<const Taken> last_;
};

struct EvidenceAsked {
  std::optional<casework::Dossier> dossier;  // else:
  std::vector<casework::Subject> subjects;
  std::string who;
};

Evidence gather(store::Store& store, const EvidenceAsked& asked, const view::Pages& pages, view::PagePictures& pictures, Snapshot& snapshot);

}  // namespace banthuek::serve::bundle
