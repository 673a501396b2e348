// Lines as plain `tesseract --psm 7` gives them to its network, in bulk, for training: Tesseract's own search for the line, its own cut and scale.
//
// usage: plain_lines MODEL.traineddata <CROPS >PICTURES
//
// CROPS: line_stream.h; bands are not looked at. PICTURES: per crop u32 number of pieces (Tesseract parts a line at wide gaps and beside tall words,
// and reads the pieces one by one; 0: it sees no line); per piece u32 width, i32 left and right end of the cut in the crop (px), width * 48 bytes of
// grey. The model lends its settings and nothing else. Source: Tesseract 5, linerec.cpp (LSTMRecognizeWord, GetRectImage), input.cpp
// (PrepareLSTMInputs), pageres.cpp (ROW_RES).
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <vector>

#include "tools/training/line_stream.h"

namespace {

using namespace banthuek;

constexpr int kHeight = 48, kPadding = 4, kFewestPixels = 4;

struct PixEnd {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixHandle = std::unique_ptr<Pix, PixEnd>;
struct BoxEnd {
  void operator()(Box* box) const { boxDestroy(&box); }
};
using BoxHandle = std::unique_ptr<Box, BoxEnd>;

PixHandle grey_of(const LineCrop& crop) {
  PixHandle pix(pixCreate(crop.width, crop.height, 8));
  for (int y = 0; y < crop.height; ++y)
    for (int x = 0; x < crop.width; ++x) {
      const std::uint8_t* at = &crop.pixels[(static_cast<std::size_t>(y) * crop.width + x) * crop.channels];
      // As leptonica's pixConvertRGBToLuminance weighs, which Tesseract calls for colour.
      const double grey = crop.channels == 1 ? *at : 0.3 * at[0] + 0.5 * at[1] + 0.2 * at[2] + 0.5;
      pixSetPixel(pix.get(), x, y, static_cast<l_uint32>(grey));
    }
  pixSetResolution(pix.get(), 300, 300);
  return pix;
}

struct Piece {
  PixHandle picture;  // 48 px high
  std::int32_t left, right;
};

// Where Tesseract cuts what the iterator stands on: the ink's box, at least from the row's descenders to its ascenders, and a little paper.
Box* cut_of(const tesseract::PageIterator& piece, int image_width, int image_height) {
  int left = 0, top = 0, right = 0, bottom = 0;
  if (!piece.BoundingBoxInternal(tesseract::RIL_WORD, &left, &top, &right, &bottom)) return nullptr;
  int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
  float height = 0, descenders = 0, ascenders = 0;
  piece.RowAttributes(&height, &descenders, &ascenders);
  if (piece.Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2)) {
    const double baseline = (y1 + y2) / 2.0;
    bottom = std::max(bottom, static_cast<int>(baseline - descenders));
    top = std::min(top, static_cast<int>(baseline - height - descenders));
  }
  left = std::max(0, left - kPadding), top = std::max(0, top - kPadding);
  right = std::min(image_width, right + kPadding), bottom = std::min(image_height, bottom + kPadding);
  return right - left < kFewestPixels || bottom - top < kFewestPixels ? nullptr : boxCreate(left, top, right - left, bottom - top);
}

std::vector<Piece> pieces_of(tesseract::TessBaseAPI& api, Pix* grey) {
  std::vector<Piece> out;
  api.SetImage(grey);
  const std::unique_ptr<tesseract::PageIterator> piece(api.AnalyseLayout(true));
  if (!piece) return out;
  piece->SetBoundingBoxComponents(true, true);
  do {
    const BoxHandle box(cut_of(*piece, static_cast<int>(pixGetWidth(grey)), static_cast<int>(pixGetHeight(grey))));
    if (!box) continue;
    const PixHandle cut(pixClipRectangle(grey, box.get(), nullptr));
    const float factor = static_cast<float>(kHeight) / static_cast<float>(box->h);
    PixHandle scaled(pixScale(cut.get(), factor, factor));
    if (scaled && pixGetHeight(scaled.get()) != kHeight) scaled.reset(pixScaleToSize(cut.get(), pixGetWidth(scaled.get()), kHeight));
    if (scaled) out.push_back({std::move(scaled), box->x, box->x + box->w});
  } while (piece->Next(tesseract::RIL_WORD));
  return out;
}

template <class Value>
void put(Value value) {
  std::cout.write(reinterpret_cast<const char*>(&value), sizeof value);
}

void answer(const std::vector<Piece>& pieces) {
  put(static_cast<std::uint32_t>(pieces.size()));
  for (const Piece& piece : pieces) {
    const int width = pixGetWidth(piece.picture.get());
    put(width), put(piece.left), put(piece.right);
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < width; ++x) {
        l_uint32 value = 0;
        pixGetPixel(piece.picture.get(), x, y, &value);
        std::cout.put(static_cast<char>(value));
      }
  }
  std::cout.flush();
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  if (argc != 2) {
    std::cerr << "usage: plain_lines MODEL.traineddata <CROPS >PICTURES\n";
    return 2;
  }
  const std::filesystem::path model = argv[1];
  setMsgSeverity(L_SEVERITY_NONE);
  tesseract::TessBaseAPI api;
  if (api.Init(model.parent_path().c_str(), model.stem().c_str(), tesseract::OEM_LSTM_ONLY) != 0) {
    std::cerr << "plain_lines: " << model.string() << " is no model\n";
    return 3;
  }
  api.SetVariable("debug_file", "/dev/null");
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  while (const auto crop = next_crop(std::cin)) answer(pieces_of(api, grey_of(*crop).get()));
  return 0;
}
