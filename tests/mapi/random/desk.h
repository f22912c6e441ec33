// What one thread of a sequence has open, and what it knows: objects, entry IDs, places in tables.
#pragma once

#include <utility>

#include "mapi/host/session.h"
#include "mapi/host/sink.h"
#include "mapi/host/table.h"
#include "mapi/random/choices.h"

namespace mapi_host {

// Objects of one kind, not too many: a new one takes the place of another, which is released.
template <class T>
class Open {
 public:
  void add(Choices& choices, Ptr<T> object) {
    if (!object) return;
    if (objects_.size() < kMost) {
      objects_.push_back(std::move(object));
    } else {
      objects_[choices.below(kMost)] = std::move(object);
    }
  }
  bool empty() const { return objects_.empty(); }
  // With a reference of its own, so that a call may put another in its place.
  Ptr<T> any(Choices& choices) const { return choices.pick(objects_); }
  void drop_one(Choices& choices) {
    if (objects_.empty()) return;
    std::swap(objects_[choices.below(objects_.size())], objects_.back());
    objects_.pop_back();
  }

 private:
  static constexpr std::size_t kMost = 8;
  std::vector<Ptr<T>> objects_;
};

class Desk {
 public:
  explicit Desk(std::uint64_t seed) : choices(seed), sink(new Sink) {}
  // Its store and its first folders; one session at least.
  void meet(Session& session);

  // A call of any object. Its result is looked at, and what it gives is kept or freed.
  void call_something();
  // All of an object that a call gave, whichever kind it is; null is none.
  void take(LPUNKNOWN given);
  // Of every call: no result says that the store is damaged; a failure gives nothing.
  void look_at(HRESULT result, const void* given = nullptr);
  void learn(const std::string& id);
  void learn_of(IMAPIProp& object);

  // One that is known, at times damaged, cut or empty.
  Exact any_id();
  EntryList any_ids();
  // The folder that holds an open one, and the entry ID of that; at times any two.
  std::pair<Ptr<IMAPIFolder>, Exact> any_folder_inside();
  Ptr<IMAPIProgress> any_progress();
  Ptr<IMAPIProp> any_object();

  std::size_t calls() const { return calls_; }
  std::size_t successes() const { return successes_; }

  Choices choices;
  Open<IMsgStore> stores;
  Open<IMSLogon> logons;
  Open<IMAPIFolder> folders;
  Open<IMessage> messages;
  Open<IAttach> attachments;
  Open<IMAPITable> tables;
  Open<IStream> streams;
  Open<IMAPIStatus> statuses;
  std::vector<BOOKMARK> bookmarks{BOOKMARK_BEGINNING, BOOKMARK_CURRENT, BOOKMARK_END};
  std::vector<std::string> keys;  // instance keys of rows
  std::vector<ULONG_PTR> connections{0};
  const Ptr<Sink> sink;
  // Copying folders into folders would double the store each time.
  int tree_copies_left = 4;

 private:
  std::vector<std::string> ids_;
  std::size_t calls_ = 0, successes_ = 0;
};

using Call = void (*)(Desk&);
template <std::size_t kCount>
void any_of_calls(Desk& desk, const Call (&calls)[kCount]) {
  calls[desk.choices.below(kCount)](desk);
}

// One call each; the object is there.
void call_property_method(Desk& desk);
void call_copy(Desk& desk);
void call_message(Desk& desk);
void call_folder(Desk& desk);
void call_store(Desk& desk);
void call_logon(Desk& desk);
void call_table(Desk& desk);
void call_table_place(Desk& desk);
void call_stream(Desk& desk);
void call_status(Desk& desk);

}  // namespace mapi_host
