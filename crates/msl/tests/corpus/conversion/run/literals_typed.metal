// The type of a literal is the first that holds it (C++14 [lex.icon]); there is no double.
//
// kernel: literals_typed
// output out: int32[16]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [4, 4, 8, 8, 4, 2, 2, 4, 1, 1, 4, 1, 65, 1, 8, 16]
// body:
int k = 0;
out[k++] = sizeof(1);
out[k++] = sizeof(0xffffffff);
out[k++] = sizeof(2147483648);
out[k++] = sizeof(1l);
out[k++] = sizeof(1.0);
out[k++] = sizeof(1.0h);
out[k++] = sizeof(1.0bf);
out[k++] = sizeof(1e10f);
out[k++] = sizeof(true);
out[k++] = (0xffffffff > 0);
out[k++] = sizeof(-2147483648 + 0u) - 4;
out[k++] = (-1 > 0u);
out[k++] = 'A';
out[k++] = sizeof('A');
out[k++] = 010;
out[k++] = 0b10000;
