#include "mapi/store_entry_id.h"

#include <gtest/gtest.h>
#include <postroom/session.h>

#include <filesystem>

#include "support/must.h"

namespace postroom::mapi {
namespace {

using testing::code_of;
using testing::must;

constexpr Guid kStore = make_guid(0x04030201, 0x0605, 0x0807, 0x090A0B0C0D0E0F10);

StoreEntryId sample() { return must(make_store_entry_id(kStore, "/mail/ana.postroom", "Ana Ruiz")); }

Bytes with_byte(Bytes bytes, std::size_t place, std::uint8_t byte) {
  bytes.at(place) = byte;
  return bytes;
}

TEST(StoreEntryIdTest, reads_what_it_wrote) {
  const StoreEntryId id = sample();
  EXPECT_EQ(must(decode_store_entry_id(encode(id))), id);
  EXPECT_EQ(id.address, "/mail/ana.postroom");
  EXPECT_EQ(id.name, "Ana Ruiz");
}

TEST(StoreEntryIdTest, begins_with_the_entry_id_of_the_store_and_ends_as_documented) {
  Bytes expected = encode(EntryId{kStore, StoreTarget{}});
  expected.push_back(1);
  const Bytes texts = to_bytes(std::string_view("/mail/ana.postroom\0Ana Ruiz\0", 28));
  expected.insert(expected.end(), texts.begin(), texts.end());
  EXPECT_EQ(encode(sample()), expected);
}

TEST(StoreEntryIdTest, may_leave_open_which_store_it_is) {
  const StoreEntryId id = must(make_store_entry_id({}, "/mail/ana.postroom", "Ana Ruiz"));
  EXPECT_EQ(must(decode_store_entry_id(encode(id))), id);
}

TEST(StoreEntryIdTest, takes_one_that_names_the_store_alone) {
  const StoreEntryId id = must(decode_store_entry_id(encode(EntryId{kStore, StoreTarget{}})));
  EXPECT_EQ(id, (StoreEntryId{kStore, {}, {}}));
  EXPECT_EQ(code_of(decode_store_entry_id(encode(EntryId{Guid{}, StoreTarget{}}))), Code::invalid_argument);
}

TEST(StoreEntryIdTest, has_the_path_of_a_file_from_the_root) {
  const StoreEntryId id = must(make_store_entry_id({}, "below/../mail.postroom", "Ana"));
  EXPECT_EQ(id.address, (std::filesystem::current_path() / "mail.postroom").string());
}

TEST(StoreEntryIdTest, never_has_a_password) {
  const StoreEntryId id =
      must(make_store_entry_id({}, "postgresql://ana:secret@host/mail?password=secret&store=ana", "Ana"));
  EXPECT_EQ(id.address, "postgresql://ana@host/mail?store=ana");
  StoreEntryId with_password = id;
  with_password.address = "postgresql://ana:secret@host/mail?store=ana";
  EXPECT_EQ(code_of(decode_store_entry_id(encode(with_password))), Code::invalid_argument);
}

TEST(StoreEntryIdTest, refuses_texts_that_are_none) {
  EXPECT_EQ(code_of(make_store_entry_id({}, "", "Ana")), Code::invalid_argument);
  EXPECT_EQ(code_of(make_store_entry_id({}, "/mail", "")), Code::invalid_argument);
  EXPECT_EQ(code_of(make_store_entry_id({}, "/mail\xFF", "Ana")), Code::invalid_argument);
  EXPECT_EQ(code_of(make_store_entry_id({}, std::string_view("/ma\0il", 6), "Ana")), Code::invalid_argument);
  EXPECT_EQ(code_of(make_store_entry_id({}, "mysql://host/mail", "Ana")), Code::invalid_argument);
}

TEST(StoreEntryIdTest, holds_its_limits) {
  const std::string longest = "/" + std::string(kMaxStoreAddress - 1, 'x');
  EXPECT_EQ(code_of(make_store_entry_id({}, longest, "Ana")), std::nullopt);
  EXPECT_EQ(code_of(make_store_entry_id({}, longest + "x", "Ana")), Code::too_big);
  EXPECT_EQ(code_of(make_store_entry_id({}, "/mail", std::string(kMaxSessionText, 'n'))), std::nullopt);
  EXPECT_EQ(code_of(make_store_entry_id({}, "/mail", std::string(kMaxSessionText + 1, 'n'))), Code::too_big);
  StoreEntryId too_long{kStore, longest + "x", "Ana"};
  EXPECT_EQ(code_of(decode_store_entry_id(encode(too_long))), Code::invalid_argument);
}

TEST(StoreEntryIdTest, refuses_every_shorter_and_every_longer_one) {
  const Bytes whole = encode(sample());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    if (size == 40) continue;  // the store alone
    EXPECT_EQ(code_of(decode_store_entry_id(ByteView(whole).first(size))), Code::invalid_argument) << size;
  }
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_EQ(code_of(decode_store_entry_id(longer)), Code::invalid_argument);
}

TEST(StoreEntryIdTest, refuses_another_layout_and_what_names_something_else) {
  const Bytes whole = encode(sample());
  EXPECT_EQ(code_of(decode_store_entry_id(with_byte(whole, 40, 2))), Code::invalid_argument);  // its version
  EXPECT_EQ(code_of(decode_store_entry_id(with_byte(whole, 21, 2))), Code::invalid_argument);  // a folder
  EXPECT_EQ(code_of(decode_store_entry_id(with_byte(whole, 4, 0))),
            Code::invalid_argument);  // another provider
  EXPECT_EQ(code_of(decode_store_entry_id(with_byte(whole, 0, 0xFF))), Code::invalid_argument);
  EXPECT_EQ(code_of(decode_store_entry_id(encode(EntryId{kStore, MessageId{7}}))), Code::invalid_argument);
}

TEST(StoreEntryIdTest, is_the_same_store_by_guid_or_by_address) {
  const StoreEntryId known = sample();
  const StoreEntryId moved = must(make_store_entry_id(kStore, "/elsewhere", "Ben"));
  const StoreEntryId by_place = must(make_store_entry_id({}, "/mail/ana.postroom", "Ben"));
  StoreEntryId other = known;
  other.store.bytes[0] ^= 1;
  EXPECT_TRUE(is_same_store(known, moved));
  EXPECT_TRUE(is_same_store(known, by_place));
  EXPECT_FALSE(is_same_store(moved, by_place));
  EXPECT_FALSE(is_same_store(known, other));
  EXPECT_FALSE(is_same_store({}, {}));
}

}  // namespace
}  // namespace postroom::mapi
