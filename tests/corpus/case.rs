//! A project with something wrong in it, and what the command has to make of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use walkdir::WalkDir;

use crate::support::{copy, projects, root};

/// The address space of a run, in KiB.
const MEMORY: u64 = 4_000_000;

/// The time of a run. The time that it gives its documents is shorter.
const TIME: Duration = Duration::from_secs(100);

/// The fonts that the base project uses.
const FONTS: [&str; 2] = ["SourceSans3-Regular.ttf", "SourceSans3-Bold.ttf"];

type Change = Box<dyn Fn(&Path) + Send + Sync>;

/// A project, by what differs from the base project.
pub struct Case {
    /// What is wrong with it.
    pub name: String,
    changes: Vec<Change>,
    arguments: Vec<String>,
    says: Vec<String>,
    fails: bool,
}

/// Begins a case.
pub fn case(name: impl Into<String>) -> Case {
    Case {
        name: name.into(),
        changes: Vec::new(),
        arguments: ["render", "--lang", "nl", "--jobs", "1"].map(Into::into).into(),
        says: Vec::new(),
        fails: false,
    }
}

impl Case {
    /// Changes the project's folder.
    pub fn with(mut self, change: impl Fn(&Path) + Send + Sync + 'static) -> Self {
        self.changes.push(Box::new(change));
        self
    }

    /// Writes a file.
    pub fn write(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let (path, bytes) = (path.to_string(), bytes.as_ref().to_vec());
        self.with(move |folder| {
            let path = folder.join(&path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &bytes).unwrap();
        })
    }

    /// Adds to a file.
    pub fn append(self, path: &str, text: &str) -> Self {
        let (path, text) = (path.to_string(), text.to_string());
        self.with(move |folder| {
            let path = folder.join(&path);
            let before = fs::read_to_string(&path).unwrap();
            fs::write(path, before + &text).unwrap();
        })
    }

    /// Replaces a text that occurs in a file.
    pub fn replace(self, path: &str, old: &str, new: &str) -> Self {
        let (path, old, new) = (path.to_string(), old.to_string(), new.to_string());
        self.with(move |folder| {
            let path = folder.join(&path);
            let before = fs::read_to_string(&path).unwrap();
            assert!(before.contains(&old), "`{}` does not contain `{old}`", path.display());
            fs::write(path, before.replace(&old, &new)).unwrap();
        })
    }

    /// Adds a section in Markdown.
    pub fn markdown(self, text: impl AsRef<[u8]>) -> Self {
        let mut section = b"+++\ntitle = \"Erbij\"\norder = 20\n+++\n\n".to_vec();
        section.extend(text.as_ref());
        self.write("report/note/nl/20-more.md", section).any_pages()
    }

    /// Adds a section in Typst.
    pub fn typst(self, text: &str) -> Self {
        let section = format!("/*+++\ntitle = \"Erbij\"\norder = 20\n+++*/\n{text}\n");
        self.write("report/note/nl/20-more.typ", section).any_pages()
    }

    fn any_pages(self) -> Self {
        self.replace("report/report.toml", "pages = 1\n", "")
    }

    /// Adds an argument.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// The command fails and says this, besides what else it says.
    pub fn says(mut self, text: &str) -> Self {
        self.fails = true;
        self.says.push(text.into());
        self
    }

    /// The seconds that the layout of a document may take: few where it takes any time, or
    /// may do so, and otherwise enough on a busy machine.
    fn timeout(&self) -> &str {
        let is_late = |says: &String| says.contains("within 3 s");
        if self.varies() || self.says.iter().any(is_late) { "3" } else { "30" }
    }

    /// Whether what is said depends on how fast the machine is and how much memory it has.
    fn varies(&self) -> bool {
        ["error", "`n", "`nl/note.pdf`"].iter().any(|text| self.says.iter().any(|it| it == text))
    }

    /// Runs the command and returns what it says, in short, or what is not as it has to be.
    pub fn check(&self) -> Result<String, String> {
        let folder = TempDir::new().unwrap();
        let project = folder.path().join("project");
        lay_out(&project);
        for change in &self.changes {
            change(&project);
        }
        let out = project.join("out");
        let before = contents(&out);
        let arguments =
            [&self.arguments[..], &["--timeout".into(), self.timeout().into()]].concat();
        let run = run(&project, &arguments)?;
        let said = |reason: &str| {
            let from =
                (0..=1500.min(run.stderr.len())).rev().find(|at| run.stderr.is_char_boundary(*at));
            format!("{reason}\n{}", &run.stderr[..from.unwrap_or_default()])
        };
        if run.stderr.contains("panicked at") || run.stderr.contains("mistake in the program") {
            return Err(said("it panicked"));
        }
        if !self.fails {
            return match run.code {
                Some(0) => Ok("nothing is wrong".into()),
                code => Err(said(&format!("the exit code is {code:?} and should be 0"))),
            };
        }
        if run.code != Some(1) {
            return Err(said(&format!("the exit code is {:?} and should be 1", run.code)));
        }
        if let Some(text) = self.says.iter().find(|text| !run.stderr.contains(*text)) {
            return Err(said(&format!("it does not say `{text}`")));
        }
        if contents(&out) != before {
            return Err(said("the output of the earlier run has changed"));
        }
        let short = || in_short(&run.stderr.replace(&*folder.path().to_string_lossy(), "…"));
        Ok(if self.varies() { "says what was too much".into() } else { short() })
    }
}

/// The first problems of a run with their places, a line each, and how many more there are.
fn in_short(stderr: &str) -> String {
    const MOST: usize = 3;
    const LONGEST: usize = 160;
    let cut = |line: &str| line.chars().take(LONGEST).collect::<String>();
    let mut problems: Vec<String> = Vec::new();
    for line in stderr.lines() {
        let is_last = line.starts_with("error: nothing was written");
        if (line.starts_with("error: ") || line.starts_with("warning: ")) && !is_last {
            problems.push(cut(line));
        } else if let (Some((_, place)), Some(problem)) =
            (line.split_once("┌─ "), problems.last_mut())
            && !problem.contains(" @ ")
        {
            *problem += &format!(" @ {}", cut(place));
        }
    }
    let more = problems.len().saturating_sub(MOST);
    problems.truncate(MOST);
    problems.extend((more > 0).then(|| format!("and {more} more")));
    problems.join("\n  ")
}

/// Writes the base project with the output of an earlier run.
fn lay_out(project: &Path) {
    copy(&projects().join("base"), project);
    fs::create_dir_all(project.join("fonts")).unwrap();
    for font in FONTS {
        fs::copy(root().join("fonts").join(font), project.join("fonts").join(font)).unwrap();
    }
    fs::create_dir_all(project.join("out/nl")).unwrap();
    fs::write(project.join("out/nl/note.pdf"), "earlier").unwrap();
    fs::write(project.join("out/manifest.json"), "{}").unwrap();
}

/// All files below a folder with what they hold, and the folders.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let file = |entry: walkdir::DirEntry| {
        let bytes = entry.file_type().is_file().then(|| fs::read(entry.path()).unwrap_or_default());
        (entry.into_path(), bytes)
    };
    entries.map(file).collect()
}

struct Run {
    code: Option<i32>,
    stderr: String,
}

/// Runs the command with bounds on its memory and time.
fn run(project: &Path, arguments: &[String]) -> Result<Run, String> {
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; ulimit -c 0; exec \"$0\" \"$@\"")])
        .arg(env!("CARGO_BIN_EXE_report"))
        .args(arguments)
        .current_dir(project)
        .env("REPORT_CACHE_DIR", "")
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        stderr.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > TIME {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(format!("it did not end within {TIME:?}"));
        }
        thread::sleep(Duration::from_millis(5));
    };
    Ok(Run { code: status.code(), stderr: reader.join().unwrap() })
}
