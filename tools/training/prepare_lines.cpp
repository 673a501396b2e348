// Prepares lines in bulk for training, by the code that prepares them in use. Needs no library: it can be carried to another machine.
//
// usage: prepare_lines <CROPS >PICTURES
//
// CROPS: line_stream.h. PICTURES: per crop u32 width, then width * 48 bytes of grey (width 0: blank). Answers crop by crop.
#include <iostream>

#include "tools/training/line_stream.h"

int main() {
  std::ios::sync_with_stdio(false);
  while (const auto crop = banthuek::next_crop(std::cin)) {
    const banthuek::recognise::LinePicture line = banthuek::recognise::prepare_line(*crop);
    const auto width = static_cast<std::uint32_t>(line.width);
    std::cout.write(reinterpret_cast<const char*>(&width), sizeof width);
    std::cout.write(reinterpret_cast<const char*>(line.grey.data()), static_cast<std::streamsize>(line.grey.size()));
    std::cout.flush();
  }
  return 0;
}
