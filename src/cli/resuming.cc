#include "cli/resuming.h"

#include <fmt/format.h>

#include <set>

#include "base/try.h"
#include "cli/draft_text.h"
#include "cli/edit_arguments.h"
#include "cli/message_text.h"
#include "cli/safe_text.h"

namespace postroom::cli {
namespace {

// Ids of the properties that --set and --unset name, as far as the store knows them.
Result<std::set<std::uint16_t>> touched_properties(EditJob& job, const Edits& edits) {
  std::set<std::uint16_t> ids;
  const auto add = [&](const std::string& name) -> Status {
    TRY_SET(const PropertyReference reference, parse_property_reference(name));
    if (!reference.named) {
      ids.insert(reference.tag.id());
      return ok_status();
    }
    TRY_SET(const auto id, job.store.find_property_id(job.session, *reference.named));
    if (id) ids.insert(*id);
    return ok_status();
  };
  for (const std::string& text : edits.set) TRY(add(text.substr(0, text.find('='))));
  for (const std::string& name : edits.unset) TRY(add(name));
  return ids;
}

bool has_any(const std::optional<PropertySet>& properties, const std::set<std::uint16_t>& ids) {
  if (!properties) return false;
  for (const Property& property : *properties) {
    if (ids.contains(property.tag.id())) return true;
  }
  return false;
}

bool touches(const Edits& edits, const std::set<std::uint16_t>& properties, const Unit& unit) {
  if (unit.kind == UnitKind::recipient) {
    return (edits.to && unit.key.starts_with("recipient:1:")) ||
           (edits.cc && unit.key.starts_with("recipient:2:")) ||
           (edits.bcc && unit.key.starts_with("recipient:3:"));
  }
  if ((edits.body && unit.key == "body") || (edits.subject && unit.key == "subject")) return true;
  if (unit.kind == UnitKind::attachment) return false;
  return has_any(unit.base, properties) || has_any(unit.mine, properties);
}

}  // namespace

Result<Edits> edits_to_resume(EditJob& job, const Message& message, const std::string& file) {
  TRY_SET(const std::string text, read_text_file(file));
  TRY_SET(Draft draft, parse_draft(text));
  if (draft.store && *draft.store != job.store.guid()) {
    return Error{Code::invalid_argument,
                 "The file holds changes to a message of another store, even if that had the same name: the "
                 "one with the record key " +
                     to_text(*draft.store) + ". Resume it there.",
                 file};
  }
  if (draft.message && *draft.message != message.id().value) {
    return Error{
        Code::invalid_argument,
        fmt::format("The file holds changes to message {}, not {}.", *draft.message, message.id().value),
        file};
  }
  if (!draft.version || *draft.version == 0) return draft.edits;
  const VersionNumber base{*draft.version};
  if (base == message.version()) {
    const MessageContent& now = message.content();
    return difference(editable_parts(now, body_text(now.properties, job.store.large_values())), draft.edits);
  }
  if (job.saving.mode() == SaveMode::force) return draft.edits;
  auto then = job.store.version(job.session, message.id(), base);
  if (!then) {
    return Error{
        Code::object_changed,
        fmt::format(
            "Your text was written on version {}, which is no longer in the history, and the message is at "
            "version {} now. Look at it with “postroom show”; --mode force saves your text over it.",
            base.value, message.version().value),
        then.error().message};
  }
  Edits edits =
      difference(editable_parts(*then, body_text(then->properties, job.store.large_values())), draft.edits);
  TRY_SET(const auto properties, touched_properties(job, edits));
  TRY_SET(const auto units, job.store.compare(job.session, message.id(), base, message.version()));
  for (const Unit& unit : units) {
    if (!touches(edits, properties, unit)) continue;
    return Error{Code::object_changed,
                 fmt::format("Your text was written on version {}; since then someone has changed the same: "
                             "{}. Look at it with “postroom diff STORE {} {} {}”; --mode force saves your "
                             "text over it.",
                             base.value, safe_line(unit.label), message.id().value, base.value,
                             message.version().value),
                 ""};
  }
  return edits;
}

}  // namespace postroom::cli
