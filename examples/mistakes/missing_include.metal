#include "activations.h"

kernel void activate(device float* x, uint i [[thread_position_in_grid]]) {
    x[i] = gelu(x[i]);
}
