#include "mapi/table_rows.h"

#include "mapi/table_notifications.h"
#include "mapi/testing/inbox_table.h"

namespace postroom::mapi {
namespace {

using testing::must;
using testing::Rows;

// The memory of a host that has only so much of it.
int g_left = 0;
int g_held = 0;

SCODE allocate(ULONG size, LPVOID* buffer) {
  if (g_left-- <= 0) return MAPI_E_NOT_ENOUGH_MEMORY;
  ++g_held;
  return MAPIAllocateBuffer(size, buffer);
}
SCODE allocate_more(ULONG size, LPVOID object, LPVOID* buffer) {
  if (g_left-- <= 0) return MAPI_E_NOT_ENOUGH_MEMORY;
  return MAPIAllocateMore(size, object, buffer);
}
ULONG release(LPVOID buffer) {
  if (buffer) --g_held;
  return MAPIFreeBuffer(buffer);
}
const Memory kScarce{allocate, allocate_more, release};

RowValues row(const std::string& text) { return {{tag::subject, text}, {tag::instance_key, Bytes{1, 2, 3}}}; }

const KnownColumns kKnown(TableKind::contents, {tag::subject, tag::instance_key});
const ShownColumns kColumns({tag::subject, tag::instance_key}, kKnown, Width::wide, {});

TEST(RowMemory, is_given_back_wherever_it_runs_out) {
  const std::vector<RowValues> rows{row("one"), row("two"), row("three")};
  int enough = 0;
  for (bool done = false; !done; ++enough) {
    g_left = enough;
    g_held = 0;
    try {
      LPSRowSet set = write_rows(kScarce, kColumns, rows);
      EXPECT_EQ(g_held, 4) << "one for each row, and one for the set";
      SRow* const each = set->aRow;
      for (ULONG i = 0; i < set->cRows; ++i) release(each[i].lpProps);
      release(set);
      done = true;
    } catch (const std::bad_alloc&) {
    }
    EXPECT_EQ(g_held, 0) << enough;
  }
  EXPECT_GT(enough, 9);
}

TEST(RowMemory, of_notifications_is_given_back_wherever_it_runs_out) {
  const auto columns = std::make_shared<const ShownColumns>(kColumns);
  TableEvent event{TableEvent::Kind::added, {1}, {2}, row("one")};
  for (int enough = 0, done = 0; done == 0; ++enough) {
    g_left = enough;
    g_held = 0;
    try {
      EXPECT_EQ(make_table_batch(kScarce, {columns, nullptr}, {event, event})->count(), 2u);
      done = 1;
    } catch (const std::bad_alloc&) {
    }
    EXPECT_EQ(g_held, 0) << enough;
  }
}

class ScarceTable : public testing::InboxTable {
 protected:
  static StoreContext::Options options() {
    StoreContext::Options options;
    options.memory = kScarce;
    return options;
  }
  const SharedContext scarce = std::make_shared<StoreContext>(store(), ana(), options());
};

TEST_F(ScarceTable, says_that_memory_ran_out_and_goes_on_when_there_is_some) {
  add("one");
  const auto table = make_table(scarce, must(store().contents_table(ana(), inbox())), TableKind::contents, 0);
  Rows rows;
  g_left = 3;
  EXPECT_EQ(table->QueryRows(5, TBL_NOADVANCE, rows.out()), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(rows.get(), nullptr);
  LPSPropTagArray tags = nullptr;
  LPSSortOrderSet order = nullptr;
  g_left = 0;
  EXPECT_EQ(table->QueryColumns(0, &tags), MAPI_E_NOT_ENOUGH_MEMORY);
  EXPECT_EQ(table->QuerySortOrder(&order), MAPI_E_NOT_ENOUGH_MEMORY);
  g_left = 1000;
  EXPECT_EQ(table->QueryRows(5, 0, rows.out()), S_OK);
  EXPECT_EQ(rows.size(), 1u);
}

TEST(ShownColumnsTest, fit_the_values_of_the_table_that_has_them) {
  EXPECT_TRUE(kColumns.fit(row("one")));
  EXPECT_FALSE(kColumns.fit({{tag::subject, std::string("one")}}));
  EXPECT_FALSE(kColumns.fit({{tag::subject, std::string("one")}, {tag::record_key, Bytes{}}}));
}

TEST(ShownColumnsTest, ask_a_table_for_texts_in_one_width) {
  const PropertyTag narrow(PR_SUBJECT_A), untyped(PROP_TAG(PT_UNSPECIFIED, PROP_ID(PR_SUBJECT_A)));
  const ShownColumns columns({narrow, untyped, PropertyTag(0x6800101E)}, kKnown, Width::narrow, {});
  EXPECT_EQ(columns.wanted(), (std::vector{tag::subject, tag::subject, PropertyTag(0x6800101F)}));
}

}  // namespace
}  // namespace postroom::mapi
