// For tests: messages in an Inbox, and the table of them.
#pragma once

#include <gmock/gmock.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <postroom/tags.h>

#include "mapi/objects.h"
#include "mapi/testing/one_store.h"
#include "mapi/testing/tags.h"
#include "mapi/values.h"

namespace postroom::mapi::testing {

using postroom::testing::must;

// Rows that a method gave.
class Rows {
 public:
  Rows() = default;
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows() {
    if (set_) FreeProws(set_);
  }
  LPSRowSet* out() { return &set_; }
  LPSRowSet get() const { return set_; }
  std::size_t size() const { return set_ ? set_->cRows : 0; }
  const SRow& row(std::size_t row) const {
    const SRow* const rows = set_->aRow;
    return rows[row];
  }
  const SPropValue& at(std::size_t which, std::size_t column) const { return row(which).lpProps[column]; }
  // Of a narrow column; "(error)" where it is PT_ERROR.
  std::vector<std::string> texts(std::size_t column) const {
    std::vector<std::string> found;
    for (std::size_t i = 0; i < size(); ++i) {
      const SPropValue& value = at(i, column);
      found.push_back(PROP_TYPE(value.ulPropTag) == PT_ERROR ? "(error)" : value.Value.lpszA);
    }
    return found;
  }
  std::vector<LONG> numbers(std::size_t column) const {
    std::vector<LONG> found;
    for (std::size_t i = 0; i < size(); ++i) found.push_back(at(i, column).Value.l);
    return found;
  }
  Bytes bytes(std::size_t which, std::size_t column) const {
    const SBinary& found = at(which, column).Value.bin;
    return {found.lpb, found.lpb + found.cb};
  }

 private:
  LPSRowSet set_ = nullptr;
};

class InboxTable : public ::testing::Test {
 protected:
  Store& store() { return context->store(); }
  const Session& ana() { return context->session(); }
  FolderId inbox() { return store().special(SpecialFolder::inbox); }

  // Older than those that were added before, so that the table's own order is that of adding.
  MessageId add(const std::string& subject, const PropertySet& more = {},
                MessageKind kind = MessageKind::normal) {
    Message message = must(store().create_message(ana(), inbox(), kind));
    must(message.set(tag::subject, subject));
    must(message.set(tag::message_delivery_time, FileTime{133'500'000'000'000'000 - ++added_ * 10'000'000}));
    for (const Property& property : more) must(message.set(property.tag, property.value));
    return must(message.save()).message;
  }
  void remove(MessageId id) { must(store().delete_messages(ana(), std::vector{id}, DeleteKind::permanent)); }

  Ref<IMAPITable> open(ULONG flags = 0, ContentsOptions options = {}) {
    return make_table(context, must(store().contents_table(ana(), inbox(), options)), TableKind::contents,
                      flags);
  }
  Ref<IMAPITable> open_subjects() {
    auto table = open();
    EXPECT_EQ(table->SetColumns(Tags{PR_SUBJECT_A, PR_INSTANCE_KEY}, 0), S_OK);
    return table;
  }
  static std::vector<std::string> subjects(IMAPITable& table, LONG count = 100, ULONG flags = 0) {
    Rows rows;
    EXPECT_EQ(table.QueryRows(count, flags, rows.out()), S_OK);
    return rows.texts(0);
  }
  static std::vector<ULONG> tags(IMAPITable& table, ULONG flags = 0) {
    LPSPropTagArray given = nullptr;
    EXPECT_EQ(table.QueryColumns(flags, &given), S_OK);
    const ULONG* const each = given->aulPropTag;
    std::vector<ULONG> found(each, each + given->cValues);
    MAPIFreeBuffer(given);
    return found;
  }

  // PR_SUBJECT RELOP text, good as long as the text is.
  struct SubjectIs {
    SubjectIs(ULONG relop, std::string what) : text(std::move(what)) {
      value.ulPropTag = PR_SUBJECT_A;
      value.Value.lpszA = text.data();
      restriction.rt = RES_PROPERTY;
      restriction.res.resProperty = {relop, PR_SUBJECT_A, &value};
    }
    SubjectIs(const SubjectIs&) = delete;
    operator LPSRestriction() { return &restriction; }
    std::string text;
    SPropValue value{};
    SRestriction restriction{};
  };

  struct Order {
    ULONG tag = 0;
    ULONG order = TABLE_SORT_ASCEND;
  };
  static HRESULT sort(IMAPITable& table, const std::vector<Order>& keys, ULONG categories = 0,
                      ULONG expanded = 0, ULONG flags = 0) {
    std::vector<ULONG> numbers{static_cast<ULONG>(keys.size()), categories, expanded};
    for (const Order& key : keys) numbers.insert(numbers.end(), {key.tag, key.order});
    return table.SortTable(reinterpret_cast<LPSSortOrderSet>(numbers.data()), flags);
  }

  OneStore one;
  const SharedContext context = one.open();

 private:
  std::int64_t added_ = 0;
};

}  // namespace postroom::mapi::testing
