#include "pipeline/recognise/make_recogniser.h"

#include <cstdlib>
#include <optional>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/network_recogniser.h"
#include "pipeline/recognise/tesseract_recogniser.h"

namespace banthuek::recognise {

std::unique_ptr<Recogniser> make_recogniser() {
  std::optional<ModelFile> model;
  try {
    model = find_model();
  } catch (const Error&) {
    // Until the project's model is trained, the stock ones read.
    return make_tesseract_recogniser({"/usr/share/tesseract-ocr/5/tessdata", "tha+Thai"});
  }
  const char* engine = std::getenv("BANTHUEK_ENGINE");
  if (engine == nullptr || std::string_view(engine) != "tesseract") try {
      return make_network_recogniser(*model);
    } catch (const Error& error) {
      if (error.kind != ErrorKind::kUnsupported) throw;
    }
  return make_tesseract_recogniser({model->folder, model->name});
}

}  // namespace banthuek::recognise
