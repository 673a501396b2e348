#include "extractors/types/ordered_json.h"

#include <gtest/gtest.h>

#include <string>

namespace banthuek {
namespace ordered_json_test {

TEST(OrderedJsonTest, IsAsThatOfTheLibrary) {
  const char* const text = R"({"z":1,"a":{"y":[1,2,{"x":null}],"b":"ก"},"m":true,"z":2,"n0":0,"n1":1,"n2":2,"n3":3,"n4":4,"n5":5})";
  OrderedJson ours = OrderedJson::parse(text);
  nlohmann::ordered_json theirs = nlohmann::ordered_json::parse(text);
  EXPECT_EQ(ours.dump(), theirs.dump());
  const auto change = [](auto& json) {
    for (int i = 0; i < 40; ++i) json["k" + std::to_string(i % 25)] = i;
    json.erase("a");
    json.emplace("z", "not again");
    json.update({{"m", 7}, {"last", 8}});
    return json.dump();
  };
  EXPECT_EQ(change(ours), change(theirs));
  EXPECT_EQ(std::as_const(ours)["k3"], 28);
  EXPECT_THROW(std::as_const(ours).at("none"), nlohmann::json::out_of_range);
}

TEST(OrderedJsonTest, AKeyThatIsThereMovesNothing) {
  OrderedJson object;
  for (int i = 0; i < 8; ++i) object["k" + std::to_string(i)] = i;
  OrderedJson copy = object;  // full: as large as it has to be
  const void* const first = &copy["k0"];
  EXPECT_EQ(copy["k7"], 7);
  EXPECT_EQ(&copy["k0"], first);
}

TEST(OrderedJsonTest, AnObjectThatGrowsMovesItsValues) {
  OrderedJson object = {{"list", OrderedJson::array()}};
  for (int i = 0; i < 100; ++i) object["list"].push_back(i);
  const void* const first = &object["list"][0];
  for (int i = 0; i < 100; ++i) {
    object["key " + std::to_string(i)] = i;
    ASSERT_EQ(&object["list"][0], first) << "copied, with all that is below";
  }
}

}  // namespace ordered_json_test
}  // namespace banthuek
