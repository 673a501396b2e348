// What a source with faults calls: is this process to have fault `id`? See README.md; nothing but tools/test --mutants includes this.
#pragma once

// What is written for a fault is not what a person would write, and a warning of it helps nobody.
#pragma GCC diagnostic ignored "-Wparentheses"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wbool-compare"
#pragma GCC diagnostic ignored "-Wbool-operation"
#pragma GCC diagnostic ignored "-Wint-in-bool-context"
#pragma GCC diagnostic ignored "-Wtype-limits"
#pragma GCC diagnostic ignored "-Wdangling-else"
#pragma GCC diagnostic ignored "-Wempty-body"
#pragma GCC diagnostic ignored "-Wmisleading-indentation"
#pragma GCC diagnostic ignored "-Wnarrowing"
#pragma GCC diagnostic ignored "-Wunused-value"
#pragma GCC diagnostic ignored "-Wunused-variable"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wunused-but-set-variable"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Warray-bounds"
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
#pragma GCC diagnostic ignored "-Wnonnull"
#pragma GCC diagnostic ignored "-Wreturn-type"
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#pragma GCC diagnostic ignored "-Wformat-truncation"
#pragma GCC diagnostic ignored "-Wformat-overflow"
#pragma GCC diagnostic ignored "-Wdangling-pointer"
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic ignored "-Wfree-nonheap-object"
#pragma GCC diagnostic ignored "-Wshift-count-overflow"
#pragma GCC diagnostic ignored "-Waggressive-loop-optimizations"
#pragma GCC diagnostic ignored "-Waddress"

extern "C" {
extern int banthuek_fault_active;  // the fault of this process: 0 none, -1 none, but note which ones are reached
void banthuek_fault_reached(int id);
}

namespace banthuek_fault {

inline bool on(int id) {
  const int active = banthuek_fault_active;
  if (__builtin_expect(active == id, 0)) return true;
  if (__builtin_expect(active < 0, 0)) banthuek_fault_reached(id);
  return false;
}

// `a < b` is written `a <= Less{id} >= b`: the operators are of the precedence of `<`, so that a and b are what they were.
template <class Operator, class Left>
struct Half {
  const Left& left;
  int id;
};
struct Less {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a <= b : a < b; }
};
struct LessEqual {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a < b : a <= b; }
};
struct Greater {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a >= b : a > b; }
};
struct GreaterEqual {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a > b : a >= b; }
};
struct Equal {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a != b : a == b; }
};
struct NotEqual {
  int id;
  static bool with(const auto& a, const auto& b, int id) { return on(id) ? a == b : a != b; }
};
struct Plus {
  int id;
  static auto with(const auto& a, const auto& b, int id) { return on(id) ? a - b : a + b; }
};
struct Minus {
  int id;
  static auto with(const auto& a, const auto& b, int id) { return on(id) ? a + b : a - b; }
};
struct Times {
  int id;
  static auto with(const auto& a, const auto& b, int id) { return on(id) ? a / b : a * b; }
};
struct Over {
  int id;
  static auto with(const auto& a, const auto& b, int id) { return on(id) ? a * b : a / b; }
};

template <class T, class... Of>
concept OneOf = (__is_same(T, Of) || ...);

template <class A, OneOf<Less, LessEqual, Greater, GreaterEqual> F>
Half<F, A> operator<=(const A& a, F fault) {
  return {a, fault.id};
}
template <class F, class A, class B>
bool operator>=(Half<F, A> half, const B& b) {
  return F::with(half.left, b, half.id);
}
template <class A, OneOf<Equal, NotEqual> F>
Half<F, A> operator==(const A& a, F fault) {
  return {a, fault.id};
}
template <class F, class A, class B>
bool operator==(Half<F, A> half, const B& b) {
  return F::with(half.left, b, half.id);
}
template <class A, OneOf<Plus, Minus> F>
Half<F, A> operator+(const A& a, F fault) {
  return {a, fault.id};
}
template <class F, class A, class B>
auto operator+(Half<F, A> half, const B& b) {
  return F::with(half.left, b, half.id);
}
template <class A, OneOf<Times, Over> F>
Half<F, A> operator*(const A& a, F fault) {
  return {a, fault.id};
}
template <class F, class A, class B>
auto operator*(Half<F, A> half, const B& b) {
  return F::with(half.left, b, half.id);
}

struct Min {
  int id;
  template <class T>
  T operator()(const T& a, const T& b) const {
    return (b < a) != on(id) ? b : a;
  }
};
struct Max {
  int id;
  template <class T>
  T operator()(const T& a, const T& b) const {
    return (a < b) != on(id) ? b : a;
  }
};

}  // namespace banthuek_fault
