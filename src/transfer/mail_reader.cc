#include "transfer/mail_reader.h"

#include "base/try.h"
#include "transfer/new_mail.h"

namespace postroom::transfer {
namespace {

// The next messages of the file; the last chunk has none or a failure.
Chunk find_chunk(MailFile& mails) {
  Chunk chunk;
  while (chunk.pieces.size() < kMaxChunkMessages && chunk.bytes < kMaxChunkBytes) {
    auto piece = mails.next();
    if (!piece.ok()) chunk.failure = std::move(piece).error();
    if (chunk.failure || !*piece) break;
    chunk.bytes += (*piece)->length;
    chunk.pieces.push_back(std::move(**piece));
  }
  return chunk;
}

void find_some(MailFile& mails, ImportQueue& queue) {
  Chunk chunk = find_chunk(mails);
  const bool is_last = chunk.pieces.empty() || chunk.failure;
  if (!chunk.pieces.empty() || chunk.failure) queue.add(std::move(chunk));
  if (is_last) queue.end();
}

void report_failure(Error failure, ImportQueue& queue) {
  Chunk chunk;
  chunk.failure = std::move(failure);
  queue.add(std::move(chunk));
  queue.end();
}

}  // namespace

bool is_about_one_message(const Error& error) {
  switch (error.code) {
    case Code::invalid_argument:
    case Code::not_found:
    case Code::too_big:
    case Code::not_supported:
      return true;
    case Code::no_access:
    case Code::read_only:
    case Code::object_changed:
    case Code::object_deleted:
    case Code::collision:
    case Code::folder_cycle:
    case Code::has_folders:
    case Code::has_messages:
    case Code::busy:
    case Code::disk_full:
    case Code::io_error:
    case Code::corrupt:
    case Code::not_a_store:
    case Code::newer_format:
    case Code::cancelled:
    case Code::outcome_unknown:
      return false;
  }
  return false;
}

std::string place_of(const MailPiece& piece, const std::string& file_name) {
  if (!piece.in_mbox) return file_name;
  return file_name + ", message " + std::to_string(piece.number) + ", at byte " +
         std::to_string(piece.offset);
}

void MailReader::run(NamedAs named, ImportQueue& queue) {
  auto mails = MailFile::open(file_, named);
  if (!mails.ok()) report_failure(std::move(mails).error(), queue);
  while (queue.wait_for_work()) {
    while (queue.wants_chunk()) find_some(*mails, queue);
    if (const auto chunk = queue.take_chunk()) queue.put(*chunk, read(*chunk));
  }
}

Batch MailReader::read(const Chunk& chunk) {
  Batch batch;
  std::vector<NewMessage> messages;
  messages.reserve(chunk.pieces.size());
  Status status = read_all(chunk, messages, batch);
  batch.failure = status.ok() ? chunk.failure : std::move(status).error();
  auto prepared = store_.prepare_messages(session_, std::move(messages));
  if (prepared.ok()) {
    batch.messages = std::move(*prepared);
  } else if (!is_about_one_message(prepared.error())) {
    batch.pieces.clear();
    batch.failure = std::move(prepared).error();
  }
  return batch;
}

// Up to the first failure.
Status MailReader::read_all(const Chunk& chunk, std::vector<NewMessage>& messages, Batch& batch) {
  for (const MailPiece& piece : chunk.pieces) {
    file_.begin(piece.offset, piece.length);
    auto mail = make_new_mail(file_, piece, store_.large_values(), options_);
    if (!mail.ok() && mail.error().code != Code::too_big) return std::move(mail).error();
    batch.end = piece.offset + piece.length;
    if (!mail.ok()) {
      batch.problems.push_back({place_of(piece, name_), describe(mail.error()), true});
      continue;
    }
    for (std::string& warning : mail->warnings) {
      batch.problems.push_back({place_of(piece, name_), std::move(warning), false});
    }
    batch.pieces.push_back(piece);
    messages.push_back(std::move(mail->message));
  }
  return ok_status();
}

}  // namespace postroom::transfer
