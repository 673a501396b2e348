// The objects, table of objects and streams of a PDF that is written, by libqpdf; no other file includes its headers.
//
// Objects are given as text in PDF's own syntax and refer to one another by `link`; qpdf numbers them anew. Their streams wait in a temporary file
// until `finish`, as qpdf writes all objects at once: so a PDF of a thousand pictures needs no more memory than one. The same calls give the same
// bytes (the /ID is made of them). PDF 1.5, reference: ISO 32000-1, 7.5. One thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "pipeline/write/writer.h"

namespace banthuek::write {

class PdfFile {
 public:
  PdfFile();
  ~PdfFile();

  // A number to refer to before its object is put.
  int reserve();
  void put(int id, std::string_view object);
  int add(std::string_view object);
  // `entries` of its dictionary but /Length, without the brackets; `data` as they say.
  int add_stream(std::string_view entries, std::string_view data);

  // Hands the whole file to `sink`, in pieces; once, last. `info` 0: without. Throws what `sink` throws, Error{kDisk} where the temporary file fails.
  void finish(const Sink& sink, int catalog, int info = 0);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string link(int id);  // "3 0 R"

}  // namespace banthuek::write
