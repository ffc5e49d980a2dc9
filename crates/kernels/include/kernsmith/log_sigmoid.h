// log_sigmoid.h: log(1 / (1 + exp(-x))), without overflow on either side.

inline float log_sigmoid(float x) {
    return min(x, 0.0f) - log(1.0f + exp(-abs(x)));
}
