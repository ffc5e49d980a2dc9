#include <metal_stdlib>
using namespace metal;

kernel void silenced(device float* out, constant int& n, constant int& width) {
    for (int i = 0; i < n; ++i) {
        // kernsmith: allow(division-in-loop): the loop is short
        out[i] = i / width;
        out[i] = i % width; // kernsmith: allow(division-in-loop, wide-type): and so is this
        // kernsmith: allow(wide-type): one of two
        // kernsmith: allow(division-in-loop): comments may follow each other
        out[i] = long(i) / long(width);
        out[i] = i / width; //~ warning[division-in-loop] integer division
    }
    // kernsmith: allow(division-in-loop): nothing divides here
    //~^ warning[unused-allow] nothing here gives `division-in-loop`
    out[0] = 1;
    // kernsmith: allow(division-in-lop): mistyped
    //~^ warning[invalid-allow] no lint is called `division-in-lop`
    // kernsmith: allow(division-in-loop):
    //~^ warning[invalid-allow] expected a reason
    // kernsmith: allow division-in-loop
    //~^ warning[invalid-allow] expected `allow(NAME): REASON`
    // Advice that nobody asked for may be silenced beforehand.
    // kernsmith: allow(missing-bounds-guard): one thread
    out[1] = 1;
}
