// Conformance: versions, the history of a message's content.
#include "storage/conformance.h"

#include <limits>

namespace postroom::storage {

TEST_P(EngineTest, keeps_every_field_of_a_version) {
  const MessageId id = add_message(add_folder());
  std::int64_t number = 1;
  for (const SaveKind kind : {SaveKind::first, SaveKind::plain, SaveKind::merged, SaveKind::forced,
                              SaveKind::restored, SaveKind::imported}) {
    VersionRecord version = sample_version(id, ++number);
    version.info.kind = kind;
    version.source = sample_bytes(500, 3);
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(version.info.change_number, transaction.insert_version(version, {}));
      return ok_status();
    });
    const VersionRecord read = must(view()->version(id, {number})).value();
    version.info.content_bytes = read.info.content_bytes;
    EXPECT_EQ(read, version);
    EXPECT_GE(read.info.content_bytes, static_cast<std::int64_t>(version.content.size()));
  }
}

TEST_P(EngineTest, keeps_the_limits_of_a_versions_numbers) {
  const MessageId id = add_message(add_folder());
  for (const std::int64_t number : {std::int64_t{2}, std::numeric_limits<std::int64_t>::max()}) {
    VersionRecord version = sample_version(id, number);
    version.info.saved = {-number};
    version.info.session = std::numeric_limits<std::uint64_t>::max();
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(version.info.change_number, transaction.insert_version(version, {}));
      return ok_status();
    });
    const VersionRecord read = must(view()->version(id, {number})).value();
    version.info.content_bytes = read.info.content_bytes;
    EXPECT_EQ(read, version);
  }
}

TEST_P(EngineTest, keeps_difficult_text_and_bytes_in_a_version) {
  const MessageId id = add_message(add_folder());
  std::int64_t number = 1;
  for (const std::string& text : difficult_texts()) {
    VersionRecord version = sample_version(id, ++number);
    version.info.who = version.info.client = text;
    version.content = version.source = to_bytes(text);
    commit([&](Transaction& transaction) -> Status {
      TRY_SET(version.info.change_number, transaction.insert_version(version, {}));
      return ok_status();
    });
    const VersionRecord read = must(view()->version(id, {number})).value();
    version.info.content_bytes = read.info.content_bytes;
    EXPECT_EQ(read, version);
  }
}

TEST_P(EngineTest, counts_the_content_bytes_of_a_version_itself) {
  const MessageId id = add_message(add_folder());
  VersionRecord version = sample_version(id, 2);
  version.info.content_bytes = 123'456'789;
  version.info.change_number = {987'654};
  ChangeNumber number;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(number, transaction.insert_version(version, {}));
    return ok_status();
  });
  const VersionInfo read = must(view()->version(id, {2})).value().info;
  EXPECT_EQ(read.content_bytes, static_cast<std::int64_t>(version.content.size()));
  EXPECT_EQ(read.change_number, number);
  EXPECT_NE(number.value, 987'654);
}

TEST_P(EngineTest, lists_the_versions_of_a_message_oldest_first) {
  const FolderId folder = add_folder();
  const MessageId first = add_message(folder), second = add_message(folder);
  for (std::int64_t number = 2; number <= 6; ++number) {
    add_version(first, number);
    add_version(second, number);
  }
  const auto infos = must(view()->versions(first));
  ASSERT_EQ(infos.size(), 6U);
  for (std::size_t i = 0; i < infos.size(); ++i) {
    EXPECT_EQ(infos[i].number.value, static_cast<std::int64_t>(i) + 1);
    EXPECT_EQ(infos[i], must(view()->version(first, infos[i].number)).value().info);
  }
}

TEST_P(EngineTest, a_version_that_is_not_there_is_nullopt) {
  const FolderId folder = add_folder();
  const MessageId first = add_message(folder), second = add_message(folder);
  add_version(second, 2);
  EXPECT_EQ(must(view()->version(first, {2})), std::nullopt);
  EXPECT_EQ(must(view()->version(first, {0})), std::nullopt);
  EXPECT_EQ(must(view()->version({0}, {1})), std::nullopt);
  EXPECT_TRUE(must(view()->references({999'999})).empty());
}

TEST_P(EngineTest, removes_a_version_and_no_other) {
  const MessageId id = add_message(add_folder());
  const ChangeNumber second = add_version(id, 2);
  add_version(id, 3);
  commit([&](Transaction& transaction) { return transaction.remove_version(second, kNow); });
  EXPECT_EQ(must(view()->version(id, {2})), std::nullopt);
  EXPECT_EQ(must(view()->version(id, {1})).value().content, sample_version(id, 1).content);
  EXPECT_EQ(must(view()->version(id, {3})).value().content, sample_version(id, 3).content);
  EXPECT_EQ(must(view()->versions(id)).size(), 2U);
}

TEST_P(EngineTest, assigns_change_numbers_in_order_and_without_gaps) {
  const MessageId id = add_message(add_folder());
  const ChangeNumber start = must(view()->counters()).change_number;
  commit([&](Transaction& transaction) -> Status {
    for (int i = 1; i <= 3; ++i) {
      TRY_SET(const ChangeNumber number, transaction.insert_version(sample_version(id, 1 + i), {}));
      EXPECT_EQ(number.value, start.value + i);
    }
    return ok_status();
  });
  EXPECT_EQ(add_version(id, 5).value, start.value + 4);
  EXPECT_EQ(must(view()->counters()).change_number.value, start.value + 4);
}

TEST_P(EngineTest, never_gives_a_change_number_out_again) {
  const MessageId id = add_message(add_folder());
  ChangeNumber last;
  commit([&](Transaction& transaction) -> Status {
    TRY_SET(last, transaction.insert_version(sample_version(id, 2), {}));
    return transaction.remove_version(last, kNow);
  });
  reopen();
  EXPECT_EQ(add_version(id, 3).value, last.value + 1);
}

TEST_P(EngineTest, gives_a_message_with_its_content_as_a_view_does) {
  const MessageId id = add_message(add_folder());
  for (int number = 2; number < 5; ++number) {
    const auto seen = must(view()->current(id)).value();
    const auto found = must(engine().current(id)).value();
    EXPECT_EQ(found.record, seen.record);
    EXPECT_EQ(found.info, seen.info);
    EXPECT_EQ(found.content, seen.content);
    EXPECT_EQ(found.folder_properties, seen.folder_properties);
    EXPECT_EQ(found.record.version.value, number - 1);
    commit([&](Transaction& transaction) -> Status {
      MessageRecord record = must(transaction.message(id)).value();
      record.version = {number};
      TRY_SET(record.change_number, transaction.insert_version(sample_version(id, number), {}));
      return transaction.update_message(record);
    });
  }
  EXPECT_FALSE(must(engine().current({4711})).has_value());
}

TEST_P(EngineTest, says_where_a_message_is_and_at_which_version) {
  const FolderId first = add_folder(), second = add_folder();
  const MessageId id = add_message(first);
  for (const FolderId folder : {first, second, first}) {
    FolderRecord place = must(view()->folder(folder)).value();
    place.properties = to_bytes("of folder " + std::to_string(folder.value));
    MessageRecord row = message(id);
    row.folder = folder;
    ++row.version.value;
    row.deleted = folder == second ? std::optional(FileTime{0}) : std::nullopt;
    commit([&](Transaction& transaction) -> Status {
      TRY(transaction.update_folder(place));
      return transaction.update_message(row);
    });
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(must(engine().place(id)), (MessagePlace{folder, row.version, row.deleted, place.properties}));
    }
  }
  EXPECT_EQ(must(engine().place({4711})), std::nullopt);
}

}  // namespace postroom::storage
