// Files that are there whole or not at all, whatever becomes of the program that writes them. They may hold names of persons: not for everybody on
// the machine (private_file.h).
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace banthuek::base {

// What `write` makes at the path it is given, FILE.part, becomes `file`, in the place of one that is there. Where it throws, or the file cannot be
// put in its place (Error(kDisk)), nothing of it is left.
void put_in_place(const std::string& file, const std::function<void(const std::string& part)>& write);

// What `write` gives, piece by piece, becomes `file`, in the place of one that is there; until the end it is FILE.part. Throws Error(kDisk) where it
// cannot be written; then, and where `write` throws, nothing of it is left.
void write_whole_file(const std::string& file, const std::function<void(const std::function<void(std::string_view)>& sink)>& write);

}  // namespace banthuek::base
