#include "lmtp/delivery.h"

#include <gtest/gtest.h>
#include <postroom/open.h>
#include <postroom/tags.h>
#include <postroom/transfer.h>

#include "lmtp/trace_fields.h"
#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::lmtp {
namespace {

using postroom::testing::must;

class Delivering : public ::testing::Test {
 protected:
  std::vector<Reply> deliver(const std::string& text, std::vector<Recipient> recipients) {
    MemoryAccess bytes(as_bytes(text));
    return delivery.deliver({"relay.example.org", "ana@example.org", std::move(recipients), false}, bytes,
                            "127.0.0.1");
  }
  std::vector<MessageSummary> list(SpecialFolder folder = SpecialFolder::inbox) {
    return must(store.list(ana, store.special(folder)));
  }
  std::string bytes_of(MessageId id) {
    MemorySink sink;
    must(export_message(store, ana, id, sink));
    return std::string(as_text(sink.bytes()));
  }

  postroom::testing::TemporaryFolder ground{postroom::testing::Place::memory};
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Store store = must(create_store(ground.path("shop.postroom"), ana));
  std::optional<Error> failure;
  Delivery delivery{[this](const std::string& name) -> Result<Store> {
                      if (failure) return *failure;
                      if (name != "shop") return Error{Code::not_found, "There is no such store.", {}};
                      return store;
                    },
                    people.clock, people.random, "mail.example.com"};
  const std::string mail = "From: Ana <ana@example.org>\r\nSubject: Hello\r\nStatus: RO\r\n\r\nText\r\n";
};

TEST_F(Delivering, puts_an_unread_message_with_trace_fields_into_the_inbox) {
  const auto replies = deliver(mail, {{"shop+x@example.com", "shop"}});
  ASSERT_EQ(replies.size(), 1u);
  EXPECT_EQ(replies[0].code, 250);
  const auto rows = list();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].subject, "Hello");
  EXPECT_EQ(rows[0].flags & (message_flag::read | message_flag::unsent), 0);
  EXPECT_EQ(
      bytes_of(rows[0].id),
      "Return-Path: <ana@example.org>\r\nDelivered-To: shop+x@example.com\r\n"
      "Received: from relay.example.org ([127.0.0.1])\r\n\tby mail.example.com (Postroom) with LMTP id " +
          bytes_of(rows[0].id).substr(bytes_of(rows[0].id).find(" id ") + 4, 16) +
          ";\r\n\tWed, 17 Jan 2024 21:20:00 +0000\r\n" + mail);
  const Message message = must(store.open_message(ana, rows[0].id, Access::read_only));
  EXPECT_EQ(message.content().properties.get_or(tag::message_delivery_time, FileTime{}), people.clock->now());
}

TEST_F(Delivering, makes_one_message_for_several_recipients_of_a_store) {
  const auto replies = deliver(mail, {{"a@example.com", "shop"},
                                      {"b@example.com", "gone"},
                                      {"c@example.com", "shop"},
                                      {"a@example.com", "shop"}});
  ASSERT_EQ(replies.size(), 4u);
  EXPECT_EQ(replies[0].code, 250);
  EXPECT_EQ(replies[1].code, 451);
  EXPECT_EQ(replies[2], replies[0]);
  const auto rows = list();
  ASSERT_EQ(rows.size(), 1u);
  const std::string text = bytes_of(rows[0].id);
  EXPECT_NE(text.find("Delivered-To: a@example.com\r\nDelivered-To: c@example.com\r\nReceived:"), text.npos);
}

TEST_F(Delivering, goes_to_the_receive_folder_of_the_class) {
  must(store.set_receive_folder(ana, "IPM.Note", store.special(SpecialFolder::drafts)));
  deliver(mail, {{"a@example.com", "shop"}});
  EXPECT_EQ(list(SpecialFolder::drafts).size(), 1u);
  EXPECT_EQ(list().size(), 0u);
}

TEST_F(Delivering, is_not_kept_out_by_rights_on_folders) {
  must(store.set_folder_rights(ana, store.special(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(deliver(mail, {{"a@example.com", "shop"}})[0].code, 250);
}

TEST_F(Delivering, takes_whatever_bytes_come_as_one_message) {
  for (const std::string& odd :
       {std::string(), std::string("\r\n"), std::string("From someone\r\n\r\nFrom x\r\n\r\n"),
        std::string("\0\xFF\n\n", 4), std::string("Content-Type: multipart/mixed; boundary=\"")}) {
    EXPECT_EQ(deliver(odd, {{"a@example.com", "shop"}})[0].code, 250) << odd;
  }
  EXPECT_EQ(list().size(), 5u);
}

TEST_F(Delivering, says_what_a_failure_means_for_the_mail) {
  const auto code = [&](Code of) {
    failure = Error{of, "It failed.", {}};
    return deliver(mail, {{"a@example.com", "shop"}})[0].code;
  };
  EXPECT_EQ(code(Code::busy), 451);
  EXPECT_EQ(code(Code::disk_full), 452);
  EXPECT_EQ(code(Code::too_big), 552);
  EXPECT_EQ(code(Code::not_found), 451);  // a store that cannot be opened now is no unknown recipient
  EXPECT_EQ(code(Code::outcome_unknown), 451);
  EXPECT_EQ(code(Code::invalid_argument), 554);
  EXPECT_EQ(list().size(), 0u);
}

TEST(TraceFieldsTest, hold_nothing_of_a_client_that_could_begin_another_field) {
  const Envelope envelope{"evil (x)\xFF; <>y", "", {{"a@example.com", "shop"}}, true};
  const std::string shop = "shop", none, host = "mail";
  const std::string text = trace_fields({envelope, shop, none, host, postroom::testing::kTestDay, 1});
  EXPECT_EQ(
      text,
      "Return-Path: <>\r\nDelivered-To: a@example.com\r\nReceived: from evilxy\r\n\tby mail (Postroom) with "
      "UTF8LMTP id 0000000000000001;\r\n\tWed, 17 Jan 2024 21:20:00 +0000\r\n");
}

}  // namespace
}  // namespace postroom::lmtp
