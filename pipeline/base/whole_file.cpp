#include "pipeline/base/whole_file.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include "extractors/types/error.h"
#include "pipeline/base/private_file.h"

namespace banthuek::base {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

void write_all(const std::string& part, const std::string& name,
               const std::function<void(const std::function<void(std::string_view)>& sink)>& write) {
  make_private(part);
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(part.c_str(), "wb"));
  if (!file) throw Error(ErrorKind::kDisk, name, "cannot be written; see its folder's rights");
  const auto failed = [&] { return Error(ErrorKind::kDisk, name, "cannot be written to the end; see whether the disk is full"); };
  write([&](std::string_view piece) {
    if (std::fwrite(piece.data(), 1, piece.size(), file.get()) != piece.size()) throw failed();
  });
  if (std::fflush(file.get()) != 0 || fsync(fileno(file.get())) != 0) throw failed();
}

}  // namespace

void put_in_place(const std::string& file, const std::function<void(const std::string& part)>& write) {
  const std::string part = file + ".part";
  std::error_code failed, ignored;
  std::filesystem::remove(part, ignored);  // of one that was killed: its rights may be others
  try {
    write(part);
    std::filesystem::rename(part, file, failed);
    if (failed) throw Error(ErrorKind::kDisk, file, "cannot be put in its place (" + failed.message() + "); see its folder's rights");
  } catch (...) {
    std::filesystem::remove(part, ignored);
    throw;
  }
}

void write_whole_file(const std::string& file, const std::function<void(const std::function<void(std::string_view)>& sink)>& write) {
  put_in_place(file, [&](const std::string& part) { write_all(part, file, write); });
}

}  // namespace banthuek::base
