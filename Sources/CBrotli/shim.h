#ifndef TIDINGS_CBROTLI_SHIM_H
#define TIDINGS_CBROTLI_SHIM_H

/* <https://github.com/google/brotli/blob/master/c/include/brotli/decode.h> */
#include <brotli/decode.h>

#endif
