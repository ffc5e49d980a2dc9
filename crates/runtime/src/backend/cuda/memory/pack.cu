// Elements of a strided view in row-major order: one thread an element.
//
// The host merges axes first, so that there are few. Instances are by the size of an element.

struct Axes {
    unsigned long long count;
    int ndim;
    unsigned long long shape[16];
    long long strides[16];
};

template <typename T>
__device__ void pack(const T* from, T* to, const Axes& axes) {
    unsigned long long step = (unsigned long long)gridDim.x * blockDim.x;
    unsigned long long i = (unsigned long long)blockIdx.x * blockDim.x + threadIdx.x;
    for (; i < axes.count; i += step) {
        unsigned long long rest = i;
        long long at = 0;
        for (int axis = axes.ndim - 1; axis >= 0; axis--) {
            at += (long long)(rest % axes.shape[axis]) * axes.strides[axis];
            rest /= axes.shape[axis];
        }
        to[i] = from[at];
    }
}

extern "C" __global__ void pack1(const unsigned char* from, unsigned char* to, Axes axes) { pack(from, to, axes); }
extern "C" __global__ void pack2(const unsigned short* from, unsigned short* to, Axes axes) { pack(from, to, axes); }
extern "C" __global__ void pack4(const unsigned int* from, unsigned int* to, Axes axes) { pack(from, to, axes); }
extern "C" __global__ void pack8(const unsigned long long* from, unsigned long long* to, Axes axes) { pack(from, to, axes); }
extern "C" __global__ void pack16(const uint4* from, uint4* to, Axes axes) { pack(from, to, axes); }
