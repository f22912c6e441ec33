#include "server/message_routes.h"

#include <postroom/tags.h>

#include "http/spool.h"
#include "server/testing/api_fixture.h"
#include "server/uploads.h"

namespace postroom::server::testing {
namespace {

using boost::json::object;
using http::Method;

class MessageRoutes : public ApiTest {
 protected:
  std::string inbox() { return folder_path(SpecialFolder::inbox) + "/messages"; }
  std::string upload(const Caller&, std::int64_t account, const std::string& bytes) {
    const auto begun = must(service->uploads->begin(account, bytes.size()));
    if (!bytes.empty()) must(service->uploads->append(account, begun.id, 0, *http::body_in_memory(bytes)));
    return begun.id;
  }
  std::int64_t account(const std::string& name) { return must(service->directory->find(name)).id; }
};

TEST_F(MessageRoutes, a_new_message_is_answered_as_get_shows_it) {
  const Reply made = post(ana, inbox(), json(R"({
    'properties': {'PR_SUBJECT': 'Programme', 'PR_IMPORTANCE': 2, 'PS_PUBLIC_STRINGS:Keywords': ['blue']},
    'recipients': [{'type': 'to', 'name': 'Ben', 'address': 'ben@example.com'},
                   {'type': 'cc', 'address': 'cleo@example.com', 'properties': {'PR_COMMENT': 'by post'}}]})"));
  ASSERT_EQ(made.status, 201u) << made.text;
  EXPECT_EQ(made.etag(), "\"1\"");
  EXPECT_EQ(made.field("Location"), "/api/v1" + message_path(made.number("/id")));
  EXPECT_EQ(made.number("/version"), 1);
  EXPECT_EQ(made.string("/kind"), "normal");
  EXPECT_EQ(made.string("/properties/PR_SUBJECT"), "Programme");
  EXPECT_EQ(made.number("/properties/PR_IMPORTANCE"), 2);
  EXPECT_EQ(made.string("/properties/PS_PUBLIC_STRINGS:Keywords/0"), "blue");
  EXPECT_EQ(made.string("/properties/PR_DISPLAY_TO"), "Ben");
  EXPECT_EQ(made.string("/recipients/0/type"), "to");
  EXPECT_EQ(made.string("/recipients/1/name"), "cleo@example.com");
  EXPECT_EQ(made.string("/recipients/1/properties/PR_COMMENT"), "by post");
  EXPECT_EQ(made.string("/saved/who"), "Ana Ruiz");
  EXPECT_EQ(made.string("/saved/client"), "postroom-web");
  EXPECT_EQ(made.string("/saved/when"), "2024-01-17T21:20:00Z");
  const Reply read = get(ana, message_path(made.number("/id")));
  EXPECT_EQ(read.json, made.json);
  EXPECT_EQ(read.field("Cache-Control"), "private, no-cache");
}

TEST_F(MessageRoutes, a_new_message_is_read_and_unsent_unless_something_else_is_said) {
  const auto flags = [&](std::string_view more) {
    const Reply made = post(ana, inbox(), json(more));
    EXPECT_EQ(made.status, 201u) << made.text;
    return get(ana, message_path(made.number("/id")) + "/state").number("/flags");
  };
  EXPECT_EQ(flags("{}") & 0x9, 0x9);
  EXPECT_EQ(flags("{'read': false}") & 0x9, 0x8);
  EXPECT_EQ(flags("{'unsent': false}") & 0x9, 0x1);
  EXPECT_EQ(flags("{'read': false, 'unsent': false}") & 0x9, 0x0);
}

TEST_F(MessageRoutes, an_associated_message_says_so) {
  EXPECT_EQ(post(ana, inbox(), json("{'kind': 'associated'}")).string("/kind"), "associated");
  EXPECT_EQ(post(ana, inbox(), json("{'kind': 'odd'}")).string("/where"), "/kind");
}

TEST_F(MessageRoutes, a_message_is_made_only_where_there_is_a_folder) {
  EXPECT_EQ(post(ana, "/stores/shop/folders/999999/messages", object{}).problem(), "not_found");
  EXPECT_EQ(post(ana, "/stores/shop/folders/x/messages", object{}).problem(), "not_found");
}

TEST_F(MessageRoutes, nothing_in_a_message_changes_without_its_version) {
  const std::int64_t id = add("one");
  const Reply before = get(ana, message_path(id));
  ASSERT_EQ(patch(ben, message_path(id) + "/state", json("{'read': true, 'status': {'bits': 1, 'mask': 1}}"))
                .status,
            200u);
  ASSERT_EQ(
      patch(ben, message_path(id) + "/state", object{{"folder", folder(SpecialFolder::drafts).value}}).status,
      200u);
  ASSERT_EQ(patch(ana, message_path(id), object{}, fields({{"If-Match", "\"1\""}})).status, 200u);
  EXPECT_EQ(get(ana, message_path(id)).text, before.text);
  EXPECT_EQ(get(cleo, message_path(id)).text, before.text);  // who may do less sees the same
}

TEST_F(MessageRoutes, what_the_reader_has_already_is_not_sent_again) {
  const std::string path = message_path(add("one"));
  const Reply same = get(ana, path, fields({{"If-None-Match", "\"1\""}}));
  EXPECT_EQ(same.status, 304u);
  EXPECT_EQ(same.text, "");
  EXPECT_EQ(same.etag(), "\"1\"");
  EXPECT_EQ(get(ana, path, fields({{"If-None-Match", "\"2\""}})).status, 200u);
  EXPECT_EQ(get(ana, message_path(999'999), fields({{"If-None-Match", "*"}})).status, 404u);
  EXPECT_EQ(get(dan, path, fields({{"If-None-Match", "\"1\""}})).status, 404u);
}

TEST_F(MessageRoutes, properties_are_set_and_removed_by_any_of_their_names) {
  const std::string path = message_path(add("one"));
  ASSERT_EQ(patch(ana, path, json(R"({'set': {'subject': 'two', '0x66AB0003': 7,
      '{00062002-0000-0000-c000-000000000046}:rating/int32': 5, 'PSETID_Appointment:0x8208': 'Room 5'}})"))
                .status,
            200u);
  Reply read = get(ana, path);
  EXPECT_EQ(read.string("/properties/PR_SUBJECT"), "two");
  EXPECT_EQ(read.number("/properties/0x66AB0003"), 7);
  EXPECT_EQ(read.number("/properties/PSETID_Appointment:rating~1int32"), 5) << read.text;
  EXPECT_EQ(read.string("/properties/PSETID_Appointment:0x8208"), "Room 5");
  ASSERT_EQ(patch(ana, path, json(R"({'remove': ['PSETID_Appointment:rating', '0x66AB0003', 'PR_COMMENT',
      'PS_PUBLIC_STRINGS:neverheardof', 'PSETID_Appointment:0x8208']})"))
                .status,
            200u);
  read = get(ana, path);
  EXPECT_FALSE(read.at("/properties").as_object().contains("PSETID_Appointment:rating/int32"));
  EXPECT_FALSE(read.at("/properties").as_object().contains("0x66AB0003"));
}

TEST_F(MessageRoutes, everything_that_is_shown_can_be_sent_back_to_a_new_message) {
  const Reply made =
      post(ana, inbox(), json(R"({'properties': {'PR_SUBJECT': 'x', 'PR_BODY': 'y', '0x66010048':
      '00062002-0000-0000-c000-000000000046', '0x66021102': ['AQ==']},
      'recipients': [{'type': 'bcc', 'name': 'Z', 'address': 'z@example.com'}]})"));
  ASSERT_EQ(made.status, 201u) << made.text;
  object sent{{"set", object{}}, {"recipients", made.at("/recipients")}};
  for (const char* name : {"PR_SUBJECT", "PR_BODY", "0x66010048", "0x66021102"}) {
    sent["set"].as_object()[name] = made.at(std::string("/properties/") + name);
  }
  const Reply same = patch(ana, message_path(made.number("/id")), sent);
  EXPECT_EQ(same.status, 200u) << same.text;
  EXPECT_EQ(same.at("/committed"), false);
}

TEST_F(MessageRoutes, recipients_are_replaced_all_and_those_that_stay_keep_what_was_not_sent) {
  const Reply made = post(ana, inbox(), json(R"({'recipients': [
      {'type': 'to', 'name': 'Ben', 'address': 'ben@example.com', 'properties': {'PR_COMMENT': 'kept'}},
      {'type': 'cc', 'name': 'Cleo', 'address': 'cleo@example.com'}]})"));
  const std::string path = message_path(made.number("/id"));
  ASSERT_EQ(patch(ana, path,
                  json(R"({'recipients': [{'type': 'to', 'name': 'Benjamin', 'address': 'BEN@example.com'},
      {'type': 'bcc', 'name': 'Dan', 'address': 'dan@example.com'}]})"))
                .status,
            200u);
  const Reply read = get(ana, path);
  ASSERT_EQ(read.at("/recipients").as_array().size(), 2u);
  EXPECT_EQ(read.string("/recipients/0/name"), "Benjamin");
  EXPECT_EQ(read.string("/recipients/0/address"), "BEN@example.com");
  EXPECT_EQ(read.string("/recipients/0/properties/PR_COMMENT"), "kept");
  EXPECT_EQ(read.string("/recipients/1/type"), "bcc");
}

TEST_F(MessageRoutes, names_and_addresses_have_a_longest_length) {
  const auto status = [&](const char* member, std::size_t length) {
    object recipient{{"type", "to"}, {"name", "a"}, {"address", "a@example.com"}};
    recipient[member] = std::string(length, 'n');
    return post(ana, inbox(), object{{"recipients", boost::json::array{recipient}}}).status;
  };
  for (const char* member : {"name", "address"}) {
    EXPECT_EQ(status(member, 2048), 201u);
    EXPECT_EQ(status(member, 2049), 400u);
  }
}

TEST_F(MessageRoutes, uploads_become_attachments_and_attachments_go_by_their_keys) {
  const std::string file = upload(ana, account("ana"), "the bytes");
  const Reply made =
      post(ana, inbox(),
           object{{"attachments", boost::json::array{object{{"upload", file},
                                                            {"name", "plan.txt"},
                                                            {"media_type", "Text/Plain; charset=utf-8"},
                                                            {"content_id", "c1"},
                                                            {"inline", true}}}}});
  ASSERT_EQ(made.status, 201u) << made.text;
  EXPECT_EQ(made.string("/attachments/0/name"), "plan.txt");
  EXPECT_EQ(made.string("/attachments/0/media_type"), "text/plain");
  EXPECT_EQ(made.string("/attachments/0/content_id"), "c1");
  EXPECT_EQ(made.number("/attachments/0/size"), 9);
  EXPECT_EQ(made.number("/attachments/0/method"), 1);
  EXPECT_EQ(made.at("/attachments/0/inline"), true);
  EXPECT_EQ(made.at("/attachments/0/embedded"), false);
  EXPECT_FALSE(made.at("/attachments/0/properties").as_object().contains("PR_ATTACH_DATA_BIN"));
  EXPECT_FALSE(service->uploads->state(account("ana"), file).ok());  // the message has it now
  const std::string path = message_path(made.number("/id"));
  const std::string second = upload(ana, account("ana"), "more");
  ASSERT_EQ(patch(ana, path,
                  object{{"attachments",
                          object{{"add", boost::json::array{object{{"upload", second}}}},
                                 {"remove", boost::json::array{made.at("/attachments/0/key"),
                                                               "00000000-0000-0000-0000-000000000001"}}}}})
                .status,
            200u);
  const Reply read = get(ana, path);
  ASSERT_EQ(read.at("/attachments").as_array().size(), 1u);
  EXPECT_EQ(read.string("/attachments/0/media_type"), "application/octet-stream");
  EXPECT_EQ(read.number("/attachments/0/size"), 4);
}

TEST_F(MessageRoutes, an_upload_outlives_a_save_that_was_refused) {
  const std::string path = message_path(add("one"));
  ASSERT_EQ(patch(ben, path, json("{'set': {'PR_SUBJECT': 'two'}}")).status, 200u);
  const std::string file = upload(ana, account("ana"), "the bytes");
  const object sent{{"set", object{{"PR_SUBJECT", "mine"}}},
                    {"attachments", object{{"add", boost::json::array{object{{"upload", file}}}}}}};
  EXPECT_EQ(patch(ana, path, sent, fields({{"If-Match", "\"1\""}})).status, 412u);
  EXPECT_EQ(patch(ana, path, sent, fields({{"If-Match", "\"1\""}, {"Prefer", "conflict=overwrite"}})).status,
            200u);
  EXPECT_EQ(get(ana, path).at("/attachments").as_array().size(), 1u);
}

TEST_F(MessageRoutes, uploads_of_somebody_else_are_not_there) {
  const std::string file = upload(ana, account("ana"), "the bytes");
  const object sent{{"attachments", object{{"add", boost::json::array{object{{"upload", file}}}}}}};
  const Reply reply = patch(ben, message_path(add("one")), sent);
  EXPECT_EQ(reply.status, 400u);
  EXPECT_EQ(reply.string("/where"), "/attachments/add/0/upload");
}

TEST_F(MessageRoutes, long_values_are_told_and_read_by_their_address) {
  const std::string path = message_path(add("one"));
  const std::string kept_apart(20'000, 'a'), long_text(70'000, 'b');
  ASSERT_EQ(
      patch(ana, path, object{{"set", object{{"PR_BODY", kept_apart}, {"PR_COMMENT", long_text}}}}).status,
      200u);
  const Reply read = get(ana, path);
  EXPECT_EQ(read.string("/properties/PR_BODY"), kept_apart);
  EXPECT_EQ(read.number("/properties/PR_COMMENT/large"), 70'000);
  const std::string href = read.string("/properties/PR_COMMENT/href");
  ASSERT_EQ(href, "/api/v1" + path + "/properties/PR_COMMENT");
  EXPECT_EQ(get(ana, href.substr(7)).text, long_text);
  const Reply back =
      patch(ana, path, object{{"set", object{{"PR_COMMENT", read.at("/properties/PR_COMMENT")}}}});
  EXPECT_EQ(back.string("/where"), "/set/PR_COMMENT");
}

TEST_F(MessageRoutes, deleting_hides_a_message_until_it_is_asked_for) {
  const std::string path = message_path(add("one"));
  EXPECT_EQ(del(ana, path).status, 204u);
  EXPECT_EQ(get(ana, path).problem(), "object_deleted");
  EXPECT_EQ(get(ana, path, fields({{"If-None-Match", "\"1\""}})).problem(), "object_deleted");
  EXPECT_EQ(get(ana, path + "?deleted=true").string("/properties/PR_SUBJECT"), "one");
  EXPECT_EQ(get(ana, path + "?deleted=perhaps").status, 400u);
  EXPECT_NE(get(ana, path + "/state").string("/deleted"), "");
  EXPECT_EQ(del(ana, path).problem(), "object_deleted");
  EXPECT_EQ(del(ana, path + "?permanent=true").status, 204u);
  EXPECT_EQ(get(ana, path + "?deleted=true").problem(), "not_found");
  EXPECT_EQ(del(ana, path).problem(), "not_found");
}

TEST_F(MessageRoutes, deleting_with_if_match_spares_what_has_changed) {
  const std::string path = message_path(add("one"));
  ASSERT_EQ(patch(ben, path, json("{'set': {'PR_SUBJECT': 'two'}}")).status, 200u);
  const Reply refused = del(ana, path, fields({{"If-Match", "\"1\""}}));
  EXPECT_EQ(refused.problem(), "object_changed");
  EXPECT_EQ(refused.etag(), "\"2\"");
  EXPECT_EQ(refused.number("/current"), 2);
  EXPECT_EQ(del(ana, path, fields({{"If-Match", "\"2\""}})).status, 204u);
}

TEST_F(MessageRoutes, deleting_for_good_with_if_match_spares_what_has_changed_and_what_never_was) {
  const std::string path = message_path(add("one"));
  ASSERT_EQ(patch(ben, path, json("{'set': {'PR_SUBJECT': 'two'}}")).status, 200u);
  const Reply refused = del(ana, path + "?permanent=true", fields({{"If-Match", "\"1\""}}));
  EXPECT_EQ(refused.problem(), "object_changed");
  EXPECT_EQ(refused.number("/base"), 1);
  const Reply unknown = del(ana, path + "?permanent=true", fields({{"If-Match", "\"3\""}}));
  EXPECT_EQ(unknown.problem(), "etag");
  EXPECT_EQ(unknown.etag(), "\"2\"");
  EXPECT_EQ(get(ana, path).string("/properties/PR_SUBJECT"), "two");
  EXPECT_EQ(del(ana, path + "?permanent=true", fields({{"If-Match", "\"2\""}})).status, 204u);
  EXPECT_EQ(get(ana, path).problem(), "not_found");
}

TEST_F(MessageRoutes, whoever_may_put_messages_into_a_folder_and_not_read_there_is_told_what_was_made) {
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{must(parse_rights("contributor")), {}}));
  const Reply made = post(ben, inbox(), json("{'properties': {'PR_SUBJECT': 'one'}}"));
  ASSERT_EQ(made.status, 201u) << made.text;
  EXPECT_EQ(made.etag(), "\"1\"");
  EXPECT_EQ(made.string("/properties/PR_SUBJECT"), "one");
  EXPECT_EQ(made.string("/saved/who"), "Ben Okafor");
  EXPECT_EQ(get(ben, message_path(made.number("/id"))).problem(), "no_access");
  EXPECT_EQ(get(ana, message_path(made.number("/id"))).status, 200u);
}

TEST_F(MessageRoutes, rights_on_the_folder_decide) {
  const std::int64_t id = add("one");
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{must(parse_rights("reviewer")), {}}));
  EXPECT_EQ(get(ben, message_path(id)).status, 200u);
  EXPECT_EQ(patch(ben, message_path(id), json("{'set': {'PR_SUBJECT': 'two'}}")).problem(), "no_access");
  EXPECT_EQ(del(ben, message_path(id)).problem(), "no_access");
  EXPECT_EQ(post(ben, inbox(), object{}).problem(), "no_access");
  EXPECT_EQ(get(ben, message_path(id) + "/state").at("/rights"), json("{'edit': false, 'remove': false}"));
  must(shop().set_folder_rights(session("Ana Ruiz"), folder(SpecialFolder::inbox),
                                AccessList{FolderRights::none, {}}));
  for (const char* below : {"", "/state", "/body", "/history", "/versions/1", "/properties/PR_SUBJECT"}) {
    const Reply reply = get(ben, message_path(id) + below);
    EXPECT_TRUE(reply.status == 403 || reply.status == 404) << below << reply.text;
  }
}

TEST_F(MessageRoutes, whatever_is_sent_is_refused_with_its_place) {
  const std::string path = message_path(add("one"));
  const std::pair<const char*, const char*> cases[] = {
      {"{'sett': {}}", "/sett"},
      {"{'set': []}", "/set"},
      {"{'set': {'PR_NONSENSE': 1}}", "/set/PR_NONSENSE"},
      {"{'set': {'': 1}}", "/set/"},
      {"{'set': {'subject, body': 'x'}}", "/set/subject, body"},
      {"{'set': {'each keywords': []}}", "/set/each keywords"},
      {"{'set': {'PR_SUBJECT': 1}}", "/set/PR_SUBJECT"},
      {"{'set': {'PR_SUBJECT': null}}", "/set/PR_SUBJECT"},
      {"{'set': {'PR_SUBJECT': 'a', 'subject': 'b'}}", "/set/subject"},
      {"{'set': {'PR_ENTRYID': 'AQ=='}}", "/set/PR_ENTRYID"},
      {"{'set': {'PR_MESSAGE_FLAGS': 1}}", "/set/PR_MESSAGE_FLAGS"},
      {"{'set': {'PR_MESSAGE_CLASS': ''}}", "/set/PR_MESSAGE_CLASS"},
      {"{'set': {'PS_PUBLIC_STRINGS:rating': 1}}", "/set/PS_PUBLIC_STRINGS:rating"},
      {"{'set': {'0x6601000D': 1}}", "/set/0x6601000D"},
      {"{'set': {'0x66010000': 1}}", "/set/0x66010000"},
      {"{'set': {'0x80FF0003': 1}}", "/set/0x80FF0003"},
      {"{'set': {'PR_SUBJECT': 'a'}, 'remove': ['PR_SUBJECT']}", "/remove/0"},
      {"{'remove': 'PR_SUBJECT'}", "/remove"},
      {"{'remove': [1]}", "/remove/0"},
      {"{'remove': ['nonsense name']}", "/remove/0"},
      {"{'remove': ['PR_ENTRYID']}", "/remove"},
      {"{'recipients': {}}", "/recipients"},
      {"{'recipients': [{'type': 'to'}]}", "/recipients/0"},
      {"{'recipients': [{'type': 'xx', 'name': 'a'}]}", "/recipients/0/type"},
      {"{'recipients': [{'name': 'a'}]}", "/recipients/0/type"},
      {"{'recipients': [{'type': 'to', 'name': 'a', 'properties': {'PR_COMMENT': 1}}]}",
       "/recipients/0/properties/PR_COMMENT"},
      {"{'attachments': []}", "/attachments"},
      {"{'attachments': {'add': [{}]}}", "/attachments/add/0/upload"},
      {"{'attachments': {'add': [{'upload': '../../etc/passwd'}]}}", "/attachments/add/0/upload"},
      {"{'attachments': {'remove': ['x']}}", "/attachments/remove/0"}};
  for (const auto& [sent, where] : cases) {
    const Reply reply = patch(ana, path, json(sent));
    EXPECT_EQ(reply.status, 400u) << sent << " " << reply.text;
    EXPECT_EQ(reply.problem(), "invalid") << sent;
    EXPECT_EQ(reply.string("/where"), where) << sent << " " << reply.text;
  }
  EXPECT_EQ(get(ana, path).etag(), "\"1\"");
}

TEST_F(MessageRoutes, numbers_that_are_no_messages_are_not_found) {
  for (const char* id : {"0", "-1", "x", "99999999999999999999", "1.0", "%20", "9999"}) {
    for (const char* below : {"", "/state", "/body", "/history", "/properties/PR_SUBJECT"}) {
      const Reply reply = get(ana, std::string("/stores/shop/messages/") + id + below);
      EXPECT_EQ(reply.status, 404u) << id << below;
    }
    EXPECT_EQ(patch(ana, std::string("/stores/shop/messages/") + id, object{}).status, 404u) << id;
    EXPECT_EQ(del(ana, std::string("/stores/shop/messages/") + id).status, 404u) << id;
  }
}

TEST_F(MessageRoutes, the_body_is_what_a_reading_pane_shows) {
  const auto body_of = [&](std::string_view properties) {
    const Reply made = post(ana, inbox(), object{{"properties", json(properties)}});
    EXPECT_EQ(made.status, 201u) << made.text;
    return get(ana, message_path(made.number("/id")) + "/body").json;
  };
  EXPECT_EQ(body_of("{}"), json("{'kind': 'none', 'text': ''}"));
  EXPECT_EQ(body_of("{'PR_BODY': 'a\\r\\nb\\rc'}"), json("{'kind': 'text', 'text': 'a\\nb\\nc'}"));
  // <p>\xFC</p> in windows-1252
  EXPECT_EQ(body_of("{'PR_HTML': 'PHA+/DwvcD4=', 'PR_INTERNET_CPID': 1252}").as_object()["html"],
            "<p>\u00fc</p>");
  const auto html = body_of("{'PR_HTML': 'PHA+eDwvcD4=', 'PR_BODY': 'plain'}");
  EXPECT_EQ(html, json("{'kind': 'html', 'html': '<p>x</p>', 'text': 'plain'}"));
  EXPECT_EQ(body_of("{'PR_HTML': '/w=='}").as_object()["html"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace postroom::server::testing
