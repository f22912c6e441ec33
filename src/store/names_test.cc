#include "store/names.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <set>
#include <thread>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

PropertyName text_name(const std::string& text) { return {kPsPublicStrings, text}; }

class NamedProperties : public MemoryStoreTest {};

TEST_F(NamedProperties, get_an_id_once_and_keep_it) {
  EXPECT_FALSE(must(store.find_property_id(ana, text_name("Color"))).has_value());
  const std::uint16_t color = must(store.property_id(ana, text_name("Color")));
  const std::uint16_t size = must(store.property_id(ana, text_name("Size")));
  EXPECT_EQ(color, kFirstNamedId);
  EXPECT_EQ(size, kFirstNamedId + 1);
  EXPECT_EQ(must(store.property_id(ben, text_name("Color"))), color);
  EXPECT_EQ(must(store.property_name(ben, size)), text_name("Size"));
  EXPECT_EQ(must(must(open(engine())).find_property_id(ben, text_name("Size"))), size);
}

TEST_F(NamedProperties, are_told_apart_by_set_by_kind_and_by_case) {
  std::set<std::uint16_t> ids;
  for (const PropertyName& name : {text_name("a"), text_name("A"), PropertyName{kPsCommon, std::string("a")},
                                   PropertyName{kPsCommon, 0x8501u}, PropertyName{kPsAddress, 0x8501u}}) {
    ids.insert(must(store.property_id(ana, name)));
  }
  EXPECT_EQ(ids.size(), 5u);
}

TEST_F(NamedProperties, ignore_the_case_of_internet_headers) {
  const std::uint16_t id = must(store.property_id(ana, {kPsInternetHeaders, std::string("X-Spam")}));
  EXPECT_EQ(must(store.property_id(ana, {kPsInternetHeaders, std::string("x-spam")})), id);
  EXPECT_EQ(must(store.property_name(ana, id)), (PropertyName{kPsInternetHeaders, std::string("x-spam")}));
}

TEST_F(NamedProperties, of_PS_MAPI_below_8000_are_the_tags_themselves) {
  EXPECT_EQ(must(store.property_id(ana, {kPsMapi, 0x0037u})), 0x0037);
  EXPECT_EQ(must(store.property_name(ana, 0x0037)), (PropertyName{kPsMapi, 0x0037u}));
  EXPECT_EQ(must(store.property_id(ana, {kPsMapi, 0x8001u})), kFirstNamedId);
}

TEST_F(NamedProperties, have_no_name_where_nobody_gave_one) {
  EXPECT_FALSE(must(store.property_name(ana, 0x8000)).has_value());
  EXPECT_FALSE(must(store.property_name(ana, 0xFFFE)).has_value());
}

TEST_F(NamedProperties, have_names_of_1_to_254_bytes_of_text) {
  EXPECT_TRUE(store.property_id(ana, text_name(std::string(kMaxPropertyName, 'x'))).ok());
  EXPECT_EQ(code_of(store.property_id(ana, text_name(std::string(kMaxPropertyName + 1, 'x')))),
            Code::invalid_argument);
  EXPECT_EQ(code_of(store.property_id(ana, text_name(""))), Code::invalid_argument);
  EXPECT_EQ(code_of(store.property_id(ana, text_name("\xFF"))), Code::invalid_argument);
  NewMessage bad;
  bad.named.push_back({text_name("\xFF"), {PropertyTag(0, PropertyType::boolean), true}});
  std::vector<NewMessage> messages;
  messages.push_back(std::move(bad));
  EXPECT_EQ(code_of(store.add_messages(ana, inbox(), std::move(messages))), Code::invalid_argument);
}

TEST_F(NamedProperties, are_not_made_by_who_may_only_read) {
  const Session reader = people.session("Cy", 3, Rights::read_only);
  EXPECT_EQ(code_of(store.property_id(reader, text_name("Color"))), Code::no_access);
  const std::uint16_t id = must(store.property_id(ana, text_name("Color")));
  EXPECT_EQ(must(store.property_id(reader, text_name("Color"))), id);
}

TEST_F(NamedProperties, end_at_32767) {
  damage([](storage::MemoryTables& all) {
    for (std::size_t i = 0; i + 1 < kMaxNamedProperties; ++i) {
      const auto id = static_cast<std::uint16_t>(kFirstNamedId + i);
      all.names[id] = {kPsCommon, static_cast<std::uint32_t>(i)};
    }
  });
  EXPECT_EQ(must(store.property_id(ana, text_name("the last"))), kLastNamedId);
  EXPECT_EQ(code_of(store.property_id(ana, text_name("one more"))), Code::too_big);
  EXPECT_TRUE(store.property_id(ana, text_name("the last")).ok());
}

TEST_F(NamedProperties, get_ids_in_the_order_of_their_names) {
  const std::uint16_t size = must(store.property_id(ana, text_name("Size")));
  const std::vector<PropertyName> names{
      text_name("Color"), {kPsMapi, 0x0037u}, text_name("Size"), text_name("Color")};
  const auto color = static_cast<std::uint16_t>(size + 1);
  EXPECT_EQ(must(store.property_ids(ana, names)), (std::vector<std::uint16_t>{color, 0x0037, size, color}));
  EXPECT_EQ(must(store.property_ids(ana, {})), std::vector<std::uint16_t>{});
}

TEST_F(NamedProperties, are_made_all_or_none) {
  const std::vector<PropertyName> bad{text_name("Color"), text_name("")};
  EXPECT_EQ(code_of(store.property_ids(ana, bad)), Code::invalid_argument);
  EXPECT_TRUE(must(store.property_names(ana)).empty());
  damage([](storage::MemoryTables& all) {
    for (std::size_t i = 0; i + 2 < kMaxNamedProperties; ++i) {
      const auto id = static_cast<std::uint16_t>(kFirstNamedId + i);
      all.names[id] = {kPsCommon, static_cast<std::uint32_t>(i)};
    }
  });
  const std::vector<PropertyName> names{text_name("Color"), text_name("Size"), text_name("Weight")};
  EXPECT_EQ(code_of(store.property_ids(ana, names)), Code::too_big);
  EXPECT_EQ(must(store.property_names(ana)).size(), kMaxNamedProperties - 2);
  EXPECT_EQ(must(store.property_ids(ana, std::span(names).first(2))).back(), kLastNamedId);
  EXPECT_EQ(must(store.property_names(ana)).size(), kMaxNamedProperties);
}

TEST_F(NamedProperties, are_made_in_one_commit_and_none_if_all_are_there) {
  const std::vector<PropertyName> names{text_name("Color"), text_name("Size"), text_name("Weight")};
  std::atomic<int> commits = 0;
  const std::uint64_t watcher = tables->add_watcher([&] { ++commits; });
  const auto ids = must(store.property_ids(ana, names));
  EXPECT_EQ(commits, 1);
  EXPECT_EQ(must(store.property_ids(people.session("Cy", 3, Rights::read_only), names)), ids);
  EXPECT_EQ(commits, 1);
  tables->remove_watcher(watcher);
}

TEST_F(NamedProperties, are_all_listed_by_their_ids) {
  Store other = must(open(engine()));
  must(other.property_ids(ben, std::vector<PropertyName>{text_name("Color"), {kPsCommon, 0x8501u}}));
  const auto all = must(store.property_names(ana));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0], std::pair(std::uint16_t{kFirstNamedId}, text_name("Color")));
  EXPECT_EQ(all[1], std::pair(std::uint16_t{kFirstNamedId + 1}, PropertyName{kPsCommon, 0x8501u}));
}

TEST_F(NamedProperties, made_by_another_process_are_seen_when_asked_for_and_when_used) {
  Store other = must(open(engine()));
  Message message = must(store.create_message(ana, inbox()));  // this store knows no names yet
  const std::uint16_t id = must(other.property_id(ben, text_name("Color")));
  EXPECT_TRUE(message.set(PropertyTag(id, PropertyType::unicode), std::string("red")).ok());
  const std::uint16_t second = must(other.property_id(ben, text_name("Size")));
  EXPECT_EQ(must(store.property_name(ana, second)), text_name("Size"));
  EXPECT_EQ(code_of(message.set(PropertyTag(second + 1, PropertyType::unicode), std::string("x"))),
            Code::invalid_argument);
}

TEST_F(NamedProperties, get_one_id_each_from_many_threads_at_once) {
  constexpr int kThreads = 8, kNamesEach = 20;
  std::vector<std::vector<std::uint16_t>> ids(kThreads);
  std::barrier start(kThreads);
  std::vector<std::thread> threads;
  for (auto& mine : ids) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      for (int i = 0; i < kNamesEach; ++i) {
        mine.push_back(must(store.property_id(ana, text_name("name " + std::to_string(i)))));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& mine : ids) EXPECT_EQ(mine, ids[0]);
  EXPECT_EQ(std::set<std::uint16_t>(ids[0].begin(), ids[0].end()).size(), std::size_t{kNamesEach});
}

}  // namespace
}  // namespace postroom::store
