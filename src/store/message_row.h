// A stored message as a row: what restrictions are evaluated on and columns are read from. As much as can be
// comes from the record that an engine's scan brings; the content is decoded once something is asked for that
// is not there.
#pragma once

#include <postroom/large_values.h>
#include <postroom/restriction.h>

#include <memory>
#include <span>

#include "model/evaluate.h"
#include "storage/engine.h"
#include "store/sub_row.h"
#include "table/row_key.h"

namespace postroom::store {

// A restriction sees this many bytes of a large value. What is longer is compared by its beginning.
inline constexpr std::uint64_t kMaxRestrictedValue = 64 << 20;
// A column shows this many bytes of a large value; the object itself has all of it.
inline constexpr std::size_t kMaxColumnValue = kInlineLimit;

// What a scan has to bring.
struct RowNeeds {
  storage::RowFields fields = storage::RowFields::none;
  // For every row. Without it there still are rows that need it: their subject is too long for the record,
  // say.
  bool content = false;

  void add(PropertyTag tag);
  void add(const Restriction& restriction);
};
RowNeeds needs_of(std::span<const PropertyTag> tags);

// Where rows are.
struct RowSurroundings {
  Guid store;
  LargeValues* large = nullptr;  // outlives the rows
  bool may_write = false;        // who reads may also write (PR_ACCESS)
  // For tables over several folders (PR_PARENT_DISPLAY): a folder's name. May be null.
  std::function<std::string(FolderId)> folder_name;
};

class MessageRow final : public TableRow {
 public:
  explicit MessageRow(RowSurroundings surroundings);
  ~MessageRow() override;

  // Both outlive the use of the row, up to the next call. `fields` are those that the record has; `content`
  // is the encoded content, empty where it was not brought.
  void stand_on(const storage::MessageRecord& record, storage::RowFields fields, ByteView content);
  void choose_instance(std::uint32_t instance) override { instance_ = instance; }
  // Since stand_on().
  bool lacked_content() const override { return lacked_content_; }
  const storage::MessageRecord& record() const { return *record_; }

  // As tables show it: computed properties computed; PR_STRING8 and PR_UNICODE as they are stored.
  Result<const Property*> find(PropertyTag tag) override;
  Result<std::size_t> count(SubObject of) override;
  RestrictedRow* sub_row(SubObject of, std::size_t place) override;

  Result<std::optional<Value>> column(PropertyTag tag) override;
  // As it is stored, a large value as LargeValue. By id, whatever the type; valid until the next
  // call.
  Result<const Property*> stored(PropertyTag tag);

 private:
  bool find_in_record(PropertyTag tag);
  Result<const Property*> find_in_content(PropertyTag tag);
  Result<bool> decode();

  const RowSurroundings surroundings_;
  const storage::MessageRecord* record_ = nullptr;
  storage::RowFields fields_ = storage::RowFields::none;
  ByteView encoded_;
  std::uint32_t instance_ = 0;
  bool lacked_content_ = false;
  std::unique_ptr<MessageContent> content_;  // null until decoded
  Property answer_, loaded_;
  std::unique_ptr<PropertyRow> sub_row_;
};

}  // namespace postroom::store
