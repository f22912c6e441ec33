#include "store/names.h"

#include <postroom/store.h>
#include <postroom/text.h>

#include <algorithm>

#include "base/try.h"

namespace postroom::store {

const PropertyName* NameTable::name(std::uint16_t id) const {
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : &found->second;
}

std::optional<std::uint16_t> NameTable::id(const PropertyName& name) const {
  const auto found = by_name.find(name);
  return found == by_name.end() ? std::nullopt : std::optional(found->second);
}

PropertyName canonical(PropertyName name) {
  if (auto* text = std::get_if<std::string>(&name.name); text && name.set == kPsInternetHeaders) {
    *text = to_lower_ascii(*text);
  }
  return name;
}

std::optional<std::uint16_t> fixed_id(const PropertyName& name) {
  const auto* number = std::get_if<std::uint32_t>(&name.name);
  if (!number || name.set != kPsMapi || *number >= kFirstNamedId) return std::nullopt;
  return static_cast<std::uint16_t>(*number);
}

Status check_name(const PropertyName& name) {
  const auto* text = std::get_if<std::string>(&name.name);
  if (!text) return ok_status();
  if (text->empty() || text->size() > kMaxPropertyName) {
    return Error{Code::invalid_argument, "The name of a property must have 1 to 254 bytes.", {}};
  }
  if (!is_valid_utf8(*text)) return Error{Code::invalid_argument, "The name of a property must be UTF-8 text.", {}};
  return ok_status();
}

Result<std::shared_ptr<const NameTable>> extended(std::shared_ptr<const NameTable> known, storage::View& view) {
  TRY_SET(const std::vector<storage::NameRecord> newer, view.names(known->last_id()));
  if (newer.empty()) return known;
  auto table = std::make_shared<NameTable>(*known);
  for (const storage::NameRecord& record : newer) {
    table->by_id.emplace(record.id, record.name);
    table->by_name.emplace(record.name, record.id);
  }
  return std::shared_ptr<const NameTable>(std::move(table));
}

std::shared_ptr<const NameTable> Names::table() const {
  const std::lock_guard lock(mutex_);
  return table_;
}

void Names::adopt(std::shared_ptr<const NameTable> table) {
  const std::lock_guard lock(mutex_);
  if (table->by_id.size() > table_->by_id.size()) table_ = std::move(table);
}

Status Names::refresh(storage::Engine& engine) {
  TRY_SET(const auto view, engine.view());
  TRY_SET(auto newer, extended(table(), *view));
  adopt(std::move(newer));
  return ok_status();
}

Result<std::shared_ptr<const NameTable>> Names::ensure(storage::Engine& engine,
                                                       const std::vector<PropertyName>& wanted) {
  const auto complete = [&](const NameTable& table) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const PropertyName& name) { return table.id(name); });
  };
  std::shared_ptr<const NameTable> known = table();
  if (complete(*known)) return known;
  std::shared_ptr<const NameTable> made;
  const auto make = [&](storage::Transaction& transaction) -> Status {
    TRY_SET(const auto present, extended(known, transaction));
    auto grown = std::make_shared<NameTable>(*present);
    for (const PropertyName& name : wanted) {
      if (grown->id(name)) continue;
      if (grown->by_id.size() >= kMaxNamedProperties) {
        return Error{Code::too_big, "The store already has 32,767 named properties, which is all there can be.", {}};
      }
      const auto id = static_cast<std::uint16_t>(std::max<int>(grown->last_id() + 1, kFirstNamedId));
      TRY(transaction.insert_name({id, name}));
      grown->by_id.emplace(id, name);
      grown->by_name.emplace(name, id);
    }
    made = std::move(grown);
    return ok_status();
  };
  TRY(storage::commit_and_wait(engine, make));
  adopt(made);
  return made;
}

}  // namespace postroom::store
