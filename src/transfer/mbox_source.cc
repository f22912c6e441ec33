#include "transfer/mbox_source.h"

#include <optional>

#include "base/try.h"
#include "transfer/framed_mail.h"
#include "transfer/spool.h"

namespace postroom::transfer {
namespace {

// Where the writer puts the message at hand.
class PieceSink final : public Sink {
 public:
  Status write(ByteView bytes) override { return piece_->write(bytes); }
  Spool& begin() { return piece_.emplace(); }
  Spool* piece() { return piece_ ? &*piece_ : nullptr; }
  void end() { piece_.reset(); }

 private:
  std::optional<Spool> piece_;
};

class MboxSource final : public Source {
 public:
  MboxSource(Store store, Session session, std::vector<MessageId> ids, std::optional<std::uint16_t> frame_id)
      : store_(std::move(store)),
        session_(std::move(session)),
        ids_(std::move(ids)),
        frame_id_(frame_id),
        writer_(sink_) {}

  Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
    for (;;) {
      if (Spool* const piece = sink_.piece()) {
        TRY_SET(const std::size_t count, piece->read_at(given_, buffer));
        given_ += count;
        if (count > 0) return count;
        sink_.end();
      }
      if (next_ == ids_.size()) return std::size_t{0};
      TRY(write_next());
    }
  }

 private:
  Status write_next() {
    const std::size_t turn = next_++;
    const auto message = store_.open_message(session_, ids_[turn], Access::read_only);
    if (!message.ok()) {
      const Code code = message.error().code;
      const bool is_gone = code == Code::not_found || code == Code::no_access || code == Code::object_deleted;
      return is_gone ? ok_status() : Status(message.error());
    }
    TRY_SET(FramedMail mail, frame_mail(store_, session_, *message, frame_id_));
    fit_into_place(mail, {is_first_, next_ == ids_.size()});
    sink_.begin();
    given_ = 0;
    is_first_ = false;
    RangeSource source(*mail.bytes);
    return writer_.write(mail.frame, source);
  }

  Store store_;
  const Session session_;
  const std::vector<MessageId> ids_;
  const std::optional<std::uint16_t> frame_id_;
  std::size_t next_ = 0;
  bool is_first_ = true;
  PieceSink sink_;
  std::uint64_t given_ = 0;  // bytes of the piece
  MboxWriter writer_;
};

}  // namespace

Result<std::shared_ptr<Source>> mbox_source(Store store, Session session, std::vector<MessageId> ids) {
  TRY_SET(const auto frame_id, store.find_property_id(session, mbox_frame_name()));
  return std::shared_ptr<Source>(
      std::make_shared<MboxSource>(std::move(store), std::move(session), std::move(ids), frame_id));
}

}  // namespace postroom::transfer
