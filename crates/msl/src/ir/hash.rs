//! Hash tables with a hash function made for short keys.
//!
//! The standard library's withstands attackers and takes several times as long. Here keys are names and
//! numbers of one text, and its author waits for nobody's answers but their own. No order ever shows: where
//! order reaches output, the map is a `BTreeMap`.

use std::collections;

use foldhash::fast::RandomState;

/// A map that is made by `default()`.
pub(crate) type HashMap<K, V> = collections::HashMap<K, V, RandomState>;

/// A set that is made by `default()`.
pub(crate) type HashSet<K> = collections::HashSet<K, RandomState>;
