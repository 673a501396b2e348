// The cage of a worker: after enter_sandbox a process can compute, read what it was given, answer, and nothing else.
//
// What is opened (the model, the schemas, fonts) is opened before. From then on: no file by name (opening for reading says
// EACCES, because libraries probe; opening for writing ends the process), no socket, no new process or program, no tracing,
// no executable memory. A forbidden call ends the whole process with SIGSYS, which the coordinator reads as "refused by
// policy". Uses rlimits, no_new_privs and seccomp (libseccomp), so it needs no right and works inside containers.
//
// Memory: RLIMIT_DATA, which since Linux 4.7 counts private writable memory, mapped or on the heap. RLIMIT_AS was tried and
// dropped: ICU, the model and mapped inputs are address space and no memory, so the same limit would bite by file size.
#pragma once

#include <cstddef>

namespace banthuek::process {

constexpr int kWorkerSocket = 3;  // the descriptor on which a worker talks with its coordinator

struct SandboxLimits {
  std::size_t memory_bytes = 256u << 20;  // private writable memory; shared libraries' pages come on top (about 40 MB)
  std::size_t written_bytes = 0;          // longest file it may write into a descriptor it was given
};

// Throws Error(kInternal) when the kernel refuses; the caller must not go on then. `seccomp` unavailable counts as refusal.
void enter_sandbox(const SandboxLimits& limits);

}  // namespace banthuek::process
