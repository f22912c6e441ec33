// A reader's copy of a table that is kept by nothing but the table's events.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>

#include "tables/table_rules.h"

namespace postroom::rules {

class ToldTable {
 public:
  // The table shows PR_INSTANCE_KEY in column `key`.
  ToldTable(Table& table, std::size_t key) : table_(table), key_(key) {
    subscription_ = must(table.subscribe([this](const std::vector<TableEvent>& events) { hear(events); }));
    const std::lock_guard lock(mutex_);
    rows_ = read_table();
  }
  ~ToldTable() { subscription_.reset(); }

  // Of the same moment as the table, once nobody writes any more.
  std::vector<RowValues> rows() {
    const std::lock_guard lock(mutex_);
    return rows_;
  }
  // Waits until the copy is so.
  void wait_until(const std::function<bool(const std::vector<RowValues>&)>& is_so) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds(10), [&] { return is_so(rows_); }));
  }
  // ... and what the table shows. Nobody else may move its reader.
  void wait_until_current(const std::function<bool(const std::vector<RowValues>&)>& is_so) {
    wait_until([&](const auto& rows) { return is_so(rows) && rows == read_table(); });
  }
  std::size_t count(TableEvent::Kind kind) {
    const std::lock_guard lock(mutex_);
    return counts_[kind];
  }

 private:
  std::vector<RowValues> read_table() {
    must(table_.seek(kBeginning, 0));
    return must(table_.read(100'000));
  }
  std::vector<RowValues>::iterator find(const Bytes& row) {
    return std::find_if(rows_.begin(), rows_.end(),
                        [&](const RowValues& each) { return each[key_].value == Value(row); });
  }
  void hear(const std::vector<TableEvent>& events) {
    const std::lock_guard lock(mutex_);
    for (const TableEvent& event : events) apply(event);
    changed_.notify_all();
  }
  void apply(const TableEvent& event) {
    ++counts_[event.kind];
    if (event.kind == TableEvent::Kind::reload) {
      rows_ = read_table();
      return;
    }
    const auto at = find(event.row);
    EXPECT_EQ(at == rows_.end(), event.kind == TableEvent::Kind::added);
    if (at != rows_.end()) rows_.erase(at);
    if (event.kind == TableEvent::Kind::deleted) return;
    auto place = rows_.begin();
    if (!event.prior.empty()) {
      place = find(event.prior);
      ASSERT_NE(place, rows_.end());
      ++place;
    }
    rows_.insert(place, event.values);
  }

  Table& table_;
  const std::size_t key_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<RowValues> rows_;
  std::map<TableEvent::Kind, std::size_t> counts_;
  std::shared_ptr<void> subscription_;
};

}  // namespace postroom::rules
