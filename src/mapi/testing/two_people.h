// For tests: a store that two people have open through MAPI, with messages in its Inbox.
#pragma once

#include <gtest/gtest.h>
#include <mapi/mapitags.h>
#include <mapi/mapiutil.h>
#include <postroom/open.h>
#include <postroom/tags.h>

#include "mapi/message_object.h"
#include "mapi/text.h"
#include "support/must.h"
#include "support/people.h"
#include "support/temporary_folder.h"

namespace postroom::mapi::testing {

using postroom::testing::must;

class TwoPeople : public ::testing::Test {
 protected:
  TwoPeople() : store(must(create_store(address(), ana))), hers(context(ana)), his(context(ben)) {}

  std::string address() const { return folder_.path("mail.postroom"); }
  SharedContext context(const Session& session, OnConflict on_conflict = OnConflict::refuse) {
    StoreContext::Options options;
    options.memory = {MAPIAllocateBuffer, MAPIAllocateMore, MAPIFreeBuffer};
    options.is_writable = session.rights == Rights::read_write;
    options.may_ask = true;
    options.on_conflict = on_conflict;
    return std::make_shared<StoreContext>(store, session, options);
  }
  FolderId inbox() { return store.special(SpecialFolder::inbox); }

  Ref<IMessage> create(const SharedContext& by, MessageKind kind = MessageKind::normal) {
    return make_message(by, must(store.create_message(by->session(), inbox(), kind)));
  }
  Ref<IMessage> open(const SharedContext& by, MessageId id, Access access = Access::read_write) {
    return make_message(by, must(store.open_message(by->session(), id, access)));
  }
  // Of Ana's.
  MessageId add(const std::string& subject) {
    Message message = must(store.create_message(ana, inbox()));
    must(message.set(tag::subject, subject));
    must(message.set(tag::body, std::string("the first body")));
    return must(message.save()).message;
  }
  Message stored(MessageId id) { return must(store.open_message(ana, id, Access::read_only)); }
  std::string subject_of(MessageId id) { return std::get<std::string>(stored(id).get(tag::subject).value()); }
  static Message& inside(const Ref<IMessage>& message) {
    void* found = nullptr;
    if (message->QueryInterface(kMessageAccess, &found) != S_OK) throw std::logic_error("not of Postroom");
    message->Release();
    return static_cast<MessageAccess*>(found)->message();
  }

  // The problem where there is one.
  template <class Object>
  static HRESULT set(Object& object, SPropValue value) {
    LPSPropProblemArray problems = nullptr;
    const HRESULT result = object.SetProps(1, &value, &problems);
    const HRESULT answer = problems ? problems->aProblem[0].scode : result;
    MAPIFreeBuffer(problems);
    return answer;
  }
  template <class Object>
  static HRESULT set_text(Object& object, ULONG tag, std::string text) {
    SPropValue value{};
    value.ulPropTag = CHANGE_PROP_TYPE(tag, PT_STRING8);
    value.Value.lpszA = text.data();
    return set(object, value);
  }
  template <class Object>
  static HRESULT set_number(Object& object, ULONG tag, LONG number) {
    SPropValue value{};
    value.ulPropTag = tag;
    value.Value.l = number;
    return set(object, value);
  }
  // Under PT_ERROR where it is not to be had.
  template <class Object, class Read>
  static auto get(Object& object, ULONG tag, Read read) {
    SPropTagArray tags{1, {tag}};
    ULONG count = 0;
    LPSPropValue values = nullptr;
    const HRESULT result = object.GetProps(&tags, 0, &count, &values);
    if (FAILED(result)) throw std::runtime_error("GetProps answers " + std::to_string(result));
    auto found = read(*values);
    MAPIFreeBuffer(values);
    return found;
  }
  template <class Object>
  static std::string text(Object& object, ULONG tag) {
    return get(object, CHANGE_PROP_TYPE(tag, PT_STRING8), [](const SPropValue& value) {
      return PROP_TYPE(value.ulPropTag) == PT_ERROR ? "(none)" : std::string(value.Value.lpszA);
    });
  }
  template <class Object>
  static LONG number(Object& object, ULONG tag) {
    return get(object, tag, [](const SPropValue& value) { return value.Value.l; });
  }
  template <class Object>
  static Bytes bytes(Object& object, ULONG tag) {
    return get(object, tag, [](const SPropValue& value) {
      if (PROP_TYPE(value.ulPropTag) == PT_ERROR) return Bytes{};
      return Bytes(value.Value.bin.lpb, value.Value.bin.lpb + value.Value.bin.cb);
    });
  }
  template <class Object>
  static bool has(Object& object, ULONG tag) {
    return get(object, tag, [](const SPropValue& value) { return PROP_TYPE(value.ulPropTag) != PT_ERROR; });
  }

 private:
  postroom::testing::TemporaryFolder folder_{postroom::testing::Place::memory};

 protected:
  postroom::testing::People people;
  Session ana = people.session("Ana Ruiz", 1);
  Session ben = people.session("Ben Okafor", 2);
  Store store;
  SharedContext hers, his;
};

}  // namespace postroom::mapi::testing
