// Rules C36 to C38 for messages inside messages, through handles of their own (Message::embedded).
#include "rules/save_rules.h"

namespace postroom::rules {
namespace {

class EmbeddedRules : public SaveRules {
 protected:
  static std::shared_ptr<const MessageContent> inside(const Message& message) {
    return std::make_shared<const MessageContent>(message.content());
  }
  static void attach(Message& message, const Message& inner) {
    Attachment holder;
    holder.properties = {{tag::attach_method, attach_method::embedded_message}};
    holder.embedded = inside(inner);
    must(message.add_attachment(std::move(holder)));
  }
  static Message first_inside(const Message& message) {
    return must(message.embedded(message.content().attachments.at(0).embedded));
  }
  static void put_back(Message& message, const Message& inner) {
    Attachment holder = message.content().attachments.at(0);
    holder.embedded = inside(inner);
    must(message.put_attachment(std::move(holder)));
  }
  // A message with one in it with one in it, the innermost with this subject.
  MessageId add_nested(const std::string& subject) {
    Message outer = must(store().create_message(ana, inbox()));
    Message middle = must(outer.embedded(nullptr)), inner = must(middle.embedded(nullptr));
    must(inner.set(tag::subject, subject));
    must(inner.add_recipient(recipient("cy")));
    must(inner.save());
    attach(middle, inner);
    must(middle.save());
    attach(outer, middle);
    return must(outer.save()).message;
  }
  static void edit_innermost(Message& outer, const std::string& subject) {
    Message middle = first_inside(outer), inner = first_inside(middle);
    must(inner.set(tag::subject, subject));
    must(inner.save());
    put_back(middle, inner);
    must(middle.save());
    put_back(outer, middle);
  }
  std::string innermost_subject(MessageId id) {
    const Message outer = open(ben, id, Access::read_only);
    return text(first_inside(first_inside(outer)), tag::subject);
  }
};

TEST_F(EmbeddedRules, C38_a_chain_of_messages_is_durable_once_the_outermost_is_saved) {
  const MessageId id = add_nested("one");
  Message outer = open(ana, id);
  edit_innermost(outer, "two");
  EXPECT_EQ(innermost_subject(id), "one");
  must(outer.save());
  EXPECT_EQ(innermost_subject(id), "two");
  close();
  EXPECT_EQ(innermost_subject(id), "two");
  const Message inner = first_inside(first_inside(open(ana, id)));
  EXPECT_EQ(text(inner, tag::display_to), "cy");
  EXPECT_EQ(inner.get(tag::entryid), std::nullopt);
}

TEST_F(EmbeddedRules, C38_a_save_inside_is_nothing_to_anybody_until_it_is_put_into_the_attachment) {
  const MessageId id = add_nested("one");
  Message outer = open(ana, id);
  Message middle = first_inside(outer);
  must(middle.set(tag::subject, std::string("lost")));
  must(middle.save());
  EXPECT_FALSE(outer.has_edits());
  EXPECT_FALSE(must(outer.save()).committed);
  EXPECT_EQ(version_of(id), 1);
}

TEST_F(EmbeddedRules, C38_inside_nothing_conflicts_and_outside_both_edits_do) {
  const MessageId id = add_nested("one");
  Message winner = open(ana, id), loser = open(ben, id);
  edit_innermost(winner, "Ana's");
  must(winner.save());
  edit_innermost(loser, "Ben's");
  EXPECT_EQ(code_of(loser.save()), Code::object_changed);
  EXPECT_EQ(innermost_subject(id), "Ana's");
  must(loser.save(SaveMode::force));
  EXPECT_EQ(innermost_subject(id), "Ben's");
}

TEST_F(EmbeddedRules, C38_large_values_written_inside_are_stored_with_the_outermost) {
  Message outer = must(store().create_message(ana, inbox()));
  {
    Message inner = must(outer.embedded(nullptr));
    must(inner.set(tag::body, long_text('x')));
    must(inner.add_attachment(attachment("a.txt", long_text('y'))));
    must(inner.save());
    attach(outer, inner);
  }
  const MessageId id = must(outer.save()).message;
  const Message inner = first_inside(open(ben, id, Access::read_only));
  EXPECT_EQ(read_whole(inner.read(tag::body)), long_text('x'));
  EXPECT_EQ(read_whole(inner.read_attachment(0)), long_text('y'));
}

TEST_F(EmbeddedRules, C37_what_is_removed_inside_stays_until_the_outermost_is_saved) {
  const MessageId id = add_nested("one");
  Message outer = open(ana, id);
  Message middle = first_inside(outer);
  must(middle.remove_attachment(0));
  must(middle.save());
  put_back(outer, middle);
  EXPECT_EQ(innermost_subject(id), "one");
  must(outer.save());
  EXPECT_TRUE(first_inside(open(ben, id, Access::read_only)).content().attachments.empty());
}

}  // namespace
}  // namespace postroom::rules
