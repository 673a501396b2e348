// Persons whom one document, or those of one file, write in two ways.
#include <gtest/gtest.h>

#include "tests/extractors/check/sound_document.h"

namespace banthuek::check {
namespace people_differ_test {

TEST(Addressee, IsNoneOfTheSignersOrTheSame) {
  const auto found = [](const std::string& position, const std::string& to) {
    return found_after([&](Document& d) {
      d.signatures = {{field("นายทดสอบ ระบบดี"), field(position), {}, {}}, {field("นางสาวทดลอง มั่นคง"), {}, {}, {}}};
      d.memo->to = field(to);
    });
  };
  EXPECT_EQ(found("กขคงจฉชซฌญ", "กขคงจฉชซฌฎ"), "");  // one of ten
  EXPECT_EQ(found("กขคงจฉชซฌญด", "กขคงจฉชซฌญต"), "addressee_differs memo/to กขคงจฉชซฌญด");
  EXPECT_EQ(found("กขคงจฉชซฌญด", "กขคงจฉชซฌญด"), "");
  EXPECT_EQ(found("", "ก"), "");
}

TEST(Names, OfTwoSignersAreTheSameOrFarApart) {
  const auto found = [](std::vector<std::pair<std::string, double>> names) {
    return found_after([&](Document& d) {
      d.signatures.clear();
      for (const auto& [name, confidence] : names) {
        d.signatures.push_back({field(name), {}, {}, {}});
        d.signatures.back().name->confidence = confidence;
      }
      d.signatures.push_back({});
    });
  };
  const std::string letters = "กขคงจฉชซฌญดตถทธนบปผฝพฟภมย";  // 25
  const std::string end_of_25 = letters.substr(0, 3 * 22) + "ะะะ", end_of_24 = letters.substr(0, 3 * 21) + "ะะะ";
  EXPECT_EQ(found({{letters, 1}, {end_of_25, 1}}), "name_differs signatures/1/name " + letters);
  EXPECT_EQ(found({{letters.substr(0, 72), 1}, {end_of_24, 1}}), "");
  EXPECT_EQ(found({{letters, 1}, {letters, 1}}), "");
  EXPECT_EQ(found({{letters, 0.9}, {end_of_25, 0.9}}), "name_differs signatures/1/name " + letters);
  EXPECT_EQ(found({{letters, 0.8}, {end_of_25, 0.9}}), "name_differs signatures/1/name");
  EXPECT_EQ(found({{letters, 1}, {letters, 1}, {end_of_25, 1}}), "name_differs signatures/2/name " + letters);  // told once
}

// Signers of the documents of one file, "office: name" each: the findings.
TEST(Names, OfSignersAreTheSameInAllDocumentsOfAFile) {
  const auto found = [](const std::vector<std::pair<std::string, std::string>>& signers) {
    std::vector<Document> documents;
    for (const auto& [office, name] : signers) {
      Document& d = documents.emplace_back();
      if (!office.empty()) d.organisation.name = field(office);
      d.signatures.push_back({field(name), {}, {}, {}});
    }
    check_documents(documents);
    std::string out;
    for (std::size_t i = 0; i < documents.size(); ++i)
      for (const Finding& f : documents[i].findings) out += std::to_string(i) + " " + f.code + " " + f.field + " " + f.reading + ";";
    return out;
  };
  const std::string name = "นายทดสอบ ระบบดี", misread = "นายทดสอบ ระบบคี", other = "นางสาวทดลอง ใจงาม";
  EXPECT_EQ(found({{"ก", name}, {"ก", misread}, {"ก", name}}), "1 name_differs signatures/0/name " + name + ";");
  EXPECT_EQ(found({{"ก", misread}, {"", name}, {"", name}}), "0 name_differs signatures/0/name " + name + ";");
  EXPECT_EQ(found({{"ก", misread}, {"ข", name}, {"ข", name}}), "");  // offices of their own
  EXPECT_EQ(found({{"ก", name}, {"ก", name}, {"ก", other}}), "");
}

}  // namespace people_differ_test
}  // namespace banthuek::check
