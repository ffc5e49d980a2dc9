// names.metal: what every kernel may use without saying where it comes from.

using namespace metal;

typedef bfloat bfloat16_t;
