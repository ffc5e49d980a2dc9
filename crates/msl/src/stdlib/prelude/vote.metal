// vote.metal: `simd_vote` and `quad_vote`, the types of ballots, as in <metal_simdgroup>.
//
// A vote is its bits: it comes from and turns into `vote_t`. `all` asks the threads that run, as
// absent ones have no bits.

namespace metal {

struct simd_vote {
  typedef ulong vote_t;
  vote_t bits;
  constexpr simd_vote(vote_t v = 0) : bits(v) {}
  constexpr operator vote_t() const { return bits; }
  bool any() const { return bits != 0; }
  bool all() const { vote_t here = simd_active_threads_mask(); return (bits & here) == here; }
};

struct quad_vote {
  typedef ulong vote_t;
  vote_t bits;
  constexpr quad_vote(vote_t v = 0) : bits(v) {}
  constexpr operator vote_t() const { return bits; }
  bool any() const { return bits != 0; }
  bool all() const { vote_t here = quad_active_threads_mask(); return (bits & here) == here; }
};

} // namespace metal
