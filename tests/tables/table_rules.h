// What the tests of tables share: the store of the save rules' tests, and short ways to fill a folder and
// read a table. A test is named after its row in the table of features.
#pragma once

#include <postroom/table.h>

#include "rules/save_rules.h"

namespace postroom::rules {

inline SortOrder by(std::vector<SortKey> keys, std::uint32_t categories = 0, std::uint32_t expanded = 0) {
  return {std::move(keys), categories, expanded};
}
inline Restriction subject_has(const std::string& text) {
  return {ContentRestriction{tag::subject, Match::substring, {true, false}, {tag::subject, text}}};
}
inline Restriction property_is(PropertyTag tag, Value value, Relation relation = Relation::equal) {
  return {PropertyRestriction{tag, relation, {tag, std::move(value)}}};
}
inline Restriction is_row(const Bytes& instance_key) { return property_is(tag::instance_key, instance_key); }

template <class T>
T value(const RowValues& row, PropertyTag tag) {
  for (const Property& property : row) {
    if (property.tag == tag) return std::get<T>(property.value);
  }
  throw std::runtime_error("the row has no such column");
}
inline bool has_value(const RowValues& row, std::size_t column) {
  return row.at(column).tag.base_type() != PropertyType::error;
}

class Tables : public RulesTest {
 protected:
  MessageId put(PropertySet properties, MessageKind kind = MessageKind::normal) {
    MessageContent content;
    content.properties = std::move(properties);
    return put(std::move(content), kind);
  }
  MessageId put(MessageContent content, MessageKind kind = MessageKind::normal) {
    std::vector<NewMessage> messages(1);
    messages[0].content = std::move(content);
    messages[0].kind = kind;
    people.clock->advance(std::chrono::seconds(1));
    return must(store().add_messages(ana, inbox(), std::move(messages))).at(0);
  }
  MessageId mail(const std::string& subject) { return put(PropertySet{{tag::subject, subject}}); }

  Table contents(const ContentsOptions& options = {}) {
    return must(store().contents_table(ana, inbox(), options));
  }
  Table contents(std::vector<PropertyTag> columns) {
    Table table = contents();
    must(table.set_columns(std::move(columns)));
    return table;
  }
  // With PR_SUBJECT and PR_INSTANCE_KEY.
  Table subjects() { return contents({tag::subject, tag::instance_key}); }

  static std::vector<RowValues> all(Table& table) {
    must(table.seek(kBeginning, 0));
    return must(table.read(10'000));
  }
  // One text column of all rows, "-" where there is none.
  static std::vector<std::string> texts(const std::vector<RowValues>& rows, std::size_t column = 0) {
    std::vector<std::string> found;
    for (const RowValues& row : rows) {
      const auto* text = std::get_if<std::string>(&row.at(column).value);
      found.push_back(text ? *text : "-");
    }
    return found;
  }
  static std::vector<std::string> texts(Table& table, std::size_t column = 0) {
    return texts(all(table), column);
  }
  void remove(MessageId id) { must(store().delete_messages(ana, std::vector{id}, DeleteKind::recoverable)); }
};

using Strings = std::vector<std::string>;

}  // namespace postroom::rules
