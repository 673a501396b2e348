// Page pictures as other viewers ask for them: what the standard allows, and what it refuses.
#include "pipeline/serve/pages/iiif.h"

#include <gtest/gtest.h>

#include "tests/serve/world.h"

namespace banthuek::serve {
namespace iiif_test {

struct Cut {
  const char *region, *size;
  int x, y, w, h, width, height;  // width 0: refused
};
TEST(IiifCut, OfTheExactEdges) {
  for (const Cut& c : {
           Cut{"0,0,2000,3000", "max", 0, 0, 2000, 3000, 2000, 3000},
           {"1999,2999,1,1", "max", 1999, 2999, 1, 1, 1, 1},
           {"0,0,2001,3001", "max", 0, 0, 2000, 3000, 2000, 3000},
           {"0,3000,1,1", "max", 0, 0, 0, 0, 0, 0},
           {"0,0,10,0", "max", 0, 0, 0, 0, 0, 0},
           {"0.4,0.5,9.6,10", "max", 0, 1, 10, 10, 10, 10},
           {"1,2,3", "max", 0, 0, 0, 0, 0, 0},
           {"1,2,3,4,5", "max", 0, 0, 0, 0, 0, 0},
           {"1,2,3,", "max", 0, 0, 0, 0, 0, 0},
           {"1,2,3,4x", "max", 0, 0, 0, 0, 0, 0},
           {"1,2,inf,4", "max", 0, 0, 0, 0, 0, 0},
           {"1,2,nan,4", "max", 0, 0, 0, 0, 0, 0},
           {"0,0,1000000,1000000", "max", 0, 0, 2000, 3000, 2000, 3000},
           {"0,0,1000001,10", "max", 0, 0, 0, 0, 0, 0},
           {"", "max", 0, 0, 0, 0, 0, 0},
           {"pct:0,0,100,100", "max", 0, 0, 2000, 3000, 2000, 3000},
           {"pct:50,25,10,1", "max", 1000, 750, 200, 30, 200, 30},
           {"pct:100,0,10,10", "max", 0, 0, 0, 0, 0, 0},
           {"pct:", "max", 0, 0, 0, 0, 0, 0},
           {"pct", "max", 0, 0, 0, 0, 0, 0},
           {"full", "", 0, 0, 0, 0, 0, 0},
           {"full", "200", 0, 0, 0, 0, 0, 0},
           {"full", "max,", 0, 0, 0, 0, 0, 0},
           {"full", "100,0", 0, 0, 0, 0, 0, 0},
           {"full", "-1,", 0, 0, 0, 0, 0, 0},
           {"full", "1,", 0, 0, 2000, 3000, 1, 2},
           {"full", ",1", 0, 0, 2000, 3000, 1, 1},
           {"0,0,1000,1", "10,", 0, 0, 1000, 1, 10, 1},
           {"full", "2000,", 0, 0, 2000, 3000, 2000, 3000},
           {"full", "2001,", 0, 0, 2000, 3000, 2000, 3000},
           {"full", ",3001", 0, 0, 2000, 3000, 2000, 3000},
           {"full", "200,100", 0, 0, 2000, 3000, 200, 100},
           {"full", "2000,3000", 0, 0, 2000, 3000, 2000, 3000},
           {"full", "2001,3000", 0, 0, 0, 0, 0, 0},
           {"full", "2000,3001", 0, 0, 0, 0, 0, 0},
           {"full", "!100,100", 0, 0, 2000, 3000, 66, 100},
           {"full", "!100,300", 0, 0, 2000, 3000, 100, 150},
           {"full", "!5000,5000", 0, 0, 2000, 3000, 2000, 3000},
           {"full", "!100,", 0, 0, 0, 0, 0, 0},
           {"full", "!,100", 0, 0, 0, 0, 0, 0},
           {"full", "!", 0, 0, 0, 0, 0, 0},
           {"full", "^max", 0, 0, 0, 0, 0, 0},
           {"0,0,2000,1", "!10,10", 0, 0, 2000, 1, 10, 1},
       }) {
    const auto cut = pages::iiif_cut(c.region, c.size, 2000, 3000);
    ASSERT_EQ(cut.has_value(), c.width != 0) << c.region << "/" << c.size;
    if (!cut) continue;
    EXPECT_EQ(cut->region, (Box{c.x, c.y, c.w, c.h})) << c.region << "/" << c.size;
    EXPECT_EQ(cut->width, c.width) << c.region << "/" << c.size;
    EXPECT_EQ(cut->height, c.height) << c.region << "/" << c.size;
  }
  EXPECT_EQ(pages::iiif_cut("square", "max", 3001, 2000)->region, (Box{500, 0, 2000, 2000}));
}

// 4,000 pixels is the longest side that is given.
TEST(IiifCut, OfAVeryLargePage) {
  const auto most = pages::iiif_cut("full", "max", 8000, 6000);
  EXPECT_EQ(most->width, 4000);
  EXPECT_EQ(most->height, 3000);
  EXPECT_EQ(pages::iiif_cut("full", "4000,", 8000, 6000)->width, 4000);
  EXPECT_FALSE(pages::iiif_cut("full", "4001,", 8000, 6000));
  EXPECT_FALSE(pages::iiif_cut("full", ",4001", 6000, 8000));
  EXPECT_EQ(pages::iiif_cut("full", "max", 8000, 1)->height, 1);
}

TEST(Around, AValueGoAThirdOfThePageAndSomeLines) {
  struct Case {
    Box box, around;
  };
  for (const Case& c : {Case{{1000, 1500, 40, 30}, {687, 1425, 666, 180}},  // a third of the page wide
                        {{500, 1500, 900, 30}, {420, 1425, 1060, 180}},     // a 25th beside a wide one
                        {{500, 1500, 900, 600}, {420, 1300, 1060, 1000}},   // a third of its height above a high one
                        {{0, 0, 40, 30}, {0, 0, 353, 105}},
                        {{1990, 2990, 10, 10}, {1662, 2915, 338, 85}}})
    EXPECT_EQ(pages::around({1, c.box}, 2000, 3000), c.around) << c.box.x << "," << c.box.y;
  EXPECT_EQ(pages::around({1, {50, 50, 10, 10}}, 120, 120), (Box{0, 26, 120, 58})) << "60 beside and 24 above at least";
  EXPECT_TRUE(pages::around({1, {5000, 5000, 10, 10}}, 120, 120).empty());
}

class Iiif : public testing::Test {
 protected:
  static void SetUpTestSuite() { world_ = new World; }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
  static std::string id(const char* name, const char* page = ".1") { return "/iiif/" + key_of(name) + page; }
};
World* Iiif::world_ = nullptr;

TEST_F(Iiif, DescribesAPage) {
  const http::Response info = world_->get(id("c") + "/info.json", "reader", {{"host", "desk.example:81"}});
  EXPECT_EQ(info.type, "application/ld+json; profile=\"http://iiif.io/api/image/3/context.json\"");
  EXPECT_EQ(header(info, "Cache-Control"), "private, max-age=60");
  EXPECT_EQ(info.body,
            R"({"@context":"http://iiif.io/api/image/3/context.json","id":"http://desk.example:81/iiif/)" + key_of("c") +
                R"(.1","type":"ImageService3","protocol":"http://iiif.io/api/image","profile":"level1","width":2000,"height":3000,"maxWidth":4000,)"
                R"("maxHeight":4000,"tiles":[{"width":512,"scaleFactors":[1,2,4,8]}],"extraFormats":["png"],"extraQualities":["gray","color"],)"
                R"("extraFeatures":["regionByPct","sizeByConfinedWh","sizeByWh"]})");
  EXPECT_EQ(json_of(world_->get(id("a65") + "/info.json"))["tiles"][0]["scaleFactors"].dump(), "[1,2,4,8]");
  EXPECT_EQ(json_of(world_->get(id("b66") + "/info.json"))["tiles"][0]["scaleFactors"].dump(), "[1]");
  http::Request secure = world_->request("GET", id("c") + "/info.json", "");
  secure.secure = true;
  secure.cookies = {{"__Host-banthuek", world_->cookie_of("reader")}};
  EXPECT_EQ(json_of(world_->desk().answer(secure))["id"], "https://localhost" + id("c"));
}

struct StatusCase {
  std::string target;
  int status;
  const char* says;
};
TEST_F(Iiif, RefusesWhatIsNoPictureOrNoPage) {
  const std::string not_level1 = "not a picture request of IIIF Image API 3.0 level 1: ";
  for (const StatusCase& c : {StatusCase{id("a66") + "/full/max/0/default.gif", 400, "format; use jpg or png"},
                              {id("a66") + "/full/max/0/default", 400, "format; use jpg or png"},
                              {id("a66") + "/full/max/0/bitonal.jpg", 400, "quality; use default, color or gray"},
                              {id("a66") + "/full/max/90/default.jpg", 400, "rotation; use 0"},
                              {id("a66") + "/full/max/!0/default.jpg", 400, "rotation; use 0"},
                              {id("a66") + "/full/0,/0/default.jpg", 400, "region or size"},
                              {id("a66") + "/400,0,1,1/max/0/default.jpg", 400, "region or size"}}) {
    const http::Response answer = world_->get(c.target);
    EXPECT_EQ(answer.status, c.status) << c.target;
    EXPECT_EQ(answer.type, "text/plain; charset=utf-8");
    EXPECT_EQ(answer.body, not_level1 + c.says + "\n") << c.target;
  }
  for (const char* page : {".2", ".0", "", ".", ".x", ".-1", ".1x"})
    for (const char* rest : {"/info.json", "/full/max/0/default.jpg"}) {
      const http::Response answer = world_->get(id("a66", page) + rest);
      EXPECT_EQ(answer.status, 404) << page << rest;
      EXPECT_EQ(answer.body, "there is no such page\n");
    }
  EXPECT_EQ(world_->get("/iiif/0000000000000000.1/info.json").status, 404);
  const http::Response gone = world_->get(id("a65") + "/full/max/0/default.jpg");
  EXPECT_EQ(gone.status, 404);
  EXPECT_EQ(gone.body, "the page picture cannot be shown: the source file has moved or changed\n");
  EXPECT_EQ(header(gone, "ETag"), "") << "and is asked for again";
}

TEST_F(Iiif, CutsAreOfValuesThatHaveAPlace) {
  const auto status = [&](const std::string& target) { return world_->get("/documents/" + target).status; };
  EXPECT_EQ(status(key_of("a66") + "/cut?field=no/such"), 404);
  EXPECT_EQ(status(key_of("a66") + "/cut"), 404);
  EXPECT_EQ(status("0000000000000000/cut?field=title"), 404);
  EXPECT_EQ(status(key_of("a66") + "/cut?field=memo/to"), 404);
  EXPECT_EQ(world_->get("/documents/" + key_of("a65") + "/cut?field=organisation/name").body,
            "the page picture cannot be shown: the source file has moved or changed\n");
}

}  // namespace iiif_test
}  // namespace banthuek::serve
