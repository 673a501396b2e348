// A process that ends itself, with a code of its own, at the first allocation it cannot have.
//
// Under a memory limit the C libraries of the pipeline do whatever they do: exit(1), abort, a null picture that reads as
// "damaged". So that "out of memory" is told from "damaged", allocation itself is watched: malloc and its kin are defined
// here around glibc's own, and while the guard is on, a refused request ends the process with kOutOfMemoryExit.
// Off (the default), they only pass on. Not built under the sanitizers, which bring their own malloc.
#pragma once

namespace banthuek::process {

constexpr int kOutOfMemoryExit = 86;

// From now on, in this process. Irreversible.
void end_at_refused_memory();

}  // namespace banthuek::process
