// Pictures of pages as their caged worker draws them: this program is the worker too (world_test.cpp).
#include "pipeline/serve/view/page_pictures.h"

#include <gtest/gtest.h>

#include <fstream>
#include <span>

#include "pipeline/base/sha256.h"
#include "pipeline/picture/picture.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace page_pictures_test {

class Pictures : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  }
  static void TearDownTestSuite() { delete world_; }
  void SetUp() override {
    if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  }
  static World* world_;
  static std::string id(const char* name) { return "/iiif/" + key_of(name) + ".1"; }
  static picture::Picture decoded(const std::string& bytes) {
    return picture::Picture::decode(std::as_bytes(std::span(bytes.data(), bytes.size())), "answer");
  }
  static picture::Picture shown(const std::string& target, const char* who = "editor") {
    const http::Response answer = world_->get(target, who);
    EXPECT_EQ(answer.status, 200) << target << ": " << answer.body;
    return answer.status == 200 ? decoded(answer.body).grey() : picture::Picture();
  }
};
World* Pictures::world_ = nullptr;

// The page is 400 x 600, its file 200 x 300: boxes are of the page.
TEST_F(Pictures, AreCutAndScaledAsAsked) {
  const picture::Picture whole = shown(id("a66") + "/full/max/0/default.png");
  EXPECT_EQ(whole.width(), 400);
  EXPECT_EQ(whole.height(), 600);
  EXPECT_EQ(whole.grey_at(150, 420), 0);
  EXPECT_EQ(whole.grey_at(150, 450), 255);
  const picture::Picture cut = shown(id("a66") + "/100,400,100,40/50,/0/gray.png");
  EXPECT_EQ(cut.width(), 50);
  EXPECT_EQ(cut.height(), 20);
  EXPECT_EQ(cut.depth(), picture::Depth::kGrey);
  EXPECT_EQ(cut.grey_at(25, 10), 0);
  const http::Response jpeg = world_->get(id("a66") + "/full/200,/0/default.jpg");
  EXPECT_EQ(jpeg.type, "image/jpeg");
  EXPECT_EQ(jpeg.body.substr(0, 2), "\xff\xd8");
  EXPECT_EQ(header(jpeg, "Cache-Control"), "private, max-age=3600");
  EXPECT_EQ(world_->get(id("a66") + "/full/200,/0/color.png").type, "image/png");
}

TEST_F(Pictures, AreTurnedAsThePageWasRead) {
  const picture::Picture page = shown(id("b66") + "/full/max/0/default.png");
  EXPECT_EQ(page.width(), 200);
  EXPECT_EQ(page.height(), 300);
  EXPECT_EQ(page.grey_at(150, 50), 0) << "what lay at the upper left stands at the upper right";
  EXPECT_EQ(page.grey_at(50, 50), 255);
  EXPECT_EQ(page.grey_at(150, 250), 255);
}

// Names are gone from the picture for readers where they are masked, with a rim of six pixels; nothing else is.
TEST_F(Pictures, HideNamesFromMaskedReaders) {
  const picture::Picture masked = shown(id("a66") + "/full/max/0/default.png", "reader");
  for (const auto& [x, y, grey] : std::vector<std::tuple<int, int, int>>{
           {150, 420, 0xb0}, {94, 394, 0xb0}, {205, 445, 0xb0}, {93, 420, 255}, {206, 420, 255}, {150, 393, 255}, {150, 446, 255}})
    EXPECT_EQ(masked.grey_at(x, y), grey) << x << "," << y;
  const std::string target = id("a66") + "/full/max/0/default.png";
  EXPECT_NE(header(world_->get(target, "reader"), "ETag"), header(world_->get(target, "editor"), "ETag"));
  const picture::Picture cut = shown("/documents/" + key_of("a66") + "/cut?field=signatures/0/name", "reader");
  for (int y = 0; y < cut.height(); ++y)
    for (int x = 0; x < cut.width(); ++x) ASSERT_GT(cut.grey_at(x, y), 100) << x << "," << y;
}

TEST_F(Pictures, OfAValueShowItAndItsNeighbours) {
  const picture::Picture cut = shown("/documents/" + key_of("a66") + "/cut?field=signatures/0/name");
  EXPECT_EQ(cut.width(), 220) << "60 beside it";
  EXPECT_EQ(cut.height(), 88) << "24 above and below";
  EXPECT_LT(cut.grey_at(110, 44), 30);
  EXPECT_GT(cut.grey_at(20, 44), 225);
}

TEST_F(Pictures, ThatTheVisitorHasAreNotSentAgain) {
  const std::string target = id("a66") + "/full/20,/0/default.jpg";
  const std::string etag = header(world_->get(target), "ETag");
  EXPECT_EQ(etag.size(), 22u);
  const http::Response again = world_->get(target, "editor", {{"if-none-match", etag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header(again, "ETag"), etag);
  for (const char* other : {"/full/21,/0/default.jpg", "/full/20,/0/default.png", "/full/20,/0/gray.jpg", "/0,0,40,60/20,/0/default.jpg"})
    EXPECT_EQ(world_->get(id("a66") + other, "editor", {{"if-none-match", etag}}).status, 200) << other;
}

view::PictureWanted wanted_of(const std::filesystem::path& path, const std::string& sha256) {
  view::PictureWanted wanted;
  wanted.path = path.string();
  wanted.sha256 = sha256;
  wanted.page_width = 400;
  wanted.page_height = 600;
  wanted.region = {0, 0, 400, 600};
  wanted.width = 40;
  wanted.height = 60;
  return wanted;
}

std::string hash_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return base::sha256_hex(std::string(std::istreambuf_iterator<char>(in), {}));
}

TEST_F(Pictures, SayWhyTheyCannotBeHad) {
  view::PagePictures pictures(1);
  TemporaryFolder folder;
  std::string why;
  view::PictureWanted wanted = wanted_of(source_of("a66"), hash_of(source_of("a66")));
  wanted.sha256 = "other";
  EXPECT_FALSE(pictures.get(wanted, why));
  EXPECT_EQ(why, "the source file has moved or changed");
  std::ofstream(folder / "text.png") << "no picture";
  EXPECT_FALSE(pictures.get(wanted_of(folder / "text.png", base::sha256_hex("no picture")), why));
  EXPECT_NE(why, "");
  EXPECT_NE(why, "the source file has moved or changed");
  wanted = wanted_of(source_of("a66"), hash_of(source_of("a66")));
  wanted.region = {500, 0, 10, 10};
  EXPECT_FALSE(pictures.get(wanted, why));
  EXPECT_EQ(why, "the region lies outside the page");
  wanted.region = {0, 0, 400, 600};
  const auto bytes = pictures.get(wanted, why);
  ASSERT_TRUE(bytes) << why;
  EXPECT_EQ(why, "");
  EXPECT_EQ(decoded(*bytes).width(), 40);
  EXPECT_EQ(pictures.get(wanted, why), bytes) << "kept, and given again";
}

TEST_F(Pictures, AreHadAgainWhenTheirWorkerIs) {
  view::PagePictures pictures(1);
  std::string why;
  const view::PictureWanted wanted = wanted_of(source_of("a66"), hash_of(source_of("a66")));
  setenv("BANTHUEK_NO_PICTURES", "1", 1);
  EXPECT_FALSE(pictures.get(wanted, why));
  EXPECT_EQ(why, "pictures cannot be made now");
  EXPECT_FALSE(pictures.get(wanted, why));
  unsetenv("BANTHUEK_NO_PICTURES");
  EXPECT_TRUE(pictures.get(wanted, why)) << why;
}

// Least used go first where the bytes kept are over the limit; the newest stays always.
TEST_F(Pictures, KeepNoMoreThanTheirLimit) {
  view::PagePictures pictures(1, 1);
  std::string why;
  view::PictureWanted a = wanted_of(source_of("a66"), hash_of(source_of("a66"))), b = a;
  b.width = 41;
  const auto first = pictures.get(a, why);
  ASSERT_TRUE(first) << why;
  EXPECT_EQ(pictures.get(a, why), first);
  const auto other = pictures.get(b, why);
  EXPECT_EQ(pictures.get(b, why), other);
  EXPECT_NE(pictures.get(a, why), first);
  view::PagePictures more(1, 1 << 20);
  const auto kept = more.get(a, why);
  more.get(b, why);
  EXPECT_EQ(more.get(a, why), kept);
}

TEST(SourceFiles, AreUnchangedWhileTheirContentIs) {
  TemporaryFolder folder;
  view::PagePictures pictures(1);
  const std::string path = (folder / "a").string();
  EXPECT_FALSE(pictures.unchanged(path, base::sha256_hex("one")));
  std::ofstream(path) << "one";
  EXPECT_TRUE(pictures.unchanged(path, base::sha256_hex("one")));
  EXPECT_TRUE(pictures.unchanged(path, base::sha256_hex("one")));
  EXPECT_FALSE(pictures.unchanged(path, base::sha256_hex("two")));
  std::ofstream(path) << "three";
  EXPECT_FALSE(pictures.unchanged(path, base::sha256_hex("one")));
  EXPECT_TRUE(pictures.unchanged(path, base::sha256_hex("three")));
  EXPECT_FALSE(pictures.unchanged((folder / "").string(), base::sha256_hex("")));
}

TEST(PictureWanted, HasAKeyOfAllThatIsSeen) {
  const view::PictureWanted plain = wanted_of("/a", "sha");
  EXPECT_EQ(plain.key(), "sha/1/0|0,0,400,600|40x60.jpg");
  view::PictureWanted other = plain;
  other.page = 2;
  other.turned = 90;
  other.grey = true;
  other.format = "png";
  other.covered = {{1, 2, 3, 4}};
  EXPECT_EQ(other.key(), "sha/2/90/1,2,3,4|0,0,400,600|40x60g.png");
}

}  // namespace page_pictures_test
}  // namespace banthuek::serve
