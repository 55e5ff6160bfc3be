/* A keyed hash whose results tell nothing about the key or the input to whoever lacks the key. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum { BB_HASH_KEY = 16 };

/* SipHash-2-4 (Aumasson and Bernstein, 2012) of n bytes under a key of 16 bytes. */
uint64_t bb_hash(const uint8_t key[BB_HASH_KEY], const void *bytes, size_t n);
