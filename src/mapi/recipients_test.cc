#include "mapi/recipients.h"

#include "mapi/testing/recipient_list.h"
#include "mapi/testing/two_people.h"

namespace postroom::mapi {
namespace {

using testing::RecipientList;

class Recipients : public testing::TwoPeople {
 protected:
  // "0 Ana, 1 Ben"
  static std::string list(const Ref<IMessage>& message) {
    std::string all;
    for (const Recipient& each : inside(message).content().recipients) {
      all += (all.empty() ? "" : ", ") + std::to_string(each.row) + " " + recipient_name(each);
    }
    return all;
  }
  Ref<IMessage> with_three() {
    Ref<IMessage> message = create(hers);
    RecipientList three;
    EXPECT_EQ(message->ModifyRecipients(0, three.somebody("Ana").somebody("Ben").somebody("Cy")), S_OK);
    return message;
  }
};

TEST_F(Recipients, WithoutFlagsTheListReplacesAllThatThereWere) {
  const Ref<IMessage> message = with_three();
  EXPECT_EQ(list(message), "0 Ana, 1 Ben, 2 Cy");
  RecipientList one;
  EXPECT_EQ(message->ModifyRecipients(0, one.somebody("Dee")), S_OK);
  EXPECT_EQ(list(message), "0 Dee");
  RecipientList none;
  EXPECT_EQ(message->ModifyRecipients(0, none), S_OK);
  EXPECT_EQ(list(message), "");
}

TEST_F(Recipients, AddedOnesGetRowsOfTheirOwn) {
  const Ref<IMessage> message = with_three();
  RecipientList first;
  ASSERT_EQ(message->ModifyRecipients(MODRECIP_REMOVE, first.row().number(PR_ROWID, 0)), S_OK);
  RecipientList two;
  two.somebody("Dee").number(PR_ROWID, 1).somebody("Eva");
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_ADD, two), S_OK);
  EXPECT_EQ(list(message), "1 Ben, 2 Cy, 3 Dee, 4 Eva");
}

TEST_F(Recipients, AModifiedRowIsReplacedAsAWholeAndKeepsItsNumber) {
  const Ref<IMessage> message = with_three();
  RecipientList changed;
  changed.row().number(PR_ROWID, 1).text(PR_DISPLAY_NAME, "Benedict").number(PR_RECIPIENT_TYPE, MAPI_CC);
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_MODIFY, changed.text(PR_ADDRTYPE, "SMTP")), S_OK);
  EXPECT_EQ(list(message), "0 Ana, 1 Benedict, 2 Cy");
  RecipientList again;
  again.row().number(PR_ROWID, 1).text(PR_DISPLAY_NAME, "Ben").number(PR_RECIPIENT_TYPE, MAPI_CC);
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_MODIFY, again), S_OK);
  EXPECT_FALSE(inside(message).content().recipients[1].properties.has(tag::addrtype));
}

TEST_F(Recipients, WithoutATypeItIsSomebodyWhomTheMessageGoesTo) {
  const Ref<IMessage> message = with_three();
  RecipientList changed, added;
  changed.row().number(PR_ROWID, 1).text(PR_DISPLAY_NAME, "Benedict");
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_MODIFY, changed), S_OK);
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_ADD, added.row().text(PR_DISPLAY_NAME, "Dee")), S_OK);
  for (const Recipient& each : inside(message).content().recipients) {
    EXPECT_EQ(each.properties.get_or<std::int32_t>(tag::recipient_type, -1), MAPI_TO) << recipient_name(each);
  }
}

TEST_F(Recipients, RemovedOnesAreNamedByRow) {
  const Ref<IMessage> message = with_three();
  RecipientList two;
  two.row().number(PR_ROWID, 2).row().number(PR_ROWID, 0);
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_REMOVE, two), S_OK);
  EXPECT_EQ(list(message), "1 Ben");
}

TEST_F(Recipients, AFailureChangesNothing) {
  const Ref<IMessage> message = with_three();
  const auto refuse = [&](ULONG flags, RecipientList& rows, HRESULT expected) {
    EXPECT_EQ(message->ModifyRecipients(flags, rows), expected);
    EXPECT_EQ(list(message), "0 Ana, 1 Ben, 2 Cy");
  };
  RecipientList missing, nameless, null_type, object, unnamed;
  refuse(MODRECIP_REMOVE, missing.row().number(PR_ROWID, 0).row().number(PR_ROWID, 7), MAPI_E_NOT_FOUND);
  refuse(MODRECIP_MODIFY, nameless.somebody("Dee"), MAPI_E_INVALID_PARAMETER);
  refuse(MODRECIP_ADD, null_type.somebody("Dee").somebody("Eva").number(PR_NULL, 0),
         MAPI_E_INVALID_PARAMETER);
  refuse(0, object.somebody("Dee").number(PR_MESSAGE_ATTACHMENTS, 0), MAPI_E_INVALID_PARAMETER);
  refuse(0, unnamed.somebody("Dee").number(PROP_TAG(PT_LONG, 0x8FFF), 0), MAPI_E_INVALID_PARAMETER);
  refuse(MODRECIP_ADD | MODRECIP_REMOVE, missing, MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(message->ModifyRecipients(0, nullptr), MAPI_E_INVALID_PARAMETER);
  ADRLIST broken{1, {{0, 3, nullptr}}};
  EXPECT_EQ(message->ModifyRecipients(0, &broken), MAPI_E_INVALID_PARAMETER);
}

TEST_F(Recipients, ErrorsAndNullRecipientsArePassedOver) {
  const Ref<IMessage> message = create(hers);
  RecipientList rows;
  rows.somebody("Ana")
      .number(PROP_TAG(PT_ERROR, PROP_ID(PR_ENTRYID)), MAPI_E_NOT_FOUND)
      .row()
      .somebody("Ben");
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_ADD, rows), S_OK);
  EXPECT_EQ(list(message), "0 Ana, 1 Ben");
}

TEST_F(Recipients, SomebodyWithoutATypeIsWhomTheMessageGoesTo) {
  const Ref<IMessage> message = create(hers);
  RecipientList rows;
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_ADD, rows.row().text(PR_DISPLAY_NAME, "Ana")), S_OK);
  EXPECT_EQ(recipient_type(inside(message).content().recipients[0]), RecipientType::to);
}

TEST_F(Recipients, TheListsOfNamesFollowAtTheSave) {
  const Ref<IMessage> message = with_three();
  RecipientList copy;
  ASSERT_EQ(message->ModifyRecipients(MODRECIP_ADD, copy.somebody("Dee", MAPI_CC)), S_OK);
  EXPECT_EQ(text(*message, PR_DISPLAY_TO), "");
  EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READWRITE), S_OK);
  EXPECT_EQ(text(*message, PR_DISPLAY_TO), "Ana; Ben; Cy");
  EXPECT_EQ(text(*message, PR_DISPLAY_CC), "Dee");
  EXPECT_EQ(text(*message, PR_DISPLAY_BCC), "");
}

TEST_F(Recipients, PendingOnesAreOfThisHandleAlone) {
  const MessageId id = add("one");
  const Ref<IMessage> editing = open(hers, id), other = open(his, id);
  RecipientList one;
  ASSERT_EQ(editing->ModifyRecipients(MODRECIP_ADD, one.somebody("Ana")), S_OK);
  EXPECT_EQ(list(other), "");
  ASSERT_EQ(editing->SaveChanges(0), S_OK);
  EXPECT_EQ(list(other), "");
  EXPECT_EQ(list(open(his, id)), "0 Ana");
}

TEST_F(Recipients, AMessageThatIsOpenForReadingKeepsThem) {
  const Ref<IMessage> message = open(hers, add("one"), Access::read_only);
  RecipientList one;
  EXPECT_EQ(message->ModifyRecipients(MODRECIP_ADD, one.somebody("Ana")), MAPI_E_NO_ACCESS);
}

}  // namespace
}  // namespace postroom::mapi
