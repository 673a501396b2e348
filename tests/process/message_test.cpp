#include "pipeline/process/message.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/process/worker.h"

namespace banthuek::process {
namespace message_test {

std::string header(std::uint32_t magic, std::uint32_t length, std::uint32_t beside = 0) {
  const std::uint32_t all[3] = {magic, length, beside};
  return {reinterpret_cast<const char*>(all), sizeof all};
}

std::string with_text(const std::string& text) { return header(kMessageMagic, static_cast<std::uint32_t>(text.size())) + text; }

std::string trouble(const std::string& bytes) {
  MessageReader reader;
  reader.feed(bytes.data(), bytes.size());
  try {
    reader.next();
    return "none";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kInternal);
    return e.what();
  }
}

TEST(Message, IsItsLengthAndItsText) {
  EXPECT_EQ(encode_message({{"a", 1}}), header(0x62616E32, 7) + "{\"a\":1}");
  EXPECT_EQ(encode_message(1, "\xff\xfe"), header(kMessageMagic, 1, 2) + "1\xff\xfe") << "what is beside the text is left as it is";
  EXPECT_EQ(encode_message("\xff"), header(kMessageMagic, 5) + "\"\ufffd\"");
}

TEST(Message, OverItsLimitIsNotMade) {
  EXPECT_EQ(encode_message(std::string(kLongestMessage - 2, 'x')).size(), kLongestMessage + 12);
  try {
    encode_message(std::string(kLongestMessage - 1, 'x'));
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kTooLarge);
    EXPECT_STREQ(e.what(), "a message of 67108865 bytes; over the limit of one message");
  }
  EXPECT_THROW(encode_message(1, std::string(kLongestMessage + 1, 'x')), Error);
}

TEST(MessageReader, PutsMessagesTogetherByteByByte) {
  const std::string bytes = encode_message({{"a", 1}}, "beside") + encode_message({{"b", 2}});
  MessageReader reader;
  std::vector<std::string> got;
  for (const char byte : bytes) {
    reader.feed(&byte, 1);
    while (const auto message = reader.next()) got.push_back(message->body.dump() + message->bytes);
  }
  EXPECT_EQ(got, (std::vector<std::string>{"{\"a\":1}beside", "{\"b\":2}"}));
  EXPECT_FALSE(reader.next());
}

TEST(MessageReader, GivesSeveralThatCameAtOnce) {
  const std::string bytes = encode_message(1) + encode_message(2) + encode_message(3).substr(0, 12);
  MessageReader reader;
  reader.feed(bytes.data(), bytes.size());
  EXPECT_EQ(reader.next()->body, 1);
  EXPECT_EQ(reader.next()->body, 2);
  EXPECT_FALSE(reader.next());
}

TEST(MessageReader, RefusesWhatIsNoMessage) {
  EXPECT_EQ(trouble(header(kMessageMagic + 1, 2) + "{}"), "worker: what it sent is no message");
  EXPECT_EQ(trouble(header(kMessageMagic, kLongestMessage + 1)), "worker: what it sent is no message");
  EXPECT_EQ(trouble(header(kMessageMagic, kLongestMessage)), "none");
  EXPECT_EQ(trouble("rubbish"), "none");  // too short to tell
  EXPECT_EQ(trouble("rubbish "), "none");
  EXPECT_EQ(trouble("rubbish rubb"), "worker: what it sent is no message");
  EXPECT_EQ(trouble(header(kMessageMagic, 1, kLongestMessage + 1) + "1"), "worker: what it sent is no message");
  EXPECT_EQ(trouble(header(kMessageMagic, 1, kLongestMessage) + "1"), "none");
  EXPECT_EQ(trouble(with_text("{")), "worker: what it sent is no JSON");
  EXPECT_EQ(trouble(with_text("")), "worker: what it sent is no JSON");
  EXPECT_EQ(trouble(with_text(std::string(100, '[') + std::string(100, ']'))), "none");
  EXPECT_EQ(trouble(with_text(std::string(102, '[') + std::string(102, ']'))), "worker: what it sent is nested too deep");
}

TEST(MessageReader, HandsOnTwoFilesAndClosesMore) {
  MessageReader reader;
  int numbers[3];
  for (int& number : numbers) {
    number = memfd_create("file", MFD_CLOEXEC);
    reader.feed(base::Descriptor(number));
  }
  EXPECT_EQ(fcntl(numbers[2], F_GETFD), -1);
  const std::string bytes = encode_message(1) + encode_message(2);
  reader.feed(bytes.data(), bytes.size());
  EXPECT_EQ(reader.next()->files.size(), 2u);
  EXPECT_EQ(reader.next()->files.size(), 0u);
}

struct Pair {
  base::Descriptor ours, theirs;
  Pair() {
    int ends[2];
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    ours = base::Descriptor(ends[0]), theirs = base::Descriptor(ends[1]);
  }
};

TEST(Socket, GivesWhatIsThereNothingNowOrThatItIsClosed) {
  Pair pair;
  MessageReader reader;
  EXPECT_EQ(read_socket(pair.ours.get(), reader, MSG_DONTWAIT), ReadResult::kNothingNow);
  send_message(pair.theirs.get(), {{"a", 1}});
  EXPECT_EQ(read_socket(pair.ours.get(), reader, MSG_DONTWAIT), ReadResult::kGot);
  EXPECT_EQ(reader.next()->body["a"], 1);
  pair.theirs.close();
  EXPECT_EQ(read_socket(pair.ours.get(), reader, MSG_DONTWAIT), ReadResult::kClosed);
  EXPECT_EQ(read_socket(-1, reader, MSG_DONTWAIT), ReadResult::kClosed);
}

TEST(Socket, PassesFilesWithTheFirstByte) {
  Pair pair;
  const base::Descriptor one(memfd_create("one", MFD_CLOEXEC)), two(memfd_create("two", MFD_CLOEXEC));
  ASSERT_EQ(write(two.get(), "two", 3), 3);
  const std::string bytes = encode_message(7);
  ASSERT_EQ(write_some(pair.ours.get(), bytes.data(), bytes.size(), {one.get(), two.get()}), static_cast<long>(bytes.size()));
  MessageReader reader;
  ASSERT_EQ(read_socket(pair.theirs.get(), reader, 0), ReadResult::kGot);
  const auto message = reader.next();
  ASSERT_TRUE(message);
  ASSERT_EQ(message->files.size(), 2u);
  char text[4] = {};
  EXPECT_EQ(pread(message->files[1].get(), text, 3, 0), 3);
  EXPECT_STREQ(text, "two");
  EXPECT_TRUE(fcntl(message->files[0].get(), F_GETFD) & FD_CLOEXEC);
}

TEST(Socket, TakesOnlyWhatItHasRoomFor) {
  Pair pair;
  const std::string much(8 << 20, 'x');
  const long taken = write_some(pair.ours.get(), much.data(), much.size(), {});
  EXPECT_GT(taken, 0);
  EXPECT_LT(taken, static_cast<long>(much.size()));
  EXPECT_EQ(write_some(pair.ours.get(), much.data(), much.size(), {}), 0);
  pair.theirs.close();
  EXPECT_EQ(write_some(pair.ours.get(), much.data(), much.size(), {}), -1);
  try {
    send_message(pair.ours.get(), 1);
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kInternal);
    EXPECT_STREQ(e.what(), "worker: its coordinator is gone");
  }
}

TEST(ErrorAsJson, ComesBackAsItWas) {
  for (const ErrorKind kind : {ErrorKind::kUsage, ErrorKind::kDamaged, ErrorKind::kInternal}) {
    const Error back = error_from_json(error_to_json(Error(kind, "a.pdf:1", "broken; scan it again")));
    EXPECT_EQ(back.kind, kind);
    EXPECT_EQ(back.where, "a.pdf:1");
    EXPECT_EQ(back.message, "broken; scan it again");
  }
  EXPECT_EQ(error_from_json({{"kind", -1}}).kind, ErrorKind::kInternal);
  EXPECT_EQ(error_from_json({{"kind", static_cast<int>(ErrorKind::kInternal) + 1}}).kind, ErrorKind::kInternal);
  EXPECT_EQ(error_from_json(Json::object()).kind, ErrorKind::kInternal);
  EXPECT_STREQ(error_from_json(Json::object()).what(), "");
}

TEST(Descriptor, ClosesItselfOnceAndMoves) {
  int number;
  {
    base::Descriptor first(memfd_create("file", MFD_CLOEXEC));
    number = first.get();
    base::Descriptor second(std::move(first));
    EXPECT_FALSE(first);  // NOLINT: what was moved from is none
    EXPECT_TRUE(second);
    base::Descriptor third;
    third = std::move(second);
    EXPECT_EQ(third.get(), number);
    EXPECT_GE(fcntl(number, F_GETFD), 0);
  }
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
  base::Descriptor released(memfd_create("file", MFD_CLOEXEC));
  const int kept = released.release();
  released.close();
  EXPECT_GE(fcntl(kept, F_GETFD), 0);
  close(kept);
}

}  // namespace message_test
}  // namespace banthuek::process
