#include "server/property_changes.h"

#include <algorithm>
#include <set>

#include "base/try.h"
#include "server/json_values.h"
#include "server/refusals.h"

namespace postroom::server {

Status read_properties(const JsonPlace& sent, PropertyNaming& naming, PropertyChanges& changes) {
  TRY_SET(const auto members, sent.members());
  if (members.size() > kMaxPropertyChanges)
    return sent.wrong("These are too many properties for one message.");
  std::vector<std::string> names;
  for (const JsonPlace::Member& member : members) names.push_back(member.name);
  const auto place = [&](std::size_t i, Error error) {
    return at(members[i].place.where(), std::move(error));
  };
  TRY_SET(const auto tags, naming.make(names, place));
  std::set<std::uint16_t> ids;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (!ids.insert(tags[i].id()).second)
      return members[i].place.wrong("This property is there under another name.");
    TRY_SET(Value value, from_json(tags[i], members[i].place));
    changes.set.push_back({{tags[i], std::move(value)}, members[i].place.where()});
  }
  return ok_status();
}

Status read_removals(const JsonPlace& sent, PropertyNaming& naming, PropertyChanges& changes) {
  TRY_SET(const auto items, sent.items(kMaxPropertyChanges));
  for (const JsonPlace& item : items) {
    TRY_SET(const std::string name, item.text());
    const auto tag = naming.find(name);
    if (!tag.ok() && tag.error().code == Code::not_found) continue;
    if (!tag.ok()) return at(item.where(), tag.error());
    const auto is_this = [&](const PropertyChanges::Set& set) { return set.property.tag.id() == tag->id(); };
    if (std::any_of(changes.set.begin(), changes.set.end(), is_this)) {
      return item.wrong("This property is to be set and removed.");
    }
    changes.remove.push_back(*tag);
  }
  return ok_status();
}

}  // namespace postroom::server
