#ifndef UNFOLD_KERNELS_H
#define UNFOLD_KERNELS_H
#endif
