#include <gtest/gtest.h>
#include <postroom/entry_id.h>

#include <limits>

#include "model/hexadecimal.h"

namespace postroom {
namespace {

constexpr Guid kStore = make_guid(0x04030201, 0x0605, 0x0807, 0x090A0B0C0D0E0F10);
constexpr MessageId kMessage{0x1122334455667788};

std::string hexadecimal(const Bytes& bytes) {
  std::string text;
  append_hexadecimal(text, bytes);
  return text;
}

// The example in docs/entry-ids.md.
TEST(EntryId, has_the_layout_that_the_documentation_shows) {
  const std::string head =
      "00000000"
      "0a4f6b8ec731524d9a1d60c5b27e83f4"
      "01";
  const std::string store = "0102030405060708090a0b0c0d0e0f10";
  EXPECT_EQ(hexadecimal(encode(EntryId{kStore, StoreTarget{}})), head + "010000" + store);
  EXPECT_EQ(hexadecimal(encode(EntryId{kStore, FolderId{5}})), head + "020000" + store + "0000000000000005");
  EXPECT_EQ(hexadecimal(encode(EntryId{kStore, kMessage})), head + "030000" + store + "1122334455667788");
}

TEST(EntryId, decodes_to_what_was_encoded) {
  for (const EntryId& id :
       {EntryId{kStore, StoreTarget{}}, EntryId{kStore, FolderId{1}}, EntryId{kStore, kMessage},
        EntryId{Guid{}, MessageId{std::numeric_limits<std::int64_t>::max()}}}) {
    EXPECT_EQ(*decode_entry_id(encode(id)), id);
  }
}

TEST(EntryId, is_read_from_any_address) {
  const Bytes encoded = encode(EntryId{kStore, kMessage});
  for (std::size_t shift = 0; shift < 8; ++shift) {
    Bytes shifted(shift, 0xFF);
    shifted.insert(shifted.end(), encoded.begin(), encoded.end());
    EXPECT_TRUE(decode_entry_id(ByteView(shifted).subspan(shift)).ok()) << shift;
  }
}

TEST(EntryId, refuses_every_other_length) {
  const Bytes encoded = encode(EntryId{kStore, kMessage});
  for (std::size_t size = 0; size < encoded.size(); ++size) {
    EXPECT_EQ(decode_entry_id(ByteView(encoded).first(size)).error().code, Code::invalid_argument) << size;
  }
  Bytes longer = encoded;
  longer.push_back(0);
  EXPECT_FALSE(decode_entry_id(longer).ok());
  Bytes store = encode(EntryId{kStore, StoreTarget{}});
  store.push_back(0);
  EXPECT_FALSE(decode_entry_id(store).ok());
}

TEST(EntryId, refuses_a_change_of_any_byte_before_the_store) {
  const Bytes encoded = encode(EntryId{kStore, FolderId{5}});
  for (std::size_t i = 0; i < 24; ++i) {
    Bytes changed = encoded;
    changed[i] ^= 0x80;
    EXPECT_EQ(decode_entry_id(changed).error().code, Code::invalid_argument) << i;
  }
}

TEST(EntryId, refuses_ids_that_no_object_has) {
  EXPECT_FALSE(decode_entry_id(encode(EntryId{kStore, FolderId{0}})).ok());
  EXPECT_FALSE(decode_entry_id(encode(EntryId{kStore, MessageId{-1}})).ok());
}

TEST(EntryId, refuses_kinds_that_this_version_does_not_know) {
  Bytes encoded = encode(EntryId{kStore, FolderId{5}});
  for (const std::uint8_t kind : {0, 1, 4, 255}) {
    encoded[21] = kind;
    EXPECT_FALSE(decode_entry_id(encoded).ok()) << int{kind};
  }
}

TEST(RecordKey, is_unlike_that_of_any_other_object) {
  const Bytes folder = record_key({kStore, FolderId{5}});
  EXPECT_EQ(hexadecimal(folder), "020102030405060708090a0b0c0d0e0f100000000000000005");
  EXPECT_NE(folder, record_key({kStore, MessageId{5}}));
  EXPECT_NE(folder, record_key({kStore, FolderId{6}}));
  EXPECT_NE(folder, record_key({Guid{}, FolderId{5}}));
  EXPECT_EQ(record_key({kStore, StoreTarget{}}).size(), 17u);
}

}  // namespace
}  // namespace postroom
