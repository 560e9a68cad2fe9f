//! Revisions of a project, by the `git` command.
//!
//! The files of a revision are written to a temporary folder through an index of their own,
//! so that neither the work tree nor the index of the repository is touched. No shell is
//! involved, and what the user typed cannot pass for an option.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::Stop;
use crate::commands::project::project_root;

/// A revision that was written to a temporary folder.
pub struct Revision {
    /// The project's folder in it.
    pub root: PathBuf,
    /// Removed when the revision is done with.
    _folder: TempDir,
}

impl Revision {
    /// Writes the files of a revision of a project: of the one that is given, or of the
    /// nearest upward.
    pub fn check_out(name: &str, given: Option<&Path>) -> Result<Self, Stop> {
        let project = project_root(given).map_err(|message| {
            Stop::Usage(format!("there is no file or folder `{name}`, and {message}"))
        })?;
        let git =
            |arguments: &[&str]| run(Command::new("git").arg("-C").arg(&project).args(arguments));
        let prefix = git(&["rev-parse", "--show-prefix"]).map_err(|message| {
            Stop::Usage(format!(
                "`{name}` is no file or folder, and revisions of `{}` cannot be read ({message})",
                project.display()
            ))
        })?;
        let commit = format!("{name}^{{commit}}");
        let commit = git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]);
        let commit = commit.map_err(|_| {
            Stop::Usage(format!(
                "`{name}` is no manifest, folder or revision; `git log --oneline` and `git tag` \
                 list revisions"
            ))
        })?;
        let failed = |message: String| {
            Stop::Usage(format!("the revision `{name}` cannot be read ({message})"))
        };
        let folder = TempDir::new().map_err(|error| failed(error.to_string()))?;
        let index = folder.path().join("index");
        let files = format!("--prefix={}/files/", folder.path().display());
        let own = |arguments: &[&str]| {
            let mut git = Command::new("git");
            git.arg("-C").arg(&project).args(arguments).env("GIT_INDEX_FILE", &index);
            run(&mut git)
        };
        own(&["read-tree", &commit]).map_err(failed)?;
        // From a folder below the top, only what lies in it would be written.
        let top = git(&["rev-parse", "--show-toplevel"]).map_err(failed)?;
        let mut git = Command::new("git");
        git.arg("-C").arg(top).args(["checkout-index", "--all", &files]);
        run(git.env("GIT_INDEX_FILE", &index)).map_err(failed)?;
        let root = folder.path().join("files").join(prefix);
        match root.join("report/report.toml").is_file() {
            true => Ok(Self { root, _folder: folder }),
            false => Err(Stop::Usage(format!(
                "the revision `{name}` has no `report/report.toml` in the project's folder"
            ))),
        }
    }
}

/// What a command prints, or else what it says is wrong.
fn run(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("`git` cannot be run: {error}"))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_string();
    match output.status.success() {
        true => Ok(text(&output.stdout)),
        false => Err(text(&output.stderr)),
    }
}
