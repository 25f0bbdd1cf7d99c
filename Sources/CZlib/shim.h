#ifndef CANVASS_CZLIB_SHIM_H
#define CANVASS_CZLIB_SHIM_H
#include <zlib.h>
#endif
