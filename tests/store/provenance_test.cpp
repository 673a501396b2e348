#include "pipeline/store/provenance.h"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "tests/store/samples.h"

namespace banthuek::store {
namespace provenance_test {

std::string written(const Field& field, std::string_view held) {
  ProvenanceWriter writer;
  writer.add("k", field, held);
  return writer.take();
}

TEST(Provenance, IsWrittenAsShortAsItCanBe) {
  EXPECT_EQ(ProvenanceWriter().take(), "{}");
  EXPECT_EQ(written({"a", "a", {{1, {2, 3, 4, 5}}}, 0.5, "r"}, "a"), R"({"k":[0.5,"r",[[1,2,3,4,5]]]})");
  EXPECT_EQ(written({"raw", "a", {}, 1, "r"}, "a"), R"({"k":[1,"r",[],"raw"]})");
  EXPECT_EQ(written({"raw", "a", {}, 1, "r"}, "b"), R"({"k":[1,"r",[],"raw","a"]})");
  EXPECT_EQ(written({"a", "a", {}, 1, "r"}, "b"), R"({"k":[1,"r",[],null,"a"]})");
  EXPECT_EQ(written({"a", "a", {{1, {-2, 3, 4, 5}}, {12, {6, 7, 8, 9}}}, 0.123456789, "r"}, "a"),
            R"({"k":[0.123456789,"r",[[1,-2,3,4,5],[12,6,7,8,9]]]})");
}

TEST(Provenance, KeysStandInTheOrderGivenAndTextsAreEscaped) {
  ProvenanceWriter writer;
  writer.add("b", {"x", "x", {}, 0.5, "r"});
  writer.add("a", {"\"\\\n\x1F \x7Fก", "v", {}, 0.25, "r\""});
  EXPECT_EQ(writer.take(), "{\"b\":[0.5,\"r\",[]],\"a\":[0.25,\"r\\\"\",[],\"\\\"\\\\\\u000a\\u001f \x7Fก\"]}");
}

void expect_back(const Field& field, const std::string& held) {
  ProvenanceReader reader(written(field, held));
  const MaybeField back = reader.take("k", held);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->raw, field.raw);
  EXPECT_EQ(back->value, field.value);
  EXPECT_EQ(back->places, field.places);
  EXPECT_EQ(back->confidence, field.confidence);
  EXPECT_EQ(back->rule, field.rule);
}

TEST(Provenance, GivesFieldsBack) {
  for (const char* held : {"a", "b", ""}) {
    expect_back({"a", "a", {{1, {2, 3, 4, 5}}, {2, {6, 7, 8, 9}}}, 0.1, "rule@1"}, held);
    expect_back({"๑\n\"", "a", {}, 1.0 / 3, ""}, held);
    expect_back({"", "", {}, 0, "r"}, held);
  }
  ProvenanceReader reader(R"({"k":[1,"r",[]],"l":[1,"r",[],null]})");
  EXPECT_FALSE(reader.take("m", "x"));
  EXPECT_EQ(reader.take("k", std::nullopt)->value, "");
  const MaybeField plain = reader.take("l", "x");
  EXPECT_EQ(plain->value, "x");
  EXPECT_EQ(plain->raw, "x");
}

TEST(Provenance, PlacesAreReadAloneInTheOrderWritten) {
  const auto told = [](std::string_view json) {
    std::string out;
    for (const auto& [key, places] : placed_values(json)) {
      out += key + ":";
      for (const Place& p : places) out += fmt::format(" {},{},{},{},{}", p.page, p.box.x, p.box.y, p.box.w, p.box.h);
      out += ";";
    }
    return out;
  };
  ProvenanceWriter writer;
  writer.add("b", {"raw", "x", {{1, {-2, 3, 4, 5}}, {12, {6, 7, 8, 9}}}, 0.5, "[1,2]"}, "held");
  writer.add("a", {"x", "x", {}, 1, "r"});
  writer.add("c", {"\"[[1,2,3,4,5]]", "x", {{2, {1, 1, 1, 1}}}, 1, "r"});
  EXPECT_EQ(told(writer.take()), "b: 1,-2,3,4,5 12,6,7,8,9;a:;c: 2,1,1,1,1;");
  EXPECT_EQ(told("{}"), "");
  EXPECT_EQ(told(R"({"k":[1,"r",[[1,2,3,4],[1,2,3,4,5,6],[1,2,3,4,5]]]})"), "k: 1,2,3,4,5;");
  EXPECT_EQ(told(R"({"k":[[[1,2,3,4,5]],"r",[]],"l":[1,"r"],"m":7,"n":[1,"r",[],[[1,2,3,4,5]]]})"), "k:;l:;m:;n:;");
  for (const char* damaged : {"", "{", "[]", R"({"k":[1,"r",[[1,2,3,4,5]])", R"({"k":{"x":1}})", "7"}) EXPECT_EQ(told(damaged), "") << damaged;
}

TEST(Provenance, ThatIsDamagedSaysWhatToTry) {
  for (const char* json : {"{", R"({"k":[]})", R"({"k":["1","r",[]]})", R"({"k":[1,"r",[[1,2,3,4]]]})", R"({"k":[1,"r",[],1]})", R"({"k":1})"}) {
    const std::string said = message_of([&] { ProvenanceReader reader(json); });
    EXPECT_TRUE(said.starts_with("a provenance is damaged (")) << json << said;
    EXPECT_TRUE(said.ends_with("); see: banthuek verify")) << said;
  }
}

}  // namespace provenance_test
}  // namespace banthuek::store
