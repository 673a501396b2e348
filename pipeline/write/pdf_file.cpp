#include "pipeline/write/pdf_file.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr alone: without a choice qpdf 11 warns of its own past
#include <qpdf/Pl_Function.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFWriter.hh>

#include "extractors/types/error.h"
#include "pipeline/base/temporary_file.h"

namespace banthuek::write {
namespace {

[[noreturn]] void disk_fails() {
  throw Error(ErrorKind::kDisk, "", "the PDF's temporary file cannot be written or read; make room in TMPDIR, then run the same command again");
}

// A stream's bytes in the temporary file.
class Waiting : public QPDFObjectHandle::StreamDataProvider {
 public:
  Waiting(int file, std::size_t offset, std::size_t size) : file_(file), offset_(offset), size_(size) {}

  void provideStreamData(QPDFObjGen const&, Pipeline* pipeline) override {
    std::array<char, 65536> buffer;
    for (std::size_t done = 0; done < size_;) {
      const ssize_t n = pread(file_, buffer.data(), std::min(buffer.size(), size_ - done), static_cast<off_t>(offset_ + done));
      if (n <= 0) disk_fails();
      pipeline->write(buffer.data(), static_cast<std::size_t>(n));
      done += static_cast<std::size_t>(n);
    }
    pipeline->finish();
  }

 private:
  int file_;
  std::size_t offset_, size_;
};

}  // namespace

struct PdfFile::State {
  QPDF pdf;
  base::Descriptor waiting;  // made with the first stream
  std::size_t size = 0;
};

PdfFile::PdfFile() : state_(std::make_unique<State>()) { state_->pdf.emptyPDF(); }
PdfFile::~PdfFile() = default;

int PdfFile::reserve() { return state_->pdf.makeIndirectObject(QPDFObjectHandle::newNull()).getObjectID(); }

void PdfFile::put(int id, std::string_view object) { state_->pdf.replaceObject(id, 0, QPDFObjectHandle::parse(&state_->pdf, std::string(object))); }

int PdfFile::add(std::string_view object) {
  return state_->pdf.makeIndirectObject(QPDFObjectHandle::parse(&state_->pdf, std::string(object))).getObjectID();
}

int PdfFile::add_stream(std::string_view entries, std::string_view data) {
  if (!state_->waiting) state_->waiting = base::make_temporary("to write into");
  for (std::size_t done = 0; done < data.size();) {
    const ssize_t n = pwrite(state_->waiting.get(), data.data() + done, data.size() - done, static_cast<off_t>(state_->size + done));
    if (n <= 0) disk_fails();
    done += static_cast<std::size_t>(n);
  }
  QPDFObjectHandle stream = QPDFObjectHandle::newStream(&state_->pdf);
  stream.replaceDict(QPDFObjectHandle::parse(&state_->pdf, "<< " + std::string(entries) + " >>"));
  stream.replaceStreamData(std::make_shared<Waiting>(state_->waiting.get(), state_->size, data.size()), QPDFObjectHandle(), QPDFObjectHandle());
  state_->size += data.size();
  return stream.getObjectID();
}

void PdfFile::finish(const Sink& sink, int catalog, int info) {
  QPDFObjectHandle trailer = state_->pdf.getTrailer();
  trailer.replaceKey("/Root", state_->pdf.getObjectByID(catalog, 0));
  if (info > 0) trailer.replaceKey("/Info", state_->pdf.getObjectByID(info, 0));
  Pl_Function out("sink", nullptr, [&](unsigned char const* data, std::size_t size) { sink({reinterpret_cast<const char*>(data), size}); });
  QPDFWriter writer(state_->pdf);
  writer.setOutputPipeline(&out);
  writer.setMinimumPDFVersion("1.5");
  writer.setCompressStreams(false);  // they are already, or are pictures as they lie in their source
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setNewlineBeforeEndstream(true);
  writer.setDeterministicID(true);
  writer.write();
}

std::string link(int id) { return fmt::format("{} 0 R", id); }

}  // namespace banthuek::write
