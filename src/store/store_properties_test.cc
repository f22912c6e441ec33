#include "store/store_properties.h"

#include <gmock/gmock.h>
#include <postroom/entry_id.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class StoreProperties : public MemoryStoreTest {
 protected:
  PropertySet all(const Session& session) { return must(store.store_properties(session)); }
  std::string text(PropertyTag tag) { return all(ana).get_or(tag, std::string("(none)")); }
  std::optional<Code> set(const Property& property) {
    return code_of(store.set_store_properties(ana, {property}));
  }
  std::optional<Code> remove(PropertyTag tag) {
    return code_of(store.set_store_properties(ana, {}, std::vector{tag}));
  }
  void write(const std::string& value) {
    change([&](storage::Transaction& transaction) {
      return transaction.put_setting("store.properties", value);
    });
  }
};

TEST_F(StoreProperties, say_which_store_it_is) {
  const PropertySet properties = all(ben);
  const EntryId id{store.guid(), StoreTarget{}};
  EXPECT_EQ(properties.get_or(tag::entryid, Bytes{}), encode(id));
  EXPECT_EQ(properties.get_or(tag::store_entryid, Bytes{}), encode(id));
  EXPECT_EQ(properties.get_or(tag::record_key, Bytes{}), record_key(id));
  EXPECT_EQ(properties.get_or(tag::store_record_key, Bytes{}), record_key(id));
  EXPECT_EQ(properties.get_or(tag::object_type, std::int32_t{0}), 1);
  EXPECT_EQ(properties.get_or(tag::access_level, std::int32_t{-1}), 1);
  EXPECT_EQ(properties.get_or(tag::access, std::int32_t{-1}), 0x3F);
}

TEST_F(StoreProperties, of_a_store_that_is_only_read_say_so) {
  Store reader = must(open(engine(storage::MemoryAccessMode::read_only)));
  const PropertySet properties = must(reader.store_properties(ana));
  EXPECT_EQ(properties.get_or(tag::access_level, std::int32_t{-1}), 0);
  EXPECT_EQ(properties.get_or(tag::access, std::int32_t{-1}), 0x2);
  EXPECT_EQ(code_of(reader.set_store_properties(ana, {{tag::comment, std::string("x")}})), Code::read_only);
}

TEST_F(StoreProperties, name_the_store_after_its_owner_until_it_has_a_name) {
  EXPECT_EQ(text(tag::display_name), ana.who);
  must(store.set_owner(ana, "Cy"));
  EXPECT_EQ(text(tag::display_name), "Cy");
  EXPECT_EQ(set({tag::display_name, std::string("Sales")}), std::nullopt);
  EXPECT_EQ(text(tag::display_name), "Sales");
  EXPECT_EQ(remove(tag::display_name), std::nullopt);
  EXPECT_EQ(text(tag::display_name), "Cy");
  change([](storage::Transaction& transaction) { return transaction.remove_setting("store.owner"); });
  EXPECT_EQ(text(tag::display_name), "Mailbox");
}

TEST_F(StoreProperties, keep_what_clients_set) {
  EXPECT_EQ(set({tag::comment, std::string("ours")}), std::nullopt);
  EXPECT_EQ(set({tag::importance, std::int32_t{7}}), std::nullopt);
  EXPECT_EQ(text(tag::comment), "ours");
  EXPECT_EQ(all(ben).get_or(tag::importance, std::int32_t{0}), 7);
  EXPECT_EQ(remove(tag::comment), std::nullopt);
  EXPECT_EQ(remove(tag::comment), std::nullopt) << "gone already";
  EXPECT_FALSE(all(ana).has(tag::comment));
  EXPECT_TRUE(all(ana).has(tag::importance));
}

TEST_F(StoreProperties, that_are_computed_are_neither_set_nor_removed) {
  for (const PropertyTag tag :
       {tag::entryid, tag::record_key, tag::store_entryid, tag::store_record_key, tag::acl_data}) {
    EXPECT_EQ(set({tag, Bytes{1}}), Code::no_access);
    EXPECT_EQ(remove(tag), Code::no_access);
  }
  for (const PropertyTag tag : {tag::object_type, tag::access, tag::access_level}) {
    EXPECT_EQ(set({tag, std::int32_t{1}}), Code::no_access);
  }
}

TEST_F(StoreProperties, are_set_all_together_or_not_at_all) {
  const PropertySet wrong{{tag::comment, std::string("ours")}, {tag::entryid, Bytes{1}}};
  EXPECT_EQ(code_of(store.set_store_properties(ana, wrong)), Code::no_access);
  EXPECT_FALSE(all(ana).has(tag::comment));
}

TEST_F(StoreProperties, are_short_text_is_utf_8_and_names_are_registered) {
  EXPECT_EQ(set({tag::comment, std::string(kInlineLimit, 'x')}), std::nullopt);
  EXPECT_EQ(set({tag::comment, std::string(kInlineLimit + 1, 'x')}), Code::too_big);
  EXPECT_EQ(set({tag::comment, LargeValue{{}, 10'000}}), Code::too_big);
  const PropertyTag many(0x6001, static_cast<PropertyType>(0x1102));  // PT_MV_BINARY
  EXPECT_EQ(set({many, std::vector<Bytes>(2, Bytes(kInlineLimit / 2 + 1))}), Code::too_big);
  EXPECT_EQ(set({many, std::vector<Bytes>(2, Bytes(kInlineLimit / 2))}), std::nullopt);
  EXPECT_EQ(set({tag::comment, std::string("\xFF")}), Code::invalid_argument);
  EXPECT_EQ(set({PropertyTag(0x8123, PropertyType::boolean), true}), Code::invalid_argument);
  EXPECT_EQ(set({tag::display_name, std::string()}), Code::invalid_argument);
  EXPECT_EQ(set({PropertyTag(0x3001, PropertyType::string8), String8{"x"}}), Code::invalid_argument);
}

TEST_F(StoreProperties, are_a_mebibyte_at_most_together) {
  PropertySet many;
  for (std::uint16_t id = 0x6800; id < 0x6800 + kMaxStoreProperties / kInlineLimit; ++id) {
    many.set(PropertyTag(id, PropertyType::unicode), std::string(kInlineLimit, 'x'));
  }
  EXPECT_EQ(code_of(store.set_store_properties(ana, many)), Code::too_big);
  many.remove_id(0x6800);
  EXPECT_EQ(code_of(store.set_store_properties(ana, many)), std::nullopt);
  EXPECT_EQ(set({tag::comment, std::string(kInlineLimit, 'x')}), Code::too_big);
}

TEST_F(StoreProperties, that_are_damaged_are_found_by_check_and_can_be_set_again) {
  for (const char* damaged : {"no base64", "AAAA", ""}) {
    write(damaged);
    EXPECT_EQ(code_of(store.store_properties(ana)), Code::corrupt) << damaged;
    EXPECT_THAT(must(store.check(ana)), Contains(HasSubstr("properties of the store")));
  }
  EXPECT_EQ(set({tag::comment, std::string("again")}), std::nullopt);
  EXPECT_EQ(text(tag::comment), "again");
  EXPECT_TRUE(must(store.check(ana)).empty());
}

}  // namespace
}  // namespace postroom::store
