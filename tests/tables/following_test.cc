// How open tables follow what others do, and what they tell (section 5: table events).
#include "tables/told_table.h"

namespace postroom::rules {
namespace {

TEST_F(Tables, show_what_others_have_written_meanwhile) {
  const MessageId first = mail("b");
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  EXPECT_EQ(texts(table), Strings{"b"});
  Store other = another();
  Message message = must(other.create_message(ben, inbox()));
  must(message.set(tag::subject, std::string("a")));
  must(message.save());
  EXPECT_EQ(texts(table), (Strings{"a", "b"}));
  edit(ben, first, tag::subject, "0");
  EXPECT_EQ(texts(table), (Strings{"0", "a"}));
  const FolderId elsewhere = must(store().create_folder(ana, inbox(), "Elsewhere"));
  must(store().move_messages(ana, std::vector{first}, elsewhere));
  EXPECT_EQ(texts(table), Strings{"a"});
  must(store().move_messages(ana, std::vector{first}, inbox()));
  EXPECT_EQ(texts(table), (Strings{"0", "a"}));
  must(store().delete_messages(ana, std::vector{first}, DeleteKind::permanent));
  EXPECT_EQ(texts(table), Strings{"a"});
}

TEST_F(Tables, tell_their_subscribers_what_to_do) {
  mail("b");
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  std::mutex mutex;
  std::condition_variable came;
  std::vector<TableEvent> heard;
  const auto subscription = must(table.subscribe([&](const std::vector<TableEvent>& events) {
    const std::lock_guard lock(mutex);
    heard.insert(heard.end(), events.begin(), events.end());
    came.notify_all();
  }));
  const auto wait_for = [&](std::size_t count) {
    std::unique_lock lock(mutex);
    EXPECT_TRUE(came.wait_for(lock, 30s, [&] { return heard.size() >= count; }));
    return heard;
  };
  const MessageId id = mail("c");
  auto events = wait_for(1);
  EXPECT_EQ(events[0].kind, TableEvent::Kind::added);
  EXPECT_EQ(events[0].values[0].value, Value(std::string("c")));
  EXPECT_EQ(events[0].prior, value<Bytes>(all(table)[0], tag::instance_key));
  edit(ben, id, tag::subject, "a");
  events = wait_for(2);
  EXPECT_EQ(events[1].kind, TableEvent::Kind::modified);
  EXPECT_EQ(events[1].row, events[0].row);
  EXPECT_EQ(events[1].prior, Bytes{});
  EXPECT_EQ(events[1].values[0].value, Value(std::string("a")));
  remove(id);
  events = wait_for(3);
  EXPECT_EQ(events[2].kind, TableEvent::Kind::deleted);
  EXPECT_EQ(events[2].row, events[0].row);
}

TEST_F(Tables, tell_of_rows_that_changed_together_in_the_order_they_stand_in) {
  const std::vector ids = {mail("c"), mail("a"), mail("b")};
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  std::mutex mutex;
  std::condition_variable came;
  Strings heard;
  const auto subscription = must(table.subscribe([&](const std::vector<TableEvent>& events) {
    const std::lock_guard lock(mutex);
    for (const TableEvent& event : events) heard.push_back(std::get<std::string>(event.values.at(0).value));
    came.notify_all();
  }));
  must(store().mark(ben, ids, Store::Read::yes));
  std::unique_lock lock(mutex);
  EXPECT_TRUE(came.wait_for(lock, 30s, [&] { return heard.size() == 3; }));
  EXPECT_EQ(heard, (Strings{"a", "b", "c"}));
}

TEST_F(Tables, of_a_folder_that_is_deleted_are_empty) {
  const FolderId folder = must(store().create_folder(ana, inbox(), "short-lived"));
  must(store().move_messages(ana, std::vector{mail("one")}, folder));
  Table table = must(store().contents_table(ana, folder));
  EXPECT_EQ(must(table.row_count()), 1U);
  must(store().delete_folder(ben, folder, {true, true}));
  EXPECT_EQ(must(table.row_count()), 0U);
  EXPECT_TRUE(all(table).empty());
}

TEST_F(Tables, tell_nothing_of_rows_that_are_restricted_out) {
  Table table = subjects();
  must(table.restrict(subject_has("seen")));
  ToldTable told(table, 1);
  mail("other");
  const MessageId id = mail("seen");
  told.wait_until([](const auto& rows) { return rows.size() == 1; });
  edit(ana, id, tag::subject, "other");
  told.wait_until([](const auto& rows) { return rows.empty(); });
  EXPECT_EQ(told.count(TableEvent::Kind::added), 1U);
  EXPECT_EQ(told.count(TableEvent::Kind::deleted), 1U);
}

TEST_F(Tables, tell_the_headers_whose_counts_have_changed) {
  const MessageId id = mail("a");
  Table table = contents({tag::subject, tag::content_unread, tag::instance_key});
  must(table.sort(by({{tag::subject}}, 1, 0)));
  ToldTable told(table, 2);
  EXPECT_EQ(value<std::int32_t>(told.rows()[0], tag::content_unread), 1);
  must(store().mark(ben, std::vector{id}, Store::Read::yes));
  told.wait_until([](const auto& rows) { return value<std::int32_t>(rows[0], tag::content_unread) == 0; });
  EXPECT_EQ(told.count(TableEvent::Kind::added), 0U);
  EXPECT_EQ(told.count(TableEvent::Kind::deleted), 0U);
}

TEST_F(Tables, hierarchy_tables_tell_of_folders_and_their_counts) {
  Table table = must(store().hierarchy_table(ana, inbox(), HierarchyDepth::all));
  must(table.set_columns({tag::display_name, tag::content_count, tag::instance_key}));
  ToldTable told(table, 2);
  const FolderId folder = must(store().create_folder(ben, inbox(), "Printers"));
  must(store().create_folder(ben, folder, "Old"));
  told.wait_until([](const auto& rows) { return rows.size() == 2; });
  EXPECT_EQ(texts(told.rows()), (Strings{"Printers", "Old"}));
  must(store().move_messages(ben, std::vector{mail("one")}, folder));
  told.wait_until([](const auto& rows) { return value<std::int32_t>(rows[0], tag::content_count) == 1; });
  must(store().delete_folder(ben, folder, {true, true}));
  told.wait_until([](const auto& rows) { return rows.empty(); });
  EXPECT_EQ(told.count(TableEvent::Kind::reload), 0U);
}

TEST_F(Tables, may_be_closed_by_who_is_being_told) {
  auto table = std::make_shared<Table>(subjects());
  std::mutex mutex;
  std::condition_variable came;
  bool closed = false;
  std::shared_ptr<void> subscription;
  subscription = must(table->subscribe([&](const std::vector<TableEvent>&) {
    const std::lock_guard lock(mutex);
    subscription.reset();
    table.reset();
    closed = true;
    came.notify_all();
  }));
  mail("a");
  std::unique_lock lock(mutex);
  EXPECT_TRUE(came.wait_for(lock, 30s, [&] { return closed; }));
}

TEST_F(Tables, outlive_their_store) {
  mail("a");
  Table table = subjects();
  must(table.sort(by({{tag::subject}})));
  const auto subscription = must(table.subscribe([](const std::vector<TableEvent>&) {}));
  close();
  EXPECT_EQ(texts(table), Strings{"a"});
}

}  // namespace
}  // namespace postroom::rules
