// Where the rows of a table come from: what is different between tables of messages, folders, recipients,
// attachments, receive folders. OpenTable does the rest.
#pragma once

#include <functional>
#include <span>

#include "store/message_row.h"
#include "store/message_set.h"

namespace postroom::store {

// Called with each row in any order. When row.lacked_content() is true afterwards, what was done does not
// count, and the same row comes again with its content.
using VisitTableRow = std::function<Status(std::int64_t id, TableRow& row)>;

// As a SetVisitor.
struct TableVisitor {
  VisitTableRow visit;
  std::function<std::optional<storage::ScanBound>()> bound;
};

// What a row has there. `same_from`: rows with the same value are in order of date, newest first, and this is
// the row's.
struct BoundValue {
  std::variant<std::monostate, std::int64_t, Bytes> value;  // monostate: the record does not say
  FileTime same_from{INT64_MIN};
};

// A column that the engine can bound a scan by, as a key of the table's order.
struct BoundKey {
  storage::BoundColumn column;
  storage::RowFields fields;  // that start_of() needs
};

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

  // Whether several threads may be in scan_these(), and several visitors are of use in scan().
  virtual bool is_for_many_threads() const { return false; }
  // All rows, divided among the visitors: each is called on a thread of its own. What happens after the
  // position returned, changes_after() tells.
  virtual Result<LogPosition> scan(const RowNeeds& needs, std::span<const TableVisitor> visitors, ScanFrom from) = 0;
  // Those of `ids`, each named once, that are in the table.
  virtual Status scan_these(std::span<const std::int64_t> ids, const RowNeeds& needs,
                            const VisitTableRow& visit) = 0;
  virtual Result<RowChanges> changes_after(LogPosition position) = 0;

  // Of a supply that has its own order at hand: where the rows stand that follow in it, none only at the end. They are
  // visited in any order; those that have gone since are not.
  virtual bool has_pages() const { return false; }
  using Place = storage::MessageQuery::Place;
  using PagePlace = std::optional<Place>;
  virtual Result<std::vector<Place>> page(const PagePlace& after, std::size_t limit, const RowNeeds& needs,
                                          const VisitTableRow& visit);
  // A row's own order from where it stands in pages, and back: nothing for bytes that are no such order.
  virtual void append_page_order(const Place&, Bytes&) const {}
  virtual PagePlace read_page_order(ByteView, std::int64_t /*id*/) const { return std::nullopt; }
  virtual Result<std::optional<std::uint64_t>> count() {
    return std::optional<std::uint64_t>();
  }  // without looking

  virtual Result<std::optional<BoundKey>> bound_key(PropertyTag) { return std::optional<BoundKey>(); }
  // Appends the beginning of a row's order under that key, and sets what the engine has in that column (so
  // that it can be a bound), as far as one column is all of the order. False for a row of which the record
  // does not say.
  virtual bool start_of(TableRow&, storage::BoundColumn, Direction, Bytes&, BoundValue&) const {
    return false;
  }
};

std::unique_ptr<RowSupply> message_supply(std::shared_ptr<Core> core, const Session& session,
                                          std::shared_ptr<MessageSet> set);
// All below `folder`, or its children alone.
std::unique_ptr<RowSupply> folder_supply(std::shared_ptr<Core> core, const Session& session, FolderId folder,
                                         bool all);
// These rows in this order, as they are; each gets its PR_INSTANCE_KEY here.
std::unique_ptr<RowSupply> fixed_supply(std::vector<PropertySet> rows, LargeValues& large,
                                        std::vector<PropertyTag> columns);
// As the handle has them now.
std::unique_ptr<RowSupply> recipient_supply(const MessageContent& content, LargeValues& large);
std::unique_ptr<RowSupply> attachment_supply(const MessageContent& content, LargeValues& large);

}  // namespace postroom::store
