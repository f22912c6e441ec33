// mapidefs.h: what every MAPI program needs: constants, structures, and the interfaces between clients and
// providers.
//
// Interfaces hold the documented methods in the documented order: first the three of IUnknown, then those of
// each base, then their own. Numbers of connections are ULONG_PTR and so are windows (ulUIParam). An LPTSTR
// is wide where the call's flags, or the structure's, have MAPI_UNICODE.
#pragma once

#include "mapicode.h"
#include "mapicom.h"
#include "mapidefs_address_book.h"
#include "mapidefs_container.h"
#include "mapidefs_declarations.h"
#include "mapidefs_display.h"
#include "mapidefs_flags.h"
#include "mapidefs_folder.h"
#include "mapidefs_identifiers.h"
#include "mapidefs_memory.h"
#include "mapidefs_message.h"
#include "mapidefs_notifications.h"
#include "mapidefs_property.h"
#include "mapidefs_reports.h"
#include "mapidefs_restrictions.h"
#include "mapidefs_rows.h"
#include "mapidefs_status.h"
#include "mapidefs_store.h"
#include "mapidefs_table.h"
#include "mapidefs_types.h"
#include "mapidefs_values.h"
#include "mapiguid.h"
