//! How long a step may take.
//!
//! Typst cannot be interrupted. A step that takes too long is therefore ended together
//! with the process, from a thread that only watches the clock. Steps only compute and
//! files are written after the last of them, so there is nothing to undo.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

/// How often the clock is looked at.
const PAUSE: Duration = Duration::from_millis(50);

/// The time that each step may take.
pub struct Deadline {
    limit: Duration,
    /// What each thread does. A thread that waits for others may begin another step
    /// meanwhile: only the last counts, and those under it have stopped.
    running: Mutex<BTreeMap<usize, Vec<Step>>>,
}

struct Step {
    name: String,
    start: Instant,
}

impl Deadline {
    /// Watches steps from another thread, and calls `overdue` with the name of one that
    /// takes longer than `limit`. That function ends the process: no step can end and
    /// nothing can be written while it runs.
    pub fn watch(limit: Duration, overdue: impl Fn(&str) + Send + 'static) -> Arc<Self> {
        let deadline = Arc::new(Self { limit, running: Mutex::default() });
        let watched = Arc::downgrade(&deadline);
        thread::spawn(move || watch(&watched, &overdue));
        deadline
    }

    /// Says that a thread begins a step.
    pub fn begin(&self, thread: usize, name: &str) {
        let step = Step { name: name.to_string(), start: Instant::now() };
        self.with(|running| running.entry(thread).or_default().push(step));
    }

    /// Says that a thread has ended its last step.
    pub fn end(&self, thread: usize) {
        self.with(|running| {
            let steps = running.entry(thread).or_default();
            let took = steps.pop().map(|step| step.start.elapsed());
            if let (Some(took), Some(step)) = (took, steps.last_mut()) {
                step.start += took;
            }
        });
    }

    fn with(&self, change: impl FnOnce(&mut BTreeMap<usize, Vec<Step>>)) {
        change(&mut self.running.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Looks at the clock as long as there is anything to watch.
fn watch(deadline: &Weak<Deadline>, overdue: &dyn Fn(&str)) {
    while let Some(deadline) = deadline.upgrade() {
        deadline.with(|running| {
            let steps = running.values().filter_map(|steps| steps.last());
            let mut late = steps.filter(|step| step.start.elapsed() > deadline.limit);
            if let Some(step) = late.next() {
                overdue(&step.name);
            }
        });
        drop(deadline);
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn only_a_step_that_takes_too_long_is_overdue() {
        let (sender, receiver) = mpsc::channel();
        let deadline = Deadline::watch(Duration::from_millis(300), move |name| {
            let _ = sender.send(name.to_string());
        });
        deadline.begin(0, "short");
        deadline.end(0);
        deadline.begin(1, "long");
        assert_eq!(receiver.recv_timeout(Duration::from_secs(20)).as_deref(), Ok("long"));
    }

    #[test]
    fn the_time_of_a_step_within_another_is_not_counted_twice() {
        let deadline = Deadline { limit: Duration::ZERO, running: Mutex::default() };
        deadline.begin(0, "outer");
        thread::sleep(Duration::from_millis(5));
        deadline.begin(0, "inner");
        thread::sleep(Duration::from_millis(200));
        deadline.end(0);
        deadline.with(|running| {
            let step = &running[&0][0];
            assert_eq!(step.name, "outer");
            assert!(step.start.elapsed() < Duration::from_millis(150));
        });
    }
}
