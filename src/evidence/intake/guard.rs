//! Readers of binary formats that may panic where a file contradicts itself.

use super::error::{Outcome, ReadError};
use crate::project::caught;

/// What a reader gives; if it panics, that is an error of the file. Only the
/// reader may run within, or mistakes of ours would be called damage.
pub fn guarded<T, E>(
    read: impl FnOnce() -> Result<T, E>,
    error: impl FnOnce(E) -> ReadError,
    damaged: impl FnOnce(&str) -> ReadError,
) -> Outcome<T> {
    match caught(read) {
        Some(result) => result.map_err(|reason| vec![error(reason)]),
        None => Err(vec![damaged("it contradicts itself")]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_the_file() {
        let read = || -> Result<(), ReadError> { panic!("a reader's assertion") };
        let errors = guarded(read, |error| error, |reason| ReadError::new(reason)).unwrap_err();
        assert_eq!(errors[0].message, "it contradicts itself");
    }
}
