#ifndef TIDINGS_CZSTD_SHIM_H
#define TIDINGS_CZSTD_SHIM_H

/* <https://facebook.github.io/zstd/zstd_manual.html>; its errors are imported with it. */
#include <zstd.h>
#include <zstd_errors.h>

#endif
