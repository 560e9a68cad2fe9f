#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| report_fuzz::section::check(text));
