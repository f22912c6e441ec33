// A store in memory, with people to use it, for tests of the domain. Its tables can be damaged by hand.
#pragma once

#include <gtest/gtest.h>
#include <postroom/message.h>
#include <postroom/tags.h>

#include "memory/memory_engine.h"
#include "memory/memory_transaction.h"
#include "store/core.h"
#include "store/open_engine.h"
#include "support/must.h"
#include "support/people.h"

namespace postroom::store {

using postroom::testing::code_of;
using postroom::testing::must;

class MemoryStoreTest : public ::testing::Test {
 protected:
  MemoryStoreTest() : store(must(create(engine(), ana))) {}

  // Another engine on the same tables, as another process has one.
  std::unique_ptr<storage::Engine> engine(
      storage::MemoryAccessMode mode = storage::MemoryAccessMode::read_write) {
    return storage::open_memory_engine(tables, mode, backups);
  }
  void change(const storage::Job& job) { must(tables->commit(job)); }
  // Past everything that keeps the tables in order.
  void damage(const std::function<void(storage::MemoryTables&)>& how) {
    storage::MemoryTables copy = *tables->read();
    how(copy);
    change([&](storage::Transaction& transaction) {
      static_cast<storage::MemoryTransaction&>(transaction).replace(std::move(copy));
      return ok_status();
    });
  }

  FolderId inbox() const { return store.special(SpecialFolder::inbox); }

  MessageId add(const std::string& subject) {
    Message message = must(store.create_message(ana, inbox()));
    must(message.set(tag::subject, subject));
    return must(message.save()).message;
  }
  void edit(MessageId id, const std::string& subject) {
    Message message = must(store.open_message(ana, id, Access::read_write));
    must(message.set(tag::subject, subject));
    must(message.save());
  }
  storage::MessageRecord record(MessageId id) { return tables->read()->messages.at(id); }

  testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Session ben = people.session("Ben Okafor", 2);
  std::shared_ptr<storage::MemoryStore> tables = std::make_shared<storage::MemoryStore>();
  storage::MemoryStores backups;
  Store store;
};

}  // namespace postroom::store
