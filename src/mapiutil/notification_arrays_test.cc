#include <gtest/gtest.h>
#include <mapi/mapiutil.h>

#include <cstring>
#include <vector>

#include "mapiutil/limits.h"
#include "mapiutil/testing/every_type.h"

namespace postroom::mapiutil {
namespace {

// One notification of every kind.
class EveryEvent {
 public:
  EveryEvent() {
    std::memset(id_, 0xAB, sizeof id_);
    add_error_and_mail();
    add_object();
    add_table();
    NOTIFICATION& status = add(fnevStatusObjectModified);
    status.info.statobj = {20, entry_id(), 2, values_.data()};
    NOTIFICATION& extended = add(fnevExtended);
    extended.info.ext = {99, 5, id_};
  }

  LPNOTIFICATION data() { return events_.data(); }
  int count() const { return static_cast<int>(events_.size()); }
  LPENTRYID entry_id() { return reinterpret_cast<LPENTRYID>(id_); }

  NOTIFICATION& add(ULONG type) {
    NOTIFICATION event = {};
    event.ulEventType = type;
    events_.push_back(event);
    return events_.back();
  }

 private:
  void add_error_and_mail() {
    error_ = {0, component_, component_, 1, 2};
    NOTIFICATION& error = add(fnevCriticalError);
    error.info.err = {20, entry_id(), MAPI_E_DISK_ERROR, 0, &error_};
    NOTIFICATION& mail = add(fnevNewMail);
    mail.info.newmail = {20, entry_id(), 21, entry_id(), MAPI_UNICODE, reinterpret_cast<LPTSTR>(class_), 1};
  }

  void add_object() {
    tags_ = {2, {PROP_TAG(PT_LONG, 0x6600), PROP_TAG(PT_UNICODE, 0x6601)}};
    for (const ULONG type : {fnevObjectCreated, fnevObjectDeleted, fnevObjectModified, fnevObjectMoved,
                             fnevObjectCopied, fnevSearchComplete}) {
      NOTIFICATION& object = add(type);
      object.info.obj = {20, entry_id(), 5, 21,      entry_id(),
                         22, entry_id(), 0, nullptr, reinterpret_cast<LPSPropTagArray>(&tags_)};
    }
  }

  void add_table() {
    NOTIFICATION& table = add(fnevTableModified);
    table.info.tab.ulTableEvent = 5;
    table.info.tab.propIndex = values_.of(PT_BINARY);
    table.info.tab.propPrior.ulPropTag = PR_NULL;  // the first row
    table.info.tab.row = {0, static_cast<ULONG>(values_.count()), values_.data()};
  }

  BYTE id_[24];
  char component_[10] = "component";
  wchar_t class_[9] = L"IPM.Note";
  MAPIERROR error_ = {};
  SizedSPropTagArray(2, tags_) = {};
  EveryType values_;
  std::vector<NOTIFICATION> events_;
};

LPNOTIFICATION room(ULONG bytes) {
  void* block = nullptr;
  EXPECT_EQ(MAPIAllocateBuffer(bytes, &block), S_OK);
  return static_cast<LPNOTIFICATION>(block);
}

// An element of an array that MAPI declares as one of one.
template <class T>
T element(const T* array, std::size_t index) {
  return array[index];
}

void expect_same(LPNOTIFICATION copies) {
  EveryType values;
  const auto& error = copies[0].info.err;
  EXPECT_EQ(element(error.lpEntryID->ab, 15), 0xAB);
  EXPECT_STREQ(reinterpret_cast<const char*>(error.lpMAPIError->lpszComponent), "component");
  EXPECT_STREQ(reinterpret_cast<const wchar_t*>(copies[1].info.newmail.lpszMessageClass), L"IPM.Note");
  for (int i = 2; i < 8; ++i) {
    const auto& object = copies[i].info.obj;
    EXPECT_EQ(element(object.lpParentID->ab, 16), 0xAB);
    EXPECT_EQ(object.lpOldParentID, nullptr);
    EXPECT_EQ(element(object.lpPropTagArray->aulPropTag, 1), PROP_TAG(PT_UNICODE, 0x6601));
  }
  const auto& table = copies[8].info.tab;
  EXPECT_TRUE(same(table.propIndex, values.of(PT_BINARY)));
  ASSERT_EQ(table.row.cValues, static_cast<ULONG>(values.count()));
  for (int i = 0; i < values.count(); ++i) EXPECT_TRUE(same(table.row.lpProps[i], values.data()[i])) << i;
  EXPECT_TRUE(same(copies[9].info.statobj.lpPropVals[1], values.data()[1]));
  EXPECT_EQ(copies[10].info.ext.pbEventParameters[4], 0xAB);
}

TEST(NotificationArrays, of_every_event_are_counted_and_copied_into_one_block) {
  ULONG counted = 0;
  ULONG copied = 0;
  LPNOTIFICATION copies = nullptr;
  {
    EveryEvent events;
    ASSERT_EQ(ScCountNotifications(events.count(), events.data(), &counted), S_OK);
    copies = room(counted);
    ASSERT_EQ(ScCopyNotifications(events.count(), events.data(), copies, &copied), S_OK);
  }
  EXPECT_EQ(copied, counted);
  expect_same(copies);
  MAPIFreeBuffer(copies);
}

TEST(NotificationArrays, are_relocated_where_they_are_and_where_they_went) {
  EveryEvent events;
  ULONG bytes = 0;
  ASSERT_EQ(ScCountNotifications(events.count(), events.data(), &bytes), S_OK);
  LPNOTIFICATION before = room(bytes);
  ASSERT_EQ(ScCopyNotifications(events.count(), events.data(), before, nullptr), S_OK);
  ULONG relocated = 0;
  ASSERT_EQ(ScRelocNotifications(events.count(), before, before, nullptr, &relocated), S_OK);
  EXPECT_EQ(relocated, bytes);
  LPNOTIFICATION after = room(bytes);
  std::memcpy(static_cast<void*>(after), before, bytes);
  MAPIFreeBuffer(before);
  ASSERT_EQ(ScRelocNotifications(events.count(), after, nullptr, after, nullptr), S_OK);
  expect_same(after);
  MAPIFreeBuffer(after);
}

SCODE count(const NOTIFICATION& event) {
  NOTIFICATION copy = event;
  return ScCountNotifications(1, &copy, nullptr);
}

TEST(NotificationArrays, with_events_that_nobody_knows_are_refused) {
  EveryEvent events;
  EXPECT_EQ(count(events.add(0)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(events.add(fnevNewMail | fnevObjectCopied)), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(count(events.add(fnevReservedForMapi)), MAPI_E_INVALID_PARAMETER);
}

TEST(NotificationArrays, with_counts_that_cannot_be_are_refused) {
  EveryEvent events;
  EXPECT_EQ(ScCountNotifications(-1, events.data(), nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCountNotifications(1, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCountNotifications(kMaxNotifications + 1, events.data(), nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScCopyNotifications(1, events.data(), nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  EXPECT_EQ(ScRelocNotifications(-1, events.data(), nullptr, nullptr, nullptr), MAPI_E_INVALID_PARAMETER);
  ULONG bytes = 1;
  EXPECT_EQ(ScCountNotifications(0, nullptr, &bytes), S_OK);
  EXPECT_EQ(bytes, 0u);
}

TEST(NotificationArrays, with_null_pointers_or_huge_counts_within_are_refused) {
  EveryEvent events;
  NOTIFICATION& object = events.add(fnevObjectCreated);
  EXPECT_EQ(count(object), S_OK);
  object.info.obj.cbEntryID = 1;
  EXPECT_EQ(count(object), MAPI_E_INVALID_PARAMETER);
  object.info.obj.lpEntryID = events.entry_id();
  object.info.obj.cbEntryID = 0xFFFFFFFF;
  EXPECT_EQ(count(object), MAPI_E_NOT_ENOUGH_MEMORY);
  NOTIFICATION& table = events.add(fnevTableModified);
  table.info.tab.propIndex.ulPropTag = table.info.tab.propPrior.ulPropTag = PR_NULL;
  EXPECT_EQ(count(table), S_OK);
  table.info.tab.row.cValues = 1;
  EXPECT_EQ(count(table), MAPI_E_INVALID_PARAMETER);
  SPropValue value = {};
  table.info.tab.row = {0, kMaxProperties + 1, &value};
  EXPECT_EQ(count(table), MAPI_E_INVALID_PARAMETER);
}

TEST(NotificationArrays, with_too_many_tags_are_refused) {
  EveryEvent events;
  NOTIFICATION& object = events.add(fnevObjectModified);
  std::vector<ULONG> tags(kMaxProperties + 2);
  tags[0] = kMaxProperties;
  object.info.obj.lpPropTagArray = reinterpret_cast<LPSPropTagArray>(tags.data());
  EXPECT_EQ(count(object), S_OK);
  ++tags[0];
  EXPECT_EQ(count(object), MAPI_E_INVALID_PARAMETER);
}

}  // namespace
}  // namespace postroom::mapiutil
