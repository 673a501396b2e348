// The evidence as a ZIP that opens without a network and verifies (check.h).
//
//   index.html, style.css      what is proved, for people
//   report.pdf                 the same to print; left out where the machine has no Thai font
//   pictures/001.jpg           cut out of the pages
//   files/KEY-NAME             the source files that are still there and unchanged
//   proofs/KEY.json            the Merkle proof of each document (head.h)
//   items.json                 what is proved, for machines: each value with its document, always with its text as read
//   check_bundle.py            checks all of it with Python alone
//   manifest.json              name, size and SHA-256 of each of them; the database's head
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

#include "pipeline/serve/bundle/evidence.h"

namespace banthuek::serve::bundle {

// Gives the signature of a text (base/signing.h).
using Signer = std::function<std::string(std::string_view text)>;

// `web`: the folder with bundle/ (style and script). With `sign` the manifest is signed, which fixes every other file: only that tells a report, a
// page or a picture that was changed by somebody who then wrote the manifest anew.
void evidence_zip(const Evidence& evidence, const view::Pages& pages, const std::filesystem::path& web,
                  const std::function<void(std::string_view)>& sink, const Signer& sign = {});

// A name for the file: "banthuek-evidence-20261128.zip".
std::string bundle_name(const Evidence& evidence, const char* ending);

}  // namespace banthuek::serve::bundle
