//! Readers of binary formats that may panic where a file contradicts itself.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use super::error::{Outcome, ReadError};

thread_local! {
    /// Whether a reader runs on this thread, so that its panics are expected.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a reader gives; if it panics, that is an error of the file. Only the
/// reader may run within, or mistakes of ours would be called damage.
pub fn guarded<T, E>(
    read: impl FnOnce() -> Result<T, E>,
    error: impl FnOnce(E) -> ReadError,
    damaged: impl FnOnce(&str) -> ReadError,
) -> Outcome<T> {
    hush();
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    match result {
        Ok(result) => result.map_err(|reason| vec![error(reason)]),
        Err(_) => Err(vec![damaged("it contradicts itself")]),
    }
}

/// Prints nothing about panics that are expected. All others are printed as before.
fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                usual(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_the_file() {
        let read = || -> Result<(), ReadError> { panic!("a reader's assertion") };
        let errors = guarded(read, |error| error, |reason| ReadError::new(reason)).unwrap_err();
        assert_eq!(errors[0].message, "it contradicts itself");
        assert!(!GUARDED.get());
    }
}
