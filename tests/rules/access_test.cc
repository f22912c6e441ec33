// Rules C30 to C35: how a message is opened, and what may be done then.
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

TEST_F(SaveRules, C30_best_access_gives_the_most_there_is_and_modify_without_the_right_is_refused) {
  const MessageId id = add("one");
  EXPECT_TRUE(open(ana, id, Access::best).is_writable());
  EXPECT_FALSE(open(reader, id, Access::best).is_writable());
  EXPECT_FALSE(open(ana, id, Access::read_only).is_writable());
  EXPECT_EQ(code_of(store().open_message(reader, id, Access::read_write)), Code::no_access);
  EXPECT_EQ(get<std::int32_t>(open(reader, id, Access::best), tag::access_level), 0);
  EXPECT_EQ(get<std::int32_t>(open(ana, id, Access::best), tag::access_level), 1);
}

// Every way to write, each of which has to be refused with `code`.
void expect_all_refused(Store& store, const Session& session, MessageId id, Code code) {
  const std::vector ids{id};
  const FolderId inbox = store.special(SpecialFolder::inbox);
  EXPECT_EQ(code_of(store.create_message(session, inbox)), code);
  EXPECT_EQ(code_of(store.open_message(session, id, Access::read_write)), code);
  EXPECT_EQ(code_of(store.add_messages(session, inbox, std::vector<NewMessage>(1))), code);
  EXPECT_EQ(code_of(store.move_messages(session, ids, inbox)), code);
  EXPECT_EQ(code_of(store.copy_messages(session, ids, inbox)), code);
  EXPECT_EQ(code_of(store.delete_messages(session, ids, DeleteKind::recoverable)), code);
  EXPECT_EQ(code_of(store.delete_messages(session, ids, DeleteKind::permanent)), code);
  EXPECT_EQ(code_of(store.delete_message(session, id, DeleteKind::recoverable)), code);
  EXPECT_EQ(code_of(store.undelete_messages(session, ids)), code);
  EXPECT_EQ(code_of(store.mark(session, ids, Store::Read::yes)), code);
  EXPECT_EQ(code_of(store.set_status(session, id, 1, 1)), code);
  EXPECT_EQ(code_of(store.restore(session, id, VersionNumber{1})), code);
  EXPECT_EQ(code_of(store.settle_conflict(session, id, id)), code);
  EXPECT_EQ(code_of(store.create_folder(session, inbox, "x")), code);
  EXPECT_EQ(code_of(store.rename_folder(session, inbox, "x")), code);
  EXPECT_EQ(code_of(store.rename_folder(session, store.special(SpecialFolder::root), "x")), code);
  EXPECT_EQ(code_of(store.move_folder(session, inbox, inbox)), code);
  EXPECT_EQ(code_of(store.copy_folder(session, inbox, inbox, "x", true)), code);
  EXPECT_EQ(code_of(store.delete_folder(session, inbox, {})), code);
  EXPECT_EQ(code_of(store.set_folder_properties(session, inbox, {})), code);
  EXPECT_EQ(code_of(store.set_store_properties(session, {})), code);
  EXPECT_EQ(code_of(store.set_receive_folder(session, "IPM", inbox)), code);
  EXPECT_EQ(code_of(store.property_id(session, {kPsCommon, std::string("new")})), code);
  EXPECT_EQ(code_of(store.set_retention(session, {})), code);
  EXPECT_EQ(code_of(store.compact(session)), code);
}

TEST_F(SaveRules, C32_a_session_that_may_only_read_is_refused_everything_that_writes) {
  const MessageId id = add("one");
  const LogPosition before = position();
  expect_all_refused(store(), reader, id, Code::no_access);
  Message opened = open(reader, id, Access::best);
  EXPECT_EQ(code_of(opened.set(tag::subject, std::string("x"))), Code::no_access);
  EXPECT_EQ(code_of(opened.save_elsewhere()), Code::no_access);
  EXPECT_EQ(position(), before);
  EXPECT_EQ(text(opened, tag::subject), "one");
}

TEST_F(SaveRules, C32_a_store_opened_for_reading_refuses_everything_that_writes) {
  const MessageId id = add("one");
  add("large", long_text('x'));
  const LogPosition before = position();
  Store readable = must(open_store(address(), OpenAs::read_only));
  EXPECT_TRUE(readable.is_read_only());
  expect_all_refused(readable, ana, id, Code::read_only);
  MemorySource source{std::string_view("x")};
  EXPECT_EQ(code_of(readable.large_values().put(source)), Code::read_only);
  Message opened = must(readable.open_message(ana, id, Access::best));
  EXPECT_FALSE(opened.is_writable());
  EXPECT_EQ(code_of(opened.save_elsewhere()), Code::read_only);
  EXPECT_EQ(position(), before);
}

TEST_F(SaveRules, C32_a_store_opened_for_reading_reads_everything) {
  const MessageId id = add("one");
  const MessageId large = add("large", long_text('x'));
  edit(ana, id, tag::subject, "two");
  Store readable = must(open_store(address(), OpenAs::read_only));
  EXPECT_EQ(text(must(readable.open_message(ben, id, Access::best)), tag::subject), "two");
  EXPECT_EQ(read_whole(must(readable.open_message(ben, large, Access::best)).read(tag::body)),
            long_text('x'));
  EXPECT_EQ(must(readable.history(ben, id, true)).size(), 2u);
  EXPECT_EQ(must(readable.list(ben, inbox())).size(), 2u);
  EXPECT_TRUE(must(readable.check(ben)).empty());
  edit(ana, id, tag::subject, "three");  // and sees what others write meanwhile
  EXPECT_EQ(text(must(readable.open_message(ben, id, Access::best)), tag::subject), "three");
}

TEST_F(SaveRules, C34_a_deleted_message_opens_only_for_who_asks_for_deleted_ones_too) {
  const MessageId id = add("one");
  must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable));
  EXPECT_EQ(code_of(store().open_message(ana, id, Access::read_only)), Code::not_found);
  const Message opened = must(store().open_message(ana, id, Access::read_only, true));
  EXPECT_EQ(text(opened, tag::subject), "one");
  EXPECT_TRUE(must(store().list(ana, inbox())).empty());
  ListOptions deleted;
  deleted.deleted = true;
  EXPECT_EQ(must(store().list(ana, inbox(), deleted)).size(), 1u);
}

TEST_F(SaveRules, C35_a_reader_goes_on_with_what_it_was_opened_on_while_the_property_is_changed) {
  const MessageId id = add("one", long_text('x'));
  Message message = open(ana, id);
  auto reader_of_old = message.read(tag::body);
  must(message.set(tag::body, long_text('y')));
  must(message.save());
  EXPECT_EQ(read_whole(std::move(reader_of_old)), long_text('x'));
  EXPECT_EQ(read_whole(message.read(tag::body)), long_text('y'));
}

TEST_F(SaveRules, C35_a_reader_outlives_its_message_and_the_store_it_came_from) {
  const MessageId id = add("one", long_text('x'));
  std::optional<Message> message = open(ana, id);
  auto reading = message->read(tag::body);
  message.reset();
  close();
  EXPECT_EQ(read_whole(std::move(reading)), long_text('x'));
}

}  // namespace
}  // namespace postroom::rules
