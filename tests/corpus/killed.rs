//! Runs that are killed at any moment.

use std::fs;
use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use crate::random::Random;
use crate::support::{Workbench, command};

/// How many runs are killed.
const KILLS: u64 = 200;

/// The files that a run writes.
const FILES: [&str; 3] = ["nl/note.pdf", "en/note.pdf", "manifest.json"];

/// What stands in each of the files.
type Output = [Vec<u8>; 3];

/// The project in one of two editions.
fn edition(bench: &Workbench, number: u64) {
    let table = "colour,nl,en,people\ngreen,groen,green,720\nblue,blauw,blue,300\nred,rood,red,";
    bench.write("data/colours.csv", format!("{table}{}\n", 180 + number));
    let text =
        format!("+++\ntitle = \"Text\"\norder = 10\n+++\n\nEdition [{number}]{{.literal}}.\n");
    bench.write("report/note/nl/10-text.md", &text);
    bench.write("report/note/en/10-text.md", &text);
}

fn output(out: &Path) -> Output {
    FILES.map(|file| fs::read(out.join(file)).unwrap())
}

fn start(bench: &Workbench) -> Child {
    let mut command = command();
    command.args(["render", "--quiet"]).current_dir(bench.path()).process_group(0);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

/// Whether files wait to be put in place.
fn is_writing(out: &Path) -> bool {
    !staged(out).is_empty()
}

fn staged(out: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with(".report-")).collect()
}

/// Kills a run: its first process, or both at once.
fn kill(mut child: Child, both: bool) {
    match both {
        true => drop(kill_process_group(Pid::from_child(&child), Signal::KILL)),
        false => child.kill().unwrap(),
    }
    child.wait().unwrap();
    // The standard error output ends when the last process has.
    child.stderr.take().unwrap().read_to_end(&mut Vec::new()).unwrap();
}

#[test]
fn a_run_that_is_killed_leaves_whole_files() {
    let bench = Workbench::base();
    let out = bench.path().join("out");
    let mut known: Vec<Output> = Vec::new();
    let mut time = Duration::ZERO;
    for number in 0..2 {
        edition(&bench, number);
        let begin = Instant::now();
        bench.rendered(&[]);
        time = begin.elapsed();
        known.push(output(&out));
    }
    assert!((0..3).all(|file| known[0][file] != known[1][file]), "the editions do not differ");
    let mut random = Random::new(2024);
    let (mut cut, mut mixed) = (0, 0);
    for round in 0..KILLS {
        edition(&bench, round % 2);
        let child = start(&bench);
        let begin = Instant::now();
        if round % 2 == 0 {
            // Anywhere in the run.
            thread::sleep(time.mul_f64(1.1 * random.fraction()));
        } else {
            // While it writes.
            while !is_writing(&out) && begin.elapsed() < 4 * time {}
            thread::sleep(Duration::from_micros((2_000.0 * random.fraction()) as u64));
        }
        kill(child, random.fraction() < 0.5);
        let found = output(&out);
        for (file, bytes) in found.iter().enumerate() {
            let whole = known.iter().any(|known| known[file] == *bytes);
            assert!(whole, "round {round}: `{}` is neither old nor new", FILES[file]);
        }
        cut += u64::from(is_writing(&out));
        mixed += u64::from(known.iter().all(|known| *known != found));
        if round % 10 == 9 {
            bench.rendered(&[]);
            let round = round % 2;
            assert!(output(&out) == known[round as usize], "the next run gives something else");
            assert_eq!(staged(&out), [""; 0], "something of a killed run is left");
        }
    }
    println!(
        "{KILLS} killed, {cut} while files were written, {mixed} while they were put in place"
    );
    assert!(cut > 0, "no run was killed while it wrote");
}

#[test]
fn two_runs_at_once_do_not_disturb_each_other() {
    let bench = Workbench::base();
    let runs: Vec<Child> = (0..4).map(|_| start(&bench)).collect();
    for mut run in runs {
        let mut said = String::new();
        run.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(run.wait().unwrap().success(), "{said}");
    }
    let out = bench.path().join("out");
    let found = output(&out);
    bench.rendered(&[]);
    assert!(found == output(&out));
    assert_eq!(staged(&out), [""; 0]);
}

#[test]
fn a_run_ends_with_the_one_that_started_it() {
    let bench = Workbench::base();
    bench.append(
        "report/note/layout.typ",
        "\n#for i in range(100000) { for j in range(100000) { } }\n",
    );
    let child = start(&bench);
    thread::sleep(Duration::from_millis(500));
    let begin = Instant::now();
    kill(child, false);
    assert!(begin.elapsed() < Duration::from_secs(10));
    assert!(!bench.path().join("out").exists());
}

#[test]
fn a_run_that_is_ended_from_outside_says_so() {
    let bench = Workbench::base();
    bench.append(
        "report/note/layout.typ",
        "\n#for i in range(100000) { for j in range(100000) { } }\n",
    );
    let mut child = start(&bench);
    let mut worker = None;
    let begin = Instant::now();
    while worker.is_none() && begin.elapsed() < Duration::from_secs(20) {
        let found = Command::new("pgrep").args(["-P", &child.id().to_string()]).output();
        let Ok(found) = found else {
            eprintln!("skipped: there is no `pgrep`");
            child.kill().unwrap();
            child.wait().unwrap();
            return;
        };
        worker = String::from_utf8_lossy(&found.stdout).trim().parse().ok();
    }
    thread::sleep(Duration::from_millis(500));
    let worker = Pid::from_raw(worker.unwrap()).unwrap();
    rustix::process::kill_process(worker, Signal::KILL).unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(said.contains("could not be finished: it was killed"), "{said}");
    assert!(said.contains("nothing was written"), "{said}");
}
