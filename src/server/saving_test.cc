// Every way to save a message over HTTP: docs/api.md "Saving".
#include "server/saving.h"

#include <postroom/tags.h>

#include <future>
#include <thread>

#include "server/testing/api_fixture.h"
#include "support/busy_writer.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;

object set(const std::string& name, boost::json::value value) {
  return {{"set", object{{name, std::move(value)}}}};
}
object subject(const std::string& text) { return set("PR_SUBJECT", boost::json::value(text)); }
object body(const std::string& text) { return set("PR_BODY", boost::json::value(text)); }

http::Fields at(const std::string& etag, const std::string& preference = {}) {
  http::Fields made = fields({{"If-Match", etag}});
  if (!preference.empty()) made.add("Prefer", "conflict=" + preference);
  return made;
}

class Saving : public ApiTest {
 protected:
  Saving() : id(add("one")), path(message_path(id)) {}

  std::string stored(const std::string& name) { return get(ana, path).string("/properties/" + name); }
  // Ben saves version 2 with another subject.
  void let_ben_save() { ASSERT_EQ(patch(ben, path, subject("Ben's")).etag(), "\"2\""); }
  void remove_it() { ASSERT_EQ(del(ben, path).status, 204u); }

  std::int64_t id;
  std::string path;
};

TEST_F(Saving, answers_the_etag_that_the_next_get_has) {
  const Reply reply = patch(ana, path, subject("two"), at("\"1\""));
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.etag(), "\"2\"");
  EXPECT_EQ(reply.string("/etag"), "\"2\"");
  EXPECT_EQ(reply.number("/version"), 2);
  EXPECT_EQ(reply.at("/committed"), true);
  EXPECT_EQ(reply.field("Preference-Applied"), "");
  EXPECT_EQ(get(ana, path).etag(), reply.etag());
  EXPECT_EQ(stored("PR_SUBJECT"), "two");
}

TEST_F(Saving, without_if_match_the_changes_go_into_the_newest_version) {
  let_ben_save();
  EXPECT_EQ(patch(ana, path, body("Ana's")).etag(), "\"3\"");
  EXPECT_EQ(patch(ana, path, body("Ana's second"), fields({{"If-Match", "*"}})).etag(), "\"4\"");
  EXPECT_EQ(stored("PR_SUBJECT"), "Ben's");
  EXPECT_EQ(stored("PR_BODY"), "Ana's second");
}

TEST_F(Saving, without_if_match_many_at_once_all_get_through) {
  std::vector<std::thread> savers;
  std::atomic<int> saved = 0;
  for (int i = 0; i < 8; ++i) {
    savers.emplace_back([&, i] {
      for (int j = 0; j < 5; ++j) saved += patch(ana, path, subject(std::to_string(i * 5 + j))).status == 200;
    });
  }
  for (std::thread& saver : savers) saver.join();
  EXPECT_EQ(saved, 40);
  EXPECT_EQ(get(ana, path).etag(), "\"41\"");
}

TEST_F(Saving, that_changes_nothing_answers_the_current_etag) {
  const Reply reply = patch(ana, path, subject("one"), at("\"1\""));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.etag(), "\"1\"");
  EXPECT_EQ(reply.at("/committed"), false);
  EXPECT_EQ(patch(ana, path, object{}).etag(), "\"1\"");
}

TEST_F(Saving, on_an_older_version_is_refused_and_writes_nothing) {
  let_ben_save();
  for (const char* preference : {"", "fail"}) {
    const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", preference));
    EXPECT_EQ(reply.status, 412u);
    EXPECT_EQ(reply.problem(), "object_changed");
  }
  EXPECT_EQ(get(ana, path).etag(), "\"2\"");
}

TEST_F(Saving, on_an_older_version_is_refused_without_waiting_for_those_who_write) {
  let_ben_save();
  const MessageId other{add("another")};
  std::future<Reply> refused;
  const postroom::testing::BusyWriter busy(shop(), session("Eve Lund"), other);
  refused = std::async(std::launch::async, [&] { return patch(ana, path, body("Ana's"), at("\"1\"")); });
  ASSERT_EQ(refused.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  const Reply reply = refused.get();
  EXPECT_EQ(reply.problem(), "object_changed");
  EXPECT_EQ(reply.etag(), "\"2\"");
}

TEST_F(Saving, that_is_refused_tells_who_changed_what) {
  let_ben_save();
  const Reply reply = patch(ana, path, subject("Ana's"), at("\"1\""));
  EXPECT_EQ(reply.field("Content-Type"), "application/problem+json");
  EXPECT_EQ(reply.etag(), "\"2\"");
  EXPECT_EQ(reply.number("/message"), id);
  EXPECT_EQ(reply.number("/base"), 1);
  EXPECT_EQ(reply.number("/current"), 2);
  EXPECT_EQ(reply.string("/etag"), "\"2\"");
  EXPECT_EQ(reply.string("/who"), "Ben Okafor");
  EXPECT_EQ(reply.string("/client"), "postroom-web");
  EXPECT_EQ(reply.string("/when"), "2024-01-17T21:20:00Z");
  EXPECT_EQ(reply.string("/request"), "r1");
  EXPECT_EQ(reply.at("/has_base"), true);
  EXPECT_EQ(reply.at("/can_merge"), false);
  ASSERT_EQ(reply.at("/units").as_array().size(), 1u);
  EXPECT_EQ(reply.string("/units/0/key"), "subject");
  EXPECT_EQ(reply.string("/units/0/kind"), "group");
  EXPECT_EQ(reply.string("/units/0/state"), "overlap");
  EXPECT_EQ(reply.string("/units/0/base/PR_SUBJECT"), "one");
  EXPECT_EQ(reply.string("/units/0/theirs/PR_SUBJECT"), "Ben's");
  EXPECT_EQ(reply.string("/units/0/mine/PR_SUBJECT"), "Ana's");
}

TEST_F(Saving, the_sides_of_a_unit_that_is_not_there_are_null) {
  let_ben_save();
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\""));
  EXPECT_EQ(reply.at("/can_merge"), true);
  ASSERT_EQ(reply.at("/units").as_array().size(), 2u) << reply.text;
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string unit = "/units/" + std::to_string(i);
    if (reply.string(unit + "/key") == "body") {
      EXPECT_EQ(reply.string(unit + "/state"), "mine_only");
      EXPECT_TRUE(reply.at(unit + "/base").is_null());
      EXPECT_EQ(reply.string(unit + "/mine/PR_BODY"), "Ana's");
    } else {
      EXPECT_EQ(reply.string(unit + "/state"), "theirs_only");
    }
  }
}

TEST_F(Saving, a_merge_takes_over_what_others_changed) {
  let_ben_save();
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", "merge"));
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.etag(), "\"3\"");
  EXPECT_EQ(reply.at("/merged"), true);
  EXPECT_EQ(reply.field("Preference-Applied"), "conflict=merge");
  EXPECT_EQ(stored("PR_SUBJECT"), "Ben's");
  EXPECT_EQ(stored("PR_BODY"), "Ana's");
  EXPECT_EQ(get(ana, path + "/history?every=true").string("/versions/0/kind"), "merged");
}

TEST_F(Saving, a_merge_with_nobody_is_a_plain_save) {
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", "merge"));
  EXPECT_EQ(reply.etag(), "\"2\"");
  EXPECT_FALSE(reply.json.as_object().contains("merged"));
  EXPECT_EQ(reply.field("Preference-Applied"), "");
}

TEST_F(Saving, a_merge_of_nothing_answers_what_is_there) {
  let_ben_save();
  const Reply reply = patch(ana, path, object{}, at("\"1\"", "merge"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.etag(), "\"2\"");
  EXPECT_EQ(reply.at("/committed"), false);
}

TEST_F(Saving, a_merge_is_refused_where_both_changed_the_same_unit) {
  let_ben_save();
  EXPECT_EQ(patch(ana, path, subject("Ana's"), at("\"1\"", "merge")).problem(), "object_changed");
  EXPECT_EQ(stored("PR_SUBJECT"), "Ben's");
}

TEST_F(Saving, a_person_decides_unit_by_unit) {
  let_ben_save();
  object sent = subject("Ana's");
  sent["seen"] = 2;
  sent["choices"] = json("[{'key': 'subject', 'side': 'mine'}]");
  const Reply reply = patch(ana, path, sent, at("\"1\"", "merge"));
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.at("/merged"), true);
  EXPECT_EQ(stored("PR_SUBJECT"), "Ana's");
}

TEST_F(Saving, a_person_may_decide_for_theirs) {
  let_ben_save();
  object sent = json("{'set': {'PR_SUBJECT': 'Ana\\u0027s', 'PR_BODY': 'mine'}}").as_object();
  sent["seen"] = 2;
  sent["choices"] = json("[{'key': 'subject', 'side': 'theirs'}]");
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).status, 200u);
  EXPECT_EQ(stored("PR_SUBJECT"), "Ben's");
  EXPECT_EQ(stored("PR_BODY"), "mine");
}

TEST_F(Saving, choices_hold_only_for_the_version_that_was_seen) {
  let_ben_save();
  object sent = subject("Ana's");
  sent["seen"] = 2;
  sent["choices"] = json("[{'key': 'subject', 'side': 'mine'}]");
  ASSERT_EQ(patch(ben, path, subject("Ben's second")).etag(), "\"3\"");
  const Reply reply = patch(ana, path, sent, at("\"1\"", "merge"));
  EXPECT_EQ(reply.status, 412u);
  EXPECT_EQ(reply.number("/current"), 3);
  sent["seen"] = 3;
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).status, 200u);
}

TEST_F(Saving, a_missing_choice_is_asked_for_again) {
  let_ben_save();
  object sent = subject("Ana's");
  sent["seen"] = 2;
  sent["choices"] = boost::json::array();
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).problem(), "object_changed");
}

TEST_F(Saving, choices_that_make_no_sense_are_refused) {
  object sent = subject("Ana's");
  sent["choices"] = json("[{'key': 'subject', 'side': 'mine'}]");
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).string("/where"), "/choices");  // without `seen`
  sent["seen"] = 1;
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"")).string("/where"), "/choices");
  EXPECT_EQ(patch(ana, path, sent, fields({{"Prefer", "conflict=merge"}})).problem(),
            "precondition_required");
  sent["choices"] = json("[{'key': 'subject', 'side': 'both'}]");
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).string("/where"), "/choices/0/side");
  sent["choices"] = json("[{'side': 'mine'}]");
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).string("/where"), "/choices/0/key");
  sent.erase("choices");
  sent["seen"] = 0;
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).string("/where"), "/seen");
}

TEST_F(Saving, overwriting_makes_the_whole_message_what_was_seen_with_the_changes) {
  let_ben_save();
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", "overwrite"));
  EXPECT_EQ(reply.status, 200u) << reply.text;
  EXPECT_EQ(reply.etag(), "\"3\"");
  EXPECT_EQ(reply.field("Preference-Applied"), "conflict=overwrite");
  EXPECT_EQ(stored("PR_SUBJECT"), "one");
  EXPECT_EQ(stored("PR_BODY"), "Ana's");
  EXPECT_EQ(get(ana, path + "/versions/2").string("/properties/PR_SUBJECT"), "Ben's");
}

TEST_F(Saving, overwriting_nobody_is_a_plain_save) {
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", "overwrite"));
  EXPECT_EQ(reply.etag(), "\"2\"");
  EXPECT_EQ(reply.field("Preference-Applied"), "");
  EXPECT_EQ(patch(ana, path, object{}, at("\"2\"", "overwrite")).etag(), "\"2\"");
}

TEST_F(Saving, elsewhere_makes_a_linked_copy_and_leaves_the_original_alone) {
  let_ben_save();
  const Reply reply = patch(ana, path, subject("Ana's"), at("\"1\"", "elsewhere"));
  ASSERT_EQ(reply.status, 201u) << reply.text;
  EXPECT_EQ(reply.etag(), "\"1\"");
  EXPECT_EQ(reply.field("Preference-Applied"), "conflict=elsewhere");
  EXPECT_EQ(reply.number("/original"), id);
  EXPECT_EQ(reply.field("Location"), "/api/v1" + message_path(reply.number("/id")));
  const std::string copy = message_path(reply.number("/id"));
  EXPECT_EQ(get(ana, copy).string("/properties/PR_SUBJECT"), "Ana's");
  EXPECT_EQ(get(ana, copy).etag(), "\"1\"");
  EXPECT_EQ(get(ana, copy + "/state").number("/folder"), folder(SpecialFolder::conflicts).value);
  EXPECT_EQ(get(ana, copy + "/state").at("/conflicts"),
            (boost::json::array{object{{"message", id}, {"role", "winner"}}}));
  EXPECT_EQ(get(ana, path + "/state").string("/conflicts/0/role"), "copy");
  EXPECT_EQ(get(ana, path).etag(), "\"2\"");
}

TEST_F(Saving, elsewhere_goes_to_the_folder_that_was_chosen) {
  let_ben_save();
  object sent = subject("Ana's");
  sent["folder"] = folder(SpecialFolder::drafts).value;
  const Reply reply = patch(ana, path, sent, at("\"1\"", "elsewhere"));
  EXPECT_EQ(get(ana, message_path(reply.number("/id")) + "/state").number("/folder"),
            folder(SpecialFolder::drafts).value);
  sent["folder"] = 999'999;
  const Reply wrong = patch(ana, path, sent, at("\"1\"", "elsewhere"));
  EXPECT_EQ(wrong.status, 404u);
  EXPECT_EQ(wrong.string("/where"), "/folder");
  EXPECT_EQ(patch(ana, path, sent, at("\"1\"", "merge")).string("/where"), "/folder");
}

TEST_F(Saving, elsewhere_with_nobody_in_the_way_is_a_plain_save) {
  const Reply reply = patch(ana, path, subject("Ana's"), at("\"1\"", "elsewhere"));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.etag(), "\"2\"");
}

TEST_F(Saving, of_a_deleted_message_is_refused_in_every_mode_but_elsewhere) {
  remove_it();
  for (const char* preference : {"", "fail", "merge", "overwrite"}) {
    const Reply reply = patch(ana, path, subject("Ana's"), at("\"1\"", preference));
    EXPECT_EQ(reply.status, 410u) << preference;
    EXPECT_EQ(reply.problem(), "object_deleted");
  }
  EXPECT_EQ(patch(ana, path, subject("Ana's")).status, 410u);
}

TEST_F(Saving, of_a_deleted_message_elsewhere_keeps_what_was_typed) {
  let_ben_save();
  remove_it();
  const Reply reply = patch(ana, path, body("Ana's"), at("\"1\"", "elsewhere"));
  ASSERT_EQ(reply.status, 201u) << reply.text;
  const Reply copy = get(ana, message_path(reply.number("/id")));
  EXPECT_EQ(copy.string("/properties/PR_SUBJECT"), "one");
  EXPECT_EQ(copy.string("/properties/PR_BODY"), "Ana's");
  const Reply newest = patch(ana, path, body("Ana's"), fields({{"Prefer", "conflict=elsewhere"}}));
  EXPECT_EQ(get(ana, message_path(newest.number("/id"))).string("/properties/PR_SUBJECT"), "Ben's");
}

TEST_F(Saving, of_a_message_that_is_gone_for_good_is_not_found) {
  ASSERT_EQ(del(ben, path + "?permanent=true").status, 204u);
  EXPECT_EQ(patch(ana, path, subject("Ana's"), at("\"1\"")).problem(), "not_found");
  EXPECT_EQ(patch(ana, path, subject("Ana's"), at("\"1\"", "elsewhere")).problem(), "not_found");
}

TEST_F(Saving, on_a_version_that_never_was_tells_the_current_one) {
  const Reply reply = patch(ana, path, subject("Ana's"), at("\"2\""));
  EXPECT_EQ(reply.status, 412u);
  EXPECT_EQ(reply.problem(), "etag");
  EXPECT_EQ(reply.etag(), "\"1\"");
}

TEST_F(Saving, conditions_that_make_no_sense_are_refused) {
  EXPECT_EQ(patch(ana, path, subject("x"), at("W/\"1\"")).string("/where"), "If-Match");
  EXPECT_EQ(patch(ana, path, subject("x"), at("\"1\", \"2\"")).status, 400u);
  EXPECT_EQ(patch(ana, path, subject("x"), at("\"1\"", "force")).string("/where"), "Prefer");
  EXPECT_EQ(get(ana, path).etag(), "\"1\"");
}

TEST_F(Saving, the_loop_of_the_documentation_never_loses_an_edit) {
  constexpr int kEach = 6;
  const auto add_keyword = [&](const Caller& caller, const std::string& word) {
    Reply read = get(caller, path);
    for (;;) {
      boost::json::array keywords;
      if (const auto& there = read.at("/properties/PS_PUBLIC_STRINGS:Keywords"); there.is_array())
        keywords = there.as_array();
      keywords.push_back(boost::json::string(word));
      const Reply saved =
          patch(caller, path, set("PS_PUBLIC_STRINGS:Keywords", keywords), at(read.etag(), "merge"));
      if (saved.status == 200) return;
      ASSERT_EQ(saved.status, 412u) << saved.text;
      read = get(caller, path);
    }
  };
  std::thread other([&] {
    for (int i = 0; i < kEach; ++i) add_keyword(ben, "ben" + std::to_string(i));
  });
  for (int i = 0; i < kEach; ++i) add_keyword(ana, "ana" + std::to_string(i));
  other.join();
  EXPECT_EQ(get(ana, path).at("/properties/PS_PUBLIC_STRINGS:Keywords").as_array().size(), 2u * kEach);
}

}  // namespace
}  // namespace postroom::server::testing
