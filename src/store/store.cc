#include <postroom/store.h>

#include <algorithm>

#include "base/try.h"
#include "store/audience.h"
#include "store/core.h"
#include "store/permissions.h"
#include "store/retention.h"

namespace postroom {
const Guid& Store::guid() const { return core_->store_guid; }
bool Store::is_read_only() const { return core_->engine->is_read_only(); }
LargeValues& Store::large_values() { return core_->large; }

Result<std::optional<std::uint16_t>> Store::find_property_id(const Session&, const PropertyName& name) {
  if (const auto fixed = store::fixed_id(name)) return fixed;
  const PropertyName wanted = store::canonical(name);
  if (const auto known = core_->names.table()->id(wanted)) return known;
  TRY(core_->names.refresh(*core_->engine));
  return core_->names.table()->id(wanted);
}

Result<std::uint16_t> Store::property_id(const Session& session, const PropertyName& name) {
  TRY_SET(const std::vector<std::uint16_t> ids, property_ids(session, {&name, 1}));
  return ids.front();
}

Result<std::vector<std::uint16_t>> Store::property_ids(const Session& session, std::span<const PropertyName> names) {
  std::vector<PropertyName> wanted;  // those that are not fixed
  for (const PropertyName& name : names) {
    TRY(store::check_name(name));
    if (!store::fixed_id(name)) wanted.push_back(store::canonical(name));
  }
  const auto has_all = [&](const store::NameTable& table) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const PropertyName& name) { return table.id(name); });
  };
  auto table = core_->names.table();
  if (!has_all(*table)) {
    TRY(core_->names.refresh(*core_->engine));
    table = core_->names.table();
  }
  if (!has_all(*table)) {
    TRY(store::may_write(*core_, session));
    TRY_SET(table, core_->names.ensure(*core_->engine, wanted));
  }
  std::vector<std::uint16_t> ids;
  for (const PropertyName& name : names) {
    const auto fixed = store::fixed_id(name);
    ids.push_back(fixed ? *fixed : *table->id(store::canonical(name)));
  }
  return ids;
}

Result<std::optional<PropertyName>> Store::property_name(const Session&, std::uint16_t id) {
  if (id < kFirstNamedId) {
    const PropertyName name{kPsMapi, std::uint32_t{id}};
    return std::optional(name);
  }
  if (id > core_->names.table()->last_id()) TRY(core_->names.refresh(*core_->engine));
  const auto table = core_->names.table();
  const PropertyName* name = table->name(id);
  return name ? std::optional(*name) : std::nullopt;
}

Result<std::vector<std::pair<std::uint16_t, PropertyName>>> Store::property_names(const Session&) {
  TRY(core_->names.refresh(*core_->engine));
  const auto table = core_->names.table();
  return std::vector<std::pair<std::uint16_t, PropertyName>>(table->by_id.begin(), table->by_id.end());
}

Result<std::shared_ptr<void>> Store::subscribe(const Session& session, std::function<void(const Event&)> receive) {
  return core_->feed.subscribe(session, std::move(receive));
}

Result<std::vector<Event>> Store::events_after(const Session& session, LogPosition position, std::size_t limit) {
  for (;;) {
    TRY_SET(const auto view, core_->engine->view());
    TRY_SET(std::vector<Event> events, store::read_events(*view, position, limit));
    if (events.empty()) return events;
    position = events.back().position;
    store::Permissions permissions(session, *view);
    TRY_SET(const std::vector<bool> heard, store::audible(permissions, events));
    std::vector<Event> shown;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (heard[i]) shown.push_back(std::move(events[i]));
    }
    if (!shown.empty()) return shown;  // else nothing of this page is for this session: the next one
  }
}

Result<LogPosition> Store::log_position(const Session&) {
  TRY_SET(const auto view, core_->engine->view());
  TRY_SET(const auto counters, view->counters());
  return counters.log_position;
}

Result<Retention> Store::retention(const Session&) {
  TRY_SET(const auto view, core_->engine->view());
  return store::read_retention(*view);
}

Status Store::set_retention(const Session& session, const Retention& retention) {
  TRY(store::may_write(*core_, session));
  TRY(store::check_retention(retention));
  return storage::commit_and_wait(*core_->engine, [&](storage::Transaction& transaction) -> Status {
    TRY(store::Permissions(session, transaction).require_whole_store());
    return store::write_retention(transaction, retention);
  });
}

Status Store::backup(const Session& session, const std::string& destination, const Progress& progress) {
  {
    TRY_SET(const auto view, core_->engine->view());
    TRY(store::Permissions(session, *view).require_whole_store());
  }
  return core_->engine->backup(destination, progress);
}

}  // namespace postroom
