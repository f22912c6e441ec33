// Rows 51, 53 and 80: what is moved to another store stays here unless all of it has arrived there.
#include "mapi/rows/foreign_store.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr ULONG kPlain = PROP_TAG(PT_UNICODE, 0x6F30);  // nobody computes it

class ForeignInbox {
 public:
  explicit ForeignInbox(Session& there) : inner(there.inbox()), folder(new ForeignFolder(store, inner)) {}
  ForeignStore store;
  const Ptr<IMAPIFolder> inner, folder;
};

std::string add_full_message(IMAPIFolder& folder) {
  const auto message = create_message(folder);
  EXPECT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
  EXPECT_HR(S_OK, set_text(*message, kPlain, "plain"));
  EXPECT_HR(S_OK, modify_recipients(*message, MODRECIP_ADD, {{"Cy", "cy@x.org"}}));
  Ptr<IAttach> attachment;
  ULONG number = 0;
  EXPECT_HR(S_OK, message->CreateAttach(nullptr, 0, &number, attachment.out()));
  EXPECT_HR(S_OK, set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE));
  EXPECT_HR(S_OK, set_text(*attachment, PR_ATTACH_LONG_FILENAME_W, "plan.pdf"));
  EXPECT_HR(S_OK, write_stream(*attachment, PR_ATTACH_DATA_BIN, std::string(30'000, 'a')));
  EXPECT_HR(S_OK, attachment->SaveChanges(0));
  EXPECT_HR(S_OK, message->SaveChanges(KEEP_OPEN_READONLY));
  return entry_id_of(*message);
}

HRESULT copy_messages(IMAPIFolder& from, const std::string& id, IMAPIFolder& to, ULONG flags) {
  EntryList list({id});
  return from.CopyMessages(list.get(), nullptr, &to, 0, nullptr, flags);
}
ULONG attachments_of(IMessage& message) {
  Ptr<IMAPITable> table;
  EXPECT_HR(S_OK, message.GetAttachmentTable(0, table.out()));
  return all_rows(*table, {PR_ATTACH_NUM}).size();
}

TEST_F(RowTest, r053_a_message_is_moved_to_a_store_of_another_provider) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox();
  ASSERT_HR(S_OK, copy_messages(*inbox, add_full_message(*inbox), *foreign.folder, MESSAGE_MOVE));
  EXPECT_THAT(subjects(*foreign.inner), ElementsAre("one"));
  EXPECT_THAT(subjects(*inbox), IsEmpty());
}

// As he may be saving it while it is deleted here.
TEST_F(RowTest, r053_a_message_that_was_moved_to_another_store_can_be_recovered_here) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox();
  const std::string id = add_full_message(*inbox);
  ASSERT_HR(S_OK, copy_messages(*inbox, id, *foreign.folder, MESSAGE_MOVE));
  Ptr<IMessage> message;
  EXPECT_HR(MAPI_E_NOT_FOUND, ana().try_open(id, 0, message));
  ASSERT_HR(S_OK, ana().try_open(id, SHOW_SOFT_DELETES, message));
  EXPECT_EQ(get_text(*message, kPlain), "plain");
}

TEST_F(RowTest, r053_a_message_is_not_moved_where_it_would_lose_something) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox();
  const std::string id = add_full_message(*inbox);
  for (const ULONG refused : {kPlain, PR_ATTACH_LONG_FILENAME_W, PR_ATTACH_DATA_BIN}) {
    foreign.store.refused = refused;
    EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, copy_messages(*inbox, id, *foreign.folder, MESSAGE_MOVE))
        << hex(refused);
    EXPECT_TRUE(holds(*inbox, id)) << hex(refused);
    EXPECT_THAT(subjects(*foreign.inner), IsEmpty()) << hex(refused);
  }
}

TEST_F(RowTest, r053_a_copy_that_lost_something_is_told_of) {
  ForeignInbox foreign(session_on(other_address()));
  foreign.store.refused = kPlain;
  const auto inbox = ana().inbox();
  const std::string id = add_full_message(*inbox);
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, copy_messages(*inbox, id, *foreign.folder, 0));
  EXPECT_TRUE(holds(*inbox, id));
  EXPECT_THAT(subjects(*foreign.inner), ElementsAre("one"));
}

TEST_F(RowTest, r053_what_another_store_computes_by_itself_is_no_loss) {
  ForeignInbox foreign(session_on(other_address()));
  foreign.store.refused = kPlain;
  foreign.store.refusal = MAPI_E_COMPUTED;
  const auto inbox = ana().inbox();
  EXPECT_HR(S_OK, copy_messages(*inbox, add_full_message(*inbox), *foreign.folder, MESSAGE_MOVE));
  EXPECT_THAT(subjects(*inbox), IsEmpty());
}

TEST_F(RowTest, r053_a_message_that_somebody_saves_while_it_is_moved_stays) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox();
  const std::string id = add_full_message(*inbox);
  const auto his = ben().open_message(id);
  foreign.store.saving = [&] {
    ASSERT_HR(S_OK, set_text(*his, PR_SUBJECT_W, "his"));
    ASSERT_HR(S_OK, his->SaveChanges(KEEP_OPEN_READWRITE));
  };
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, copy_messages(*inbox, id, *foreign.folder, MESSAGE_MOVE));
  EXPECT_EQ(stored(id, PR_SUBJECT_W), "his");
}

TEST_F(RowTest, r051_a_folder_is_not_moved_where_it_would_lose_something) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox(), top = create_folder(*inbox, "top");
  const std::string id = add_full_message(*top), top_id = entry_id_of(*top);
  ASSERT_HR(S_OK, set_text(*top, PR_COMMENT_W, "a comment"));
  const auto move = [&](ULONG refused) {
    foreign.store.refused = refused;
    return inbox->CopyFolder(id_size(top_id), id_ptr(top_id), nullptr, foreign.folder.get(), nullptr, 0,
                             nullptr, FOLDER_MOVE);
  };
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION, move(kPlain));
  EXPECT_TRUE(holds(*top, id));
}

TEST_F(RowTest, r051_what_somebody_saves_in_a_folder_while_it_is_moved_can_be_recovered) {
  ForeignInbox foreign(session_on(other_address()));
  const auto inbox = ana().inbox(), top = create_folder(*inbox, "top");
  const std::string first = add_full_message(*top), second = add_full_message(*top), id = entry_id_of(*top);
  int saved = 0;
  foreign.store.saving = [&] {  // of the messages, one has been copied when the other one is saved there
    if (++saved != 2) return;
    for (const std::string& each : {first, second}) {
      const auto his = ben().open_message(each);
      ASSERT_HR(S_OK, set_text(*his, PR_SUBJECT_W, "his"));
      ASSERT_HR(S_OK, his->SaveChanges(KEEP_OPEN_READONLY));
    }
  };
  ASSERT_HR(S_OK, inbox->CopyFolder(id_size(id), id_ptr(id), nullptr, foreign.folder.get(), nullptr, 0,
                                    nullptr, FOLDER_MOVE));
  for (const std::string& each : {first, second}) {
    Ptr<IMessage> message;
    ASSERT_HR(S_OK, ana().try_open(each, SHOW_SOFT_DELETES, message));
    EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "his");
  }
}

TEST_F(RowTest, r051_a_folder_is_not_moved_where_it_would_lose_a_property_of_its_own) {
  ForeignInbox foreign(session_on(other_address()));
  foreign.store.refused = PR_COMMENT_W;
  const auto inbox = ana().inbox(), top = create_folder(*inbox, "top");
  ASSERT_HR(S_OK, set_text(*top, PR_COMMENT_W, "a comment"));
  const std::string id = entry_id_of(*top);
  EXPECT_HR(MAPI_W_PARTIAL_COMPLETION,
            inbox->CopyFolder(id_size(id), id_ptr(id), nullptr, foreign.folder.get(), nullptr, 0, nullptr,
                              FOLDER_MOVE));
  EXPECT_EQ(get_text(*ana().open_folder(id), PR_COMMENT_W), "a comment");
}

TEST_F(RowTest, r080_a_move_by_CopyTo_takes_everything_along) {
  const auto message = ana().open_message(add_full_message(*ana().inbox()));
  const auto copy = create_message(*ana().inbox());
  ASSERT_HR(S_OK,
            message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE, nullptr));
  EXPECT_EQ(get_text(*copy, kPlain), "plain");
  EXPECT_THAT(recipient_names(*copy), ElementsAre("Cy"));
  EXPECT_EQ(attachments_of(*copy), 1U);
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, kPlain));
  EXPECT_THAT(recipient_names(*message), IsEmpty());
  EXPECT_EQ(attachments_of(*message), 0U);
}

TEST_F(RowTest, r080_a_move_by_CopyTo_takes_nothing_along_unless_all_arrives) {
  const auto message = ana().open_message(add_full_message(*ana().inbox()));
  ForeignStore foreign;
  for (const ULONG refused : {kPlain, PR_ATTACH_LONG_FILENAME_W}) {
    foreign.refused = refused;
    const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*ana().inbox())));
    Buffer<SPropProblemArray> problems;
    EXPECT_HR(refused == kPlain ? S_OK : MAPI_W_PARTIAL_COMPLETION,
              message->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE,
                              problems.out()));
    EXPECT_EQ(bool(problems), refused == kPlain);
    if (problems) {
      EXPECT_EQ(problems->aProblem[0].ulIndex, 0U) << "there is no array that it could be of";
    }
    EXPECT_EQ(get_text(*message, PR_SUBJECT_W), "one");
    EXPECT_EQ(get_text(*message, kPlain), "plain");
    EXPECT_THAT(recipient_names(*message), ElementsAre("Cy"));
    EXPECT_EQ(attachments_of(*message), 1U);
  }
}

TEST_F(RowTest, r080_a_move_by_CopyProps_takes_along_what_arrives) {
  const auto message = ana().open_message(add_full_message(*ana().inbox()));
  ForeignStore foreign;
  foreign.refused = kPlain;
  const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*ana().inbox())));
  Tags wanted({PR_SUBJECT_W, kPlain, PR_MESSAGE_RECIPIENTS});
  Buffer<SPropProblemArray> problems;
  ASSERT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE,
                                     problems.out()));
  ASSERT_TRUE(problems);
  EXPECT_EQ(problems->aProblem[0].ulPropTag, kPlain);
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, PR_SUBJECT_W));
  EXPECT_EQ(get_text(*message, kPlain), "plain");
  EXPECT_THAT(recipient_names(*message), IsEmpty());
  EXPECT_EQ(attachments_of(*message), 1U);
}

TEST_F(RowTest, r080_what_changes_in_the_source_while_it_is_moved_stays_there) {
  const auto message = ana().open_message(add_full_message(*ana().inbox()));
  ForeignStore foreign;
  const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*ana().inbox())));
  foreign.setting = [&] { ASSERT_HR(S_OK, set_text(*message, kPlain, "changed")); };
  Tags wanted({PR_SUBJECT_W, kPlain});
  ASSERT_HR(S_OK,
            message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE, nullptr));
  EXPECT_EQ(get_text(*copy, kPlain), "plain");
  EXPECT_EQ(get_text(*message, kPlain), "changed");
  EXPECT_HR(MAPI_E_NOT_FOUND, get_error(*message, PR_SUBJECT_W));
}

TEST_F(RowTest, r080_a_problem_has_the_place_of_its_tag_among_those_that_were_asked_for) {
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, PR_SUBJECT_W, "one"));
  ASSERT_HR(S_OK, set_text(*message, kPlain, "plain"));
  ASSERT_HR(S_OK, write_stream(*message, PR_HTML, std::string(30'000, 'a')));
  ForeignStore foreign;
  Tags wanted({PR_MESSAGE_RECIPIENTS, PR_SUBJECT_W, PR_COMMENT_W, kPlain, PR_HTML});  // there is no comment
  for (const auto& [refused, index] :
       {std::pair(PR_SUBJECT_W, 1U), std::pair(kPlain, 3U), std::pair(PR_HTML, 4U)}) {
    foreign.refused = refused;
    const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*ana().inbox())));
    Buffer<SPropProblemArray> problems;
    ASSERT_HR(S_OK,
              message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), 0, problems.out()));
    ASSERT_TRUE(problems);
    ASSERT_EQ(problems->cProblem, 1U);
    EXPECT_EQ(problems->aProblem[0].ulPropTag, refused);
    EXPECT_EQ(problems->aProblem[0].ulIndex, index);
  }
}

// Ids of the same name differ between the stores.
TEST_F(RowTest, r080_a_problem_names_the_property_by_its_id_in_the_source) {
  const auto named = [](IMAPIProp& object, const wchar_t* name) {
    GUID set = PS_PUBLIC_STRINGS;
    MAPINAMEID id{&set, MNID_STRING, {}};
    id.Kind.lpwstrName = const_cast<LPWSTR>(name);
    LPMAPINAMEID ids = &id;
    Buffer<SPropTagArray> tags;
    EXPECT_HR(S_OK, object.GetIDsFromNames(1, &ids, MAPI_CREATE, tags.out()));
    return CHANGE_PROP_TYPE(tags->aulPropTag[0], PT_UNICODE);
  };
  Session& there = session_on(other_address());
  named(there.store(), L"filler");
  const ULONG here = named(ana().store(), L"colour");
  ForeignStore foreign;
  foreign.refused = named(there.store(), L"colour");
  ASSERT_NE(foreign.refused, here);
  const auto message = create_message(*ana().inbox());
  ASSERT_HR(S_OK, set_text(*message, here, "green"));
  const Ptr<IMessage> copy(new ForeignMessage(foreign, create_message(*there.inbox())));
  Tags wanted({PR_SUBJECT_W, here});
  Buffer<SPropProblemArray> problems;
  ASSERT_HR(S_OK, message->CopyProps(wanted.get(), 0, nullptr, &IID_IMessage, copy.get(), MAPI_MOVE,
                                     problems.out()));
  ASSERT_TRUE(problems);
  EXPECT_EQ(problems->aProblem[0].ulPropTag, here);
  EXPECT_EQ(problems->aProblem[0].ulIndex, 1U);
  EXPECT_EQ(get_text(*message, here), "green");
}

}  // namespace
}  // namespace mapi_host
