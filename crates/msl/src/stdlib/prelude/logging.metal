// logging.metal: `os_log` (<metal_logging>). The compiler knows its methods: they take a format.

namespace metal {

struct os_log {
  constexpr os_log(constant char* subsystem, constant char* category) {}
};

constant os_log os_log_default("", "");

} // namespace metal
