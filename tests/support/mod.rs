//! Projects in temporary folders, rendered by the real command.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod alternative;
pub mod golden;
pub mod layout;
pub mod pdf;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use walkdir::WalkDir;

/// The folder of the crate, which is also the flagship's.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the projects that tests use.
pub fn projects() -> PathBuf {
    root().join("tests/projects")
}

/// A copy of a project in a temporary folder.
pub struct Workbench {
    folder: TempDir,
}

impl Workbench {
    /// The base project, with the files of a project under `tests/projects`
    /// laid over it.
    pub fn overlay(name: &str) -> Self {
        Self::base().with(name)
    }

    /// Lays the files of a project under `tests/projects` over this one. A file
    /// `removed` lists what it lacks.
    pub fn with(self, name: &str) -> Self {
        copy(&projects().join(name), &self.path());
        let removed = self.path().join("removed");
        if let Ok(paths) = fs::read_to_string(&removed) {
            for path in paths.lines() {
                fs::remove_file(self.path().join(path)).unwrap();
            }
            fs::remove_file(removed).unwrap();
        }
        self
    }

    /// The base project and the fonts.
    pub fn base() -> Self {
        let bench = Self { folder: TempDir::new().unwrap() };
        copy(&projects().join("base"), &bench.path());
        copy(&root().join("fonts"), &bench.path().join("fonts"));
        bench
    }

    /// A copy of the flagship.
    pub fn flagship() -> Self {
        let bench = Self { folder: TempDir::new().unwrap() };
        for folder in ["report", "data", "fonts"] {
            copy(&root().join(folder), &bench.path().join(folder));
        }
        bench
    }

    /// The gallery of components and charts, in the theme of the flagship.
    pub fn gallery() -> Self {
        let bench = Self { folder: TempDir::new().unwrap() };
        for folder in ["report/theme", "report/locales", "fonts"] {
            copy(&root().join(folder), &bench.path().join(folder));
        }
        bench.with("gallery")
    }

    /// The project's folder.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// Writes a file of the project.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Adds to a file of the project.
    pub fn append(&self, path: &str, text: &str) {
        let before = fs::read_to_string(self.path().join(path)).unwrap();
        self.write(path, before + text);
    }

    /// Replaces a text that occurs in a file of the project.
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path().join(path)).unwrap();
        assert!(text.contains(old), "`{path}` does not contain `{old}`");
        self.write(path, text.replace(old, new));
    }

    /// Runs `report render` with these arguments in the project's folder.
    pub fn render(&self, arguments: &[&str]) -> Run {
        let mut command = command();
        command.current_dir(self.path()).arg("render").args(arguments);
        Run::of(command)
    }

    /// Runs `report figures` with these arguments in the project's folder.
    pub fn figures(&self, arguments: &[&str]) -> Run {
        let mut command = command();
        command.current_dir(self.path()).arg("figures").args(arguments);
        Run::of(command)
    }

    /// Renders and expects success.
    pub fn rendered(&self, arguments: &[&str]) -> Run {
        let run = self.render(arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run
    }

    /// The run's manifest.
    pub fn manifest(&self) -> serde_json::Value {
        serde_json::from_slice(&self.output("manifest.json")).unwrap()
    }

    /// A file of the output folder.
    pub fn output(&self, path: &str) -> Vec<u8> {
        fs::read(self.path().join("out").join(path)).unwrap()
    }
}

/// The command under test, with an environment that says nothing about colours.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_report"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    // Results of earlier runs, or of other versions, must not count.
    command.env("REPORT_CACHE_DIR", "");
    command
}

/// What a run of the command did.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// What it printed about results.
    pub stdout: String,
    /// What it printed about problems.
    pub stderr: String,
}

impl Run {
    /// Runs a command.
    pub fn of(mut command: Command) -> Self {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: status.code().expect("the command was not killed"),
            stdout: text(stdout),
            stderr: text(stderr),
        }
    }
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).sort_by_file_name() {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).unwrap();
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
