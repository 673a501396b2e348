// banthuek read: recognises only; writes text, JSON, ALTO, hOCR or a searchable PDF to stdout.
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "pipeline/base/heap.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/text_file.h"
#include "pipeline/read/read_picture.h"
#include "pipeline/read/read_source.h"
#include "pipeline/read/text_layer_check.h"
#include "pipeline/recognise/make_recogniser.h"
#include "pipeline/write/make_writer.h"
#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

struct ReadOptions {
  std::vector<std::string> files;
  std::string format = "text", debug, model, password_file;
  bool line = false;
};

// One password a line; the empty one is tried first.
std::vector<std::string> passwords(const std::string& path) {
  std::vector<std::string> out{""};
  if (path.empty()) return out;
  for (std::string& word : base::lines_of(base::read_text_file(path, "give --password-file a file with one password a line")))
    out.push_back(std::move(word));
  return out;
}

struct OpenFile {
  int number;
  ~OpenFile() {
    if (number >= 0) close(number);
  }
};

std::unique_ptr<source::Source> open_with_any(const std::string& file, const std::vector<std::string>& words) {
  for (std::size_t i = 0;; ++i) try {
      return source::open_source_file(file, {words[i]});
    } catch (const Error& e) {
      if (e.kind != ErrorKind::kEncrypted || i + 1 == words.size()) throw;
    }
}

std::string hash_of(const std::string& file) {
  const OpenFile descriptor{open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (descriptor.number < 0) throw Error(ErrorKind::kUnreadable, file, "cannot be opened; check the name and the rights");
  return base::content_of(descriptor.number, file).sha256;
}

// The whole picture as one line, or as what it holds where that is more.
Page read_as_line(const picture::Picture& picture, int number, recognise::Recogniser& recogniser) {
  Page page;
  page.number = number;
  page.width = picture.width(), page.height = picture.height(), page.dpi = picture.dpi();
  page.source_reason = "one line";
  page.lines = read::read_picture_as_lines(picture, recogniser);
  for (int i = 0; i < static_cast<int>(page.lines.size()); ++i) page.flow.push_back({FlowItem::Kind::kLine, i});
  return page;
}

read::DebugSink debug_sink(const std::string& folder, const std::string& file, int number) {
  if (folder.empty()) return {};
  const std::string stem = fmt::format("{}-{}-", std::filesystem::path(file).stem().string(), number);
  return [folder, stem](const std::string& stage, const picture::Picture& picture) {
    const std::filesystem::path path = std::filesystem::path(folder) / (stem + stage + ".png");
    std::ofstream out(path, std::ios::binary);
    out << picture.png();
    if (!out.flush()) throw Error(ErrorKind::kDisk, path.string(), "cannot be written; check --debug and the disk");
  };
}

int run_read(const ReadOptions& options) {
  const auto format = write::page_format(options.format);
  if (!format) throw Error(ErrorKind::kUsage, "read", "no format '" + options.format + "'; give text, json, alto, hocr or pdf");
  if (format == write::PageFormat::kAlto && options.files.size() > 1)
    throw Error(ErrorKind::kUsage, "read", "an ALTO file describes one source; give one FILE with --format alto");
  const std::vector<std::string> words = passwords(options.password_file);
  if (!options.debug.empty()) {
    std::error_code error;
    std::filesystem::create_directories(options.debug, error);
    if (error) throw Error(ErrorKind::kDisk, options.debug, "cannot be made (" + error.message() + "); give another --debug folder");
  }
  if (!options.model.empty()) setenv("BANTHUEK_MODEL", options.model.c_str(), 1);
  base::keep_large_blocks();
  std::unique_ptr<recognise::Recogniser> loaded;
  const read::RecogniserGiver recogniser = [&]() -> recognise::Recogniser& {
    if (!loaded) loaded = recognise::make_recogniser();
    return *loaded;
  };
  const auto writer = write::make_writer(*format, [](std::string_view piece) {
    if (std::fwrite(piece.data(), 1, piece.size(), stdout) != piece.size())
      throw Error(ErrorKind::kDisk, "stdout", "cannot be written; is the disk full?");
  });
  int failed = 0;
  for (const std::string& file : options.files) {
    std::optional<std::string> trouble;
    const auto complain = [&](const std::string& what) {
      std::fprintf(stderr, "banthuek: %s\n", what.c_str());
      if (!trouble) trouble = what;
    };
    std::unique_ptr<source::Source> source;
    std::string sha256;
    try {
      sha256 = hash_of(file);
      source = read::with_checked_layers(open_with_any(file, words), recogniser);
    } catch (const Error& e) {
      if (exit_code(e.kind) != kExitSomeFailed) throw;
      complain(e.what());
    }
    writer->begin_file(file, sha256);
    for (int number = 1; source && number <= source->pages(); ++number) try {
        const read::ReadSettings settings{.debug = debug_sink(options.debug, file, number)};
        const Page page = options.line ? read_as_line(source->picture(number), number, recogniser())
                                       : read::read_source_page(*source, number, recogniser, settings);
        writer->page(page, {[&] { return source->jpeg(number); }, [&] { return source->picture(number); }});
      } catch (const Error& e) {
        if (exit_code(e.kind) != kExitSomeFailed) throw;
        complain(e.what());
      }
    writer->end_file(trouble);
    if (trouble) ++failed;
  }
  writer->finish();
  if (std::fflush(stdout) != 0) throw Error(ErrorKind::kDisk, "stdout", "cannot be written; is the disk full?");
  return failed ? kExitSomeFailed : kExitDone;
}

}  // namespace

void add_read(Command program) {
  auto options = std::make_shared<ReadOptions>();
  Command command = program.add_command("read", "recognises pages and writes what is on them");
  command.option("FILE", options->files, "PDF, TIFF, JPEG or PNG files").required();
  command.option("--format", options->format, "text, json (words, boxes, confidences), alto, hocr, pdf (searchable)").show_default();
  command.flag("--line", options->line, "take each picture as one line of text");
  command.option("--debug", options->debug, "write a picture of each stage into this folder").type_name("DIR");
  command.option("--model", options->model, "read with this model instead of the program's own").type_name("FILE");
  command.option("--password-file", options->password_file, "passwords of encrypted PDFs, one a line").type_name("FILE");
  command.footer("Example: banthuek read --format json memo.pdf");
  command.run([options] { return run_read(*options); });
}

}  // namespace banthuek
