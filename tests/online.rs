//! `report check --online`: which links are dead, asked of a real server.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests may panic")]

mod support;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use support::{Run, Workbench};

/// A web server that notes what it is asked.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = log.clone();
                thread::spawn(move || answer(stream, &log));
            }
        });
        Self { address, asked }
    }

    /// What was asked: methods and paths, each once, sorted.
    fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap().iter().cloned().collect()
    }
}

fn answer(mut stream: TcpStream, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let request = lines.next().unwrap_or_default();
    lines.find(String::is_empty);
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    log.lock().unwrap().push(format!("{method} {path}"));
    let (status, more) = match (method, path) {
        (_, "/here" | "/?a=%22b%22&c=[1-9]%7Bx,y%7D") => ("200 OK", ""),
        (_, "/moved") => ("301 Moved", "Location: /here\r\n"),
        (_, "/round") => ("302 Found", "Location: /round\r\n"),
        (_, "/file") => ("302 Found", "Location: file:///etc/passwd\r\n"),
        (_, "/members") => ("403 Forbidden", ""),
        (_, "/taken-away") => ("410 Gone", ""),
        (_, "/broken") => ("500 Internal Server Error", ""),
        ("GET", "/without-head") => ("206 Partial Content", ""),
        ("HEAD", "/without-head") => ("405 Method Not Allowed", ""),
        _ => ("404 Not Found", ""),
    };
    let _ =
        write!(stream, "HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

/// A project with a paragraph of links to these addresses.
fn linking(addresses: &[String]) -> Workbench {
    let bench = Workbench::base();
    for language in ["nl", "en"] {
        let links: Vec<String> =
            addresses.iter().map(|it| format!("[Bridge Street](<{it}>)")).collect();
        let text = format!(
            "+++\ntitle = \"Text\"\norder = 10\n+++\n\n{{{{ people }}}}, {{{{ share }}}}.\n\n{}.\n",
            links.join(",\n")
        );
        bench.write(&format!("report/note/{language}/10-text.md"), text);
    }
    bench
}

fn check(bench: &Workbench, arguments: &[&str]) -> Run {
    let mut command = support::command();
    command.current_dir(bench.path()).arg("check").args(arguments).env("no_proxy", "*");
    Run::of(command)
}

#[test]
fn dead_links_are_told_where_they_are_written() {
    let server = Server::start();
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let paths = [
        "/here",
        "/moved",
        "/round",
        "/file",
        "/members",
        "/missing",
        "/taken-away",
        "/broken",
        "/without-head",
        "/?a=\"b\"&c=[1-9]{x,y}",
    ];
    let mut addresses: Vec<String> =
        paths.iter().map(|path| format!("{}{path}", server.address)).collect();
    addresses.push(closed.clone());
    addresses.push("mailto:somebody@example.org".into());
    let bench = linking(&addresses);
    let run = check(&bench, &["--online"]);
    let dead = |line: &&str| line.ends_with(" [dead-link]");
    let found: Vec<String> = run
        .stderr
        .lines()
        .filter(dead)
        .map(|line| line.replace(&server.address, "").replace(&closed, "closed"))
        .collect();
    let expected = [
        "warning: /round is not there: it sends on without end [dead-link]",
        "warning: /file is not there: it sends on to what is no web page [dead-link]",
        "warning: /missing is not there: the server has no such page (404) [dead-link]",
        "warning: /taken-away is not there: the page was taken away (410) [dead-link]",
        "warning: /broken is not there: the server answers with status 500 [dead-link]",
        "warning: closed is not there: the host does not answer [dead-link]",
    ];
    assert_eq!(found, expected, "{}", run.stderr);
    assert_eq!((run.code, found.len()), (0, 6), "{}", run.stderr);
    // In the first document that links there, at the link.
    assert!(run.stderr.contains("report/note/nl/10-text.md:10:0"), "{}", run.stderr);
    let asked = server.asked();
    assert!(asked.contains("HEAD /?a=%22b%22&c=[1-9]%7Bx,y%7D"), "{asked:?}");
    assert!(!asked.contains("GET /here") && asked.contains("GET /missing"), "{asked:?}");

    assert_eq!(check(&bench, &["--online", "--deny-warnings"]).code, 1);
    let json = check(&bench, &["--online", "--format", "json"]).stdout;
    assert_eq!(json.matches("\"dead-link\"").count(), 6, "{json}");
    bench.append("report/report.toml", "\ndead-link = \"off\"\n");
    let before = server.asked.lock().unwrap().len();
    assert_eq!(check(&bench, &["--online"]).stderr, "");
    assert_eq!(server.asked.lock().unwrap().len(), before);
}

#[test]
fn layouts_and_sources_link_too() {
    let server = Server::start();
    let bench = linking(&[format!("{}/here", server.address)]);
    let there = &server.address;
    bench.replace(
        "report/note/layout.typ",
        "  for section in sections {",
        &format!(
            "  link(\"{there}/no-layout\")[a page]\n  link(\"{there}/no-source\")[a source]\n  \
             for section in sections {{"
        ),
    );
    bench.replace("data/sources.toml", "https://example.org/poll", &format!("{there}/no-source"));
    let run = check(&bench, &["--online"]);
    assert!(run.stderr.contains("/no-layout is not there"), "{}", run.stderr);
    assert!(run.stderr.contains("report/note/layout.typ:"), "{}", run.stderr);
    assert!(run.stderr.contains("/no-source is not there"), "{}", run.stderr);
    assert!(run.stderr.contains("data/sources.toml:"), "{}", run.stderr);
}

#[test]
fn nothing_is_asked_unless_it_is_wanted() {
    let server = Server::start();
    let bench = linking(&[format!("{}/missing", server.address)]);
    assert_eq!(check(&bench, &[]).code, 0);
    bench.rendered(&[]);
    assert_eq!(server.asked(), BTreeSet::new());
}

#[test]
fn a_machine_without_a_network_is_told_so() {
    let bench = linking(&["http://no-such-host.invalid/".into()]);
    let run = check(&bench, &["--online"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.starts_with("error: no web page could be reached (there is no such host)\n"),
        "{}",
        run.stderr
    );
    let mut command = support::command();
    command.current_dir(bench.path()).args(["check", "--online"]).env("PATH", "");
    let run = Run::of(command);
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: `curl` cannot be run ("), "{}", run.stderr);
    assert!(run.stderr.contains("hint: install `curl`, or leave out `--online`"), "{}", run.stderr);
}
