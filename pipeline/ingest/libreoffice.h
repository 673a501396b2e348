// Office documents (DOCX, ODT) to PDF through LibreOffice, where it is installed.
//
// LibreOffice needs files, processes and a profile, so the cage of a worker does not fit it. It runs as a process of its own instead, one at
// a time, with less than this user may do: `banthuek convert` (hidden) takes the document as a descriptor and starts LibreOffice, macros off, in a
// cage: limits of time, memory and file size, no_new_privs; by Landlock it reads programs and fonts alone and writes nowhere but in its own folder;
// by seccomp it has what a word processor needs of the kernel and nothing else, no network, no signals; where the kernel lets it, no other process is
// to be seen. A cage that cannot be closed is not entered. It ends with whoever began it, however that ended. What comes out is a PDF of unknown
// origin, which a worker opens like any other.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "extractors/types/error.h"
#include "pipeline/base/descriptor.h"

namespace banthuek::ingest {

// Whether the content is a word processor's document: an ODF text by its mimetype, or a ZIP that holds word/document.xml. Looks at names alone.
bool is_office_text(int descriptor);

// LibreOffice's program: $BANTHUEK_SOFFICE, else `soffice` in PATH; nothing where it is not installed.
std::optional<std::string> find_office();

class LibreofficeConversion {
 public:
  // Starts it. `document` may be closed after. Throws Error(kDisk) where there is no room to work in, kInternal where no process can be started.
  LibreofficeConversion(int document, const std::string& office, std::chrono::milliseconds limit);
  ~LibreofficeConversion();  // ends it, and takes its folder away
  LibreofficeConversion(const LibreofficeConversion&) = delete;
  LibreofficeConversion& operator=(const LibreofficeConversion&) = delete;

  // Whether it has ended, or was over its limit and is ended now. Does not wait.
  bool ended();
  // Once ended: the PDF. Throws Error(kTimeout) or Error(kDamaged).
  base::Descriptor pdf();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Whether other processes are to be seen from where this one is.
enum class OtherProcesses { kSeen, kHidden };

// Limits this process for good, as said above; false where the kernel refuses.
bool enter_office_cage(const std::string& folder, int seconds, OtherProcesses others = OtherProcesses::kSeen);

// Exit code of `banthuek convert` where the cage cannot be closed.
inline constexpr int kCannotCageExit = 71;

// What `banthuek convert FOLDER OFFICE SECONDS` does, with the document as descriptor 3. Comes back only where it cannot begin: exit code.
int become_office(const std::string& folder, const std::string& office, int seconds);

}  // namespace banthuek::ingest
