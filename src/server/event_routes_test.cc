#include "server/event_routes.h"

#include <postroom/open.h>
#include <postroom/tags.h>

#include "server/event_hub.h"
#include "server/testing/heard_events.h"
#include "support/seeded_random.h"

namespace postroom::server::testing {
namespace {

using http::Method;

class EventRoutes : public ApiTest {
 protected:
  HeardEvents listen(const Caller& caller, const http::Fields& with = {}, const std::string& query = {}) {
    return HeardEvents(respond(caller, Method::get, "/stores/shop/events" + query, {}, with));
  }
  static http::Fields after(const std::string& id) { return fields({{"Last-Event-ID", id}}); }
  std::int64_t position() { return must(shop().log_position(session("Ana Ruiz"))).value; }
  void rename(const Caller& caller, std::int64_t message, const std::string& subject) {
    const Reply reply =
        patch(caller, message_path(message), json("{'set': {'PR_SUBJECT': '" + subject + "'}}"));
    ASSERT_EQ(reply.status, 200u) << reply.text;
  }
  static bool has_change(const std::vector<HeardEvent>& heard, std::int64_t message, std::string_view kind) {
    for (const HeardEvent& event : heard) {
      if (event.type != "change" || event.data.at("kind").as_string() != kind) continue;
      for (const auto& each : event.data.at("messages").as_array()) {
        if (each.at("id").to_number<std::int64_t>() == message) return true;
      }
    }
    return false;
  }
  bool wait_for_change(HeardEvents& heard, std::int64_t message, std::string_view kind = "message_modified") {
    return heard.wait([&](const auto& all) { return has_change(all, message, kind); });
  }
};

TEST_F(EventRoutes, begin_with_the_place_where_the_stream_begins) {
  add("before");
  const std::int64_t now = position();
  HeardEvents heard = listen(ana);
  ASSERT_TRUE(heard.wait_for(1));
  EXPECT_EQ(heard.all()[0].type, "start");
  EXPECT_EQ(heard.all()[0].id, std::to_string(now));
  EXPECT_EQ(heard.all()[0].data.at("position").to_number<std::int64_t>(), now);
}

TEST_F(EventRoutes, tell_what_happened_with_the_new_etag_and_who_did_it) {
  const std::int64_t message = add("one");
  HeardEvents of_ana = listen(ana), of_ben = listen(ben);
  rename(ben, message, "two");
  for (HeardEvents* heard : {&of_ana, &of_ben}) {
    ASSERT_TRUE(wait_for_change(*heard, message));
    const HeardEvent event = heard->of_type("change").front();
    EXPECT_EQ(event.id, std::to_string(event.data.at("position").to_number<std::int64_t>()));
    EXPECT_EQ(event.data.at("kind"), "message_modified");
    EXPECT_EQ(event.data.at("folder"), folder(SpecialFolder::inbox).value);
    EXPECT_TRUE(event.data.at("old_folder").is_null());
    const auto& told = event.data.at("messages").at(0);
    EXPECT_EQ(told.at("id"), message);
    EXPECT_EQ(told.at("etag"), "\"2\"");
    EXPECT_EQ(event.data.at("mine"), heard == &of_ben);
    EXPECT_EQ(event.data.at("who"), "Ben Okafor");
  }
}

TEST_F(EventRoutes, tell_who_saved_a_message_beside_the_server) {
  const std::int64_t message = add("one");
  HeardEvents heard = listen(ana);
  Message opened = must(shop().open_message(session("Cleo Martin"), {message}, Access::read_write));
  must(opened.set(tag::subject, std::string("two")));
  must(opened.save());
  ASSERT_TRUE(wait_for_change(heard, message));
  EXPECT_EQ(heard.of_type("change").front().data.at("who"), "Cleo Martin");
}

TEST_F(EventRoutes, hear_of_what_another_process_does) {
  const std::int64_t message = add("one");
  Store other = must(open_store(ground.path("shop.postroom")));  // as another process has it
  HeardEvents heard = listen(ana);
  must(other.mark(session("Ben Okafor"), std::vector{MessageId{message}}, Store::Read::no));
  ASSERT_TRUE(wait_for_change(heard, message, "read_state_changed"));
  const HeardEvent event = heard.changes("read_state_changed").at(0);
  EXPECT_TRUE(event.data.at("messages").at(0).at("etag").is_null());  // that has not moved
}

TEST_F(EventRoutes, go_on_behind_the_last_event_with_nothing_missed_and_nothing_twice) {
  const std::string start = std::to_string(position());
  std::vector<std::int64_t> made;
  for (int i = 0; i < 5; ++i) made.push_back(add("message"));
  HeardEvents heard = listen(ana, after(start));
  for (const std::int64_t message : made) ASSERT_TRUE(wait_for_change(heard, message, "message_created"));
  const auto created = heard.changes("message_created");
  EXPECT_EQ(created.size(), 5u);
  HeardEvents again = listen(ana, after(created[2].id), "?after=" + start);  // the field goes before
  ASSERT_TRUE(wait_for_change(again, made.back(), "message_created"));
  EXPECT_EQ(again.changes("message_created").size(), 2u);
  HeardEvents by_query = listen(ana, {}, "?after=" + created[3].id);
  ASSERT_TRUE(wait_for_change(by_query, made.back(), "message_created"));
  EXPECT_EQ(by_query.changes("message_created").size(), 1u);
}

TEST_F(EventRoutes, refuse_a_place_that_is_none) {
  for (const char* id : {"x", "-1", "1.5", "99999999999999999999"}) {
    EXPECT_EQ(get(ana, "/stores/shop/events", after(id)).problem(), "invalid") << id;
    EXPECT_EQ(get(ana, "/stores/shop/events?after=" + std::string(id)).problem(), "invalid") << id;
  }
}

TEST_F(EventRoutes, tell_to_reload_whoever_is_too_far_behind) {
  const std::int64_t message = add("one");
  const std::string start = std::to_string(position());
  for (std::size_t i = 0; i < EventListener::kMaxBehind; ++i) {
    must(shop().set_status(session("Ben Okafor"), {message}, static_cast<std::int32_t>(i & 1) ^ 1, 1));
  }
  HeardEvents whole = listen(ana, after(start));
  ASSERT_TRUE(whole.wait_for(EventListener::kMaxBehind));
  EXPECT_EQ(whole.of_type("change").size(), EventListener::kMaxBehind);
  EXPECT_TRUE(whole.of_type("reload").empty());
  must(shop().set_status(session("Ben Okafor"), {message}, 8, 8));
  HeardEvents late = listen(ana, after(start));
  ASSERT_TRUE(late.wait([](const auto& heard) { return !heard.empty() && heard.back().type == "reload"; }));
  EXPECT_EQ(late.last_id(), std::to_string(position()));
  EXPECT_EQ(late.all().back().data.at("position").to_number<std::int64_t>(), position());
}

TEST_F(EventRoutes, tell_to_reload_where_the_log_does_not_reach) {
  Retention retention = must(shop().retention(session("Ana Ruiz")));
  const std::string start = std::to_string(position());
  add("one");
  retention.log_entries = 0;
  must(shop().set_retention(session("Ana Ruiz"), retention));
  must(shop().compact(session("Ana Ruiz")));
  HeardEvents behind = listen(ana, after(start)), ahead = listen(ana, after("999999999"));
  for (HeardEvents* heard : {&behind, &ahead}) {
    ASSERT_TRUE(heard->wait_for(1));
    EXPECT_EQ(heard->all()[0].type, "reload");
  }
  const std::int64_t message = add("two");  // the stream goes on
  EXPECT_TRUE(wait_for_change(ahead, message, "message_created"));
  EXPECT_TRUE(wait_for_change(behind, message, "message_created"));
}

TEST_F(EventRoutes, say_very_many_messages_in_pieces_the_last_of_which_has_the_id) {
  std::vector<NewMessage> many(EventTeller::kMessagesOfPiece + 1);
  const auto ids =
      must(shop().add_messages(session("Ana Ruiz"), folder(SpecialFolder::inbox), std::move(many)));
  const std::string before = std::to_string(position());
  must(shop().mark(session("Ana Ruiz"), ids, Store::Read::yes));
  HeardEvents heard = listen(ben, after(before));
  ASSERT_TRUE(wait_for_change(heard, ids.back().value, "read_state_changed"));
  const auto changes = heard.changes("read_state_changed");
  std::size_t told = 0;
  for (const HeardEvent& change : changes) told += change.data.at("messages").as_array().size();
  EXPECT_EQ(told, ids.size());
  ASSERT_GE(changes.size(), 2u);
  EXPECT_EQ(changes[changes.size() - 2].id, "");
  EXPECT_NE(changes.back().id, "");
}

TEST_F(EventRoutes, tell_to_reload_for_what_has_happened_to_more_messages_than_fit) {
  const auto add_some = [&](std::size_t count) {
    const std::string before = std::to_string(position());
    must(shop().add_messages(session("Ana Ruiz"), folder(SpecialFolder::inbox), std::vector<NewMessage>(count)));
    return before;
  };
  HeardEvents fits = listen(ben, after(add_some(EventListener::kMaxMessages)));
  HeardEvents is_too_much = listen(ben, after(add_some(EventListener::kMaxMessages + 1)));
  for (HeardEvents* heard : {&is_too_much, &fits}) {
    ASSERT_TRUE(heard->wait([&](const auto&) { return !heard->of_type("reload").empty(); }));
  }
  std::size_t told = 0;
  for (const HeardEvent& change : fits.changes("message_created"))
    told += change.data.at("messages").as_array().size();
  EXPECT_EQ(told, EventListener::kMaxMessages);
  EXPECT_TRUE(is_too_much.changes("message_created").empty());
  EXPECT_FALSE(is_too_much.is_closed());
}

TEST_F(EventRoutes, keep_from_everybody_what_they_may_not_read) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::drafts), AccessList{}));
  HeardEvents of_ana = listen(ana), of_ben = listen(ben);
  Message secret = must(shop().create_message(session("Ana Ruiz"), folder(SpecialFolder::drafts)));
  must(secret.save());
  const std::int64_t open = add("for all");
  ASSERT_TRUE(wait_for_change(of_ana, open, "message_created"));
  ASSERT_TRUE(wait_for_change(of_ben, open, "message_created"));
  EXPECT_TRUE(has_change(of_ana.all(), secret.id().value, "message_created"));
  EXPECT_FALSE(has_change(of_ben.all(), secret.id().value, "message_created"));
}

TEST_F(EventRoutes, end_for_who_has_signed_out_or_lost_the_grant) {
  const Caller program = token_of("ben", Rights::read_only);
  HeardEvents of_ana = listen(ana), of_ben = listen(ben), of_cleo = listen(cleo),
              of_program = listen(program);
  service->events->end_disallowed();
  EXPECT_EQ(service->events->size(), 4u);
  EXPECT_EQ(post(ben, "/sign-out", json("{}")).status, 204u);
  must(service->directory->revoke("cleo", "shop"));
  const auto tokens = must(service->directory->tokens("ben"));
  must(service->directory->remove_token("ben", tokens.at(0).id));
  service->events->end_disallowed();
  EXPECT_TRUE(of_ben.is_closed());
  EXPECT_TRUE(of_cleo.is_closed());
  EXPECT_TRUE(of_program.is_closed());
  EXPECT_FALSE(of_ana.is_closed());
  EXPECT_EQ(service->events->size(), 1u);
}

TEST_F(EventRoutes, are_so_many_of_an_account_and_no_more) {
  std::vector<HeardEvents> open;
  for (std::size_t i = 0; i < EventHub::kMaxStreamsOfAccount; ++i) open.push_back(listen(ana));
  const Reply refused = get(ana, "/stores/shop/events");
  EXPECT_EQ(refused.status, 429u);
  EXPECT_EQ(refused.problem(), "too_many");
  EXPECT_FALSE(listen(ben).is_closed());
  open.pop_back();
  EXPECT_FALSE(listen(ana).is_closed());
}

TEST_F(EventRoutes, end_when_a_client_takes_nothing) {
  const std::int64_t message = add("one");
  HeardEvents heard = listen(ana);
  for (std::size_t i = 0; i <= EventListener::kMaxWaiting && !heard.is_closed(); ++i) {
    must(shop().set_status(session("Ben Okafor"), {message}, static_cast<std::int32_t>(i & 1) ^ 1, 1));
  }
  EXPECT_TRUE(heard.wait_for_end());
}

// Whatever happens, and however often a client comes again.
class Reconnecting : public EventRoutes {
 protected:
  void change_something() {
    switch (random.below(5)) {
      case 0:
        messages.push_back(add("new"));
        break;
      case 1:
        must(shop().mark(who, pick(), random.below(2) ? Store::Read::yes : Store::Read::no));
        break;
      case 2:
        must(shop().set_status(who, pick()[0], static_cast<std::int32_t>(random.below(16)), 15));
        break;
      case 3:
        must(shop().move_messages(who, pick(),
                                  folder(random.below(2) ? SpecialFolder::drafts : SpecialFolder::inbox)));
        break;
      default: {
        Message opened = must(shop().open_message(who, pick()[0], Access::read_write));
        must(opened.set(tag::subject, std::to_string(random.below(1000))));
        must(opened.save());
      }
    }
  }
  std::vector<MessageId> pick() { return {MessageId{messages[random.below(messages.size())]}}; }

  postroom::testing::SeededRandom random{11};
  Session who = session("Ben Okafor");
  std::vector<std::int64_t> messages{add("first")};
};

TEST_F(Reconnecting, hears_every_event_once_and_in_order) {
  const LogPosition start{position()};
  std::vector<std::int64_t> heard;
  std::string last = std::to_string(start.value);
  for (int visit = 0; visit < 40; ++visit) {
    for (std::size_t i = random.below(4); i > 0; --i) change_something();
    HeardEvents client = listen(ana, after(last));
    for (std::size_t i = random.below(6); i > 0; --i) change_something();
    if (random.below(2)) {
      const std::string now = std::to_string(position());
      if (now != last) {
        ASSERT_TRUE(client.wait([&](const auto&) { return client.last_id() == now; }));
      }
    } else {
      client.wait_for(0);  // what has come until now
    }
    for (const HeardEvent& event : client.of_type("change")) heard.push_back(std::stoll(event.id));
    if (!client.last_id().empty()) last = client.last_id();
  }
  HeardEvents client = listen(ana, after(last));
  const auto events = must(shop().events_after(session("Ana Ruiz"), start, 10'000));
  const std::string end = std::to_string(events.back().position.value);
  if (last != end) {
    ASSERT_TRUE(client.wait([&](const auto&) { return client.last_id() == end; }));
  }
  for (const HeardEvent& event : client.of_type("change")) heard.push_back(std::stoll(event.id));
  std::vector<std::int64_t> expected;
  for (const Event& event : events) expected.push_back(event.position.value);
  EXPECT_EQ(heard, expected);
}

}  // namespace
}  // namespace postroom::server::testing
