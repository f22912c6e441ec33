// Recipients and attachments as rows, and any other properties as one.
#pragma once

#include <postroom/content.h>
#include <postroom/large_values.h>

#include "model/evaluate.h"

namespace postroom::store {

// What the tables of a message show: what is kept and PR_ROWID, PR_INSTANCE_KEY, PR_OBJECT_TYPE; for an
// attachment PR_ATTACH_NUM, PR_RECORD_KEY and PR_ATTACH_SIZE, too.
PropertySet recipient_row(const Recipient& recipient);
PropertySet attachment_row(const Attachment& attachment);

// A row that has columns, too.
class TableRow : public RestrictedRow {
 public:
  // At most kMaxColumnValue bytes (message_row.h) of a large value; nothing where the row has no such property or has it
  // with another type. kInstanceFlag is not looked at.
  virtual Result<std::optional<Value>> column(PropertyTag tag) = 0;
  // Which of the rows of one object this is (PR_INSTANCE_KEY).
  virtual void choose_instance(std::uint32_t instance) = 0;
  // Whether something was asked for that only the content can tell, and that was not brought: what was answered since
  // then counts for nothing. Bring the content and ask again.
  virtual bool lacked_content() const { return false; }
};

class PropertyRow final : public TableRow {
 public:
  PropertyRow(PropertySet properties, LargeValues& large)
      : properties_(std::move(properties)), large_(&large) {}
  const PropertySet& properties() const { return properties_; }
  Result<const Property*> find(PropertyTag tag) override;
  Result<std::size_t> count(SubObject) override { return std::size_t{0}; }
  RestrictedRow* sub_row(SubObject, std::size_t) override { return nullptr; }
  Result<std::optional<Value>> column(PropertyTag tag) override;
  void choose_instance(std::uint32_t) override {}

 private:
  PropertySet properties_;
  LargeValues* large_;
  Property loaded_;
};

}  // namespace postroom::store
