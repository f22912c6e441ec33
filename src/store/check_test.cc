#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/blob.h"
#include "store/source.h"
#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using storage::MemoryTables;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class CheckOfTheStore : public MemoryStoreTest {
 protected:
  std::vector<std::string> findings() { return must(store.check(ana)); }
  void expect_finding(const std::string& text) { EXPECT_THAT(findings(), Contains(HasSubstr(text))); }

  // A message with everything that is checked: a large value, original bytes, two versions.
  MessageId rich() {
    NewMessage made;
    MemorySource bytes{std::string_view(long_text)};
    made.content.properties = {{tag::subject, std::string("rich")},
                               {tag::body, must(store.large_values().put(bytes))}};
    made.source = to_bytes("Subject: rich\r\n\r\n");
    std::vector<NewMessage> messages;
    messages.push_back(std::move(made));
    const MessageId id = must(store.add_messages(ana, inbox(), std::move(messages)))[0];
    edit(id, "richer");
    return id;
  }
  ChangeNumber current(MessageId id) { return record(id).change_number; }

  const std::string long_text = std::string(kInlineLimit + 100, 'x');
};

TEST_F(CheckOfTheStore, finds_nothing_wrong_with_a_store_in_use) {
  const MessageId id = rich();
  Message copy = must(store.open_message(ben, id, Access::read_write));
  must(copy.save_elsewhere());
  must(store.create_folder(ana, inbox(), "Printers"));
  must(store.delete_messages(ana, std::vector{add("gone")}, DeleteKind::recoverable));
  must(store.mark(ana, std::vector{id}, Store::Read::yes));
  EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(CheckOfTheStore, looks_at_more_messages_than_fit_on_a_page) {
  std::vector<NewMessage> many(1100);
  const auto ids = must(store.add_messages(ana, inbox(), std::move(many)));
  EXPECT_THAT(findings(), IsEmpty());
  damage([&](MemoryTables& all) { all.messages.at(ids.back()).subject = "other"; });
  expect_finding("Message " + std::to_string(ids.back().value) + " has list columns");
}

TEST_F(CheckOfTheStore, says_how_far_it_is) {
  add("x");
  std::uint64_t done = 0, total = 0;
  must(store.check(ana, [&](std::uint64_t d, std::uint64_t t) {
    done = d;
    total = t;
  }));
  EXPECT_GT(total, 0u);
  EXPECT_EQ(done, total);
}

TEST_F(CheckOfTheStore, finds_folders_that_cannot_be_reached) {
  const FolderId folder = must(store.create_folder(ana, inbox(), "Printers"));
  damage([&](MemoryTables& all) { all.folders.at(folder).parent = folder; });
  expect_finding("cannot be reached from the root");
  damage([&](MemoryTables& all) { all.folders.at(folder).parent = FolderId{123456}; });
  expect_finding("cannot be reached from the root");
}

TEST_F(CheckOfTheStore, finds_two_folders_of_one_name) {
  must(store.create_folder(ana, inbox(), "Printers"));
  const FolderId second = must(store.create_folder(ana, inbox(), "Scanners"));
  damage([&](MemoryTables& all) { all.folders.at(second).name = "PRINTERS"; });
  expect_finding("has the same name as folder");
}

TEST_F(CheckOfTheStore, finds_folder_properties_that_cannot_be_read) {
  damage([&](MemoryTables& all) { all.folders.at(inbox()).properties = Bytes{1, 2, 3}; });
  expect_finding("has properties that cannot be read");
}

TEST_F(CheckOfTheStore, finds_a_default_folder_missing) {
  damage([&](MemoryTables& all) { all.folders.erase(store.special(SpecialFolder::junk)); });
  expect_finding("Default folder");
}

TEST_F(CheckOfTheStore, finds_wrong_counters_of_a_folder) {
  add("x");
  damage([&](MemoryTables& all) { all.folders.at(inbox()).content_count += 1; });
  expect_finding("counts its messages wrongly");
  damage([&](MemoryTables& all) {
    all.folders.at(inbox()).content_count -= 1;
    all.folders.at(inbox()).unread_count += 1;
  });
  expect_finding("counts its messages wrongly");
  damage([&](MemoryTables& all) {
    all.folders.at(inbox()).unread_count -= 1;
    all.folders.at(inbox()).associated_count += 1;
  });
  expect_finding("counts its messages wrongly");
}

TEST_F(CheckOfTheStore, does_not_take_folders_for_damaged_that_are_written_meanwhile) {
  add("x");
  bool added = false;
  const auto found = must(store.check(ana, [&](std::uint64_t, std::uint64_t) {
    if (!std::exchange(added, true)) add("meanwhile");
  }));
  EXPECT_TRUE(added);
  EXPECT_THAT(found, IsEmpty());
}

TEST_F(CheckOfTheStore, finds_a_message_that_does_not_point_at_its_newest_version) {
  const MessageId id = rich();
  damage([&](MemoryTables& all) { all.messages.at(id).version.value += 1; });
  expect_finding("does not point at its newest version");
}

TEST_F(CheckOfTheStore, finds_a_message_without_versions) {
  const MessageId id = add("x");
  damage([&](MemoryTables& all) { all.versions.erase(all.messages.at(id).change_number); });
  expect_finding("has lost all of its versions");
}

TEST_F(CheckOfTheStore, finds_a_history_that_is_counted_wrongly) {
  const MessageId id = rich();
  damage([&](MemoryTables& all) { all.messages.at(id).history_count += 1; });
  expect_finding("counts its history wrongly");
  damage([&](MemoryTables& all) {
    all.messages.at(id).history_count -= 1;
    all.messages.at(id).history_bytes += 1;
  });
  expect_finding("counts its history wrongly");
}

TEST_F(CheckOfTheStore, finds_versions_out_of_order) {
  const MessageId id = rich();
  damage([&](MemoryTables& all) {
    for (auto& [number, version] : all.versions) {
      if (version.info.message == id && version.info.number.value == 1) version.info.number.value = 2;
    }
  });
  expect_finding("has versions out of order");
}

TEST_F(CheckOfTheStore, finds_every_byte_of_content_that_changed) {
  const MessageId id = add("x");
  const Bytes good = tables->read()->versions.at(current(id)).content;
  for (std::size_t i = 0; i < good.size(); ++i) {
    damage([&](MemoryTables& all) {
      all.versions.at(current(id)).content = good;
      all.versions.at(current(id)).content[i] ^= 0x10;
    });
    EXPECT_FALSE(findings().empty()) << "byte " << i;
  }
}

TEST_F(CheckOfTheStore, finds_content_that_cannot_be_read) {
  const MessageId id = add("x");
  damage([&](MemoryTables& all) { all.versions.at(current(id)).content.resize(3); });
  expect_finding("cannot be read");
}

TEST_F(CheckOfTheStore, finds_references_that_differ_from_the_content) {
  const MessageId id = rich();
  damage([&](MemoryTables& all) { all.references.at(current(id)).clear(); });
  expect_finding("refers to other large values");
}

TEST_F(CheckOfTheStore, finds_columns_that_differ_from_the_content) {
  const MessageId id = add("x");
  damage([&](MemoryTables& all) { all.messages.at(id).size += 1; });
  expect_finding("has list columns that differ");
}

TEST_F(CheckOfTheStore, finds_named_properties_without_a_name) {
  const std::uint16_t color = must(store.property_id(ana, {kPsPublicStrings, std::string("Color")}));
  Message message = must(store.create_message(ana, inbox()));
  must(message.set(PropertyTag(color, PropertyType::unicode), std::string("red")));
  must(message.save());
  EXPECT_THAT(findings(), IsEmpty());
  damage([&](MemoryTables& all) { all.names.clear(); });
  Store reopened = must(open(engine()));
  EXPECT_THAT(must(reopened.check(ana)), Contains(HasSubstr("has a named property that has no name")));
}

TEST_F(CheckOfTheStore, finds_original_bytes_that_cannot_be_read) {
  const MessageId id = rich();
  damage([&](MemoryTables& all) {
    for (auto& [number, version] : all.versions) {
      if (version.info.message == id && !version.source.empty()) version.source.resize(4);
    }
  });
  expect_finding("has original bytes that cannot be read");
}

}  // namespace
}  // namespace postroom::store
