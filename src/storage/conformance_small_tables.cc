// Conformance: settings, names and links.
#include "storage/conformance.h"

#include <algorithm>

namespace postroom::storage {
namespace {

Job put(std::string key, std::string value) {
  return [=](Transaction& transaction) { return transaction.put_setting(key, value); };
}

Job insert(NameRecord name) {
  return [=](Transaction& transaction) { return transaction.insert_name(name); };
}

Job insert(ConflictLink link) {
  return [=](Transaction& transaction) { return transaction.insert_link(link); };
}

}  // namespace

TEST_P(EngineTest, keeps_settings_and_replaces_them) {
  EXPECT_EQ(must(view()->setting("suite.color")), std::nullopt);
  for (const std::string& text : difficult_texts()) {
    commit(put("suite.color", text));
    EXPECT_EQ(must(view()->setting("suite.color")), text);
  }
  commit(put("suite.other", "2"));
  commit(put("suite.color", "3"));
  EXPECT_EQ(must(view()->setting("suite.other")), "2");
  EXPECT_EQ(must(view()->setting("suite.color")), "3");
}

TEST_P(EngineTest, tells_apart_settings_that_differ_in_case_or_by_a_space) {
  commit(put("suite.a", "1"));
  commit(put("suite.A", "2"));
  commit(put("suite.a ", "3"));
  EXPECT_EQ(must(view()->setting("suite.a")), "1");
  EXPECT_EQ(must(view()->setting("suite.A")), "2");
  EXPECT_EQ(must(view()->setting("suite.a ")), "3");
}

TEST_P(EngineTest, lists_settings_in_order_of_key_in_slices) {
  const std::vector<SettingRecord> settings{{"suite.A", "1"}, {"suite.a", "2"},      {"suite.a ", "3"},
                                            {"suite.b", ""},  {"suite.\u00FC", "4"}, {"t", "5"}};
  for (const std::size_t i : {3, 0, 5, 2, 4, 1}) commit(put(settings[i].key, settings[i].value));
  EXPECT_EQ(must(view()->settings("", 100)), settings);
  EXPECT_EQ(must(view()->settings("suite.a", 2)), (std::vector{settings[2], settings[3]}));
  EXPECT_TRUE(must(view()->settings("t", 100)).empty());
  commit([&](Transaction& transaction) -> Status {
    TRY(transaction.put_setting("suite.c", "6"));
    TRY_SET(const auto listed, transaction.settings("suite.b", 1));
    EXPECT_EQ(listed, (std::vector<SettingRecord>{{"suite.c", "6"}}));
    return ok_status();
  });
}

TEST_P(EngineTest, removes_a_setting_and_no_other) {
  commit(put("suite.gone", "1"));
  commit(put("suite.gone.not", "2"));
  commit([](Transaction& transaction) { return transaction.remove_setting("suite.gone"); });
  EXPECT_EQ(must(view()->setting("suite.gone")), std::nullopt);
  EXPECT_EQ(must(view()->setting("suite.gone.not")), "2");
  commit([](Transaction& transaction) { return transaction.remove_setting("suite.gone"); });
}

TEST_P(EngineTest, keeps_names_in_order_of_id) {
  const std::vector<NameRecord> names{{kFirstNamedId, {kPsCommon, 0U}},
                                      {kFirstNamedId + 1, {kPsCommon, 0xFFFF'FFFFU}},
                                      {0x8500, {kPsAppointment, 0x820DU}},
                                      {0x8501, {kPsPublicStrings, "Keywords"}},
                                      {0x8502, {kPsPublicStrings, "keywords"}},
                                      {0x8503, {kPsPublicStrings, std::string("NUL\0 \U0001F4EE", 9)}},
                                      {kLastNamedId, {kPsCommon, "0"}}};
  for (const std::size_t i : {3, 0, 6, 2, 5, 1, 4}) commit(insert(names[i]));
  EXPECT_EQ(must(view()->names(0)), names);
  EXPECT_EQ(must(view()->names(0x8502)), (std::vector{names[5], names[6]}));
  EXPECT_TRUE(must(view()->names(kLastNamedId)).empty());
}

TEST_P(EngineTest, refuses_a_name_or_a_name_id_that_is_taken) {
  const NameRecord kept{0x8000, {kPsCommon, 1U}};
  commit(insert(kept));
  code_of(insert(NameRecord{0x8000, {kPsCommon, 2U}}));
  code_of(insert(NameRecord{0x8001, {kPsCommon, 1U}}));
  EXPECT_EQ(must(view()->names(0)), std::vector{kept});
}

TEST_P(EngineTest, keeps_links_and_finds_them_by_either_end) {
  const FolderId folder = add_folder();
  const MessageId a = add_message(folder), b = add_message(folder), c = add_message(folder);
  const ConflictLink first{a, b, {-7}}, second{a, c, {0}}, third{c, b, {8}};
  for (const ConflictLink& link : {first, second, third}) commit(insert(link));
  const auto has = [](const std::vector<ConflictLink>& links, const ConflictLink& link) {
    return std::count(links.begin(), links.end(), link) == 1;
  };
  const auto all = must(view()->links()), of_b = must(view()->links_of(b));
  EXPECT_TRUE(all.size() == 3 && has(all, first) && has(all, second) && has(all, third));
  EXPECT_TRUE(of_b.size() == 2 && has(of_b, first) && has(of_b, third));
  EXPECT_TRUE(must(view()->links_of({0})).empty());
}

TEST_P(EngineTest, removes_a_link_and_no_other) {
  const FolderId folder = add_folder();
  const MessageId a = add_message(folder), b = add_message(folder), c = add_message(folder);
  const ConflictLink gone{a, b, {1}}, kept{a, c, {2}};
  commit(insert(gone));
  commit(insert(kept));
  commit([&](Transaction& transaction) { return transaction.remove_link(gone); });
  EXPECT_EQ(must(view()->links()), std::vector{kept});
  EXPECT_TRUE(must(view()->links_of(b)).empty());
}

}  // namespace postroom::storage
