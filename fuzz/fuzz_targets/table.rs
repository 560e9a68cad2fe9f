#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| report_fuzz::table::check(bytes));
