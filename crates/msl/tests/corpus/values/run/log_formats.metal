// Every conversion of a log message, on values of every type: what is narrower is promoted as C does it.
//
// kernel: log_formats
// input x: float32[4] = [1, -2.5, 0.1, 1e10]
// output out: float32[1]
// grid: 1 1 1
// threadgroup: 1 1 1
// expect out = [1]
// log: debug 0,0,0 -7 -7 250 65535 4294967289 fffffff9 0XF9 371
// log: info 0,0,0 1 1 A 100%
// log: log 0,0,0 -9 18446744073709551607 fffffffffffffff7
// log: error 0,0,0 1.000000 -2.50 1.000000e-01 1E+10 0x1.ap-4
// log: fault 0,0,0 |  -2.5|-2.5  |-0002.5|+1.0| 1.0|1.|
// log: log 0,0,0 1.500000 0.333252 0.333984
// log: log 0,0,0 1.000000,-2.500000,0.100000,10000000000.000000 1.0,-2.5
// log: log 0,0,0 1,-2,3 ff,2 1,0 200,-1
// log: log 0,0,0 3 low word, two parts\n
// log: log 0,0,0 0x0 0x00000007   07 7   |
// log: log 0,0,0 [abc] [  abc] [ab]
// header:
#include <metal_stdlib>
#include <metal_logging>
using namespace metal;
enum Color { red = 3 };
enum class Mode : ushort { on = 7 };
constant char kName[] = "abc";
// body:
char c = -7;
uchar u = 250;
ushort s = 65535;
os_log_default.log_debug("%d %i %u %d %u %x %#hhX %hho", c, int(c), u, s, uint(c), c, c, c);
os_log_default.log_info("%d %d %c 100%%", true, bool(x[0]), 'A');
os_log_default.log("%ld %lu %llx", long(-9), ulong(-9), long(-9));
os_log_default.log_error("%f %.2f %e %.0E %a", x[0], x[1], x[2], x[3], 0.1015625f);
os_log_default.log_fault("|%6.1f|%-6.1f|%07.1f|%+.1f|% .1f|%#.0f|", x[1], x[1], x[1], x[0], x[0], x[0]);
os_log_default.log("%f %f %f", half(1.5h), half(1.0h / 3.0h), bfloat(1.0f / 3.0f));
float4 all = float4(x[0], x[1], x[2], x[3]);
os_log_default.log("%v4f %.1v2hlf", all, half2(all.xy));
os_log_default.log("%v3d %v2hhx %v2d %v2d", int3(1, -2, 3), char2(-1, 2), bool2(true, false), short2(200, -1));
os_log_default.log("%d %s, two " "parts\n", red, "low word");
device float* none = nullptr;
os_log_default.log("%p %#010x %4.2d %-4u|", none, uint(Mode::on), int(Mode::on), uint(Mode::on));
os_log_default.log("[%s] [%5s] [%.2s]", kName, "abc", ("abc"));
out[0] = 1;
