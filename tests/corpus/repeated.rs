//! The same input gives the same bytes.
