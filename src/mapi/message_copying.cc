#include "mapi/message_copying.h"

#include "base/try.h"
#include "mapi/copying_whole.h"

namespace postroom::mapi {
using Copied = std::optional<VersionNumber>;

Result<Copied> copy_message_to(const SharedContext& context, MessageId id, Store::In in,
                               LPMAPIFOLDER destination, Purpose purpose) {
  auto summary = context->store().summary(context->session(), id);
  if (!summary.ok() || summary->deleted || (in && summary->folder != *in)) return Copied();
  auto opened = context->store().open_message(context->session(), id, Access::read_only);
  if (!opened.ok()) return Copied();
  const VersionNumber version = opened->version();
  const Ref<IMessage> source = make_message(context, std::move(*opened));
  LPMESSAGE made = nullptr;
  const ULONG kind = summary->kind == MessageKind::associated ? MAPI_ASSOCIATED : 0;
  if (FAILED(destination->CreateMessage(nullptr, kind, &made))) return Copied();
  const auto copy = Ref<IMessage>::take(made);
  const HRESULT result = copy_whole(context->memory(), *source, nullptr, IID_IMessage, copy.get());
  if (FAILED(result) || (result != S_OK && purpose == Purpose::move)) return Copied();
  if (copy->SaveChanges(0) != S_OK || result != S_OK) return Copied();
  return Copied(version);
}

}  // namespace postroom::mapi
