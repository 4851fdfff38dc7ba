// Store<Id, T>: a growing sequence addressed by typed ids, iterated in id order.
#pragma once
#include <cassert>
#include <span>
#include <utility>
#include <vector>

#include "base/ids.h"

namespace jur {

template <class IdT, class T>
class Store {
 public:
  IdT add(T value) {
    items_.push_back(std::move(value));
    return IdT(items_.size() - 1);
  }
  // Precondition: id is valid and was given out by this store.
  [[nodiscard]] T& operator[](IdT id) {
    assert(id.index < items_.size());
    return items_[id.index];
  }
  [[nodiscard]] const T& operator[](IdT id) const {
    assert(id.index < items_.size());
    return items_[id.index];
  }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  // The elements in id order: the i-th has IdT(i).
  [[nodiscard]] std::span<const T> all() const { return items_; }
  [[nodiscard]] std::span<T> all() { return items_; }
  // The ids in order, for `for (IdT id : store.ids())`.
  class IdRange {
   public:
    struct Iterator {
      std::size_t i;
      IdT operator*() const { return IdT(i); }
      Iterator& operator++() {
        ++i;
        return *this;
      }
      bool operator!=(const Iterator& o) const { return i != o.i; }
    };
    explicit IdRange(std::size_t n) : n_(n) {}
    [[nodiscard]] Iterator begin() const { return {0}; }
    [[nodiscard]] Iterator end() const { return {n_}; }

   private:
    std::size_t n_;
  };
  [[nodiscard]] IdRange ids() const { return IdRange(items_.size()); }

 private:
  std::vector<T> items_;
};

}  // namespace jur
