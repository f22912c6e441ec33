#include "history/editor.h"

#include <postroom/tags.h>

namespace postroom::history {
namespace {

constexpr std::size_t kHeldAtOnce = 4;
constexpr std::uint32_t kFirstText = 0x6610001F;  // properties that mean nothing to the store
constexpr std::size_t kTexts = 6;
constexpr std::size_t kAddresses = 5;
constexpr std::size_t kKeywords = 6;
constexpr std::size_t kFlags = 8;
constexpr int kAttachments = 3;

std::string text_field(std::size_t index) {
  char name[16];
  std::snprintf(name, sizeof name, "0x%08X", static_cast<unsigned>(kFirstText + (index << 16)));
  return name;
}

int count(const Fields& view, const std::string& start) {
  int found = 0;
  for (const auto& [field, value] : view) found += field.starts_with(start);
  return found;
}

Edits turned(const Fields& view, const std::string& field) {
  if (view.contains(field)) return {{field, std::nullopt}};
  return {{field, "yes"}};
}

SaveMode save_mode(Mode mode) {
  switch (mode) {
    case Mode::merge:
      return SaveMode::merge;
    case Mode::force:
      return SaveMode::force;
    case Mode::strict:
    case Mode::elsewhere:
      break;
  }
  return SaveMode::strict;
}

}  // namespace

Editor::Editor(Store store, int actor, std::uint64_t seed, std::vector<MessageId> messages,
               PropertyTag keywords, Report report)
    : store_(std::move(store)),
      actor_(actor),
      random_(seed),
      messages_(std::move(messages)),
      keywords_(keywords),
      report_(std::move(report)),
      session_(make_session("Editor " + std::to_string(actor), "history_worker")) {}

void Editor::run(int count) {
  saves_left_ = count;
  while (saves_left_ > 0) {
    if (held_.empty() || random_.chance(25)) {
      open();
      continue;
    }
    const std::size_t index = random_.below(held_.size());
    if (held_[index].edits.empty() && random_.chance(10)) look(held_[index]);
    if (random_.chance(95)) change(held_[index]);
    if (random_.chance(60)) save(index);
  }
}

void Editor::open() {
  if (held_.size() == kHeldAtOnce) held_.erase(held_.begin());
  Session session = session_;
  session.who = "a" + std::to_string(actor_) + "h" + std::to_string(++handles_);
  const MessageId id = random_.pick(messages_);
  auto message = store_.open_message(session, id, Access::read_write);
  if (!message.ok()) {
    Record record;
    record.actor = actor_;
    record.message = id;
    return complain(record, message.error());
  }
  held_.push_back({session.who, *std::move(message), {}});
  look(held_.back());
}

void Editor::look(Held& held) { report_(about(held, Outcome::looked)); }

void Editor::change(Held& held) {
  for (std::size_t left = 1 + random_.below(3); left > 0; --left) {
    const Edits edits = some_edit(fields_of(held.message.content()));
    if (Status status = edit(held.message, edits, keywords_); !status.ok()) {
      return complain(about(held, Outcome::broken), status.error());
    }
    for (const auto& [field, value] : edits) held.edits[field] = value;
  }
}

Edits Editor::some_edit(const Fields& view) {
  const std::string token = "t" + std::to_string(actor_) + "." + std::to_string(++tokens_);
  switch (random_.weighted({2, 2, 10, 4, 4, 4, 4})) {
    case 0:
      return {{"0x0037001F", token}};  // subject
    case 1:
      return {{"0x1000001F", token}};  // body
    case 2:
      return {{text_field(random_.below(kTexts)), token}};
    case 3:
      return turned(view, "keyword:k" + std::to_string(random_.below(kKeywords)));
    case 4:
      return turned(view, "flag:" + std::to_string(random_.below(kFlags)));
    case 5: {
      const std::string field = "to:p" + std::to_string(random_.below(kAddresses)) + "@example.com";
      if (view.contains(field) && random_.chance(70)) return {{field, std::nullopt}};
      return {{field, token}};
    }
    default:
      break;
  }
  if (count(view, "attachment:") < kAttachments) return {{"attachment:" + token, token}};
  const std::string field = pick_field(view, "attachment:");
  if (random_.chance(50)) return {{field, std::nullopt}};
  return {{field, token}};
}

std::string Editor::pick_field(const Fields& view, const std::string& start) {
  std::vector<std::string> fields;
  for (const auto& [field, value] : view) {
    if (field.starts_with(start)) fields.push_back(field);
  }
  return random_.pick(fields);
}

void Editor::save(std::size_t index) {
  constexpr Mode kModes[] = {Mode::strict, Mode::merge, Mode::force, Mode::elsewhere};
  const auto attempt = [&] { return try_to_save(held_[index], kModes[random_.weighted({45, 40, 10, 2})]); };
  bool saved = attempt();
  while (!saved && saves_left_ > 0 && random_.chance(30)) saved = attempt();  // again, perhaps otherwise
  if (!saved && random_.chance(60)) held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(index));
}

bool Editor::try_to_save(Held& held, Mode mode) {
  --saves_left_;
  return mode == Mode::elsewhere ? save_as_copy(held) : save_in_place(held, mode);
}

bool Editor::save_as_copy(Held& held) {
  Record record = about(held, Outcome::committed);
  record.mode = Mode::elsewhere;
  const auto copy = held.message.save_elsewhere();
  if (!copy.ok()) return complain(record, copy.error()), false;
  const auto row = store_.summary(session_, *copy);
  if (!row.ok()) return complain(record, row.error()), false;
  record.copy = *copy;
  record.change = row->change_number;
  report_(record);
  return true;
}

bool Editor::save_in_place(Held& held, Mode mode) {
  const Record before = about(held, Outcome::refused);
  const auto saved = held.message.save(save_mode(mode));
  Record record = saved.ok() ? about(held, saved->committed ? Outcome::committed : Outcome::nothing) : before;
  record.mode = mode;
  record.base = before.base;
  record.edits = before.edits;
  if (saved.ok()) {
    record.merged = saved->merged;
    held.edits.clear();
  } else {
    const Conflict* conflict = held.message.conflict();
    if (saved.error().code != Code::object_changed || !conflict)
      return complain(record, saved.error()), false;
    record.version = conflict->their_version;
    record.digest = digest_of(*conflict->theirs);
  }
  report_(record);
  return saved.ok();
}

Record Editor::about(const Held& held, Outcome outcome) const {
  Record record;
  record.outcome = outcome;
  record.actor = actor_;
  record.handle = held.name;
  record.message = held.message.id();
  record.version = record.base = held.message.version();
  if (const auto change = held.message.get(tag::change_number))
    record.change = {std::get<std::int64_t>(*change)};
  record.digest = digest_of(held.message.content());
  record.edits = held.edits;
  return record;
}

void Editor::complain(Record record, const Error& error) {
  record.outcome = Outcome::broken;
  record.handle += ", " + std::string(code_name(error.code)) + ": " + postroom::describe(error) + ",";
  report_(record);
}

}  // namespace postroom::history
