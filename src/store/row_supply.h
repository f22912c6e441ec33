// Where the rows of a table come from: what is different between tables of messages, folders, recipients and
// attachments. OpenTable does the rest.
#pragma once

#include <functional>
#include <span>

#include "store/message_row.h"
#include "store/message_set.h"

namespace postroom::store {

// Called with each row in any order. When row.lacked_content() is true afterwards, what was done does not
// count, and the same row comes again with its content.
using VisitTableRow = std::function<Status(std::int64_t id, TableRow& row)>;

struct RowChanges {
  bool everything = false;
  LogPosition position;
  std::vector<std::int64_t> touched;  // each once
};

class RowSupply {
 public:
  virtual ~RowSupply() = default;

  virtual std::vector<PropertyTag> default_columns() const = 0;
  // Appends what settles ties, and is the whole order where no other is wanted.
  virtual Status append_own_order(TableRow& row, Bytes& order) const = 0;
  virtual bool has_depth() const { return false; }  // rows have a PR_DEPTH of their own

  // All rows; what happens after the position returned, changes_after() tells.
  virtual Result<LogPosition> scan(const RowNeeds& needs, const VisitTableRow& visit) = 0;
  // Those of `ids`, each named once, that are in the table.
  virtual Status scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                            const VisitTableRow& visit) = 0;
  virtual Result<RowChanges> changes_after(LogPosition position) = 0;

  // Of a supply that has its own order at hand: the rows that follow in it, and where the next page begins.
  virtual bool has_pages() const { return false; }
  using PagePlace = std::optional<storage::MessageQuery::Place>;
  virtual Result<PagePlace> page(const PagePlace& after, std::size_t limit, const RowNeeds& needs,
                                 const VisitTableRow& visit);
  virtual Result<std::optional<std::uint64_t>> count() {
    return std::optional<std::uint64_t>();
  }  // without looking

  // Of a text column, where rows have the beginning of what they are sorted by at hand: the field that has
  // it. False for a row that has not.
  virtual Result<std::optional<storage::RowFields>> key_field(PropertyTag) {
    return std::optional<storage::RowFields>();
  }
  virtual bool append_key_start(TableRow&, storage::RowFields, Direction, Bytes&) const { return false; }
};

std::unique_ptr<RowSupply> message_supply(std::shared_ptr<Core> core, const Session& session,
                                          std::shared_ptr<MessageSet> set);
// All below `folder`, or its children alone.
std::unique_ptr<RowSupply> folder_supply(std::shared_ptr<Core> core, const Session& session, FolderId folder,
                                         bool all);
// As the handle has them now.
std::unique_ptr<RowSupply> recipient_supply(const MessageContent& content, LargeValues& large);
std::unique_ptr<RowSupply> attachment_supply(const MessageContent& content, LargeValues& large);

}  // namespace postroom::store
