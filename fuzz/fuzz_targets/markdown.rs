#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| report_fuzz::markdown::check(text));
