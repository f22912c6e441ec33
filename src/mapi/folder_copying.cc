#include "mapi/folder_copying.h"

#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <array>

#include "base/try.h"
#include "mapi/copying_whole.h"
#include "mapi/message_copying.h"
#include "mapi/progress.h"
#include "mapi/text.h"

namespace postroom::mapi {
namespace {

class FolderCopier {
 public:
  explicit FolderCopier(const FolderWork& work)
      : work_(work),
        report_(work.progress, (work.flags & FOLDER_DIALOG) != 0, work.window,
                work.state.context().support()),
        deep_((work.flags & (COPY_SUBFOLDERS | FOLDER_MOVE)) != 0),
        purpose_((work.flags & FOLDER_MOVE) != 0 ? Purpose::move : Purpose::copy) {}

  Answer run(const FolderInfo& top, const std::string& name, LPMAPIFOLDER destination) {
    TRY_SET(folders_, work_.state.store().folders(work_.state.session()));
    report_.set_total(count(top));
    TRY_SET(const HRESULT copied, copy(top, name, destination));
    if (copied != S_OK) return copied;
    if (done_ == 0) report_.step(0);  // nothing but folders
    return all_ ? S_OK : MAPI_W_PARTIAL_COMPLETION;
  }

 private:
  ULONG count(const FolderInfo& folder) const {
    auto messages = static_cast<ULONG>(folder.content_count + folder.associated_count);
    if (!deep_) return messages;
    for (const FolderInfo& child : folders_) {
      if (child.parent == folder.id && child.id != folder.id && child.kind != FolderKind::search)
        messages += count(child);
    }
    return messages;
  }

  Answer copy(const FolderInfo& from, const std::string& name, LPMAPIFOLDER destination) {
    if (from.kind == FolderKind::search) {
      all_ = false;
      return S_OK;
    }
    Block block(work_.state.memory(), 1);
    LPMAPIFOLDER made = nullptr;
    const HRESULT created = destination->CreateFolder(FOLDER_GENERIC, to_text(name, Width::wide, block),
                                                      nullptr, nullptr, MAPI_UNICODE, &made);
    if (FAILED(created)) return created;
    const auto to = Ref<IMAPIFolder>::take(made);
    copy_properties(from, to.get());
    for (const MessageKind kind : {MessageKind::normal, MessageKind::associated}) {
      TRY(copy_messages(from.id, kind, to.get()));
    }
    return deep_ ? copy_children(from, to.get()) : Answer(S_OK);
  }

  Answer copy_children(const FolderInfo& from, LPMAPIFOLDER to) {
    for (const FolderInfo& child : folders_) {
      if (child.parent != from.id || child.id == from.id) continue;
      TRY_SET(const HRESULT copied, copy(child, child.name, to));
      all_ = all_ && copied == S_OK;
    }
    return S_OK;
  }

  // What a client has set on it; the rest the other store computes.
  void copy_properties(const FolderInfo& from, LPMAPIFOLDER to) {
    constexpr std::array kNot{PR_DISPLAY_NAME_W, PR_CONTAINER_HIERARCHY, PR_CONTAINER_CONTENTS,
                              PR_FOLDER_ASSOCIATED_CONTENTS};
    std::array<ULONG, kNot.size() + 1> excluded{static_cast<ULONG>(kNot.size())};
    std::copy(kNot.begin(), kNot.end(), excluded.begin() + 1);
    const Ref<IMAPIFolder> source = make_folder(work_.state.shared_context(), from.id, Writing::no);
    const HRESULT copied =
        copy_whole(work_.state.memory(), *source, reinterpret_cast<LPSPropTagArray>(excluded.data()),
                   IID_IMAPIFolder, to);
    all_ = all_ && copied == S_OK;
  }

  Status copy_messages(FolderId from, MessageKind kind, LPMAPIFOLDER to) {
    ListOptions options;
    options.kind = kind;
    MessageSummary last;
    for (;;) {
      TRY_SET(const auto page, work_.state.store().list(work_.state.session(), from, options));
      if (page.empty()) return ok_status();
      for (const MessageSummary& row : page) {
        TRY_SET(const auto copied, copy_message_to(work_.state.shared_context(), row.id, from, to, purpose_));
        all_ = all_ && copied;
        report_.step(++done_);
      }
      last = page.back();
      options.after = &last;
    }
  }

  const FolderWork& work_;
  ProgressReport report_;
  const bool deep_;
  const Purpose purpose_;
  std::vector<FolderInfo> folders_;
  ULONG done_ = 0;
  bool all_ = true;
};

}  // namespace

Answer copy_folder_to(const FolderWork& work, const FolderInfo& folder, const std::string& name,
                      LPMAPIFOLDER destination) {
  return FolderCopier(work).run(folder, name.empty() ? folder.name : name, destination);
}

}  // namespace postroom::mapi
