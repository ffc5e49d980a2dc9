namespace ks_user {

struct Pair {
  alignas(8) float re;
  float im;
};

struct Wide {
  alignas(16) float a;
  float b;
  float c;
};

struct Mixed {
  ks_i8 first;
  alignas(16) ks_i16 second;
  Wide third;
};

struct Padded_char_32_ {
  alignas(32) ks_i8 value;
};

struct Holder {
  ks_i8 tag;
  ks_array<Pair, 2> pair;
};

alignas(128) extern __shared__ unsigned char ks_memory[];
extern "C" __global__ void ks_custom_kernel_alignments_float32_int32(
  const float* __restrict__ ks_buffer0,
  ks_i32* __restrict__ out,
  const ks_launch ks_host) {
  ks_after_before();
  const ks_place ks_here = ks_find_place(ks_host, threadIdx.x);
  if (ks_here.index >= ks_here.count) return;
  float* const x = (float*)ks_buffer0;
  Mixed mixed;
  (*out) = 16;
  out[1] = 16;
  out[2] = 48;
  out[3] = 16;
  out[4] = 8;
  out[5] = 8;
  out[6] = 24;
  out[7] = 8;
  float v0 = ((Wide*)x)[2].b;
  ks_i32 v1 = ks_to_i32(ks_f32(v0));
  out[8] = v1;
  mixed.first = (ks_i8)1;
  mixed.second = (ks_i16)4;
  Wide v2 = ((Wide*)x)[1];
  mixed.third = v2;
  float v3 = mixed.third.a;
  ks_i32 v4 = ks_to_i32(ks_f32(v3));
  out[9] = v4;
}

}
