// limbs.h: sums of products of floats as integers, without any rounding before the end.
//
// A finite float is s M 2^E with M < 2^24 and E >= -149, so that a product is an integer below 2^48 times a power of two
// from 2^-298 on. A sum is kept in units of 2^-298: 38 limbs of 16 bits and one of signs hold 2^40 products of any
// exponents. Products are added into a window of eight limbs, a number of 128 bits in two words, which moves when
// a product does not lie in it. Integers only, so that no option of a compiler changes a result, subnormals count as
// all numbers do, and order makes no difference.

constant constexpr int LIMBS = 39;
// Terms that a window takes: each is below 2^112, so that 2^14 of them are below 2^126.
constant constexpr uint WINDOW_TERMS = 16384;

struct ExactSum {
    int limbs[LIMBS];
    ulong low;
    ulong high;
    // The limb that the window begins at, terms in it, and how often it was emptied since the limbs were normal.
    uint base;
    uint terms;
    uint moves;
    // 1: plus infinity, 2: minus infinity, 4: not a number.
    uint special;
};

inline void exact_begin(thread ExactSum& sum) {
    for (int j = 0; j < LIMBS; ++j) {
        sum.limbs[j] = 0;
    }
    sum.low = 0;
    sum.high = 0;
    sum.base = 0;
    sum.terms = WINDOW_TERMS;
    sum.moves = 0;
    sum.special = 0;
}

// Limbs of 16 bits; the sign is the last limb's.
inline void exact_carry(thread int* limbs) {
    for (int j = 0; j + 1 < LIMBS; ++j) {
        const int carry = limbs[j] >> 16;
        limbs[j] &= 0xFFFF;
        limbs[j + 1] += carry;
    }
}

// The window's limbs go to the others. They are below 2^16, so that an int holds 2^14 of them.
inline void exact_empty(thread ExactSum& sum) {
    for (uint k = 0; k < 4; ++k) {
        sum.limbs[sum.base + k] += int(uint(sum.low >> (16 * k)) & 0xFFFFu);
        sum.limbs[sum.base + 4 + k] += int(uint(sum.high >> (16 * k)) & 0xFFFFu);
    }
    sum.limbs[sum.base + 8] -= int(uint(sum.high >> 63));
    sum.low = 0;
    sum.high = 0;
    sum.moves += 1;
    if (sum.moves == WINDOW_TERMS) {
        exact_carry(sum.limbs);
        sum.moves = 1;
    }
}

inline void exact_add(thread ExactSum& sum, float a, float b) {
    const uint x = as_type<uint>(a);
    const uint y = as_type<uint>(b);
    const uint ex = (x >> 23) & 0xFFu;
    const uint ey = (y >> 23) & 0xFFu;
    const bool negative = ((x ^ y) >> 31) != 0;
    if (ex == 255 || ey == 255) {
        const bool nan = (x << 1) > 0xFF000000u || (y << 1) > 0xFF000000u || (x << 1) == 0 || (y << 1) == 0;
        sum.special |= nan ? 4u : (negative ? 2u : 1u);
        return;
    }
    const uint mx = (x & 0x7FFFFFu) | (ex != 0 ? 0x800000u : 0u);
    const uint my = (y & 0x7FFFFFu) | (ey != 0 ? 0x800000u : 0u);
    const ulong product = ulong(mx) * my;
    if (product == 0) {
        return;
    }
    const int position = int(max(ex, 1u) + max(ey, 1u)) - 2;
    int shift = position - 16 * int(sum.base);
    if (shift < 0 || shift > 64 || sum.terms == WINDOW_TERMS) {
        if ((sum.low | sum.high) != 0) {
            exact_empty(sum);
        }
        // In the middle, so that smaller and larger ones find a place.
        sum.base = uint(max(position - 32, 0)) / 16;
        sum.terms = 0;
        shift = position - 16 * int(sum.base);
    }
    ulong low = shift < 64 ? product << shift : 0;
    ulong high = shift == 0 ? 0 : product >> (64 - shift);
    if (negative) {
        low = ~low + 1;
        high = ~high + (low == 0 ? 1 : 0);
    }
    sum.low += low;
    sum.high += high + (sum.low < low ? 1 : 0);
    sum.terms += 1;
}

inline void exact_end(thread ExactSum& sum) {
    exact_empty(sum);
    exact_carry(sum.limbs);
}

inline uint exact_digit(thread const int* limbs, int j) {
    return j < LIMBS ? uint(limbs[j]) : 0u;
}

// 64 bits from a bit on.
inline ulong exact_bits(thread const int* limbs, int from) {
    const int j = from / 16;
    const int offset = from % 16;
    ulong bits = 0;
    for (int k = 3; k >= 0; --k) {
        bits = (bits << 16) | exact_digit(limbs, j + k);
    }
    return offset == 0 ? bits : (bits >> offset) | (ulong(exact_digit(limbs, j + 4)) << (64 - offset));
}

// Whether a bit below this one is set.
inline bool exact_any_below(thread const int* limbs, int bit) {
    uint any = uint(limbs[bit / 16]) & ((1u << (bit % 16)) - 1u);
    for (int j = 0; j < bit / 16; ++j) {
        any |= uint(limbs[j]);
    }
    return any != 0;
}

// A float of `mantissa` steps of 2^(place - 149), rounded to nearest even by what was below.
inline float exact_float(uint mantissa, int place, bool half_step, bool rest, bool negative) {
    const uint up = half_step && (rest || (mantissa & 1u) != 0) ? 1u : 0u;
    const uint bits = min((uint(place) << 23) + mantissa + up, 0x7F800000u);
    return as_type<float>(bits | (negative ? 0x80000000u : 0u));
}

// The square root of limbs with this top bit: of their 63 or 64 upper bits, by digits.
inline float exact_root(thread const int* limbs, int top) {
    const int from = (top - 62) & ~1;
    const ulong square = from >= 0 ? exact_bits(limbs, from) : exact_bits(limbs, 0) << -from;
    ulong root = 0;
    for (int bit = 31; bit >= 0; --bit) {
        const ulong next = root | (ulong(1) << bit);
        if (next * next <= square) {
            root = next;
        }
    }
    bool rest = root * root != square || (from > 0 && exact_any_below(limbs, from));
    const int place = (from >> 1) + 8;
    const int drop = 8 + max(-place, 0);
    rest = rest || (root & ((ulong(1) << (drop - 1)) - 1)) != 0;
    return exact_float(uint(root >> drop), max(place, 0), ((root >> (drop - 1)) & 1) != 0, rest, false);
}

// The sum rounded once, or its square root. Limbs are used up.
inline float exact_value(thread int* limbs, uint special, bool root) {
    if (special != 0) {
        const uint bits = special == 1 ? 0x7F800000u : (special == 2 ? 0xFF800000u : 0x7FC00000u);
        return as_type<float>(bits);
    }
    exact_carry(limbs);
    const bool negative = limbs[LIMBS - 1] < 0;
    if (negative) {
        int carry = 1;
        for (int j = 0; j + 1 < LIMBS; ++j) {
            const int digit = (limbs[j] ^ 0xFFFF) + carry;
            limbs[j] = digit & 0xFFFF;
            carry = digit >> 16;
        }
        limbs[LIMBS - 1] = ~limbs[LIMBS - 1] + carry;
    }
    int j = LIMBS - 1;
    while (j > 0 && limbs[j] == 0) {
        --j;
    }
    if (limbs[j] == 0) {
        return 0.0f;
    }
    const int top = 16 * j + 31 - int(clz(uint(limbs[j])));
    if (root) {
        return exact_root(limbs, top);
    }
    const int last = max(top - 23, 149);
    const uint mantissa = uint(exact_bits(limbs, last));
    const bool half_step = (exact_bits(limbs, last - 1) & 1) != 0;
    return exact_float(mantissa, last - 149, half_step, exact_any_below(limbs, last - 1), negative);
}
