// type_traits.metal: properties of types and types from types, as in <metal_type_traits>.
//
// Templates and specialisations alone, so that everything here is a constant or a type by the time
// a kernel is lowered. Properties that every type of Metal has or lacks alike (`is_trivial`,
// `is_polymorphic` and their kin) do not exist.

namespace metal {

template <typename T, T V>
struct integral_constant {
  static constexpr constant T value = V;
  using value_type = T;
  using type = integral_constant<T, V>;
  constexpr operator T() const { return V; }
  constexpr T operator()() const { return V; }
};

template <bool B>
using bool_constant = integral_constant<bool, B>;
using true_type = integral_constant<bool, true>;
using false_type = integral_constant<bool, false>;

// ---- types from types ----

template <typename T> struct type_identity { using type = T; };
template <typename T> using type_identity_t = typename type_identity<T>::type;

template <typename T> struct remove_const { using type = T; };
template <typename T> struct remove_const<const T> { using type = T; };
template <typename T> using remove_const_t = typename remove_const<T>::type;
template <typename T> struct remove_volatile { using type = T; };
template <typename T> using remove_volatile_t = typename remove_volatile<T>::type;
template <typename T> struct remove_cv { using type = remove_const_t<T>; };
template <typename T> using remove_cv_t = typename remove_cv<T>::type;
template <typename T> struct add_const { using type = const T; };
template <typename T> using add_const_t = typename add_const<T>::type;

template <typename T> struct remove_reference { using type = T; };
template <typename T> struct remove_reference<thread T&> { using type = T; };
template <typename T> struct remove_reference<device T&> { using type = T; };
template <typename T> struct remove_reference<constant T&> { using type = T; };
template <typename T> struct remove_reference<threadgroup T&> { using type = T; };
template <typename T> using remove_reference_t = typename remove_reference<T>::type;

template <typename T> struct remove_pointer { using type = T; };
template <typename T> struct remove_pointer<thread T*> { using type = T; };
template <typename T> struct remove_pointer<device T*> { using type = T; };
template <typename T> struct remove_pointer<constant T*> { using type = T; };
template <typename T> struct remove_pointer<threadgroup T*> { using type = T; };
template <typename T> using remove_pointer_t = typename remove_pointer<T>::type;

template <typename T> struct remove_extent { using type = T; };
template <typename T, size_t N> struct remove_extent<T[N]> { using type = T; };
template <typename T> using remove_extent_t = typename remove_extent<T>::type;

template <typename T> struct decay { using type = remove_cv_t<remove_reference_t<T>>; };
template <typename T> using decay_t = typename decay<T>::type;

template <bool B, typename T, typename U> struct conditional { using type = T; };
template <typename T, typename U> struct conditional<false, T, U> { using type = U; };
template <bool B, typename T, typename U> using conditional_t = typename conditional<B, T, U>::type;

template <bool B, typename T = void> struct enable_if {};
template <typename T> struct enable_if<true, T> { using type = T; };
template <bool B, typename T = void> using enable_if_t = typename enable_if<B, T>::type;

template <typename T> struct make_unsigned;
template <typename T> struct make_signed;
#define KERNSMITH_SIGNS(S, U)                              \
  template <> struct make_unsigned<S> { using type = U; }; \
  template <> struct make_unsigned<U> { using type = U; }; \
  template <> struct make_signed<S> { using type = S; };   \
  template <> struct make_signed<U> { using type = S; };
KERNSMITH_SIGNS(char, uchar)
KERNSMITH_SIGNS(short, ushort)
KERNSMITH_SIGNS(int, uint)
KERNSMITH_SIGNS(long, ulong)
#undef KERNSMITH_SIGNS
template <typename T> using make_unsigned_t = typename make_unsigned<T>::type;
template <typename T> using make_signed_t = typename make_signed<T>::type;

// A value of a type where only its type matters.
template <typename T> thread T& declval();

template <typename T, typename U>
using common_type_t = decltype(true ? declval<T>() : declval<U>());

template <typename T> struct make_scalar { using type = T; };
template <typename T, int N> struct make_scalar<vec<T, N>> { using type = T; };
template <typename T> using make_scalar_t = typename make_scalar<T>::type;

template <typename T>
using void_t = void;

// ---- properties ----

// `is_x` and `is_x_v`, false but for the specialisations that follow.
#define KERNSMITH_PROPERTY(NAME)                   \
  template <typename T> struct NAME : false_type {}; \
  template <typename T> struct NAME<const T> : NAME<T> {}; \
  template <typename T> constexpr bool NAME##_v = NAME<T>::value;
#define KERNSMITH_HAS(NAME, T) \
  template <> struct NAME<T> : true_type {};

KERNSMITH_PROPERTY(is_void)
KERNSMITH_HAS(is_void, void)

KERNSMITH_PROPERTY(is_floating_point)
KERNSMITH_HAS(is_floating_point, half)
KERNSMITH_HAS(is_floating_point, bfloat)
KERNSMITH_HAS(is_floating_point, float)

KERNSMITH_PROPERTY(is_integral)
KERNSMITH_PROPERTY(is_signed)
KERNSMITH_PROPERTY(is_unsigned)
#define KERNSMITH_INTEGER(T, SIGN) \
  KERNSMITH_HAS(is_integral, T)    \
  KERNSMITH_HAS(SIGN, T)
KERNSMITH_INTEGER(bool, is_unsigned)
KERNSMITH_INTEGER(char, is_signed)
KERNSMITH_INTEGER(uchar, is_unsigned)
KERNSMITH_INTEGER(short, is_signed)
KERNSMITH_INTEGER(ushort, is_unsigned)
KERNSMITH_INTEGER(int, is_signed)
KERNSMITH_INTEGER(uint, is_unsigned)
KERNSMITH_INTEGER(long, is_signed)
KERNSMITH_INTEGER(ulong, is_unsigned)
#undef KERNSMITH_INTEGER
KERNSMITH_HAS(is_signed, half)
KERNSMITH_HAS(is_signed, bfloat)
KERNSMITH_HAS(is_signed, float)

template <typename T> struct is_arithmetic : bool_constant<is_integral_v<T> || is_floating_point_v<T>> {};
template <typename T> constexpr bool is_arithmetic_v = is_arithmetic<T>::value;
template <typename T> struct is_fundamental : bool_constant<is_arithmetic_v<T> || is_void_v<T>> {};
template <typename T> constexpr bool is_fundamental_v = is_fundamental<T>::value;

template <typename T> struct is_scalar : is_arithmetic<T> {};
KERNSMITH_PROPERTY(is_pointer)
KERNSMITH_PROPERTY(is_reference)
#define KERNSMITH_SPACE(SPACE)                                          \
  template <typename T> struct is_pointer<SPACE T*> : true_type {};     \
  template <typename T> struct is_scalar<SPACE T*> : true_type {};      \
  template <typename T> struct is_reference<SPACE T&> : true_type {};
KERNSMITH_SPACE(thread)
KERNSMITH_SPACE(device)
KERNSMITH_SPACE(constant)
KERNSMITH_SPACE(threadgroup)
#undef KERNSMITH_SPACE
template <typename T> constexpr bool is_scalar_v = is_scalar<T>::value;

template <typename T> struct is_array : false_type {};
template <typename T, size_t N> struct is_array<T[N]> : true_type {};
template <typename T> constexpr bool is_array_v = is_array<T>::value;

template <typename T> struct is_vector : false_type {};
template <typename T> struct is_vector<vec<T, 2>> : true_type {};
template <typename T> struct is_vector<vec<T, 3>> : true_type {};
template <typename T> struct is_vector<vec<T, 4>> : true_type {};
template <typename T> constexpr bool is_vector_v = is_vector<T>::value;
// What simdgroup functions take, by the name that it has in the library's own headers.
template <typename T>
struct __is_valid_simdgroup_type : bool_constant<is_arithmetic_v<T> || is_vector_v<T>> {};

template <typename T> struct is_const : false_type {};
template <typename T> struct is_const<const T> : true_type {};
template <typename T> constexpr bool is_const_v = is_const<T>::value;

template <typename... Traits> struct conjunction : bool_constant<(Traits::value && ...)> {};
template <typename... Traits> struct disjunction : bool_constant<(Traits::value || ...)> {};
template <typename Trait> struct negation : bool_constant<!Trait::value> {};
template <typename... Traits> constexpr bool conjunction_v = conjunction<Traits...>::value;
template <typename... Traits> constexpr bool disjunction_v = disjunction<Traits...>::value;
template <typename Trait> constexpr bool negation_v = negation<Trait>::value;
// By the names that they have in the library's own headers.
template <typename... Traits> using _conjunction = conjunction<Traits...>;
template <typename... Traits> using _disjunction = disjunction<Traits...>;
template <typename Trait> using _negation = negation<Trait>;

template <typename T, typename U> struct is_same : false_type {};
template <typename T> struct is_same<T, T> : true_type {};
template <typename T, typename U> constexpr bool is_same_v = is_same<T, U>::value;

template <typename U> true_type kernsmith_takes(U value);
template <typename T, typename U, typename = true_type>
struct is_convertible : false_type {};
template <typename T, typename U>
struct is_convertible<T, U, decltype(kernsmith_takes<U>(declval<T>()))> : true_type {};
template <typename T, typename U> constexpr bool is_convertible_v = is_convertible<T, U>::value;

template <typename T> struct rank : integral_constant<size_t, 0> {};
template <typename T, size_t N> struct rank<T[N]> : integral_constant<size_t, 1 + rank<T>::value> {};
template <typename T> constexpr size_t rank_v = rank<T>::value;
template <typename T> struct extent : integral_constant<size_t, 0> {};
template <typename T, size_t N> struct extent<T[N]> : integral_constant<size_t, N> {};
template <typename T> constexpr size_t extent_v = extent<T>::value;

#undef KERNSMITH_HAS
#undef KERNSMITH_PROPERTY

} // namespace metal
