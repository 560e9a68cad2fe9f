//! A project among canaries.

use std::fs;
use std::io::ErrorKind;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use lopdf::{Document, Object};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::support::{self, Run, Workbench};

/// The environment variable that holds a word.
pub const VARIABLE: &str = "REPORT_CANARY";

/// A project, and what it must not reach.
pub struct Fortress {
    /// The project.
    pub bench: Workbench,
    outside: TempDir,
    listener: TcpListener,
    /// The words, of which none may come out.
    words: [String; 3],
}

impl Fortress {
    /// The base project among canaries.
    pub fn new() -> Self {
        let word = |kind: &str| {
            // The names of temporary folders cannot be guessed.
            let folder = TempDir::with_prefix(kind).unwrap();
            folder.path().file_name().unwrap().to_str().unwrap().replace('.', "")
        };
        let words = ["canaryout", "canaryhid", "canaryenv"].map(word);
        let fortress = Self {
            bench: Workbench::base(),
            outside: TempDir::with_prefix("elsewhere").unwrap(),
            listener: TcpListener::bind("127.0.0.1:0").unwrap(),
            words,
        };
        fortress.listener.set_nonblocking(true).unwrap();
        fortress.lay_out();
        fortress
    }

    fn lay_out(&self) {
        let [word, hidden, _] = &self.words;
        let outside = self.outside.path();
        let write = |name: &str, text: String| fs::write(outside.join(name), text).unwrap();
        write("secret.txt", format!("{word}\n"));
        write("secret.md", format!("+++\ntitle = \"{word}\"\norder = 1\n+++\n\n{word}\n"));
        write("secret.typ", format!("#let secret = \"{word}\"\n#secret\n"));
        write("secret.csv", format!("colour,nl,en,people\n{word},{word},{word},1\n"));
        write("secret.toml", format!("[strings]\nsecret = \"{word}\"\n{word} =\n"));
        write("secret.bib", format!("@book{{{word}, title = {{{word}}}, year = {{2024}}}}\n"));
        write("secret.yml", format!("{word}:\n  type: Book\n  title: {word}\n"));
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"20\">";
        write("secret.svg", format!("{svg}<text y=\"15\">{word}</text></svg>"));
        fs::copy(
            support::root().join("tests/projects/good/everything/report/note/nl/photo.jpg"),
            outside.join("secret.jpg"),
        )
        .unwrap();
        fs::copy(support::root().join("fonts/SourceSans3-Regular.ttf"), outside.join("secret.ttf"))
            .unwrap();
        self.bench.write(".git/config", format!("{hidden}\n"));
        self.bench.write(".env", format!("TOKEN={hidden}\n"));
    }

    /// The folder outside the project, in which the files are called `secret` and end as
    /// their kinds do.
    pub fn outside(&self) -> &Path {
        self.outside.path()
    }

    /// A file outside the project.
    pub fn secret(&self, extension: &str) -> PathBuf {
        self.outside().join(format!("secret.{extension}"))
    }

    /// The way from the project's folder to a file outside it.
    pub fn way_out(&self, extension: &str) -> String {
        let depth = self.bench.path().components().count() + 8;
        format!(
            "{}{}",
            "../".repeat(depth),
            self.secret(extension).strip_prefix("/").unwrap().display()
        )
    }

    /// An address on this machine where somebody listens.
    pub fn address(&self) -> String {
        format!("http://{}/call", self.listener.local_addr().unwrap())
    }

    /// Puts a symbolic link into the project.
    pub fn link(&self, path: &str, target: impl AsRef<Path>) {
        let path = self.bench.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if path.symlink_metadata().is_ok_and(|it| it.is_dir()) {
            fs::remove_dir_all(&path).unwrap();
        } else if path.symlink_metadata().is_ok() {
            fs::remove_file(&path).unwrap();
        }
        symlink(target, path).unwrap();
    }

    /// Renders the Dutch documents, with their sources, and checks that nothing got out.
    pub fn render(&self) -> Run {
        self.run(&["render", "--lang", "nl", "--emit", "emitted"])
    }

    /// Runs the command in the project and checks that nothing got out.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = support::command();
        command.current_dir(self.bench.path()).args(arguments).env(VARIABLE, &self.words[2]);
        let run = Run::of(command);
        self.check_silence(&run);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        run
    }

    /// Renders and expects what is printed about problems to contain all of these.
    #[track_caller]
    pub fn refuses(&self, messages: &[&str]) {
        let run = self.render();
        assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
        for message in messages {
            assert!(run.stderr.contains(message), "no {message:?} in\n{}", run.stderr);
        }
        assert!(!self.bench.path().join("out").exists());
    }

    /// None of the words is printed or in a file that was written, and nobody has called.
    fn check_silence(&self, run: &Run) {
        for word in &self.words {
            assert!(!run.stdout.contains(word), "{}", run.stdout);
            assert!(!run.stderr.contains(word), "{}", run.stderr);
        }
        let visible =
            |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(self.bench.path()).into_iter().filter_entry(visible) {
            let entry = entry.unwrap();
            assert!(entry.path_is_symlink() || !self.tells(&entry), "{}", entry.path().display());
        }
        let call = self.listener.accept();
        assert_eq!(call.unwrap_err().kind(), ErrorKind::WouldBlock, "somebody has called");
    }

    /// Whether a file of the project holds one of the words, also packed within a PDF.
    fn tells(&self, entry: &walkdir::DirEntry) -> bool {
        if !entry.file_type().is_file() {
            return false;
        }
        let bytes = fs::read(entry.path()).unwrap();
        if entry.path().extension().is_some_and(|extension| extension == "pdf") {
            let text = support::pdf::Pdf::read(&bytes).text().replace([' ', '\n', '\u{ad}'], "");
            let parts = unpacked(&bytes);
            return self.hold(text.as_bytes()) || parts.iter().any(|part| self.hold(part));
        }
        self.hold(&bytes)
    }

    /// Whether bytes hold one of the words, in UTF-8 or UTF-16.
    fn hold(&self, bytes: &[u8]) -> bool {
        let found = |word: &[u8]| memchr::memmem::find(bytes, word).is_some();
        self.words.iter().any(|word| {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
            found(word.as_bytes()) || found(&wide)
        })
    }
}

/// All that a PDF holds: its bytes, its streams and its texts.
fn unpacked(bytes: &[u8]) -> Vec<Vec<u8>> {
    let document = Document::load_mem(bytes).unwrap();
    let mut parts = vec![bytes.to_vec()];
    for object in document.objects.values() {
        collect(object, &mut parts);
    }
    parts
}

fn collect(object: &Object, parts: &mut Vec<Vec<u8>>) {
    match object {
        Object::String(text, _) => parts.push(text.clone()),
        Object::Array(items) => items.iter().for_each(|item| collect(item, parts)),
        Object::Dictionary(dictionary) => dictionary.iter().for_each(|(_, it)| collect(it, parts)),
        Object::Stream(stream) => {
            parts.extend(stream.decompressed_content().ok());
            parts.push(stream.content.clone());
            stream.dict.iter().for_each(|(_, it)| collect(it, parts));
        }
        _ => {}
    }
}

/// The canaries would be seen: a project that says one of the words is found out.
#[test]
fn a_word_that_gets_out_is_noticed() {
    let fortress = Fortress::new();
    let [word, ..] = &fortress.words;
    fortress.bench.append("report/note/nl/10-text.md", &format!("\nHet woord {word}.\n"));
    fortress.bench.rendered(&["--lang", "nl"]);
    let pdf = fortress.bench.path().join("out/nl/note.pdf");
    let told = |path: &Path| {
        let folder = WalkDir::new(path.parent().unwrap()).into_iter().map(Result::unwrap);
        folder.filter(|entry| entry.path() == path).any(|entry| fortress.tells(&entry))
    };
    assert!(told(&pdf));
    assert!(!told(&fortress.bench.path().join("report/note/layout.typ")));
    std::net::TcpStream::connect(fortress.listener.local_addr().unwrap()).unwrap();
    assert!(fortress.listener.accept().is_ok());
}
