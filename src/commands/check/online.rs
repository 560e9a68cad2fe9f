//! `report check --online`: are the pages there to which documents link?
//!
//! Nothing that could open a connection is built into the program. The machine's `curl`
//! asks, without a shell, a configuration or cookies of the user; addresses reach it on
//! its standard input, where nothing in them can pass for an option.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use typst::diag::{SourceDiagnostic, eco_format};

use crate::check::WebLink;
use crate::diag::Problems;
use crate::rules::layout::DEAD_LINK;

/// How many addresses are asked at a time.
const AT_ONCE: usize = 8;

/// How long an address is waited for, in seconds: for a connection, and in all.
const PATIENCE: (u32, u32) = (10, 20);

/// How often an address may send on to another.
const REDIRECTS: u32 = 8;

/// What `curl` says of an address that it was given.
#[derive(Debug)]
struct Answer {
    /// The status of the last answer; zero if there was none.
    status: u16,
    /// The number by which `curl` says why there was none; zero if there was one.
    failure: u32,
    /// What it says in words.
    reason: String,
}

/// Reports the links, in their order and once for each address, whose pages are not there;
/// or that the web could not be asked.
pub fn check(links: &[WebLink], problems: &mut Problems) {
    if let Err((message, hint)) = look(links, problems) {
        problems.error_anywhere(message).hint(hint);
    }
}

/// What went wrong, and what to do about it.
type Trouble = (String, &'static str);

fn look(links: &[WebLink], problems: &mut Problems) -> Result<(), Trouble> {
    let mut seen = BTreeSet::new();
    let links: Vec<&WebLink> = links.iter().filter(|link| seen.insert(&link.address)).collect();
    let addresses = links.iter().map(|link| link.address.as_str());
    let addresses: Vec<&str> = addresses.filter(|address| is_plain(address)).collect();
    let mut answers = ask(&addresses, Method::Head)?;
    // Not every server knows how to say that a page is there without sending it.
    let unsure: Vec<&str> = addresses
        .iter()
        .copied()
        .filter(|it| answers.get(it).is_none_or(|answer| dead(answer).is_some()))
        .collect();
    answers.extend(ask(&unsure, Method::Get)?);
    let reached = answers.values().any(|answer| answer.status != 0);
    if !reached && let Some(answer) = answers.values().next() {
        let message = format!("no web page could be reached ({})", unanswered(answer));
        return Err((message, "look whether this machine has a network, or leave out `--online`"));
    }
    for link in links {
        let reason = match answers.get(link.address.as_str()) {
            Some(answer) => dead(answer),
            None => Some("it is no address".into()),
        };
        if let Some(reason) = reason {
            let message = eco_format!("{} is not there: {reason}", link.address);
            let hint = "look where it has gone, or leave out the link";
            problems
                .push(SourceDiagnostic::error(link.span, message).with_hint(hint))
                .breaks(&DEAD_LINK);
        }
    }
    Ok(())
}

/// Why a page is not there; nothing if it is, or if that is not for everybody to know.
fn dead(answer: &Answer) -> Option<String> {
    match (answer.failure, answer.status) {
        (0, 0..=399 | 401 | 403 | 405 | 407 | 429 | 451) => None,
        (0, 404) => Some("the server has no such page (404)".into()),
        (0, 410) => Some("the page was taken away (410)".into()),
        (0, status) => Some(format!("the server answers with status {status}")),
        _ => Some(unanswered(answer)),
    }
}

/// Why there was no answer: in words that are the same every time, for what happens most.
fn unanswered(answer: &Answer) -> String {
    match answer.failure {
        1 => "it sends on to what is no web page".into(),
        6 => "there is no such host".into(),
        7 => "the host does not answer".into(),
        28 => format!("there was no answer within {} s", PATIENCE.1),
        47 => "it sends on without end".into(),
        60 => "the certificate of the host is not valid".into(),
        _ => answer.reason.clone(),
    }
}

/// Whether an address is one that can be asked for as it stands.
fn is_plain(address: &str) -> bool {
    !address.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// How an address is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Whether there is something.
    Head,
    /// For the first byte of it.
    Get,
}

/// Asks all addresses.
fn ask<'a>(addresses: &[&'a str], method: Method) -> Result<BTreeMap<&'a str, Answer>, Trouble> {
    if addresses.is_empty() {
        return Ok(BTreeMap::new());
    }
    let output = run(&configuration(addresses, method)).map_err(|error| {
        (format!("`curl` cannot be run ({error})"), "install `curl`, or leave out `--online`")
    })?;
    let mut answers = BTreeMap::new();
    for line in output.lines() {
        let mut fields = line.splitn(4, '\t');
        let mut number = || fields.next()?.trim().parse::<usize>().ok();
        let (Some(index), Some(status), Some(failure)) = (number(), number(), number()) else {
            continue;
        };
        let reason = fields.next().unwrap_or_default().trim().to_string();
        if let Some(address) = addresses.get(index) {
            let (status, failure) = (status as u16, failure as u32);
            answers.insert(*address, Answer { status, failure, reason });
        }
    }
    match answers.len() == addresses.len() {
        true => Ok(answers),
        false => Err((
            "`curl` does not say what became of each address".into(),
            "install version 7.75 of `curl` or a later one",
        )),
    }
}

/// What `curl` is told on its standard input.
fn configuration(addresses: &[&str], method: Method) -> String {
    let mut text = format!(
        "silent\nlocation\ngloboff\nparallel\nparallel-max = {AT_ONCE}\nmax-redirs = {REDIRECTS}\n\
         proto = \"=http,https\"\nproto-redir = \"=http,https\"\nconnect-timeout = {}\n\
         max-time = {}\nuser-agent = \"{}/{} (looks for dead links)\"\n\
         write-out = \"%{{urlnum}}\\t%{{http_code}}\\t%{{exitcode}}\\t%{{errormsg}}\\n\"\n",
        PATIENCE.0,
        PATIENCE.1,
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION"),
    );
    text.push_str(match method {
        Method::Head => "head\n",
        Method::Get => "range = \"0-0\"\n",
    });
    for address in addresses {
        let quoted = address.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "url = \"{quoted}\"\noutput = \"/dev/null\"");
    }
    text
}

/// Runs `curl` with a configuration and returns what it prints. That an address fails is
/// no failure of the program.
fn run(configuration: &str) -> io::Result<String> {
    let mut curl = Command::new("curl")
        .args(["--disable", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = curl.stdin.take() {
        input.write_all(configuration.as_bytes())?;
    }
    let output = curl.wait_with_output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_cannot_pass_for_options() {
        let text = configuration(&["https://a.example/\"\\"], Method::Head);
        assert!(text.ends_with("url = \"https://a.example/\\\"\\\\\"\noutput = \"/dev/null\"\n"));
        for address in ["https://a.example/\noutput = b", "https://a.example/\t"] {
            assert!(!is_plain(address));
        }
    }

    #[test]
    fn pages_that_ask_who_one_is_may_be_there() {
        let answer = |status, failure| Answer { status, failure, reason: "no such host".into() };
        for status in [200, 206, 301, 401, 403, 429] {
            assert_eq!(dead(&answer(status, 0)), None, "{status}");
        }
        for (status, failure) in [(404, 0), (410, 0), (500, 0), (0, 6), (200, 28)] {
            assert!(dead(&answer(status, failure)).is_some(), "{status} {failure}");
        }
    }
}
