// What of a message is found, and by what.
#include "search/searched_store.h"

namespace postroom::searching {
namespace {

using Ids = std::vector<MessageId>;

TEST_F(SearchTest, finds_every_field_that_is_searched) {
  MessageContent content;
  content.properties.set(tag::subject, std::string("About the aardvark"));
  content.properties.set(tag::sender_name, std::string("Bertha Bison"));
  content.properties.set(tag::sender_email_address, std::string("caracal@zoo.example"));
  content.properties.set(tag::sent_representing_name, std::string("Doris Dingo"));
  content.properties.set(tag::sent_representing_email_address, std::string("echidna@zoo.example"));
  content.properties.set(tag::body, std::string("Feed the ferret."));
  content.recipients = {make_recipient(RecipientType::to, "Gina Gecko", "hamster@zoo.example"),
                        make_recipient(RecipientType::cc, "Ian Ibex", "jaguar@zoo.example"),
                        make_recipient(RecipientType::bcc, "Kim Kudu", "lemur@zoo.example")};
  for (std::size_t i = 0; i < content.recipients.size(); ++i)
    content.recipients[i].row = static_cast<std::uint32_t>(i);
  Attachment attachment;
  attachment.record_key = people.random->guid();
  attachment.properties.set(tag::attach_long_filename, std::string("marmot.pdf"));
  content.attachments = {attachment};
  std::vector<NewMessage> messages(1);
  messages[0].content = content;
  const Ids ids = must(store().add_messages(ana, inbox(), std::move(messages)));
  for (int round = 0; round < 2; ++round) {
    for (const char* word : {"aardvark", "bison", "caracal", "dingo", "echidna", "ferret", "gecko", "hamster",
                             "ibex", "jaguar", "kudu", "lemur", "marmot", "\"gina gecko\"", "ardva"}) {
      EXPECT_EQ(find(word), ids) << word;
    }
    EXPECT_EQ(find("numbat"), Ids{});
    EXPECT_EQ(find("\"aardvark bertha\""), Ids{}) << "a phrase is within one field";
    must(store().index(ana));
  }
  EXPECT_TRUE(report.indexed);
  EXPECT_TRUE(report.up_to_date);
  EXPECT_EQ(report.checked, 0) << "the index has ruled it out";
}

TEST_F(SearchTest, reads_an_html_body_where_there_is_no_plain_one) {
  Message message = must(store().create_message(ana, inbox()));
  must(message.set(tag::html, to_bytes("<style>hidden{}</style><p>The <b>ocelot</b> sle&#101;ps</p>")));
  const Ids ids{must(message.save()).message};
  EXPECT_EQ(find("\"ocelot sleeps\""), ids);
  EXPECT_EQ(find("hidden"), Ids{});
  must(store().index(ana));
  EXPECT_EQ(find("\"ocelot sleeps\""), ids);
  EXPECT_TRUE(report.indexed);
}

TEST_F(SearchTest, every_word_has_to_occur_and_a_phrase_as_it_stands) {
  const MessageId both = add("world book day", "ana comes");
  const MessageId other = add("a book about the world", "ben comes");
  must(store().index(ana));
  EXPECT_EQ(find("world book"), (Ids{other, both}));
  EXPECT_EQ(find("\"world book\""), Ids{both});
  EXPECT_EQ(find("\"WORLD   Book\" ana"), Ids{both});
  EXPECT_EQ(find("world ben"), Ids{other});
  EXPECT_EQ(find("\"book day"), Ids{both}) << "a phrase that nobody ends";
}

TEST_F(SearchTest, overlooks_case_accents_and_how_words_are_spaced) {
  const MessageId french = add("Première", "l'été\r\n  dernier");
  const MessageId turkish = add("İstanbul", "ılık");
  const MessageId german = add("Straße");
  const MessageId japanese = add("日本語のメール", "東京");
  const MessageId smile = add("smile 😀😃", "x");
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(find("PREMIERE"), Ids{french});
    EXPECT_EQ(find("\"e\u0301te\u0301 DERNIER\""), Ids{french});
    EXPECT_EQ(find("istanbul"), Ids{turkish});
    EXPECT_EQ(find("ılık"), Ids{turkish});
    EXPECT_EQ(find("STRASSE"), Ids{german});
    EXPECT_EQ(find("日本"), Ids{japanese}) << "two characters: every message is looked at";
    EXPECT_EQ(find("東"), Ids{japanese});
    EXPECT_EQ(find("本語のメ"), Ids{japanese});
    EXPECT_EQ(find("😀😃"), Ids{smile});
    must(store().index(ana));
  }
}

TEST_F(SearchTest, finds_what_is_past_the_part_of_a_long_body_that_is_indexed) {
  std::string body;
  while (body.size() < 3 << 20) body += "words of no interest, ";
  const MessageId id = add("long", body + "and a pangolin at its very end");
  const MessageId other = add("short", "a pangolin");
  must(store().index(ana));
  EXPECT_EQ(find("pangolin"), (Ids{other, id}));
  EXPECT_TRUE(report.indexed);
  EXPECT_EQ(find("quokka"), Ids{});
  EXPECT_EQ(report.checked, 1) << "the long one is always looked at";
}

TEST_F(SearchTest, searches_the_folders_that_are_asked_for) {
  const MessageId first = add("a tapir", "");
  const MessageId draft = add("a tapir", "", drafts());
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(find("tapir"), (Ids{draft, first}));
    EXPECT_EQ(find("tapir", {drafts()}), Ids{draft});
    EXPECT_EQ(find("tapir", {store().special(SpecialFolder::outbox)}), Ids{});
    must(store().index(ana));
  }
  SearchQuery query;
  query.text = "tapir";
  query.folders = {FolderId{999'999}};
  EXPECT_EQ(code_of(store().search(ana, query)), Code::not_found);
}

TEST_F(SearchTest, finds_associated_messages_when_asked_and_only_then) {
  Message message = must(store().create_message(ana, inbox(), MessageKind::associated));
  must(message.set(tag::subject, std::string("a hidden vole")));
  const MessageId id = must(message.save()).message;
  must(store().index(ana));
  EXPECT_EQ(find("vole"), Ids{});
  SearchQuery query;
  query.text = "vole";
  query.kind = MessageKind::associated;
  Search search = must(store().search(ana, query));
  const auto found = must(search.next(10));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, id);
}

TEST_F(SearchTest, says_what_is_no_search) {
  const auto code = [&](const std::string& text) {
    SearchQuery query;
    query.text = text;
    return code_of(store().search(ana, query));
  };
  EXPECT_EQ(code(""), Code::invalid_argument);
  EXPECT_EQ(code(" \"\" \t"), Code::invalid_argument);
  EXPECT_EQ(code("\u0301"), Code::invalid_argument) << "nothing is left of it";
  EXPECT_EQ(code(std::string(kMaxSearchText + 1, 'x')), Code::too_big);
  std::string words;
  for (std::size_t i = 0; i <= kMaxSearchParts; ++i) words += std::to_string(100 + i) + " ";
  EXPECT_EQ(code(words), Code::too_big);
  EXPECT_EQ(find(std::string(kMaxSearchText, 'x')), Ids{});
  EXPECT_EQ(find(words.substr(4)), Ids{});
}

}  // namespace
}  // namespace postroom::searching
