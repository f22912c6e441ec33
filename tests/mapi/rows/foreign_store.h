// Objects as another provider has them, for what is copied there: behind each is one of Postroom's, which
// nobody can tell from outside.
#pragma once

#include <mapi/mapicode.h>
#include <mapi/mapidefs.h>

#include <functional>
#include <vector>

#include "mapi/host/com.h"
#include "mapi/host/memory.h"

namespace mapi_host {

// What all objects of such a store have in common. Outlives them.
struct ForeignStore {
  ULONG refused = 0;  // no object takes this property; the type is not looked at
  SCODE refusal = MAPI_E_INVALID_TYPE;
  std::function<void()> setting = [] {};  // called inside SetProps
  std::function<void()> saving = [] {};   // called inside SaveChanges
};

template <class Interface, const IID&... kInterfaces>
class ForeignProperties : public Object<Interface, IID_IMAPIProp, kInterfaces...> {
 public:
  ForeignProperties(const ForeignStore& store, Ptr<Interface> inner)
      : store_(store), inner_(std::move(inner)) {}

  HRESULT GetLastError(HRESULT result, ULONG flags, LPMAPIERROR* error) override {
    return inner_->GetLastError(result, flags, error);
  }
  HRESULT SaveChanges(ULONG flags) override {
    store_.saving();
    return inner_->SaveChanges(flags);
  }
  HRESULT GetProps(LPSPropTagArray tags, ULONG flags, ULONG* count, LPSPropValue* values) override {
    return inner_->GetProps(tags, flags, count, values);
  }
  HRESULT GetPropList(ULONG flags, LPSPropTagArray* tags) override {
    return inner_->GetPropList(flags, tags);
  }
  HRESULT OpenProperty(ULONG tag, LPCIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) override {
    if (PROP_ID(tag) == PROP_ID(store_.refused)) return store_.refusal;
    return inner_->OpenProperty(tag, iid, options, flags, object);
  }
  HRESULT SetProps(ULONG count, LPSPropValue values, LPSPropProblemArray* problems) override {
    store_.setting();
    if (problems) *problems = nullptr;
    std::vector<SPropValue> taken;
    for (ULONG i = 0; i < count; ++i) {
      if (PROP_ID(values[i].ulPropTag) != PROP_ID(store_.refused)) {
        taken.push_back(values[i]);
      } else if (problems) {
        *problems = refuse(i, values[i].ulPropTag);
      }
    }
    return taken.empty() ? S_OK : inner_->SetProps(static_cast<ULONG>(taken.size()), taken.data(), nullptr);
  }
  HRESULT DeleteProps(LPSPropTagArray tags, LPSPropProblemArray* problems) override {
    return inner_->DeleteProps(tags, problems);
  }
  HRESULT CopyTo(ULONG, LPCIID, LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID, ULONG,
                 LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT CopyProps(LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID, ULONG,
                    LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT GetNamesFromIDs(LPSPropTagArray* tags, LPGUID set, ULONG flags, ULONG* count,
                          LPMAPINAMEID** names) override {
    return inner_->GetNamesFromIDs(tags, set, flags, count, names);
  }
  HRESULT GetIDsFromNames(ULONG count, LPMAPINAMEID* names, ULONG flags, LPSPropTagArray* tags) override {
    return inner_->GetIDsFromNames(count, names, flags, tags);
  }

 protected:
  const ForeignStore& store_;
  const Ptr<Interface> inner_;

 private:
  LPSPropProblemArray refuse(ULONG index, ULONG tag) const {
    void* made = nullptr;
    if (allocate_buffer(sizeof(SPropProblemArray), &made) != S_OK) return nullptr;
    auto* const problems = static_cast<LPSPropProblemArray>(made);
    *problems = {1, {{index, tag, store_.refusal}}};
    return problems;
  }
};

class ForeignAttachment final : public ForeignProperties<IAttach, IID_IAttachment> {
 public:
  using ForeignProperties::ForeignProperties;
};

class ForeignMessage final : public ForeignProperties<IMessage, IID_IMessage> {
 public:
  using ForeignProperties::ForeignProperties;

  HRESULT GetAttachmentTable(ULONG flags, LPMAPITABLE* table) override {
    return inner_->GetAttachmentTable(flags, table);
  }
  HRESULT OpenAttach(ULONG number, LPCIID iid, ULONG flags, LPATTACH* attachment) override {
    return inner_->OpenAttach(number, iid, flags, attachment);
  }
  HRESULT CreateAttach(LPCIID iid, ULONG flags, ULONG* number, LPATTACH* attachment) override {
    Ptr<IAttach> made;
    const HRESULT created = inner_->CreateAttach(iid, flags, number, made.out());
    *attachment = created == S_OK ? new ForeignAttachment(store_, made) : nullptr;
    return created;
  }
  HRESULT DeleteAttach(ULONG number, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) override {
    return inner_->DeleteAttach(number, window, progress, flags);
  }
  HRESULT GetRecipientTable(ULONG flags, LPMAPITABLE* table) override {
    return inner_->GetRecipientTable(flags, table);
  }
  HRESULT ModifyRecipients(ULONG flags, LPADRLIST list) override {
    return inner_->ModifyRecipients(flags, list);
  }
  HRESULT SubmitMessage(ULONG flags) override { return inner_->SubmitMessage(flags); }
  HRESULT SetReadFlag(ULONG flags) override { return inner_->SetReadFlag(flags); }
};

class ForeignFolder final : public ForeignProperties<IMAPIFolder, IID_IMAPIContainer, IID_IMAPIFolder> {
 public:
  using ForeignProperties::ForeignProperties;

  HRESULT GetContentsTable(ULONG flags, LPMAPITABLE* table) override {
    return inner_->GetContentsTable(flags, table);
  }
  HRESULT GetHierarchyTable(ULONG flags, LPMAPITABLE* table) override {
    return inner_->GetHierarchyTable(flags, table);
  }
  HRESULT OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                    LPUNKNOWN* object) override {
    return inner_->OpenEntry(size, id, iid, flags, type, object);
  }
  HRESULT SetSearchCriteria(LPSRestriction, LPENTRYLIST, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetSearchCriteria(ULONG, LPSRestriction*, LPENTRYLIST*, ULONG*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT CreateMessage(LPCIID iid, ULONG flags, LPMESSAGE* message) override {
    Ptr<IMessage> made;
    const HRESULT created = inner_->CreateMessage(iid, flags, made.out());
    *message = created == S_OK ? new ForeignMessage(store_, made) : nullptr;
    return created;
  }
  HRESULT CopyMessages(LPENTRYLIST, LPCIID, LPVOID, ULONG_PTR, LPMAPIPROGRESS, ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DeleteMessages(LPENTRYLIST, ULONG_PTR, LPMAPIPROGRESS, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT CreateFolder(ULONG type, LPTSTR name, LPTSTR comment, LPCIID iid, ULONG flags,
                       LPMAPIFOLDER* folder) override {
    Ptr<IMAPIFolder> made;
    const HRESULT created = inner_->CreateFolder(type, name, comment, iid, flags, made.out());
    *folder = created == S_OK ? new ForeignFolder(store_, made) : nullptr;
    return created;
  }
  HRESULT CopyFolder(ULONG, LPENTRYID, LPCIID, LPVOID, LPTSTR, ULONG_PTR, LPMAPIPROGRESS, ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DeleteFolder(ULONG, LPENTRYID, ULONG_PTR, LPMAPIPROGRESS, ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT SetReadFlags(LPENTRYLIST, ULONG_PTR, LPMAPIPROGRESS, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetMessageStatus(ULONG, LPENTRYID, ULONG, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SetMessageStatus(ULONG, LPENTRYID, ULONG, ULONG, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SaveContentsSort(LPSSortOrderSet, ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT EmptyFolder(ULONG_PTR, LPMAPIPROGRESS, ULONG) override { return MAPI_E_NO_SUPPORT; }
};

}  // namespace mapi_host
