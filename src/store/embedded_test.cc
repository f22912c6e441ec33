// Messages inside attachments.
#include <gmock/gmock.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

using Inside = std::shared_ptr<const MessageContent>;

class EmbeddedMessages : public MemoryStoreTest {
 protected:
  Message outer() { return must(store.create_message(ana, inbox())); }
  template <class T>
  static T get(const Message& message, PropertyTag tag) {
    return std::get<T>(message.get(tag).value());
  }
  static bool has(const Message& message, PropertyTag tag) { return message.get(tag).has_value(); }
  static Inside inside(const Message& message) {
    return std::make_shared<const MessageContent>(message.content());
  }
  Inside saved(const Message& around, const std::string& subject) {
    Message inner = must(around.embedded(nullptr));
    must(inner.set(tag::subject, subject));
    must(inner.save());
    return inside(inner);
  }
  static std::uint32_t attach(Message& message, Inside content) {
    Attachment attachment;
    attachment.properties.set(tag::attach_method, std::int32_t{5});
    attachment.embedded = std::move(content);
    return must(message.add_attachment(std::move(attachment)));
  }
};

TEST_F(EmbeddedMessages, that_are_new_are_like_other_new_messages) {
  Message around = outer();
  const Message inner = must(around.embedded(nullptr));
  EXPECT_TRUE(inner.is_writable());
  EXPECT_TRUE(inner.has_edits());
  EXPECT_EQ(inner.id(), MessageId{});
  EXPECT_EQ(inner.version(), VersionNumber{});
  EXPECT_EQ(get<std::int32_t>(inner, tag::message_flags), 0x9 | message_flag::unmodified);
  EXPECT_EQ(get<std::int32_t>(inner, tag::object_type), 5);
  EXPECT_TRUE(has(inner, tag::search_key));
  for (const PropertyTag tag : {tag::entryid, tag::record_key, tag::creation_time, tag::message_class}) {
    EXPECT_FALSE(has(inner, tag));
  }
}

TEST_F(EmbeddedMessages, are_made_whole_by_their_first_save) {
  Message around = outer();
  Message inner = must(around.embedded(nullptr));
  must(inner.set(tag::subject, std::string("RE: plans")));
  must(inner.add_recipient(make_recipient(RecipientType::to, "Cy", "cy@example.com")));
  must(inner.add_attachment({}));
  EXPECT_EQ(get<std::string>(inner, tag::display_to), "") << "computed at the save";
  const SaveReport report = must(inner.save());
  EXPECT_TRUE(report.committed);
  EXPECT_EQ(report.message, MessageId{});
  EXPECT_FALSE(inner.has_edits());
  EXPECT_EQ(get<std::string>(inner, tag::display_to), "Cy");
  EXPECT_EQ(get<std::string>(inner, tag::subject_prefix), "RE: ");
  EXPECT_EQ(get<std::string>(inner, tag::normalized_subject), "plans");
  EXPECT_EQ(get<std::string>(inner, tag::message_class), "IPM");
  EXPECT_EQ(get<std::string>(inner, tag::creator_name), ana.who);
  EXPECT_EQ(get<std::string>(inner, tag::last_modifier_name), ana.who);
  EXPECT_EQ(get<FileTime>(inner, tag::creation_time), people.clock->now());
  EXPECT_EQ(get<FileTime>(inner, tag::last_modification_time), people.clock->now());
  EXPECT_TRUE(get<bool>(inner, tag::hasattach));
  EXPECT_GT(get<std::int32_t>(inner, tag::message_size), 0);
  EXPECT_EQ(get<std::int32_t>(inner, tag::access_level), 1);
  EXPECT_EQ(get<std::int32_t>(inner, tag::message_flags),
            0x9 | message_flag::unmodified | message_flag::has_attachments);
  EXPECT_FALSE(has(inner, tag::entryid));
  EXPECT_EQ(inner.properties().get_or(tag::creation_time, FileTime{}), people.clock->now());
}

TEST_F(EmbeddedMessages, keep_what_a_client_sets_until_their_first_save) {
  Message around = outer();
  Message inner = must(around.embedded(nullptr));
  must(inner.set(tag::message_flags, message_flag::read | message_flag::from_me));
  must(inner.set(tag::creation_time, FileTime{111}));
  must(inner.set(tag::last_modification_time, FileTime{222}));
  EXPECT_EQ(get<FileTime>(inner, tag::creation_time), FileTime{111});
  must(inner.save());
  EXPECT_EQ(get<FileTime>(inner, tag::creation_time), FileTime{111});
  EXPECT_EQ(get<FileTime>(inner, tag::last_modification_time), FileTime{222});
  EXPECT_EQ(code_of(inner.set(tag::message_flags, std::int32_t{0})), Code::no_access);
  EXPECT_EQ(code_of(inner.set(tag::creation_time, FileTime{1})), Code::no_access);
  EXPECT_EQ(code_of(inner.set(tag::display_to, std::string("x"))), Code::no_access);

  const Message again = must(around.embedded(inside(inner)));
  EXPECT_EQ(get<std::int32_t>(again, tag::message_flags),
            message_flag::read | message_flag::from_me | message_flag::unmodified);
  EXPECT_EQ(get<FileTime>(again, tag::creation_time), FileTime{111});
}

TEST_F(EmbeddedMessages, are_no_more_unmodified_from_their_second_save_on) {
  Message around = outer();
  Message inner = must(around.embedded(saved(around, "one")));
  EXPECT_NE(get<std::int32_t>(inner, tag::message_flags) & message_flag::unmodified, 0);
  const FileTime made = people.clock->now();
  people.clock->advance(std::chrono::hours(1));
  EXPECT_FALSE(must(inner.save()).committed) << "there was nothing to save";
  EXPECT_EQ(get<FileTime>(inner, tag::last_modification_time), made);
  must(inner.set(tag::subject, std::string("two")));
  must(inner.save());
  EXPECT_EQ(get<std::int32_t>(inner, tag::message_flags) & message_flag::unmodified, 0);
  EXPECT_EQ(get<FileTime>(inner, tag::creation_time), made);
  EXPECT_EQ(get<FileTime>(inner, tag::last_modification_time), people.clock->now());
  const Message again = must(around.embedded(inside(inner)));
  EXPECT_EQ(get<std::int32_t>(again, tag::message_flags) & message_flag::unmodified, 0);
}

TEST_F(EmbeddedMessages, that_came_from_elsewhere_have_been_read_and_tell_no_times_they_do_not_know) {
  const auto foreign = std::make_shared<const MessageContent>(MessageContent{
      {{tag::subject, std::string("forwarded")}, {tag::display_to, std::string("stale")}}, {}, {}});
  Message around = outer();
  Message inner = must(around.embedded(foreign));
  EXPECT_EQ(get<std::int32_t>(inner, tag::message_flags), message_flag::read | message_flag::unmodified);
  EXPECT_EQ(get<std::string>(inner, tag::display_to), "");
  EXPECT_FALSE(has(inner, tag::creation_time));
  EXPECT_FALSE(inner.has_edits());
  must(inner.set(tag::subject, std::string("changed")));
  must(inner.save());
  EXPECT_FALSE(has(inner, tag::creation_time));
  EXPECT_EQ(get<FileTime>(inner, tag::last_modification_time), people.clock->now());
  EXPECT_EQ(get<std::string>(inner, tag::message_class), "IPM");
  EXPECT_FALSE(inner.content().properties.has(tag::display_to));
}

TEST_F(EmbeddedMessages, keep_what_the_store_keeps_there_when_the_whole_view_is_replaced) {
  Message around = outer();
  Message inner = must(around.embedded(saved(around, "one")));
  must(inner.set_content(inner.content()));
  EXPECT_FALSE(inner.has_edits());
  const FileTime made = people.clock->now();
  people.clock->advance(std::chrono::hours(1));
  must(inner.set_content({{{tag::subject, std::string("two")}}, {}, {}}));
  must(inner.save());
  EXPECT_EQ(get<FileTime>(inner, tag::creation_time), made);
  EXPECT_EQ(get<std::string>(inner, tag::creator_name), ana.who);
}

TEST_F(EmbeddedMessages, are_written_where_the_message_around_them_is) {
  const MessageId id = add("around");
  Message reader = must(store.open_message(ana, id, Access::read_only));
  Message inner = must(reader.embedded(saved(outer(), "one")));
  EXPECT_FALSE(inner.is_writable());
  EXPECT_EQ(code_of(inner.set(tag::subject, std::string("two"))), Code::no_access);
  EXPECT_EQ(code_of(inner.save()), Code::no_access);
  EXPECT_EQ(get<std::int32_t>(inner, tag::access_level), 0);
}

TEST_F(EmbeddedMessages, store_nothing_by_themselves) {
  Message around = outer();
  const LogPosition before = must(store.log_position(ana));
  Message inner = must(around.embedded(nullptr));
  must(inner.save());
  must(inner.set(tag::subject, std::string("x")));
  must(inner.save(SaveMode::force));
  must(inner.save_merged({}, {}));
  EXPECT_EQ(code_of(inner.save_elsewhere()), Code::not_supported);
  EXPECT_EQ(code_of(inner.original()), Code::not_found);
  EXPECT_EQ(inner.conflict(), nullptr);
  EXPECT_EQ(must(store.log_position(ana)), before);
}

TEST_F(EmbeddedMessages, have_recipients_attachments_and_streams_of_their_own) {
  Message around = outer();
  Message inner = must(around.embedded(nullptr));
  const std::string long_body(kInlineLimit * 2, 'x');
  MemorySource source{std::string_view(long_body)};
  must(inner.write(tag::body, source));
  must(inner.add_recipient(make_recipient(RecipientType::cc, "Cy", "cy@example.com")));
  Table recipients = inner.recipient_table();
  EXPECT_EQ(must(recipients.row_count()), 1u);
  EXPECT_EQ(must(inner.read(tag::body))->size(), long_body.size());
  must(inner.save());
  EXPECT_GT(get<std::int32_t>(inner, tag::message_size), static_cast<std::int32_t>(long_body.size()));
  attach(around, inside(inner));
  const MessageId id = must(around.save()).message;
  const Message again = must(store.open_message(ana, id, Access::read_only));
  const Message read = must(again.embedded(again.content().attachments.at(0).embedded));
  EXPECT_EQ(must(read.read(tag::body))->size(), long_body.size());
  EXPECT_EQ(get<std::string>(read, tag::display_cc), "Cy");
  EXPECT_EQ(must(store.check(ana)), std::vector<std::string>{});
}

TEST_F(EmbeddedMessages, stand_inside_one_another_thirty_two_deep) {
  std::vector<Message> nested;
  nested.push_back(outer());
  for (int depth = 1; depth <= kMaxEmbeddingDepth; ++depth)
    nested.push_back(must(nested.back().embedded(nullptr)));
  EXPECT_EQ(code_of(nested.back().embedded(nullptr)), Code::too_big);
  for (std::size_t depth = nested.size() - 1; depth > 0; --depth) {
    must(nested[depth].save());
    attach(nested[depth - 1], inside(nested[depth]));
  }
  must(nested[0].save());
  EXPECT_EQ(embedding_depth(nested[0].content()), kMaxEmbeddingDepth);
}

TEST_F(EmbeddedMessages, refuse_to_become_deeper_than_that_with_what_is_put_into_them) {
  Message around = outer();
  auto deep = std::make_shared<const MessageContent>();
  for (int depth = 1; depth < kMaxEmbeddingDepth; ++depth) {
    MessageContent next;
    next.attachments.push_back({0, ana.random->guid(), {}, deep});
    deep = std::make_shared<const MessageContent>(std::move(next));
  }
  Message inner = must(around.embedded(nullptr));
  attach(inner, deep);
  EXPECT_EQ(code_of(inner.save()), Code::too_big);
  EXPECT_TRUE(inner.has_edits());
}

TEST_F(EmbeddedMessages, refuse_named_properties_that_nobody_registered) {
  Message inner = must(outer().embedded(nullptr));
  EXPECT_EQ(code_of(inner.set(PropertyTag(0x8123, PropertyType::boolean), true)), Code::invalid_argument);
}

}  // namespace
}  // namespace postroom::store
