#ifndef UNFOLD_SHIM_H
#define UNFOLD_SHIM_H
#endif
