// What a contents table has to show, found out in the plainest way: every message is opened, looked at and
// sorted.
#pragma once

#include <postroom/store.h>
#include <postroom/tags.h>

#include <algorithm>

#include "model/evaluate.h"
#include "model/testing/content_row.h"
#include "support/must.h"

namespace postroom::rules {

// A message as tables show it, from an open handle.
class PlainRow final : public RestrictedRow {
 public:
  explicit PlainRow(const Message& message)
      : id(message.id()), properties_(message.properties()), content_(message.content()) {
    for (const Property& property : message.properties()) {
      if (!std::holds_alternative<LargeValue>(property.value)) continue;
      const auto access = testing::must(message.read(property.tag));
      RangeSource source(*access);
      const Bytes bytes = testing::must(read_all(source, 64 << 20));
      if (property.tag.base_type() == PropertyType::unicode) {
        properties_.set(property.tag, std::string(as_text(bytes)));
      } else {
        properties_.set(property.tag, bytes);
      }
    }
    const auto* date = properties_.get<FileTime>(tag::message_delivery_time);
    if (!date) date = properties_.get<FileTime>(tag::client_submit_time);
    if (!date) date = properties_.get<FileTime>(tag::creation_time);
    properties_.set(tag::message_delivery_time, FileTime(*date));
    if (!properties_.has(tag::importance)) properties_.set(tag::importance, std::int32_t{1});
    if (properties_.get_or<std::string>(tag::sent_representing_name, {}).empty()) {
      const auto sender = properties_.get_or<std::string>(tag::sender_name, {});
      if (!sender.empty()) properties_.set(tag::sent_representing_name, sender);
    }
  }

  Result<const Property*> find(PropertyTag tag) override { return properties_.find_id(tag.id()); }
  Result<std::size_t> count(SubObject of) override { return row().count(of); }
  RestrictedRow* sub_row(SubObject of, std::size_t place) override {
    sub_ = std::make_unique<testing::ContentRow>(content_);
    return sub_->sub_row(of, place);
  }
  const Value* value(PropertyTag tag) const { return properties_.find(tag); }
  FileTime date() const { return *properties_.get<FileTime>(tag::message_delivery_time); }
  bool unread() const {
    return (properties_.get_or<std::int32_t>(tag::message_flags, 0) & message_flag::read) == 0;
  }

  MessageId id;

 private:
  testing::ContentRow row() { return testing::ContentRow(content_); }

  PropertySet properties_;
  MessageContent content_;
  std::unique_ptr<testing::ContentRow> sub_;
};

using PlainRows = std::vector<std::shared_ptr<PlainRow>>;

// -1, 0 or 1; none last whichever the direction.
inline int plain_order(const Value* a, const Value* b, Direction direction) {
  if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1);
  const std::weak_ordering order = compare_values(*a, *b);
  const int ascending = order < 0 ? -1 : order > 0 ? 1 : 0;
  return direction == Direction::ascending ? ascending : -ascending;
}

inline int plain_order(const PlainRow& a, const PlainRow& b, const SortKey& key) {
  return plain_order(a.value(key.tag), b.value(key.tag), key.direction);
}

inline bool stands_before(const PlainRow& a, const PlainRow& b, std::span<const SortKey> keys) {
  for (const SortKey& key : keys) {
    if (const int order = plain_order(a, b, key); order != 0) return order < 0;
  }
  return a.date() != b.date() ? a.date() > b.date() : a.id > b.id;
}

inline PlainRows plain_rows(Store& store, const Session& session, FolderId folder,
                            const std::optional<Restriction>& restriction) {
  PlainRows rows;
  for (const MessageSummary& summary : testing::must(store.list(session, folder))) {
    rows.push_back(std::make_shared<PlainRow>(
        testing::must(store.open_message(session, summary.id, Access::read_only))));
    if (restriction && !testing::must(meets(*restriction, *rows.back()))) rows.pop_back();
  }
  return rows;
}

// What one row of the table has to be: a header with its counts, or a message.
struct PlainLine {
  std::size_t depth = 0;
  bool header = false;
  std::int32_t count = 0, unread = 0;
  MessageId id;
  friend bool operator==(const PlainLine&, const PlainLine&) = default;
};

// All categories open; each made of one plain key.
inline std::vector<PlainLine> plain_lines(PlainRows rows, const SortOrder& order) {
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const auto& a, const auto& b) { return stands_before(*a, *b, order.keys); });
  std::vector<PlainLine> lines;
  const auto alike = [&](std::size_t a, std::size_t b, std::size_t level) {
    for (std::size_t key = 0; key <= level; ++key) {
      if (plain_order(*rows[a], *rows[b], order.keys[key]) != 0) return false;
    }
    return true;
  };
  for (std::size_t at = 0; at < rows.size(); ++at) {
    for (std::size_t level = 0; level < order.categories; ++level) {
      if (at > 0 && alike(at - 1, at, level)) continue;
      PlainLine header{level, true, 0, 0, {}};
      for (std::size_t in = at; in < rows.size() && alike(at, in, level); ++in) {
        ++header.count;
        header.unread += rows[in]->unread();
      }
      lines.push_back(header);
    }
    lines.push_back({order.categories, false, 0, 0, rows[at]->id});
  }
  return lines;
}

}  // namespace postroom::rules
