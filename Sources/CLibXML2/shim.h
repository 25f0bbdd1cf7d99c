#ifndef CANVASS_CLIBXML2_SHIM_H
#define CANVASS_CLIBXML2_SHIM_H
// The push parser (parser.h) and its error record are all that Spreadsheets uses of libxml2.
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#endif
