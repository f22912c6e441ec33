// Which properties of a message follow from its record alone, as tables show them.
#pragma once

#include "store/message_row.h"

namespace postroom::store {

struct RecordProperty {
  PropertyTag tag;
  storage::RowFields fields;  // of the record that it needs
  // Nothing where the record does not say: only the content can tell.
  std::optional<Value> (*read)(const storage::MessageRecord& record, const RowSurroundings& surroundings);
};

// By id; null where the content is needed in any case.
const RecordProperty* find_record_property(std::uint16_t id);

}  // namespace postroom::store
