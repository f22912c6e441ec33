// Puts a mail into the stores of its recipients. Thread-safe.
#pragma once

#include <postroom/store.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lmtp/dialogue.h"

namespace postroom::lmtp {

// By the store's name.
using OpenStore = std::function<Result<Store>(const std::string& name)>;

class Delivery {
 public:
  // `host` is what this server calls itself.
  Delivery(OpenStore open, std::shared_ptr<const Clock> clock, std::shared_ptr<Random> random,
           std::string host)
      : open_(std::move(open)),
        clock_(std::move(clock)),
        random_(std::move(random)),
        host_(std::move(host)) {}

  // What became of it for each recipient, in their order. A good reply is given when the mail is durable.
  // Recipients of one store get one message, unread, in the receive folder of its class. `peer` is the
  // client's address.
  std::vector<Reply> deliver(const Envelope& envelope, RandomAccess& mail, const std::string& peer) const;

 private:
  Result<MessageId> put(const std::string& store_name, const Envelope& envelope, RandomAccess& mail,
                        const std::string& peer) const;

  const OpenStore open_;
  const std::shared_ptr<const Clock> clock_;
  const std::shared_ptr<Random> random_;
  const std::string host_;
};

// What the client is told of a failure: 4xx where a later attempt may succeed, 5xx where none will.
Reply reply_to_failure(const Error& error);

inline constexpr const char* kDeliveryClient = "postroom-lmtp";  // Session::client

}  // namespace postroom::lmtp
