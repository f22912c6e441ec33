// IMAPIFolder ("IMAPIFolder : IMAPIContainer" in the Outlook MAPI reference). Its changes are permanent at
// once (rule C1).
#pragma once

#include "mapi/folder_properties.h"
#include "mapi/objects.h"
#include "mapi/property_object.h"

namespace postroom::mapi {

// By which a folder of Postroom is known to another one: what QueryInterface(kFolderAccess) gives is a
// FolderAccess, with a reference on the folder.
inline constexpr IID kFolderAccess = {
    0x5C0E4B7A, 0x9E1D, 0x4C3B, {0x8F, 0x55, 0x2A, 0x6D, 0x1B, 0x90, 0xC4, 0x21}};
class FolderAccess {
 public:
  virtual StoreContext& folder_context() = 0;
  virtual FolderId folder_id() const = 0;
  virtual bool folder_is_writable() const = 0;

 protected:
  ~FolderAccess() = default;
};

class FolderObject final : public PropertyObject<IMAPIFolder, IID_IMAPIContainer, IID_IMAPIFolder>,
                           public FolderAccess {
 public:
  FolderObject(SharedContext context, FolderId id, Writing writing);

  HRESULT GetContentsTable(ULONG flags, LPMAPITABLE* table) override;
  HRESULT GetHierarchyTable(ULONG flags, LPMAPITABLE* table) override;
  HRESULT OpenEntry(ULONG size, LPENTRYID id, LPCIID iid, ULONG flags, ULONG* type,
                    LPUNKNOWN* object) override;
  HRESULT SetSearchCriteria(LPSRestriction restriction, LPENTRYLIST folders, ULONG flags) override;
  HRESULT GetSearchCriteria(ULONG flags, LPSRestriction* restriction, LPENTRYLIST* folders,
                            ULONG* state) override;

  HRESULT CreateMessage(LPCIID iid, ULONG flags, LPMESSAGE* message) override;
  HRESULT CopyMessages(LPENTRYLIST list, LPCIID iid, LPVOID destination, ULONG_PTR window,
                       LPMAPIPROGRESS progress, ULONG flags) override;
  HRESULT DeleteMessages(LPENTRYLIST list, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) override;
  HRESULT CreateFolder(ULONG type, LPTSTR name, LPTSTR comment, LPCIID iid, ULONG flags,
                       LPMAPIFOLDER* folder) override;
  HRESULT CopyFolder(ULONG size, LPENTRYID id, LPCIID iid, LPVOID destination, LPTSTR name, ULONG_PTR window,
                     LPMAPIPROGRESS progress, ULONG flags) override;
  HRESULT DeleteFolder(ULONG size, LPENTRYID id, ULONG_PTR window, LPMAPIPROGRESS progress,
                       ULONG flags) override;
  HRESULT SetReadFlags(LPENTRYLIST list, ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) override;
  HRESULT GetMessageStatus(ULONG size, LPENTRYID id, ULONG flags, ULONG* status) override;
  HRESULT SetMessageStatus(ULONG size, LPENTRYID id, ULONG bits, ULONG mask, ULONG* before) override;
  HRESULT SaveContentsSort(LPSSortOrderSet order, ULONG flags) override;
  HRESULT EmptyFolder(ULONG_PTR window, LPMAPIPROGRESS progress, ULONG flags) override;

  StoreContext& folder_context() override { return state_.context(); }
  FolderId folder_id() const override { return id_; }
  bool folder_is_writable() const override { return writing_ == Writing::yes; }

 protected:
  Properties& properties() override { return properties_; }
  Answer open_property(PropertyTag tag, REFIID iid, ULONG options, ULONG flags, LPUNKNOWN* object) override;
  HRESULT query_other(REFIID iid, LPVOID* object) override;

 private:
  Answer open_table(Result<Table> table, TableKind kind, ULONG flags, LPMAPITABLE* out);
  Answer contents_table(ContentsOptions options, ULONG flags, LPMAPITABLE* table);
  Answer hierarchy_table(ULONG flags, LPMAPITABLE* table);
  Answer message_status(ULONG size, LPENTRYID id, ULONG bits, ULONG mask, ULONG* before);

  const FolderId id_;
  const Writing writing_;
  FolderProperties properties_;
};

}  // namespace postroom::mapi
