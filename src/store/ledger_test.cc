#include "store/ledger.h"

#include <gtest/gtest.h>

#include "store/testing/memory_store.h"

namespace postroom::store {
namespace {

class Ledger : public MemoryStoreTest {
 protected:
  FolderInfo counts() { return must(store.folder(ana, inbox())); }
  Status write(const FolderLedger& ledger) {
    return tables->commit(
        [&](storage::Transaction& transaction) { return ledger.write(transaction, ana.id); });
  }
};

TEST_F(Ledger, counts_messages_that_come_and_go) {
  FolderLedger ledger;
  ledger.add(inbox(), MessageKind::normal, 0);
  ledger.add(inbox(), MessageKind::normal, message_flag::read);
  ledger.add(inbox(), MessageKind::associated, 0);
  ledger.add_deleted(inbox(), 2);
  must(write(ledger));
  EXPECT_EQ(counts().content_count, 2);
  EXPECT_EQ(counts().unread_count, 1);
  EXPECT_EQ(counts().associated_count, 1);
  EXPECT_EQ(counts().deleted_count, 2);
  FolderLedger back;
  back.take(inbox(), MessageKind::normal, 0);
  back.take(inbox(), MessageKind::associated, 0);
  back.add_unread(inbox(), 1);
  must(write(back));
  EXPECT_EQ(counts().content_count, 1);
  EXPECT_EQ(counts().unread_count, 1);
  EXPECT_EQ(counts().associated_count, 0);
}

TEST_F(Ledger, writes_nothing_where_the_sum_is_zero) {
  const LogPosition before = must(store.log_position(ana));
  FolderLedger ledger;
  ledger.add(inbox(), MessageKind::normal, 0);
  ledger.take(inbox(), MessageKind::normal, 0);
  must(write(ledger));
  EXPECT_EQ(must(store.log_position(ana)), before);
}

TEST_F(Ledger, writes_each_folder_once_however_many_messages_there_were) {
  const LogPosition before = must(store.log_position(ana));
  FolderLedger ledger;
  for (int i = 0; i < 100; ++i) ledger.add(inbox(), MessageKind::normal, 0);
  must(write(ledger));
  EXPECT_EQ(must(store.log_position(ana)).value, before.value + 1);
  EXPECT_EQ(counts().content_count, 100);
}

TEST_F(Ledger, says_when_a_folder_is_gone) {
  FolderLedger ledger;
  ledger.add(FolderId{9999}, MessageKind::normal, 0);
  EXPECT_EQ(code_of(write(ledger)), Code::not_found);
}

}  // namespace
}  // namespace postroom::store
