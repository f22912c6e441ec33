#include "server/audit.h"

#include <postroom/tags.h>

#include "base/try.h"

namespace postroom::server_tests {
namespace {

std::string name_of(MessageId message, std::int64_t version) {
  return "Version " + std::to_string(version) + " of message " + std::to_string(message.value);
}

}  // namespace

std::vector<std::string> Audit::compare(Store& store, const Session& session,
                                        const std::vector<Attempt>& attempts) {
  problems_.clear();
  makers_.clear();
  Status read = read_messages(store, session);
  if (read.ok()) read = read_copies(store, session);
  if (!read.ok()) return {"The store cannot be read: " + describe(read.error())};
  for (const Attempt& attempt : attempts) check(attempt);
  check_made_once();
  return problems_;
}

std::int64_t Audit::versions() const {
  std::int64_t count = 0;
  for (const auto& [message, story] : stories_) count += static_cast<std::int64_t>(story.size());
  return count;
}

Audit::Said Audit::said_by(const MessageContent& content) {
  Said said;
  said.subject = content.properties.get_or<std::string>(tag::subject, {});
  for (int i = 0; i < kWriters; ++i) {
    said.own[static_cast<std::size_t>(i)] = content.properties.get_or<std::string>(own_tag(i), {});
  }
  return said;
}

Status Audit::read_messages(Store& store, const Session& session) {
  for (const MessageId message : messages_) {
    TRY_SET(const auto history, store.history(session, message, true));
    std::vector<Said>& story = stories_[message];
    if (history.size() < story.size())
      complain("Message " + std::to_string(message.value) + " lost versions.");
    for (std::size_t i = story.size(); i < history.size(); ++i) {
      const auto number = static_cast<std::int64_t>(i) + 1;
      if (history[history.size() - 1 - i].version.value != number)
        complain(name_of(message, number) + " is missing.");
      TRY_SET(const MessageContent content, store.version(session, message, VersionNumber{number}));
      story.push_back(said_by(content));
      note({message, number}, story.back().subject);
      for (const std::string& own : story.back().own) note({message, number}, own);
    }
  }
  return ok_status();
}

// A copy has, beside its own subject, what it was copied from.
Status Audit::read_copies(Store& store, const Session& session) {
  ListOptions options;
  for (std::vector<MessageSummary> rows;; options.after = &rows.back()) {
    TRY_SET(auto page, store.list(session, store.special(SpecialFolder::conflicts), options));
    if (page.empty()) return ok_status();
    rows = std::move(page);
    for (const MessageSummary& row : rows) {
      if (copies_.contains(row.id)) continue;
      TRY_SET(const MessageContent content, store.version(session, row.id, VersionNumber{1}));
      const std::string subject = content.properties.get_or<std::string>(tag::subject, {});
      copies_[row.id] = subject;
      if (!first_.try_emplace(subject, Place{row.id, 1}).second)
        complain("“" + subject + "” is in two places.");
    }
  }
}

const std::string* Audit::said_at(const Place& place, const Attempt& attempt) const {
  const auto copy = copies_.find(place.message);
  if (copy != copies_.end()) return place.version == 1 ? &copy->second : nullptr;
  const auto story = stories_.find(place.message);
  const auto index = static_cast<std::size_t>(place.version) - 1;
  if (story == stories_.end() || index >= story->second.size()) return nullptr;
  const Said& said = story->second[index];
  return attempt.is_own ? &said.own[static_cast<std::size_t>(attempt.writer)] : &said.subject;
}

void Audit::check(const Attempt& attempt) {
  const auto first = first_.find(attempt.token);
  switch (attempt.outcome) {
    case Attempt::Outcome::unknown:
      if (first != first_.end()) ++makers_[first->second];
      return;
    case Attempt::Outcome::refused:
      if (first != first_.end()) complain("“" + attempt.token + "” was refused, and is in the store.");
      return;
    case Attempt::Outcome::kept:
      break;
  }
  const Place place{attempt.message, attempt.version.value};
  ++makers_[place];
  const std::string* const said = said_at(place, attempt);
  if (!said || *said != attempt.token) {
    complain(name_of(place.message, place.version) + " was acknowledged with “" + attempt.token + "” and " +
             (said ? "has “" + *said + "”." : "is not there."));
  } else if (first->second != place) {
    complain("“" + attempt.token + "” is in the store before the version that was acknowledged.");
  }
}

void Audit::check_made_once() {
  const auto look_at = [&](const Place& place) {
    const auto made = makers_.find(place);
    const int count = made == makers_.end() ? 0 : made->second;
    if (count != 1) {
      complain(name_of(place.message, place.version) + " was made by " + std::to_string(count) + " saves.");
    }
  };
  for (const auto& [message, story] : stories_) {
    for (std::size_t i = 1; i < story.size(); ++i) look_at({message, static_cast<std::int64_t>(i) + 1});
  }
  for (const auto& [message, subject] : copies_) look_at({message, 1});
}

}  // namespace postroom::server_tests
