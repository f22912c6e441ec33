#include "history/checker.h"

#include <algorithm>

namespace postroom::history {
namespace {

using Place = std::pair<MessageId, VersionNumber>;

std::string name_of(const Place& place) {
  return "Version " + std::to_string(place.second.value) + " of message " + std::to_string(place.first.value);
}

bool is_commit(const Record& record) {
  return record.outcome == Outcome::made || record.outcome == Outcome::committed;
}

// Where the content of a commit went.
Place place_of(const Record& record) {
  if (record.copy.value) return {record.copy, VersionNumber{1}};
  return {record.message, record.version};
}

SaveKind expected_kind(const Record& record) {
  if (record.outcome == Outcome::made || record.mode == Mode::elsewhere) return SaveKind::first;
  if (record.mode == Mode::force) return SaveKind::forced;
  return record.merged ? SaveKind::merged : SaveKind::plain;
}

class Checker {
 public:
  Checker(const std::vector<Record>& records, const Stored& stored) : records_(records), stored_(stored) {}

  std::vector<std::string> run() {
    check_version_numbers();
    check_change_numbers();
    check_that_commits_are_there();
    check_that_nothing_else_is_there();
    check_that_nobody_goes_back();
    for (const Record& record : records_) check(record);
    return std::move(problems_);
  }

 private:
  void complain(const Record& record, const std::string& what) {
    problems_.push_back(describe(record) + ": " + what);
  }

  const StoredVersion* find(const Place& place) const {
    const auto message = stored_.messages.find(place.first);
    if (message == stored_.messages.end()) return nullptr;
    const auto index = place.second.value - 1;
    if (index < 0 || index >= static_cast<std::int64_t>(message->second.size())) return nullptr;
    return &message->second[static_cast<std::size_t>(index)];
  }

  void check_version_numbers() {
    for (const auto& [id, versions] : stored_.messages) {
      for (std::size_t i = 0; i < versions.size(); ++i) {
        const auto expected = static_cast<std::int64_t>(i) + 1;
        if (versions[i].number.value == expected) continue;
        problems_.push_back(name_of({id, versions[i].number}) + " stands where version " +
                            std::to_string(expected) + " is to be.");
      }
    }
  }

  void check_change_numbers() {
    std::map<ChangeNumber, Place> places;
    for (const Record& record : records_) {
      if (!is_commit(record)) continue;
      const auto [other, is_new] = places.emplace(record.change, place_of(record));
      if (!is_new) complain(record, "its change number is that of " + name_of(other->second) + ", too.");
    }
    std::map<MessageId, VersionNumber> last;
    std::int64_t expected = 1;
    for (const auto& [change, place] : places) {
      if (change.value != expected) {
        problems_.push_back("Change numbers go on with " + std::to_string(change.value) + " where " +
                            std::to_string(expected) + " is due.");
      }
      expected = change.value + 1;
      if (place.second < last[place.first])
        problems_.push_back(name_of(place) + " has a change number out of order.");
      last[place.first] = place.second;
    }
  }

  void check_that_commits_are_there() {
    for (const Record& record : records_) {
      if (!is_commit(record)) continue;
      const Place place = place_of(record);
      const StoredVersion* version = find(place);
      if (!version) {
        complain(record, "it was acknowledged and is not there.");
        continue;
      }
      if (const auto [other, is_new] = commits_.emplace(place, &record); !is_new) {
        complain(record, "the same version was acknowledged to " + other->second->handle + ".");
      }
      if (version->who != record.handle) complain(record, "it is stored as saved by " + version->who + ".");
      if (version->kind != expected_kind(record)) complain(record, "it is stored as another kind of save.");
      const bool is_elsewhere = record.copy.value != 0;  // the copy's attachments have keys of their own
      if (!is_elsewhere && version->digest != record.digest)
        complain(record, "its content was another afterwards.");
    }
  }

  void check_that_nothing_else_is_there() {
    for (const auto& [id, versions] : stored_.messages) {
      for (const StoredVersion& version : versions) {
        if (commits_.contains({id, version.number})) continue;
        problems_.push_back(name_of({id, version.number}) + " by " + version.who +
                            " was acknowledged to nobody.");
      }
    }
  }

  void check_that_nobody_goes_back() {
    std::map<std::pair<int, MessageId>, VersionNumber> newest;  // that an actor knows of
    std::map<std::string, VersionNumber> first_seen;            // by a handle
    for (const Record& record : records_) {
      VersionNumber& known = newest[{record.actor, record.message}];
      const bool is_opening = record.outcome == Outcome::looked && !first_seen.contains(record.handle);
      if (is_opening && record.version < known) {
        complain(record, "this client had already seen version " + std::to_string(known.value) + ".");
      }
      first_seen.emplace(record.handle, record.version);
      if (record.outcome != Outcome::broken) known = std::max(known, record.version);
    }
  }

  void check(const Record& record) {
    switch (record.outcome) {
      case Outcome::made:
        return;
      case Outcome::looked:
        return check_snapshot(record);
      case Outcome::broken:
        return complain(record, "no answer like this may come.");
      case Outcome::refused:
        return check_refusal(record);
      case Outcome::nothing:
      case Outcome::committed:
        break;
    }
    const StoredVersion* base = find({record.message, record.base});
    const StoredVersion* now = find(place_of(record));
    if (!base) return complain(record, "its base is not there.");
    if (!now) return;  // said already
    const Fields mine = with(base->fields, record.edits);
    if (record.outcome == Outcome::nothing) return check_nothing(record, *base, *now, mine);
    switch (record.mode) {
      case Mode::strict:
        return check_plain(record, *now, mine);
      case Mode::merge:
        return record.merged ? check_merged(record, *base, *now, mine) : check_plain(record, *now, mine);
      case Mode::force:
        return check_forced(record, *now, mine);
      case Mode::elsewhere:
        return check_copy(record, *now, mine);
    }
  }

  void check_snapshot(const Record& record) {
    const Place place{record.message, record.version};
    const StoredVersion* version = find(place);
    if (!version) return complain(record, "there is no such version.");
    if (version->digest != record.digest) complain(record, "it looked different.");
    const auto commit = commits_.find(place);
    if (commit != commits_.end() && commit->second->change != record.change) {
      complain(record, "it had another change number.");
    }
  }

  void check_plain(const Record& record, const StoredVersion& now, const Fields& mine) {
    if (record.version.value != record.base.value + 1) complain(record, "it is not right behind its base.");
    expect_fields(record, now, mine);
  }

  void check_forced(const Record& record, const StoredVersion& now, const Fields& mine) {
    if (record.version <= record.base) complain(record, "it is not behind its base.");
    const Place victim{record.message, VersionNumber{record.version.value - 1}};
    const auto saved = commits_.find(victim);
    if (!find(victim) || saved == commits_.end()) complain(record, "what it replaced is not in the history.");
    expect_fields(record, now, mine);
  }

  void check_merged(const Record& record, const StoredVersion& base, const StoredVersion& now,
                    const Fields& mine) {
    const StoredVersion* theirs = find({record.message, VersionNumber{record.version.value - 1}});
    if (!theirs || theirs->number <= base.number) return complain(record, "there was nothing to merge with.");
    const auto both = merge(base.fields, theirs->fields, mine);
    if (!both) return complain(record, "both sides had changed the same field differently.");
    expect_fields(record, now, *both);
  }

  void check_copy(const Record& record, const StoredVersion& now, const Fields& mine) {
    expect_fields(record, now, mine);
    if (!stored_.links.contains({record.message, record.copy})) complain(record, "the copy is not linked.");
  }

  // Nothing of mine was new: either there were no edits, or theirs had them already.
  void check_nothing(const Record& record, const StoredVersion& base, const StoredVersion& now,
                     const Fields& mine) {
    if (now.digest != record.digest) complain(record, "its handle has another content than the version.");
    if (record.mode == Mode::force) complain(record, "a forced save always commits.");
    if (record.mode == Mode::strict && now.number != base.number)
      complain(record, "it was stale and got through.");
    const auto both = merge(base.fields, now.fields, mine);
    if (!both || *both != now.fields) complain(record, "edits were dropped.");
  }

  void check_refusal(const Record& record) {
    const StoredVersion* base = find({record.message, record.base});
    const StoredVersion* theirs = find({record.message, record.version});
    if (!base || !theirs) return complain(record, "the base or what stood in its way is not there.");
    if (theirs->number <= base->number) complain(record, "nobody had saved behind its base.");
    if (theirs->digest != record.digest)
      complain(record, "their version has another content than the refusal told.");
    if (record.mode == Mode::force || record.mode == Mode::elsewhere)
      complain(record, "this mode is never refused.");
    if (record.mode == Mode::merge && merge(base->fields, theirs->fields, with(base->fields, record.edits))) {
      complain(record, "the two sides fit together.");
    }
  }

  void expect_fields(const Record& record, const StoredVersion& now, const Fields& expected) {
    if (now.fields == expected) return;
    complain(record, "it says " + to_text(now.fields) + "instead of " + to_text(expected));
  }

  const std::vector<Record>& records_;
  const Stored& stored_;
  std::map<Place, const Record*> commits_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<std::string> check_history(const std::vector<Record>& records, const Stored& stored) {
  return Checker(records, stored).run();
}

}  // namespace postroom::history
