// The writers one by one; make_writer (make_writer.h) chooses.
#pragma once

#include "pipeline/write/writer.h"

namespace banthuek::write {

std::unique_ptr<PageWriter> make_text_writer(Sink sink);
std::unique_ptr<PageWriter> make_json_writer(Sink sink);
std::unique_ptr<PageWriter> make_alto_writer(Sink sink);
std::unique_ptr<PageWriter> make_hocr_writer(Sink sink);
std::unique_ptr<PageWriter> make_pdf_writer(Sink sink);

}  // namespace banthuek::write
