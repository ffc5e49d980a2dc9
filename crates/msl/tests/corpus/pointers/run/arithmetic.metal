// Pointer arithmetic, comparison and every way to reach an element.
//
// kernel: pointer_forms
// input a: float32[10] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
// output out: float32[20]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [3, 3, 2, 4, 5, 4, 1, 1, 0, 6, 7, 6, 3, 42, 5, 8, 9, 1, 2, 16]
// header:
struct Node { float x; float y; };
float last(const device float* p, int n) { p += n - 1; return *p; }
// body:
int k = 0;
const device float* p = a + 3;
out[k++] = *p;
out[k++] = p[0];
out[k++] = p[-1];
out[k++] = *(p + 1);
p += 2;
out[k++] = *p--;
out[k++] = *p;
out[k++] = p > a;
out[k++] = p - a == 4;
out[k++] = p == a;
out[k++] = *++++p;
out[k++] = p++[1];
out[k++] = (p - 1)[0];
out[k++] = 3[a];
float x = 1;
thread float* q = &x;
*q = 42;
out[k++] = x;
thread float** pp = &q;
**pp = 5;
out[k++] = x;
Node n = {8, 9};
thread Node* pn = &n;
out[k++] = pn->x;
out[k++] = (*pn).y;
float arr[3] = {1, 2, 3};
thread float* first = arr;
out[k++] = *first;
out[k++] = *(&arr[0] + 1);
out[k++] = last(a, 8) + last(a, 10);
