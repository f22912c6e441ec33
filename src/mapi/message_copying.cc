#include "mapi/message_copying.h"

#include "base/try.h"

namespace postroom::mapi {
Result<bool> copy_message_to(const SharedContext& context, MessageId id, Store::In in, LPMAPIFOLDER destination) {
  auto summary = context->store().summary(context->session(), id);
  if (!summary.ok() || summary->deleted || (in && summary->folder != *in)) return false;
  auto opened = context->store().open_message(context->session(), id, Access::read_only);
  if (!opened.ok()) return false;
  const Ref<IMessage> source = make_message(context, std::move(*opened));
  LPMESSAGE made = nullptr;
  const ULONG kind = summary->kind == MessageKind::associated ? MAPI_ASSOCIATED : 0;
  if (FAILED(destination->CreateMessage(nullptr, kind, &made))) return false;
  const auto copy = Ref<IMessage>::take(made);
  if (FAILED(source->CopyTo(0, nullptr, nullptr, 0, nullptr, &IID_IMessage, copy.get(), 0, nullptr))) return false;
  return copy->SaveChanges(0) == S_OK;
}

}  // namespace postroom::mapi
