#include "server/presence_routes.h"

#include "server/event_listener.h"
#include "server/presence.h"
#include "server/testing/heard_events.h"

namespace postroom::server::testing {
namespace {

using http::Method;
using namespace std::chrono_literals;

class PresenceRoutes : public ApiTest {
 protected:
  std::string path(std::int64_t id) { return message_path(id) + "/presence"; }
  Reply enter(const Caller& caller, const std::string& state) {
    return put(caller, path(message), json("{'state': '" + state + "'}"));
  }
  HeardEvents listen(const Caller& caller) {
    return HeardEvents(respond(caller, Method::get, "/stores/shop/events"));
  }
  std::int64_t message = add("one");
};

TEST_F(PresenceRoutes, say_who_has_a_message_open) {
  EXPECT_EQ(get(ana, path(message)).at("/people").as_array().size(), 0u);
  EXPECT_EQ(enter(ben, "open").status, 204u);
  people.clock->advance(1s);
  EXPECT_EQ(enter(cleo, "editing").status, 204u);  // reading is enough: it guards nothing
  const Reply shown = get(ana, path(message));
  EXPECT_EQ(shown.number("/message"), message);
  EXPECT_EQ(shown.at("/people").as_array().size(), 2u);
  EXPECT_EQ(shown.string("/people/0/who"), "Ben Okafor");
  EXPECT_EQ(shown.string("/people/0/client"), "postroom-web");
  EXPECT_EQ(shown.string("/people/0/state"), "open");
  EXPECT_EQ(shown.string("/people/0/since"), "2024-01-17T21:20:00Z");
  EXPECT_EQ(shown.string("/people/1/state"), "editing");
}

TEST_F(PresenceRoutes, forget_who_left_and_who_was_silent_for_30_seconds) {
  enter(ben, "open");
  people.clock->advance(29s);
  enter(cleo, "open");
  enter(ben, "open");
  EXPECT_EQ(del(cleo, path(message)).status, 204u);
  EXPECT_EQ(del(cleo, path(message)).status, 204u);
  people.clock->advance(30s - Ticks(1));
  EXPECT_EQ(get(ana, path(message)).at("/people").as_array().size(), 1u);
  people.clock->advance(Ticks(1));
  EXPECT_EQ(get(ana, path(message)).at("/people").as_array().size(), 0u);
}

TEST_F(PresenceRoutes, refuse_what_is_no_state_and_messages_that_one_may_not_read) {
  EXPECT_EQ(enter(ben, "asleep").string("/where"), "/state");
  EXPECT_EQ(put(ben, path(message), json("{}")).problem(), "invalid");
  EXPECT_EQ(put(ben, path(999'999), json("{'state': 'open'}")).status, 404u);
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox), AccessList{}));
  EXPECT_EQ(get(ana, path(message)).status, 200u);
  EXPECT_GE(enter(ben, "open").status, 403u);
  EXPECT_GE(get(ben, path(message)).status, 403u);
}

TEST_F(PresenceRoutes, tell_the_streams_of_those_who_may_read_the_message) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::drafts), AccessList{}));
  Message secret = must(shop().create_message(session("Ana Ruiz"), folder(SpecialFolder::drafts)));
  must(secret.save());
  HeardEvents of_ana = listen(ana), of_ben = listen(ben);
  EXPECT_EQ(put(ana, path(secret.id().value), json("{'state': 'open'}")).status, 204u);
  enter(ana, "open");
  enter(ana, "open");  // nothing new
  enter(ana, "editing");
  del(ana, path(message));
  const auto presence = [](HeardEvents& heard) { return heard.of_type("presence"); };
  ASSERT_TRUE(of_ben.wait([&](const auto&) { return presence(of_ben).size() >= 3; }));
  ASSERT_TRUE(of_ana.wait([&](const auto&) { return presence(of_ana).size() >= 4; }));
  EXPECT_EQ(presence(of_ana).size(), 4u);
  const auto heard = presence(of_ben);
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0].id, "");
  EXPECT_EQ(heard[0].data.at("message"), message);
  EXPECT_EQ(heard[0].data.at("people").at(0).at("state"), "open");
  EXPECT_EQ(heard[1].data.at("people").at(0).at("state"), "editing");
  EXPECT_TRUE(heard[2].data.at("people").as_array().empty());
}

TEST_F(PresenceRoutes, tell_a_new_stream_who_is_where_and_all_when_somebody_is_forgotten) {
  enter(ben, "editing");
  HeardEvents heard = listen(ana);
  ASSERT_TRUE(heard.wait([&](const auto&) { return heard.of_type("presence").size() == 1; }));
  EXPECT_EQ(heard.of_type("presence")[0].data.at("people").at(0).at("who"), "Ben Okafor");
  service->presence->forget_old();
  people.clock->advance(Presence::kFor);
  service->presence->forget_old();
  ASSERT_TRUE(heard.wait([&](const auto&) { return heard.of_type("presence").size() == 2; }));
  EXPECT_TRUE(heard.of_type("presence")[1].data.at("people").as_array().empty());
}

TEST_F(PresenceRoutes, hold_so_many_people_and_messages_and_no_more) {
  Presence& presence = *service->presence;
  const Guid store = shop().guid();
  for (std::size_t i = 1; i <= Presence::kMaxPeople; ++i)
    must(presence.enter(store, {message}, {i, "x", "y"}));
  EXPECT_EQ(enter(ben, "open").problem(), "too_many");
  EXPECT_TRUE(presence.enter(store, {message}, {1, "x", "y"}).ok());
  for (std::size_t i = 1; i < Presence::kMaxOfSession; ++i) {
    must(presence.enter(store, {static_cast<std::int64_t>(1000 + i)}, {1, "x", "y"}));
  }
  EXPECT_EQ(code_of(presence.enter(store, {5000}, {1, "x", "y"})), Code::busy);
}

TEST_F(PresenceRoutes, ends_no_stream_however_many_messages_people_are_in) {
  const auto ids = must(shop().add_messages(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                            std::vector<NewMessage>(EventListener::kMaxWaiting + 1)));
  HeardEvents before = listen(ana);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    must(service->presence->enter(shop().guid(), ids[i], {i / Presence::kMaxOfSession + 1, "x", "y"}));
  }
  HeardEvents after = listen(ana);
  EXPECT_FALSE(before.is_closed());
  EXPECT_FALSE(after.is_closed());
  const std::int64_t made = add("two");
  for (HeardEvents* heard : {&before, &after}) {
    ASSERT_TRUE(heard->wait([&](const auto&) { return !heard->changes("message_created").empty(); }));
    EXPECT_EQ(heard->changes("message_created").back().data.at("messages").at(0).at("id"), made);
    EXPECT_GT(heard->of_type("presence").size(), 0u);
  }
}

}  // namespace
}  // namespace postroom::server::testing
