// A sink that is told from its making to its end. What the tests of notifications (rows 114 to 118) share.
#pragma once

#include "mapi/host/table.h"
#include "mapi/rows/mapi_test.h"

namespace mapi_host {

class Listener {
 public:
  // Of an object; an empty entry ID: of the whole store.
  Listener(Session& session, ULONG mask, const std::string& object = {}) : store_(session.store_ptr()) {
    EXPECT_HR(S_OK, store_->Advise(id_size(object), object.empty() ? nullptr : id_ptr(object), mask,
                                   sink_.get(), &connection_));
    EXPECT_NE(connection_, 0u);
  }
  explicit Listener(Ptr<IMAPITable> table) : table_(std::move(table)) {
    EXPECT_HR(S_OK, table_->Advise(fnevTableModified, sink_.get(), &connection_));
    EXPECT_NE(connection_, 0u);
  }
  ~Listener() {
    EXPECT_HR(S_OK, table_ ? table_->Unadvise(connection_) : store_->Unadvise(connection_));
    EXPECT_EQ(sink_->references(), 1u) << "a sink is kept after Unadvise";
  }
  Listener(const Listener&) = delete;

  Sink* operator->() const { return sink_.get(); }

 private:
  const Ptr<IMsgStore> store_;
  const Ptr<IMAPITable> table_;
  const Ptr<Sink> sink_{new Sink};
  ULONG_PTR connection_ = 0;
};

inline constexpr ULONG kEverything = fnevObjectCreated | fnevObjectDeleted | fnevObjectModified |
                                     fnevObjectMoved | fnevObjectCopied | fnevSearchComplete | fnevNewMail;

}  // namespace mapi_host
