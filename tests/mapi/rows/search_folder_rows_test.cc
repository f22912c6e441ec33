// Rows 107 to 109 and 112: what search folders hold.
#include "mapi/rows/listening.h"
#include "mapi/rows/search_folder.h"

namespace mapi_host {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(RowTest, r107_a_search_folder_shows_the_messages_that_meet_its_restriction_where_they_are) {
  const auto inbox = ana().inbox();
  const auto projects = create_folder(*inbox, "Projects");
  add("The printer is broken");
  add("Lunch");
  add_message(*projects, "A new PRINTER");
  const auto folder =
      search_for(ana(), "printers", about_printers(), {entry_id_of(*inbox), entry_id_of(*projects)});
  EXPECT_THAT(found(*folder), ElementsAre("A new PRINTER", "The printer is broken"));

  const auto table = contents_table(*folder);
  EXPECT_THAT(columns_of(*table), Contains(PR_PARENT_DISPLAY_W));
  EXPECT_THAT(columns_of(*table), Contains(PR_PARENT_ENTRYID));
  sort_by(*table, PR_SUBJECT_W);
  const Rows rows = every_row(*table);
  EXPECT_THAT(texts(rows, PR_PARENT_ENTRYID), ElementsAre(entry_id_of(*projects), entry_id_of(*inbox)));
  EXPECT_EQ(text_in(rows[0], PR_PARENT_DISPLAY_W), "Projects");
}

TEST_F(RowTest, r107_what_it_shows_are_the_messages_themselves) {
  const std::string id = add("printer");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  ASSERT_THAT(column(*contents_table(*folder), PR_ENTRYID), ElementsAre(id));
  ULONG type = 0;
  Ptr<IMessage> message;
  ASSERT_HR(S_OK,
            folder->OpenEntry(id_size(id), id_ptr(id), &IID_IMessage, MAPI_MODIFY, &type, message.unknown()));
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "printer mended"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_THAT(found(*folder), ElementsAre("printer mended"));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "printer mended");
}

TEST_F(RowTest, r107_a_search_folder_is_one_by_its_type_and_counts_what_it_shows) {
  add("printer");
  add("printer");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  ASSERT_EQ(found(*folder).size(), 2u);
  EntryList one({add("printer")});
  ASSERT_HR(S_OK, ana().inbox()->SetReadFlags(one.get(), 0, nullptr, CLEAR_READ_FLAG));
  ASSERT_EQ(found(*folder).size(), 3u);
  EXPECT_EQ(get_number(*folder, PR_FOLDER_TYPE), LONG{FOLDER_SEARCH});
  EXPECT_EQ(get_number(*folder, PR_CONTENT_COUNT), 3);
  EXPECT_EQ(get_number(*folder, PR_CONTENT_UNREAD), 1);
  EXPECT_EQ(get_number(*folder, PR_SUBFOLDERS), 0);
}

TEST_F(RowTest, r107_other_clients_see_it_and_it_is_there_after_logging_off) {
  add("printer");
  const auto scope = entry_id_of(*ana().inbox());
  const std::string id = entry_id_of(*search_for(ana(), "printers", about_printers(), {scope}));
  EXPECT_THAT(found(*ben().open_folder(id)), ElementsAre("printer"));
  close_sessions();
  EXPECT_THAT(found(*ben().open_folder(id)), ElementsAre("printer"));
}

TEST_F(RowTest, r108_before_the_first_criteria_there_are_none) {
  const auto folder = new_search_folder(ana(), "printers");
  Buffer<SRestriction> restriction;
  Buffer<ENTRYLIST> scope;
  ULONG state = 0;
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->GetSearchCriteria(0, restriction.out(), scope.out(), &state));
  EXPECT_FALSE(restriction);
  EXPECT_FALSE(scope);
  EntryList inbox({entry_id_of(*ana().inbox())});
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->SetSearchCriteria(nullptr, inbox.get(), 0));
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->SetSearchCriteria(about_printers().get(), nullptr, 0));
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->SetSearchCriteria(nullptr, nullptr, RESTART_SEARCH));
  Ptr<IMAPITable> table;
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->GetContentsTable(0, table.out()));
  EXPECT_FALSE(table);
}

TEST_F(RowTest, r108_the_criteria_are_given_back_as_they_were_set) {
  const std::string inbox = entry_id_of(*ana().inbox());
  const auto folder =
      search_for(ana(), "printers", all_of({about_printers(), is(PR_SENSITIVITY, 2, RELOP_NE)}), {inbox},
                 RECURSIVE_SEARCH | FOREGROUND_SEARCH);
  Buffer<SRestriction> restriction;
  Buffer<ENTRYLIST> scope;
  ULONG state = 0;
  ASSERT_HR(S_OK, folder->GetSearchCriteria(MAPI_UNICODE, restriction.out(), scope.out(), &state));
  ASSERT_EQ(restriction->rt, RES_AND);
  ASSERT_EQ(restriction->res.resAnd.cRes, 2u);
  const SContentRestriction& content = restriction->res.resAnd.lpRes[0].res.resContent;
  EXPECT_EQ(content.ulPropTag, PR_SUBJECT_W);
  EXPECT_EQ(content.ulFuzzyLevel, FL_SUBSTRING | FL_IGNORECASE);
  EXPECT_EQ(text_of(*content.lpProp), "printer");
  const SPropertyRestriction& property = restriction->res.resAnd.lpRes[1].res.resProperty;
  EXPECT_EQ(property.relop, RELOP_NE);
  EXPECT_EQ(number_of(*property.lpProp), 2);
  ASSERT_EQ(scope->cValues, 1u);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(scope->lpbin[0].lpb), scope->lpbin[0].cb), inbox);
  EXPECT_NE(state & SEARCH_RECURSIVE, 0u);
  EXPECT_NE(state & SEARCH_FOREGROUND, 0u);
}

TEST_F(RowTest, r108_texts_in_the_criteria_have_the_width_that_is_asked_for) {
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  Buffer<SRestriction> restriction;
  ASSERT_HR(S_OK, folder->GetSearchCriteria(0, restriction.out(), nullptr, nullptr));
  EXPECT_EQ(restriction->res.resContent.ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(restriction->res.resContent.lpProp->ulPropTag, PR_SUBJECT_A);
  EXPECT_EQ(text_of(*restriction->res.resContent.lpProp), "printer");
}

TEST_F(RowTest, r108_null_uses_what_was_set_before) {
  const auto inbox = ana().inbox(), other = create_folder(*inbox, "other");
  add("printer");
  add("lamp");
  add_message(*other, "lamp elsewhere");
  const auto folder = search_for(ana(), "search", about_printers(), {entry_id_of(*inbox)});
  EXPECT_THAT(found(*folder), ElementsAre("printer"));
  ASSERT_HR(S_OK, folder->SetSearchCriteria(has_text(PR_SUBJECT_W, "lamp").get(), nullptr, 0));
  EXPECT_THAT(found(*folder), ElementsAre("lamp"));
  EntryList both({entry_id_of(*inbox), entry_id_of(*other)});
  ASSERT_HR(S_OK, folder->SetSearchCriteria(nullptr, both.get(), 0));
  EXPECT_THAT(found(*folder), ElementsAre("lamp", "lamp elsewhere"));
}

TEST_F(RowTest, r108_flags_that_exclude_each_other_are_refused) {
  const auto folder = new_search_folder(ana(), "printers");
  const std::vector<std::string> scope = {entry_id_of(*ana().inbox())};
  for (const ULONG flags : {STOP_SEARCH | RESTART_SEARCH, RECURSIVE_SEARCH | SHALLOW_SEARCH,
                            FOREGROUND_SEARCH | BACKGROUND_SEARCH}) {
    EXPECT_HR(MAPI_E_INVALID_PARAMETER, set_criteria(*folder, about_printers(), scope, flags)) << flags;
  }
  EXPECT_HR(MAPI_E_NOT_INITIALIZED, folder->GetSearchCriteria(0, nullptr, nullptr, nullptr));
}

TEST_F(RowTest, r108_criteria_that_are_refused_leave_those_before) {
  add("printer");
  const std::string inbox = entry_id_of(*ana().inbox());
  const auto folder = search_for(ana(), "printers", about_printers(), {inbox});
  EXPECT_HR(MAPI_E_TOO_COMPLEX, set_criteria(*folder, is(PR_SUBJECT_W, "x", RELOP_RE), {inbox}));
  EXPECT_HR(MAPI_E_TOO_COMPLEX, set_criteria(*folder, first(1, about_printers()), {inbox}));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER, set_criteria(*folder, about_printers(), {entry_id_of(*folder)}));
  EXPECT_HR(MAPI_E_INVALID_PARAMETER,
            set_criteria(*folder, about_printers(), {entry_id_of(*ana().root())}, RECURSIVE_SEARCH));
  EXPECT_FALSE(SUCCEEDED(set_criteria(*folder, about_printers(), {"no entry ID"})));
  EXPECT_THAT(found(*folder), ElementsAre("printer"));
  EXPECT_FALSE(SUCCEEDED(set_criteria(*ana().inbox(), about_printers(), {inbox}))) << "no search folder";
}

TEST_F(RowTest, r109_a_dynamic_search_follows_its_messages_and_a_static_one_does_not) {
  const auto inbox = ana().inbox();
  const std::string id = add("printer");
  const auto dynamic = search_for(ana(), "dynamic", about_printers(), {entry_id_of(*inbox)});
  const auto fixed = search_for(ana(), "static", about_printers(), {entry_id_of(*inbox)}, STATIC_SEARCH);
  ASSERT_THAT(found(*fixed), ElementsAre("printer"));
  EXPECT_NE(search_state(*fixed) & SEARCH_STATIC, 0u);
  EXPECT_EQ(search_state(*dynamic) & SEARCH_STATIC, 0u);

  add_message(*ben().inbox(), "printer, new");
  EXPECT_THAT(found(*dynamic), ElementsAre("printer", "printer, new"));
  EXPECT_THAT(found(*fixed), ElementsAre("printer"));

  const auto message = ben().open_message(id);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "lamp"));
  ASSERT_HR(S_OK, message->SaveChanges(0));
  EXPECT_THAT(found(*dynamic), ElementsAre("printer, new"));
  EXPECT_THAT(found(*fixed), ElementsAre("lamp"));
}

TEST_F(RowTest, r109_the_table_of_a_dynamic_search_tells_what_comes_and_goes) {
  add("printer");
  const std::string lamp = add("lamp");
  const auto folder = search_for(ana(), "printers", about_printers(), {entry_id_of(*ana().inbox())});
  const auto table = contents_table(*folder);
  set_columns(*table, {PR_SUBJECT_W});
  ASSERT_EQ(row_count(*table), 1u);
  Listener listener(table);
  const auto tells = [&](ULONG event, const std::string& subject) {
    return listener->wait([&](const Told& told) {
      return told.table_event == event && (told.values.empty() || told.values[0].second == subject);
    });
  };
  const auto message = ben().open_message(lamp);
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "printer lamp"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_TRUE(tells(TABLE_ROW_ADDED, "printer lamp"));
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "lamp"));
  ASSERT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READWRITE));
  EXPECT_TRUE(tells(TABLE_ROW_DELETED, ""));
  EXPECT_EQ(row_count(*table), 1u);
}

TEST_F(RowTest, r109_what_is_deleted_leaves_both_and_a_restart_finds_what_is_new) {
  const auto inbox = ana().inbox();
  const std::string id = add("printer");
  const auto fixed = search_for(ana(), "static", about_printers(), {entry_id_of(*inbox)}, STATIC_SEARCH);
  ASSERT_THAT(found(*fixed), ElementsAre("printer"));
  EntryList list({id});
  ASSERT_HR(S_OK, inbox->DeleteMessages(list.get(), 0, nullptr, 0));
  EXPECT_THAT(found(*fixed), IsEmpty());
  add("printer, new");
  EXPECT_THAT(found(*fixed), IsEmpty());
  ASSERT_HR(S_OK, fixed->SetSearchCriteria(nullptr, nullptr, RESTART_SEARCH | STATIC_SEARCH));
  EXPECT_THAT(found(*fixed), ElementsAre("printer, new"));
}

TEST_F(RowTest, r112_a_recursive_search_looks_below_its_folders_and_a_shallow_one_does_not) {
  const auto inbox = ana().inbox(), below = create_folder(*inbox, "below"),
             deep = create_folder(*below, "deep");
  add("printer");
  add_message(*deep, "deep printer");
  const std::vector<std::string> scope = {entry_id_of(*inbox)};
  EXPECT_THAT(found(*search_for(ana(), "default", about_printers(), scope)), ElementsAre("printer"));
  EXPECT_THAT(found(*search_for(ana(), "shallow", about_printers(), scope, SHALLOW_SEARCH)),
              ElementsAre("printer"));
  const auto recursive = search_for(ana(), "recursive", about_printers(), scope, RECURSIVE_SEARCH);
  EXPECT_THAT(found(*recursive), ElementsAre("deep printer", "printer"));
  add_message(*create_folder(*deep, "later"), "printer in a folder that came later");
  EXPECT_EQ(found(*recursive).size(), 3u);
}

void add_recipient(IMessage& message, const std::string& name) {
  ASSERT_HR(S_OK, modify_recipients(message, MODRECIP_ADD, {{name, name + "@x.org"}}));
}
void attach(IMessage& message, const std::string& extension) {
  ULONG number = 0;
  Ptr<IAttach> attachment;
  ASSERT_HR(S_OK, message.CreateAttach(nullptr, 0, &number, attachment.out()));
  ASSERT_HR(S_OK, set_text(*attachment, PR_ATTACH_EXTENSION_W, extension));
  ASSERT_HR(S_OK, attachment->SaveChanges(0));
}

TEST_F(RowTest, r112_recipients_and_attachments_can_be_searched_for) {
  for (const auto& [subject, name, extension] :
       {std::tuple("to Ana", "Ana", ".txt"), {"to Ben", "Ben", ".mss"}, {"to Cy", "Cy", ".txt"}}) {
    const auto message = create_message(*ana().inbox());
    ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, subject));
    add_recipient(*message, name);
    attach(*message, extension);
    ASSERT_HR(S_OK, message->SaveChanges(0));
  }
  const std::vector<std::string> scope = {entry_id_of(*ana().inbox())};
  const Where to_ana = some(PR_MESSAGE_RECIPIENTS, is(PR_DISPLAY_NAME_W, "Ana"));
  const Where with_mss = some(PR_MESSAGE_ATTACHMENTS, is(PR_ATTACH_EXTENSION_W, ".mss"));
  EXPECT_THAT(found(*search_for(ana(), "people", to_ana, scope)), ElementsAre("to Ana"));
  EXPECT_THAT(found(*search_for(ana(), "files", with_mss, scope)), ElementsAre("to Ben"));
  const auto either = search_for(ana(), "either", any_of({to_ana, with_mss}), scope);
  EXPECT_THAT(found(*either), ElementsAre("to Ana", "to Ben"));
  const auto cy = ben().open_message(column(*contents_table(*ben().inbox()), PR_ENTRYID)[0]);
  add_recipient(*cy, "Ana");
  ASSERT_HR(S_OK, cy->SaveChanges(0));
  EXPECT_THAT(found(*either), ElementsAre("to Ana", "to Ben", "to Cy"));
}

}  // namespace
}  // namespace mapi_host
