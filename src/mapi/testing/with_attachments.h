// For tests: messages with attachments, and what is in these, through their interfaces.
#pragma once

#include "mapi/testing/two_people.h"

namespace postroom::mapi::testing {

class WithAttachments : public TwoPeople {
 protected:
  static Ref<IAttach> create_in(const Ref<IMessage>& message, ULONG* number = nullptr) {
    LPATTACH made = nullptr;
    EXPECT_EQ(message->CreateAttach(nullptr, 0, number, &made), S_OK);
    return Ref<IAttach>::take(made);
  }
  static Ref<IAttach> open_in(const Ref<IMessage>& message, ULONG number, ULONG flags = 0) {
    LPATTACH opened = nullptr;
    EXPECT_EQ(message->OpenAttach(number, nullptr, flags, &opened), S_OK);
    return Ref<IAttach>::take(opened);
  }
  static HRESULT open_result(const Ref<IMessage>& message, ULONG number, ULONG flags) {
    LPATTACH opened = nullptr;
    const HRESULT result = message->OpenAttach(number, nullptr, flags, &opened);
    if (opened) opened->Release();
    return result;
  }
  // A message with an attachment of that name, saved.
  MessageId add_with(const std::string& name, const std::string& data) {
    const Ref<IMessage> message = create(hers);
    const Ref<IAttach> attachment = create_in(message);
    EXPECT_EQ(set_text(*attachment, PR_ATTACH_LONG_FILENAME, name), S_OK);
    EXPECT_EQ(set_number(*attachment, PR_ATTACH_METHOD, ATTACH_BY_VALUE), S_OK);
    write(attachment, PR_ATTACH_DATA_BIN, data);
    EXPECT_EQ(attachment->SaveChanges(0), S_OK);
    EXPECT_EQ(message->SaveChanges(KEEP_OPEN_READONLY), S_OK);
    return inside(message).id();
  }
  template <class Interface>
  static Ref<Interface> property(const Ref<IAttach>& attachment, ULONG tag, REFIID iid, ULONG flags) {
    LPUNKNOWN opened = nullptr;
    EXPECT_EQ(attachment->OpenProperty(tag, &iid, 0, flags, &opened), S_OK);
    return Ref<Interface>::take(static_cast<Interface*>(opened));
  }
  static HRESULT property_result(const Ref<IAttach>& attachment, ULONG tag, REFIID iid, ULONG flags) {
    LPUNKNOWN opened = nullptr;
    const HRESULT result = attachment->OpenProperty(tag, &iid, 0, flags, &opened);
    if (opened) opened->Release();
    return result;
  }
  static void write(const Ref<IAttach>& attachment, ULONG tag, const std::string& data,
                    REFIID iid = IID_IStream) {
    const auto stream = property<IStream>(attachment, tag, iid, MAPI_CREATE | MAPI_MODIFY);
    EXPECT_EQ(stream->Write(data.data(), static_cast<ULONG>(data.size()), nullptr), S_OK);
    EXPECT_EQ(stream->Commit(0), S_OK);
  }
  static std::string read(const Ref<IAttach>& attachment, ULONG tag, REFIID iid = IID_IStream) {
    const auto stream = property<IStream>(attachment, tag, iid, 0);
    std::string all;
    char piece[4096];
    for (ULONG got = 1; got > 0;) {
      if (stream->Read(piece, sizeof piece, &got) != S_OK) break;
      all.append(piece, got);
    }
    return all;
  }
  static Ref<IMessage> inner(const Ref<IAttach>& attachment, ULONG flags) {
    return property<IMessage>(attachment, PR_ATTACH_DATA_OBJ, IID_IMessage, flags);
  }
  // A new message inside the attachment, saved into it.
  static void embed(const Ref<IAttach>& attachment, const std::string& subject) {
    const Ref<IMessage> message = inner(attachment, MAPI_CREATE | MAPI_MODIFY);
    EXPECT_EQ(set_text(*message, PR_SUBJECT, subject), S_OK);
    EXPECT_EQ(message->SaveChanges(0), S_OK);
  }
  std::size_t count(MessageId id) { return stored(id).content().attachments.size(); }
};

}  // namespace postroom::mapi::testing
