// What is answered where the request was read, without a worker: http::AtOnce.
#include "server/call.h"
#include "server/testing/api_fixture.h"

namespace postroom::server::testing {
namespace {

class AnswersAtOnce : public ApiTest {
 protected:
  AnswersAtOnce() : id(add("one")), path(message_path(id)) { get(ana, path); }

  http::Fields has(const std::string& etag) { return fields({{"If-None-Match", etag}}); }
  bool answers(const std::string& what) { return answers(what, has("\"1\"")); }
  bool answers(const std::string& what, const http::Fields& fields) {
    return get_at_once(ana, what, fields).has_value();
  }

  std::int64_t id;
  std::string path;
};

TEST_F(AnswersAtOnce, that_the_client_has_the_message) {
  const auto reply = get_at_once(ana, path, has("\"1\""));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 304u);
  EXPECT_EQ(reply->etag(), "\"1\"");
}

TEST_F(AnswersAtOnce, nothing_for_which_the_message_has_to_be_read) {
  EXPECT_FALSE(get_at_once(ana, path));
  EXPECT_FALSE(answers(path, has("\"7\"")));
  EXPECT_FALSE(answers(path + "/state", has("\"1\"")));
}

TEST_F(AnswersAtOnce, nobody_who_has_to_be_looked_up) {
  EXPECT_TRUE(answers(path));
  people.clock->advance(accounts::kRememberedFor);
  EXPECT_FALSE(answers(path));
  get(ana, path);
  EXPECT_TRUE(answers(path));
  must(service->directory->grant("ben", "shop", Rights::read_only));  // all are looked up anew
  EXPECT_FALSE(answers(path));
  EXPECT_FALSE(get_at_once(nobody, path, has("\"1\"")));
}

TEST_F(AnswersAtOnce, nobody_who_is_refused) {
  get(dan, path);
  EXPECT_FALSE(get_at_once(dan, path, has("\"1\"")));
  EXPECT_FALSE(answers(message_path(999'999)));
  EXPECT_FALSE(answers(message_path(0)));
  EXPECT_FALSE(answers(path + "?deleted=perhaps"));
}

TEST_F(AnswersAtOnce, nobody_while_the_store_is_not_open) {
  service->stores = std::make_shared<Stores>(service->stores->settings());
  EXPECT_FALSE(answers(path));
  get(ana, path);
  EXPECT_TRUE(answers(path));
}

TEST_F(AnswersAtOnce, nobody_while_many_others_read) {
  service->readings = kMaxReadingsBeside;
  EXPECT_TRUE(answers(path));
  ++service->readings;
  EXPECT_FALSE(answers(path));
  get(ana, path);
  EXPECT_EQ(service->readings, kMaxReadingsBeside + 1);
}

TEST_F(AnswersAtOnce, that_the_client_has_a_deleted_message_only_if_it_asks_for_those) {
  ASSERT_EQ(del(ana, path).status, 204u);
  EXPECT_FALSE(answers(path));
  EXPECT_TRUE(answers(path + "?deleted=true"));
}

}  // namespace
}  // namespace postroom::server::testing
