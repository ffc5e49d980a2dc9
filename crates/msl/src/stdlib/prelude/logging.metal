// logging.metal: `os_log` (<metal_logging>). Its messages go nowhere, which each call is warned of.

namespace metal {

struct os_log {
  constexpr os_log(constant char* subsystem, constant char* category) {}

#define KERNSMITH_LOG(NAME)        \
  template <typename... Values>    \
  void NAME(constant char* format, Values... values) const constant {}
  KERNSMITH_LOG(log)
  KERNSMITH_LOG(log_debug)
  KERNSMITH_LOG(log_info)
  KERNSMITH_LOG(log_error)
  KERNSMITH_LOG(log_fault)
#undef KERNSMITH_LOG
};

constant os_log os_log_default("", "");

} // namespace metal
