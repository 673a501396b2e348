// Reads what a Tesseract .traineddata file holds of its LSTM network: layers with their weights, and the characters of its outputs.
//
// The layout is described field by field in tools/training/network.py. Integer and float weights are read; only networks in which every
// output stands for one character (pass-through recoder) and of the layers below are. Pure over the bytes given, apart from load_network.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace banthuek::recognise {

// Outputs x (inputs + 1), row by row; the last column is the bias.
struct Matrix {
  int rows = 0, columns = 0;
  std::vector<float> values;
};

enum class LayerKind {
  kSeries,    // children one after the other
  kBoth,      // children side by side, their outputs joined
  kReversed,  // its child reads from the right
  kUpright,   // its child, a kSummary, reads each column from top to bottom and gives its last row
  kInput,
  kConvolve,  // gives each place its 3 x 3 neighbours, column by column
  kMaxpool,
  kLstm,     // matrices: cell input, input gate, forget gate, output gate; each over inputs, then own outputs
  kSummary,  // an LSTM of which only the last output counts
  kTanh,
  kSoftmax,
};

struct NetworkLayer {
  LayerKind kind = LayerKind::kSeries;
  int inputs = 0, outputs = 0;
  int across = 1, down = 1;  // kConvolve: half sizes; kMaxpool: factors
  std::vector<Matrix> matrices;
  std::vector<NetworkLayer> children;
};

struct NetworkFile {
  NetworkLayer root;
  std::string spec;                  // "[1,48,0,1Ct3,3,16...]"
  int height = 0;                    // of the input, pixels
  int null = 0;                      // the output that stands for nothing
  int iterations = 0;                // lines or batches it was trained on, as its maker counted them
  std::vector<std::string> symbols;  // of each output; UTF-8
  std::string version;               // of the file, as its maker wrote it
};

// Throws Error(kDamaged) where the bytes are no such file, Error(kUnsupported) where it holds another kind of network. `name` is for messages.
NetworkFile parse_network(std::string_view traineddata, const std::string& name);

// Reads the file. Throws Error(kDisk) too.
NetworkFile load_network(const std::filesystem::path& path);

}  // namespace banthuek::recognise
