// draw.metal: out[i] = word i % 4 of philox(i / 4, key), as itself or as a number
//
// Shapes   out: any, of `count` elements    key: [2]    count: one number
// Types    T: uint for KIND 0, float otherwise.
// Launch   one thread for four elements; threads beyond the last do nothing.
// Assumes  KIND: 0 words, 1 uniform in [0, 1), 2 standard normal. Products and sums as written.

const ulong block = thread_position_in_grid.x;
const ulong first = 4 * block;
const ulong elements = count;
if (first < elements) {
    const uint4 words = philox(uint4(uint(block), uint(block >> 32), 0, 0), uint2(key[0], key[1]));
    for (uint word = 0; word < 4; word++) {
        if (first + word < elements) {
            if (KIND == 0) {
                out[first + word] = T(words[word]);
            } else if (KIND == 1) {
                out[first + word] = T(random_uniform(words[word]));
            } else {
                out[first + word] = T(random_normal(words[word]));
            }
        }
    }
}
