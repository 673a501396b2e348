// An OutputDev that knows how many graphics states the page keeps open (operator q). Poppler holds a copy of all settings for each, about a kilobyte,
// and sets no limit: 1.3 kB of PDF with 300,000 of them filled 300 MB. Included by pdf_*.cpp only.
#pragma once

#include "pipeline/source/pdf_limits.h"

class GfxState;

namespace banthuek::source {

template <class Device>
class StateCounter : public Device {
 public:
  using Device::Device;

  // Once there were over kMaxStates; drawing is to stop then.
  bool too_deep() const { return too_deep_; }

  void saveState(GfxState* state) override {
    too_deep_ |= ++open_ > kMaxStates;
    Device::saveState(state);
  }
  void restoreState(GfxState* state) override {
    --open_;
    Device::restoreState(state);
  }

 private:
  long open_ = 0;
  bool too_deep_ = false;
};

}  // namespace banthuek::source
