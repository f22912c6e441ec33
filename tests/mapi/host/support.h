// The host's support object: it answers what a message store provider needs and writes down what it was
// asked.
#pragma once

#include <mapi/mapispi.h>

#include <functional>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "mapi/host/profile_section.h"
#include "mapi/host/progress.h"

namespace mapi_host {

class Support final : public Object<IMAPISupport, IID_IMAPISup> {
 public:
  explicit Support(Ptr<ProfileSection> section) : section_(std::move(section)) {}

  struct Record {
    std::vector<std::string> provider_uids;
    std::vector<std::map<ULONG, std::string>> status_rows;  // texts and numbers by tag, one map a call
    std::vector<ULONG> status_flags;
    std::vector<ULONG> logoffs;  // the flags of each StoreLogoffTransports
    int profile_sections = 0;
    int progress_dialogs = 0;
    int own_notifications = 0;  // Subscribe and Notify, which this provider does not use
  };
  Record record() const;
  ProfileSection& section() { return *section_; }
  Ptr<ProgressRecorder> dialog;  // what DoProgressDialog gives; null: MAPI_E_NO_SUPPORT
  // What an object opened by its entry ID needs: MAPI routes entry IDs to the provider that has registered
  // their UID.
  IMSLogon* logon = nullptr;
  // Called once, inside the Release with which a provider lets go of it: there MAPI logs off the provider.
  std::function<void()> when_let_go;

  ULONG Release() override {
    const ULONG left = Object::Release();
    if (left == 1 && when_let_go) std::exchange(when_let_go, nullptr)();
    return left;
  }
  HRESULT GetLastError(HRESULT hResult, ULONG ulFlags, LPMAPIERROR* lppMAPIError) override;
  HRESULT GetMemAllocRoutines(LPALLOCATEBUFFER* lppAllocateBuffer, LPALLOCATEMORE* lppAllocateMore,
                              LPFREEBUFFER* lppFreeBuffer) override;
  HRESULT Subscribe(LPNOTIFKEY lpKey, ULONG ulEventMask, ULONG ulFlags, LPMAPIADVISESINK lpAdviseSink,
                    ULONG_PTR* lpulConnection) override;
  HRESULT Unsubscribe(ULONG_PTR) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Notify(LPNOTIFKEY lpKey, ULONG cNotification, LPNOTIFICATION lpNotifications,
                 ULONG* lpulFlags) override;
  HRESULT ModifyStatusRow(ULONG cValues, LPSPropValue lpColumnVals, ULONG ulFlags) override;
  HRESULT OpenProfileSection(LPMAPIUID lpUid, ULONG ulFlags, LPPROFSECT* lppProfileObj) override;
  HRESULT RegisterPreprocessor(LPMAPIUID, LPTSTR, LPTSTR, LPSTR, LPSTR, ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT NewUID(LPMAPIUID lpMuid) override;
  HRESULT MakeInvalid(ULONG ulFlags, LPVOID lpObject, ULONG ulRefCount, ULONG cMethods) override;
  HRESULT SpoolerYield(ULONG) override { return MAPI_E_NO_SUPPORT; }
  HRESULT SpoolerNotify(ULONG, LPVOID) override { return MAPI_E_NO_SUPPORT; }
  HRESULT CreateOneOff(LPTSTR, LPTSTR, LPTSTR, ULONG, ULONG*, LPENTRYID*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT SetProviderUID(LPMAPIUID lpProviderID, ULONG ulFlags) override;
  HRESULT CompareEntryIDs(ULONG cbEntryID1, LPENTRYID lpEntryID1, ULONG cbEntryID2, LPENTRYID lpEntryID2,
                          ULONG ulFlags, ULONG* lpulResult) override;
  HRESULT OpenTemplateID(ULONG, LPENTRYID, ULONG, LPMAPIPROP, LPCIID, LPMAPIPROP*, LPMAPIPROP) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT OpenEntry(ULONG cbEntryID, LPENTRYID lpEntryID, LPCIID lpInterface, ULONG ulOpenFlags,
                    ULONG* lpulObjType, LPUNKNOWN* lppUnk) override;
  HRESULT GetOneOffTable(ULONG, LPMAPITABLE*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Address(ULONG_PTR*, LPADRPARM, LPADRLIST*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Details(ULONG_PTR*, LPFNDISMISS, LPVOID, ULONG, LPENTRYID, LPFNBUTTON, LPVOID, LPTSTR,
                  ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT NewEntry(ULONG_PTR, ULONG, ULONG, LPENTRYID, ULONG, LPENTRYID, ULONG*, LPENTRYID*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DoConfigPropsheet(ULONG_PTR, ULONG, LPTSTR, LPMAPITABLE, LPMAPIPROP, ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT CopyMessages(LPCIID, LPVOID, LPENTRYLIST, LPCIID, LPVOID, ULONG_PTR, LPMAPIPROGRESS,
                       ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT CopyFolder(LPCIID, LPVOID, ULONG, LPENTRYID, LPCIID, LPVOID, LPTSTR, ULONG_PTR, LPMAPIPROGRESS,
                     ULONG) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DoCopyTo(LPCIID, LPVOID, ULONG, LPCIID, LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID,
                   ULONG, LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DoCopyProps(LPCIID, LPVOID, LPSPropTagArray, ULONG_PTR, LPMAPIPROGRESS, LPCIID, LPVOID, ULONG,
                      LPSPropProblemArray*) override {
    return MAPI_E_NO_SUPPORT;
  }
  HRESULT DoProgressDialog(ULONG_PTR ulUIParam, ULONG ulFlags, LPMAPIPROGRESS* lppProgress) override;
  HRESULT ReadReceipt(ULONG, LPMESSAGE, LPMESSAGE*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT PrepareSubmit(LPMESSAGE, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT ExpandRecips(LPMESSAGE, ULONG*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT UpdatePAB(ULONG, LPMESSAGE) override { return MAPI_E_NO_SUPPORT; }
  HRESULT DoSentMail(ULONG, LPMESSAGE) override { return MAPI_E_NO_SUPPORT; }
  HRESULT OpenAddressBook(LPCIID, ULONG, LPADRBOOK*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT Preprocess(ULONG, ULONG, LPENTRYID) override { return MAPI_E_NO_SUPPORT; }
  HRESULT CompleteMsg(ULONG, ULONG, LPENTRYID) override { return MAPI_E_NO_SUPPORT; }
  HRESULT StoreLogoffTransports(ULONG* lpulFlags) override;
  HRESULT StatusRecips(LPMESSAGE, LPADRLIST) override { return MAPI_E_NO_SUPPORT; }
  HRESULT WrapStoreEntryID(ULONG cbOrigEntry, LPENTRYID lpOrigEntry, ULONG* lpcbWrappedEntry,
                           LPENTRYID* lppWrappedEntry) override;
  HRESULT ModifyProfile(ULONG ulFlags) override;
  HRESULT IStorageFromStream(LPUNKNOWN, LPCIID, ULONG, LPSTORAGE*) override { return MAPI_E_NO_SUPPORT; }
  HRESULT GetSvcConfigSupportObj(ULONG, LPMAPISUP*) override { return MAPI_E_NO_SUPPORT; }

 private:
  const Ptr<ProfileSection> section_;
  mutable std::mutex mutex_;
  Record record_;
};

// A wrapped store entry ID is this and what it wraps.
std::string unwrapped(const std::string& wrapped);

}  // namespace mapi_host
