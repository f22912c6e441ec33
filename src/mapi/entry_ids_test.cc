#include "mapi/entry_ids.h"

#include <gtest/gtest.h>
#include <mapi/mapiutil.h>
#include <postroom/open.h>

#include "support/must.h"
#include "support/temporary_folder.h"

namespace postroom::mapi {
namespace {

using testing::must;

const Memory kMemory{MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};

class EntryIdsTest : public ::testing::Test {
 protected:
  static StoreContext::Options options(const std::string& address) {
    StoreContext::Options options;
    options.memory = kMemory;
    options.store_entry_id = to_bytes("what the host has made of it");
    options.address = address;
    return options;
  }
  Bytes bytes_of(std::variant<StoreTarget, FolderId, MessageId> target) {
    return encode(context_.entry_id(target));
  }
  Bytes bytes_at(const std::string& address) { return encode(must(make_store_entry_id({}, address, "Ben"))); }
  static LPENTRYID raw(Bytes& bytes) { return reinterpret_cast<LPENTRYID>(bytes.data()); }
  static ULONG size(const Bytes& bytes) { return static_cast<ULONG>(bytes.size()); }

  HRESULT read(Bytes bytes) { return read_entry_id(size(bytes), raw(bytes), id_); }
  HRESULT read_of_store(Bytes bytes) { return read_entry_id_of(context_, size(bytes), raw(bytes), id_); }
  HRESULT compare(Bytes a, Bytes b, ULONG flags = 0) {
    return compare_entry_ids(context_, size(a), raw(a), size(b), raw(b), flags, &is_same_);
  }

  testing::TemporaryFolder folder_{testing::Place::memory};
  const std::string address_ = folder_.path("mail.postroom");
  const Session ana_ = make_session("Ana Ruiz", "test");
  StoreContext context_{must(create_store(address_, ana_)), ana_, options(address_)};
  EntryId id_;
  ULONG is_same_ = 7;
};

TEST_F(EntryIdsTest, are_read_from_any_address) {
  Bytes shifted = bytes_of(MessageId{5});
  const ULONG whole = size(shifted);
  shifted.insert(shifted.begin(), 0xAA);
  ASSERT_EQ(read_entry_id(whole, reinterpret_cast<LPENTRYID>(shifted.data() + 1), id_), S_OK);
  EXPECT_EQ(id_, context_.entry_id(MessageId{5}));
}

TEST_F(EntryIdsTest, are_the_same_short_and_long_term) {
  Bytes short_term = bytes_of(FolderId{3});
  std::fill_n(short_term.begin(), 4, std::uint8_t{0xF8});
  ASSERT_EQ(read(short_term), S_OK);
  EXPECT_EQ(id_, context_.entry_id(FolderId{3}));
  ASSERT_EQ(compare(short_term, bytes_of(FolderId{3})), S_OK);
  EXPECT_EQ(is_same_, TRUE);
}

TEST_F(EntryIdsTest, are_refused_where_they_are_none) {
  EXPECT_EQ(read_entry_id(48, nullptr, id_), MAPI_E_INVALID_ENTRYID);
  Bytes whole = bytes_of(MessageId{5});
  EXPECT_EQ(read_entry_id(0, raw(whole), id_), MAPI_E_INVALID_ENTRYID);
  EXPECT_EQ(read_entry_id(19, raw(whole), id_), MAPI_E_INVALID_ENTRYID);
  EXPECT_EQ(read_entry_id(47, raw(whole), id_), MAPI_E_INVALID_ENTRYID);
  whole[4] ^= 1;
  EXPECT_EQ(read(whole), MAPI_E_UNKNOWN_ENTRYID);
  EXPECT_EQ(read_of_store(whole), MAPI_E_UNKNOWN_ENTRYID);
}

TEST_F(EntryIdsTest, of_another_store_are_unknown_here) {
  const Bytes other = encode(EntryId{make_guid(1, 2, 3, 4), MessageId{5}});
  EXPECT_EQ(read(other), S_OK);
  EXPECT_EQ(read_of_store(other), MAPI_E_UNKNOWN_ENTRYID);
}

TEST_F(EntryIdsTest, name_the_store_in_every_form) {
  const Bytes forms[] = {bytes_of(StoreTarget{}), bytes_at(address_), context_.store_entry_id(),
                         encode(must(make_store_entry_id(context_.store().guid(), "/moved", "Ben")))};
  for (const Bytes& a : forms) {
    EXPECT_EQ(read_of_store(a), S_OK);
    EXPECT_TRUE(std::holds_alternative<StoreTarget>(id_.target));
    for (const Bytes& b : forms) {
      ASSERT_EQ(compare(a, b), S_OK);
      EXPECT_EQ(is_same_, TRUE);
    }
  }
}

TEST_F(EntryIdsTest, of_a_store_somewhere_else_are_another_one) {
  EXPECT_EQ(read_of_store(bytes_at("/elsewhere")), MAPI_E_UNKNOWN_ENTRYID);
  ASSERT_EQ(compare(bytes_at("/elsewhere"), bytes_of(StoreTarget{})), S_OK);
  EXPECT_EQ(is_same_, FALSE);
  ASSERT_EQ(compare(bytes_at("/elsewhere"), bytes_at("/somewhere")), S_OK);
  EXPECT_EQ(is_same_, FALSE);
}

TEST_F(EntryIdsTest, of_different_things_differ) {
  ASSERT_EQ(compare(bytes_of(FolderId{5}), bytes_of(MessageId{5})), S_OK);
  EXPECT_EQ(is_same_, FALSE);
  ASSERT_EQ(compare(bytes_of(MessageId{6}), bytes_of(MessageId{5})), S_OK);
  EXPECT_EQ(is_same_, FALSE);
}

TEST_F(EntryIdsTest, are_compared_only_as_asked) {
  const Bytes id = bytes_of(MessageId{5});
  EXPECT_EQ(compare(id, id, 1), MAPI_E_UNKNOWN_FLAGS);
  EXPECT_EQ(compare(id, Bytes(48, 9)), MAPI_E_UNKNOWN_ENTRYID);
  EXPECT_EQ(is_same_, FALSE);
  EXPECT_EQ(compare_entry_ids(context_, 0, nullptr, 0, nullptr, 0, nullptr), MAPI_E_INVALID_PARAMETER);
}

TEST_F(EntryIdsTest, are_given_in_long_term_form) {
  ULONG given_size = 0;
  LPENTRYID given = nullptr;
  give_entry_id(kMemory, context_.entry_id(MessageId{5}), &given_size, &given);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(given);
  EXPECT_EQ(Bytes(bytes, bytes + given_size), bytes_of(MessageId{5}));
  MAPIFreeBuffer(given);
}

}  // namespace
}  // namespace postroom::mapi
