#include "lmtp/delivery.h"

#include <postroom/maildir.h>
#include <postroom/tags.h>

#include <map>

#include "base/try.h"
#include "lmtp/trace_fields.h"
#include "transfer/mail_reader.h"
#include "transfer/new_mail.h"

namespace postroom::lmtp {
namespace {

Session delivering(const std::shared_ptr<const Clock>& clock, const std::shared_ptr<Random>& random) {
  Session session;
  session.client = kDeliveryClient;
  session.id = random->number();
  session.clock = clock;
  session.random = random;
  session.acting = Acting::administrator;
  return session;
}

// The file of a mail, read as one mail: its first line is a field of ours, so it is no mbox.
Result<transfer::MailPiece> whole_mail(RandomAccess& mail) {
  TRY_SET(transfer::MailFile file, transfer::MailFile::open(mail, transfer::NamedAs::eml));
  TRY_SET(auto piece, file.next());
  if (piece) return *std::move(piece);
  return Error{Code::invalid_argument, "There is no mail in it.", {}};
}

// What its headers say of marks is not the recipient's doing: as a Maildir's mail without flags, it has none.
constexpr MaildirName no_marks(FileTime now) {
  MaildirName name;
  name.delivered = now;
  return name;
}

Result<MessageId> add(Store& store, const Session& session, transfer::NewMail mail) {
  PropertySet& properties = mail.message.content.properties;
  properties.set(tag::message_delivery_time, session.clock->now());
  const auto message_class = properties.get_or<std::string>(tag::message_class, {});
  TRY_SET(const ReceiveFolder into, store.receive_folder(session, message_class));
  std::vector<NewMessage> messages;
  messages.push_back(std::move(mail.message));
  TRY_SET(const auto ids, store.add_messages(session, into.folder, std::move(messages)));
  return ids.front();
}

// As imports do it: what the store does not take as it was understood is kept as an attachment.
Result<MessageId> add_mail(Store& store, const Session& session, RandomAccess& mail) {
  TRY_SET(const transfer::MailPiece piece, whole_mail(mail));
  const MaildirName name = no_marks(session.clock->now());
  const ImportOptions options;
  const auto attempt = [&](Result<transfer::NewMail> made) -> Result<MessageId> {
    if (!made.ok()) return std::move(made).error();
    return add(store, session, *std::move(made));
  };
  auto added = attempt(transfer::make_new_mail(mail, piece, store.large_values(), options, name));
  for (const auto how : {transfer::Reduced::without_names, transfer::Reduced::to_attachment}) {
    if (added.ok() || !transfer::is_about_one_message(added.error())) return added;
    const Error refusal = added.error();
    added =
        attempt(transfer::make_reduced_mail(mail, piece, store.large_values(), options, how, refusal, name));
  }
  return added;
}

}  // namespace

Reply reply_to_failure(const Error& error) {
  switch (error.code) {
    case Code::busy:
      return {451, "4.3.2", "The store is busy; try again"};
    case Code::disk_full:
      return {452, "4.3.1", "There is no room for the mail now"};
    case Code::outcome_unknown:
      return {451, "4.3.0", "The store does not say whether it has the mail; try again"};
    case Code::too_big:
      return {552, "5.3.4", "The mail is larger than the store takes"};
    case Code::invalid_argument:
    case Code::not_supported:
    case Code::too_complex:
      return {554, "5.6.0", "The store cannot take this mail"};
    case Code::not_found:
    case Code::no_access:
    case Code::read_only:
    case Code::object_changed:
    case Code::object_deleted:
    case Code::collision:
    case Code::folder_cycle:
    case Code::has_folders:
    case Code::has_messages:
    case Code::io_error:
    case Code::corrupt:
    case Code::not_a_store:
    case Code::newer_format:
    case Code::not_initialized:
    case Code::invalid_bookmark:
    case Code::cancelled:
      return {451, "4.3.0", "The store cannot be written now"};
  }
  return {451, "4.3.0", "The store cannot be written now"};
}

Result<MessageId> Delivery::put(const std::string& store_name, const Envelope& envelope, RandomAccess& mail,
                                const std::string& peer) const {
  TRY_SET(Store store, open_(store_name));
  const Session session = delivering(clock_, random_);
  transfer::Spool whole;
  const TraceFields trace{envelope, store_name, peer, host_, session.clock->now(), session.id};
  TRY(whole.write(as_bytes(trace_fields(trace))));
  RangeSource source(mail);
  TRY(copy(source, whole));
  return add_mail(store, session, whole);
}

std::vector<Reply> Delivery::deliver(const Envelope& envelope, RandomAccess& mail,
                                     const std::string& peer) const {
  std::map<std::string, Reply> outcomes;  // by store
  std::vector<Reply> replies;
  for (const Recipient& recipient : envelope.recipients) {
    auto [outcome, is_new] = outcomes.try_emplace(recipient.store);
    if (is_new) {
      const auto put_there = put(recipient.store, envelope, mail, peer);
      outcome->second = put_there.ok() ? Reply{250, "2.0.0", "Kept in " + recipient.store}
                                       : reply_to_failure(put_there.error());
    }
    replies.push_back(outcome->second);
  }
  return replies;
}

}  // namespace postroom::lmtp
