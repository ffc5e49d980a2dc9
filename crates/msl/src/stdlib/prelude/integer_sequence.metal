// integer_sequence.metal: lists of integers as template arguments (C++14 [intseq]).

namespace metal {

template <typename T, T... Values>
struct integer_sequence {
  using value_type = T;
  static constexpr size_t size() { return sizeof...(Values); }
};

template <size_t... Values>
using index_sequence = integer_sequence<size_t, Values...>;

namespace kernsmith_sequence {
template <typename T, T Count, T... Values>
struct made : made<T, Count - 1, Count - 1, Values...> {};

template <typename T, T... Values>
struct made<T, 0, Values...> {
  using type = integer_sequence<T, Values...>;
};
} // namespace kernsmith_sequence

template <typename T, T Count>
using make_integer_sequence = typename kernsmith_sequence::made<T, Count>::type;

template <size_t Count>
using make_index_sequence = typename kernsmith_sequence::made<size_t, Count>::type;

template <typename... Types>
using index_sequence_for = make_index_sequence<sizeof...(Types)>;

} // namespace metal
