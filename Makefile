# Thin doors onto CMake. `make demo` and `make test` work on a fresh Debian 12 with git, make and apt.
BUILD := build/release
JOBS := $(shell nproc)
export NINJA_STATUS := [%f/%t %es]$(shell printf ' ')

.PHONY: build demo test bench fuzz format lint clean

build:
	@scripts/install-deps build
	@cmake --preset release -Wno-dev
	@cmake --build $(BUILD) --target jur -j $(JOBS)

demo: build
	@scripts/demo $(BUILD)

test:
	@scripts/install-deps test
	@cmake --preset release -Wno-dev
	@cmake --build $(BUILD) -j $(JOBS)
	@ctest --test-dir $(BUILD) --output-on-failure -j $(JOBS)

bench:
	@scripts/install-deps build
	@cmake --preset release -Wno-dev
	@cmake --build $(BUILD) --target bench -j $(JOBS)

# SEEDS seeds from FIRST on; stops at the first that something is wrong with.
FIRST := 1000000
SEEDS := 100000
fuzz:
	@scripts/install-deps test
	@cmake --preset release -Wno-dev
	@cmake --build $(BUILD) --target jur_fuzz -j $(JOBS)
	@$(BUILD)/tests/fuzz/jur_fuzz $(FIRST) $(SEEDS)

format:
	@scripts/format

lint:
	@scripts/install-deps test
	@cmake --preset release -Wno-dev
	@scripts/format --check
	@scripts/tidy $(BUILD)

clean:
	@rm -rf build
