//! Libraries that may panic where a file contradicts itself.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a reader runs on this thread, so that its panics are expected.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What a reader of a library gives, or nothing if it panics. Only the reader may run
/// within, or mistakes of ours would be taken for damage.
pub fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    hush();
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(read));
    GUARDED.set(before);
    result.ok()
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
    fn a_panic_gives_nothing() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| -> i32 { panic!("a reader's assertion") }), None);
        assert!(!GUARDED.get());
    }
}
