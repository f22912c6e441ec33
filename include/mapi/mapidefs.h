// mapidefs.h: what every MAPI program needs: values, structures and the interfaces that clients use.
#pragma once

#include "mapicode.h"
#include "mapicom.h"
#include "mapidefs_interfaces.h"
#include "mapidefs_structs.h"
#include "mapidefs_values.h"
#include "mapiguid.h"
