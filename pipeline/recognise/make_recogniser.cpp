#include "pipeline/recognise/make_recogniser.h"

#include <cstdlib>
#include <string_view>

#include "extractors/types/error.h"
#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/network_recogniser.h"
#include "pipeline/recognise/tesseract_recogniser.h"

namespace banthuek::recognise {

std::unique_ptr<Recogniser> make_recogniser() {
  const ModelFile model = find_model();
  const char* engine = std::getenv("BANTHUEK_ENGINE");
  if (engine == nullptr || std::string_view(engine) != "tesseract") try {
      return make_network_recogniser(model);
    } catch (const Error& error) {
      if (error.kind != ErrorKind::kUnsupported) throw;
    }
  return make_tesseract_recogniser({model.folder, model.name});
}

}  // namespace banthuek::recognise
