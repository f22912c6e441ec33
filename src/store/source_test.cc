#include "store/source.h"

#include <gtest/gtest.h>
#include <postroom/tags.h>
#include <zstd.h>

#include "model/blob.h"
#include "model/testing/random_content.h"
#include "support/must.h"

namespace postroom::store {
namespace {

using postroom::testing::code_of;
using postroom::testing::must;

Bytes mail() {
  std::string text = "From: ana@example.com\r\nSubject: Plans\r\n\r\n";
  for (int i = 0; i < 50; ++i) text += "Line " + std::to_string(i * 7919) + " says something of its own.\r\n";
  return to_bytes(text);
}

Bytes content_of(const Bytes& source) {
  MessageContent content;
  content.properties.set(tag::body, std::string(as_text(source)));
  return must(encode(content));
}

TEST(PackedSource, comes_back_byte_for_byte) {
  postroom::testing::RandomNumbers random(3);
  for (const std::size_t size : {0u, 1u, 100u, 70'000u}) {
    Bytes source(size);
    for (auto& byte : source) byte = static_cast<std::uint8_t>(random());
    const Bytes packed = must(pack_source(source, content_of(mail())));
    EXPECT_EQ(must(unpack_source(packed, content_of(mail()))), source);
    EXPECT_FALSE(large_source(packed).has_value());
  }
}

TEST(PackedSource, takes_little_room_beside_the_content_it_repeats) {
  const Bytes source = mail();
  EXPECT_LT(must(pack_source(source, content_of(source))).size(), 100u);
}

TEST(PackedSource, can_be_as_long_as_allowed_and_no_longer) {
  const Bytes content = content_of(mail());
  EXPECT_TRUE(unpack_source(must(pack_source(Bytes(kMaxInlineSource, 'x'), content)), content).ok());
  EXPECT_EQ(code_of(unpack_source(must(pack_source(Bytes(kMaxInlineSource + 1, 'x'), content)), content)),
            Code::corrupt);
}

TEST(PackedSource, of_a_large_value_names_it) {
  LargeValue value;
  for (std::size_t i = 0; i < value.hash.size(); ++i) value.hash[i] = static_cast<std::uint8_t>(i);
  value.size = 0x0123456789ABCDEF;
  const Bytes packed = pack_source(value);
  EXPECT_EQ(large_source(packed), value);
  EXPECT_EQ(code_of(unpack_source(packed, {})), Code::corrupt);
  EXPECT_FALSE(large_source(ByteView(packed).first(packed.size() - 1)).has_value());
  Bytes longer = packed;
  longer.push_back(0);
  EXPECT_FALSE(large_source(longer).has_value());
}

TEST(PackedSource, does_not_come_out_of_another_content_as_something_else) {
  const Bytes source = mail();
  const Bytes packed = must(pack_source(source, content_of(source)));
  const auto wrong = unpack_source(packed, content_of(to_bytes("something else")));
  EXPECT_TRUE(!wrong.ok() || *wrong != source);
}

TEST(PackedSource, that_makes_no_sense_is_refused_without_harm) {
  const Bytes content = content_of(mail());
  const Bytes good = must(pack_source(mail(), content));
  EXPECT_EQ(code_of(unpack_source({}, content)), Code::corrupt);
  EXPECT_EQ(code_of(unpack_source(Bytes{0}, content)), Code::corrupt);
  EXPECT_EQ(code_of(unpack_source(Bytes{1}, content)), Code::corrupt);
  EXPECT_EQ(code_of(unpack_source(Bytes{9, 9, 9}, content)), Code::corrupt);
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(unpack_source(ByteView(good).first(size), content).ok()) << size;
  }
  postroom::testing::RandomNumbers random(11);
  for (int i = 0; i < 5000; ++i) {  // anything but a crash
    Bytes bad = good;
    for (std::size_t flips = 1 + postroom::testing::random_below(random, 4); flips > 0; --flips) {
      bad[postroom::testing::random_below(random, bad.size())] = static_cast<std::uint8_t>(random());
    }
    static_cast<void>(unpack_source(bad, content));
    static_cast<void>(large_source(bad));
  }
}

TEST(PackedSource, that_claims_to_be_huge_is_refused_before_memory_is_taken) {
  // A frame header that promises 2^62 bytes: magic, descriptor with an 8-byte size, the size.
  Bytes bomb{1, 0x28, 0xB5, 0x2F, 0xFD, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0x40};
  EXPECT_EQ(ZSTD_getFrameContentSize(bomb.data() + 1, bomb.size() - 1), 1ull << 62);
  EXPECT_EQ(code_of(unpack_source(bomb, {})), Code::corrupt);
}

TEST(PackedSource, that_holds_more_than_it_claims_is_refused) {
  const Bytes source(1000, 'x');
  Bytes packed = must(pack_source(source, {}));
  // A second frame behind the first.
  const Bytes more = must(pack_source(source, {}));
  packed.insert(packed.end(), more.begin() + 1, more.end());
  EXPECT_EQ(code_of(unpack_source(packed, {})), Code::corrupt);
}

}  // namespace
}  // namespace postroom::store
