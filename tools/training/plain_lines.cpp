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
#include <optional>
#include <vector>

#include "pipeline/picture/picture.h"
#include "tools/training/line_stream.h"

namespace {

using banthuek::recognise::LineCrop, banthuek::next_crop, banthuek::picture::Picture;

constexpr int kHeight = 48, kPadding = 4, kMinPixels = 4;

struct PixEnd {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixHandle = std::unique_ptr<Pix, PixEnd>;

banthuek::picture::Picture grey_of(const banthuek::recognise::LineCrop& crop) {
  const int stride = crop.width * crop.channels;
  return crop.channels == 1 ? banthuek::picture::Picture::from_grey(crop.pixels, crop.width, crop.height, stride, 300)
                            : banthuek::picture::Picture::from_rgb(crop.pixels, crop.width, crop.height, stride, 300).grey();
}

struct Piece {
  PixHandle picture;  // 48 px high
  std::int32_t left, right;
};

// Where Tesseract cuts what the iterator stands on: the ink's box, at least from the row's descenders to its ascenders, and a little paper.
std::optional<banthuek::Box> cut_of(const tesseract::PageIterator& piece, int image_width, int image_height) {
  int left = 0, top = 0, right = 0, bottom = 0;
  if (!piece.BoundingBoxInternal(tesseract::RIL_WORD, &left, &top, &right, &bottom)) return std::nullopt;
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
  if (right - left < kMinPixels || bottom - top < kMinPixels) return std::nullopt;
  return banthuek::Box{left, top, right - left, bottom - top};
}

std::vector<Piece> pieces_of(tesseract::TessBaseAPI& api, const banthuek::picture::Picture& grey) {
  std::vector<Piece> out;
  api.SetImage(grey.pix());
  const std::unique_ptr<tesseract::PageIterator> piece(api.AnalyseLayout(true));
  if (!piece) return out;
  piece->SetBoundingBoxComponents(true, true);
  do {
    const std::optional<banthuek::Box> box = cut_of(*piece, grey.width(), grey.height());
    if (!box) continue;
    const banthuek::picture::Picture cut = grey.cut(*box);
    const float factor = static_cast<float>(kHeight) / static_cast<float>(box->h);
    PixHandle scaled(pixScale(cut.pix(), factor, factor));
    if (scaled && pixGetHeight(scaled.get()) != kHeight) scaled.reset(pixScaleToSize(cut.pix(), pixGetWidth(scaled.get()), kHeight));
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
  while (const auto crop = next_crop(std::cin)) answer(pieces_of(api, grey_of(*crop)));
  return 0;
}
