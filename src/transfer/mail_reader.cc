#include "transfer/mail_reader.h"

#include "base/try.h"

namespace postroom::transfer {

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
    case Code::too_complex:
    case Code::not_initialized:
    case Code::invalid_bookmark:
    case Code::cancelled:
    case Code::outcome_unknown:
      return false;
  }
  return false;
}

Result<NewMail> read_mail(MailOrigin& origin, WatchedInput& input, const MailPiece& piece, LargeValues& large,
                          const ImportOptions& options) {
  TRY_SET(const auto name, origin.open(piece, input));
  return make_new_mail(input, piece, large, options, name);
}

// The next messages; the last chunk has none or a failure.
Chunk MailReader::find_chunk() {
  Chunk chunk;
  while (chunk.pieces.size() < kMaxChunkMessages && chunk.bytes < kMaxChunkBytes) {
    auto piece = origin_.next(input_);
    if (!piece.ok()) chunk.failure = std::move(piece).error();
    if (chunk.failure || !*piece) break;
    chunk.bytes += (*piece)->length;
    chunk.pieces.push_back(std::move(**piece));
  }
  return chunk;
}

void MailReader::find_some(ImportQueue& queue) {
  Chunk chunk = find_chunk();
  const bool is_last = chunk.pieces.empty() || chunk.failure;
  if (!chunk.pieces.empty() || chunk.failure) queue.add(std::move(chunk));
  if (is_last) queue.end();
}

void MailReader::run(ImportQueue& queue) {
  while (queue.wait_for_work()) {
    while (queue.wants_chunk()) find_some(queue);
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
    batch.end = 0;  // nothing of it goes in
    batch.failure = std::move(prepared).error();
  }
  return batch;
}

// Up to the first failure that is not of one message.
Status MailReader::read_all(const Chunk& chunk, std::vector<NewMessage>& messages, Batch& batch) {
  for (const MailPiece& piece : chunk.pieces) {
    input_.begin(piece.offset, piece.length);
    auto mail = read_mail(origin_, input_, piece, store_.large_values(), options_);
    if (!mail.ok() && !fails_alone(mail.error())) return std::move(mail).error();
    batch.end = piece.offset + piece.length;
    if (!mail.ok()) {
      const bool has_gone = !origin_.is_one_file() && mail.error().code == Code::not_found;  // it was not missed
      batch.problems.push_back({origin_.place_of(piece), describe(mail.error()), !has_gone});
      continue;
    }
    for (std::string& warning : mail->warnings) {
      batch.problems.push_back({origin_.place_of(piece), std::move(warning), false});
    }
    batch.pieces.push_back(piece);
    messages.push_back(std::move(mail->message));
  }
  return ok_status();
}

// Whether the messages after the one that could not be read may go in.
bool MailReader::fails_alone(const Error& error) const {
  if (error.code == Code::too_big) return true;
  if (origin_.is_one_file() || error.code == Code::cancelled) return false;
  return input_.has_failed() || error.code == Code::not_found || error.code == Code::no_access ||
         error.code == Code::invalid_argument;
}

}  // namespace postroom::transfer
