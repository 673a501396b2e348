#include "pipeline/ingest/metrics.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace banthuek::ingest {
namespace metrics_test {

ImportResult result() {
  ImportResult r;
  r.outcomes = {{store::Outcome::kDone, 3}, {store::Outcome::kPartlyRead, 2}, {store::Outcome::kDamaged, 1}};
  r.inputs = 6, r.known = 4, r.pages = 5, r.cached_pages = 7, r.seconds = 1.5, r.worker_peak = 800, r.coordinator_peak = 900;
  return r;
}

constexpr const char* kText =
    "# HELP banthuek_inputs Inputs of the last import by what became of them.\n"
    "# TYPE banthuek_inputs gauge\n"
    "banthuek_inputs{outcome=\"done\"} 3\n"
    "banthuek_inputs{outcome=\"partly_read\"} 2\n"
    "banthuek_inputs{outcome=\"damaged\"} 1\n"
    "# HELP banthuek_inputs_known Inputs passed over because the ledger knows them.\n"
    "# TYPE banthuek_inputs_known gauge\n"
    "banthuek_inputs_known 4\n"
    "# HELP banthuek_pages_read Pages read in the last import.\n"
    "# TYPE banthuek_pages_read gauge\n"
    "banthuek_pages_read 5\n"
    "# HELP banthuek_pages_cached Pages taken from the page cache.\n"
    "# TYPE banthuek_pages_cached gauge\n"
    "banthuek_pages_cached 7\n"
    "# HELP banthuek_seconds Wall time of the last import.\n"
    "# TYPE banthuek_seconds gauge\n"
    "banthuek_seconds 1.500000\n"
    "# HELP banthuek_worker_peak_bytes Highest resident memory of a worker.\n"
    "# TYPE banthuek_worker_peak_bytes gauge\n"
    "banthuek_worker_peak_bytes 800\n"
    "# HELP banthuek_coordinator_peak_bytes Highest resident memory of the coordinator.\n"
    "# TYPE banthuek_coordinator_peak_bytes gauge\n"
    "banthuek_coordinator_peak_bytes 900\n"
    "# HELP banthuek_interrupted 1 where the import was stopped before its end.\n"
    "# TYPE banthuek_interrupted gauge\n"
    "banthuek_interrupted ";

TEST(Metrics, AreToldAsPrometheusReadsThem) {
  ImportResult r = result();
  EXPECT_EQ(metrics_text(r), kText + std::string("0\n"));
  r.interrupted = true;
  EXPECT_EQ(metrics_text(r), kText + std::string("1\n"));
}

TEST(Metrics, AreWrittenWhole) {
  const std::string file = testing::TempDir() + "banthuek-metrics-" + std::to_string(getpid());
  std::ofstream(file) << "old";
  write_metrics(file, result());
  std::ifstream in(file);
  std::ostringstream held;
  held << in.rdbuf();
  EXPECT_EQ(held.str(), metrics_text(result()));
  EXPECT_FALSE(std::filesystem::exists(file + ".part"));
  std::filesystem::remove(file);
  for (const std::string& bad : {std::string("/nowhere/metrics"), testing::TempDir()}) {
    try {
      write_metrics(bad, result());
      FAIL() << bad;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kDisk);
      EXPECT_EQ(e.what(), bad + ": cannot be written; give --metrics a file in a folder that you may write to");
    }
  }
}

TEST(Memory, OfThisProcessIsMoreThanNoneAndLessThanTheMachines) {
  const std::size_t here = peak_memory_here();
  EXPECT_GT(here, 1u << 20);
  EXPECT_LT(here, 16ull << 30);
  EXPECT_EQ(here % 1024, 0u);
}

TEST(Result, CountsInputsWithoutAllTheirRecords) {
  EXPECT_EQ(result().failed(), 3);
  ImportResult r;
  for (const store::Outcome o : {store::Outcome::kDone, store::Outcome::kDoneWithFindings, store::Outcome::kDuplicate}) r.outcomes[o] = 1;
  EXPECT_EQ(r.failed(), 0);
}

}  // namespace metrics_test
}  // namespace banthuek::ingest
