// What became of each input, and whether to try it again.
//
// Every path that ingest looked at has one row; a message has three parts: where, what was found, what to try.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extractors/types/error.h"

namespace banthuek::store {

enum class Outcome {
  kDone,  // read whole, no findings worth a warning
  kDoneWithFindings,
  kPartlyRead,  // some pages failed
  kDuplicate,   // the same bytes are stored from another path
  kEncrypted,
  kDamaged,
  kUnsupported,
  kTooLarge,
  kTimedOut,
  kOutOfMemory,
  kCrashed,          // its worker died
  kRefusedByPolicy,  // a setting says not to read it
  kInterrupted,      // the run ended before it was through
};

enum class Retry { kNever, kWorthRetrying };

const char* name_of(Outcome outcome);  // "done", "done_with_findings", ...: as in the column ledger.outcome
std::optional<Outcome> outcome_named(std::string_view name);

// Whether another attempt with the same settings may end otherwise: timed out, out of memory, crashed, interrupted.
Retry again(Outcome outcome);

// Whether records are stored for the input: done, done_with_findings, partly_read, duplicate.
enum class Success { kNo, kYes };
Success success(Outcome outcome);

// The outcome for what an Error says of an input.
Outcome outcome_of(ErrorKind kind);

struct LedgerEntry {
  std::string path;                   // as given to ingest
  std::optional<std::string> sha256;  // nothing where the bytes could not be read
  Outcome outcome = Outcome::kDone;
  std::string message;  // empty where all went well
  int attempts = 1;     // so far; put_ledger counts it itself
  int pages = 0;        // read
  int documents = 0;    // found
  std::string at;       // set by put_ledger
};

}  // namespace banthuek::store
