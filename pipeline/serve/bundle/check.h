// Whether a bundle (evidence_zip.h) is what was handed out: every file by its hash, every document by its proof, every value by its document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/store/head.h"

namespace banthuek::serve::bundle {

// Told in the manifest. Of kind 1, items.json gives a value in the place of its text as read where people read the same.
inline constexpr int kBundleKind = 2;
inline constexpr const char* kSignatureName = "manifest.sig";

struct CheckedBundle {
  std::vector<std::string> faults;     // a sentence each; empty where all holds
  std::string title, made_at, sha256;  // sha256: of the whole file
  store::Head head;
  std::string manifest, signature;  // the text that is signed; the signature, empty where there is none
  std::size_t files = 0, documents = 0, values = 0;
};

// Whether a value belongs to a subject, which is all of its document where it names no field.
inline bool is_of(std::string_view field, std::string_view subject) {
  return subject.empty() || field == subject || (field.starts_with(subject) && field[subject.size()] == '/');
}

// Whether the file is one: a ZIP. Throws Error{kUsage} where it cannot be opened.
bool is_bundle(const std::string& path);
// Throws Error{kUsage} for what is no bundle.
CheckedBundle check_bundle(const std::string& path);

}  // namespace banthuek::serve::bundle
