// Reads lines by running the network of the model file itself (network.h): same text as Tesseract's, several times faster, and the
// probabilities of all characters at hand for confidences and alternatives. NAME.letters beside the model, where it is, is weighed in
// (character_model.h).
#pragma once

#include <memory>

#include "pipeline/recognise/model_file.h"
#include "pipeline/recognise/recogniser.h"

namespace banthuek::recognise {

// Throws Error(kDisk, kDamaged), and Error(kUnsupported) for models that only Tesseract can read.
std::unique_ptr<Recogniser> make_network_recogniser(const ModelFile& model);

}  // namespace banthuek::recognise
