// decode.metal: rotates the rope part of one position's queries and key, packed after the rest.
//
// Shapes   q_nope: [b, h, 1, dn]    q_rope: [b, h, 1, dr]    kv_nope: [b, 1, 1, dn]
//          k_rope: [b, 1, 1, dr]    cosines, sines: [dr / 2]
//          q: [b, h, 1, dn + dr]    k: [b, 1, 1, dn + dr]
// Types    T: half | bfloat | float; the rotation is computed in float and rounded once, the rest
//          is copied bit for bit.
// Launch   one thread per output element, b * (h + 1) * (dn + dr) threads in one dimension; the
//          key is slice h of a batch.
// Assumes  dr is even; q and k alias no input.
// Variants FMA: the second product and the sum are fused.

const uint heads = q_nope_shape[1];
const uint dn = q_nope_shape[3];
const uint dr = q_rope_shape[3];
const uint width = dn + dr;

const uint column = thread_position_in_grid.x % width;
const uint slice = thread_position_in_grid.x / width;
const uint head = slice % (heads + 1);
const uint batch = slice / (heads + 1);
const bool is_key = head == heads;
const uint query = batch * heads + head;

T value;
if (column < dn) {
    value = is_key ? kv_nope[batch * dn + column] : q_nope[query * dn + column];
} else {
    const uint pair = (column - dn) / 2;
    const uint first = (is_key ? batch : query) * dr + 2 * pair;
    const float a = is_key ? k_rope[first] : q_rope[first];
    const float b = is_key ? k_rope[first + 1] : q_rope[first + 1];
    const float c = cosines[pair];
    const float s = sines[pair];
    const bool even = (column - dn) % 2 == 0;
    const float along = even ? a : b;
    const float across = even ? -b : a;
    value = T(FMA ? fma(along, c, across * s) : along * c + across * s);
}
if (is_key) {
    k[batch * width + column] = value;
} else {
    q[query * width + column] = value;
}
