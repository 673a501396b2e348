// The one exception type of banthuek: inability. Doubt is not an error, it is a Finding (finding.h).
//
// Thrown anywhere, caught once per document in the driver and once in main. The message has three parts: where, what was
// found, what to try: "scan.pdf:3: page is encrypted; give --password-file".
#pragma once

#include <stdexcept>
#include <string>

namespace banthuek {
inline namespace types {

// What kind of inability; decides the exit code (exit_code) and, for an input, its outcome in the ledger.
enum class ErrorKind {
  kUsage,        // the command line is wrong: nothing was done
  kSchema,       // a layout, vocabulary or migration is wrong: nothing was done
  kDatabase,     // the database cannot be opened, read or written
  kDisk,         // a file that is ours cannot be read or written, or the disk is full
  kUnreadable,   // the input cannot be opened for reading (rights, gone)
  kUnsupported,  // the input is of a kind that banthuek does not read
  kEncrypted,    // the input needs a password
  kDamaged,      // the input is broken
  kTooLarge,     // the input is over a limit
  kTimeout,      // over the time limit
  kMemory,       // over the memory limit
  kInternal,     // a promise of the program does not hold: a bug
};

struct Error : std::runtime_error {
  // `where`: "file:page", "file:line" or a command; may be empty. `message`: what was found; what to try.
  Error(ErrorKind kind_, std::string where_, const std::string& message_)
      : std::runtime_error(where_.empty() ? message_ : where_ + ": " + message_), kind(kind_), where(std::move(where_)), message(message_) {}

  ErrorKind kind;
  std::string where;
  std::string message;
};

}  // namespace types
}  // namespace banthuek
