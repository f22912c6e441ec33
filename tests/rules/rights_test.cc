// Rights on folders beyond the table: who is restricted at all, what new folders and copies get, events, and rights
// that are withdrawn while somebody is at work.
#include "rules/save_rules.h"

#include <atomic>
#include <thread>

namespace postroom::rules {
namespace {

using enum FolderRights;

class RightsOnFolders : public RulesTest {
 protected:
  void give(const Session& session, FolderRights rights) { give(session, rights, inbox()); }
  void give(const Session& session, FolderRights rights, FolderId folder) {
    must(store().set_folder_rights(ana, folder, AccessList{none, {{session.who, rights}}}));
  }
  FolderId below_inbox(const Session& session, const std::string& name) {
    return must(store().create_folder(session, inbox(), name));
  }
  std::string creator(MessageId id) { return stored(id, tag::creator_name); }

  Session cy = people.session("Cy Lindqvist", 3);
};

TEST_F(RightsOnFolders, a_store_without_lists_lets_everybody_do_everything) {
  const MessageId id = add("one");
  EXPECT_EQ(must(store().effective_rights(ben, inbox())), all);
  EXPECT_EQ(must(store().folder_rights(ben, inbox())), std::nullopt);
  edit(ben, id, tag::subject, "two");
  EXPECT_TRUE(must(store().check(ben)).empty());
  EXPECT_EQ(must(store().delete_messages(ben, std::vector{id}, DeleteKind::permanent)).done.size(), 1u);
}

TEST_F(RightsOnFolders, who_made_the_store_owns_it_and_is_never_restricted) {
  EXPECT_EQ(must(store().owner(ben)), ana.who);
  must(store().set_folder_rights(ana, inbox(), AccessList{}));
  const MessageId id = add("one");
  edit(ana, id, tag::subject, "two");
  EXPECT_EQ(must(store().effective_rights(ana, inbox())), all);
  EXPECT_EQ(must(store().effective_rights(ben, inbox())), none);
}

TEST_F(RightsOnFolders, the_owner_can_give_the_store_away_and_is_one_of_the_others_then) {
  must(store().set_folder_rights(ana, inbox(), AccessList{}));
  EXPECT_EQ(code_of(store().set_owner(ben, "Ben Okafor")), Code::no_access);
  must(store().set_owner(ana, ben.who));
  EXPECT_EQ(must(store().owner(ana)), ben.who);
  EXPECT_EQ(code_of(store().list(ana, inbox())), Code::no_access);
  EXPECT_TRUE(must(store().list(ben, inbox())).empty());
  must(store().set_owner(ben, ana.who));
}

TEST_F(RightsOnFolders, an_owner_has_a_name_of_at_most_255_bytes) {
  EXPECT_EQ(code_of(store().set_owner(ana, "")), Code::invalid_argument);
  EXPECT_EQ(code_of(store().set_owner(ana, "\xFF")), Code::invalid_argument);
  EXPECT_EQ(code_of(store().set_owner(ana, std::string(kMaxMemberName + 1, 'x'))), Code::too_big);
  const std::string longest(kMaxMemberName, 'x');
  must(store().set_owner(ana, longest));
  must(store().set_owner(people.session(longest + "and what is cut off", 9), ana.who));
}

TEST_F(RightsOnFolders, an_administrator_is_never_restricted) {
  must(store().set_folder_rights(ana, inbox(), AccessList{}));
  Session delivery = cy;
  delivery.acting = Acting::administrator;
  must(store().add_messages(delivery, inbox(), std::vector<NewMessage>(1)));
  EXPECT_EQ(must(store().list(delivery, inbox())).size(), 1u);
  EXPECT_TRUE(must(store().check(delivery)).empty());
  must(store().set_owner(delivery, ana.who));
}

TEST_F(RightsOnFolders, a_refusal_names_the_right_and_the_folder) {
  const MessageId id = add("one");
  give(ben, read | visible);
  const auto refused = store().open_message(ben, id, Access::read_write);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message,
            "Ben Okafor does not have the right “edit-all” on the folder 'Inbox'; its owner can give it.");
  give(ben, none);
  const auto hidden = store().list(ben, inbox());
  ASSERT_FALSE(hidden.ok());
  EXPECT_NE(hidden.error().message.find("“read” on folder " + std::to_string(inbox().value)), std::string::npos);
}

TEST_F(RightsOnFolders, access_properties_say_what_the_session_may) {
  const MessageId id = add("one");
  give(ben, read | create | edit_own | delete_all | visible);
  Message message = open(ben, id, Access::best);
  EXPECT_FALSE(message.is_writable());
  EXPECT_EQ(get<std::int32_t>(message, tag::access), 2 | 4);
  EXPECT_EQ(get<std::int32_t>(message, tag::access_level), 0);
  const PropertySet folder = must(store().folder_properties(ben, inbox()));
  EXPECT_EQ(folder.get_or<std::int32_t>(tag::access, -1), 2 | 0x10 | 0x20);
  EXPECT_EQ(folder.get_or<std::int32_t>(tag::access_level, -1), 0);
  EXPECT_EQ(folder.get_or<std::int32_t>(tag::rights, -1), 0x1 | 0x2 | 0x8 | 0x10 | 0x40 | 0x400);
  EXPECT_EQ(must(store().folder_properties(ana, inbox())).get_or<std::int32_t>(tag::access, -1), 0x3F);
}

TEST_F(RightsOnFolders, the_list_is_no_property_that_clients_see_or_set) {
  give(ben, read);
  EXPECT_FALSE(must(store().folder_properties(ana, inbox())).has(tag::acl_data));
  EXPECT_EQ(code_of(store().set_folder_properties(ana, inbox(), {{tag::acl_data, Bytes{1}}})), Code::no_access);
  must(store().set_folder_properties(ana, inbox(), {}, std::vector{tag::acl_data}));
  EXPECT_EQ(must(store().effective_rights(ben, inbox())), read);
}

TEST_F(RightsOnFolders, folders_say_what_the_session_may_do_in_them) {
  must(store().set_folder_rights(ana, inbox(), AccessList{visible, {{ben.who, read | visible}}}));
  EXPECT_EQ(must(store().folder(ana, inbox())).rights, all);
  EXPECT_EQ(must(store().folder(ben, inbox())).rights, read | visible);
  for (const FolderInfo& folder : must(store().folders(cy))) {
    EXPECT_EQ(folder.rights, folder.id == inbox() ? visible : all) << folder.name;
  }
}

TEST_F(RightsOnFolders, a_new_folder_takes_over_the_list_above_and_its_maker_has_all_rights) {
  must(store().set_folder_rights(ana, inbox(), AccessList{read, {{ben.who, create_subfolder | visible}}}));
  const FolderId of_ana = below_inbox(ana, "Ana's");
  EXPECT_EQ(must(store().folder_rights(ana, of_ana)), must(store().folder_rights(ana, inbox())));
  const FolderId of_ben = below_inbox(ben, "Ben's");
  EXPECT_EQ(must(store().folder_rights(ben, of_ben)), (AccessList{read, {{ben.who, all}}}));
  must(store().rename_folder(ben, of_ben, "Ben's own"));
  EXPECT_EQ(code_of(store().rename_folder(ben, of_ana, "x")), Code::no_access);
}

TEST_F(RightsOnFolders, a_copied_folder_has_the_list_of_its_new_place) {
  const FolderId source = below_inbox(ana, "source");
  give(ben, read | visible, source);
  const FolderId target = must(store().create_folder(ana, store().special(SpecialFolder::ipm_subtree), "target"));
  give(cy, read | visible, target);
  const FolderId copy = must(store().copy_folder(ana, source, target, "copy", true));
  EXPECT_EQ(must(store().folder_rights(ana, copy)), must(store().folder_rights(ana, target)));
}

TEST_F(RightsOnFolders, below_a_hidden_folder_everything_is_hidden) {
  const FolderId inner = below_inbox(ana, "inner");
  must(store().set_folder_rights(ana, inbox(), AccessList{read, {}}));
  EXPECT_EQ(code_of(store().find_folder(ben, "Inbox/inner")), Code::not_found);
  EXPECT_EQ(code_of(store().folder(ben, inner)), Code::not_found);
  for (const FolderInfo& info : must(store().folders(ben))) EXPECT_NE(info.id, inner);
  must(store().set_folder_rights(ana, inbox(), AccessList{visible, {}}));
  EXPECT_EQ(must(store().find_folder(ben, "Inbox/inner")), inner);
}

TEST_F(RightsOnFolders, a_hidden_root_hides_everything) {
  const FolderId root = store().special(SpecialFolder::root);
  must(store().set_folder_rights(ana, root, AccessList{}));
  EXPECT_TRUE(must(store().folders(ben)).empty());
  EXPECT_EQ(code_of(store().find_folder(ben, "/")), Code::not_found);
  EXPECT_EQ(code_of(store().find_folder(ben, "Inbox")), Code::not_found);
  EXPECT_EQ(must(store().find_folder(ana, "Inbox")), inbox());
}

TEST_F(RightsOnFolders, the_creator_is_set_by_the_store_alone_and_stays) {
  const MessageId id = add("one");
  EXPECT_EQ(creator(id), ana.who);
  Message message = open(ben, id);
  EXPECT_EQ(code_of(message.set(tag::creator_name, ben.who)), Code::no_access);
  EXPECT_EQ(code_of(message.remove(tag::creator_name)), Code::no_access);
  MessageContent content = message.content();
  content.properties.set(tag::creator_name, ben.who);
  must(message.set_content(content));
  EXPECT_FALSE(message.has_edits());
  must(message.set(tag::subject, std::string("two")));
  must(message.save(SaveMode::force));
  EXPECT_EQ(creator(id), ana.who);
  must(store().restore(ben, id, VersionNumber{1}));
  EXPECT_EQ(creator(id), ana.who);
}

TEST_F(RightsOnFolders, a_client_cannot_make_a_message_in_anothers_name) {
  NewMessage forged;
  forged.content.properties.set(tag::creator_name, ana.who);
  const MessageId id = must(store().add_messages(ben, inbox(), {forged})).front();
  EXPECT_EQ(creator(id), ben.who);
}

TEST_F(RightsOnFolders, a_copy_has_been_made_by_who_copied_it) {
  NewMessage mail;
  mail.content.properties.set(tag::subject, std::string("as it came"));
  mail.source = to_bytes("Subject: as it came\r\n\r\nand nothing else\r\n");
  const MessageId id = must(store().add_messages(ana, inbox(), {mail})).front();
  const auto copies = must(store().copy_messages(ben, std::vector{id}, inbox()));
  EXPECT_EQ(creator(copies.front().second), ben.who);
  EXPECT_EQ(creator(id), ana.who);
  EXPECT_EQ(read_whole(open(ben, copies.front().second).original()), "Subject: as it came\r\n\r\nand nothing else\r\n");
  must(store().move_messages(ben, std::vector{id}, store().special(SpecialFolder::notes)));
  EXPECT_EQ(creator(id), ana.who) << "a move makes nothing";
}

TEST_F(RightsOnFolders, of_many_messages_those_not_allowed_are_skipped) {
  give(ben, all);
  const MessageId of_ana = add("Ana's");
  const MessageId of_ben = must(store().add_messages(ben, inbox(), std::vector<NewMessage>(1))).front();
  give(ben, read | delete_own);
  const BulkReport report =
      must(store().delete_messages(ben, std::vector{of_ana, of_ben}, DeleteKind::recoverable));
  EXPECT_EQ(report.done, std::vector{of_ben});
  EXPECT_EQ(report.skipped, std::vector{of_ana});
  EXPECT_EQ(code_of(store().delete_messages(ben, std::vector{of_ana}, DeleteKind::recoverable)), Code::no_access);
}

TEST_F(RightsOnFolders, changes_to_a_list_are_all_made_or_none) {
  const FolderId inner = below_inbox(ana, "inner");
  must(store().change_folder_rights(ana, inbox(), {{}, {{ben.who, read}, {cy.who, all}}, visible}, Below::yes));
  const AccessList list{visible, {{ben.who, read}, {cy.who, all}}};
  EXPECT_EQ(must(store().folder_rights(ana, inbox())), list);
  EXPECT_EQ(must(store().folder_rights(ana, inner)), list);
  EXPECT_EQ(code_of(store().change_folder_rights(ana, inbox(), {{"Nobody"}, {{ben.who, none}}, {}}, Below::yes)),
            Code::not_found);
  EXPECT_EQ(must(store().folder_rights(ana, inbox())), list);
  must(store().change_folder_rights(ana, inbox(), {{ben.who}, {}, {}}));
  EXPECT_EQ(must(store().folder_rights(ana, inbox())), (AccessList{visible, {{cy.who, all}}}));
  must(store().set_folder_rights(ana, inbox(), std::nullopt, Below::yes));
  EXPECT_EQ(must(store().folder_rights(ana, inner)), std::nullopt);
}

TEST_F(RightsOnFolders, who_owns_a_folder_but_not_all_below_changes_none_of_them) {
  const FolderId inner = below_inbox(ana, "inner");
  give(ben, all);
  give(ben, read, inner);
  EXPECT_EQ(code_of(store().set_folder_rights(ben, inbox(), std::nullopt, Below::yes)), Code::no_access);
  EXPECT_EQ(code_of(store().delete_folder(ben, inner, {true, true})), Code::no_access);
  EXPECT_EQ(must(store().folder_rights(ana, inbox())), (AccessList{none, {{ben.who, all}}}));
}

TEST_F(RightsOnFolders, a_list_that_does_not_hold_together_is_refused) {
  EXPECT_EQ(code_of(store().set_folder_rights(ana, inbox(), AccessList{none, {{"", read}}})), Code::invalid_argument);
  AccessList crowd;
  for (std::size_t i = 0; i < kMaxMembers; ++i) crowd.members.push_back({"member " + std::to_string(i), read});
  must(store().set_folder_rights(ana, inbox(), crowd));
  EXPECT_EQ(code_of(store().change_folder_rights(ana, inbox(), {{}, {{"one more", read}}, {}})), Code::too_big);
  EXPECT_EQ(must(store().folder_rights(ana, inbox()))->members.size(), kMaxMembers);
}

TEST_F(RightsOnFolders, a_store_opened_for_reading_shows_rights_and_changes_none) {
  give(ben, read);
  Store readable = must(open_store(address(), OpenAs::read_only));
  EXPECT_EQ(must(readable.effective_rights(ben, inbox())), read);
  EXPECT_EQ(must(readable.folder_rights(ana, inbox())), (AccessList{none, {{ben.who, read}}}));
  EXPECT_EQ(code_of(readable.set_folder_rights(ana, inbox(), std::nullopt)), Code::read_only);
  EXPECT_EQ(code_of(readable.set_owner(ana, "Ben Okafor")), Code::read_only);
}

TEST_F(RightsOnFolders, a_right_withdrawn_while_a_handle_is_open_is_missed_at_its_save_and_loses_no_edit) {
  const MessageId id = add("one");
  give(ben, read | edit_all | visible);
  Message message = open(ben, id);
  must(message.set(tag::subject, std::string("Ben's")));
  Store elsewhere = another();
  must(elsewhere.set_folder_rights(ana, inbox(), AccessList{none, {{ben.who, read | visible}}}));
  for (const SaveMode mode : {SaveMode::strict, SaveMode::merge, SaveMode::force}) {
    EXPECT_EQ(code_of(message.save(mode)), Code::no_access);
  }
  EXPECT_TRUE(message.has_edits());
  EXPECT_EQ(text(message, tag::subject), "Ben's");
  EXPECT_EQ(stored(id, tag::subject), "one");
  EXPECT_EQ(stored(must(message.save_elsewhere()), tag::subject), "Ben's");
  give(ben, read | edit_all);
  must(message.save());
  EXPECT_EQ(stored(id, tag::subject), "Ben's");
}

TEST_F(RightsOnFolders, a_right_withdrawn_elsewhere_is_missed_at_the_next_look) {
  const MessageId id = add("one");
  Store elsewhere = another();
  for (int round = 0; round < 3; ++round) {
    give(ben, read);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(must(store().current_version(ben, id)).version.value, 1);
    must(elsewhere.set_folder_rights(ana, inbox(), AccessList{none, {{ben.who, visible}}}));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(store().current_version(ben, id)), Code::no_access);
  }
}

TEST_F(RightsOnFolders, nothing_is_saved_once_the_right_is_withdrawn_however_busy_the_saver) {
  const MessageId id = add("one");
  give(ben, read | edit_all);
  std::atomic<bool> stop = false, started = false;
  std::thread saver([&] {
    Store own = another();
    for (int i = 0; !stop; ++i) {
      auto message = own.open_message(ben, id, Access::read_write);
      if (!message.ok()) continue;
      must(message->set(tag::subject, std::to_string(i)));
      if (message->save().ok()) started = true;
    }
  });
  while (!started) std::this_thread::yield();
  give(ben, read);
  const std::int64_t last = version_of(id);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(version_of(id), last);
  stop = true;
  saver.join();
  EXPECT_EQ(version_of(id), last);
}

TEST_F(RightsOnFolders, a_subscriber_hears_nothing_of_what_it_may_not_read) {
  const FolderId open_folder = below_inbox(ana, "open");
  give(ben, none);
  std::atomic<int> heard = 0, of_inbox = 0;
  const auto subscription = must(store().subscribe(ben, [&](const Event& event) {
    if (event.folder == inbox()) ++of_inbox;
    if (event.folder == open_folder && event.kind == ChangeKind::message_created) ++heard;
  }));
  add("hidden");
  must(store().add_messages(ana, open_folder, std::vector<NewMessage>(1)));
  while (heard == 0) std::this_thread::yield();
  EXPECT_EQ(of_inbox, 0);
}

TEST_F(RightsOnFolders, events_go_on_past_a_page_of_which_nothing_may_be_heard) {
  const FolderId open_folder = below_inbox(ana, "open");
  must(store().set_folder_rights(ana, inbox(), AccessList{visible, {}}));
  const LogPosition before = position();
  for (int i = 0; i < 5; ++i) edit(ana, add("hidden"), tag::subject, "edited");
  must(store().add_messages(ana, open_folder, std::vector<NewMessage>(1)));
  const auto first = must(store().events_after(ben, before, 1));
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first.front().kind, ChangeKind::folder_modified) << "the counters of a folder that is shown";
  std::vector<ChangeKind> kinds;
  for (const Event& event : must(store().events_after(ben, before, 1000))) kinds.push_back(event.kind);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), ChangeKind::message_created), 1);
  EXPECT_EQ(std::count(kinds.begin(), kinds.end(), ChangeKind::message_modified), 0);
}

TEST_F(RightsOnFolders, the_end_of_a_folder_is_told_to_who_sees_the_one_above) {
  const FolderId inner = below_inbox(ana, "inner");
  must(store().add_messages(ana, inner, std::vector<NewMessage>(1)));
  give(ben, visible);
  const LogPosition before = position();
  must(store().delete_folder(ana, inner, {true, true}));
  std::vector<ChangeKind> kinds;
  for (const Event& event : must(store().events_after(ben, before, 1000))) kinds.push_back(event.kind);
  EXPECT_EQ(kinds, std::vector{ChangeKind::folder_deleted});
  EXPECT_EQ(must(store().events_after(ana, before, 1000)).size(), 2u);
}

TEST_F(RightsOnFolders, a_transferred_store_has_the_same_rights_and_owner) {
  give(ben, read);
  const std::string copy = ground->address("copy.postroom");
  close();
  must(transfer_store(address(), copy));
  Store other = must(open_store(copy));
  EXPECT_EQ(must(other.effective_rights(ben, inbox())), read);
  EXPECT_EQ(must(other.owner(ben)), ana.who);
}

}  // namespace
}  // namespace postroom::rules
