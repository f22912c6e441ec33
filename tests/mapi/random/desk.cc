#include "mapi/random/desk.h"

#include <gtest/gtest.h>

namespace mapi_host {
namespace {

constexpr std::size_t kMostIds = 200;

// Adds one interface of it, if it has that.
template <class T>
bool add_as(const Ptr<IUnknown>& object, REFIID iid, Choices& choices, Open<T>& open) {
  Ptr<T> found = query<T>(object, iid);
  if (!found) return false;
  open.add(choices, std::move(found));
  return true;
}

}  // namespace

void Desk::meet(Session& session) {
  stores.add(choices, session.store_ptr());
  session.logon()->AddRef();
  logons.add(choices, Ptr<IMSLogon>(session.logon()));
  folders.add(choices, session.inbox());
  folders.add(choices, session.folder(PR_IPM_SUBTREE_ENTRYID));
  folders.add(choices, session.folder(PR_FINDER_ENTRYID));
  for (const ULONG tag : {PR_IPM_SUBTREE_ENTRYID, PR_IPM_OUTBOX_ENTRYID, PR_FINDER_ENTRYID, PR_ENTRYID}) {
    learn(get_text(session.store(), tag).value());
  }
}

void Desk::call_something() {
  if (choices.chance(2)) messages.drop_one(choices);
  if (choices.chance(3)) tables.drop_one(choices);
  if (choices.chance(5)) streams.drop_one(choices);
  const std::size_t drawn = choices.below(100);
  if (drawn < 20) return call_property_method(*this);
  if (drawn < 24) return call_copy(*this);
  if (drawn < 38 && !messages.empty()) return call_message(*this);
  if (drawn < 55) return call_folder(*this);
  if (drawn < 62) return call_store(*this);
  if (drawn < 66) return call_logon(*this);
  if (drawn < 76 && !tables.empty()) return call_table(*this);
  if (drawn < 88 && !tables.empty()) return call_table_place(*this);
  if (drawn < 97 && !streams.empty()) return call_stream(*this);
  if (drawn >= 97 && !statuses.empty()) return call_status(*this);
  call_folder(*this);
}

void Desk::take(LPUNKNOWN given) {
  const Ptr<IUnknown> object(given);
  if (!object) return;
  const bool is_known =
      add_as(object, IID_IMessage, choices, messages) || add_as(object, IID_IMAPIFolder, choices, folders) ||
      add_as(object, IID_IAttachment, choices, attachments) ||
      add_as(object, IID_IMAPITable, choices, tables) || add_as(object, IID_IStream, choices, streams) ||
      add_as(object, IID_IMAPIStatus, choices, statuses) || add_as(object, IID_IMsgStore, choices, stores);
  EXPECT_TRUE(is_known) << "an object of no interface";
}

void Desk::look_at(HRESULT result, const void* given) {
  ++calls_;
  if (SUCCEEDED(result)) ++successes_;
  for (const HRESULT bad :
       {MAPI_E_CORRUPT_DATA, MAPI_E_CORRUPT_STORE, MAPI_E_CALL_FAILED, MAPI_E_DISK_ERROR}) {
    EXPECT_NE(result, bad);
  }
  EXPECT_TRUE(SUCCEEDED(result) || !given) << "a failure that gives something: " << std::hex << result;
}

void Desk::learn(const std::string& id) {
  if (ids_.size() < kMostIds) {
    ids_.push_back(id);
  } else {
    ids_[choices.below(kMostIds)] = id;
  }
}

Exact Desk::any_id() {
  std::string id = choices.pick(ids_);
  if (choices.chance(85) || id.empty()) return Exact(id);
  switch (choices.below(5)) {
    case 0:
      id.clear();
      break;
    case 1:
      id.resize(choices.below(id.size()));
      break;
    case 2:
      id.append(choices.bytes());
      break;
    case 3:
      id[choices.below(id.size())] = static_cast<char>(choices.below(256));
      break;
    default:
      id = choices.bytes();
  }
  return Exact(id);
}

void Desk::learn_of(IMAPIProp& object) {
  if (const auto id = get_text(object, PR_ENTRYID)) learn(*id);
}

std::pair<Ptr<IMAPIFolder>, Exact> Desk::any_folder_inside() {
  const Ptr<IMAPIFolder> inside = folders.any(choices);
  const auto id = get_text(*inside, PR_ENTRYID), above = get_text(*inside, PR_PARENT_ENTRYID);
  Ptr<IMAPIFolder> parent;
  if (choices.chance(80) && id && above) {
    ULONG type = 0;
    inside->OpenEntry(id_size(*above), id_ptr(*above), &IID_IMAPIFolder, MAPI_BEST_ACCESS, &type,
                      parent.unknown());
  }
  if (parent) return {parent, Exact(*id)};
  return {inside, any_id()};
}

EntryList Desk::any_ids() {
  std::vector<std::string> list;
  for (std::size_t left = choices.below(4); left > 0; --left) {
    const Exact id = any_id();
    list.emplace_back(reinterpret_cast<const char*>(id.bytes()), id.size());
  }
  return EntryList(std::move(list));
}

Ptr<IMAPIProgress> Desk::any_progress() {
  return choices.chance(80) ? Ptr<IMAPIProgress>() : Ptr<IMAPIProgress>(new ProgressRecorder);
}

Ptr<IMAPIProp> Desk::any_object() {
  const auto as_object = [](auto object) {
    return Ptr<IMAPIProp>(static_cast<IMAPIProp*>(object.release()));
  };
  const std::size_t drawn = choices.below(20);
  if (drawn < 10 && !messages.empty()) return as_object(messages.any(choices));
  if (drawn < 15 && !attachments.empty()) return as_object(attachments.any(choices));
  if (drawn < 18) return as_object(folders.any(choices));
  if (drawn == 18 && !statuses.empty()) return as_object(statuses.any(choices));
  return as_object(stores.any(choices));
}

}  // namespace mapi_host
